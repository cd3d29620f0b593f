"""Small sheets as text, what an import says about them, and what it makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assetgraph.importing.csv_files import read_csv
from assetgraph.importing.issues import Issue, Report
from assetgraph.importing.tables import Source
from assetgraph.importing.workbook import interpret
from assetgraph.model.changeset import Changeset, Outcome
from assetgraph.model.kinds import Node
from assetgraph.model.known import Known
from assetgraph.stores.store import GraphStore

MARCH, MAY, TODAY = date(2026, 3, 14), date(2026, 5, 2), date(2026, 6, 1)

Coordinates = tuple[str, str | None, int | None, str | None]
"""Of an issue: its code, sheet, row and column."""


def sheets(**texts: str) -> Source:
    """A source of CSV text by sheet; lines may be indented."""
    tables = [read_csv(clean(text).encode(), f"{n}.csv", n) for n, text in texts.items()]
    return Source("buurt", tables)


def clean(text: str) -> str:
    """The text without the indent of the code that it stands in."""
    return "\n".join(line.strip(" ") for line in text.strip("\n ").split("\n"))


def nobody(_: type[Node], __: set[str]) -> list[Known]:
    """What an empty store knows."""
    return []


def understood(
    source: Source, store: GraphStore | None = None, *, partial: bool = False
) -> tuple[Changeset, Report]:
    """What a source says and what is said about it."""
    return interpret(
        [source],
        nobody if store is None else store.known,
        source=source.name,
        day=MARCH,
        partial=partial,
    )


def loaded(store: GraphStore, source: Source, day: date = MARCH) -> Outcome:
    """Imports a source in which nothing is wrong."""
    changeset, report = interpret([source], store.known, source=source.name, day=day)
    assert report.ok, coordinates(report.issues)
    return store.apply(changeset)


def coordinates(issues: Sequence[Issue]) -> list[Coordinates]:
    """Where issues stand."""
    return [(i.code, i.place.sheet, i.place.row, i.place.column) for i in issues]


def found(report: Report) -> list[Coordinates]:
    """Where the issues of a report stand."""
    return coordinates(report.issues)
