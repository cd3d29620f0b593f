"""Neighbourhoods of which it is known who has something for whom.

Everybody offers and wishes some topics, each in a phrase that somebody else wrote for it
(``benchmarks/vocabulary/phrases``). Two people are compatible where one offers a topic that the
other wishes. Matching sees the phrases and never the topics.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from assetgraph.model.choices import Daypart
from assetgraph.model.consent import Purpose
from assetgraph.model.snapshot import Snapshot
from benchmarks.vocabulary.clusters import PHRASES, read_clusters
from tests.snapshots import Neighbourhood

SIDE = 0.009
"""Degrees of latitude, about a kilometre."""
ISOLATED = 0.15
"""The part that knows nobody."""


@dataclass(frozen=True)
class Degree:
    """How hard a neighbourhood is."""

    name: str
    missing: float = 0.0
    """The part of what people said that was not written down."""
    noise: float = 0.0
    """The part of the phrases that is of another topic than was meant."""
    skew: float = 0.0
    """How much more often popular topics come: a power of their rank."""


DEGREES = (
    Degree("plain"),
    Degree("missing data", missing=0.3),
    Degree("noise", noise=0.2),
    Degree("skew", skew=1.0),
)


@dataclass
class Known:
    """A neighbourhood, and who is compatible with whom."""

    buurt: Neighbourhood
    ids: list[str]
    offers: list[set[str]]
    wishes: list[set[str]]
    isolated: list[int]
    links: list[tuple[str, int, int]] = field(default_factory=list)

    def snapshot(self) -> Snapshot:
        """As it is read for matching."""
        return self.buurt.snapshot(Purpose.MATCH)

    def compatible(self, one: int, other: int) -> bool:
        """Whether one of two offers what the other wishes."""
        back = self.offers[one] & self.wishes[other]
        return bool(self.wishes[one] & self.offers[other] or back)

    def mutual(self, one: int, other: int) -> bool:
        """Whether each offers what the other wishes."""
        forward = self.wishes[one] & self.offers[other]
        return bool(forward and self.offers[one] & self.wishes[other])


Topics = dict[str, tuple[list[str], list[str]]]
"""By topic its phrases: as offers and as wishes."""


def topics(name: str) -> Topics:
    """The topics of one set of phrases that are both offered and wished."""
    found: Topics = {}
    phrases = read_clusters(PHRASES / f"{name}.toml")
    for at, side in enumerate((phrases.offers, phrases.wishes)):
        for one in side:
            found.setdefault(one.cluster, ([], []))[at].append(one.text)
    return {topic: both for topic, both in sorted(found.items()) if all(both)}


def neighbourhood(people: int, known: Topics, degree: Degree, seed: int) -> Known:
    """One neighbourhood, the same at every run."""
    chance = random.Random(seed)
    names = chance.sample(sorted(known), len(known))
    weights = [1 / (rank + 1) ** degree.skew for rank in range(len(names))]
    made = Neighbourhood()
    result = Known(made, [], [], [], [])
    for number in range(6):
        made.place(f"Plek {number}", hub=not number, lat=_spot(chance), lon=_spot(chance))
    homes = [(_spot(chance), _spot(chance)) for _ in range(people)]
    for person in range(people):
        said: list[set[str]] = [set(chance.choices(names, weights, k=2)) for _ in range(2)]
        result.offers.append(said[0])
        result.wishes.append(said[1] - said[0])
        written = [
            [
                _phrase(known, topic, side, degree, names, chance)
                for topic in sorted(each)
                if chance.random() >= degree.missing
            ]
            for side, each in enumerate((result.offers[-1], result.wishes[-1]))
        ]
        lat, lon = homes[person]
        result.ids.append(
            made.resident(
                f"Bewoner {person:03}",
                talents=written[0],
                wishes=written[1],
                groups=[f"Groep {chance.randrange(8)}"] if chance.random() < 0.4 else [],
                places=[f"Plek {chance.randrange(6)}"] if chance.random() < 0.5 else [],
                languages=("Nederlands",),
                dayparts=tuple(chance.sample(list(Daypart)[:3], 2)),
                lat=lat,
                lon=lon,
            )
        )
    _tie(result, homes, chance)
    return result


def _phrase(
    known: Topics,
    topic: str,
    side: int,
    degree: Degree,
    names: Sequence[str],
    chance: random.Random,
) -> str:
    meant = chance.choice(names) if chance.random() < degree.noise else topic
    return chance.choice(known[meant][side])


def _tie(made: Known, homes: Sequence[tuple[float, float]], chance: random.Random) -> None:
    """Three in four of the ties are with who lives near; some know nobody."""
    people = len(homes)
    made.isolated = sorted(chance.sample(range(people), round(ISOLATED * people)))
    social = [person for person in range(people) if person not in set(made.isolated)]
    for one in social:
        near = sorted(social, key=lambda other: _apart(homes[one], homes[other]))[1:13]
        for _ in range(2):
            other = chance.choice(near if chance.random() < 0.75 else social)
            if other != one:
                made.buurt.knows(
                    f"Bewoner {one:03}", f"Bewoner {other:03}", chance.choice([1, 2, 2, 3, 4])
                )


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _spot(chance: random.Random) -> float:
    return 52 + chance.random() * SIDE
