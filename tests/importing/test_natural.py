"""Cells as people write them: what they plainly mean is read, and named; nothing is guessed."""

from __future__ import annotations

from typing import Any

import pytest

from assetgraph.importing.issues import Severity
from assetgraph.importing.tables import Source, Table
from tests.importing.reading import understood

ALL_DAY, MAP, MATCH = ["morning", "afternoon", "evening"], ["map"], ["map", "match"]

# By column: the sheet, the other cells of the row, and by text the value; None is an error.
CELLS: dict[str, tuple[str, dict[str, str], dict[str, Any]]] = {
    "Dagdelen": (
        "Bewoners",
        {"Naam": "Ans"},
        {
            "dinsdagmiddag": ["afternoon"],
            "di-middag, vrijdagavond": ["afternoon", "evening"],
            "ma t/m vr ochtend": ["morning"],
            "doordeweeks 's avonds": ["evening"],
            "elke dag": ALL_DAY,
            "o/m/a": ALL_DAY,
            "niet 's avonds": None,
            "weekend": None,
            "na 18 uur": None,
        },
    ),
    "Toestemming": (
        "Bewoners",
        {"Naam": "Ans"},
        {
            "ja, mondeling": MATCH,
            "Ja (schriftelijk, 3 maart 2026)": MATCH,
            "akkoord d.d. 12-2-2026": MATCH,
            "ja, maar niet op internet": MATCH,
            "ja, alleen kaart": MAP,
            "nee, liever niet": [],
            "nog vragen": [],
            "?": [],
            "ja en nee": None,
            "alles": None,
            "ja, via begeleider": None,
            "onder voorbehoud": None,
            "mondeling": None,
            "getekend, 3 maart": None,
        },
    ),
    "Beroepskracht": (
        "Bewoners",
        {"Naam": "Ans"},
        {
            "ja (welzijn)": True,
            "opbouwwerker": True,
            "nee hoor": False,
            "ja/nee": None,
            "soms": None,
        },
    ),
    "Postcode": (
        "Bewoners",
        {"Naam": "Ans"},
        {
            "1012-AB": "1012 AB",
            "NL 1012ab": "1012 AB",
            "1012": None,
            "1012-SS": None,
            "0912-AB": None,
        },
    ),
    "Huisnummer": ("Bewoners", {"Naam": "Ans"}, {"12-III": "12 III", "12-jan": None}),
    "Hoeveel tegelijk": (
        "Bewoners",
        {"Naam": "Ans"},
        {"max 2": 2, "1 of 2": 1, "nu even niet": 0, "heel misschien": None},
    ),
    "Loopt": ("Bewoners", {"Naam": "Ans"}, {"met stok": "calm", "te voet": "usual"}),
    "Van jaar": (
        "Verhalen",
        {"Titel": "Feest"},
        {"jaren '60": 1960, "mei 1963": 1963, "1963-1970": 1963, "'63": 1963, "vroeger": None},
    ),
    "Tot jaar": ("Verhalen", {"Titel": "Feest"}, {"1963-1970": 1970, "eind jaren tachtig": 1980}),
    "Datum": (
        "Ruil",
        {"Wie": "Ans", "Soort": "aanbod", "Wat": "soep"},
        {
            "3 - 5 - 2026": "2026-05-03",
            "3 mei 2026 om 14.00": "2026-05-03",
            "20260503": "2026-05-03",
            "mei 2026": None,
            "3/5/2026": None,
        },
    ),
    "Aantal": (
        "Ruil",
        {"Wie": "Ans", "Soort": "aanbod", "Wat": "soep"},
        {"€ 5,-": 5.0, "2x": 2.0, "half uur": 0.5, "5-10": None},
    ),
}
ONE_BY_ONE = [
    (column, text, value)
    for column, (_, _, texts) in CELLS.items()
    for text, value in texts.items()
]


def _read(column: str, text: str) -> tuple[dict[str, Any], dict[str, Severity]]:
    """The properties of a row with this cell, and the issues."""
    sheet, others, _ = CELLS[column]
    rows = [[*others, column], [*others.values(), text]]
    changeset, report = understood(Source("buurt", [Table("buurt.xlsx", sheet, rows)]))
    first = next((s.properties for s in changeset.statements if s.mention is None), {})
    return first, {issue.code: issue.severity for issue in report.issues}


@pytest.mark.parametrize(("column", "text", "value"), ONE_BY_ONE)
def test_a_cell_is_what_it_means(column: str, text: str, value: Any) -> None:
    properties, issues = _read(column, text)
    said = [one for one in properties.values() if one not in CELLS[column][1].values()]
    if value is None:
        assert Severity.ERROR in issues.values()
        assert "read-naturally" not in issues
        return
    if column == "Toestemming":
        said = [[consent["purpose"] for consent in properties["consent"]]]
    assert Severity.ERROR not in issues.values()
    assert value in said or value in properties.values()


def test_what_is_not_kept_is_named() -> None:
    assert _read("Dagdelen", "dinsdagmiddag")[1] == {"read-naturally": Severity.INFO}
    assert _read("Dagdelen", "in overleg")[1] == {"not-kept": Severity.WARNING}
    assert _read("Tot jaar", "1963 - heden")[1] == {"not-kept": Severity.WARNING}


@pytest.mark.parametrize(
    ("words", "closeness"),
    [
        ("buurvrouw", 2),
        ("GOED!", 4),
        ("zus", 4),
        ("van gezicht", 1),
        ("?", 2),
        ("helpen elkaar", 3),
    ],
)
def test_words_behind_a_name(words: str, closeness: int) -> None:
    rows = [["Naam", "Kent"], ["Ans", f"Fatima ({words})"]]
    changeset, report = understood(Source("buurt", [Table("buurt.xlsx", "Bewoners", rows)]))
    assert report.ok
    assert {s.properties.get("name", s.mention) for s in changeset.statements} == {"Ans", "Fatima"}
    ties = [tie for s in changeset.statements for tie in s.relations.get("knows", {}).values()]
    assert ties == [{"closeness": closeness}]
