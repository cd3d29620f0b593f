"""`connectors`: who connects, who together reach most, who could link, and if somebody moves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from assetgraph.cli.answering import answered, asked, listed, proposed, sentence
from assetgraph.cli.options import DEFAULT_STORE, AsOf, Buurt, Json, Lang, Store
from assetgraph.cli.screen import Screen
from assetgraph.errors import AssetGraphError

if TYPE_CHECKING:
    from assetgraph.messages import Message
    from assetgraph.workflows.asking import Absence, Connector, KeyPlayer, Linker

JOINS = 2
"""Pairs of circles that the table names of each connector; `--json` gives more."""

_ABOUT_ALL = {
    *("certainty.few-speak", "certainty.few-people", "certainty.few-ties"),
    "certainty.no-ties",
}
"""Doubts that hold for the whole list are said once, below it."""

_TELLING = {"connectors.reason.holds", "connectors.reason.no-ties"}
"""Reasons that the table always shows, beside what stands out."""

_ELSEWHERE = {"connectors.reason.knows", "connectors.reason.within", "connectors.reason.spans"}
"""Reasons that other columns tell."""


def connectors(
    ctx: typer.Context,
    key_players: Annotated[
        int | None, typer.Option("--key-players", min=1, metavar="N", help="cli.option.key-players")
    ] = None,
    without: Annotated[
        str | None, typer.Option("--without", metavar="BEWONER", help="cli.option.without")
    ] = None,
    group: Annotated[
        str | None, typer.Option("--group", metavar="GROEP", help="cli.option.group")
    ] = None,
    between: Annotated[
        tuple[str, str] | None, typer.Option("--between", metavar="A B", help="cli.option.between")
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
    """Who connects, and what."""
    if sum(way is not None for way in (key_players, without, group, between)) > 1:
        raise AssetGraphError("one-way-to-connect")
    screen: Screen = ctx.obj
    if key_players is not None:
        many = key_players if top is None else min(key_players, top)
        players = asked("key_players", store, buurt, as_of, top=many)
        if not answered(players, screen, as_json, buurt, as_of):
            show_key_players(players, screen)
    elif without is not None:
        absences = asked("absence", store, buurt, as_of, named={"resident": without})
        if not answered(absences[:top], screen, as_json, buurt, as_of):
            show_absences(absences[:top], screen)
    elif between is not None:
        named = dict(zip(("one", "other"), between, strict=True))
        linkers = asked("between", store, buurt, as_of, named=named, top=5 if top is None else top)
        if not answered(linkers, screen, as_json, buurt, as_of):
            show_linkers(linkers, between, screen)
    else:
        named = {} if group is None else {"group": group}
        found = asked(
            "connectors", store, buurt, as_of, named=named, top=10 if top is None else top
        )
        if not answered(found, screen, as_json, buurt, as_of):
            show_connectors(found, screen)
    return 0


def show_connectors(found: Sequence[Connector], screen: Screen) -> None:
    """Connectors as a table: who, how many they know, who names them, and what they join."""
    found = [one for one in found if one.betweenness or one.nominations or one.connects]
    if not found:
        screen.say("cli.connectors.none")
        return
    heads = [
        screen.text("cli.connectors.who"),
        screen.text("cli.connectors.ties"),
        screen.text("cli.connectors.named"),
        screen.text("cli.connectors.why"),
    ]
    rows = []
    for one in found:
        told = [sentence(screen.text(message)) for message in _shown(one)]
        if one.room == "little":
            told.append(screen.text("cli.connectors.full"))
        named = str(one.nominations) if one.nominations else "-"
        who = one.resident.name
        if one.kind is not None:
            who += "\n" + screen.text(f"cli.connectors.kind.{one.kind.value}")
        rows.append([who, str(one.degree), named, "\n".join(told)])
    screen.table(heads, rows, wide=3)
    doubts = {
        screen.text(doubt): None for one in found for doubt in one.doubts if doubt.key in _ABOUT_ALL
    }
    if doubts:
        screen.line()
        screen.say("cli.thin", why=" ".join(doubts))


def _shown(one: Connector) -> list[Message]:
    """What the table tells of a connector: joins, what stands out, and what hangs on them."""
    first = [one for one in one.reasons[:1] if one.key not in _TELLING | _ELSEWHERE]
    held = [reason for reason in one.reasons if reason.key in _TELLING]
    own = [doubt for doubt in one.doubts if doubt.key not in _ABOUT_ALL]
    return [*one.connects[:JOINS], *first, *held, *own]


def show_key_players(found: Sequence[KeyPlayer], screen: Screen) -> None:
    """The few who together reach most, in the order in which they add to it."""
    if not found:
        screen.say("cli.connectors.none")
        return
    screen.line(screen.text("cli.key-players.head", n=len(found)), "bold")
    for one in found:
        percent = round(100 * one.reach)
        line = screen.text("cli.key-players.line", name=one.resident.name, percent=percent)
        screen.line(line, indent=2)
        listed(one.reasons, screen, 4)
    screen.line()
    screen.say("cli.key-players.together", n=len(found), known=found[-1].knows)
    screen.say("cli.key-players.about")


def show_absences(found: Sequence[Absence], screen: Screen) -> None:
    """If somebody moves away: what changes, who could take over, and which tie would mend it."""
    if not found:
        screen.say("cli.connectors.none")
    for one in found:
        screen.line(screen.text("cli.absence.head", name=one.resident.name), "bold")
        listed(one.reasons, screen, 2)
        if one.takeovers:
            screen.line()
            screen.line(screen.text("cli.absence.takeovers"), "bold")
            for takeover in one.takeovers:
                part = screen.text(takeover.part)
                screen.line(
                    screen.text("cli.absence.takeover", part=part, name=takeover.resident.name),
                    indent=2,
                )
                listed(takeover.reasons, screen, 4)
        if one.mends:
            screen.line()
            screen.line(screen.text("cli.absence.mends"), "bold")
            for proposal in one.mends:
                proposed(proposal, screen, 2)


def show_linkers(found: Sequence[Linker], sides: tuple[str, str], screen: Screen) -> None:
    """Who could link two groups or places."""
    one, other = sides
    if not found:
        screen.say("cli.between.none", one=one, other=other)
        return
    screen.line(screen.text("cli.between.head", one=one, other=other), "bold")
    for linker in found:
        screen.line(linker.resident.name, "bold", indent=2)
        listed(linker.reasons, screen, 4)
