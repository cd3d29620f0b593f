"""Brokerage roles, counted from the definition of Gould and Fernandez."""

from __future__ import annotations

from collections import Counter
from itertools import permutations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.analysis.brokerage import Roles, brokerage
from assetgraph.analysis.ties import Ties
from tests.analysis.networks import graph_of, small_networks, ties_of


def role(part: list[int], one: int, broker: int, other: int) -> str:
    """What the broker is from `one` to `other`."""
    a, b, c = part[one], part[broker], part[other]
    if a == b == c:
        return "coordinator"
    if a == c:
        return "consultant"
    if b == c:
        return "gatekeeper"
    return "representative" if a == b else "liaison"


def counted(ties: Ties, part: list[int]) -> dict[str, list[int]]:
    network = graph_of(ties)
    found = {name: [0] * ties.n for name in Roles._fields}
    for broker in network:
        for one, other in permutations(network[broker], 2):
            if not network.has_edge(one, other) and min(part[one], part[broker], part[other]) >= 0:
                found[role(part, one, broker, other)][broker] += 1
    return found


@given(small_networks(least=1), st.data())
def test_roles_are_as_defined(ties: Ties, data: st.DataObject) -> None:
    part = data.draw(st.lists(st.integers(-1, 3), min_size=ties.n, max_size=ties.n))
    found = brokerage(ties, np.array(part, np.int64))
    assert {name: column.tolist() for name, column in found._asdict().items()} == counted(
        ties, part
    )


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ([0, 0, 0], {"coordinator": 2}),
        ([0, 1, 0], {"consultant": 2}),
        ([0, 1, 1], {"gatekeeper": 1, "representative": 1}),
        ([0, 1, 2], {"liaison": 2}),
        ([0, -1, 0], {}),
        ([-1, 0, 0], {}),
    ],
)
def test_one_broker_between_two(part: list[int], expected: dict[str, int]) -> None:
    found = brokerage(ties_of(nx.path_graph(3)), np.array(part))
    assert {name: column.tolist() for name, column in found._asdict().items()} == {
        name: [0, expected.get(name, 0), 0] for name in Roles._fields
    }


@given(small_networks(least=1))
def test_a_part_for_all_and_a_part_for_each(ties: Ties) -> None:
    together = brokerage(ties, np.zeros(ties.n, np.int64))
    apart = brokerage(ties, np.arange(ties.n))
    assert together.coordinator.tolist() == apart.liaison.tolist()
    assert together.total.tolist() == together.coordinator.tolist()
    assert apart.total.tolist() == apart.liaison.tolist()


def test_nobody_is_between_people_who_all_know_each_other() -> None:
    found = brokerage(ties_of(nx.complete_graph(6)), np.array([0, 0, 1, 1, 2, -1]))
    assert not any(column.any() for column in found)
    assert Counter(map(len, found)) == {6: 5}
