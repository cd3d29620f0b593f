"""What falls apart without somebody, beside a network from which they are taken."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings

from assetgraph.analysis.absence import StandIn, absences, stand_ins
from assetgraph.analysis.ties import Ties
from tests.analysis.networks import FAMILIES, graph_of, small_networks, ties_of

pytestmark = pytest.mark.usefixtures("way")


@given(small_networks(least=1))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_absence_is_the_network_without_a_person(ties: Ties) -> None:
    whole = graph_of(ties)
    before = dict(nx.all_pairs_shortest_path_length(whole))
    for found in absences(ties, range(ties.n)):
        rest = whole.subgraph(set(whole) - {found.person})
        after = dict(nx.all_pairs_shortest_path_length(rest))
        pairs = list(combinations(rest, 2))
        kept = [(a, b) for a, b in pairs if b in after[a]]
        expected = [
            sum(steps[a][b] for a, b in kept) / len(kept) if kept else float("nan")
            for steps in (before, after)
        ]
        assert [found.mean_before, found.mean_after] == pytest.approx(expected, nan_ok=True)
        apart = [
            1 - sum(1 / steps[a][b] for a, b in pairs if b in steps[a]) / max(len(pairs), 1)
            for steps in (before, after)
        ]
        assert [found.apart_before, found.apart_after] == pytest.approx(apart)
        own = [part for part in nx.connected_components(rest) if part & set(whole[found.person])]
        assert sum(map(len, found.cut_off)) == sum(map(len, own)) - max(map(len, own), default=0)
        assert set(found.alone) <= {one for one in rest if not rest[one]}


def test_without_the_medici() -> None:
    ties, names = ties_of(FAMILIES), list(FAMILIES)
    (found,) = absences(ties, [names.index("Medici")])
    assert [[names[one] for one in part] for part in found.cut_off] == [
        ["Salviati", "Pazzi"],
        ["Acciaiuoli"],
    ]
    assert [names[one] for one in found.alone] == ["Acciaiuoli"]
    assert found.mean_after > found.mean_before
    assert found.apart_after > found.apart_before


def test_who_could_take_over_from_the_medici() -> None:
    ties, names = ties_of(FAMILIES), list(FAMILIES)
    found = {
        tuple(names[one] for one in circle): [
            (names[one.person], one.knows, one.elsewhere) for one in people
        ]
        for circle, people in stand_ins(ties, names.index("Medici"), top=2)
    }
    assert found["Tornabuoni", "Ridolfi"] == [("Tornabuoni", 2, 0), ("Ridolfi", 2, 0)]
    assert found["Albizzi",][0] == ("Guadagni", 1, 1)
    assert found["Acciaiuoli",] == [("Acciaiuoli", 1, 0)]


@given(small_networks(least=1))
def test_stand_ins_are_counted_as_defined(ties: Ties) -> None:
    network = graph_of(ties)
    for person in network:
        around = set(network[person])
        told = stand_ins(ties, person, top=99)
        assert sorted(one for circle, _ in told for one in circle) == sorted(around)
        for circle, people in told:
            for one in people:
                near = set(network[one.person]) | {one.person}
                assert one.person != person
                assert one.knows == len(near & set(circle)) > 0
                assert one.elsewhere == len(near & (around - set(circle)))
            order = [(-one.knows, -one.elsewhere) for one in people]
            assert order == sorted(order)


def test_a_star_falls_apart_and_a_circle_of_friends_does_not() -> None:
    (star,) = absences(ties_of(nx.star_graph(4)), [0])
    assert star.cut_off == ((2,), (3,), (4,))
    assert star.alone == (2, 3, 4)
    assert star.apart_after == 1
    (friends,) = absences(ties_of(nx.complete_graph(5)), [0])
    assert (friends.cut_off, friends.apart_before, friends.apart_after) == ((), 0, 0)
    assert stand_ins(ties_of(nx.complete_graph(3)), 0) == [
        ([1, 2], [StandIn(1, 2, 0), StandIn(2, 2, 0)])
    ]


@pytest.mark.parametrize("n", [1, 2, 3])
def test_somebody_without_ties_is_missed_by_nobody(n: int) -> None:
    ties = ties_of(nx.empty_graph(n))
    (found,) = absences(ties, [0])
    assert (found.cut_off, found.alone) == ((), ())
    assert stand_ins(ties, 0) == []
