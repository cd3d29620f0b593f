"""Who together reach most of the neighbourhood, and who together hold it together.

Borgatti 2006, "Identifying sets of key players in a social network": KPP-Pos asks for k people from
whom everybody is near, KPP-Neg for k people without whom the others are farthest apart.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

from assetgraph.analysis.betweenness import betweenness
from assetgraph.analysis.distances import FAR, distances, nearness, pairs_by_distance
from assetgraph.analysis.parts import components
from assetgraph.analysis.ties import Ties

EXACT = 500
"""As many sets as this are all tried; of more, the best is sought step by step."""
CANDIDATES = 30
"""Of a large network, as many people as this who are most between others may be the answer."""
_SAME = 9
"""Decimals in which values differ that are not the same."""


def fragmentation(ties: Ties, without: Collection[int] = ()) -> float:
    """The share of pairs that cannot reach each other, F, 0…1, when some people have gone.

    F = 1 - sum over parts of s (s - 1) / (n (n - 1)), with s the size of a part and n those who
    stay. 0 for fewer than two people.
    """
    stay = ties.n - len(set(without))
    sizes = [len(part) for part in components(ties.without(without))]
    together = sum(size * (size - 1) for size in sizes)
    return 1 - together / (stay * (stay - 1)) if stay > 1 else 0.0


def distance_fragmentation(ties: Ties, without: Collection[int] = ()) -> float:
    """How far those who stay are from each other, DF, 0…1: 0 if all know each other, 1 if none do.

    DF = 1 - 2 * sum over pairs of 1 / d / (n (n - 1)), where those who cannot reach each other add
    nothing. 0 for fewer than two people.
    """
    stay = ties.n - len(set(without))
    near = nearness(pairs_by_distance(ties.without(without)))
    return 1 - 2 * near / (stay * (stay - 1)) if stay > 1 else 0.0


def distance_reach(ties: Ties, people: Collection[int]) -> float:
    """How near everybody is to the nearest of these people, DR, 0…1.

    DR = sum over all of 1 / d / n, where d is the distance to the nearest of them, 1 for themselves
    as for those they know, and nothing for those they cannot reach. 0 for nobody.
    """
    return float(_nearest(_near(distances(ties)), people).sum() / max(ties.n, 1))


def reaching(ties: Ties, k: int) -> list[int]:
    """KPP-Pos: k people whose `distance_reach` together is largest, most reaching first.

    All sets are tried up to `EXACT` of them. Beyond, each next person adds most, then one is
    changed for another as long as that gains: at least 63 % of the best (the measure is
    submodular; Nemhauser et al. 1978), mostly all of it. Everybody if there are no more than k.
    Takes some 10 n^2 bytes.
    """
    near = _near(distances(ties))

    def value(people: Collection[int]) -> float:
        return float(_nearest(near, people).sum())

    def best_beside(chosen: Collection[int]) -> tuple[int, float]:
        found = np.maximum(near, _nearest(near, chosen)).sum(axis=1)
        found[list(chosen)] = -1
        person = int(found.argmax())
        return person, float(found[person])

    return _in_order(_best_set(range(ties.n), k, value, best_beside), value)


def holding(ties: Ties, k: int) -> list[int]:
    """KPP-Neg: k people without whom the `distance_fragmentation` of the others is largest.

    All sets are tried up to `EXACT` of them. Beyond, the `CANDIDATES` people with the highest
    betweenness are looked at: each next one adds most, then one is changed for another as long as
    that gains. Everybody if there are no more than k.
    """

    def value(people: Collection[int]) -> float:
        return distance_fragmentation(ties, people)

    def best_beside(chosen: Collection[int]) -> tuple[int, float]:
        found = [(value([*chosen, one]), one) for one in likely if one not in chosen]
        worth, person = max(found, key=lambda one: (one[0], -one[1]))
        return person, worth

    order = np.argsort(-betweenness(ties), kind="stable")
    likely: list[int] = sorted(order[: max(CANDIDATES, k)].tolist())
    return _in_order(_best_set(range(ties.n), k, value, best_beside), value)


def _best_set(
    people: range,
    k: int,
    value: Callable[[Collection[int]], float],
    best_beside: Callable[[Collection[int]], tuple[int, float]],
) -> list[int]:
    """Every set where there are few, else greedily and by exchange."""
    if k >= len(people):
        return list(people)
    if comb(len(people), k) <= EXACT:
        best = max(combinations(people, k), key=lambda one: round(value(one), _SAME))
        return list(best)
    chosen: list[int] = []
    worth = 0.0
    for _ in range(k):
        person, worth = best_beside(chosen)
        chosen.append(person)
    tried = 0
    while tried < k:
        rest = chosen[1:]
        person, found = best_beside(rest)
        if found > worth + 10**-_SAME:
            worth, tried = found, 0
        else:
            person, tried = chosen[0], tried + 1
        chosen = [*rest, person]
    return chosen


def _in_order(people: list[int], value: Callable[[Collection[int]], float]) -> list[int]:
    """The people of a set, each next one adding most to those before."""
    left, order = sorted(people), list[int]()
    while left:
        order.append(max(left, key=lambda one: (round(value([*order, one]), _SAME), -one)))
        left.remove(order[-1])
    return order


def _near(steps: NDArray[np.uint16]) -> NDArray[np.float64]:
    """1 / distance, shape (n, n): 1 to oneself, 0 to those who cannot be reached."""
    near = 1 / np.maximum(steps, 1)
    near[steps == FAR] = 0
    return near


def _nearest(near: NDArray[np.float64], people: Collection[int]) -> NDArray[np.float64]:
    """Everybody's nearness to the nearest of these people, shape (n,)."""
    nearest: NDArray[np.float64] = near[list(people)].max(axis=0, initial=0)
    return nearest
