"""How many steps people are from each other, for everybody at once.

Breadth-first search from many sources side by side: one bit per source says who has been reached,
and a step is a bitwise *or* over the rows of the people somebody knows (Then et al. 2014, "The more
the merrier").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from assetgraph.analysis.compiled import kernels
from assetgraph.analysis.ties import Ties

FAR = np.iinfo(np.uint16).max
"""The distance between people whom no chain of ties joins."""
_AT_ONCE = 4096
"""Sources that are followed side by side; bounds the memory to some 1.5 kB for each person."""
_BITS = np.array([bin(byte).count("1") for byte in range(256)], np.uint8)

Words = NDArray[np.uint64]


def distances(ties: Ties, sources: Sequence[int] | None = None) -> NDArray[np.uint16]:
    """The fewest ties from everybody to each source, shape (n, sources); to all if None are said.

    0 to oneself, `FAR` where there is no road. Takes 2 n^2 bytes for all: for one buurt, not for a
    city.
    """
    wanted = range(ties.n) if sources is None else sources
    found = np.zeros((ties.n, len(wanted)), np.uint16)
    for first in range(0, len(wanted), _AT_ONCE):
        part = wanted[first : first + _AT_ONCE]
        block = found[:, first : first + len(part)]
        missing = ~_marked(ties.n, part)
        for new in _steps(ties, part):
            block += _unpacked(missing, len(part))
            missing &= ~new
        block[_unpacked(missing, len(part)).astype(bool)] = FAR
    return found


def pairs_by_distance(ties: Ties) -> NDArray[np.int64]:
    """How many pairs of people are 0, 1, 2, … steps apart, shape (longest + 1,); [0] is 0."""
    counts = np.zeros(1, np.int64)
    for first in range(0, ties.n, _AT_ONCE):
        found = reached_by_distance(ties, range(first, min(first + _AT_ONCE, ties.n)))
        counts = added(counts, found)
    return counts // 2


def reached_by_distance(ties: Ties, sources: Sequence[int]) -> NDArray[np.int64]:
    """How many (source, other person) are 0, 1, 2, … steps apart, shape (longest + 1,)."""
    fast = kernels(len(sources) * len(ties) // 8)
    if fast is not None:
        starts, others, _ = ties.rows
        counts: NDArray[np.int64] = fast.reached(starts, others, np.asarray(sources, np.int64))
        return counts[: int(counts.nonzero()[0].max(initial=0)) + 1]
    steps = [int(_BITS[new.view(np.uint8)].sum()) for new in _steps(ties, sources)]
    return np.array([0, *steps], np.int64)


def added(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """The sum of two counts by distance, as long as the longer one."""
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    total = longer.copy()
    total[: len(shorter)] += shorter
    return total


def mean_distance(counts: NDArray[np.int64]) -> float:
    """The mean number of steps over the pairs that can reach each other; nan without any."""
    total = int(counts.sum())
    return float(counts @ np.arange(len(counts)) / total) if total else float("nan")


def nearness(counts: NDArray[np.int64]) -> float:
    """The sum over pairs of 1 / distance, where who cannot reach each other adds nothing."""
    return float((counts[1:] / np.arange(1, len(counts))).sum())


def _steps(ties: Ties, sources: Sequence[int]) -> Iterator[Words]:
    """For each step, as bits (n, ceil(sources / 64)): which sources reach whom for the first time.

    A person's ties are read slot by slot, most tied first, so that each slot is one operation on
    the rows of all who have as many ties.
    """
    starts, others, _ = ties.rows
    order = np.argsort(-ties.degree, kind="stable")
    begin = starts[:-1][order]
    having = [int((ties.degree > slot).sum()) for slot in range(ties.degree.max(initial=0))]
    slots = [others[begin[:count] + slot] for slot, count in enumerate(having)]
    front = _marked(ties.n, sources)
    unreached = ~front
    while True:
        gathered = np.zeros_like(front)
        for count, known in zip(having, slots, strict=True):
            gathered[:count] |= front[known]
        new = np.empty_like(front)
        new[order] = gathered
        new &= unreached
        if not new.any():
            return
        unreached &= ~new
        yield new
        front = new


def _marked(n: int, sources: Sequence[int]) -> Words:
    """Bits that say of each source only that it reaches itself."""
    bits = np.zeros((n, -(-len(sources) // 64)), np.uint64)
    at = np.arange(len(sources))
    bits[np.asarray(sources, np.int64), at // 64] = np.uint64(1) << (at % 64).astype(np.uint64)
    return bits


def _unpacked(bits: Words, count: int) -> NDArray[np.uint8]:
    little = bits.astype("<u8", copy=False).view(np.uint8)
    return np.unpackbits(little, axis=1, bitorder="little", count=count)
