"""How far an order of people stays the same when a little of the data is missing."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assetgraph.analysis.ties import Ties


class Agreement(NamedTuple):
    """How alike two orders of the same people are."""

    rank_correlation: float
    """Spearman's, -1…1, equal values at their mean rank; nan where one side is all equal."""
    overlap: float
    """The share of the first ones of the one that are among the first ones of the other, 0…1."""


def agreement(one: ArrayLike, other: ArrayLike, *, top: int = 10) -> Agreement:
    """Compares two scores of the same people, each of shape (n,), higher first.

    Where several are equal at the edge of the top, those first by position are in it.
    """
    a, b = np.asarray(one, np.float64), np.asarray(other, np.float64)
    x, y = _ranks(a), _ranks(b)
    spread = float(np.sqrt((x @ x) * (y @ y)))
    correlation = float(x @ y) / spread if spread else float("nan")
    first = [set(np.argsort(-score, kind="stable")[:top].tolist()) for score in (a, b)]
    share = len(first[0] & first[1]) / len(first[0]) if first[0] else float("nan")
    return Agreement(correlation, share)


def thinned(ties: Ties, share: float, *, seed: int) -> Ties:
    """The ties without this share of them, drawn at random; at least one if there is any."""
    lost = min(max(round(share * len(ties)), 1), len(ties))
    kept = np.ones(len(ties), bool)
    kept[np.random.default_rng(seed).choice(len(ties), lost, replace=False)] = False
    return ties.where(kept)


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ranks less their mean."""
    _, at, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    middle: NDArray[np.float64] = (last - (counts - 1) / 2)[at.reshape(-1)]
    return middle - (len(values) + 1) / 2
