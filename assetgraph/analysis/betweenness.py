"""Whose absence would make most roads between others longer."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType
from typing import NamedTuple

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray
from scipy import sparse

from assetgraph.analysis.compiled import kernels
from assetgraph.analysis.engine import graph
from assetgraph.analysis.ties import Ties

SOURCES = 4096
"""Beyond a neighbourhood of this many people, as many of them stand for all."""
_NOISE = 12
"""Decimals that are kept: parallel sums differ behind them from run to run."""
_AT_ONCE = 64
_SHARES = 16

Column = NDArray[np.float64]


class Estimate(NamedTuple):
    """Betweenness, and how far it may be off; each of shape (n,)."""

    betweenness: Column
    error: Column
    """The standard error, 0 if exact: where many roads lead over somebody, two in three estimates
    are nearer to the exact value; where hardly any do, fewer."""


def betweenness(ties: Ties) -> Column:
    """The share of shortest paths between others that lead over each person, shape (n,), 0…1.

    Freeman 1977: the sum over pairs s < t of sigma_st(v) / sigma_st, divided by (n-1)(n-2)/2,
    exact (Brandes 2001). A tie is one step, however close. n counts everybody who is not a
    professional, also those without ties. The time grows with n times the number of ties.
    """
    if ties.n < 3:
        return np.zeros(ties.n)
    fast = kernels(ties.n * len(ties))
    if fast is None:
        scores = rx.betweenness_centrality(graph(ties), normalized=True)
        return np.fromiter(scores.values(), np.float64, ties.n).round(_NOISE)
    totals, _ = _compiled(fast, ties, np.arange(ties.n), scaled=False)
    return (totals / _ordered_pairs(ties.n)).round(_NOISE)


def estimated_betweenness(ties: Ties, *, sources: int = SOURCES, seed: int = 0) -> Estimate:
    """Betweenness seen from people drawn at random, exact where there are no more than `sources`.

    Geisberger, Sanders and Schultes 2008, linear scaling: a source s gives v the sum over t of
    sigma_st(v) / sigma_st * d(s, v) / d(s, t), so that those near the source are not favoured; n /
    sources times the sum over the sources is unbiased. The error is that of drawing without
    putting back.
    """
    if ties.n <= max(sources, 2):
        return Estimate(betweenness(ties), np.zeros(ties.n))
    chosen = np.random.default_rng(seed).choice(ties.n, sources, replace=False)
    fast = kernels(sources * len(ties))
    totals, squares = (
        _plain(ties, chosen) if fast is None else _compiled(fast, ties, chosen, scaled=True)
    )
    mean = totals / sources
    variance = np.maximum(squares / sources - mean**2, 0) * sources / max(sources - 1, 1)
    error = np.sqrt(variance / sources * (1 - sources / ties.n))
    whole = 2 * ties.n / _ordered_pairs(ties.n)
    return Estimate((mean * whole).round(_NOISE), (error * whole).round(_NOISE))


def _ordered_pairs(n: int) -> float:
    return float((n - 1) * (n - 2))


def _compiled(
    fast: ModuleType, ties: Ties, sources: NDArray[np.int64], *, scaled: bool
) -> tuple[Column, Column]:
    """Sum and sum of squares over the sources, in shares that do not hang on the processors."""
    starts, others, _ = ties.rows

    def share(first: int) -> tuple[Column, Column]:
        found: tuple[Column, Column] = fast.dependencies(
            starts, others, sources[first::_SHARES], scaled
        )
        return found

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        totals, squares = zip(*pool.map(share, range(_SHARES)), strict=True)
    return np.sum(totals, axis=0), np.sum(squares, axis=0)


def _plain(ties: Ties, sources: NDArray[np.int64]) -> tuple[Column, Column]:
    """Sum and sum of squares over the sources of the scaled dependencies, some at a time."""
    starts, others, _ = ties.rows
    knows = sparse.csr_array((np.ones(len(others)), others, starts), shape=(ties.n, ties.n))
    totals, squares = np.zeros(ties.n), np.zeros(ties.n)
    for first in range(0, len(sources), _AT_ONCE):
        found = _dependencies(knows, sources[first : first + _AT_ONCE])
        totals += found.sum(axis=1)
        squares += (found * found).sum(axis=1)
    return totals, squares


def _dependencies(knows: sparse.csr_array, sources: NDArray[np.int64]) -> Column:
    """The scaled dependency of each source on everybody, shape (n, sources)."""
    shape = (knows.shape[0], len(sources))
    roads, steps = np.zeros(shape), np.full(shape, -1, np.int32)
    at = np.arange(len(sources))
    roads[sources, at], steps[sources, at] = 1, 0
    front, step = roads.copy(), 0
    while front.any():
        step += 1
        front = knows @ front
        front[steps >= 0] = 0
        steps[front > 0] = step
        roads += front
    passed = np.zeros(shape)
    for back in range(step - 1, 0, -1):
        here = steps == back
        each = np.divide(1 / back + passed, roads, out=np.zeros(shape), where=here)
        passed += np.where(steps == back - 1, roads * (knows @ each), 0)
    return passed * np.maximum(steps, 0)
