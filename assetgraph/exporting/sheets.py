"""The look of our workbooks, and the six tables written as one.

Everything is built in memory, so that no temporary file elsewhere holds what people told.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from assetgraph.errors import AssetGraphError
from assetgraph.exporting.workbook import Cell, Table
from assetgraph.model.labels import Block
from assetgraph.model.workbook import Column, Sheet

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
LONGEST_CELL = 32_767
"""How many characters Excel takes in one cell, in units of UTF-16."""

TINTS = {
    Block.TALENTS: "#FBE3A8",
    Block.TIES: "#BFDDF2",
    Block.PLACES: "#B9E4D6",
    Block.ECONOMY: "#F2D3E4",
    Block.STORIES: "#F7CDB6",
    Block.INSTITUTIONS: "#D9DBE1",
}
"""The colour of each block behind dark text."""

NUMBERS = (int, float)
TEXT, NUMBER = "@", "General"
"""Cell formats: as text Excel leaves ``10-2`` alone, where it would make it a date."""


class Book:
    """A workbook in our look, in the making."""

    def __init__(self) -> None:
        import xlsxwriter  # noqa: PLC0415

        self._bytes = BytesIO()
        self._book = xlsxwriter.Workbook(self._bytes, OPTIONS)
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def sheet(self, name: str, colour: str | None = None) -> Any:
        """A new empty sheet."""
        sheet = self._book.add_worksheet(name)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        if colour is not None:
            sheet.set_tab_color(colour)
        return sheet

    def style(self, **look: Any) -> Any:
        """A format of cells, made once."""
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(look)
        return self._formats[key]

    def table(self, sheet: Sheet, language: str, header: Sequence[str]) -> Any:
        """A sheet with its header: bold, frozen, each column in the colour of its block."""
        made = self.sheet(sheet.label.text(language), TINTS[sheet.node.block])
        for at, (column, text) in enumerate(zip(sheet.columns, header, strict=True)):
            look = self.style(
                bold=True, bg_color=TINTS[block_of(sheet, column)], bottom=1, valign="top"
            )
            made.set_column(at, at, width(column), self.style(num_format=cell_format(column)))
            made.write_string(0, at, text, look)
        made.freeze_panes(1, 1)
        return made

    def save(self, path: Path) -> None:
        """Writes the workbook."""
        self._book.close()
        path.write_bytes(self._bytes.getvalue())


def write_workbook(
    tables: Sequence[Table], path: Path, beside: tuple[str, Sequence[Sequence[Cell]]] = ("", ())
) -> None:
    """Writes the tables as an xlsx file, a sheet each, texts as texts and numbers as numbers.

    `beside` is the name of one more sheet and its rows, a header first; none without rows.

    Raises AssetGraphError for what no Excel sheet can hold.
    """
    book = Book()
    for table in tables:
        made = book.table(table.sheet, table.language, table.header)
        looks = [
            book.style(num_format=cell_format(column), valign="top")
            for column in table.sheet.columns
        ]
        for number, row in enumerate(table.rows, start=1):
            for at, (cell, look) in enumerate(zip(row, looks, strict=True)):
                if not _put(made, number, at, cell, look):
                    raise AssetGraphError(
                        "export-too-large",
                        sheet=table.name,
                        row=number + 1,
                        column=table.header[at],
                    )
        made.autofilter(0, 0, max(len(table.rows), 1), len(table.header) - 1)
    name, rows = beside
    if rows:
        made = book.sheet(name)
        made.set_column(0, 1, 30)
        for number, told in enumerate(rows):
            for at, cell in enumerate(told):
                _put(made, number, at, cell, book.style(bold=not number))
        made.freeze_panes(1, 0)
    book.save(path)


def _put(sheet: Any, row: int, column: int, cell: Cell, look: Any) -> bool:
    """Writes one cell; False where Excel has no room for it."""
    if cell is None:
        return True
    if not isinstance(cell, str):
        return bool(sheet.write_number(row, column, cell, look) == 0)
    if len(cell) * 2 > LONGEST_CELL and len(cell.encode("utf-16-le")) // 2 > LONGEST_CELL:
        return False
    return bool(sheet.write_string(row, column, cell, look) == 0)


def block_of(sheet: Sheet, column: Column) -> Block:
    """The block that a column belongs to."""
    return sheet.node.block if column.relation is None else column.relation.block


def cell_format(column: Column) -> str:
    """How Excel treats what is typed in a column."""
    return NUMBER if column.fact is not None and column.fact.of in NUMBERS else TEXT


def width(column: Column) -> int:
    """A width in characters that shows what a column usually holds."""
    if column.fact is None or column.fact.many:
        return 30
    if column.fact.identifies and column.fact.required:
        return 28
    return 10 if column.fact.of in NUMBERS else 16
