"""Structural holes: how far the people around somebody are unknown to each other (Burt 1992)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from assetgraph.analysis.ties import Ties


def constraint(ties: Ties) -> NDArray[np.float64]:
    """Burt's constraint, weighted by closeness, shape (n,); nan for someone without ties.

    c_i = sum over neighbours j of (p_ij + sum over q of p_iq p_qj)^2, where p_ij is the share of j
    in the closeness of all ties of i. Low: neighbours who do not know each other; near 1: one
    person, or one circle.
    """
    adjacency = _adjacency(ties, ties.closeness)
    strength = np.asarray(adjacency.sum(axis=1)).ravel()
    known = strength > 0
    inverse = np.divide(1.0, strength, out=np.zeros(ties.n), where=known)
    share = sparse.diags_array(inverse) @ adjacency
    through = (share @ share).multiply(adjacency != 0)
    invested = share + through
    found = np.asarray(invested.multiply(invested).sum(axis=1)).ravel()
    return np.where(known, found, np.nan)


def effective_size(ties: Ties) -> NDArray[np.float64]:
    """Burt's effective size in Borgatti's form (1997), unweighted, shape (n,).

    k - 2t/k for someone with k ties whose neighbours have t ties among themselves; 0 without ties.
    """
    adjacency = _adjacency(ties, np.ones(len(ties)))
    twice_t = np.asarray((adjacency @ adjacency).multiply(adjacency).sum(axis=1)).ravel()
    redundancy = np.divide(twice_t, ties.degree, out=np.zeros(ties.n), where=ties.degree > 0)
    size: NDArray[np.float64] = ties.degree - redundancy
    return size


def _adjacency(ties: Ties, weights: NDArray[Any]) -> sparse.csr_array:
    one = np.concatenate([ties.left, ties.right])
    other = np.concatenate([ties.right, ties.left])
    both = np.concatenate([weights, weights]).astype(np.float64)
    return sparse.csr_array((both, (one, other)), shape=(ties.n, ties.n))
