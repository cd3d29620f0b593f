"""CSV in every Dutch variety: ``;`` , cp1252 or UTF-8, a ``sep=`` line, quoted line breaks."""

from __future__ import annotations

import codecs
import csv
import io
import re

from assetgraph.errors import SourceError
from assetgraph.importing.tables import MAX_COLUMNS, Table

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_SEPARATORS = ";,\t|"


def read_csv(data: bytes, file: str, sheet: str) -> Table:
    """The table in a CSV file. Raises SourceError ``not-a-table`` and ``too-many-columns``."""
    text = decode(data, file)
    separator, text = _separator(text)
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    rows: list[list[str]] = []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        for row in reader:
            if len(row) > MAX_COLUMNS:
                raise SourceError("too-many-columns", file=file, n=len(row), most=MAX_COLUMNS)
            rows.append([_unguarded(cell.strip()) for cell in row])
    except csv.Error as error:
        raise SourceError("not-a-table", file=file) from error
    return Table(file, sheet, rows)


def decode(data: bytes, file: str) -> str:
    """Text by its mark, else UTF-8, else cp1252. Raises SourceError ``not-a-table``."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError as error:
                raise SourceError("not-a-table", file=file) from error
            break
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise SourceError("not-a-table", file=file)
    return text


def _separator(text: str) -> tuple[str, str]:
    """The separator, by a ``sep=`` line or by what the header line holds most; and the rest."""
    first, _, rest = text.partition("\n")
    named = re.fullmatch(r"sep=(.)[\r ]*", first, re.IGNORECASE)
    if named:
        return named[1], "\n" + rest
    bare = first.split('"')[::2]
    counts = {mark: sum(part.count(mark) for part in bare) for mark in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda mark: counts[mark])
    return (best if counts[best] else ";"), text


def _unguarded(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from reading text as a formula."""
    return cell[1:] if _GUARDED.match(cell) else cell
