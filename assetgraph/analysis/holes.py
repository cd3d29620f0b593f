"""Structural holes: how far the people around somebody are unknown to each other (Burt 1992)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from assetgraph.analysis.ties import Ties

Column = NDArray[np.float64]


class Holes(NamedTuple):
    """Burt's measures of everybody, each of shape (n,)."""

    constraint: Column
    hierarchy: Column
    effective_size: Column
    efficiency: Column


def holes(ties: Ties) -> Holes:
    """All four measures; see the function of the same name for each."""
    size = effective_size(ties)
    return Holes(*_constrained(ties), size, _efficiency(ties, size))


def constraint(ties: Ties) -> Column:
    """Burt's constraint, weighted by closeness, shape (n,); nan for someone without ties.

    c_i = sum over neighbours j of c_ij = (p_ij + sum over q of p_iq p_qj)^2, where p_ij is the
    share of j in the closeness of all ties of i. Low: neighbours who do not know each other; near
    1: one person, or one circle.
    """
    return _constrained(ties)[0]


def hierarchy(ties: Ties) -> Column:
    """How far the constraint on somebody comes from one person, shape (n,), 0…1.

    Burt 1992 (2.9), Coleman-Theil disorder: the sum over the k neighbours j of r ln r / (k ln k)
    with r = c_ij / (c_i / k). 0: all neighbours constrain alike; 1: one does alone, as for someone
    with one tie; nan for someone without ties.
    """
    return _constrained(ties)[1]


def effective_size(ties: Ties) -> Column:
    """Burt's effective size in Borgatti's form (1997), unweighted, shape (n,).

    k - 2t/k for someone with k ties whose neighbours have t ties among themselves; 0 without ties.
    """
    adjacency = _adjacency(ties, np.ones(len(ties.rows.others)))
    twice_t = np.asarray((adjacency @ adjacency).multiply(adjacency).sum(axis=1)).ravel()
    redundancy = np.divide(twice_t, ties.degree, out=np.zeros(ties.n), where=ties.degree > 0)
    size: Column = ties.degree - redundancy
    return size


def efficiency(ties: Ties) -> Column:
    """The effective size over the number of ties, shape (n,), 0…1 (Burt 1992); nan without ties."""
    return _efficiency(ties, effective_size(ties))


def _efficiency(ties: Ties, size: Column) -> Column:
    found = np.full(ties.n, np.nan)
    np.divide(size, ties.degree, out=found, where=ties.degree > 0)
    return found


def _constrained(ties: Ties) -> tuple[Column, Column]:
    """Constraint and hierarchy."""
    adjacency = _adjacency(ties, ties.rows.closeness)
    strength = np.asarray(adjacency.sum(axis=1)).ravel()
    known = strength > 0
    inverse = np.divide(1.0, strength, out=np.zeros(ties.n), where=known)
    share = sparse.csr_array(sparse.diags_array(inverse) @ adjacency)
    invested = share + (share @ share).multiply(adjacency != 0)
    each = sparse.csr_array(invested.multiply(invested))
    total = np.asarray(each.sum(axis=1)).ravel()
    person = np.repeat(np.arange(ties.n), np.diff(each.indptr))
    k = ties.degree
    ratio = each.data * k[person] / total[person]
    disorder = np.bincount(person, ratio * np.log(ratio), ties.n)
    most = k * np.log(np.maximum(k, 1))
    ordered = np.divide(disorder, most, out=np.ones(ties.n), where=k > 1).clip(0, 1)
    return np.where(known, total, np.nan), np.where(known, ordered, np.nan)


def _adjacency(ties: Ties, weights: NDArray[np.float64] | NDArray[np.int8]) -> sparse.csr_array:
    starts, others, _ = ties.rows
    return sparse.csr_array((weights.astype(np.float64), others, starts), shape=(ties.n, ties.n))
