"""Room between points in the plane: pushing them apart, and finding a free spot."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import count

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

TOUCH = 1.5
"""Discs that overlap by less than this are apart, in map units."""
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def pack(
    middles: NDArray[np.float64],
    radii: NDArray[np.float64],
    width: float = 1.0,
    *,
    steps: int,
    draw: float = 0.0,
) -> NDArray[np.float64]:
    """The middles of discs, shape (n, 2), moved until no disc lies over another.

    With `draw` they are first drawn towards (0, 0), by that part of their distance each step and
    less so across when `width` is above 1, while they push each other away; then they only push.
    """
    points = middles.copy()
    furthest = 2 * float(radii.max(initial=0.0))
    for step in range(steps):
        pull = draw * max(0.0, 1 - step / (0.7 * steps))
        points *= 1 - pull * np.array([1 / width, 1.0])
        pairs = cKDTree(points).query_pairs(furthest, output_type="ndarray")
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        one, other = pairs[:, 0], pairs[:, 1]
        apart = points[one] - points[other]
        distance = np.hypot(apart[:, 0], apart[:, 1])
        over = np.maximum(radii[one] + radii[other] - distance, 0.0)
        if not pull and over.max(initial=0.0) < TOUCH:
            break
        # Two middles at one spot part in a direction of their own.
        same = distance < 1e-9
        turn = GOLDEN_ANGLE * one
        apart[same] = np.column_stack([np.cos(turn), np.sin(turn)])[same]
        distance[same] = 1.0
        # The smaller disc moves further.
        push = apart * (0.7 * over / distance / (radii[one] + radii[other]))[:, None]
        np.add.at(points, one, push * radii[other][:, None])
        np.add.at(points, other, -push * radii[one][:, None])
    return points


class Room:
    """The taken spots of a map, at least `gap` apart, found back by cell."""

    def __init__(self, gap: float, taken: Iterable[tuple[float, float]] = ()) -> None:
        self.gap = gap
        self._reach = (0.0, 0.0)
        self._cells: dict[tuple[int, int], list[tuple[float, float]]] = {}
        self._rim = (0.0, 0.0)
        self._seats = 0
        self._turn = 0
        for point in taken:
            self._add(point)

    def take(self, wanted: tuple[float, float]) -> tuple[float, float]:
        """The free spot nearest to the wanted one, along a spiral; it is taken from now on."""
        spot = next(point for point in self._spiral(wanted) if self._free(point))
        self._add(spot)
        return spot

    def take_at_rim(self) -> tuple[float, float]:
        """A free spot on an ellipse around all others, each next one elsewhere along it.

        A full ellipse is followed by a wider one.
        """
        if self._turn == self._seats:
            self._rim = (self._reach[0] + self.gap, self._reach[1] + self.gap)
            self._seats = max(6, int(2 * math.pi * min(self._rim) / (1.05 * self.gap)))
            self._turn = 0
        stride = next(
            step for step in count(round(0.382 * self._seats)) if math.gcd(step, self._seats) == 1
        )
        angle = 2 * math.pi * (self._turn * stride % self._seats) / self._seats
        self._turn += 1
        return self.take((self._rim[0] * math.cos(angle), self._rim[1] * math.sin(angle)))

    def _spiral(self, middle: tuple[float, float]) -> Iterator[tuple[float, float]]:
        step = 0
        while True:
            radius = 0.45 * self.gap * math.sqrt(step)
            angle = step * GOLDEN_ANGLE
            yield (
                round(middle[0] + radius * math.cos(angle), 1),
                round(middle[1] + radius * math.sin(angle), 1),
            )
            step += 1

    def _free(self, point: tuple[float, float]) -> bool:
        column, row = self._cell(point)
        return all(
            math.dist(point, other) >= self.gap * 0.98
            for x in (column - 1, column, column + 1)
            for y in (row - 1, row, row + 1)
            for other in self._cells.get((x, y), ())
        )

    def _add(self, point: tuple[float, float]) -> None:
        self._cells.setdefault(self._cell(point), []).append(point)
        self._reach = (max(self._reach[0], abs(point[0])), max(self._reach[1], abs(point[1])))

    def _cell(self, point: tuple[float, float]) -> tuple[int, int]:
        return (math.floor(point[0] / self.gap), math.floor(point[1] / self.gap))
