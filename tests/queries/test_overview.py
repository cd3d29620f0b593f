"""The neighbourhood on one screen: counted by hand."""

from __future__ import annotations

import pytest

from assetgraph.messages import LANGUAGES, catalogue
from assetgraph.model.choices import ExchangeSort
from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Institution, Story
from assetgraph.model.relations import Supports, ToldBy, WorksWith
from assetgraph.queries.answers import to_json
from assetgraph.queries.overview import overview
from assetgraph.queries.summaries import Overview
from tests.snapshots import DAY, Neighbourhood


@pytest.fixture
def buurt() -> Neighbourhood:
    made = Neighbourhood()
    made.resident("Anna", street="Kade", talents=["koken"], wishes=["zingen"], places=["Hub"])
    made.resident("Bert", street="Kade", groups=["Koor"])
    made.resident("Cor", street="Kade")
    made.resident("Dirk", street="Laan")
    made.resident("Eva")
    made.resident("Werker", professional=True, street="Plein", talents=["rust"])
    made.knows("Anna", "Bert")
    made.knows("Werker", "Cor")
    made.exchange("Anna", ExchangeSort.OFFER, "soep", "Dirk")
    made.place("Bank")
    made.link(ToldBy, made.node(Story, "Toen"), made.resident("Bert"))
    return made


def one(buurt: Neighbourhood, **options: int) -> Overview:
    (found,) = overview(buurt.snapshot(Purpose.MAP), **options)
    return found


def test_what_is_known_by_block(buurt: Neighbourhood) -> None:
    found = one(buurt)
    assert (found.residents, found.professionals, found.ties, found.day) == (5, 1, 1, DAY)
    assert [(line.block, line.known, line.of) for line in found.blocks] == [
        (1, 1, 5),  # Anna
        (2, 2, 5),  # Anna and Bert
        (3, 1, 2),  # the hub
        (4, 2, 5),  # Anna and Dirk
        (5, 1, 5),  # Bert
        (6, 0, 0),
    ]


def test_what_is_known_by_street(buurt: Neighbourhood) -> None:
    lines = {line.street: line for line in one(buurt).streets}
    assert list(lines) == ["Kade", "Laan", None]
    kade = lines["Kade"]
    assert (kade.residents, kade.known, kade.with_ties, kade.share) == (3, 2, 2, 0.6667)
    assert (lines["Laan"].known, lines[None].known) == (1, 0)
    text = catalogue("nl").text
    assert [text(line.missing) for line in lines.values()] == [
        "1 nog niet in beeld",
        "iedereen in beeld",
        "1 nog niet in beeld",
    ]
    assert len(one(buurt, top=1).streets) == 1


def test_who_is_missing_adds_up(buurt: Neighbourhood) -> None:
    found = one(buurt)
    # Cor knows a professional alone, Dirk swapped, Anna and Bert know each other, Eva is a name.
    assert (found.isolated, found.by_a_thread, found.not_in_picture) == (2, 2, 1)
    assert found.certainty == "low"
    assert "5 bewoners" in catalogue("nl").text(found.notes[0])


def test_whom_organisations_support_is_no_knowledge(buurt: Neighbourhood) -> None:
    before = one(buurt)
    zorg = buurt.node(Institution, "Zorg")
    buurt.link(Supports, zorg, buurt.resident("Eva"))
    buurt.link(WorksWith, zorg, buurt.node(Institution, "School"))
    (found,) = overview(buurt.snapshot(Purpose.ALL))
    assert found.streets == before.streets
    assert found.blocks[:5] == before.blocks[:5]
    assert (found.blocks[5].known, found.blocks[5].of) == (2, 2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_json(buurt: Neighbourhood, language: str) -> None:
    found = to_json(one(buurt), catalogue(language))
    assert found["day"] == DAY.isoformat()
    assert isinstance(found["blocks"], list)
    assert isinstance(found["blocks"][0], dict)
    assert isinstance(found["blocks"][0]["name"], str)


def test_nothing_and_only_a_place() -> None:
    empty = Neighbourhood()
    assert overview(empty.snapshot(Purpose.MAP)) == []
    empty.place("Hub")
    found = one(empty)
    assert (found.residents, found.streets, found.connectors) == (0, (), ())
    assert [line.share for line in found.blocks] == [0.0] * 6
