"""A random neighbourhood of any size, the same at every run."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from assetgraph.model.choices import Closeness, Daypart
from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Group
from assetgraph.model.relations import Knows, MemberOf, Nominates
from assetgraph.model.snapshot import Snapshot
from assetgraph.vocabulary import vocabulary
from tests.snapshots import Neighbourhood

LANGUAGES = ("Nederlands", "Arabisch", "Turks", "Engels", "Papiaments", "Twi", "Pools", "Farsi")


@dataclass(frozen=True)
class Buurt:
    """A neighbourhood and the pairs of its ties, by number of a person."""

    neighbourhood: Neighbourhood
    pairs: list[tuple[int, int]]

    def snapshot(self, purpose: Purpose) -> Snapshot:
        """A fresh snapshot, without anything remembered."""
        return self.neighbourhood.snapshot(purpose)


Pairs = set[tuple[int, int]]


def buurt(people: int, ties: int, *, seed: int = 1) -> Buurt:
    """People in groups and streets, any of whom may know any other: the hardest to measure."""
    chance = random.Random(seed)
    made, ids = _residents(people, chance)
    for group, members in enumerate(_groups(people, chance)):
        _join(made, ids, group, members)
    pairs: Pairs = set()
    while len(pairs) < ties:
        _meet(pairs, chance.randrange(people), chance.randrange(people))
    return _tied(made, ids, pairs, chance)


def lived_in(people: int, ties: int, *, seed: int = 1) -> Buurt:
    """As neighbourhoods are: half of the ties in the street, a third in a group, few know many.

    One in five names somebody they know as a connector, rather one whom many know.
    """
    chance = random.Random(seed)
    made, ids = _residents(people, chance)
    streets = [
        [person for person in range(people) if _street(person, people) == street]
        for street in range(max(people // 60, 1))
    ]
    groups = _groups(people, chance)
    for group, members in enumerate(groups):
        _join(made, ids, group, members)
    outgoing = [chance.lognormvariate(0, 0.7) for _ in range(people)]
    pairs: Pairs = set()
    everybody = range(people)
    among: Sequence[int]
    while len(pairs) < ties:
        draw = chance.random()
        if draw < 0.5:
            among = chance.choice(streets)
        elif draw < 0.83 and groups:
            among = chance.choice(groups)
        else:
            among = everybody
        weights = [outgoing[person] for person in among]
        _meet(pairs, *chance.choices(among, weights, k=2))
    around: dict[int, list[int]] = {}
    for a, b in sorted(pairs):
        around.setdefault(a, []).append(b)
        around.setdefault(b, []).append(a)
    for person in chance.sample(range(people), people // 5):
        known = around.get(person, [])
        if known:
            (named,) = chance.choices(known, [len(around[other]) ** 2 for other in known])
            made.link(Nominates, ids[person], ids[named])
    return _tied(made, ids, pairs, chance)


def _residents(people: int, chance: random.Random) -> tuple[Neighbourhood, list[str]]:
    """With talents and wishes in the vocabulary's own phrases."""
    phrases = sorted(
        term for concept in vocabulary().concepts.values() for term in concept.terms if term
    )
    made = Neighbourhood()
    for place in range(max(people // 100, 1)):
        made.place(f"Plek {place}", hub=place == 0, lat=_lat(chance), lon=_lon(chance))
    ids = [
        made.resident(
            f"Bewoner {person}",
            talents=chance.sample(phrases, 3),
            wishes=chance.sample(phrases, 2),
            places=[f"Plek {chance.randrange(max(people // 100, 1))}"],
            languages=("Nederlands", chance.choice(LANGUAGES)),
            dayparts=tuple(chance.sample(list(Daypart), 2)),
            street=f"Straat {_street(person, people)}",
            lat=_lat(chance),
            lon=_lon(chance),
        )
        for person in range(people)
    ]
    return made, ids


def _street(person: int, people: int) -> int:
    return person * max(people // 60, 1) // people


def _groups(people: int, chance: random.Random) -> list[list[int]]:
    return [chance.sample(range(people), min(12, people)) for _ in range(people // 20)]


def _join(made: Neighbourhood, ids: list[str], group: int, members: list[int]) -> None:
    club = made.node(Group, f"Groep {group}")
    for person in members:
        made.link(MemberOf, ids[person], club)


def _meet(pairs: Pairs, a: int, b: int) -> None:
    if a != b:
        pairs.add((min(a, b), max(a, b)))


def _tied(made: Neighbourhood, ids: list[str], pairs: Pairs, chance: random.Random) -> Buurt:
    for a, b in sorted(pairs):
        made.link(Knows, ids[a], ids[b], closeness=Closeness(chance.randint(1, 4)))
    return Buurt(made, sorted(pairs))


def _lat(chance: random.Random) -> float:
    return 52.35 + chance.random() * 0.01


def _lon(chance: random.Random) -> float:
    return 4.93 + chance.random() * 0.015
