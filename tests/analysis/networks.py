"""Published small networks, and random ones, as ties."""

from __future__ import annotations

import networkx as nx
import numpy as np

from assetgraph.analysis.ties import Ties

KITE = nx.Graph(
    [
        ("Andre", "Beverly"), ("Andre", "Carol"), ("Andre", "Diane"), ("Andre", "Fernando"),
        ("Beverly", "Diane"), ("Beverly", "Ed"), ("Beverly", "Garth"), ("Carol", "Diane"),
        ("Carol", "Fernando"), ("Diane", "Ed"), ("Diane", "Fernando"), ("Diane", "Garth"),
        ("Ed", "Garth"), ("Fernando", "Garth"), ("Fernando", "Heather"), ("Garth", "Heather"),
        ("Heather", "Ike"), ("Ike", "Jane"),
    ]
)  # fmt: skip
"""Krackhardt 1990: the smallest network in which degree, closeness and betweenness disagree."""

FAMILIES = nx.Graph(
    [
        ("Acciaiuoli", "Medici"), ("Albizzi", "Ginori"), ("Albizzi", "Guadagni"),
        ("Albizzi", "Medici"), ("Barbadori", "Castellani"), ("Barbadori", "Medici"),
        ("Bischeri", "Guadagni"), ("Bischeri", "Peruzzi"), ("Bischeri", "Strozzi"),
        ("Castellani", "Peruzzi"), ("Castellani", "Strozzi"), ("Guadagni", "Lamberteschi"),
        ("Guadagni", "Tornabuoni"), ("Medici", "Ridolfi"), ("Medici", "Salviati"),
        ("Medici", "Tornabuoni"), ("Pazzi", "Salviati"), ("Peruzzi", "Strozzi"),
        ("Ridolfi", "Strozzi"), ("Ridolfi", "Tornabuoni"),
    ]
)  # fmt: skip
"""Padgett and Ansell 1993: marriages between Florentine families."""
FAMILIES.add_node("Pucci")  # who married none of them


def ties_of(graph: nx.Graph) -> Ties:
    """The graph's edges as ties; positions follow the graph's order, `closeness` is 2 if unsaid."""
    at = {node: i for i, node in enumerate(graph)}
    rows = sorted(
        (min(at[a], at[b]), max(at[a], at[b]), d.get("closeness", 2))
        for a, b, d in graph.edges(data=True)
    )
    left, right, close = np.array(rows or np.empty((0, 3)), np.int32).T
    return Ties(np.arange(len(at), dtype=np.int32), left, right, close.astype(np.int8))


def random_network(seed: int, *, n: int = 60, m: int = 110) -> nx.Graph:
    """A random graph with closeness on its edges; some of its people know nobody."""
    graph = nx.gnm_random_graph(n, m, seed=seed)
    chance = np.random.default_rng(seed)
    for _, _, edge in graph.edges(data=True):
        edge["closeness"] = int(chance.integers(1, 5))
    return graph
