"""The one new tie that would do most good."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from assetgraph.analysis.distances import FAR, distances
from assetgraph.analysis.ties import Ties

Steps = NDArray[np.uint16]

TRIED = 60
"""As many pairs as this are weighed exactly."""


@dataclass(frozen=True)
class NewTie:
    """Two people, by position, who do not know each other."""

    one: int
    other: int
    gain: float
    """By how much their tie raises the sum over pairs of 1 / distance; more than 0."""
    shared: tuple[str, ...] = ()
    """What both have, most telling first."""


def best_of(
    ties: Ties, pairs: Iterable[tuple[int, int]], *, never: Collection[tuple[int, int]] = ()
) -> NewTie | None:
    """The pair whose new tie brings people nearest to each other on the whole.

    The gain is the sum over pairs of people of 1 / d after less 1 / d before. Of more than `TRIED`
    pairs those are weighed that shorten the road for most people at both ends. Equal gains go to
    the first by position. None if no pair is without a tie.
    """
    steps = distances(ties)
    left_out = _both_ways(never)
    listed = sorted({(min(a, b), max(a, b)) for a, b in pairs if a != b} - left_out)
    apart = [(a, b) for a, b in listed if steps[a, b] > 1]
    if len(apart) > TRIED:
        apart = sorted(apart, key=lambda pair: -_helped(steps, *pair))[:TRIED]
    found = [NewTie(a, b, _gain(steps, a, b)) for a, b in apart]
    return max(found, key=lambda tie: (round(tie.gain, 9), -tie.one, -tie.other), default=None)


def joining(
    ties: Ties,
    parts: Sequence[Sequence[int]],
    having: Sequence[Collection[str]],
    weights: Mapping[str, float] | None = None,
    *,
    never: Collection[tuple[int, int]] = (),
) -> list[NewTie | None]:
    """The easiest new tie between each two parts that do not touch: who have most in common.

    In the order of `itertools.combinations(parts, 2)`; None where `never` leaves no pair. `having`
    says for each of the n people what they have (a street, a language, a wish, a place…); a thing
    that two people share counts as `weights` say, 1 unless said. Of equals the tie with the largest
    gain, then the first by position.
    """
    steps = distances(ties)
    worth, left_out = weights or {}, _both_ways(never)
    names = sorted({name for has in having for name in has})
    column = {name: at for at, name in enumerate(names)}
    weight = np.array([worth.get(name, 1.0) for name in names])
    found = []
    for one, other in combinations([np.sort(np.asarray(part, np.int64)) for part in parts], 2):
        mine, theirs = (_having(having, part, column) for part in (one, other))
        shared = np.asarray((mine * weight[None, :] @ theirs.T).todense())
        for a, b in left_out:
            shared[np.ix_(one == a, other == b)] = -np.inf
        found.append(_easiest(steps, one, other, shared, having, worth))
    return found


def _easiest(
    steps: Steps,
    one: NDArray[np.int64],
    other: NDArray[np.int64],
    shared: NDArray[np.float64],
    having: Sequence[Collection[str]],
    worth: Mapping[str, float],
) -> NewTie | None:
    if not np.isfinite(shared).any():
        return None
    most = np.isclose(shared, shared.max())
    rows, columns = np.flatnonzero(most.any(axis=1)), np.flatnonzero(most.any(axis=0))
    mine, theirs = _profiles(steps, one[rows]), _profiles(steps, other[columns])
    apart = np.arange(mine.shape[1])[:, None] + np.arange(theirs.shape[1])[None, :] + 1
    gains = np.where(most[np.ix_(rows, columns)], mine @ (1 / apart) @ theirs.T, -1).round(9)
    row, at = np.unravel_index(int(gains.argmax()), gains.shape)
    a, b = int(one[rows[row]]), int(other[columns[at]])
    both = sorted(set(having[a]) & set(having[b]), key=lambda name: (-worth.get(name, 1.0), name))
    return NewTie(min(a, b), max(a, b), float(gains[row, at]), tuple(both))


def _having(
    having: Sequence[Collection[str]], part: NDArray[np.int64], column: Mapping[str, int]
) -> sparse.csr_array:
    rows = [sorted(column[name] for name in set(having[person])) for person in part.tolist()]
    counts = np.cumsum([0, *map(len, rows)])
    flat = np.array([at for row in rows for at in row], np.int64)
    return sparse.csr_array((np.ones(len(flat)), flat, counts), shape=(len(rows), len(column)))


def _profiles(steps: Steps, people: NDArray[np.int64]) -> NDArray[np.float64]:
    """How many people each of these reaches in 0, 1, 2, … steps, shape (people, longest + 1)."""
    rows = steps[people]
    longest = int(rows[rows != FAR].max(initial=0))
    return np.stack([(rows == step).sum(axis=1) for step in range(longest + 1)], 1).astype(float)


def _helped(steps: Steps, a: int, b: int) -> int:
    """How many pairs could find a shorter road over a tie of a and b."""
    near_a, near_b = _sides(steps, a, b)
    return len(near_a) * len(near_b)


def _sides(steps: Steps, a: int, b: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Those for whom a tie of a and b shortens the road to b, and those to a."""
    to_a, to_b = steps[a].astype(np.int64), steps[b].astype(np.int64)
    return np.flatnonzero(to_b > to_a + 1), np.flatnonzero(to_a > to_b + 1)


def _gain(steps: Steps, a: int, b: int) -> float:
    near_a, near_b = _sides(steps, a, b)
    before = steps[np.ix_(near_a, near_b)].astype(np.int64)
    after = steps[a][near_a].astype(np.int64)[:, None] + 1 + steps[b][near_b][None, :]
    shorter = after < before
    was = before[shorter]
    gained = (1 / after[shorter]).sum() - np.where(was == FAR, 0, 1 / was).sum()
    return float(gained)


def _both_ways(pairs: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    return {*pairs, *((b, a) for a, b in pairs)}
