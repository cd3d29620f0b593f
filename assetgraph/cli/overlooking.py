"""`overview`, `islands` and `growth`: the neighbourhood as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from assetgraph.cli.answering import BAR, answered, asked, bar, listed, proposed, sentence
from assetgraph.cli.options import DEFAULT_STORE, AsOf, Buurt, Json, Lang, Store
from assetgraph.cli.screen import Screen

if TYPE_CHECKING:
    from assetgraph.messages import Message
    from assetgraph.workflows.asking import Growth, Island, Overview

STREETS = 8
"""Streets on the one screen; `--top` or `--json` gives more."""

NAMES = 3
"""Names of what came or went that are shown before the rest is only counted."""

ROWS = 8
"""Islands of each sort that are shown before the rest is only counted."""

AnyTop = Annotated[int | None, typer.Option("--top", min=0, metavar="N", help="cli.option.top")]


def overview(
    ctx: typer.Context,
    as_json: Json = False,
    buurt: Buurt = "",
    as_of: AsOf = "",
    top: AnyTop = None,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """The neighbourhood on one screen."""
    found = asked("overview", store, buurt, as_of, top=top)
    if not answered(found, ctx.obj, as_json, buurt, as_of):
        show_overview(found, ctx.obj, streets=STREETS if top is None else top)
    return 0


def islands(
    ctx: typer.Context,
    as_json: Json = False,
    buurt: Buurt = "",
    as_of: AsOf = "",
    top: AnyTop = None,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """What does not touch, the easiest tie that joins it, and how groups mix."""
    found = asked("islands", store, buurt, as_of, top=top)
    if not answered(found, ctx.obj, as_json, buurt, as_of):
        show_islands(found, ctx.obj)
    return 0


def growth(
    ctx: typer.Context,
    since: Annotated[str, typer.Option("--from", metavar="DATUM", help="cli.option.from")] = "",
    until: Annotated[str, typer.Option("--to", metavar="DATUM", help="cli.option.to")] = "",
    as_json: Json = False,
    buurt: Buurt = "",
    as_of: AsOf = "",
    top: AnyTop = None,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """What grew between two days, and what was lost."""
    from assetgraph.workflows import asking, given  # noqa: PLC0415

    end = until or as_of
    start, stop, found = asking.grown(
        store,
        today=date.today(),
        since=given.as_day(since) if since else None,
        until=given.as_day(end) if end else None,
        buurt=buurt or None,
        top=top,
    )
    if not answered(found, ctx.obj, as_json, buurt, as_of):
        show_growth(found, start, stop, ctx.obj)
    return 0


def show_overview(found: Sequence[Overview], screen: Screen, *, streets: int) -> None:
    """One screen: who is on the map, the blocks, the streets, and who connects or is missing."""
    if not found:
        screen.say("cli.overview.none")
        return
    (one,) = found
    day = screen.day(one.day)
    where = {"buurt": one.buurt} if one.buurt else {}
    key = "cli.overview.head-buurt" if one.buurt else "cli.overview.head"
    screen.line(screen.text(key, n=one.residents, day=day, **where), "bold")
    screen.line()
    for block in one.blocks:
        name = screen.text(block.name)
        counts = ", ".join(screen.text(count) for count in block.counts)
        _row(screen, name, block.share, counts, screen.text(block.missing))
    if one.streets[:streets]:
        screen.line()
    for street in one.streets[:streets]:
        name = street.street or screen.text("cli.overview.no-street")
        people = screen.text("cli.overview.people", n=street.residents)
        _row(screen, name, street.share, people, screen.text(street.missing))
    left = len(one.streets) - len(one.streets[:streets])
    if left:
        screen.say("cli.overview.more-streets", n=left)
    screen.line()
    if one.connectors:
        names = [ref.name for ref in one.connectors]
        screen.say("cli.overview.connectors", names=names)
    if one.isolated:
        screen.say("cli.overview.alone", n=one.isolated)
    if one.by_a_thread:
        screen.say("cli.overview.thread", n=one.by_a_thread)
    if one.not_in_picture:
        screen.say("cli.overview.unknown", n=one.not_in_picture)
    if one.parts > 1:
        screen.say("cli.overview.parts", n=one.parts)
    if one.notes and one.certainty != "high":
        screen.say("cli.thin", why=" ".join(screen.text(note) for note in one.notes))


NAME, COUNTS = 20, 24
"""Columns of a name and of what is counted in a row of the overview."""


GROUP = 26
"""Columns of a group's name."""


