"""The ties in the form in which the graph engine (rustworkx) reads them."""

from __future__ import annotations

import rustworkx as rx

from assetgraph.analysis.ties import Ties


def graph(ties: Ties) -> rx.PyGraph[None, None]:
    """An undirected graph whose node numbers are the positions of people."""
    made: rx.PyGraph[None, None] = rx.PyGraph()
    made.add_nodes_from([None] * ties.n)
    made.add_edges_from_no_data(list(zip(ties.left.tolist(), ties.right.tolist(), strict=True)))
    return made
