"""Circles that somebody joins: in both, or known in both, and hardly joined otherwise."""

from __future__ import annotations

import networkx as nx

from assetgraph.analysis.joins import Circles, Join
from tests.analysis.networks import ties_of


def joined(network: nx.Graph, belongs: dict[str, set[str]], person: str) -> list[Join]:
    names = list(network)
    circles = Circles(ties_of(network), [frozenset(belongs.get(name, ())) for name in names])
    return circles.joined_by(names.index(person))


def test_taking_part_in_both() -> None:
    network = nx.Graph([("me", "a"), ("me", "b")])
    belongs = {"me": {"koor", "tuin"}, "a": {"koor"}, "b": {"tuin"}}
    assert joined(network, belongs, "me") == [Join("koor", "tuin", 4, 0)]
    assert joined(network, belongs, "a") == []


def test_others_join_them_more() -> None:
    network = nx.Graph([("me", "a"), ("me", "b")])
    belongs = {"me": {"koor", "tuin"}} | {name: {"koor", "tuin"} for name in "pqrstu"}
    network.add_nodes_from("pqrstu")
    assert joined(network, belongs, "me") == []


def test_knowing_people_of_both() -> None:
    network = nx.Graph([("me", name) for name in "abcd"])
    belongs = {"a": {"koor"}, "b": {"koor"}, "c": {"tuin"}, "d": {"tuin"}}
    assert joined(network, belongs, "me") == [Join("koor", "tuin", 2, 0)]
    network.add_edges_from([("a", "c"), ("b", "d")])
    assert joined(network, belongs, "me") == []


def test_one_acquaintance_is_not_enough() -> None:
    network = nx.Graph([("me", name) for name in "abc"])
    assert joined(network, {"a": {"koor"}, "b": {"koor"}, "c": {"tuin"}}, "me") == []
