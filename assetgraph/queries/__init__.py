"""The questions a neighbourhood can be asked: one module each, a pure function of a snapshot.

`QUESTIONS` is the list that the command line, the docs and the tests iterate over. A question's
module is loaded when it is first asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from assetgraph.model.consent import Purpose
from assetgraph.model.kinds import Node
from assetgraph.model.labels import Label
from assetgraph.model.nodes import Activity, Group, Place, Resident


@dataclass(frozen=True)
class Question:
    """One question: a module of its name here, with a function of its name."""

    name: str
    label: Label
    about: Label
    """What it answers, in one plain sentence."""
    purpose: Purpose
    """What the snapshot must be made for."""
    introduces: bool = False
    """It may name people to each other: it also takes a `Meeting`, which says who may be."""
    finds: Mapping[str, tuple[type[Node], ...]] = field(default_factory=dict)
    """Options that take the id of something on the map, and of which kinds that may be."""

    def ask(self, *asked: Any, **options: Any) -> list[Any]:
        """The answers: the function's own arguments, a snapshot first."""
        function: Callable[..., list[Any]] = getattr(
            import_module(f"{__name__}.{self.name}"), self.name
        )
        return function(*asked, **options)


QUESTIONS = (
    Question(
        "overview",
        Label("overzicht", "overview"),
        Label(
            "Wat weten we van de buurt, en wat nog niet?",
            "What do we know of the neighbourhood, and what not yet?",
        ),
        Purpose.MAP,
    ),
    Question(
        "connectors",
        Label("verbinders", "connectors"),
        Label(
            "Wie brengt hier mensen bij elkaar, en welke groepen en straten?",
            "Who brings people together here, and which groups and streets?",
        ),
        Purpose.MAP,
        finds={"group": (Group, Place)},
    ),
    Question(
        "key_players",
        Label("sleutelfiguren", "key players"),
        Label(
            "Welke paar mensen bereiken samen het meeste van de buurt?",
            "Which few people together reach most of the neighbourhood?",
        ),
        Purpose.MAP,
    ),
    Question(
        "between",
        Label("bruggen", "bridges"),
        Label(
            "Wie kan deze twee groepen of plekken bij elkaar brengen?",
            "Who could bring these two groups or places together?",
        ),
        Purpose.MAP,
        finds={"one": (Group, Place), "other": (Group, Place)},
    ),
    Question(
        "absence",
        Label("als iemand verhuist", "if somebody moves away"),
        Label(
            "Wat verandert er als iemand verhuist, en wie kan wat overnemen?",
            "What changes when somebody moves away, and who could take over what?",
        ),
        Purpose.MAP,
        introduces=True,
        finds={"resident": (Resident,)},
    ),
    Question(
        "isolated",
        Label("nog niet verbonden", "not connected yet"),
        Label(
            "Wie kent nog niemand, wie hangt aan één draadje, en van wie weten we nog niets?",
            "Who knows nobody yet, who hangs by a thread, and of whom do we know nothing yet?",
        ),
        Purpose.MAP,
        introduces=True,
    ),
    Question(
        "missing",
        Label("wie is er niet bij", "who is missing"),
        Label(
            "Wie zou bij deze groep of plek kunnen horen, en is er nog niet?",
            "Who could belong to this group or place, and is not there yet?",
        ),
        Purpose.MAP,
        introduces=True,
        finds={"of": (Group, Place, Activity)},
    ),
    Question(
        "islands",
        Label("eilanden", "islands"),
        Label(
            "Welke delen van de buurt raken elkaar niet, en welk contact verbindt ze?",
            "Which parts of the neighbourhood do not touch, and which tie would join them?",
        ),
        Purpose.MAP,
        introduces=True,
    ),
    Question(
        "growth",
        Label("groei", "growth"),
        Label(
            "Wat kwam er tussen twee dagen bij, en wat ging er weg?",
            "What came between two days, and what went?",
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
    Question(
        "gatherings",
        Label("bijeenkomsten", "gatherings"),
        Label(
            "Welke drie of meer mensen delen een wens of passie, en wie neemt de leiding?",
            "Which three or more people share a wish or passion, and who could lead?",
        ),
        Purpose.MATCH,
    ),
    Question(
        "talents",
        Label("talenten die wachten", "talents that wait"),
        Label(
            "Welke talenten worden nog niet gebruikt, en welke wensen niet beantwoord?",
            "Which talents are not used yet, and which wishes not answered?",
        ),
        Purpose.MATCH,
    ),
    Question(
        "plan",
        Label("een plan voor iedereen", "a plan for everyone"),
        Label(
            "Wie ontmoet wie, zonder dat iemand vaker gevraagd wordt dan kan?",
            "Who meets whom, without anybody being asked more often than they can bear?",
        ),
        Purpose.MATCH,
    ),
    Question(
        "introductions",
        Label("hoe het ging", "what came of it"),
        Label(
            "Wie is aan wie voorgesteld, hoe ver is het, en wat is nu te doen?",
            "Who was introduced to whom, how far is it, and what is to be done now?",
        ),
        Purpose.MATCH,
    ),
    Question(
        "results",
        Label("wat werkt", "what works"),
        Label(
            "Welke soorten redenen leidden tot een ontmoeting?",
            "Which kinds of reasons led to a meeting?",
        ),
        Purpose.MATCH,
    ),
)


def question(name: str) -> Question:
    """The question of this name. Raises KeyError where there is none."""
    return {one.name: one for one in QUESTIONS}[name]
