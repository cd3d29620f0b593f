"""Islands, bridges, knots and cores: published ones, and those that two libraries find."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from assetgraph.analysis.parts import biconnected_parts, bridges, components, core_numbers
from assetgraph.analysis.threads import articulation_people, parts_without
from assetgraph.analysis.ties import Ties
from tests.analysis.networks import (
    CLUB,
    FAMILIES,
    KITE,
    graph_of,
    peer_of,
    small_networks,
    ties_of,
)


def test_the_inner_core_of_the_club() -> None:
    """Zachary's club has ten members in its 4-core, and one man on a single thread."""
    found = dict(zip(CLUB, core_numbers(ties_of(CLUB)).tolist(), strict=True))
    assert {one for one, core in found.items() if core == 4} == {1, 2, 3, 4, 8, 9, 14, 31, 33, 34}
    assert max(found.values()) == 4
    assert [one for one, core in found.items() if core == 1] == [12]


def test_the_kite_hangs_on_two_people() -> None:
    """Krackhardt 1990: Heather and Ike cut, the tail is a chain of bridges."""
    ties, names = ties_of(KITE), list(KITE)
    assert {names[one] for one in articulation_people(ties)} == {"Heather", "Ike"}
    assert [{names[a], names[b]} for a, b in bridges(ties)] == [{"Heather", "Ike"}, {"Ike", "Jane"}]
    assert [len(part) for part in biconnected_parts(ties)] == [8, 2, 2]


def test_the_pucci_are_an_island() -> None:
    ties, names = ties_of(FAMILIES), list(FAMILIES)
    assert [len(part) for part in components(ties)] == [15, 1]
    assert names[components(ties)[1][0]] == "Pucci"
    around = parts_without(ties, names.index("Medici"))
    assert [[names[one] for one in part] for part in around[1:]] == [
        ["Salviati", "Pazzi"],
        ["Acciaiuoli"],
    ]


def sets(parts: object) -> list[list[int]]:
    return sorted(sorted(part) for part in parts)  # type: ignore[attr-defined]


@given(small_networks())
def test_parts_equal_networkx(ties: Ties) -> None:
    network = graph_of(ties)
    assert sets(components(ties)) == sets(nx.connected_components(network))
    assert sets(biconnected_parts(ties)) == sets(nx.biconnected_components(network))
    assert sets(bridges(ties)) == sets(nx.bridges(network))
    assert core_numbers(ties).tolist() == list(nx.core_number(network).values())
    assert articulation_people(ties) == set(nx.articulation_points(network))


@given(small_networks(least=1))
def test_parts_equal_igraph(ties: Ties) -> None:
    peer = peer_of(ties)
    assert sets(components(ties)) == sets(peer.connected_components())
    assert sets(biconnected_parts(ties)) == sets(peer.biconnected_components())
    assert sets(bridges(ties)) == sets(peer.es[one].tuple for one in peer.bridges())
    assert core_numbers(ties).tolist() == peer.coreness()
    assert articulation_people(ties) == set(peer.articulation_points())


@given(small_networks(least=1))
def test_largest_first(ties: Ties) -> None:
    for parts in (components(ties), biconnected_parts(ties)):
        assert [len(part) for part in parts] == sorted(map(len, parts), reverse=True)
        assert all(list(part) == sorted(set(part)) for part in parts)


@pytest.mark.parametrize("n", [0, 1, 4])
def test_without_ties_everybody_is_an_island(n: int) -> None:
    ties = ties_of(nx.empty_graph(n))
    assert components(ties) == [(one,) for one in range(n)]
    assert (bridges(ties), biconnected_parts(ties)) == ([], [])
    assert core_numbers(ties).tolist() == [0] * n


def test_a_star_and_a_circle_of_friends() -> None:
    star, friends = ties_of(nx.star_graph(4)), ties_of(nx.complete_graph(5))
    assert articulation_people(star) == {0}
    assert len(bridges(star)) == len(biconnected_parts(star)) == 4
    assert core_numbers(star).tolist() == [1] * 5
    assert articulation_people(friends) == set()
    assert biconnected_parts(friends) == [(0, 1, 2, 3, 4)]
    assert core_numbers(friends).tolist() == [4] * 5


def test_the_order_of_people_does_not_matter() -> None:
    names = list(CLUB)
    turned = nx.Graph()
    turned.add_nodes_from(reversed(names))
    turned.add_edges_from(CLUB.edges)
    one, other = ties_of(CLUB), ties_of(turned)
    assert core_numbers(other)[::-1].tolist() == core_numbers(one).tolist()
    told = sets([names[33 - at] for at in part] for part in biconnected_parts(other))
    assert told == sets([names[at] for at in part] for part in biconnected_parts(one))
    assert np.isin(list(articulation_people(other)), [33 - names.index(1)]).all()
