"""The empty workbook: a sheet of explanation, and six sheets with what helps to fill them in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assetgraph.exporting.explanation import Line, lines
from assetgraph.exporting.sheets import NUMBER, Book, cell_format
from assetgraph.exporting.writing import write_file
from assetgraph.messages import Catalogue, catalogue
from assetgraph.model import cells
from assetgraph.model.choices import Closeness
from assetgraph.model.consent import CONSENTED, Consent, Purpose
from assetgraph.model.labels import Choice
from assetgraph.model.workbook import OURS, Column, Sheet, sheets

REQUIRED = "*"
"""Stands behind the header of a column that must be filled in."""
ROWS = 5_000
"""How many rows have drop-downs."""
GREY = "#6B6B6B"


def write_template(path: Path, language: str, *, force: bool = False) -> None:
    """Writes the empty workbook in ``nl`` or ``en``.

    Raises RefusedError where a file is there already and `force` is not given, and
    AssetGraphError for a place that cannot be written.
    """
    write_file(path, _template(language).save, force=force)


def _template(language: str) -> Book:
    words = catalogue(language)
    book = Book()
    _explain(book, words)
    for sheet in sheets():
        header = [_header(column, language) for column in sheet.columns]
        made = book.table(sheet, language, header)
        for at, column in enumerate(sheet.columns):
            about = {"x_scale": 2.2, "y_scale": 1.1, "author": OURS}
            made.write_comment(0, at, comment(sheet, column, words), about)
            _drop_down(made, at, column, words)
            _example(book, made, at, sheet, column, language)
    return book


def _header(column: Column, language: str) -> str:
    return column.label.text(language) + (REQUIRED if column.required else "")


def comment(sheet: Sheet, column: Column, words: Catalogue) -> str:
    """What stands at a header: what belongs in the column, and how it is written."""
    parts = [words.text(f"template.column.{sheet.node.kind}.{column.key}")]
    if column.required:
        parts.append(words.text("template.required"))
    fixed = fixed_values(column, words)
    if fixed:
        key = "template.choose-several" if _several(column) else "template.choose"
        parts.append(words.text(key, values=", ".join(fixed)))
    if _several(column):
        parts.append(words.text("template.several"))
    return " ".join(parts)


def fixed_values(column: Column, words: Catalogue) -> list[str]:
    """The words that a cell, or the brackets in it, may hold; empty where any text will do."""
    language = words.language
    if column.relation is not None:
        rated = "closeness" in column.relation.properties
        return [degree.label.text(language) for degree in Closeness] if rated else []
    if column.fact is None:
        return []
    if column.fact.of is bool:
        return [words.text("export.yes"), words.text("export.no")]
    if column.fact.of is Consent:
        purposes = [purpose.label.text(language) for purpose in CONSENTED]
        return [*purposes, words.text("export.no")]
    return [member.label.text(language) for member in _members(column.fact.of)]


def _members(of: type) -> Iterator[Choice]:
    if issubclass(of, Choice):
        yield from of


def _several(column: Column) -> bool:
    return column.fact is None or column.fact.many


def _drop_down(made: Any, at: int, column: Column, words: Catalogue) -> None:
    """A list to choose from; other text is let through, after a question where one value fits."""
    fixed = fixed_values(column, words)
    if column.fact is None or not fixed:
        return
    if column.fact.of is Consent:
        language = words.language
        both = cells.join(p.label.text(language) for p in (Purpose.MAP, Purpose.MATCH))
        every = cells.join(p.label.text(language) for p in CONSENTED)
        fixed = [both, every, *fixed]
    made.data_validation(
        *(1, at, ROWS, at),
        {
            "validate": "list",
            "source": fixed,
            "show_error": not column.fact.many,
            "error_type": "warning",
            "error_title": words.text("template.choose-title"),
            "error_message": words.text("template.choose", values=", ".join(fixed)),
        },
    )


def _example(book: Book, made: Any, at: int, sheet: Sheet, column: Column, language: str) -> None:
    if column.key not in sheet.examples:
        return
    text = sheet.examples[column.key].text(language)
    form = cell_format(column)
    look = book.style(italic=True, font_color=GREY, num_format=form, text_wrap=True, valign="top")
    if not text:
        made.write_blank(1, at, None, look)
    elif form == NUMBER:
        made.write_number(1, at, float(text.replace(",", ".")), look)
    else:
        made.write_string(1, at, text, look)


def _explain(book: Book, words: Catalogue) -> None:
    made = book.sheet(words.text("template.sheet"))
    made.hide_gridlines(2)
    made.set_column(0, 0, 100)
    looks = {
        Line.TITLE: book.style(bold=True, font_size=18),
        Line.HEADING: book.style(bold=True, font_size=13, top=1, top_color="#BBBBBB"),
        Line.TEXT: book.style(text_wrap=True, valign="top"),
    }
    for row, (line, text) in enumerate(lines(words)):
        made.write_string(row, 0, text, looks[line])
