"""Graphs of other people's tools come in, and ours go out."""

from __future__ import annotations

from datetime import date

import networkx
import pytest

from assetgraph.exporting.networks import flat
from assetgraph.exporting.networkx_door import Dropped, Reading, from_networkx, to_networkx
from assetgraph.model.changeset import Statement, node_id
from assetgraph.model.nodes import Group, Place, Resident
from assetgraph.model.snapshot import Snapshot
from tests.exporting.buurt import FATIMA, id_of

DAY = date(2026, 4, 1)


def read(graph: networkx.Graph) -> Reading:
    return from_networkx(graph, source="Gephi", day=DAY)


def by_name(reading: Reading) -> dict[str, Statement]:
    return {
        s.properties.get("name", s.properties.get("title", s.properties.get("what"))): s
        for s in reading.changeset.statements
    }


def ties(reading: Reading) -> list[tuple[str, str, str, int | None]]:
    names = {s.id: name for name, s in by_name(reading).items()}
    return sorted(
        (names[s.id], key, names[other], facts.get("closeness"))
        for s in reading.changeset.statements
        for key, others in s.relations.items()
        for other, facts in others.items()
    )


def test_a_snapshot_out(snapshot: Snapshot) -> None:
    graph = to_networkx(snapshot)
    assert isinstance(graph, networkx.MultiDiGraph)
    assert set(graph) == set(snapshot.ids)
    fatima, jan = id_of(Resident, FATIMA), id_of(Resident, "Jan Bakker")
    assert graph.nodes[fatima]["kind"] == "resident"
    assert graph.nodes[fatima]["languages"] == ["Nederlands", "Arabisch"]
    assert graph.edges[fatima, jan, "knows"]["closeness"] == 4
    assert graph.graph == {"purpose": "all", "day": "2026-03-01"}


def test_the_plainest_graph() -> None:
    reading = read(networkx.path_graph(["Ans", "Bep", "Cor"]))
    assert ties(reading) == [("Ans", "knows", "Bep", 2), ("Bep", "knows", "Cor", 2)]
    assert {s.kind for s in reading.changeset.statements} == {"resident"}
    assert by_name(reading)["Ans"].id == node_id(Resident, "ans", "", "", "")
    assert reading.changeset.source == "Gephi"
    assert reading.changeset.day == DAY
    assert reading.dropped == ()


def test_who_is_alone_is_there_too() -> None:
    graph = networkx.Graph()
    graph.add_node("Ans")
    assert [s.properties for s in read(graph).changeset.statements] == [{"name": "Ans"}]


def test_names_come_from_name_then_label_then_key() -> None:
    graph = networkx.Graph()
    graph.add_node(1, name="Ans", label="A")
    graph.add_node(2, label="Bep", name="")
    graph.add_node(3)
    assert set(by_name(read(graph))) == {"Ans", "Bep", "3"}


def test_namesakes_stay_two() -> None:
    graph = networkx.Graph([(1, 2), ("1", 2)])
    networkx.set_node_attributes(graph, {1: "Ans", "1": "ans", 2: "Bep"}, "name")
    statements = read(graph).changeset.statements
    assert len({s.id for s in statements}) == 3
    assert [s.properties.get("code") for s in statements] == ["1", None, "1"]


@pytest.mark.parametrize(
    ("attributes", "closeness"),
    [
        ({}, 2),
        ({"closeness": 4}, 4),
        ({"weight": 3.0}, 3),
        ({"weight": "1"}, 1),
        ({"closeness": 1, "weight": 4}, 1),
    ],
)
def test_closeness_is_read(attributes: dict[str, object], closeness: int) -> None:
    graph = networkx.Graph()
    graph.add_edge("Ans", "Bep", **attributes)
    reading = read(graph)
    assert ties(reading) == [("Ans", "knows", "Bep", closeness)]
    assert reading.dropped == ()


@pytest.mark.parametrize("weight", [17, 0, 2.5, -1, "veel", float("nan"), float("inf")])
def test_closeness_that_is_none_is_told(weight: object) -> None:
    graph = networkx.Graph()
    graph.add_edge("Ans", "Bep", weight=weight)
    reading = read(graph)
    assert ties(reading) == [("Ans", "knows", "Bep", 2)]
    assert reading.dropped == (Dropped("value", "Ans", "Bep", "weight"),)


