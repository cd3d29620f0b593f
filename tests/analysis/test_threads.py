"""Who hangs by a thread, checked against its definition on every small random network."""

from __future__ import annotations

import networkx as nx
import pytest

from assetgraph.analysis.threads import (
    SMALL_CIRCLE,
    articulation_people,
    circles_around,
    cut_off,
    threads,
)
from tests.analysis.networks import FAMILIES, random_network, ties_of

HALL = nx.complete_graph(["Ria", "Sem", "Tess", "Umar", "Vera"])
"""Five people who all know each other."""


def hanging(*extra: tuple[str, str]) -> dict[str, tuple[str, list[str]]]:
    network = HALL.copy()
    network.add_edges_from(extra)
    names = list(network)
    return {
        names[person]: (names[one.via], [names[other] for other in one.circle])
        for person, one in threads(ties_of(network)).items()
    }


def test_one_tie_is_a_thread() -> None:
    assert hanging(("Anna", "Ria")) == {"Anna": ("Ria", [])}


def test_two_people_who_know_each_other_alone() -> None:
    assert hanging(("Anna", "Bert")) == {"Anna": ("Bert", []), "Bert": ("Anna", [])}


def test_all_ties_lead_over_one_person() -> None:
    found = hanging(("Anna", "Ria"), ("Bert", "Ria"), ("Anna", "Bert"))
    assert found == {"Anna": ("Ria", ["Bert"]), "Bert": ("Ria", ["Anna"])}


def test_who_is_the_only_road_of_a_friend_hangs_too() -> None:
    found = hanging(("Anna", "Bert"), ("Bert", "Ria"))
    assert found == {"Anna": ("Bert", []), "Bert": ("Ria", ["Anna"])}


def test_two_roads_are_no_thread() -> None:
    assert hanging(("Anna", "Ria"), ("Anna", "Sem")) == {}


def test_a_large_circle_behind_one_person_is_no_thread() -> None:
    family = nx.complete_graph(["Anna", "Bert", "Cor", "Dirk"]).edges
    assert hanging(*family, ("Anna", "Ria")) == {
        "Bert": ("Anna", ["Cor", "Dirk"]),
        "Cor": ("Anna", ["Bert", "Dirk"]),
        "Dirk": ("Anna", ["Bert", "Cor"]),
    }


def test_the_middle_of_a_row_does_not_hang() -> None:
    names = list("abcde")
    found = threads(ties_of(nx.path_graph(names)))
    assert [names[person] for person in found] == ["a", "b", "d", "e"]


@pytest.mark.parametrize("seed", range(30))
def test_threads_are_as_defined(seed: int) -> None:
    network = random_network(seed, n=14, m=16)
    found = threads(ties_of(network))
    for person in network:
        expected = []
        for via in set(network) - {person}:
            rest = network.subgraph(set(network) - {via})
            left = nx.node_connected_component(rest, person)
            before = nx.node_connected_component(network, person)
            gone = len(before) - 1 - len(left)
            if via in before and len(left) <= min(SMALL_CIRCLE, gone):
                expected.append(left - {person})
        if network.degree(person) == 1:
            assert found[person].via in network[person]
            assert found[person].circle == ()
        elif expected:
            assert set(found[person].circle) in expected
            assert len(found[person].circle) == min(map(len, expected))
        else:
            assert person not in found


def test_articulation_people_and_whom_they_hold() -> None:
    ties, names = ties_of(FAMILIES), list(FAMILIES)
    found = {names[person]: cut_off(ties, person) for person in articulation_people(ties)}
    assert found == {"Medici": 3, "Albizzi": 1, "Guadagni": 1, "Salviati": 1}
    assert cut_off(ties, names.index("Strozzi")) == 0


def test_circles_around_somebody() -> None:
    network = nx.Graph([("me", "a"), ("me", "b"), ("me", "c"), ("a", "b"), ("c", "d"), ("d", "a")])
    names = list(network)
    found = circles_around(ties_of(network), names.index("me"))
    assert [[names[one] for one in part] for part in found] == [["a", "b"], ["c"]]
