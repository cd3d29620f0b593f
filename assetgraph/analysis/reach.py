"""How many different circles somebody knows people of, oneself included."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from assetgraph.analysis.ties import Ties


def touched(ties: Ties, belongs: Sequence[Collection[str]]) -> NDArray[np.int64]:
    """The number of circles among each person's own and those of the people they know, shape (n,).

    `belongs` holds the circles of each person, by position; a person may be in none or many.
    """
    number: dict[str, int] = {}
    held = [[number.setdefault(one, len(number)) for one in own] for own in belongs]
    sizes = np.array([len(own) for own in held], np.int64)
    circles = np.array([one for own in held for one in own], np.int64)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    everybody = np.arange(ties.n)
    person = np.concatenate([everybody, ties.left, ties.right]).astype(np.int64)
    through = np.concatenate([everybody, ties.right, ties.left])
    many = sizes[through]
    # The circles of everyone that is known, one after the other: a run of `many` from each start.
    ends = np.cumsum(many)
    at = np.arange(int(many.sum())) + np.repeat(starts[:-1][through] - (ends - many), many)
    pairs = np.unique(np.repeat(person, many) * max(len(number), 1) + circles[at])
    return np.bincount(pairs // max(len(number), 1), minlength=ties.n)


def participation(ties: Ties, part: NDArray[np.int64]) -> NDArray[np.float64]:
    """How evenly somebody's ties are spread over parts, shape (n,), 0…1; nan without ties.

    Guimerà and Amaral 2005: 1 - sum over parts of (k_s / k)^2, where k_s of the k ties lead to
    part s. 0: all lead to one part. `part` (n,) numbers the part of each person, from 0.
    """
    count = int(part.max(initial=-1)) + 1
    one = np.concatenate([ties.left, ties.right]).astype(np.int64)
    other = np.concatenate([ties.right, ties.left])
    each, ties_to = np.unique(one * max(count, 1) + part[other], return_counts=True)
    squares = np.bincount(each // max(count, 1), ties_to.astype(float) ** 2, ties.n)
    degree = ties.degree.astype(float)
    spread: NDArray[np.float64] = 1 - np.divide(
        squares, degree**2, out=np.full(ties.n, np.nan), where=degree > 0
    )
    return spread
