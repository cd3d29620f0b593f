"""Communities: what two libraries find, the best that is published, and what must always hold."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.analysis.communities import communities, modularity
from assetgraph.analysis.ties import Ties
from tests.analysis.networks import (
    CLUB,
    graph_of,
    peer_of,
    random_network,
    small_networks,
    ties_of,
)


def members(circles: np.ndarray) -> list[list[int]]:
    return [np.flatnonzero(circles == one).tolist() for one in range(circles.max(initial=-1) + 1)]


def caves(count: int, size: int) -> nx.Graph:
    """Circles of friends, each joined to the next by one tie: nobody doubts what belongs together.

    Circle k holds the people with numbers k * size to (k + 1) * size - 1.
    """
    return nx.connected_caveman_graph(count, size)


def test_the_best_parting_of_the_club() -> None:
    """Brandes et al. 2008, "On modularity clustering": .4198 is the largest there is."""
    ties = ties_of(CLUB)
    found = [communities(ties, seed=seed) for seed in range(5)]
    assert max(round(modularity(ties, one), 4) for one in found) == 0.4198
    assert min(modularity(ties, one) for one in found) > 0.41


def test_the_club_falls_apart_as_it_did() -> None:
    """Zachary 1977: the instructor (1) and the officer (34) each kept their own people."""
    found = dict(zip(CLUB, communities(ties_of(CLUB)).tolist(), strict=True))
    instructor = {found[one] for one in (1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 17, 18, 20, 22)}
    officer = {found[one] for one in (15, 16, 19, 21, 23, 24, 27, 30, 31, 33, 34)}
    assert not instructor & officer


@pytest.mark.parametrize("seed", range(8))
def test_as_good_as_networkx_and_igraph(seed: int) -> None:
    ties = ties_of(random_network(seed))
    network, peer = graph_of(ties), peer_of(ties)
    ours = modularity(ties, communities(ties))
    louvain = nx.community.louvain_communities(network, weight="closeness", seed=seed)
    best = nx.community.modularity(network, louvain, weight="closeness")
    leiden = peer.community_leiden("modularity", weights=ties.closeness.tolist(), n_iterations=-1)
    assert ours >= 0.97 * max(best, leiden.modularity)


@given(small_networks(least=1), st.data())
def test_modularity_equals_networkx_and_igraph(ties: Ties, data: st.DataObject) -> None:
    circles = np.array(data.draw(st.lists(st.integers(0, 3), min_size=ties.n, max_size=ties.n)))
    found = modularity(ties, circles)
    if not len(ties):
        assert found == 0
        return
    parts = [part for part in members(circles) if part]
    assert found == pytest.approx(
        nx.community.modularity(graph_of(ties), parts, weight="closeness")
    )
    assert found == pytest.approx(
        peer_of(ties).modularity(circles.tolist(), weights=ties.closeness.tolist())
    )


@given(small_networks(), st.integers(0, 3))
def test_everybody_reaches_each_other_within_a_circle(ties: Ties, seed: int) -> None:
    network, circles = graph_of(ties), communities(ties, seed=seed)
    assert circles.shape == (ties.n,)
    parts = members(circles)
    assert all(nx.is_connected(network.subgraph(part)) for part in parts)
    assert [len(part) for part in parts] == sorted(map(len, parts), reverse=True)
    assert communities(ties, seed=seed).tolist() == circles.tolist()
    assert modularity(ties, circles) >= modularity(ties, np.arange(ties.n)) - 1e-12


@pytest.mark.parametrize("seed", range(4))
def test_clear_circles_are_found_whatever_the_order(seed: int) -> None:
    network = caves(6, 7)
    names = np.random.default_rng(seed).permutation(42).tolist()
    shuffled = nx.Graph()
    shuffled.add_nodes_from(names)
    shuffled.add_edges_from(network.edges)
    found = communities(ties_of(shuffled), seed=seed)
    told = sorted(sorted(names[at] for at in part) for part in members(found))
    assert told == [list(range(first, first + 7)) for first in range(0, 42, 7)]


def test_somebody_without_ties_and_a_second_copy_change_nothing() -> None:
    network = caves(5, 6)
    once = members(communities(ties_of(network)))
    network.add_node("alone")
    assert members(communities(ties_of(network))) == [*once, [30]]
    network.remove_node("alone")
    twice = nx.disjoint_union(network, network)
    assert len(members(communities(ties_of(twice)))) == 10


def test_closeness_counts() -> None:
    """A ring of four: who are good friends belong together."""
    ring = nx.cycle_graph(4)
    nx.set_edge_attributes(ring, 1, "closeness")
    ring[0][1]["closeness"] = ring[2][3]["closeness"] = 4
    assert members(communities(ties_of(ring))) == [[0, 1], [2, 3]]
    ring[0][1]["closeness"] = ring[2][3]["closeness"] = 1
    ring[1][2]["closeness"] = ring[3][0]["closeness"] = 4
    assert members(communities(ties_of(ring))) == [[0, 3], [1, 2]]


def test_no_ties_all_ties_and_a_star() -> None:
    assert communities(ties_of(nx.empty_graph(0))).tolist() == []
    assert communities(ties_of(nx.empty_graph(3))).tolist() == [0, 1, 2]
    assert communities(ties_of(nx.complete_graph(6))).tolist() == [0] * 6
    assert communities(ties_of(nx.star_graph(5))).tolist() == [0] * 6
