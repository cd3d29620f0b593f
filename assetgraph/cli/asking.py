"""`matches`: who could meet whom, why, and the first step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from assetgraph.cli.answering import answered
from assetgraph.cli.climbing import climbed
from assetgraph.cli.options import DEFAULT_STORE, AsOf, Buurt, Json, Lang, Store
from assetgraph.cli.screen import Screen
from assetgraph.errors import AssetGraphError, RefusedError

if TYPE_CHECKING:
    from assetgraph.workflows.asking import Explained, Match

OF_ONE, OF_EVERYONE = 4, 2
"""Reasons that the screen shows of each suggestion: for one person, and in the long list."""


def matches(
    ctx: typer.Context,
    resident: Annotated[
        str | None, typer.Argument(metavar="BEWONER", help="cli.argument.resident")
    ] = None,
    wish: Annotated[
        str | None, typer.Option("--wish", metavar="TEKST", help="cli.option.wish")
    ] = None,
    explain: Annotated[
        tuple[str, str] | None,
        typer.Option("--explain", metavar="A B", help="cli.option.explain"),
    ] = None,
    each_wish: Annotated[bool, typer.Option("--ladder", help="cli.option.ladder")] = False,
    bonding: Annotated[bool, typer.Option("--bonding", help="cli.option.bonding")] = False,
    bridging: Annotated[bool, typer.Option("--bridging", help="cli.option.bridging")] = False,
    as_json: Json = False,
    buurt: Buurt = "",
    as_of: AsOf = "",
    top: Annotated[int, typer.Option("--top", min=0, metavar="N", help="cli.option.top-each")] = 5,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Suggestions for one resident, or for everyone; or why two people do or do not meet."""
    from assetgraph.workflows import asking, given  # noqa: PLC0415

    leaning = asking.leaning(bonding=bonding, bridging=bridging)
    if explain and (resident or wish):
        raise AssetGraphError("explain-alone")
    if each_wish and not (resident or wish):
        raise AssetGraphError("ladder-of-whom")
    who, partner = explain or (resident, None)
    day = given.as_day(as_of) if as_of else None
    if each_wish or (wish and not as_json):
        return climbed(
            asking.climb(
                store, who, today=date.today(), wish=wish, buurt=buurt or None, as_of=day, top=top
            ),
            ctx.obj,
            as_json,
        )
    try:
        found = asking.match(
            store,
            who,
            today=date.today(),
            buurt=buurt or None,
            as_of=day,
            leaning=leaning,
            top=top,
            **({"partner": partner} if partner else {"wish": wish}),
        )
    except RefusedError:
        if as_json:
            ctx.obj.json([])
        raise
    if answered(found, ctx.obj, as_json, buurt, as_of):
        return 0
    if explain:
        show_explained(found, ctx.obj)
    elif not found:
        ctx.obj.say(asking.silent(store, who, today=date.today(), buurt=buurt or None, as_of=day))
    else:
        show_matches(found, ctx.obj, alone=resident is not None or wish is not None)
    return 0


def show_matches(found: Sequence[Match], screen: Screen, *, alone: bool) -> None:
    """Suggestions: two people, why, who introduces them, where, and the first step."""
    before = None
    for one in found:
        if one.resident is not None and one.resident != before:
            screen.line(screen.text("cli.matches.for", name=one.resident.name), "bold")
            before = one.resident
        more = f" ({screen.text('cli.matches.more')})" if one.acquainted else ""
        screen.line(f"{one.partner.name}{more}", "bold", indent=2)
        most = sorted(one.reasons, key=lambda reason: -reason.weight)
        told = most[: OF_ONE if alone else OF_EVERYONE]
        screen.points([screen.text(reason.text) for reason in told], indent=4)
        screen.line(screen.text("cli.matches.first-step", step=one.first_step), indent=4)
        screen.line()


def show_explained(found: Sequence[Explained], screen: Screen) -> None:
    """A pair as a waterfall: each reason adds to the sum, until that is the score."""
    for one in found:
        names = {"one": one.resident.name, "other": one.partner.name}
        screen.line(screen.text("cli.explain.title", **names), "bold")
        most, total = max(one.score, 0.001), 0.0
        for reason in one.reasons:
            screen.line(f"{_step(total, reason.weight, most)} {reason.weight:+6.3f}", indent=2)
            screen.line(screen.text(reason.text), indent=4)
            total += reason.weight
        screen.line(f"{_step(0.0, one.score, most)} {one.score:6.3f}", "bold", indent=2)
        screen.line(screen.text("cli.explain.sum"), indent=4)
        screen.line()
        if one.suggested:
            screen.say("cli.explain.suggested", rank=one.rank, **names)
        else:
            screen.line(screen.text("cli.explain.why-not"), "bold")
            screen.points([screen.text(reason) for reason in one.why_not], indent=2)
        if one.first_step is not None:
            screen.line(screen.text("cli.matches.first-step", step=one.first_step))


STEPS = 30
"""Columns of the waterfall."""


def _step(before: float, weight: float, most: float) -> str:
    """A bar that begins where the one before it ended."""
    start, end = (round(at / most * STEPS) for at in (before, before + weight))
    return f"{' ' * start}{'█' * max(end - start, 1)}".ljust(STEPS + 1)
