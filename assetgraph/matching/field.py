"""Everything that scoring and explaining need of one snapshot, by position of a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from math import cos, hypot, radians
from typing import TypeVar, overload

from assetgraph.analysis.ties import Ties, professionals, resident_ties
from assetgraph.matching.courses import closed_pairs, running
from assetgraph.matching.voices import Understanding, Voice, voices
from assetgraph.matching.weighing import SHIPPED, Weighing
from assetgraph.matching.weights import Leaning, Weights, weights
from assetgraph.model.choices import Closeness, Daypart, Pace
from assetgraph.model.kinds import Node
from assetgraph.model.nodes import Place, Resident
from assetgraph.model.relations import Avoids, ComesTo, ContactOf, GathersAt, Knows, MemberOf
from assetgraph.model.snapshot import Snapshot
from assetgraph.model.text import fold

_METRES_PER_DEGREE = 111_320

T = TypeVar("T", int, str)

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
    buurt: str
    """Folded; "" where it is not known."""
    pace: Pace
    unwelcome: frozenset[int] = frozenset()
    """Places where somebody comes with whom they are not to be coupled."""


class WhenAsked(Sequence[Life]):
    """What is made of each position when it is asked for, and kept."""

    def __init__(self, make: Callable[[int], Life], n: int) -> None:
        self._make, self._made = make, dict[int, Life]()
        self._n = n

    def __len__(self) -> int:
        return self._n

    @overload
    def __getitem__(self, at: int) -> Life: ...

    @overload
    def __getitem__(self, at: slice) -> list[Life]: ...

    def __getitem__(self, at: int | slice) -> Life | list[Life]:
        if isinstance(at, slice):
            return [self[one] for one in range(self._n)[at]]
        known = self._made.get(at)
        if known is None:
            known = self._made[at] = self._make(range(self._n)[at])
        return known


class Field:
    """One snapshot made ready for matching: people, their voices, lives and limits."""

    def __init__(
        self,
        snapshot: Snapshot,
        understanding: Understanding,
        leaning: Leaning = Leaning.BALANCED,
        weighing: Weighing = SHIPPED,
    ) -> None:
        self.snapshot = snapshot
        self.leaning = leaning
        self.weights: Weights = weights(leaning, weighing)
        self.ties: Ties = resident_ties(snapshot)
        self._understanding, self._weighing = understanding, weighing
        self.apart = _apart(snapshot)
        """By index the residents, professionals too, that somebody avoids or is avoided by."""
        self.barred = _barred(self.apart, self.ties)
        """By position the people that somebody avoids or is avoided by."""

    @cached_property
    def voices(self) -> list[Voice]:
        """What each person gives, asks and refuses."""
        how = self.weights.discretion
        return voices(self.snapshot, self.ties, self._understanding, how)

    def leaning_to(self, leaning: Leaning) -> Field:
        """The same people and facts, weighed otherwise."""
        if leaning is self.leaning:
            return self
        _ = self.voices, self.lives  # Shared by both, and made once.
        other = copy(self)
        other.leaning, other.weights = leaning, weights(leaning, self._weighing)
        return other

    def first_need(self, person: int) -> Leaning:
        """What this person needs first: who knows nobody here, something shared."""
        return Leaning.BALANCED if self.ties.degree[person] else Leaning.BONDING

    @cached_property
    def lives(self) -> Sequence[Life]:
        """Where and with whom each person is."""
        unwelcome: dict[int, set[int]] = {}
        for one, place in self.snapshot.guards.unwelcome:
            unwelcome.setdefault(one, set()).add(place)
        people = self.ties.people.tolist()

        def life(at: int) -> Life:
            node = people[at]
            return _life(self.snapshot, node, unwelcome.get(node, set()) | self._shunned(node))

        return WhenAsked(life, len(people))

    def _shunned(self, node: int) -> set[int]:
        return {
            place
            for other in self.apart.get(node, ())
            for place in seen_at(self.snapshot, other)[2]
        }

    @cached_property
    def bearable(self) -> list[int]:
        """How many introductions at one time each person can bear."""
        stated = self.snapshot.values(Resident, "bearable")
        default = self.weights.at_once
        return [
            default if stated[node] is None else stated[node] for node in self.ties.people.tolist()
        ]

    @cached_property
    def room(self) -> list[int]:
        """How many introductions each person has room for, beside those under way."""
        people = zip(self.ties.people.tolist(), self.bearable, strict=True)
        under_way = running(self.snapshot)
        return [max(most - under_way[node], 0) for node, most in people]

    @cached_property
    def workers(self) -> list[dict[int, int]]:
        """By position the professionals that somebody knows or is known by, with the closeness."""
        paid = professionals(self.snapshot)
        found: list[dict[int, int]] = [{} for _ in range(self.ties.n)]
        knows = self.snapshot.relation(Knows)
        stated = knows.properties.get("closeness", [None] * len(knows))
        for a, b, said in zip(knows.source.tolist(), knows.target.tolist(), stated, strict=True):
            for person, other in ((a, b), (b, a)):
                if paid[other] and not paid[person]:
                    at = found[self.ties.position[person]]
                    at[other] = max(at.get(other, 0), int(said or Closeness.TALKS))
        return found

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
        """Whom somebody is never coupled with: oneself, who is avoided, who is close, and who was
        introduced before, unless that stopped long enough ago."""
        around = self.ties.neighbours[person].items()
        close = {other for other, closeness in around if closeness >= Closeness.HELPS}
        return {person} | self.barred[person] | close | self._introduced.get(person, set())

    @cached_property
    def _introduced(self) -> dict[int, set[int]]:
        """By position whom somebody was introduced to, as far as that still holds."""
        position = self.ties.position
        return {
            position[node]: {position[other] for other in others if other in position}
            for node, others in closed_pairs(self.snapshot).items()
            if node in position
        }

    @cached_property
    def rank(self) -> list[int]:
        """The place of each person in a list by name, then by id: what settles equal scores."""
        order = sorted(range(self.ties.n), key=lambda one: (self.name(one), self.id(one)))
        rank = [0] * self.ties.n
        for place, person in enumerate(order):
            rank[person] = place
        return rank

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


def seen_at(snapshot: Snapshot, node: int) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
    """A resident's groups, the places they come to, and those with where their groups gather."""
    groups = frozenset(
        snapshot.relation(MemberOf).targets(node) + snapshot.relation(ContactOf).targets(node)
    )
    places = frozenset(snapshot.relation(ComesTo).targets(node))
    gathers = snapshot.relation(GathersAt)
    return groups, places, places.union(*(gathers.targets(group) for group in groups))


