"""Whose absence would make most roads between others longer."""

from __future__ import annotations

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

from assetgraph.analysis.engine import graph
from assetgraph.analysis.ties import Ties

_NOISE = 12
"""Decimals that are kept: parallel sums differ behind them from run to run."""


def betweenness(ties: Ties) -> NDArray[np.float64]:
    """The share of shortest paths between others that lead over each person, shape (n,), 0…1.

    Freeman 1977: the sum over pairs s < t of sigma_st(v) / sigma_st, divided by (n-1)(n-2)/2,
    exact (Brandes 2001). A tie is one step, however close. n counts everybody who is not a
    professional, also those without ties.
    """
    if ties.n < 3:
        return np.zeros(ties.n)
    scores = rx.betweenness_centrality(graph(ties), normalized=True)
    return np.fromiter(scores.values(), np.float64, ties.n).round(_NOISE)
