"""Room between points in the plane: pushing them apart, and finding a free spot."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import count

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

PUSHES = 60
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def spread(points: NDArray[np.float64], gap: float, width: float) -> NDArray[np.float64]:
    """The points, shape (n, 2), pushed apart towards a distance of `gap`, the shape kept roughly.

    First the whole is drawn in until it is about as dense as the gap allows, then close pairs
    push each other away.
    """
    n = len(points)
    if n < 2:
        return points
    extent = np.sqrt((points**2).mean(axis=0)).max()
    points = points * (0.62 * gap * width * math.sqrt(n) / max(extent, 1e-9))
    for _ in range(PUSHES):
        pairs = cKDTree(points).query_pairs(gap, output_type="ndarray")
        if not len(pairs):
            break
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        apart = points[pairs[:, 0]] - points[pairs[:, 1]]
        distance = np.hypot(apart[:, 0], apart[:, 1])
        # Two points at one spot part in a direction of their own.
        same = distance < 1e-9
        angle = GOLDEN_ANGLE * pairs[:, 0]
        apart[same] = np.column_stack([np.cos(angle), np.sin(angle)])[same]
        distance[same] = 1.0
        push = apart * (0.5 * (gap - np.where(same, 0.0, distance)) / distance)[:, None]
        np.add.at(points, pairs[:, 0], push * 0.6)
        np.add.at(points, pairs[:, 1], -push * 0.6)
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
