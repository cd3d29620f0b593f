"""Circles in which people know each other more than chance would have it.

The Leiden algorithm (Traag, Waltman and van Eck 2019) for modularity (Newman and Girvan 2004),
weighted by closeness. All sums are of whole numbers, so that the result does not hang on rounding.
"""

from __future__ import annotations

import random
from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from assetgraph.analysis.ties import Ties


@dataclass(frozen=True)
class _Level:
    """A network of people, or of circles taken as one: weights between them, and of all ties."""

    weights: list[dict[int, int]]
    strength: list[int]

    def __len__(self) -> int:
        return len(self.strength)


def communities(ties: Ties, *, seed: int = 0) -> NDArray[np.int64]:
    """The number of each person's circle, shape (n,): 0 is the largest, then by first person.

    Everybody of a circle can reach each other within it; somebody without ties is one alone. The
    same ties and seed give the same circles.
    """
    chance = random.Random(seed)  # noqa: S311
    level = _Level(ties.neighbours, [sum(around.values()) for around in ties.neighbours])
    total = sum(level.strength)
    of = list(range(ties.n))  # where each person is in the level
    circles = list(range(ties.n))
    while True:
        circles = _moved(level, circles, total, chance)
        refined = _refined(level, circles, total, chance)
        if max(refined, default=-1) + 1 == len(level):
            return _numbered(_connected(ties, np.array([circles[at] for at in of], np.int64)))
        of = [refined[at] for at in of]
        level, circles = _together(level, refined, circles)


def modularity(ties: Ties, circles: NDArray[np.int64]) -> float:
    """How much more closeness lies inside circles than chance would have, -0.5…1; 0 without ties.

    Newman and Girvan 2004: the sum over circles of inside / W - (strength / 2W)^2, where W is the
    closeness of all ties.
    """
    total = int(ties.closeness.sum(dtype=np.int64))
    if not total:
        return 0.0
    same = circles[ties.left] == circles[ties.right]
    inside = int(ties.closeness[same].sum(dtype=np.int64))
    ends = np.concatenate([ties.left, ties.right])
    strength = np.bincount(circles[ends], np.tile(ties.closeness, 2).astype(float))
    return float(inside / total - ((strength / (2 * total)) ** 2).sum())


def _moved(level: _Level, circles: list[int], total: int, chance: random.Random) -> list[int]:
    """Everybody in the neighbouring circle that gains most, until nobody gains any more."""
    circles = circles.copy()
    weights, strength = level.weights, level.strength
    sizes = [0] * len(level)
    for at, circle in enumerate(circles):
        sizes[circle] += strength[at]
    order = list(range(len(level)))
    chance.shuffle(order)
    queue, waiting = deque(order), [True] * len(level)
    while queue:
        at = queue.popleft()
        waiting[at] = False
        own, mine = circles[at], strength[at]
        around = {own: 0}
        for other, weight in weights[at].items():
            circle = circles[other]
            if circle in around:
                around[circle] += weight
            else:
                around[circle] = weight
        sizes[own] -= mine
        best, gain = own, around[own] * total - mine * sizes[own]
        for circle, weight in around.items():
            found = weight * total - mine * sizes[circle]
            if found > gain:
                best, gain = circle, found
        sizes[best] += mine
        if best != own:
            circles[at] = best
            for other in weights[at]:
                if circles[other] != best and not waiting[other]:
                    waiting[other] = True
                    queue.append(other)
    return circles


def _refined(level: _Level, circles: list[int], total: int, chance: random.Random) -> list[int]:
    """Each circle in parts that hold together well; numbered 0…parts - 1.

    Somebody still alone joins the part of their circle that gains most, if both are well
    connected to the circle (Traag et al., algorithm A.2, taking the best instead of drawing).
    """
    weights, strength = level.weights, level.strength
    sizes: dict[int, int] = {}
    for at, circle in enumerate(circles):
        sizes[circle] = sizes.get(circle, 0) + strength[at]
    part, part_size = list(range(len(level))), strength.copy()
    alone = [True] * len(level)
    outward = [  # from each part to the rest of its circle
        sum(weight for other, weight in weights[at].items() if circles[other] == circles[at])
        for at in range(len(level))
    ]
    order = list(range(len(level)))
    chance.shuffle(order)
    for at in order:
        circle, mine = circles[at], strength[at]
        whole = sizes[circle]
        if not alone[at] or outward[at] * total < mine * (whole - mine):
            continue
        around: dict[int, int] = {}
        for other, weight in weights[at].items():
            if circles[other] == circle:
                one = part[other]
                if one in around:
                    around[one] += weight
                else:
                    around[one] = weight
        best, gain = at, 0
        for one, weight in around.items():
            size = part_size[one]
            found = weight * total - mine * size
            if found > gain and outward[one] * total >= size * (whole - size):
                best, gain = one, found
        if best != at:
            part[at], alone[at], alone[best] = best, False, False
            part_size[best] += mine
            outward[best] += outward[at] - 2 * around[best]
    numbers: dict[int, int] = {}
    return [numbers.setdefault(one, len(numbers)) for one in part]


def _together(level: _Level, part: list[int], circles: list[int]) -> tuple[_Level, list[int]]:
    """The network of parts, and the circle of each part."""
    count = max(part) + 1
    weights: list[dict[int, int]] = [{} for _ in range(count)]
    strength, circle = [0] * count, [0] * count
    first: dict[int, int] = {}
    for at, one in enumerate(part):
        strength[one] += level.strength[at]
        circle[one] = first.setdefault(circles[at], one)
        row = weights[one]
        for other, weight in level.weights[at].items():
            their = part[other]
            if their in row:
                row[their] += weight
            elif their != one:
                row[their] = weight
    return _Level(weights, strength), circle


def _connected(ties: Ties, circles: NDArray[np.int64]) -> NDArray[np.int64]:
    """The circles, each parted where no tie inside it joins its people: that never costs any."""
    same = circles[ties.left] == circles[ties.right]
    left, right = ties.left[same], ties.right[same]
    inside = sparse.csr_array((np.ones(len(left), bool), (left, right)), shape=(ties.n, ties.n))
    return np.asarray(connected_components(inside, directed=False)[1], np.int64)


def _numbered(circles: NDArray[np.int64]) -> NDArray[np.int64]:
    _, first, number, size = np.unique(
        circles, return_index=True, return_inverse=True, return_counts=True
    )
    order = np.lexsort((first, -size))
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return rank[number.reshape(-1)]
