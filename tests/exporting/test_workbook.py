"""The six tables hold everything once, in words that the import reads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assetgraph.exporting.workbook import Cell, Table, tables
from assetgraph.model import cells
from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Resident
from assetgraph.model.snapshot import Snapshot
from assetgraph.model.workbook import sheets
from tests.exporting.buurt import FATIMA, FORMULAS, id_of


def row(tables: list[Table], sheet: str, name: str) -> dict[str, Cell]:
    table = next(table for table in tables if table.name == sheet)
    naming = [column.key for column in table.sheet.columns].index(table.sheet.node.naming())
    found = [cells for cells in table.rows if cells[naming] == name]
    assert len(found) == 1
    return dict(zip(table.header, found[0], strict=True))


@pytest.fixture
def dutch(snapshot: Snapshot) -> list[Table]:
    return tables(snapshot, "nl")


@pytest.fixture
def english(snapshot: Snapshot) -> list[Table]:
    return tables(snapshot, "en")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_sheets_and_headers_are_the_declared_ones(snapshot: Snapshot, language: str) -> None:
    made = tables(snapshot, language)
    assert [table.name for table in made] == [s.label.text(language) for s in sheets()]
    for table, sheet in zip(made, sheets(), strict=True):
        assert table.header == [column.label.text(language) for column in sheet.columns]
        assert {len(cells) for cells in table.rows} <= {len(table.header)}


def test_every_node_with_a_sheet_has_a_row(snapshot: Snapshot, dutch: list[Table]) -> None:
    assert [len(table.rows) for table in dutch] == [
        len(snapshot.ranges[sheet.node]) for sheet in sheets()
    ]


def test_a_resident_in_dutch(dutch: list[Table]) -> None:
    fatima = row(dutch, "Bewoners", FATIMA)
    said = {header: cell for header, cell in fatima.items() if cell is not None}
    knows = cells.split(str(said.pop("Kent")))
    assert sorted(knows) == sorted(["B002 (goed)", f"{id_of(Resident, 'jan  bakker')} (groet)"])
    assert sorted(cells.split(str(said.pop("Talenten")))) == ["soep koken, voor velen", "zingen"]
    assert said == {
        "Naam": FATIMA,
        "Code": "B001",
        "Straat": "Lindestraat",
        "Huisnummer": "10-2",
        "Postcode": "1099 AB",
        "Lat": 52.3602,
        "Lon": -4.5,
        "Talen": "Nederlands; Arabisch",
        "Dagdelen": "ochtend; avond",
        "Plekken": "Buurthub De Linde",
        "Liever niet": "Joop 🌳 Visser; Nel van ver",
        "Toestemming": "kaart; publiek",
    }


def test_a_resident_in_english(english: list[Table]) -> None:
    fatima = row(english, "Residents", FATIMA)
    assert "B002 (close)" in cells.split(str(fatima["Knows"]))
    assert fatima["Dayparts"] == "morning; evening"
    assert fatima["Consent"] == "map; publish"


def test_yes_no_and_nothing_said(dutch: list[Table], english: list[Table]) -> None:
    assert row(dutch, "Bewoners", "Joop 🌳 Visser")["Beroepskracht"] == "ja"
    assert row(dutch, "Bewoners", "Mei; Chen")["Beroepskracht"] == "nee"
    assert row(dutch, "Bewoners", FATIMA)["Beroepskracht"] is None
    assert row(dutch, "Bewoners", "Jan Bakker")["Toestemming"] == "nee"
    assert row(dutch, "Bewoners", "jan  bakker")["Toestemming"] is None
    assert row(english, "Residents", "Jan Bakker")["Consent"] == "no"


def test_a_name_with_a_semicolon_is_one_name(dutch: list[Table]) -> None:
    assert row(dutch, "Bewoners", "Jan Bakker")["Kent"] == '"Mei; Chen (praatje)"'


def test_a_relation_is_written_once(dutch: list[Table]) -> None:
    assert row(dutch, "Bewoners", "Jan Bakker")["Groepen"] == "Dinsdagkoks"
    koks = row(dutch, "Verbanden", "Dinsdagkoks")
    assert koks["Leden"] is None
    assert koks["Contact"] == "B002"
    assert koks["Wat doen ze"] == "Koken; en eten"
    assert koks["Regie"] == "door"


def test_who_shares_a_name_with_a_group_is_named_by_code(dutch: list[Table]) -> None:
    exchange = row(dutch, "Ruil", "oppassen")
    assert exchange["Wie"] == "B001"
    assert exchange["Met wie"] == "De Sleutel"


def test_dates_and_numbers(dutch: list[Table], english: list[Table]) -> None:
    assert row(dutch, "Ruil", "oppassen")["Datum"] == "03-02-2026"
    assert row(english, "Exchanges", "oppassen")["Date"] == "2026-02-03"
    assert row(dutch, "Ruil", "oppassen")["Aantal"] == 1.5
    assert row(dutch, "Verhalen", "De strenge winter")["Van jaar"] == 1963


def test_stories_and_institutions(dutch: list[Table]) -> None:
    story = row(dutch, "Verhalen", "De strenge winter")
    assert story["Tijdlijn"] == "buurt; sociaal domein"
    assert story["Onderwerpen"] == "schaatsen"
    welzijn = row(dutch, "Organisaties", "Welzijn Oost")
    assert welzijn["Werkt samen met"] == "De Sleutel"
    assert welzijn["Activiteiten"] == "open inloop"
    assert welzijn["Bewoners"] == "Joop 🌳 Visser"


def test_who_is_known_by_name_only_has_a_row(dutch: list[Table]) -> None:
    for name in FORMULAS:
        said = row(dutch, "Bewoners", name)
        assert [cell for cell in said.values() if cell is not None] == [name]


def test_what_the_snapshot_does_not_hold_is_empty(snapshot: Snapshot) -> None:
    """A snapshot for a narrower purpose lacks columns and relations, or holds nothing in them."""
    residents = dict(snapshot.columns[Resident])
    del residents["lat"], residents["consent"], residents["avoids_names"]
    narrow = replace(
        snapshot,
        purpose=Purpose.PUBLISH,
        columns={**snapshot.columns, Resident: residents},
        links={},
    )
    fatima = row(tables(narrow, "nl"), "Bewoners", FATIMA)
    assert fatima["Lat"] is None
    assert fatima["Toestemming"] is None
    assert fatima["Liever niet"] is None
    assert fatima["Lon"] == -4.5


def test_a_code_that_is_somebodys_name_names_neither(snapshot: Snapshot) -> None:
    """Two answer to "Dinsdagkoks" when it is somebody's code: the group is named by its id."""
    codes = [
        "DINSDAGKOKS" if code == "B001" else code for code in snapshot.columns[Resident]["code"]
    ]
    columns = {**snapshot.columns, Resident: {**snapshot.columns[Resident], "code": codes}}
    story = row(tables(replace(snapshot, columns=columns), "nl"), "Verhalen", "De strenge winter")
    assert str(story["Gaat over"]).startswith("group-")
