"""The one new tie that does most good, beside every tie tried."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assetgraph.analysis import new_ties
from assetgraph.analysis.new_ties import NewTie, best_of, joining
from assetgraph.analysis.parts import components
from assetgraph.analysis.ties import Ties
from tests.analysis.networks import graph_of, small_networks, ties_of


def near(network: nx.Graph) -> float:
    steps = dict(nx.all_pairs_shortest_path_length(network))
    return sum(1 / steps[a][b] for a, b in combinations(network, 2) if b in steps[a])


def gains(ties: Ties, pairs: list[tuple[int, int]]) -> dict[tuple[int, int], float]:
    before, found = graph_of(ties), {}
    for pair in pairs:
        after = before.copy()
        after.add_edge(*pair)
        found[pair] = near(after) - near(before)
    return found


@given(small_networks(least=1, most=9))
@settings(deadline=None)
def test_the_best_tie_is_the_best_of_all(ties: Ties) -> None:
    pairs = list(combinations(range(ties.n), 2))
    expected = gains(ties, list(nx.non_edges(graph_of(ties))))
    found = best_of(ties, pairs)
    if not expected:
        assert found is None
        return
    assert found is not None
    assert found.gain == pytest.approx(expected[found.one, found.other])
    assert found.gain == pytest.approx(max(expected.values()))


def test_of_many_pairs_the_likely_ones_are_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    ties = ties_of(nx.path_graph(30))
    pairs = list(combinations(range(30), 2))
    exact = max(gains(ties, [(a, b) for a, b in pairs if b - a > 1]).values())
    monkeypatch.setattr(new_ties, "TRIED", 20)
    found = best_of(ties, pairs)
    assert found is not None
    assert found.gain >= 0.9 * exact


def test_pairs_that_are_left_out() -> None:
    ties = ties_of(nx.path_graph(4))
    assert best_of(ties, [(0, 3), (0, 2)]) is not None
    assert best_of(ties, [(0, 3)], never=[(3, 0)]) is None
    assert best_of(ties, [(0, 1), (2, 2)]) is None
    assert best_of(ties, []) is None


@given(small_networks(least=2, most=9), st.data())
@settings(deadline=None)
def test_islands_are_joined_by_who_have_most_in_common(ties: Ties, data: st.DataObject) -> None:
    parts = components(ties)
    has = st.frozensets(st.sampled_from(["kade", "plein", "Turks", "koken"]))
    having = data.draw(st.lists(has, min_size=ties.n, max_size=ties.n))
    weights = {"koken": 2.5}
    found = joining(ties, parts, having, weights)
    assert len(found) == len(parts) * (len(parts) - 1) // 2

    def worth(pair: tuple[int, int]) -> float:
        return sum(weights.get(one, 1) for one in having[pair[0]] & having[pair[1]])

    for (one, other), tie in zip(combinations(parts, 2), found, strict=True):
        pairs = [(min(a, b), max(a, b)) for a in one for b in other]
        best = max(map(worth, pairs))
        expected = gains(ties, [pair for pair in pairs if worth(pair) == pytest.approx(best)])
        assert tie is not None
        assert (tie.one, tie.other) in expected
        assert tie.gain == pytest.approx(max(expected.values()))
        assert set(tie.shared) == having[tie.one] & having[tie.other]


def test_what_weighs_most_is_told_first() -> None:
    ties = ties_of(nx.empty_graph(2))
    having = [{"kade", "koken", "Turks"}, {"Turks", "koken", "kade"}]
    (tie,) = joining(ties, [[0], [1]], having, {"koken": 3, "Turks": 0.5})
    assert tie == NewTie(0, 1, 1.0, ("koken", "kade", "Turks"))


def test_who_may_not_meet_do_not_join_islands() -> None:
    ties = ties_of(nx.empty_graph(3))
    having = [{"kade"}, {"kade"}, set[str]()]
    (tie,) = joining(ties, [[0], [1, 2]], having, never=[(1, 0)])
    assert tie == NewTie(0, 2, 1.0)
    assert joining(ties, [[0], [1]], having, never=[(1, 0)]) == [None]
    assert joining(ties, [[0, 1, 2]], having) == []
    assert joining(ties, [], having) == []
    assert joining(ties, [[0], []], having) == [None]
