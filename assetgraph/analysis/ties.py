"""Who knows whom, as undirected ties between residents: what every measure counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assetgraph.model.choices import Closeness
from assetgraph.model.nodes import Resident
from assetgraph.model.relations import Knows
from assetgraph.model.snapshot import Indices, Snapshot


class Rows(NamedTuple):
    """Every tie at both its ends, by person: those of p stand at `starts[p]` to `starts[p + 1]`."""

    starts: NDArray[np.int64]
    """Shape (n + 1,)."""
    others: Indices
    """Who is at the other end, ascending within a person, shape (2m,)."""
    closeness: NDArray[np.int8]


@dataclass(frozen=True)
class Ties:
    """Undirected ties between n people, each pair once, without loops and professionals.

    `people` (n,) holds the snapshot's index of each person, ascending; elsewhere a person is a
    position 0…n-1 in it. `left` < `right` (m,) are positions, sorted; `closeness` (m,) is 1 to 4.
    """

    people: Indices
    left: Indices
    right: Indices
    closeness: NDArray[np.int8]

    @classmethod
    def of(cls, people: Indices, one: ArrayLike, other: ArrayLike, closeness: ArrayLike) -> Ties:
        """Ties from statements about positions, each of shape (statements,), in any order.

        Loops do not count. Of two statements about one pair the larger closeness counts.
        """
        a, b = np.asarray(one, np.int64), np.asarray(other, np.int64)
        close = np.asarray(closeness, np.int8)
        apart = a != b
        left, right, close = np.minimum(a, b)[apart], np.maximum(a, b)[apart], close[apart]
        order = np.lexsort((-close, right, left))
        left, right, close = left[order], right[order], close[order]
        first = np.ones(len(left), bool)
        first[1:] = (left[1:] != left[:-1]) | (right[1:] != right[:-1])
        return cls(
            people, left[first].astype(np.int32), right[first].astype(np.int32), close[first]
        )

    def where(self, kept: NDArray[np.bool_]) -> Ties:
        """The same people with only these ties, `kept` of shape (m,)."""
        return Ties(self.people, self.left[kept], self.right[kept], self.closeness[kept])

    def without(self, people: Iterable[int]) -> Ties:
        """The same people, of whom these have lost all ties."""
        gone = np.zeros(self.n, bool)
        gone[list(people)] = True
        return self.where(~(gone[self.left] | gone[self.right]))

    def __len__(self) -> int:
        return len(self.left)

    @property
    def n(self) -> int:
        """How many people count, those without ties included."""
        return len(self.people)

    @cached_property
    def degree(self) -> NDArray[np.int64]:
        """How many others each person knows, shape (n,)."""
        return np.bincount(np.concatenate([self.left, self.right]), minlength=self.n)

    @cached_property
    def rows(self) -> Rows:
        """Every tie at both its ends, sorted by person and by who is at the other end."""
        one = np.concatenate([self.left, self.right])
        other = np.concatenate([self.right, self.left])
        order = np.argsort(one.astype(np.int64) * max(self.n, 1) + other)
        starts = np.zeros(self.n + 1, np.int64)
        np.cumsum(self.degree, out=starts[1:])
        close = np.concatenate([self.closeness, self.closeness])
        return Rows(starts, other[order], close[order])

    @cached_property
    def neighbours(self) -> list[dict[int, int]]:
        """For each person the positions of those they know, ascending, with the closeness."""
        starts, others, close = (column.tolist() for column in self.rows)
        return [
            dict(zip(others[start:end], close[start:end], strict=True))
            for start, end in pairwise(starts)
        ]

    @cached_property
    def position(self) -> dict[int, int]:
        """The position of each person by the snapshot's index."""
        return {node: at for at, node in enumerate(self.people.tolist())}


def professionals(snapshot: Snapshot) -> NDArray[np.bool_]:
    """Which residents work here instead of being neighbours, shape (residents,)."""
    return np.array([value is True for value in snapshot.values(Resident, "professional")], bool)


def resident_ties(snapshot: Snapshot) -> Ties:
    """The ties of a snapshot. Of two statements about one pair the larger closeness counts."""
    people = np.flatnonzero(~professionals(snapshot)).astype(np.int32)
    position = np.full(len(snapshot.residents), -1, np.int64)
    position[people] = np.arange(len(people))
    knows = snapshot.relation(Knows)
    stated = knows.properties.get("closeness", [None] * len(knows))
    closeness = np.array([value or Closeness.TALKS for value in stated], np.int8)
    source, target = position[knows.source], position[knows.target]
    counts = (source >= 0) & (target >= 0)
    return Ties.of(people, source[counts], target[counts], closeness[counts])


def professional_ties(snapshot: Snapshot, ties: Ties) -> NDArray[np.int64]:
    """How many different professionals each person knows or is known by, shape (n,)."""
    paid = professionals(snapshot)
    knows = snapshot.relation(Knows)
    pairs = {
        (person, other)
        for a, b in zip(knows.source.tolist(), knows.target.tolist(), strict=True)
        for person, other in ((a, b), (b, a))
        if paid[other] and not paid[person]
    }
    counts = np.zeros(ties.n, np.int64)
    for person, _ in pairs:
        counts[ties.position[person]] += 1
    return counts
