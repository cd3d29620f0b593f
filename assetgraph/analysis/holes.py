"""Structural holes: how far the people around somebody are unknown to each other (Burt 1992)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from assetgraph.analysis.compiled import kernels
from assetgraph.analysis.ties import Ties

Column = NDArray[np.float64]


class Holes(NamedTuple):
    """Burt's measures of everybody, each of shape (n,)."""

    constraint: Column
    """Weighted by closeness; nan for someone without ties.

    c_i = sum over neighbours j of c_ij = (p_ij + sum over q of p_iq p_qj)^2, where p_ij is the
    share of j in the closeness of all ties of i. Low: neighbours who do not know each other; near
    1: one person, or one circle.
    """
    hierarchy: Column
    """How far the constraint on somebody comes from one person, 0…1; nan without ties.

    Burt 1992 (2.9), Coleman-Theil disorder: the sum over the k neighbours j of r ln r / (k ln k)
    with r = c_ij / (c_i / k). 0: all neighbours constrain alike; 1: one does alone, as for someone
    with one tie.
    """
    effective_size: Column
    """In Borgatti's form (1997), unweighted; 0 without ties.

    k - 2t/k for someone with k ties whose neighbours have t ties among themselves.
    """
    efficiency: Column
    """The effective size over the number of ties, 0…1 (Burt 1992); nan without ties."""


def holes(ties: Ties) -> Holes:
    """All four measures; each a look at the ties of everybody one knows."""
    fast = kernels(int((ties.degree**2).sum()))
    total, ordered, size = _plain(ties) if fast is None else fast.constrained(*ties.rows)
    share = np.full(ties.n, np.nan)
    np.divide(size, ties.degree, out=share, where=ties.degree > 0)
    return Holes(total, ordered, size, share)


def _plain(ties: Ties) -> tuple[Column, Column, Column]:
    """Constraint, hierarchy and effective size."""
    adjacency = _adjacency(ties, ties.rows.closeness)
    strength = np.asarray(adjacency.sum(axis=1)).ravel()
    k, known = ties.degree, strength > 0
    inverse = np.divide(1.0, strength, out=np.zeros(ties.n), where=known)
    share = sparse.csr_array(sparse.diags_array(inverse) @ adjacency)
    invested = share + (share @ share).multiply(adjacency != 0)
    each = sparse.csr_array(invested.multiply(invested))
    total = np.asarray(each.sum(axis=1)).ravel()
    person = np.repeat(np.arange(ties.n), np.diff(each.indptr))
    ratio = each.data * k[person] / total[person]
    disorder = np.bincount(person, ratio * np.log(ratio), ties.n)
    most = k * np.log(np.maximum(k, 1))
    ordered = np.divide(disorder, most, out=np.ones(ties.n), where=k > 1).clip(0, 1)
    one = _adjacency(ties, np.ones(2 * len(ties)))
    twice_t = np.asarray((one @ one).multiply(one).sum(axis=1)).ravel()
    size: Column = k - np.divide(twice_t, k, out=np.zeros(ties.n), where=known)
    return np.where(known, total, np.nan), np.where(known, ordered, np.nan), size


def _adjacency(ties: Ties, weights: NDArray[np.float64] | NDArray[np.int8]) -> sparse.csr_array:
    starts, others, _ = ties.rows
    return sparse.csr_array((weights.astype(np.float64), others, starts), shape=(ties.n, ties.n))
