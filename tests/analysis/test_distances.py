"""Distances, beside two libraries."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from assetgraph.analysis import distances as module
from assetgraph.analysis.distances import (
    FAR,
    distances,
    mean_distance,
    nearness,
    pairs_by_distance,
    reached_by_distance,
)
from assetgraph.analysis.ties import Ties
from tests.analysis.networks import CLUB, KITE, graph_of, peer_of, small_networks, ties_of

pytestmark = pytest.mark.usefixtures("way")
either_way = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def of_networkx(ties: Ties) -> np.ndarray:
    found = np.full((ties.n, ties.n), FAR)
    for one, reached in nx.all_pairs_shortest_path_length(graph_of(ties)):
        for other, steps in reached.items():
            found[one, other] = steps
    return found


@given(small_networks())
@either_way
def test_distances_equal_networkx(ties: Ties) -> None:
    found, expected = distances(ties), of_networkx(ties)
    assert found.tolist() == expected.tolist()
    some = list(range(0, ties.n, 2))
    assert distances(ties, some).tolist() == expected[:, some].tolist()


@given(small_networks(least=1))
@either_way
def test_distances_equal_igraph(ties: Ties) -> None:
    expected = np.array(peer_of(ties).distances())
    expected[np.isinf(expected)] = FAR
    assert distances(ties).tolist() == expected.tolist()


@given(small_networks())
@either_way
def test_counts_are_those_of_the_distances(ties: Ties) -> None:
    steps = distances(ties).astype(int)
    reached = steps[(steps > 0) & (steps < FAR)]
    counts = pairs_by_distance(ties)
    assert counts.tolist() == [0, *(np.bincount(reached)[1:] // 2).tolist()]
    assert nearness(counts) == pytest.approx((1 / reached).sum() / 2)
    if len(reached):
        assert mean_distance(counts) == pytest.approx(reached.mean())
    else:
        assert np.isnan(mean_distance(counts))
    for person in range(ties.n):
        own = reached_by_distance(ties, [person])
        assert own.sum() == ((steps[person] > 0) & (steps[person] < FAR)).sum()


def test_closeness_of_the_kite() -> None:
    """Krackhardt 1990, table 2: Fernando and Garth are nearest to all."""
    steps = distances(ties_of(KITE))
    found = dict(zip(KITE, (9 / steps.sum(axis=1)).round(3).tolist(), strict=True))
    assert found == {
        "Andre": 0.529,
        "Beverly": 0.529,
        "Carol": 0.5,
        "Diane": 0.6,
        "Fernando": 0.643,
        "Ed": 0.5,
        "Garth": 0.643,
        "Heather": 0.6,
        "Ike": 0.429,
        "Jane": 0.31,
    }


def test_many_people_are_followed_in_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    ties = ties_of(CLUB)
    steps, counts = distances(ties), pairs_by_distance(ties)
    monkeypatch.setattr(module, "_AT_ONCE", 7)
    assert distances(ties).tolist() == steps.tolist()
    assert pairs_by_distance(ties).tolist() == counts.tolist()


def test_more_than_a_word_of_people_in_a_row() -> None:
    ties = ties_of(nx.path_graph(150))
    assert distances(ties)[0].tolist() == list(range(150))
    assert pairs_by_distance(ties).tolist() == [0, *range(149, 0, -1)]
