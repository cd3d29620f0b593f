"""The template workbook, filled in as a facilitator does."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from assetgraph.model.pages import Page, Part
from assetgraph.stores import open_store

Rows = list[dict[str, object]]

NEIGHBOURS: Rows = [
    {
        "Naam": "Ans Proef",
        "Code": "T1",
        "Straat": "Laan",
        "Huisnummer": 1,
        "Talenten": "koken; breien",
        "Kent": "Bo Toets (goed); Cas Nieuw",
        "Dagdelen": "ochtend",
        "Toestemming": "ja",
    },
    {
        "Naam": "Bo Toets",
        "Code": "T2",
        "Wensen": "leren koken",
        "Dagdelen": "middag",
        "Toestemming": "kaart",
    },
    {"Naam": "Dina Voorbeeld", "Code": "T3", "Straat": "Laan", "Toestemming": "ja; publiek"},
    {"Naam": "Dina Voorbeeld", "Code": "T4", "Straat": "Plein", "Buurt": "Zuid"},
]


def fill(template: Path, path: Path, rows: Rows, sheet: str = "Bewoners") -> Path:
    """Writes rows under the example row of a sheet of the template; gives the new workbook."""
    book = openpyxl.load_workbook(template)
    table = book[sheet]
    columns = {str(cell.value).rstrip("*").strip(): cell.column for cell in table[1]}
    for at, row in enumerate(rows, start=3):
        for name, value in row.items():
            table.cell(at, columns[name], value)
    book.save(path)
    return path


def kept(path: Path) -> list[Page]:
    """All that a store keeps, but for the log, which grows by every look."""
    store = open_store(str(path))
    try:
        return [page for page in store.pages() if page.part is not Part.AUDIT]
    finally:
        store.close()


def changed(rows: Rows, at: int, **values: object) -> Rows:
    """The rows with other values in one of them."""
    return [row | values if i == at else row for i, row in enumerate(rows)]
