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
    from assetgraph.workflows import Connector, Match, Missing


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
    if not _as_json(found, ctx.obj, as_json):
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
    if not _as_json(found, ctx.obj, as_json):
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
    from assetgraph import workflows  # noqa: PLC0415

    leaning = workflows.leaning(bonding=bonding, bridging=bridging)
    try:
        found = workflows.match(
            store,
            resident,
            today=date.today(),
            buurt=buurt or None,
            as_of=workflows.as_day(as_of) if as_of else None,
            wish=wish,
            leaning=leaning,
            top=top,
        )
    except RefusedError:
        if as_json:
            ctx.obj.json([])
        raise
    if not _as_json(found, ctx.obj, as_json):
        show_matches(found, ctx.obj, alone=resident is not None or wish is not None)
    return 0


def show_connectors(found: Sequence[Connector], screen: Screen) -> None:
    """Connectors as a table: who, how many they know, who names them, and what they join."""
    if not found:
        screen.say("cli.connectors.none")
        return
    heads = [screen.text(f"cli.connectors.{name}") for name in ("who", "ties", "named", "why")]
    rows = []
    for one in found:
        why = [screen.text(m) for m in (*one.connects, *one.reasons)]
        named = str(one.nominations) if one.nominations else "-"
        rows.append([one.resident.name, str(one.degree), named, "\n".join(_points(why))])
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
        screen.line(screen.text(f"cli.isolated.{status.replace('_', '-')}", n=len(some)), "bold")
        for one in some:
            screen.line(one.resident.name, "bold", indent=2)
            for line in _points([screen.text(m) for m in (*one.reasons, *one.hooks)]):
                screen.line(line, indent=4)
        screen.line()


def show_matches(found: Sequence[Match], screen: Screen, *, alone: bool) -> None:
    """Suggestions: two people, why, who introduces them, where, and the first step."""
    if not found:
        screen.say("cli.matches.none-here" if alone else "cli.matches.none")
        return
    before = None
    for one in found:
        if one.resident is not None and one.resident != before:
            screen.say("cli.matches.for", name=one.resident.name)
            before = one.resident
        screen.line(f"{one.partner.name}", "bold", indent=2)
        for line in _points([screen.text(reason.text) for reason in one.reasons]):
            screen.line(line, indent=4)
        if one.introducer is not None:
            screen.line(screen.text("cli.matches.introducer", name=one.introducer.name), indent=4)
        screen.line(screen.text("cli.matches.first-step", step=one.first_step), indent=4)
        screen.line()


def _asked(name: str, store: str, buurt: str, as_of: str, **options: Any) -> list[Any]:
    from assetgraph import workflows  # noqa: PLC0415

    return workflows.ask(
        store,
        name,
        today=date.today(),
        buurt=buurt or None,
        as_of=workflows.as_day(as_of) if as_of else None,
        **options,
    )


def _as_json(found: Sequence[Any], screen: Screen, wanted: bool) -> bool:
    """Prints the answers as JSON where that is wanted; says whether it was."""
    if wanted:
        from assetgraph import workflows  # noqa: PLC0415

        screen.json([workflows.to_json(one, screen.words) for one in found])
    return wanted


def _points(lines: Sequence[str]) -> list[str]:
    return [f"- {line}" for line in lines]
