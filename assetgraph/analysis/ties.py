"""Who knows whom, as undirected ties between residents: what every measure counts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assetgraph.model.choices import Closeness
from assetgraph.model.nodes import Resident
from assetgraph.model.relations import Knows
from assetgraph.model.snapshot import Indices, Snapshot


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
    def neighbours(self) -> list[dict[int, int]]:
        """For each person the positions of those they know, ascending, with the closeness."""
        found: list[dict[int, int]] = [{} for _ in range(self.n)]
        one = np.concatenate([self.left, self.right])
        other = np.concatenate([self.right, self.left])
        close = np.concatenate([self.closeness, self.closeness])
        order = np.lexsort((other, one))
        for a, b, c in zip(
            one[order].tolist(), other[order].tolist(), close[order].tolist(), strict=True
        ):
            found[a][b] = c
        return found

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
    counts = (source >= 0) & (target >= 0) & (source != target)
    left = np.minimum(source, target)[counts]
    right = np.maximum(source, target)[counts]
    order = np.lexsort((-closeness[counts], right, left))
    left, right, closeness = left[order], right[order], closeness[counts][order]
    first = np.ones(len(left), bool)
    first[1:] = (left[1:] != left[:-1]) | (right[1:] != right[:-1])
    return Ties(
        people, left[first].astype(np.int32), right[first].astype(np.int32), closeness[first]
    )


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
