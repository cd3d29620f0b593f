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


@njit(cache=True, nogil=True)
def nearby(
    names: Whole, square_starts: Whole, width: int, points: Real, radius: float,
    ask_starts: Whole, ask_of: NDArray[np.int32], ask_much: Real,
    offer_starts: Whole, offer_of: NDArray[np.int32], offer_much: Real, concepts: int,
    apart_starts: Whole, apart_from: NDArray[np.int32],
    mutual: float, near: float, people: NDArray[np.int32], scores: Real,
) -> None:  # fmt: skip
    """Fills `people` and `scores` (n, k) as `assetgraph.analysis.nearby` defines them.

    Those who are given stand square by square, so that who is near in the ground is near in memory;
    `names` are their positions in `people` and `scores`. Of the people in and around a square it is
    listed for each concept who offers and who asks it; then a person's asks and offers lead
    straight to those who count.
    """
    n = len(points)
    forward, back, mark = np.zeros(n), np.zeros(n), np.zeros(n, np.uint8)
    touched = np.empty(n, np.int32)
    offer_heads, ask_heads = np.zeros(concepts + 1, np.int64), np.zeros(concepts + 1, np.int64)
    offering, asking = np.empty(0, np.int32), np.empty(0, np.int32)
    offering_much, asking_much = np.empty(0, np.float64), np.empty(0, np.float64)
    for square in range(width, len(square_starts) - 1 - width):
        if square_starts[square] == square_starts[square + 1]:
            continue
        offering, offering_much = _listed(
            square_starts, square, width,
            offer_starts, offer_of, offer_much, offer_heads, offering, offering_much,
        )  # fmt: skip
        asking, asking_much = _listed(
            square_starts, square, width,
            ask_starts, ask_of, ask_much, ask_heads, asking, asking_much,
        )  # fmt: skip
        for one in range(square_starts[square], square_starts[square + 1]):
            mark[one] = 2
            mark[apart_from[apart_starts[one] : apart_starts[one + 1]]] = 2
            count = _met(
                one, ask_starts, ask_of, ask_much, offer_heads, offering, offering_much,
                forward, mark, touched, 0,
            )  # fmt: skip
            count = _met(
                one, offer_starts, offer_of, offer_much, ask_heads, asking, asking_much,
                back, mark, touched, count,
            )  # fmt: skip
            held, name = 0, names[one]
            for each in range(count):
                other = touched[each]
                give, take = forward[other], back[other]
                forward[other], back[other], mark[other] = 0.0, 0.0, 0
                dx, dy = points[other, 0] - points[one, 0], points[other, 1] - points[one, 1]
                distance = np.sqrt(dx * dx + dy * dy)
                if distance <= radius and give + take > 0:
                    score = give + take + mutual * min(give, take) + near * (1 - distance / radius)
                    held = _placed(people[name], scores[name], held, names[other], score)
            mark[one], forward[one], back[one] = 0, 0.0, 0.0
            for edge in range(apart_starts[one], apart_starts[one + 1]):
                other = apart_from[edge]
                mark[other], forward[other], back[other] = 0, 0.0, 0.0


@njit(cache=True, nogil=True)
def _listed(
    square_starts: Whole, square: int, width: int,
    starts: Whole, of: NDArray[np.int32], much: Real,
    heads: Whole, people: NDArray[np.int32], weights: Real,
) -> tuple[NDArray[np.int32], Real]:  # fmt: skip
    """Who in and around a square has each concept, and how much; `heads` says where each begins.

    The two arrays that are given are used again where they are large enough.
    """
    heads[:] = 0
    rows = (square - width, square, square + width)
    for row in rows:
        for at in range(square_starts[row - 1], square_starts[row + 2]):
            for edge in range(starts[at], starts[at + 1]):
                heads[of[edge] + 1] += 1
    for concept in range(len(heads) - 1):
        heads[concept + 1] += heads[concept]
    if len(people) < heads[-1]:
        people, weights = np.empty(heads[-1], np.int32), np.empty(heads[-1], np.float64)
    free = heads[:-1].copy()
    for row in rows:
        for one in range(square_starts[row - 1], square_starts[row + 2]):
            for edge in range(starts[one], starts[one + 1]):
                place = free[of[edge]]
                people[place], weights[place] = one, much[edge]
                free[of[edge]] = place + 1
    return people, weights


@njit(cache=True, nogil=True)
def _met(
    one: int, starts: Whole, of: NDArray[np.int32], much: Real,
    heads: Whole, people: NDArray[np.int32], weights: Real,
    sums: Real, mark: NDArray[np.uint8], touched: NDArray[np.int32], count: int,
) -> int:  # fmt: skip
    """Adds to `sums` what is met by way of one person's concepts; lists who is met for the first
    time in `touched`, and gives how many these are by now. Who is marked 2 is not listed."""
    for edge in range(starts[one], starts[one + 1]):
        concept, mine = of[edge], much[edge]
        for found in range(heads[concept], heads[concept + 1]):
            other = people[found]
            if mark[other] == 0:
                mark[other] = 1
                touched[count] = other
                count += 1
            sums[other] += mine * weights[found]
    return count


@njit(cache=True, nogil=True)
def _placed(people: NDArray[np.int32], scores: Real, held: int, other: int, score: float) -> int:
    """Puts somebody in a list of the best, ties by position; gives how many are in it now."""
    place = held
    if held == len(people):
        place = held - 1
        if score < scores[place] or (score == scores[place] and other > people[place]):
            return held
    while place > 0 and (
        scores[place - 1] < score or (scores[place - 1] == score and people[place - 1] > other)
    ):
        scores[place], people[place] = scores[place - 1], people[place - 1]
        place -= 1
    scores[place], people[place] = score, other
    return min(held + 1, len(people))
