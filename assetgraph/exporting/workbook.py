"""A snapshot as the six tables of the workbook: what the import reads, written back.

Every relation is written once: in its column on the source's sheet where it has one, else in the
column on the target's sheet. ``Leden`` therefore stays empty; ``Groepen`` says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from assetgraph.exporting.names import References
from assetgraph.messages import catalogue
from assetgraph.model import cells
from assetgraph.model.choices import Closeness
from assetgraph.model.consent import CONSENTED, Consent, allowed
from assetgraph.model.labels import Choice
from assetgraph.model.nodes import Resident
from assetgraph.model.relations import Avoids
from assetgraph.model.snapshot import Snapshot
from assetgraph.model.workbook import Column, Sheet, sheets

Cell: TypeAlias = str | int | float | None
"""Text, a number that is written as one, or nothing."""


@dataclass(frozen=True)
class Table:
    """One sheet: its columns, and one row of cells per node."""

    sheet: Sheet
    language: str
    rows: list[list[Cell]]

    @property
    def name(self) -> str:
        """The name of the sheet, which is also the name of its CSV file."""
        return self.sheet.label.text(self.language)

    @property
    def header(self) -> list[str]:
        """The label of each column."""
        return [column.label.text(self.language) for column in self.sheet.columns]


def tables(snapshot: Snapshot, language: str) -> list[Table]:
    """The six sheets in their order, empty ones too."""
    references = References(snapshot)
    return [
        Table(sheet, language, _rows(snapshot, sheet, references, language)) for sheet in sheets()
    ]


def _rows(
    snapshot: Snapshot, sheet: Sheet, references: References, language: str
) -> list[list[Cell]]:
    span = snapshot.ranges.get(sheet.node, range(0))
    columns: list[Sequence[Cell]] = []
    for column in sheet.columns:
        if column.fact is None:
            columns.append(_related(snapshot, span, column, references, language))
        else:
            known = snapshot.columns.get(sheet.node, {}).get(column.key, [None] * len(span))
            unsaid = sheet.node.model_fields[column.key].default
            columns.append(
                [None if v == unsaid else _cell(v, language, snapshot.day) for v in known]
            )
    return [list(row) for row in zip(*columns, strict=True)]


def _related(
    snapshot: Snapshot, span: range, column: Column, references: References, language: str
) -> list[Cell]:
    """One cell per node of the span: those at the other end of a relation."""
    relation = column.relation
    if relation is None or (column.reverse and relation.column is not None):
        return [None] * len(span)
    links = snapshot.relation(relation)
    here, there = (links.target, links.source) if column.reverse else (links.source, links.target)
    closeness = links.properties.get("closeness", [None] * len(links))
    mentions: dict[int, list[str]] = {}
    for node, other, how_well in zip(here.tolist(), there.tolist(), closeness, strict=True):
        mention = references.mention(other, column.others)
        if how_well is not None:
            mention += f" ({Closeness(how_well).label.text(language)})"
        mentions.setdefault(node, []).append(mention)
    if relation is Avoids:
        _add_names_without_a_row(snapshot, mentions)
    return [cells.join(mentions[node]) if node in mentions else None for node in span]


def _add_names_without_a_row(snapshot: Snapshot, mentions: dict[int, list[str]]) -> None:
    """Who is to be avoided and is not on the map yet stands in the same column."""
    known = snapshot.columns.get(Resident, {}).get("avoids_names", ())
    for node, names in zip(snapshot.residents, known, strict=False):
        if names:
            mentions.setdefault(node, []).extend(names)


def _cell(value: Any, language: str, day: date) -> Cell:
    """A property as people write it in a cell."""
    if value is None:
        return None
    if isinstance(value, bool):
        return _yes_or_no(value, language)
    if isinstance(value, Choice):
        return value.label.text(language)
    if isinstance(value, date):
        dutch = f"{value.day:02}-{value.month:02}-{value.year:04}"
        return value.isoformat() if language == "en" else dutch
    if isinstance(value, tuple | list):
        return _list(value, language, day)
    return value if isinstance(value, int | float) else str(value)


def _list(values: Sequence[Any], language: str, day: date) -> str:
    """Several values in one cell; ``nee`` where none is what was said."""
    consents = [value for value in values if isinstance(value, Consent)]
    if consents:
        values = [purpose for purpose in CONSENTED if allowed(consents, purpose, day)]
    parts = (_cell(value, language, day) for value in values)
    return cells.join(str(part) for part in parts) or _yes_or_no(False, language)


def _yes_or_no(value: bool, language: str) -> str:
    return catalogue(language).text("export.yes" if value else "export.no")
