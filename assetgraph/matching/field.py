"""Everything that scoring and explaining need of one snapshot, by position of a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import cos, hypot, radians
from typing import TypeVar

from assetgraph.analysis.ties import Ties, resident_ties
from assetgraph.matching.ngrams import likeness
from assetgraph.matching.voices import Understanding, Voice, voices
from assetgraph.matching.weights import Leaning, Weights, weights
from assetgraph.model.choices import Closeness, Daypart
from assetgraph.model.kinds import Node
from assetgraph.model.nodes import Place, Resident
from assetgraph.model.relations import Avoids, ComesTo, ContactOf, GathersAt, MemberOf
from assetgraph.model.snapshot import Snapshot
from assetgraph.model.text import fold

_METRES_PER_DEGREE = 111_320

T = TypeVar("T", int, str)

Alike = Mapping[str, Mapping[str, float]]
"""Likeness in words (0…1) by an asked text, then by an offered text."""

Point = tuple[float, float]
"""Metres north and east of a fixed origin."""


@dataclass(frozen=True)
class Life:
    """Where and with whom one person is; nodes are indices into the snapshot."""

    groups: frozenset[int]
    places: frozenset[int]
    seen_at: frozenset[int]
    """Places they come to themselves, and where their groups gather."""
    languages: dict[str, str]
    """Folded, and as written."""
    dayparts: frozenset[Daypart]
    street: str | None
    point: Point | None


class Field:
    """One snapshot made ready for matching: people, their voices, lives and limits."""

    def __init__(
        self,
        snapshot: Snapshot,
        understanding: Understanding,
        leaning: Leaning = Leaning.BALANCED,
    ) -> None:
        self.snapshot = snapshot
        self.weights: Weights = weights(leaning)
        self.ties: Ties = resident_ties(snapshot)
        self._understanding = understanding
        self.barred = _barred(snapshot, self.ties)
        """By position the people that somebody avoids or is avoided by."""

    @cached_property
    def voices(self) -> list[Voice]:
        """What each person gives, asks and refuses."""
        return voices(self.snapshot, self.ties, self._understanding)

    @cached_property
    def lives(self) -> list[Life]:
        """Where and with whom each person is."""
        return [_life(self.snapshot, node) for node in self.ties.people.tolist()]

    @cached_property
    def names(self) -> list[str]:
        """What people call each person."""
        return [self.snapshot.names[node] for node in self.ties.people.tolist()]

    @cached_property
    def ids(self) -> list[str]:
        """The id of each person."""
        return [self.snapshot.ids[node] for node in self.ties.people.tolist()]

    def name(self, person: int) -> str:
        """What people call the person at this position."""
        return self.names[person]

    def id(self, person: int) -> str:
        """The id of the person at this position."""
        return self.ids[person]

    def closed(self, person: int) -> set[int]:
        """Whom somebody is never coupled with: oneself, who is avoided, who is close."""
        around = self.ties.neighbours[person].items()
        close = {other for other, closeness in around if closeness >= Closeness.HELPS}
        return {person} | self.barred[person] | close

    @cached_property
    def rank(self) -> list[int]:
        """The place of each person in a list by name, then by id: what settles equal scores."""
        order = sorted(range(self.ties.n), key=lambda one: (self.name(one), self.id(one)))
        rank = [0] * self.ties.n
        for place, person in enumerate(order):
            rank[person] = place
        return rank

    @cached_property
    def passions(self) -> Counter[str]:
        """How many people love each concept."""
        return _counted(
            {concept for said in voice.offers if said.loved for concept in said.concepts}
            for voice in self.voices
        )

    @cached_property
    def longings(self) -> Counter[str]:
        """How many people wish or dream of each concept."""
        return _counted(
            {concept for said in voice.asks for concept in said.concepts} for voice in self.voices
        )

    @cached_property
    def groups(self) -> Counter[int]:
        """How many people take part in each group."""
        return _counted(life.groups for life in self.lives)

    @cached_property
    def places(self) -> Counter[int]:
        """How many people come to each place."""
        return _counted(life.places for life in self.lives)

    @cached_property
    def languages(self) -> Counter[str]:
        """How many people speak each language."""
        return _counted(life.languages.keys() for life in self.lives)

    @cached_property
    def alike(self) -> Alike:
        """Pairs of an asked and an offered text that are alike in words, where one is unknown."""
        return alike(self.voices, self.voices, self.weights)


def alike(askers: Iterable[Voice], givers: Iterable[Voice], how: Weights) -> Alike:
    """Likeness in words (0…1) of what is asked and what is offered.

    Only pairs of which the vocabulary does not know both, and texts that nobody denies.
    """
    asks = {said.text: said.known for voice in askers for said in voice.asks}
    offers = {said.text: said.known for voice in givers for said in voice.offers}
    found: dict[str, dict[str, float]] = {}
    for ask_known, offer_known in ((False, True), (False, False), (True, False)):
        asked = sorted(text for text, known in asks.items() if known is ask_known)
        offered = sorted(text for text, known in offers.items() if known is offer_known)
        for row, column, near in likeness(asked, offered, how):
            found.setdefault(asked[row], {})[offered[column]] = near
    return found


def metres(one: Point | None, other: Point | None) -> float | None:
    """How far apart, as the crow flies; None where one of them is not known."""
    if one is None or other is None:
        return None
    return hypot(one[0] - other[0], one[1] - other[1])


def point(snapshot: Snapshot, kind: type[Node], node: int) -> Point | None:
    """Where a resident or place is, where both coordinates are known."""
    at = node - snapshot.ranges[kind].start
    lat, lon = snapshot.values(kind, "lat")[at], snapshot.values(kind, "lon")[at]
    if lat is None or lon is None:
        return None
    return lat * _METRES_PER_DEGREE, lon * _METRES_PER_DEGREE * cos(radians(round(lat)))


def place_points(snapshot: Snapshot) -> dict[int, Point | None]:
    """Where every place is, by its index."""
    return {node: point(snapshot, Place, node) for node in snapshot.ranges[Place]}


def _life(snapshot: Snapshot, node: int) -> Life:
    groups = frozenset(
        snapshot.relation(MemberOf).targets(node) + snapshot.relation(ContactOf).targets(node)
    )
    places = frozenset(snapshot.relation(ComesTo).targets(node))
    gathers = snapshot.relation(GathersAt)
    street = snapshot.values(Resident, "street")[node]
    return Life(
        groups=groups,
        places=places,
        seen_at=places.union(*(gathers.targets(group) for group in groups)),
        languages={fold(one): one for one in snapshot.values(Resident, "languages")[node]},
        dayparts=frozenset(snapshot.values(Resident, "dayparts")[node]),
        street=street or None,
        point=point(snapshot, Resident, node),
    )


def _barred(snapshot: Snapshot, ties: Ties) -> list[set[int]]:
    barred: list[set[int]] = [set() for _ in range(ties.n)]
    avoids = snapshot.relation(Avoids)
    for a, b in zip(avoids.source.tolist(), avoids.target.tolist(), strict=True):
        one, other = ties.position.get(a), ties.position.get(b)
        if one is not None and other is not None:
            barred[one].add(other)
            barred[other].add(one)
    return barred


def _counted(sets: Iterable[Iterable[T]]) -> Counter[T]:
    return Counter(one for each in sets for one in each)
