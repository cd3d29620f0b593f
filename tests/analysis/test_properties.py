"""What must hold for every measure: names do not matter, nor do strangers, nor a second copy."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from assetgraph.analysis.absence import absences
from assetgraph.analysis.betweenness import betweenness, estimated_betweenness
from assetgraph.analysis.brokerage import brokerage
from assetgraph.analysis.distances import pairs_by_distance
from assetgraph.analysis.holes import holes
from assetgraph.analysis.key_players import distance_fragmentation, fragmentation, reaching
from assetgraph.analysis.mixing import external_share, mixing
from assetgraph.analysis.new_ties import best_of
from assetgraph.analysis.parts import biconnected_parts, bridges, components, core_numbers
from assetgraph.analysis.threads import articulation_people, cut_off, threads
from assetgraph.analysis.ties import Ties
from tests.analysis.networks import small_networks, ties_of

Column = NDArray[np.float64]


def roads(ties: Ties) -> Column:
    """Betweenness as a number of pairs, which a stranger does not change."""
    return betweenness(ties) * (ties.n - 1) * (ties.n - 2) / 2


def part(ties: Ties) -> NDArray[np.int64]:
    """A partition that goes with the people: by their own number."""
    return ties.people % 3 - 1


def gone(ties: Ties) -> list[Column]:
    """Of each absence how many are cut off and how much longer roads become."""
    found = absences(ties, range(ties.n))
    return [
        np.array([sum(map(len, one.cut_off)) for one in found], float),
        np.array([one.mean_after - one.mean_before for one in found]),
    ]


# Of each person a number, from the ties alone (and their part).
MEASURES: dict[str, Callable[[Ties], list[Column]]] = {
    "degree": lambda ties: [ties.degree],
    "betweenness": lambda ties: [roads(ties)],
    "holes": lambda ties: list(holes(ties)),
    "brokerage": lambda ties: list(brokerage(ties, part(ties))),
    "cores": lambda ties: [core_numbers(ties)],
    "bridging": lambda ties: [external_share(ties, part(ties))],
    "cuts": lambda ties: [np.isin(range(ties.n), list(articulation_people(ties)))],
    "cut off": lambda ties: [np.array([cut_off(ties, one) for one in range(ties.n)])],
    "hanging": lambda ties: [np.isin(range(ties.n), list(threads(ties)))],
    "absence": gone,
}
each_measure = pytest.mark.parametrize("name", MEASURES)
often = settings(
    deadline=None,
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
SHAPES = {
    "nobody": nx.empty_graph(0),
    "one person": nx.empty_graph(1),
    "no ties": nx.empty_graph(5),
    "one tie": nx.path_graph(2),
    "everyone knows everyone": nx.complete_graph(6),
    "a star": nx.star_graph(6),
    "a row": nx.path_graph(7),
    "a ring": nx.cycle_graph(7),
}


def renamed(ties: Ties, order: list[int]) -> Ties:
    """The same network, person i now at position order[i]; `people` keeps who they are."""
    at = np.array(order, np.int64)
    people = np.empty(ties.n, np.int32)
    people[at] = ties.people
    return Ties.of(people, at[ties.left], at[ties.right], ties.closeness)


def with_a_stranger(ties: Ties) -> Ties:
    people = np.append(ties.people, np.int32(ties.n))
    return Ties(people, ties.left, ties.right, ties.closeness)


def twice(ties: Ties) -> Ties:
    left = np.concatenate([ties.left, ties.left + ties.n])
    right = np.concatenate([ties.right, ties.right + ties.n])
    return Ties.of(np.tile(ties.people, 2), left, right, np.tile(ties.closeness, 2))


@each_measure
@given(small_networks(), st.data())
@often
def test_names_do_not_matter(name: str, ties: Ties, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(ties.n)))
    other = renamed(ties, order)
    for one, again in zip(MEASURES[name](ties), MEASURES[name](other), strict=True):
        assert again[order] == pytest.approx(one.astype(float), nan_ok=True, abs=1e-9)


@each_measure
@given(small_networks(least=1))
@often
def test_a_stranger_changes_nobody(name: str, ties: Ties) -> None:
    other = with_a_stranger(ties)
    for one, again in zip(MEASURES[name](ties), MEASURES[name](other), strict=True):
        assert again[:-1] == pytest.approx(one.astype(float), nan_ok=True, abs=1e-9)
        assert np.isnan(again[-1]) or again[-1] == 0 or name == "absence"


@pytest.mark.parametrize("name", [name for name in MEASURES if name != "absence"])
@given(small_networks(least=1))
@often
def test_a_second_copy_changes_nobody(name: str, ties: Ties) -> None:
    """An absence does change: the means are over both copies."""
    for one, again in zip(MEASURES[name](ties), MEASURES[name](twice(ties)), strict=True):
        assert again == pytest.approx(np.tile(one.astype(float), 2), nan_ok=True, abs=1e-9)


@given(small_networks(), st.data())
@often
def test_names_do_not_matter_for_the_whole(ties: Ties, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(ties.n)))
    other = renamed(ties, order)
    assert sorted(map(len, components(other))) == sorted(map(len, components(ties)))
    assert len(bridges(other)) == len(bridges(ties))
    assert sorted(map(len, biconnected_parts(other))) == sorted(map(len, biconnected_parts(ties)))
    assert pairs_by_distance(other).tolist() == pairs_by_distance(ties).tolist()
    assert fragmentation(other) == pytest.approx(fragmentation(ties))
    assert distance_fragmentation(other) == pytest.approx(distance_fragmentation(ties))
    assert mixing(other, part(other)) == pytest.approx(mixing(ties, part(ties)), nan_ok=True)
    everyone = [(a, b) for a in range(ties.n) for b in range(a)]
    tie, again = best_of(ties, everyone), best_of(other, everyone)
    assert (tie and tie.gain) == pytest.approx(again and again.gain)


@given(small_networks(least=2))
@often
def test_strangers_and_copies_for_the_whole(ties: Ties) -> None:
    n, copies, more = ties.n, twice(ties), with_a_stranger(ties)
    assert pairs_by_distance(more).tolist() == pairs_by_distance(ties).tolist()
    assert pairs_by_distance(copies).tolist() == (2 * pairs_by_distance(ties)).tolist()
    for measure in (fragmentation, distance_fragmentation):
        together = (1 - measure(ties)) * n * (n - 1)
        assert (1 - measure(more)) * (n + 1) * n == pytest.approx(together)
        assert (1 - measure(copies)) * 2 * n * (2 * n - 1) == pytest.approx(2 * together)
    whole, again = mixing(ties, part(ties)), mixing(copies, part(copies))
    assert (again.inside, again.outside) == (2 * whole.inside, 2 * whole.outside)
    assert again.ei == pytest.approx(whole.ei, nan_ok=True)


@pytest.mark.parametrize("shape", SHAPES)
@each_measure
def test_every_shape_has_a_value_for_each_person(name: str, shape: str) -> None:
    ties = ties_of(SHAPES[shape])
    alike = [1] * ties.n if shape in {"everyone knows everyone", "a ring", "no ties"} else None
    for column in MEASURES[name](ties):
        assert column.shape == (ties.n,)
        assert not np.isinf(column.astype(float)).any()
        if alike and name not in {"brokerage", "bridging"}:  # in which parts are not alike
            assert len(np.unique(column)) == 1


@pytest.mark.parametrize("shape", SHAPES)
def test_a_sample_of_any_shape(shape: str) -> None:
    ties = ties_of(SHAPES[shape])
    found = estimated_betweenness(ties, sources=2)
    assert found.betweenness.shape == found.error.shape == (ties.n,)
    assert (found.betweenness >= 0).all()
    assert len(reaching(ties, 2)) == min(ties.n, 2)


@given(small_networks(least=1), st.data())
@often
def test_said_twice_or_of_oneself_changes_nothing(ties: Ties, data: st.DataObject) -> None:
    person = st.integers(0, ties.n - 1)
    loops = data.draw(st.lists(person, max_size=5))
    again = data.draw(st.lists(st.integers(0, max(len(ties) - 1, 0)), max_size=5))
    again = again if len(ties) else []
    said = Ties.of(
        ties.people,
        np.concatenate([ties.right[again], loops, ties.left]),
        np.concatenate([ties.left[again], loops, ties.right]),
        np.concatenate([np.ones(len(again) + len(loops), np.int8), ties.closeness]),
    )
    for column in ("left", "right", "closeness"):
        assert getattr(said, column).tolist() == getattr(ties, column).tolist()
