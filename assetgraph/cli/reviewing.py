"""`vocabulary review`: one text after another, the nearest concepts, one key an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from assetgraph.cli.keys import read_key
from assetgraph.cli.screen import Screen

if TYPE_CHECKING:
    from assetgraph.workflows.words import Doubt, Review

Propose = Callable[[str], Sequence[str]]
"""Concepts that an assistant proposes for a text."""

_FEW = 5


def walk(screen: Screen, review: Review, doubts: Sequence[Doubt], propose: Propose | None) -> None:
    """Asks about each text, and keeps each answer at once; stops where the user stops."""
    screen.say("cli.review.how")
    for at, doubt in enumerate(doubts, start=1):
        choices = review.choices(doubt)
        proposed = [] if propose is None else list(propose(doubt.text))
        choices = [*dict.fromkeys([*proposed, *choices])][:_FEW]
        screen.line()
        screen.line(f"{at}/{len(doubts)}  {doubt.text}", "bold")
        for key, concept in enumerate(choices, start=1):
            mark = f"  {screen.text('cli.review.proposed')}" if concept in proposed else ""
            screen.line(f"{key}  {review.label(concept, screen.language)}{mark}", indent=2)
        if not _answer(screen, review, doubt, choices):
            screen.say("cli.review.stopped")
            return
    screen.say("cli.review.done")


def _answer(screen: Screen, review: Review, doubt: Doubt, choices: Sequence[str]) -> bool:
    """One answer; whether to go on."""
    while True:
        key = read_key().casefold()
        if key in ("", "q", "\x04", "\x1b"):
            return False
        if key in ("s", "\n", "\r", " "):
            return True
        if key in ("0", "n"):
            review.nothing(doubt)
            screen.say("cli.review.nothing")
            return True
        if key in "123456789" and int(key) <= len(choices):
            concept = choices[int(key) - 1]
            review.means(doubt, concept)
            screen.say("cli.review.means", concept=review.label(concept, screen.language))
            return True
        if key == "+":
            name = screen.ask("cli.review.name").strip()
            if name:
                review.new(doubt, name)
                screen.say("cli.review.made", name=name)
                return True
        screen.say("cli.review.how")
