"""`introductions`: a plan for everyone at once, what came of it, and which reasons worked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from assetgraph.cli.answering import answered, asked
from assetgraph.cli.options import DEFAULT_STORE, AsOf, Buurt, Json, Lang, Store
from assetgraph.cli.screen import Screen

if TYPE_CHECKING:
    from assetgraph.workflows.introducing import Followed, KindResult, Recorded

TopRows = Annotated[int | None, typer.Option("--top", min=0, metavar="N", help="cli.option.top")]

_HEADS = {True: "introductions.screen.due", False: "introductions.screen.later"}


def record(
    ctx: typer.Context,
    one: Annotated[str, typer.Argument(metavar="A", help="introductions.argument.first")],
    other: Annotated[str, typer.Argument(metavar="B", help="introductions.argument.second")],
    by: Annotated[
        str | None, typer.Option("--by", metavar="C", help="introductions.option.by")
    ] = None,
    place: Annotated[
        str | None, typer.Option("--place", metavar="PLEK", help="introductions.option.place")
    ] = None,
    state: Annotated[
        str, typer.Option("--state", metavar="STAND", help="introductions.option.state")
    ] = "voorgesteld",
    day: Annotated[
        str, typer.Option("--date", metavar="DATUM", help="introductions.option.date")
    ] = "",
    as_json: Json = False,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Records what an introduction came to."""
    from assetgraph.workflows import given, introducing, logbook  # noqa: PLC0415

    screen: Screen = ctx.obj
    done = introducing.record(
        store,
        one,
        other,
        today=date.today(),
        by=by,
        place=place,
        stage=introducing.as_stage(state),
        day=given.as_day(day) if day else None,
        who=logbook.who(),
        language=screen.language,
    )
    if as_json:
        from assetgraph.workflows.asking import to_json  # noqa: PLC0415

        outcome = done.outcome
        counts = {name: getattr(outcome, name) for name in ("added", "changed", "removed")}
        row = to_json(done.introduction, screen.words)
        screen.json({"changeset": outcome.changeset, **counts, "introduction": row})
    else:
        show_recorded(done, screen)
    return 0


def list_(
    ctx: typer.Context,
    due: Annotated[bool, typer.Option("--due", help="introductions.option.due")] = False,
    as_json: Json = False,
    buurt: Buurt = "",
    as_of: AsOf = "",
    top: TopRows = None,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """What was proposed, and what came of it."""
    screen: Screen = ctx.obj
    found = asked("introductions", store, buurt, as_of, due=due, top=top)
    if not answered(found, screen, as_json, buurt, as_of):
        show_followed(found, screen, due=due)
    return 0


def results(
    ctx: typer.Context,
    as_json: Json = False,
    buurt: Buurt = "",
    as_of: AsOf = "",
    top: TopRows = None,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Which kinds of reasons led to meetings."""
    screen: Screen = ctx.obj
    found = asked("results", store, buurt, as_of, top=top)
    if not answered(found, screen, as_json, buurt, as_of):
        show_results(found, screen)
    return 0


def show_recorded(done: Recorded, screen: Screen) -> None:
    """What was recorded, what to do next, and how to take it back."""
    one = done.introduction
    pair = screen.text("introductions.screen.pair", one=one.resident.name, other=one.partner.name)
    screen.line(pair, "bold")
    screen.line(_how_far(one, screen), indent=2)
    if done.rests_until is not None:
        until = screen.day(done.rests_until)
        screen.points([screen.text("introductions.screen.rested", until=until)], indent=2)
    screen.points([screen.text(one.next)], indent=2)
    if one.due is not None:
        screen.points(
            [screen.text("introductions.screen.asked-on", day=screen.day(one.due))], indent=2
        )
    screen.note("introductions.screen.undo", id=done.outcome.changeset)


def show_followed(found: Sequence[Followed], screen: Screen, *, due: bool) -> None:
    """Introductions: those of which it is time to ask how it goes, then the others."""
    if not found:
        screen.say("introductions.screen.none-due" if due else "introductions.screen.none")
        return
    before: bool | None = None
    for one in found:
        if one.is_due is not before:
            if before is not None:
                screen.line()
            screen.line(screen.text(_HEADS[one.is_due]), "bold")
            before = one.is_due
        pair = screen.text(
            "introductions.screen.pair", one=one.resident.name, other=one.partner.name
        )
        screen.line(pair, "bold", indent=2)
        screen.line(_how_far(one, screen), indent=4)
        screen.points([screen.text(one.next)], indent=4)
        if one.due is not None and not one.is_due:
            day = screen.day(one.due)
            screen.points([screen.text("introductions.screen.asked-on", day=day)], indent=4)


def show_results(found: Sequence[KindResult], screen: Screen) -> None:
    """Kinds of reasons: how many led to a meeting, how sure that is, and what they count."""
    if not found:
        screen.say("introductions.screen.no-results")
        return
    heads = [
        screen.text("introductions.screen.results.kind"),
        screen.text("introductions.screen.results.met"),
        screen.text("introductions.screen.results.between"),
        screen.text("introductions.screen.results.weight"),
    ]
    rows = [
        [
            screen.text(one.label),
            screen.text("introductions.screen.results.of", met=one.met, n=one.introductions),
            "-"
            if one.share is None
            else screen.text(
                "introductions.screen.results.percent",
                low=round(100 * one.low),
                high=round(100 * one.high),
            ),
            f"{one.weight:g}" if screen.language == "en" else f"{one.weight:g}".replace(".", ","),
        ]
        for one in found
    ]
    screen.table(heads, rows, wide=0)
    screen.line()
    screen.say("introductions.screen.results.about")
    waiting = max(one.waiting for one in found)
    if waiting:
        screen.say("introductions.screen.results.waiting")


def _how_far(one: Followed, screen: Screen) -> str:
    """The state of an introduction, since when, through whom and where."""
    state = one.state.label.text(screen.language)
    parts = [screen.text("introductions.screen.since", state=state, day=screen.day(one.since))]
    if one.appointment is not None:
        day = screen.day(one.appointment)
        parts.append(screen.text("introductions.screen.appointment", day=day))
    if one.introducer is not None:
        parts.append(screen.text("introductions.screen.by", name=one.introducer.name))
    if one.place is not None:
        parts.append(screen.text("introductions.screen.at", place=one.place.name))
    return ", ".join(parts)
