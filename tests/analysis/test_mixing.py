"""The E-I index, from its definition and at its ends."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.analysis.mixing import Mixing, external_share, mixing, mixing_of
from assetgraph.analysis.ties import Ties
from tests.analysis.networks import graph_of, small_networks, ties_of


def test_the_ends_of_the_index() -> None:
    """Krackhardt and Stern 1988: -1 all within, 1 all between, 0 as many."""
    halves = np.array([0, 0, 1, 1])
    within = nx.Graph([(0, 1), (2, 3)])
    between = nx.Graph()
    between.add_nodes_from(range(4))
    between.add_edges_from([(0, 2), (1, 3)])
    assert mixing(ties_of(within), halves) == Mixing(2, 0, -1)
    assert mixing(ties_of(between), halves) == Mixing(0, 2, 1)
    assert mixing(ties_of(nx.compose(within, between)), halves) == Mixing(2, 2, 0)


def test_a_group_looks_at_its_members_ties() -> None:
    ties = ties_of(nx.path_graph(4))
    assert mixing_of(ties, [0, 1]) == Mixing(1, 1, -1 / 3)
    assert mixing_of(ties, range(4)) == Mixing(3, 0, -1)
    assert mixing_of(ties, [0, 2]) == Mixing(0, 3, 1)


def test_who_has_no_part_does_not_count() -> None:
    ties = ties_of(nx.path_graph(4))
    part = np.array([0, 0, -1, 0])
    assert mixing(ties, part) == Mixing(1, 0, -1)
    assert external_share(ties, part) == pytest.approx([-1, -1, np.nan, np.nan], nan_ok=True)


def test_without_ties_there_is_no_index() -> None:
    for n in (0, 1, 3):
        ties = ties_of(nx.empty_graph(n))
        assert mixing(ties, np.zeros(n, np.int64)) == pytest.approx(
            Mixing(0, 0, np.nan), nan_ok=True
        )
        assert mixing_of(ties, []) == pytest.approx(Mixing(0, 0, np.nan), nan_ok=True)
        assert np.isnan(external_share(ties, np.zeros(n, np.int64))).all()


@given(small_networks(least=1), st.data())
def test_the_whole_is_the_mean_of_its_parts(ties: Ties, data: st.DataObject) -> None:
    part = np.array(data.draw(st.lists(st.integers(0, 3), min_size=ties.n, max_size=ties.n)))
    network = graph_of(ties)
    whole = mixing(ties, part)
    inside = [one for one in network.edges if part[one[0]] == part[one[1]]]
    assert (whole.inside, whole.outside) == (len(inside), len(ties) - len(inside))
    if len(ties):
        groups = [np.flatnonzero(part == one).tolist() for one in set(part.tolist())]
        ends = [int(ties.degree[group].sum()) for group in groups]
        means = [mixing_of(ties, group).ei for group in groups]
        told = [(end, mean) for end, mean in zip(ends, means, strict=True) if end]
        assert sum(end * mean for end, mean in told) / sum(ends) == pytest.approx(whole.ei)
        own = external_share(ties, part)
        assert np.nansum(own * ties.degree) / ties.degree.sum() == pytest.approx(whole.ei)
