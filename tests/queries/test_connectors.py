"""Who connects: by structure and by what neighbours say, and what they join."""

from __future__ import annotations

from datetime import date

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.messages import LANGUAGES, catalogue
from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Group, Place
from assetgraph.model.relations import ContactOf
from assetgraph.queries.answers import Certainty, Connector, ConnectorKind, Room, to_json
from assetgraph.queries.connectors import WEIGHTS, connectors
from tests.analysis.networks import FAMILIES, KITE
from tests.snapshots import Neighbourhood


def of(network: nx.Graph) -> Neighbourhood:
    buurt = Neighbourhood()
    for name in network:
        buurt.resident(name)
    for one, other in network.edges:
        buurt.knows(one, other)
    return buurt


def listed(buurt: Neighbourhood, top: int | None = None) -> dict[str, Connector]:
    return {one.resident.name: one for one in connectors(buurt.snapshot(Purpose.MAP), top=top)}


def joins(connector: Connector) -> list[str]:
    return [catalogue("nl").text(message) for message in connector.connects]


def test_published_networks() -> None:
    found = listed(of(FAMILIES))
    assert next(iter(found)) == "Medici"
    assert found["Medici"].betweenness == pytest.approx(47.5 / 105)
    assert found["Medici"].constraint == pytest.approx(0.2098765)
    assert "Pucci" not in found
    kite = listed(of(KITE))
    assert kite["Heather"].betweenness == pytest.approx(14 / 36)
    assert kite["Diane"].degree == 6


def test_professionals_are_neither_counted_nor_listed() -> None:
    buurt = of(KITE)
    before = listed(buurt)
    buurt.resident("Wijkzuster", professional=True, nominates=["Jane"])
    for name in KITE:
        buurt.knows("Wijkzuster", name, 4)
    buurt.resident("Andre", nominates=["Wijkzuster"])
    assert listed(buurt) == before


def test_somebody_without_ties_is_listed_only_when_nominated() -> None:
    buurt = Neighbourhood()
    buurt.knows("Anna", "Bert")
    buurt.resident("Cor")
    assert "Cor" not in listed(buurt)
    buurt.resident("Anna", nominates=["Cor"])
    buurt.resident("Anna", nominates=["Anna"])
    cor = listed(buurt)["Cor"]
    assert (cor.degree, cor.effective_size, cor.constraint, cor.nominations) == (0, 0, None, 1)
    assert [catalogue("nl").text(reason) for reason in cor.reasons] == [
        "Een buurtgenoot noemt Cor als verbinder.",
        "Wie Cor kent, staat nog niet op de kaart. Vraag er eens naar.",
    ]


def test_what_somebody_joins() -> None:
    buurt = Neighbourhood()
    buurt.resident("Anna", groups=["Dinsdagkoks", "Moestuin"])
    for name in ("Bert", "Cor", "Dirk"):
        buurt.resident(name, groups=["Dinsdagkoks"], street="Kade")
        buurt.knows("Anna", name)
    for name in ("Eva", "Fatma"):
        buurt.resident(name, groups=["Moestuin"], street="Plein")
        buurt.knows("Anna", name)
    assert joins(listed(buurt)["Anna"]) == [
        "brengt Dinsdagkoks en Moestuin bij elkaar",
        "verbindt bewoners van Kade en Plein",
    ]
    assert joins(listed(buurt)["Bert"]) == []


def test_circles_where_no_group_street_or_language_tells() -> None:
    buurt = Neighbourhood()
    buurt.all_know_each_other("Anna", "Bert", "Cor")
    buurt.all_know_each_other("Anna", "Dirk", "Eva")
    anna = listed(buurt)["Anna"]
    assert joins(anna) == ["kent de kring rond Bert en de kring rond Dirk"]
    told = [catalogue("nl").text(reason) for reason in anna.reasons]
    assert "Via Anna blijven 2 buurtgenoten verbonden met de rest van de buurt." in told


def test_languages_join_unless_nearly_everybody_speaks_them() -> None:
    buurt = Neighbourhood()
    for name, language in zip("ABCD", ("Twi", "Twi", "Farsi", "Farsi"), strict=True):
        buurt.resident(name, languages=("Nederlands", language))
        buurt.knows("Zoë", name)
    assert joins(listed(buurt)["Zoë"]) == [
        "verbindt mensen die Farsi spreken en mensen die Twi spreken"
    ]


def test_equal_scores_stand_by_name_and_top_cuts() -> None:
    buurt = of(nx.cycle_graph(["Zoë", "Anna", "Mo", "Bert"]))
    assert list(listed(buurt)) == ["Anna", "Bert", "Mo", "Zoë"]
    assert list(listed(buurt, top=2)) == ["Anna", "Bert"]
    assert listed(Neighbourhood()) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_json_is_as_the_contract_says(language: str) -> None:
    one = next(iter(listed(of(FAMILIES)).values()))
    found = to_json(one, catalogue(language))
    assert list(found) == [
        "resident", "score", "degree", "betweenness", "constraint", "effective_size",
        "nominations", "connects", "reasons", "kind", "stands_out", "parts", "reach", "room",
        "certainty", "doubts",
    ]  # fmt: skip
    assert found["resident"] == {"id": one.resident.id, "name": "Medici"}
    assert all(isinstance(text, str) for text in found["reasons"] + found["connects"])


def test_the_score_is_the_sum_of_its_parts() -> None:
    for one in listed(of(FAMILIES)).values():
        parts = one.parts
        total = parts.between + parts.open + parts.named + parts.reach + parts.room
        assert one.score == pytest.approx(total, abs=1e-5)
    assert sum(WEIGHTS.values()) == pytest.approx(1)


