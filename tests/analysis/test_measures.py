"""The measures equal the published values, and two independent libraries on random networks."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from assetgraph.analysis.betweenness import betweenness, estimated_betweenness
from assetgraph.analysis.holes import holes
from tests.analysis.networks import BURT, CLUB, FAMILIES, KITE, peer_of, random_network, ties_of

SEEDS = range(8)
pytestmark = pytest.mark.usefixtures("way")


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
    found = dict(zip(FAMILIES, holes(ties_of(FAMILIES)).constraint.tolist(), strict=True))
    assert found["Medici"] == pytest.approx(4 / 36 + 2 * (1 / 6 + 1 / 18) ** 2)
    assert found["Pazzi"] == pytest.approx(1)
    assert np.isnan(found["Pucci"])


def test_effective_size_and_efficiency_of_burts_example() -> None:
    """Borgatti 1997: 4.67 of G's six contacts are not redundant, an efficiency of .78."""
    network, found = list(BURT), holes(ties_of(BURT))
    ego = network.index("G")
    assert round(float(found.effective_size[ego]), 2) == 4.67
    assert round(float(found.efficiency[ego]), 2) == 0.78


def test_effective_size_of_the_kite() -> None:
    """Degree less twice the ties among neighbours per neighbour."""
    found = dict(zip(KITE, holes(ties_of(KITE)).effective_size.tolist(), strict=True))
    assert found["Heather"] == pytest.approx(3 - 2 * 1 / 3)
    assert found["Diane"] == pytest.approx(6 - 2 * 8 / 6)
    assert found["Jane"] == 1


def test_hierarchy_says_whether_one_person_constrains() -> None:
    """Burt 1992: 0 if all contacts constrain alike; 1 if one does alone."""
    circle, star = holes(ties_of(nx.complete_graph(6))), holes(ties_of(nx.star_graph(5)))
    assert circle.hierarchy == pytest.approx(np.zeros(6))
    assert star.hierarchy == pytest.approx([0, 1, 1, 1, 1, 1])
    families = dict(zip(FAMILIES, holes(ties_of(FAMILIES)).hierarchy, strict=True))
    one, other = (1 / 6) ** 2, (1 / 6 + 1 / 18) ** 2
    ratios = np.array([one] * 4 + [other] * 2) * 6 / (4 * one + 2 * other)
    assert families["Medici"] == pytest.approx((ratios * np.log(ratios)).sum() / (6 * np.log(6)))


@pytest.mark.parametrize("seed", SEEDS)
def test_measures_equal_networkx(seed: int) -> None:
    network = random_network(seed)
    ties = ties_of(network)
    found = holes(ties)
    assert betweenness(ties) == pytest.approx(
        list(nx.betweenness_centrality(network).values()), abs=1e-9
    )
    peer = nx.constraint(network, weight="closeness")
    assert found.constraint == pytest.approx([peer[node] for node in network], nan_ok=True)
    sizes = nx.effective_size(network)
    expected = [sizes[node] if network.degree(node) else 0 for node in network]
    assert found.effective_size == pytest.approx(expected)
    known = ties.degree > 0
    assert found.efficiency[known] == pytest.approx(np.array(expected)[known] / ties.degree[known])


@pytest.mark.parametrize("seed", SEEDS)
def test_measures_equal_igraph(seed: int) -> None:
    ties = ties_of(random_network(seed))
    peer = peer_of(ties)
    pairs = (ties.n - 1) * (ties.n - 2) / 2
    assert betweenness(ties) * pairs == pytest.approx(peer.betweenness())
    expected = peer.constraint(weights=ties.closeness.tolist())
    assert holes(ties).constraint == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("seed", SEEDS)
def test_hierarchy_is_as_defined(seed: int) -> None:
    network = random_network(seed)
    found = holes(ties_of(network)).hierarchy
    for at, person in enumerate(network):
        around = list(network[person])
        if len(around) < 2:
            assert np.isnan(found[at]) if not around else found[at] == 1
            continue
        each = [nx.local_constraint(network, person, one, weight="closeness") for one in around]
        ratio = np.array(each) * len(each) / sum(each)
        assert found[at] == pytest.approx(
            (ratio * np.log(ratio)).sum() / (len(each) * np.log(len(each)))
        )


def test_all_sources_give_the_exact_betweenness() -> None:
    ties = ties_of(CLUB)
    found = estimated_betweenness(ties, sources=34)
    assert found.betweenness.tolist() == betweenness(ties).tolist()
    assert not found.error.any()
    assert estimated_betweenness(ties, sources=33).betweenness == pytest.approx(
        betweenness(ties), abs=0.02
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_a_sample_is_off_as_far_as_it_says(seed: int) -> None:
    """Two in three within the error; the mean of many samples is the exact value."""
    ties = ties_of(random_network(seed, n=80, m=200))
    exact = betweenness(ties)
    samples = [estimated_betweenness(ties, sources=40, seed=draw) for draw in range(60)]
    values = np.array([one.betweenness for one in samples])
    errors = np.array([one.error for one in samples])
    spread = np.sqrt((errors**2).mean(axis=0))
    assert (abs(values.mean(axis=0) - exact) <= 4 * spread / np.sqrt(60) + 1e-9).all()
    assert values.std(axis=0).sum() == pytest.approx(spread.sum(), rel=0.15)


def test_the_same_seed_gives_the_same_sample() -> None:
    ties = ties_of(CLUB)
    one, same, other = (estimated_betweenness(ties, sources=9, seed=seed) for seed in (4, 4, 5))
    assert one.betweenness.tolist() == same.betweenness.tolist()
    assert one.betweenness.tolist() != other.betweenness.tolist()


@pytest.mark.parametrize("n", [0, 1, 2])
def test_nobody_is_between_less_than_three(n: int) -> None:
    ties = ties_of(nx.path_graph(n))
    assert betweenness(ties).tolist() == [0] * n
    assert estimated_betweenness(ties).error.tolist() == [0] * n
    assert [len(column) for column in holes(ties)] == [n] * 4