def _life(snapshot: Snapshot, node: int, unwelcome: set[int]) -> Life:
    groups, places, seen = seen_at(snapshot, node)
    street = snapshot.values(Resident, "street")[node]
    return Life(
        groups=groups,
        places=places,
        seen_at=seen,
        languages={fold(one): one for one in snapshot.values(Resident, "languages")[node]},
        dayparts=frozenset(snapshot.values(Resident, "dayparts")[node]),
        street=street or None,
        point=point(snapshot, Resident, node),
        buurt=fold(snapshot.values(Resident, "buurt")[node] or ""),
        pace=snapshot.values(Resident, "pace")[node] or Pace.USUAL,
        unwelcome=frozenset(unwelcome),
    )


def _apart(snapshot: Snapshot) -> dict[int, set[int]]:
    apart: dict[int, set[int]] = {}
    avoids = snapshot.relation(Avoids)
    for one, other in zip(avoids.source.tolist(), avoids.target.tolist(), strict=True):
        apart.setdefault(one, set()).add(other)
        apart.setdefault(other, set()).add(one)
    return apart


def _barred(apart: Mapping[int, set[int]], ties: Ties) -> list[set[int]]:
    return [
        {ties.position[other] for other in apart.get(node, ()) if other in ties.position}
        for node in ties.people.tolist()
    ]


def _counted(sets: Iterable[Iterable[T]]) -> Counter[T]:
    return Counter(one for each in sets for one in each)