def test_within_a_circle_or_between_circles() -> None:
    """Five who all know each other, twice, and one who knows two of each."""
    buurt = Neighbourhood()
    for letter in "AB":
        buurt.all_know_each_other(*(f"{letter}{n}" for n in range(5)))
        for n in range(2):
            buurt.knows("Tussen", f"{letter}{n}")
    buurt.resident("A0", nominates=["Genoemd"])
    found = listed(buurt)
    assert found["Tussen"].kind is ConnectorKind.SPANS
    assert found["A4"].kind is found["B4"].kind is ConnectorKind.WITHIN
    assert found["Genoemd"].kind is None
    text = [catalogue("nl").text(reason) for reason in found["Tussen"].reasons]
    assert "Tussen is thuis in verschillende kringen." in text
    assert found["Tussen"].reach.circles == 2


def test_different_people_come_up_for_different_reasons() -> None:
    buurt = Neighbourhood()
    for letter in "AB":
        buurt.all_know_each_other(*(f"{letter}{n}" for n in range(5)))
    buurt.knows("Tussen", "A0")
    buurt.knows("Tussen", "B0")
    for n in range(4):
        buurt.resident(f"A{n}", nominates=["A4"])
    for n, group in enumerate(("Koor", "Tuin", "Bingo")):
        buurt.knows("Breed", f"Lid {n}")
        buurt.resident(f"Lid {n}", groups=[group], street=f"Straat {n}")
    found = listed(buurt)
    assert found["Tussen"].stands_out == "between"
    assert found["A4"].stands_out == "named"
    assert found["Breed"].stands_out == "reach"
    first = {name: catalogue("nl").text(found[name].reasons[0]) for name in ("A4", "Breed")}
    assert first == {
        "A4": "4 buurtgenoten noemen A4 als verbinder.",
        "Breed": "Breed kent mensen uit 3 groepen en 3 straten.",
    }


def test_who_carries_much_is_said_and_weighs_less() -> None:
    buurt = of(nx.star_graph([f"Buur {n}" for n in range(12)]))
    club = buurt.node(Group, "Koor")
    middle = listed(buurt)["Buur 0"]
    assert (middle.room, middle.parts.room) == (Room.LITTLE, 0.0)
    assert listed(buurt)["Buur 1"].room is Room.AMPLE
    buurt.link(ContactOf, buurt.resident("Buur 1", roles=["koster"]), club)
    assert listed(buurt)["Buur 1"].parts.room < listed(buurt)["Buur 2"].parts.room
    told = [catalogue("nl").text(reason) for reason in middle.reasons]
    assert told[-1].startswith("Buur 0 draagt al veel: 11 contacten.")


def test_old_hands_and_newcomers_are_generations() -> None:
    buurt = of(nx.path_graph(["Oud", "Spil", "Nieuw"]))
    buurt.heard("Oud", date(2026, 2, 1), first=date(2025, 1, 1))
    buurt.heard("Spil", date(2026, 2, 1), first=date(2025, 1, 1))
    buurt.heard("Nieuw", date(2026, 2, 1))
    found = listed(buurt)
    assert [found[name].reach.generations for name in ("Oud", "Spil", "Nieuw")] == [1, 2, 2]


def test_thin_data_is_said() -> None:
    small = listed(of(nx.path_graph(["Anna", "Bert", "Cor"])))
    doubts = [catalogue("nl").text(doubt) for doubt in small["Bert"].doubts]
    assert doubts == ["Er staan nog maar 3 bewoners op de kaart."]
    assert small["Bert"].certainty is Certainty.MEDIUM
    hearsay = listed(of(nx.star_graph([f"Buur {n}" for n in range(12)])))
    assert hearsay["Buur 3"].certainty is Certainty.LOW
    assert listed(of(FAMILIES))["Medici"].certainty is Certainty.HIGH


def test_the_connectors_of_one_group() -> None:
    buurt = Neighbourhood()
    buurt.resident("Anna", groups=["Koor", "Tuin"], places=["Bank"])
    for name, group in (("Bert", "Koor"), ("Cor", "Koor"), ("Dirk", "Tuin"), ("Eva", "Tuin")):
        buurt.resident(name, groups=[group])
        buurt.knows("Anna", name)
    snapshot = buurt.snapshot(Purpose.MAP)
    koor, bank = buurt.node(Group, "Koor"), buurt.node(Place, "Bank")
    assert {one.resident.name for one in connectors(snapshot, group=koor)} == {
        *("Anna", "Bert", "Cor"),
    }
    assert [one.resident.name for one in connectors(snapshot, group=bank)] == ["Anna"]


@given(st.integers(0, 1_000), st.integers(0, 99))
def test_what_always_holds(seed: int, shuffle: int) -> None:
    network = nx.gnm_random_graph(12, 16, seed=seed)
    buurt = of(nx.relabel_nodes(network, {node: f"Bewoner {node}" for node in network}))
    buurt.resident("Bewoner 1", nominates=["Bewoner 2"])
    plain = connectors(buurt.snapshot(Purpose.MAP), top=None)
    assert connectors(buurt.snapshot(Purpose.MAP, seed=shuffle), top=None) == plain
    for one in plain:
        assert one.degree or one.nominations
        assert 0 <= one.score <= 1
        assert (one.constraint is None) == (one.degree == 0)
    assert [one.score for one in plain] == sorted((one.score for one in plain), reverse=True)
