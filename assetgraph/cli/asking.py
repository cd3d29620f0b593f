"""`matches`: who could meet whom, why, and the first step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from assetgraph.cli.answering import answered
from assetgraph.cli.options import DEFAULT_STORE, AsOf, Buurt, Json, Lang, Store
from assetgraph.cli.screen import Screen
from assetgraph.errors import RefusedError

if TYPE_CHECKING:
    from assetgraph.workflows.asking import Match

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
    if not answered(found, ctx.obj, as_json, buurt, as_of):
        show_matches(found, ctx.obj, alone=resident is not None or wish is not None)
    return 0


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
