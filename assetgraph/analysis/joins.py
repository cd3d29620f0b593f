"""Which circles (groups, streets, languages) somebody joins that would hardly touch otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

from assetgraph.analysis.ties import Ties

BELONGING = 3
"""Taking part in a circle oneself joins it as much as knowing this many of its people."""
LEAST = 2


@dataclass(frozen=True)
class Join:
    """Two circles that somebody joins, and how many other links there are between them."""

    one: str
    other: str
    strength: int
    elsewhere: int


class Circles:
    """Circles of one sort, and how many links there are between each two of them.

    A link is a person in both, or a tie between a person of the one and a person of the other of
    whom neither is in both. `belongs` holds the circles of each person, by position.
    """

    def __init__(self, ties: Ties, belongs: Sequence[frozenset[str]]) -> None:
        self._ties = ties
        self._belongs = belongs
        self._links: Counter[tuple[str, str]] = Counter()
        for own, people in Counter(belongs).items():
            for pair in combinations(sorted(own), 2):
                self._links[pair] += people
        kinds = Counter(
            (belongs[a], belongs[b])
            for a, b in zip(ties.left.tolist(), ties.right.tolist(), strict=True)
        )
        for (one, other), tied in kinds.items():
            for pair in _crossed(one, other):
                self._links[pair] += tied

    def joined_by(self, person: int) -> list[Join]:
        """What this person joins, most telling first.

        They join two circles when they take part in both, or know at least `LEAST` of the people,
        and are a stronger link between them than all others together.
        """
        own = self._belongs[person]
        touched: Counter[str] = Counter(dict.fromkeys(own, BELONGING))
        through: Counter[tuple[str, str]] = Counter(combinations(sorted(own), 2))
        for other in self._ties.neighbours[person]:
            touched.update(self._belongs[other])
            through.update(_crossed(own, self._belongs[other]))
        joins = []
        for pair in combinations(sorted(name for name, n in touched.items() if n >= LEAST), 2):
            strength = min(touched[pair[0]], touched[pair[1]])
            elsewhere = self._links[pair] - through[pair]
            if strength > elsewhere:
                joins.append(Join(*pair, strength, elsewhere))
        return sorted(joins, key=lambda j: (j.elsewhere, -j.strength, j.one, j.other))


def _crossed(one: frozenset[str], other: frozenset[str]) -> list[tuple[str, str]]:
    """The pairs of circles that a tie between people of these circles links."""
    pairs = product(one - other, other - one)
    return [(x, y) if x < y else (y, x) for x, y in pairs]
