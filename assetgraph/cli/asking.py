"""The questions: who connects, who is missing, who could meet whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assetgraph.cli.options import DEFAULT_STORE, AsOf, Buurt, Json, Lang, Store, Top
from assetgraph.cli.screen import Screen
from assetgraph.errors import RefusedError

if TYPE_CHECKING:
    from assetgraph.messages import Message
    from assetgraph.workflows.asking import Connector, Match, Missing

LINES = 3
"""Reasons or hooks that the screen shows of each person; `--json` gives all."""

OF_ONE, OF_EVERYONE = 4, 2
"""Reasons that the screen shows of each suggestion: for one person, and in the long list."""

_SEEN = {
    *("connectors.reason.named", "connectors.reason.knows"),
    *("isolated.reason.no-ties", "isolated.reason.unknown"),
}
"""Reasons that a column of the table or the line under a heading says already."""


def connectors(
    ctx: typer.Context,
    as_json: Json = False,
    buurt: Buurt = "",
    as_of: AsOf = "",
    top: Top = 10,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Who connects, and what."""
    found = _asked("connectors", store, buurt, as_of, top=top)
    if not _answered(found, ctx.obj, as_json, buurt, as_of):
        show_connectors(found, ctx.obj)
    return 0


def isolated(
    ctx: typer.Context,
    as_json: Json = False,
    buurt: Buurt = "",
    as_of: AsOf = "",
    top: Annotated[
        int | None, typer.Option("--top", min=0, metavar="N", help="cli.option.top")
    ] = None,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Who is isolated, hangs by a thread, or is not in the picture."""
    found = _asked("isolated", store, buurt, as_of, top=top)
    if not _answered(found, ctx.obj, as_json, buurt, as_of):
        show_missing(found, ctx.obj)
    return 0


def matches(
    ctx: typer.Context,
    resident: Annotated[
        str | None, typer.Argument(metavar="BEWONER", help="cli.argument.resident")
    ] = None,
    wish: Annotated[
        str | None, typer.Option("--wish", metavar="TEKST", help="cli.option.wish")
    ] = None,
    bonding: Annotated[bool, typer.Option("--bonding", help="cli.option.bonding")] = False,
    bridging: Annotated[bool, typer.Option("--bridging", help="cli.option.bridging")] = False,
    as_json: Json = False,
    buurt: Buurt = "",
    as_of: AsOf = "",
    top: Annotated[int, typer.Option("--top", min=0, metavar="N", help="cli.option.top-each")] = 5,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Suggestions for one resident, or for everyone."""
    from assetgraph.workflows import asking, given  # noqa: PLC0415

    leaning = asking.leaning(bonding=bonding, bridging=bridging)
    try:
        found = asking.match(
            store,
            resident,
            today=date.today(),
            buurt=buurt or None,
            as_of=given.as_day(as_of) if as_of else None,
            wish=wish,
            leaning=leaning,
            top=top,
        )
    except RefusedError:
        if as_json:
            ctx.obj.json([])
        raise
    if not _answered(found, ctx.obj, as_json, buurt, as_of):
        show_matches(found, ctx.obj, alone=resident is not None or wish is not None)
    return 0


def show_connectors(found: Sequence[Connector], screen: Screen) -> None:
    """Connectors as a table: who, how many they know, who names them, and what they join."""
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
        why = [*one.connects[: LINES - 1], *_telling(one.reasons)][:LINES]
        told = "\n".join(_capital(screen.text(message)) for message in why)
        named = str(one.nominations) if one.nominations else "-"
        rows.append([one.resident.name, str(one.degree), named, told])
    screen.table(heads, rows, wide=3)


def show_missing(found: Sequence[Missing], screen: Screen) -> None:
    """Who is missing, by what sort of missing it is."""
    if not found:
        screen.say("cli.isolated.none")
        return
    for status in ("isolated", "by_a_thread", "not_in_picture"):
        some = [one for one in found if one.status == status]
        if not some:
            continue
        name = status.replace("_", "-")
        screen.line(screen.text(f"cli.isolated.head.{name}", n=len(some)), "bold")
        screen.say(f"cli.isolated.about.{name}")
        for one in some:
            screen.line(one.resident.name, "bold", indent=2)
            why = [*_telling(one.reasons), *one.hooks[:LINES]]
            screen.points([screen.text(message) for message in why], indent=4)
        screen.line()


def show_matches(found: Sequence[Match], screen: Screen, *, alone: bool) -> None:
    """Suggestions: two people, why, who introduces them, where, and the first step."""
    if not found:
        screen.say("cli.matches.none-here" if alone else "cli.matches.none")
        return
    before = None
    for one in found:
        if one.resident is not None and one.resident != before:
            screen.line(screen.text("cli.matches.for", name=one.resident.name), "bold")
            before = one.resident
        screen.line(one.partner.name, "bold", indent=2)
        most = sorted(one.reasons, key=lambda reason: -reason.weight)
        told = most[: OF_ONE if alone else OF_EVERYONE]
        screen.points([screen.text(reason.text) for reason in told], indent=4)
        screen.line(screen.text("cli.matches.first-step", step=one.first_step), indent=4)
        screen.line()


def _asked(name: str, store: str, buurt: str, as_of: str, **options: Any) -> list[Any]:
    from assetgraph.workflows import asking, given  # noqa: PLC0415

    return asking.ask(
        store,
        name,
        today=date.today(),
        buurt=buurt or None,
        as_of=given.as_day(as_of) if as_of else None,
        **options,
    )


def _answered(found: Sequence[Any], screen: Screen, as_json: bool, buurt: str, as_of: str) -> bool:
    """Prints the answers as JSON where that is wanted, or that a choice leaves none.

    Says whether that was all there is to print.
    """
    if as_json:
        from assetgraph.workflows.asking import to_json  # noqa: PLC0415

        screen.json([to_json(one, screen.words) for one in found])
    elif not found and buurt and as_of:
        screen.say("cli.nobody.in-buurt-on-day", buurt=buurt, day=as_of)
    elif not found and buurt:
        screen.say("cli.nobody.in-buurt", buurt=buurt)
    elif not found and as_of:
        screen.say("cli.nobody.on-day", day=as_of)
    return as_json or (not found and bool(buurt or as_of))


def _telling(reasons: Sequence[Message]) -> list[Message]:
    return [reason for reason in reasons if reason.key not in _SEEN]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
