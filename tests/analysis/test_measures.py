"""The measures equal the published values, and two independent libraries on random networks."""

from __future__ import annotations

import igraph
import networkx as nx
import numpy as np
import pytest

from assetgraph.analysis.betweenness import betweenness
from assetgraph.analysis.holes import constraint, effective_size
from tests.analysis.networks import FAMILIES, KITE, random_network, ties_of

SEEDS = range(8)


def test_betweenness_of_the_kite() -> None:
    """Krackhardt 1990, table 2."""
    found = dict(zip(KITE, betweenness(ties_of(KITE)).round(3).tolist(), strict=True))
    assert found == {
        "Andre": 0.023,
        "Beverly": 0.023,
        "Carol": 0,
        "Diane": 0.102,
        "Fernando": 0.231,
        "Ed": 0,
        "Garth": 0.231,
        "Heather": 0.389,
        "Ike": 0.222,
        "Jane": 0,
    }


def test_betweenness_of_the_families() -> None:
    """Wasserman and Faust 1994, table 5.1, times 91/105: here the Pucci count as a family too."""
    found = dict(zip(FAMILIES, betweenness(ties_of(FAMILIES)).tolist(), strict=True))
    published = {
        "Acciaiuoli": 0, "Albizzi": 0.212, "Barbadori": 0.093, "Bischeri": 0.104,
        "Castellani": 0.055, "Ginori": 0, "Guadagni": 0.255, "Lamberteschi": 0, "Medici": 0.522,
        "Pazzi": 0, "Peruzzi": 0.022, "Pucci": 0, "Ridolfi": 0.114, "Salviati": 0.143,
        "Strozzi": 0.103, "Tornabuoni": 0.092,
    }  # fmt: skip
    assert {name: round(value * 105 / 91, 3) for name, value in found.items()} == published


def test_constraint_of_the_families() -> None:
    """The Medici: six ties, of which two know each other and one further family each."""
    found = dict(zip(FAMILIES, constraint(ties_of(FAMILIES)).tolist(), strict=True))
    assert found["Medici"] == pytest.approx(4 / 36 + 2 * (1 / 6 + 1 / 18) ** 2)
    assert found["Pazzi"] == pytest.approx(1)
    assert np.isnan(found["Pucci"])


def test_effective_size_of_the_kite() -> None:
    """Degree less twice the ties among neighbours per neighbour."""
    found = dict(zip(KITE, effective_size(ties_of(KITE)).tolist(), strict=True))
    assert found["Heather"] == pytest.approx(3 - 2 * 1 / 3)
    assert found["Diane"] == pytest.approx(6 - 2 * 8 / 6)
    assert found["Jane"] == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_measures_equal_networkx(seed: int) -> None:
    network = random_network(seed)
    ties = ties_of(network)
    assert betweenness(ties) == pytest.approx(list(nx.betweenness_centrality(network).values()))
    peer = nx.constraint(network, weight="closeness")
    assert constraint(ties) == pytest.approx([peer[node] for node in network], nan_ok=True)
    sizes = nx.effective_size(network)
    expected = [sizes[node] if network.degree(node) else 0 for node in network]
    assert effective_size(ties) == pytest.approx(expected)


@pytest.mark.parametrize("seed", SEEDS)
def test_measures_equal_igraph(seed: int) -> None:
    network = random_network(seed)
    ties = ties_of(network)
    edges = list(zip(ties.left.tolist(), ties.right.tolist(), strict=True))
    peer = igraph.Graph(n=ties.n, edges=edges)
    pairs = (ties.n - 1) * (ties.n - 2) / 2
    assert betweenness(ties) * pairs == pytest.approx(peer.betweenness())
    expected = peer.constraint(weights=ties.closeness.tolist())
    assert constraint(ties) == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("n", [0, 1, 2])
def test_nobody_is_between_less_than_three(n: int) -> None:
    ties = ties_of(nx.path_graph(n))
    assert betweenness(ties).tolist() == [0] * n
    assert len(constraint(ties)) == len(effective_size(ties)) == n


def test_the_order_of_people_does_not_matter() -> None:
    network = random_network(3)
    shuffled = nx.Graph()
    shuffled.add_nodes_from(reversed(list(network)))
    shuffled.add_edges_from(network.edges(data=True))
    for measure in (betweenness, constraint, effective_size):
        assert measure(ties_of(shuffled))[::-1] == pytest.approx(
            measure(ties_of(network)), nan_ok=True
        )
