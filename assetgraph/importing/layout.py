"""Which sheet of the workbook a table is, where its header stands and what its columns are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assetgraph.importing.issues import Place, Report, Severity
from assetgraph.importing.tables import Table
from assetgraph.importing.values import suggestion
from assetgraph.model.text import fold
from assetgraph.model.workbook import Column, Sheet, sheets

HEADER_WITHIN = 15
"""Rows from the top among which a header is looked for."""

EXAMPLE = re.compile(r"^\s*(voorbeeld|example)\s*:", re.IGNORECASE)
"""How the name in an example row begins."""

EXPLANATION = {"uitleg", "explanation"}
"""Sheets of the template that hold no data."""


@dataclass(frozen=True)
class Layout:
    """A table read as one sheet of the workbook."""

    table: Table
    sheet: Sheet
    header: int
    """The index of the header row in the table's rows."""
    columns: dict[str, tuple[int, str]]
    """By column key: the index of the column, and its header as written."""

    def place(self, row: int, key: str | None = None) -> Place:
        """Where a cell stands, for the reader of a report; `row` is an index into the rows."""
        column = self.columns[key][1] if key in self.columns else None
        return Place(self.table.file, self.table.sheet, row + 1, column)

    def data_rows(self) -> list[int]:
        """The indices of the rows below the header that hold something and are no example."""
        examples = self.example_rows()
        return [
            i
            for i, row in enumerate(self.table.rows[self.header + 1 :], self.header + 1)
            if any(row) and i not in examples
        ]

    def example_rows(self) -> dict[int, str]:
        """The name that stands in each example row, by the row's index."""
        at = self.columns.get(self.sheet.node.naming(), (0, ""))[0]
        return {
            i: row[at]
            for i, row in enumerate(self.table.rows[self.header + 1 :], self.header + 1)
            if len(row) > at and EXAMPLE.match(row[at])
        }


def recognise(table: Table, report: Report) -> Layout | None:
    """The table as a sheet of the workbook, or None with a note in the report of why not."""
    place = Place(table.file, table.sheet)
    if fold(table.sheet) in EXPLANATION:
        return None
    if not any(any(row) for row in table.rows):
        report.add("empty-sheet", Severity.WARNING, place, table.sheet)
        return None
    named = by_name(table.sheet)
    found = _header(table, named) if named else _by_header(table)
    if found is None:
        if named is not None:
            required = [column.label for column in named.columns if column.required]
            report.add("no-header", Severity.ERROR, place, table.sheet, known=required)
        else:
            known = [sheet.label for sheet in sheets()]
            report.add("unknown-sheet", Severity.WARNING, place, table.sheet, known=known)
        return None
    sheet, header = found
    if named is None:
        report.add("read-as-sheet", Severity.INFO, place, table.sheet, known=sheet.label)
    if table.hidden:
        report.add("hidden-sheet", Severity.WARNING, place, table.sheet)
    return _columns(table, sheet, header, report)


def by_name(name: str) -> Sheet | None:
    """The sheet that a table's name means, or holds as a word: ``Bewoners (2)``."""
    words = re.split(r"[^\w]+|_", fold(name))
    for sheet in sheets():
        spellings = [fold(word) for word in sheet.label.spellings()]
        if fold(name) in spellings or any(word in words for word in spellings[:2]):
            return sheet
    return None


def _by_header(table: Table) -> tuple[Sheet, int] | None:
    """The one sheet whose columns a table has; None where none or several fit as well."""
    fits = []
    for sheet in sheets():
        found = _header(table, sheet)
        if found is not None:
            words = {_bare(cell) for cell in table.rows[found[1]] if cell}
            hits = sum(1 for column in sheet.columns if words & set(_exact(column)))
            fits.append((hits, len(words) - hits, sheet, found[1]))
    fits.sort(key=lambda fit: (-fit[0], fit[1]))
    if not fits or fits[0][0] < 2 or (len(fits) > 1 and fits[0][:2] == fits[1][:2]):
        return None
    return fits[0][2], fits[0][3]


def _header(table: Table, sheet: Sheet) -> tuple[Sheet, int] | None:
    """The first row near the top that has all columns that a row must fill."""
    required = [set(_spellings(column)) for column in sheet.columns if column.required]
    for i, row in enumerate(table.rows[:HEADER_WITHIN]):
        words = {_bare(cell) for cell in row if cell}
        if all(words & spellings for spellings in required):
            return sheet, i
    return None


def _columns(table: Table, sheet: Sheet, header: int, report: Report) -> Layout | None:
    written = table.rows[header]
    place = Place(table.file, table.sheet, header + 1)
    for row in range(header):
        if any(table.rows[row]):
            above = Place(table.file, table.sheet, row + 1)
            text = next(cell for cell in table.rows[row] if cell)
            report.add("row-above-header", Severity.INFO, above, text)
    columns: dict[str, tuple[int, str]] = {}
    doubled: set[int] = set()
    for exact in (True, False):
        for i, cell in enumerate(written):
            if not cell or i in doubled or any(i == at for at, _ in columns.values()):
                continue
            column = _find(sheet, cell, exact)
            if column is not None and column.key in columns:
                if exact or _bare(columns[column.key][1]) == _bare(cell):
                    doubled.add(i)
                    at = Place(table.file, table.sheet, header + 1, cell)
                    report.add("doubled-header", Severity.ERROR, at, cell)
            elif column is not None:
                columns[column.key] = (i, cell.rstrip("* "))
    taken = {at for at, _ in columns.values()}
    for i, cell in enumerate(written):
        if cell and i not in taken | doubled:
            near = _near(sheet, cell)
            at = Place(table.file, table.sheet, header + 1, cell)
            report.add("unknown-column", Severity.WARNING, at, cell, near=near)
    for i in _without_header(written, table.rows[header + 1 :]):
        report.add("column-without-header", Severity.WARNING, place, _letter(i))
    return None if doubled else Layout(table, sheet, header, columns)


def _without_header(written: list[str], rows: list[list[str]]) -> list[int]:
    """The columns that hold something in these rows and have no header."""
    width = max(map(len, rows), default=0)
    bare = [i for i in range(width) if i >= len(written) or not written[i]]
    if not bare:
        return []
    filled = {i for row in rows for i, cell in enumerate(row) if cell}
    return [i for i in bare if i in filled]


def _find(sheet: Sheet, cell: str, exact: bool) -> Column | None:
    """The column that a header means: by its own name first, by other words for it second."""
    word = _bare(cell)
    for column in sheet.columns:
        if word in (_exact(column) if exact else _spellings(column)):
            return column
    return None


def _near(sheet: Sheet, cell: str) -> object:
    words = {spelling: column for column in sheet.columns for spelling in _spellings(column)}
    near = suggestion(_bare(cell), list(words))
    return words[near].label if near else None


def _exact(column: Column) -> list[str]:
    return [fold(column.label.nl), fold(column.label.en)]


def _spellings(column: Column) -> list[str]:
    return [_bare(word) for word in column.label.spellings()]


def _bare(header: str) -> str:
    """A header as it is compared: without a star, a colon or words in brackets."""
    return fold(re.sub(r"\([^)]*\)|[*:?]", " ", header.replace("_", " ")))


def _letter(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
