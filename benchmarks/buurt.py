"""A random neighbourhood of any size, the same at every run."""

from __future__ import annotations

import random
from dataclasses import dataclass

from assetgraph.model.choices import Closeness, Daypart
from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Group
from assetgraph.model.relations import Knows, MemberOf
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


def buurt(people: int, ties: int, *, seed: int = 1) -> Buurt:
    """People with talents and wishes in the vocabulary's own phrases, in groups and streets."""
    chance = random.Random(seed)
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
            street=f"Straat {chance.randrange(max(people // 60, 1))}",
            lat=_lat(chance),
            lon=_lon(chance),
        )
        for person in range(people)
    ]
    for group in range(people // 20):
        club = made.node(Group, f"Groep {group}")
        for person in chance.sample(range(people), min(12, people)):
            made.link(MemberOf, ids[person], club)
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < ties:
        a, b = chance.randrange(people), chance.randrange(people)
        if a != b:
            pairs.add((min(a, b), max(a, b)))
    for a, b in sorted(pairs):
        made.link(Knows, ids[a], ids[b], closeness=Closeness(chance.randint(1, 4)))
    return Buurt(made, sorted(pairs))


def _lat(chance: random.Random) -> float:
    return 52.35 + chance.random() * 0.01


def _lon(chance: random.Random) -> float:
    return 4.93 + chance.random() * 0.015
