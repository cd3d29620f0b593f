"""The questions a neighbourhood can be asked: one module each, a pure function of a snapshot.

`QUESTIONS` is the list that the command line, the docs and the tests iterate over. A question's
module is loaded when it is first asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from assetgraph.model.consent import Purpose
from assetgraph.model.labels import Label


@dataclass(frozen=True)
class Question:
    """One question: a module of its name here, with a function of its name."""

    name: str
    label: Label
    about: Label
    """What it answers, in one plain sentence."""
    purpose: Purpose
    """What the snapshot must be made for."""

    def ask(self, *asked: Any, **options: Any) -> list[Any]:
        """The answers: the function's own arguments, a snapshot first."""
        function: Callable[..., list[Any]] = getattr(
            import_module(f"{__name__}.{self.name}"), self.name
        )
        return function(*asked, **options)


QUESTIONS = (
    Question(
        "connectors",
        Label("verbinders", "connectors"),
        Label(
            "Wie brengt hier mensen bij elkaar, en welke groepen en straten?",
            "Who brings people together here, and which groups and streets?",
        ),
        Purpose.MAP,
    ),
    Question(
        "isolated",
        Label("wie is er niet bij", "who is missing"),
        Label(
            "Wie kent nog niemand, wie hangt aan één draadje, en van wie weten we nog niets?",
            "Who knows nobody yet, who hangs by a thread, and of whom do we know nothing yet?",
        ),
        Purpose.MAP,
    ),
    Question(
        "matches",
        Label("kennismakingen", "matches"),
        Label(
            "Wie zou wie kunnen ontmoeten, waarom, wie stelt ze voor, en wat is de eerste stap?",
            "Who could meet whom, why, who introduces them, and what is the first step?",
        ),
        Purpose.MATCH,
    ),
)


def question(name: str) -> Question:
    """The question of this name. Raises KeyError where there is none."""
    return {one.name: one for one in QUESTIONS}[name]
