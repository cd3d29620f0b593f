"""Tables wherever they stand on a sheet, as facilitators hand them over."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assetgraph.importing.columns import Guess, Ways
from assetgraph.importing.csv_files import read_csv
from assetgraph.importing.issues import Report
from assetgraph.importing.tables import Source
from assetgraph.importing.workbook import interpret
from tests.importing.reading import clean, found, nobody

DAY = date(2026, 3, 14)


def read(text: str, sheet: str = "Blad1", ways: Ways | None = None) -> tuple[Any, Report]:
    """What a sheet says: by name, the properties and the names at the end of each relation."""
    table = read_csv(clean(text).encode(), "lijst.csv", sheet)
    source = Source("lijst", [table])
    changes, report = interpret([source], nobody, source="lijst", day=DAY, ways=ways)
    named = {
        one.id: one.properties.get("name") or one.properties.get("what") or one.mention
        for one in changes.statements
    }
    said: dict[str, Any] = {}
    for one in changes.statements:
        if one.spoken:
            facts: dict[str, Any] = {k: v for k, v in one.properties.items() if k != "name"}
            for key, ends in one.relations.items():
                facts[key] = [named[end] for end in ends]
            said[str(named[one.id])] = facts
    assert report.ok, found(report)
    return said, report


ANS_AND_BO = {"Ans": {"street": "Kade", "can": ["zingen"]}, "Bo": {"street": "Plein"}}

SHEETS = {
    "a title above and notes below": (
        """
        Buurtwerkplaats De Linde;;
        14 maart 2026;;
        ;;
        Naam bewoner;Straat;Wat kan deze persoon goed?
        Ans;Kade;zingen
        Bo;Plein;
        ;;
        Totaal: 2;;
        Let op: de flat moet er nog bij;;
        """,
        ANS_AND_BO,
    ),
    "two tables side by side": (
        """
        Naam;Straat;Talenten;;Naam;Soort;Open
        Ans;Kade;zingen;;De Bank;bank;altijd
        Bo;Plein;;;;;
        """,
        {**ANS_AND_BO, "De Bank": {"sort": "bank", "opening_hours": "altijd"}},
    ),
    "two tables under each other": (
        """
        Bewoners;;
        Naam;Straat;Talenten
        Ans;Kade;zingen
        Bo;Plein;
        ;;
        Plekken;;
        Naam;Soort;Open
        De Bank;bank;altijd
        """,
        {**ANS_AND_BO, "De Bank": {"sort": "bank", "opening_hours": "altijd"}},
    ),
    "a blank column": ("Naam;;Straat;Talenten\nAns;;Kade;zingen\nBo;;Plein;", ANS_AND_BO),
    "a header over two lines": (
        """
        Persoon;;Adres;;Beschikbaar;;
        Voornaam;Achternaam;Straat;Nr;ochtend;middag;avond
        Ans;Bos;Kade;3;x;;x
        Bo;van der Laan;Plein;4.0;;v;
        """,
        {
            "Ans Bos": {"street": "Kade", "house_number": "3", "dayparts": ["morning", "evening"]},
            "Bo van der Laan": {"street": "Plein", "house_number": "4", "dayparts": ["afternoon"]},
        },
    ),
    "people side by side": ("Naam;Ans;Bo\nStraat;Kade;Plein\nTalenten;zingen;", ANS_AND_BO),
    "a grid of interests": (
        """
        Naam;Koken;Tuinieren;Muziek;Schaken
        Ans;x;;wil ik leren;
        Bo;;☑;x;nee
        """,
        {"Ans": {"can": ["Koken"], "wants": ["Muziek"]}, "Bo": {"can": ["Tuinieren", "Muziek"]}},
    ),
    "a grid of interests with people above": (
        "Activiteit;Ans;Bo\nKoken;x;\nTuinieren;;x\nMuziek;x;x",
        {"Ans": {"can": ["Koken", "Muziek"]}, "Bo": {"can": ["Tuinieren", "Muziek"]}},
    ),
    "who knows whom": (
        ";Ans;Bo;Cor\nAns;;x;\nBo;x;;x\nCor;;;",
        {"Ans": {"knows": ["Bo"]}, "Bo": {"knows": ["Ans", "Cor"]}, "Cor": {}},
    ),
    "the same column three times": (
        "Naam;Talent 1;Talent 2;Talent 3\nAns;koken;;zingen",
        {"Ans": {"can": ["koken", "zingen"]}},
    ),
    "units and stars": (
        "Wie*;Vraag of aanbod;Wat*;Aantal (uur)\nAns;aanbod;soep;2,5",
        {"soep": {"what": "soep", "sort": "offer", "amount": 2.5, "made_by": ["Ans"]}},
    ),
}


@pytest.mark.parametrize(("text", "expected"), SHEETS.values(), ids=SHEETS.keys())
def test_a_table_is_found(text: str, expected: Any) -> None:
    said, _ = read(text)
    assert said == expected


CELLS = {
    "names in a row": ("Naam;Kent\nAns;Fatima, Henk en Jo", ["Fatima", "Henk", "Jo"]),
    "names with signs": ("Naam;Kent\nAns;Fatima & Henk / Jo", ["Fatima", "Henk", "Jo"]),
    "one name with en": ("Naam;Kent\nAns;Bo en Cor\nBo en Cor;", ["Bo en Cor"]),
    "bullets": ('Naam;Kent\nAns;"• Bo\n• Cor"', ["Bo", "Cor"]),
    "strokes": ("Naam;Kent\nAns;Bo | Cor", ["Bo", "Cor"]),
}


@pytest.mark.parametrize(("text", "names"), CELLS.values(), ids=CELLS.keys())
def test_people_in_a_cell(text: str, names: list[str]) -> None:
    said, _ = read(text, "Bewoners")
    assert said["Ans"]["knows"] == names


@pytest.mark.parametrize(
    ("written", "street", "number", "postcode"),
    [
        ("Lindestraat 12", "Lindestraat", "12", None),
        ("Lindestraat 12-A, 1099ab Amsterdam", "Lindestraat", "12A", "1099 AB"),
        ("2e Jan Steenstraat 4 hs", "2e Jan Steenstraat", "4 hs", None),
        ("Plein 1944", "Plein 1944", None, None),
        ("Plein 1944 3", "Plein 1944", "3", None),
        ("Kade 12-2", "Kade", "12-2", None),
        ("Kade", "Kade", None, None),
    ],
)
def test_an_address_in_one_cell(
    written: str, street: str, number: str | None, postcode: str | None
) -> None:
    said, _ = read(f'Naam;Adres\nAns;"{written}"', "Bewoners")
    one = said["Ans"]
    assert (one["street"], one.get("house_number"), one.get("postcode")) == (
        street,
        number,
        postcode,
    )


@pytest.mark.parametrize(
    "name", ["Şükrü Öztürk", "Łucja Wójcik", "محمد علي", "Ché-Ann d'Ooy", "Henk en Jo"]
)
def test_names_stay_whole(name: str) -> None:
    assert list(read(f"Naam;Straat\n{name};Kade", "Bewoners")[0]) == [name]


def test_a_guess_is_asked_once_and_taken() -> None:
    asked: list[Guess] = []

    def ask(guess: Guess) -> bool:
        asked.append(guess)
        return True

    ways = Ways(ask=ask)
    for _ in range(2):
        said, report = read("Naam;Straatnm;Raar\nAns;Kade;1", "Bewoners", ways)
        assert said == {"Ans": {"street": "Kade"}}
        assert [code for code, *_ in found(report)] == ["unknown-column"]
    assert [(one.header, one.examples, one.column.nl) for one in asked] == [
        ("Straatnm", ["Kade"], "Straat")
    ]


def test_what_was_said_of_a_column_holds() -> None:
    ways = Ways(remembered={("resident", "woonlocatie"): "street"})
    assert read("Naam;Woonlocatie\nAns;Kade", "Bewoners", ways)[0] == {"Ans": {"street": "Kade"}}


def test_a_guess_without_a_person_is_no_column() -> None:
    said, report = read("Naam;Straatnm\nAns;Kade", "Bewoners")
    assert (said, report.issues[0].code) == ({"Ans": {}}, "unknown-column")
    assert report.issues[0].values["examples"] == "Kade"


def test_a_citizen_service_number_is_in_no_example() -> None:
    _, report = read("123456782 lijst;;\nNaam;Raar;BSN\nAns;123456782;123456782", "Bewoners")
    assert "123456782" not in repr((report.issues, report.understood))
