"""A table read as one sheet of the workbook: which column is which, and which rows hold data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from assetgraph.importing.columns import Ways, chosen
from assetgraph.importing.composing import composed
from assetgraph.importing.endings import endings, headers_again
from assetgraph.importing.finding import find, transposed
from assetgraph.importing.headers import Words
from assetgraph.importing.heads import Found
from assetgraph.importing.issues import Place, Report, Severity
from assetgraph.importing.tables import Table, letter
from assetgraph.importing.understood import tell
from assetgraph.model.text import fold
from assetgraph.model.workbook import Sheet, sheets

EXAMPLE = re.compile(r"^\s*(voorbeeld|example)\s*:", re.IGNORECASE)
"""How the name in an example row begins."""

EXPLANATION = {"uitleg", "explanation"}
"""Sheets of the template that hold no data."""


@dataclass(frozen=True)
class Layout:
    """A table read as one sheet of the workbook."""

    table: Table
    """Its rows stand where they stand in the file, or, of a turned table, where its columns do."""
    sheet: Sheet
    header: int
    """The index of the header row in the table's rows."""
    columns: dict[str, tuple[int, str]]
    """By column key: the index of the column, and its header as written."""
    origins: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """By column key: the columns of the file that it comes from, where they are others."""
    left: int = 0
    right: int | None = None
    """The columns of the file that are this table's own; None: up to the last."""
    end: int | None = None
    """The index of the row after its last; None: the end."""
    skipped: frozenset[int] = frozenset()
    """Rows that hold no data: notes, totals, a header that is repeated."""
    turned: bool = False
    """Whether the rows of the table are columns of the file."""
    lenient: bool = False
    """Whether a fact that cannot be read is left out with a warning: in files of other tools."""

    def place(self, row: int, key: str | None = None) -> Place:
        """Where a cell stands, for the reader of a report; `row` is an index into the rows."""
        one = self.columns.get(key) if key else None
        column = one[1] if one else None
        ats = self.origins.get(key or "", (one[0],) if one else ())
        if self.turned:
            where = letter(row)
            line = ats[0] + 1 if ats else None
            return Place(self.table.file, self.table.sheet, line, where, (row,))
        return Place(self.table.file, self.table.sheet, row + 1, column, ats)

    def data_rows(self) -> list[int]:
        """The indices of the rows below the header that hold something and are no example."""
        left_out = self.example_rows().keys() | self.skipped
        rows = self.table.rows[self.header + 1 : self.end]
        if self.left == 0 and self.right is None:
            return [
                i for i, row in enumerate(rows, self.header + 1) if any(row) and i not in left_out
            ]
        return [
            i
            for i, row in enumerate(rows, self.header + 1)
            if any(row[self.left : self.right]) and i not in left_out
        ]

    def example_rows(self) -> dict[int, str]:
        """The name that stands in each example row, by the row's index."""
        at = self.columns.get(self.sheet.node.naming(), (0, ""))[0]
        return {
            i: row[at]
            for i, row in enumerate(self.table.rows[self.header + 1 : self.end], self.header + 1)
            if len(row) > at and EXAMPLE.match(row[at])
        }


def recognise(
    table: Table, report: Report, ways: Ways | None = None, forced: Words | None = None
) -> list[Layout]:
    """The tables on a sheet, each as a sheet of the workbook.

    None of them where no header is known, with a note in the report of why not.
    """
    place = Place(table.file, table.sheet)
    if fold(table.sheet) in EXPLANATION:
        return []
    if not any(any(row) for row in table.rows):
        report.add("empty-sheet", Severity.WARNING, place, table.sheet)
        return []
    named = by_name(table.sheet)
    found = find(table.rows, named, forced)
    if not found:
        if named is not None:
            required = [column.label for column in named.columns if column.required]
            report.add("no-header", Severity.ERROR, place, table.sheet, known=required)
        else:
            known = [sheet.label for sheet in sheets()]
            report.add("unknown-sheet", Severity.WARNING, place, table.sheet, known=known)
        return []
    if table.hidden:
        report.add("hidden-sheet", Severity.WARNING, place, table.sheet)
    _outside(table, found, report)
    laid = [_laid_out(table, one, named, report, ways or Ways()) for one in found]
    return [one for one in laid if one is not None]


def by_name(name: str) -> Sheet | None:
    """The sheet that a table's name means, or holds as a word: ``Bewoners (2)``."""
    words = re.split(r"[^\w]+|_", fold(name))
    for sheet in sheets():
        spellings = [fold(word) for word in sheet.label.spellings()]
        if fold(name) in spellings or any(word in words for word in spellings[:2]):
            return sheet
    return None


def _laid_out(
    table: Table, found: Found, named: Sheet | None, report: Report, ways: Ways
) -> Layout | None:
    place = Place(table.file, table.sheet)
    plain = found.words.plain
    if plain is not None and not plain.general:
        report.add("read-by-mapping", Severity.INFO, place, plain.name, known=plain.label)
    elif named is not found.sheet:
        report.add("read-as-sheet", Severity.INFO, place, table.sheet, known=found.sheet.label)
    if found.turned:
        report.add("turned-sheet", Severity.INFO, place, table.sheet)
    rows = transposed(table.rows) if found.turned else table.rows
    uses = chosen(table, rows, found, report, ways)
    if uses is None:
        return None
    skipped = _skipped(table, rows, found, report)
    content, columns, origins = composed(rows, found, uses)
    whole = found.left == 0 and found.right >= max(map(len, table.rows), default=0)
    layout = Layout(
        Table(table.file, table.sheet, content, table.hidden, table.broken),
        found.sheet,
        found.header,
        columns,
        origins,
        found.left if content is rows else 0,
        None if whole or content is not rows else found.right,
        None if found.end >= len(rows) else found.end,
        frozenset(skipped),
        found.turned,
    )
    tell(layout.data_rows(), layout, table, report)
    return layout


def _skipped(table: Table, rows: list[list[str]], found: Found, report: Report) -> dict[int, str]:
    """The rows below a header that hold no data, each with a line in the report."""
    skipped = endings(found, rows)
    skipped |= dict.fromkeys(headers_again(found, rows), "header-again")
    for at, code in skipped.items():
        text = next(cell for cell in rows[at][found.left : found.right] if cell)
        where = Place(table.file, table.sheet, None if found.turned else at + 1)
        report.add(code, Severity.INFO, where, text)
    return skipped


def _outside(table: Table, found: list[Found], report: Report) -> None:
    """Says what stands above the first header, of which nothing is read."""
    straight = [one for one in found if not one.turned]
    if not straight:
        return
    above = list(range(min(one.first for one in straight)))
    for one, below in pairwise(straight):
        above += range(one.end, below.first)
    for row in above:
        if any(table.rows[row]):
            place = Place(table.file, table.sheet, row + 1)
            text = next(cell for cell in table.rows[row] if cell)
            report.add("row-above-header", Severity.INFO, place, text)
