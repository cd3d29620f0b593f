"""For everybody the best few within walking distance, by what each asks and offers.

Two people are compared only where they live within `radius` of each other. The ground is cut in
squares of that size: who is near stands in the same square or in the eight around it, so that never
more than a few thousand people are multiplied at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from assetgraph.analysis import compiled

Column = NDArray[np.float64]
Whole = NDArray[np.int64]


class Best(NamedTuple):
    """The best of each person, best first; each of shape (n, k)."""

    people: NDArray[np.int32]
    """Positions; -1 where there are no more."""
    scores: Column
    """0 where there are no more."""


@dataclass(frozen=True)
class Worth:
    """How a pair is weighed: what is asked and offered both ways, and how near they live."""

    mutual: float = 0.5
    """Times the lesser of the two ways, on top."""
    near: float = 0.15
    """At no distance; nothing at `radius`."""


def best_nearby(
    points: Column,
    asks: sparse.csr_array,
    offers: sparse.csr_array,
    *,
    radius: float,
    k: int,
    apart: sparse.csr_array,
    worth: Worth | None = None,
) -> Best:
    """The `k` others who serve each person best, or are served, within `radius` metres.

    `points` (n, 2) are metres; who has none (nan) is near nobody. `asks` and `offers` (n, concepts)
    say how much each asks and offers. `apart` (n, n) is not zero for two who are not to be
    compared. The score is forward + back + mutual · min(forward, back) + near · (1 - d / radius);
    forward or back must be more than nothing. Equal scores stand by position.
    """
    how = worth or Worth()
    squares = _Squares.of(points, radius)
    found = Best(np.full((len(points), k), -1, np.int32), np.zeros((len(points), k), np.float64))
    kernels = compiled.kernels(len(points) * len(points))
    if kernels is not None:
        order = squares.order
        kernels.nearby(
            order, squares.starts, squares.width, points[order], radius,
            *_parts(asks[order]), *_parts(offers[order]), asks.shape[1],
            *_parts(apart[order][:, order])[:2],
            how.mutual, how.near, *found,
        )  # fmt: skip
        return found
    for mine, around in squares.blocks():
        _fill(found, mine, around, points, asks, offers, apart, radius, how)
    return found


class _Squares(NamedTuple):
    """People by the square they live in, row by row."""

    order: Whole
    """Positions, those of one square together, ascending within it."""
    starts: Whole
    """Where each square begins in `order`, and the end."""
    width: int
    """Squares in a row; one more at both ends is empty."""

    @classmethod
    def of(cls, points: Column, radius: float) -> _Squares:
        there = np.flatnonzero(np.isfinite(points).all(axis=1))
        if not len(there):
            return cls(there, np.zeros(1, np.int64), 1)
        at = ((points[there] - points[there].min(axis=0)) // radius).astype(np.int64) + 1
        height, width = (at.max(axis=0) + 2).tolist()
        square = at[:, 0] * width + at[:, 1]
        order = np.argsort(square, kind="stable")
        counts = np.bincount(square, minlength=height * width)
        starts = np.zeros(height * width + 1, np.int64)
        np.cumsum(counts, out=starts[1:])
        return cls(there[order], starts, width)

    def blocks(self) -> list[tuple[Whole, Whole]]:
        """For each square with people: who lives there, and who lives there or around it."""
        starts, width = self.starts, self.width
        found = []
        for square in np.flatnonzero(np.diff(starts)).tolist():
            rows = (square - width, square, square + width)
            around = [self.order[starts[row - 1] : starts[row + 2]] for row in rows]
            mine = self.order[starts[square] : starts[square + 1]]
            found.append((mine, np.sort(np.concatenate(around))))
        return found


def _parts(matrix: sparse.csr_array) -> tuple[Whole, NDArray[np.int32], Column]:
    return (
        matrix.indptr.astype(np.int64),
        matrix.indices.astype(np.int32),
        matrix.data.astype(np.float64),
    )


class _Row(NamedTuple):
    """What one person may be compared with: positions, and what the two ways add up to."""

    others: Whole
    totals: Column


def _fill(
    found: Best,
    mine: Whole,
    around: Whole,
    points: Column,
    asks: sparse.csr_array,
    offers: sparse.csr_array,
    apart: sparse.csr_array,
    radius: float,
    how: Worth,
) -> None:
    """The best of those who live in one square, a part of them at a time."""
    offered, asked = offers[around].T, asks[around].T
    closed = np.zeros(len(points), bool)
    for first in range(0, len(mine), _AT_ONCE):
        part = mine[first : first + _AT_ONCE]
        forward, back = (asks[part] @ offered).tocsr(), (offers[part] @ asked).tocsr()
        total = forward + back + how.mutual * forward.minimum(back)
        for at, one in enumerate(part.tolist()):
            span = slice(total.indptr[at], total.indptr[at + 1])
            shut = apart.indices[apart.indptr[one] : apart.indptr[one + 1]]
            closed[shut] = closed[one] = True
            row = _Row(around[total.indices[span]], total.data[span])
            people, scores = _best(one, row, closed, points, radius, found.people.shape[1], how)
            closed[shut] = closed[one] = False
            found.people[one, : len(people)], found.scores[one, : len(people)] = people, scores


_AT_ONCE = 512
"""People of one square whose products are held at one time."""

_LIKELY = 8
"""Times `k`: so many with the largest sums are looked at first. Seldom one behind them counts."""


def _best(
    one: int,
    row: _Row,
    closed: NDArray[np.bool_],
    points: Column,
    radius: float,
    k: int,
    how: Worth,
) -> tuple[Whole, Column]:
    """Whom one person is served by best, best first, with the scores."""
    if len(row.totals) > 2 * _LIKELY * k:
        likely = np.argpartition(row.totals, -_LIKELY * k)[-_LIKELY * k :]
        others, totals = row.others[likely], row.totals[likely]
        people, scores = _kept(one, others, totals, closed, points, radius, k, how)
        if len(scores) == k and totals.min() + how.near < scores[-1]:
            return people, scores
    return _kept(one, row.others, row.totals, closed, points, radius, k, how)


def _kept(
    one: int,
    others: Whole,
    totals: Column,
    closed: NDArray[np.bool_],
    points: Column,
    radius: float,
    k: int,
    how: Worth,
) -> tuple[Whole, Column]:
    """Of these the best within the radius who are not closed to one person."""
    away = points[others] - points[one]
    distance = np.hypot(away[:, 0], away[:, 1])
    kept = (distance <= radius) & (totals > 0) & ~closed[others]
    others, scores = others[kept], totals[kept] + how.near * (1 - distance[kept] / radius)
    order = np.lexsort((others, -scores))[:k]
    return others[order], scores[order]
