"""The heaviest measures as compiled loops, for those who install the extra `fast`.

Arrays in, arrays out: `starts` (n + 1,) and `others` (2m,) are the rows of `Ties`. Each gives the
same as its counterpart without numba, to 1e-9, and lets other threads work meanwhile.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Real = NDArray[np.float64]


@njit(cache=True, nogil=True, error_model="numpy")
def dependencies(
    starts: Whole, others: NDArray[np.int32], sources: Whole, scaled: bool
) -> tuple[Real, Real]:
    """The sum and the sum of squares over sources of each person's dependency, each (n,).

    Brandes 2001; `scaled` weighs each target by how far along the road somebody stands
    (Geisberger, Sanders and Schultes 2008).
    """
    n = len(starts) - 1
    totals, squares = np.zeros(n), np.zeros(n)
    steps = np.full(n, -1, np.int32)
    roads, passed = np.zeros(n), np.zeros(n)
    order = np.empty(n + 1, np.int32)
    # Who is one step nearer: those of the person at `order[i]` end where `ends[i + 1]` says. Adding
    # a truth value instead of branching on it is half of the speed.
    nearer = np.empty(len(others) + 1, np.int32)
    ends = np.zeros(n + 1, np.int64)
    for source in sources:
        steps[source], order[0] = 0, source
        read, count, end = 0, 1, 0
        while read < count:
            one = order[read]
            step, found = steps[one], 0.0
            for edge in range(starts[one], starts[one + 1]):
                other = others[edge]
                there = steps[other]
                new, before = there < 0, there == step - 1 and there >= 0
                order[count] = other
                count += new
                steps[other] = step + 1 if new else there
                nearer[end] = other
                end += before
                found += roads[other] if before else 0.0
            roads[one] = found if read else 1.0
            read += 1
            ends[read] = end
        for back in range(count - 1, 0, -1):
            one = order[back]
            worth = 1.0 / steps[one] if scaled else 1.0
            each = (worth + passed[one]) / roads[one]
            for at in range(ends[back], ends[back + 1]):
                passed[nearer[at]] += roads[nearer[at]] * each
            found = passed[one] * steps[one] if scaled else passed[one]
            totals[one] += found
            squares[one] += found * found
        for back in range(count):
            one = order[back]
            steps[one], roads[one], passed[one] = -1, 0.0, 0.0
    return totals, squares


@njit(cache=True, nogil=True, error_model="numpy")
def constrained(
    starts: Whole, others: NDArray[np.int32], closeness: NDArray[np.int8]
) -> tuple[Real, Real, Real]:
    """Constraint, hierarchy and effective size, each (n,), as `holes` defines them."""
    n = len(starts) - 1
    total, ordered, size = np.full(n, np.nan), np.full(n, np.nan), np.zeros(n)
    strength = np.zeros(n)
    for person in range(n):
        for edge in range(starts[person], starts[person + 1]):
            strength[person] += closeness[edge]
    known, through = np.zeros(n, np.bool_), np.zeros(n)
    for person in range(n):
        first, last = starts[person], starts[person + 1]
        k = last - first
        if not k:
            continue
        for edge in range(first, last):
            known[others[edge]] = True
        twice = 0
        for edge in range(first, last):
            other = others[edge]
            share = closeness[edge] / strength[person]
            through[other] += share
            for next_edge in range(starts[other], starts[other + 1]):
                third = others[next_edge]
                if known[third]:
                    through[third] += share * closeness[next_edge] / strength[other]
                    twice += 1
        found = 0.0
        for edge in range(first, last):
            found += through[others[edge]] ** 2
        disorder = 0.0
        for edge in range(first, last):
            ratio = through[others[edge]] ** 2 * k / found
            disorder += ratio * np.log(ratio)
            through[others[edge]] = 0.0
            known[others[edge]] = False
        total[person] = found
        ordered[person] = min(max(disorder / (k * np.log(k)), 0.0), 1.0) if k > 1 else 1.0
        size[person] = k - twice / k
    return total, ordered, size


@njit(cache=True, nogil=True)
def reached(starts: Whole, others: NDArray[np.int32], sources: Whole) -> Whole:
    """How many (source, other person) are 0, 1, 2, … steps apart, shape (n + 1,); [0] is 0.

    Breadth-first search from 64 sources side by side, a bit for each.
    """
    n = len(starts) - 1
    counts = np.zeros(n + 1, np.int64)
    known, front = np.zeros(n, np.uint64), np.zeros(n, np.uint64)
    following = np.zeros(n, np.uint64)
    for first in range(0, len(sources), 64):
        known[:] = 0
        for bit in range(min(64, len(sources) - first)):
            known[sources[first + bit]] |= np.uint64(1) << np.uint64(bit)
        front[:] = known
        step = 0
        going = True
        while going:
            step += 1
            going = False
            following[:] = 0
            for one in range(n):
                if front[one]:
                    for edge in range(starts[one], starts[one + 1]):
                        following[others[edge]] |= front[one]
            for one in range(n):
                new = following[one] & ~known[one]
                front[one] = new
                if new:
                    going = True
                    known[one] |= new
                    counts[step] += _bits(new)
    return counts


@njit(cache=True, nogil=True)
def _bits(word: np.uint64) -> np.int64:
    """How many bits of a word are set."""
    word -= (word >> np.uint64(1)) & np.uint64(0x5555555555555555)
    word = (word & np.uint64(0x3333333333333333)) + (
        (word >> np.uint64(2)) & np.uint64(0x3333333333333333)
    )
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((word * np.uint64(0x0101010101010101)) >> np.uint64(56))
