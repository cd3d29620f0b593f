"""Key players: Borgatti's definitions, his ends of each measure, and every set tried."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assetgraph.analysis import key_players
from assetgraph.analysis.key_players import (
    distance_fragmentation,
    distance_reach,
    fragmentation,
    holding,
    reaching,
)
from assetgraph.analysis.ties import Ties
from tests.analysis.networks import FAMILIES, KITE, graph_of, small_networks, ties_of


def defined(ties: Ties, people: list[int]) -> tuple[float, float, float]:
    """F and DF without these people, and DR of them, pair by pair."""
    whole = graph_of(ties)
    rest = whole.subgraph(set(whole) - set(people))
    pairs = list(combinations(rest, 2))
    cut = sum(not nx.has_path(rest, a, b) for a, b in pairs)
    steps = dict(nx.all_pairs_shortest_path_length(rest))
    near = sum(1 / steps[a][b] for a, b in pairs if b in steps[a])
    far = dict(nx.all_pairs_shortest_path_length(whole))
    reached = 0.0
    for one in whole:
        roads = [max(far[person][one], 1) for person in people if one in far[person]]
        reached += 1 / min(roads) if roads else 0
    return (
        cut / len(pairs) if pairs else 0,
        1 - near / len(pairs) if pairs else 0,
        reached / len(whole) if whole else 0,
    )


@given(small_networks(), st.data())
def test_the_measures_are_as_defined(ties: Ties, data: st.DataObject) -> None:
    people = data.draw(st.lists(st.integers(0, max(ties.n - 1, 0)), unique=True, max_size=ties.n))
    people = people if ties.n else []
    cut, apart, reach = defined(ties, people)
    assert fragmentation(ties, people) == pytest.approx(cut)
    assert distance_fragmentation(ties, people) == pytest.approx(apart)
    assert distance_reach(ties, people) == pytest.approx(reach)


def test_the_ends_of_each_measure() -> None:
    """Borgatti 2006: DF is 0 if all know each other and 1 if none do; DR is 1 from the middle."""
    friends, strangers = ties_of(nx.complete_graph(5)), ties_of(nx.empty_graph(5))
    assert (fragmentation(friends), distance_fragmentation(friends)) == (0, 0)
    assert (fragmentation(strangers), distance_fragmentation(strangers)) == (1, 1)
    star = ties_of(nx.star_graph(5))
    assert distance_reach(star, [0]) == 1
    assert distance_reach(star, []) == 0
    assert (fragmentation(star, [0]), fragmentation(star, [1])) == (1, 0)


def test_who_breaks_the_kite() -> None:
    """Borgatti 2003, "The key player problem": not whom most people know.

    Without Diane (most ties) all still reach each other; without Heather (most between) the kite
    is two parts, of seven and of two.
    """
    ties, names = ties_of(KITE), list(KITE)
    assert fragmentation(ties, [names.index("Diane")]) == 0
    assert fragmentation(ties, [names.index("Heather")]) == pytest.approx(1 - (42 + 2) / 72)
    assert [names[one] for one in holding(ties, 1)] == ["Heather"]


def test_two_families_reach_all_others() -> None:
    ties, names = ties_of(FAMILIES), list(FAMILIES)
    assert names[reaching(ties, 1)[0]] == "Medici"
    best = max(combinations(range(16), 3), key=lambda one: distance_reach(ties, one))
    assert distance_reach(ties, reaching(ties, 3)) == distance_reach(ties, best)


@given(small_networks(least=2, most=9), st.integers(1, 3))
@settings(deadline=None, max_examples=40)
def test_few_sets_are_all_tried(ties: Ties, k: int) -> None:
    sets = list(combinations(range(ties.n), min(k, ties.n)))
    for found, value in (
        (reaching(ties, k), lambda people: distance_reach(ties, people)),
        (holding(ties, k), lambda people: distance_fragmentation(ties, people)),
    ):
        assert len(set(found)) == min(k, ties.n)
        assert value(found) == pytest.approx(max(map(value, sets)))


@given(small_networks(least=4, most=10), st.integers(1, 3))
@settings(deadline=None, max_examples=40)
def test_step_by_step_comes_near_the_best(ties: Ties, k: int) -> None:
    """Nemhauser et al. 1978: at least 1 - 1/e of it; one person is always the best."""
    sets = list(combinations(range(ties.n), k))
    best = max(distance_reach(ties, one) for one in sets)
    apart = max(distance_fragmentation(ties, one) for one in sets)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_players, "EXACT", 0)
        reach = distance_reach(ties, reaching(ties, k))
        left = distance_fragmentation(ties, holding(ties, k))
    assert best >= reach - 1e-12 >= (best if k == 1 else 0.63 * best) - 1e-9
    assert apart + 1e-9 >= left >= (apart - 1e-9 if k == 1 else 0)


def test_exchange_mends_what_greed_takes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two stars stands a person who is near to all, and of no use beside both middles."""
    monkeypatch.setattr(key_players, "EXACT", 0)
    network = nx.Graph([("left", f"l{one}") for one in range(6)])
    network.add_edges_from([("right", f"r{one}") for one in range(6)])
    network.add_edges_from(("between", f"{side}{one}") for side in "lr" for one in range(4))
    names = list(network)
    ties = ties_of(network)
    assert [names[one] for one in reaching(ties, 1)] == ["between"]
    assert {names[one] for one in reaching(ties, 2)} == {"left", "right"}


@pytest.mark.parametrize("n", [0, 1, 2])
def test_no_more_than_there_are(n: int) -> None:
    ties = ties_of(nx.empty_graph(n))
    assert reaching(ties, 5) == holding(ties, 5) == list(range(n))
    assert reaching(ties, 0) == holding(ties, 0) == []
    assert fragmentation(ties) == (1 if n > 1 else 0)
    assert distance_reach(ties, []) == 0


def test_a_second_copy_needs_a_second_person() -> None:
    star = nx.star_graph(6)
    ties = ties_of(nx.disjoint_union(star, star))
    assert set(reaching(ties, 2)) == {0, 7}
    assert set(holding(ties, 2)) == {0, 7}
