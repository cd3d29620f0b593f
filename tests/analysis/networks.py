"""Published small networks, and random ones, as ties."""

from __future__ import annotations

import igraph
import networkx as nx
import numpy as np
from hypothesis import strategies as st

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


BURT = nx.Graph(
    [
        ("G", "A"), ("G", "B"), ("G", "C"), ("G", "D"), ("G", "E"), ("G", "F"),
        ("A", "B"), ("A", "E"), ("A", "F"), ("B", "D"),
    ]
)  # fmt: skip
"""Burt 1992, as drawn in Borgatti 1997, "Unpacking Burt's redundancy measures"."""

_CLUB = {
    1: [2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 18, 20, 22, 32],
    2: [3, 4, 8, 14, 18, 20, 22, 31],
    3: [4, 8, 9, 10, 14, 28, 29, 33],
    4: [8, 13, 14],
    5: [7, 11],
    6: [7, 11, 17],
    7: [17],
    9: [31, 33, 34],
    10: [34],
    14: [34],
    15: [33, 34],
    16: [33, 34],
    19: [33, 34],
    20: [34],
    21: [33, 34],
    23: [33, 34],
    24: [26, 28, 30, 33, 34],
    25: [26, 28, 32],
    26: [32],
    27: [30, 34],
    28: [34],
    29: [32, 34],
    30: [33, 34],
    31: [33, 34],
    32: [33, 34],
    33: [34],
}  # fmt: skip
CLUB = nx.Graph((one, other) for one, others in _CLUB.items() for other in others)
"""Zachary 1977: 34 members of a karate club and the 78 pairs who met outside it."""


def ties_of(graph: nx.Graph) -> Ties:
    """The graph's edges as ties; positions follow the graph's order, `closeness` is 2 if unsaid."""
    at = {node: i for i, node in enumerate(graph)}
    rows = [(at[a], at[b], d.get("closeness", 2)) for a, b, d in graph.edges(data=True)]
    one, other, close = np.array(rows or np.empty((0, 3)), np.int64).T
    return Ties.of(np.arange(len(at), dtype=np.int32), one, other, close)


def graph_of(ties: Ties) -> nx.Graph:
    """The ties as a graph of positions, with closeness on its edges."""
    graph = nx.Graph()
    graph.add_nodes_from(range(ties.n))
    columns = (ties.left.tolist(), ties.right.tolist(), ties.closeness.tolist())
    for a, b, close in zip(*columns, strict=True):
        graph.add_edge(a, b, closeness=close)
    return graph


def peer_of(ties: Ties) -> igraph.Graph:
    """The ties as igraph reads them: the second witness, beside networkx."""
    return igraph.Graph(
        n=ties.n, edges=list(zip(ties.left.tolist(), ties.right.tolist(), strict=True))
    )


def random_network(seed: int, *, n: int = 60, m: int = 110) -> nx.Graph:
    """A random graph with closeness on its edges; some of its people know nobody."""
    graph = nx.gnm_random_graph(n, m, seed=seed)
    chance = np.random.default_rng(seed)
    for _, _, edge in graph.edges(data=True):
        edge["closeness"] = int(chance.integers(1, 5))
    return graph


@st.composite
def small_networks(draw: st.DrawFn, *, least: int = 0, most: int = 12) -> Ties:
    """Up to twelve people and what is said about their ties: loops and pairs said twice too."""
    n = draw(st.integers(least, most))
    person = st.integers(0, max(n - 1, 0))
    said = draw(st.lists(st.tuples(person, person, st.integers(1, 4)), max_size=30 if n else 0))
    one, other, close = np.array(said or np.empty((0, 3)), np.int64).T
    return Ties.of(np.arange(n, dtype=np.int32), one, other, close)
