"""What every question does on the command line: ask, and print JSON or that there is nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from assetgraph.cli.screen import Screen

if TYPE_CHECKING:
    from assetgraph.messages import Message
    from assetgraph.workflows.asking import Proposal

REASONS = 2
"""Reasons that the screen shows of a new tie; `--json` gives all."""

BAR = 10
"""Columns of a bar on the screen."""


def asked(name: str, store: str, buurt: str, as_of: str, **options: Any) -> list[Any]:
    """The answers to a question, with what was typed understood."""
    from assetgraph.workflows import asking, given  # noqa: PLC0415

    return asking.ask(
        store,
        name,
        today=date.today(),
        buurt=buurt or None,
        as_of=given.as_day(as_of) if as_of else None,
        **options,
    )


def answered(
    found: Sequence[Any], screen: Screen, as_json: bool, buurt: str = "", as_of: str = ""
) -> bool:
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


def listed(reasons: Sequence[Message], screen: Screen, indent: int) -> None:
    """Sentences, each with a dash before it."""
    screen.points([screen.text(message) for message in reasons], indent=indent)


def proposed(proposal: Proposal, screen: Screen, indent: int) -> None:
    """A new tie and what the two could talk about."""
    pair = screen.text("cli.proposal", one=proposal.one.name, other=proposal.other.name)
    screen.line(pair, indent=indent)
    listed(proposal.reasons[:REASONS], screen, indent + 2)


def bar(share: float) -> str:
    """A part of a whole, drawn in `BAR` columns; something is never nothing, nor nearly all all."""
    filled = round(share * BAR)
    if 0 < share < 1:
        filled = min(max(filled, 1), BAR - 1)
    return "█" * filled + "░" * (BAR - filled)


def sentence(text: str) -> str:
    """With a capital, as a line of its own begins."""
    return text[:1].upper() + text[1:]