def _row(screen: Screen, name: str, share: float, counts: str, missing: str) -> None:
    short = name if len(name) <= NAME else f"{name[: NAME - 1]}…"
    screen.line(f"{short:<{NAME}} {bar(share)}  {counts:<{COUNTS}} {missing}".rstrip())


def show_islands(found: Sequence[Island], screen: Screen) -> None:
    """What does not touch, sort by sort, and how each group mixes."""
    if not found:
        screen.say("cli.islands.none")
        return
    for sort in ("residents", "groups", "organisations"):
        rows = [row for row in found if row.kind == sort]
        if not rows:
            continue
        screen.line(screen.text(f"cli.islands.head.{sort}"), "bold")
        for row in rows[:ROWS]:
            _island(row, screen)
        if len(rows) > ROWS:
            screen.line(screen.text("cli.islands.more", n=len(rows) - ROWS), indent=2)
        screen.line()
    mixing = [row for row in found if row.kind == "mixing"]
    if mixing:
        screen.line(screen.text("cli.islands.head.mixing"), "bold")
        screen.say("cli.islands.mixing")
        for row in mixing:
            _mixing(row, screen)


def _island(row: Island, screen: Screen) -> None:
    if row.other is None:
        screen.line(screen.text(row.reasons[0]), indent=2)
        return
    pair = screen.text("cli.islands.pair", one=row.one.name, other=row.other.name)
    screen.line(sentence(pair), indent=2)
    if row.proposal is None:
        listed(row.reasons, screen, 4)
        screen.points([screen.text("cli.islands.nobody")], indent=4)
    elif row.kind == "organisations":
        listed(row.proposal.reasons, screen, 4)
    else:
        screen.points([screen.text("cli.islands.tie")], indent=4)
        proposed(row.proposal, screen, 6)


def _mixing(row: Island, screen: Screen) -> None:
    inside, outside = row.inside or 0, row.outside or 0
    share = 2 * inside / (2 * inside + outside) if inside or outside else 0.0
    name = str(row.one.name)
    short = name if len(name) <= GROUP else f"{name[: GROUP - 1]}…"
    told = screen.text(row.reasons[0])
    drawn = bar(share) if inside or outside else " " * BAR
    screen.line(f"{short:<{GROUP}} {drawn}  {told}", indent=2)


def show_growth(found: Sequence[Growth], start: date, stop: date, screen: Screen) -> None:
    """What came and what went between two days, with a few names."""
    since, until = screen.day(start), screen.day(stop)
    new = [one for one in found if one.gained]
    gone = [one for one in found if one.loss is not None]
    if not new and not gone:
        screen.say("cli.growth.none", since=since, until=until)
        return
    if new:
        screen.line(screen.text("cli.growth.head", since=since, until=until), "bold")
        new_lines = [_grown(one, one.text, one.new, screen) for one in new]
        screen.points(new_lines, indent=2, mark="+ ")
    if new and gone:
        screen.line()
    if gone:
        screen.line(screen.text("cli.growth.gone", since=since, until=until), "bold")
        gone_lines = [
            _grown(one, one.loss, one.gone, screen) for one in gone if one.loss is not None
        ]
        screen.points(gone_lines, indent=2)


def _grown(one: Growth, text: Message, names: Sequence[str], screen: Screen) -> str:
    """What came or went, with a few names; who was alone is not named at a party."""
    if one.theme == "no_longer_isolated":
        return screen.text(text)
    shown = list(names[:NAMES])
    told = "; ".join(shown)
    left = len(names) - len(shown)
    if left:
        told = screen.text("cli.growth.more", told=told, n=left)
    return f"{screen.text(text)}: {told}"