def test_loops_and_repeated_ties_count_once_and_are_told() -> None:
    graph = networkx.MultiGraph()
    graph.add_edge("Ans", "Bep", weight=1)
    graph.add_edge("Bep", "Ans", weight=4)
    graph.add_edge("Cor", "Cor")
    reading = read(graph)
    assert ties(reading) == [("Ans", "knows", "Bep", 4)]
    assert set(reading.dropped) == {
        Dropped("repeated", "Ans", "Bep", "knows"),
        Dropped("loop", "Cor", "Cor"),
    }


def test_two_directions_are_two_statements() -> None:
    reading = read(networkx.DiGraph([("Ans", "Bep"), ("Bep", "Ans")]))
    assert ties(reading) == [("Ans", "knows", "Bep", 2), ("Bep", "knows", "Ans", 2)]
    assert reading.dropped == ()


def test_other_kinds_in_both_languages() -> None:
    graph = networkx.Graph()
    graph.add_node("hub", kind="place", name="Buurthub", hub=True)
    graph.add_node("koks", kind="Verband", name="Dinsdagkoks", moment="dinsdag")
    graph.add_edges_from([("hub", "Ans"), ("koks", "Ans"), ("koks", "hub")])
    graph.add_edge("Bep", "koks", kind="contact_of")
    reading = read(graph)
    assert ties(reading) == [
        ("Ans", "comes_to", "Buurthub", None),
        ("Ans", "member_of", "Dinsdagkoks", None),
        ("Bep", "contact_of", "Dinsdagkoks", None),
        ("Dinsdagkoks", "gathers_at", "Buurthub", None),
    ]
    assert by_name(reading)["Buurthub"].properties == {"name": "Buurthub", "hub": True}
    assert by_name(reading)["Dinsdagkoks"].id == node_id(Group, "dinsdagkoks")
    assert by_name(reading)["Buurthub"].id == node_id(Place, "buurthub")


def test_what_does_not_fit_is_told() -> None:
    graph = networkx.DiGraph()
    graph.add_node("fiets", kind="bicycle")
    graph.add_node("ruil", kind="exchange")
    graph.add_node("zorg", kind="institution")
    graph.add_node("Ans", lat=123.0, code=7, size=3, languages="Dutch; Arabic")
    graph.add_node("Bep", size=4)
    graph.add_edge("Ans", "fiets")
    graph.add_edge("Ans", "Bep", kind="hates")
    graph.add_edge("zorg", "Ans", kind="knows")
    graph.add_edge("zorg", "Bep")
    reading = read(graph)
    assert ties(reading) == []
    assert reading.dropped == (
        Dropped("kind", "fiets", detail="bicycle"),
        Dropped("incomplete", "ruil", detail="exchange"),
        Dropped("value", "Ans", detail="lat"),
        Dropped("attribute", detail="size"),
        Dropped("kind", "zorg", "Ans", "knows"),
        Dropped("kind", "zorg", "Bep"),
        Dropped("end", "Ans", "fiets"),
        Dropped("kind", "Ans", "Bep", "hates"),
    )
    assert by_name(reading)["Ans"].properties == {
        "name": "Ans",
        "code": "7",
        "languages": ["Dutch", "Arabic"],
    }


def test_our_own_graph_comes_back_as_it_went(snapshot: Snapshot) -> None:
    graph = to_networkx(snapshot)
    reading = read(graph)
    assert reading.dropped == ()
    assert {s.id for s in reading.changeset.statements} == set(snapshot.ids)
    stated = {
        (s.id, other, key): facts
        for s in reading.changeset.statements
        for key, others in s.relations.items()
        for other, facts in others.items()
    }
    assert set(stated) == set(graph.edges(keys=True))
    fatima = next(s for s in reading.changeset.statements if s.id == id_of(Resident, FATIMA))
    went = graph.nodes[fatima.id]
    for name in ("name", "code", "lat", "languages", "dayparts"):
        assert fatima.properties[name] == went[name]
    assert [c["purpose"] for c in fatima.properties["consent"]] == ["map", "match", "publish"]


def test_our_own_graphml_comes_back(snapshot: Snapshot) -> None:
    reading = read(flat(snapshot))
    assert reading.dropped == ()
    fatima = next(s for s in reading.changeset.statements if s.id == id_of(Resident, FATIMA))
    assert fatima.properties["dayparts"] == ["morning", "evening"]
    assert [c["purpose"] for c in fatima.properties["consent"]] == ["map", "publish"]


@pytest.mark.parametrize("make", [networkx.karate_club_graph, networkx.florentine_families_graph])
def test_well_known_graphs(make: object) -> None:
    graph = make()  # type: ignore[operator]
    reading = read(graph)
    assert len(reading.changeset.statements) == len(graph)
    assert len(ties(reading)) == graph.size()
