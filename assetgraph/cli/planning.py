"""`introductions plan`: who meets whom, for everyone at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from assetgraph.cli.answering import answered
from assetgraph.cli.options import DEFAULT_STORE, AsOf, Buurt, Json, Lang, Store
from assetgraph.cli.screen import Screen

if TYPE_CHECKING:
    from assetgraph.workflows.introducing import FairPlan, Planned, Unserved

SHOWN = 12
"""Introductions that the screen shows, beside those who come first, unless `--top` says more."""

REASONS = 2

_FIRST = {
    "isolated": "plan.first.isolated",
    "by_a_thread": "plan.first.by-a-thread",
    None: "plan.first.others",
}

_SERVED = {"isolated": "plan.served.isolated", "by_a_thread": "plan.served.by-a-thread"}


def plan(
    ctx: typer.Context,
    per_helper: Annotated[
        int | None, typer.Option("--per-helper", min=0, metavar="N", help="plan.option.per-helper")
    ] = None,
    per_introducer: Annotated[
        int | None,
        typer.Option("--per-introducer", min=0, metavar="N", help="plan.option.per-introducer"),
    ] = None,
    as_json: Json = False,
    buurt: Buurt = "",
    as_of: AsOf = "",
    top: Annotated[
        int | None, typer.Option("--top", min=0, metavar="N", help="cli.option.top")
    ] = None,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """A fair plan for everyone at once."""
    from assetgraph.workflows import given, introducing  # noqa: PLC0415

    screen: Screen = ctx.obj
    made = introducing.plan(
        store,
        today=date.today(),
        buurt=buurt or None,
        as_of=given.as_day(as_of) if as_of else None,
        per_helper=per_helper,
        per_introducer=per_introducer,
    )
    rows = made.introductions[:top]
    if as_json or not (rows or made.unserved):
        if not answered(rows, screen, as_json, buurt, as_of):
            screen.say("plan.none")
        return 0
    if rows:
        show_reach(made, screen)
    show_planned(rows, screen, most=None if top is not None else SHOWN)
    show_unserved(made.unserved, screen)
    screen.line()
    screen.say("plan.who-agreed")
    return 0


def show_reach(made: FairPlan, screen: Screen) -> None:
    """What a plan reaches, what its fairness costs, and over what it is the best."""
    screen.line(screen.text("plan.head", n=len(made.introductions)), "bold")
    points = [
        screen.text(_SERVED[status.value], n=made.served[status], all=wanted)
        for status, wanted in made.wanted.items()
        if wanted
    ]
    caps = {"helper": made.per_helper, "introducer": made.per_introducer}
    points.append(screen.text("plan.caps", **caps))
    points.append(_price(made, screen))
    if made.price_of_first:
        points.append(screen.text("plan.price-of-first", percent=_percent(made.price_of_first)))
    if made.each is None:
        points.append(screen.text("plan.exact", n=made.compared))
    else:
        points.append(screen.text("plan.exact-of", n=made.compared, each=made.each))
    screen.points(points, indent=2)


def _price(made: FairPlan, screen: Screen) -> str:
    busy, now = made.busiest_without_caps, made.busiest
    percent = _percent(made.price)
    if busy is None or now is None or busy.times <= now.times:
        return screen.text("plan.price-none", percent=percent)
    return screen.text(
        "plan.price", percent=percent, name=busy.resident.name, n=busy.times, most=now.times
    )


def _percent(share: float) -> str:
    """A part as whole per cents; what is there is never nothing."""
    return "< 1" if 0 < share < 0.01 else str(round(100 * share))


def show_planned(rows: Sequence[Planned], screen: Screen, *, most: int | None) -> None:
    """Introductions: those who come first all, of the others the best."""
    before: object = object()
    others = 0
    for one in rows:
        others += one.first is None
        if most is not None and others > most:
            continue
        if one.first != before:
            screen.line()
            screen.line(screen.text(_FIRST[one.first and one.first.value]), "bold")
            before = one.first
        if one.resident is not None:
            pair = screen.text("plan.pair", one=one.resident.name, other=one.partner.name)
            screen.line(pair, "bold", indent=2)
        weighty = sorted(one.reasons, key=lambda reason: -reason.weight)[:REASONS]
        screen.points([screen.text(reason.text) for reason in weighty], indent=4)
        screen.line(screen.text("cli.matches.first-step", step=one.first_step), indent=4)
    if most is not None and others > most:
        screen.line()
        screen.say("plan.more", n=others - most, all=len(rows))


def show_unserved(found: Sequence[Unserved], screen: Screen) -> None:
    """Who comes first and is in no introduction, and what is missing for it."""
    if not found:
        return
    screen.line()
    screen.line(screen.text("plan.unserved"), "bold")
    for one in found:
        screen.line(one.resident.name, "bold", indent=2)
        screen.points([screen.text(message) for message in one.missing], indent=4)
