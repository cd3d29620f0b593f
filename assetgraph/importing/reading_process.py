"""Reads a file in a process of its own, so that a file that breaks the reader breaks no more.

Run as ``python -m assetgraph.importing.reading_process FORM FILE NAME``, where the form is a
workbook, a graph, JSON or a large table of text: writes its tables to standard output as marshalled
lists ``[name, hidden, rows, merged]``, or what is wrong with it as ``{"code": …, "values": …}``.
"""

from __future__ import annotations

import gc
import marshal
import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from assetgraph.errors import SourceError

try:
    import resource
except ImportError:  # there is none on Windows
    resource = None  # type: ignore[assignment]

LIMITED = sys.platform == "linux"
"""Whether reading can be kept from taking all memory there is."""

MEMORY = 640 << 20
"""Bytes of memory of its own that reading may take: 100,000 full rows take a third of it."""

ADDRESSES = 8 << 30
"""Bytes of address space, programs and files included, that reading may take."""

SECONDS = 180
"""Seconds of CPU time that reading may take: 100,000 full rows take two."""

MAX_CELLS = 12_000_000
"""Cells of all tables of a file together: the empty ones between the others count too."""

_VERSION = 2
"""Of marshal's forms the one that looks for no object that comes twice: text hardly does."""


class Form(StrEnum):
    """What a file is, by its content."""

    WORKBOOK = "workbook"
    GRAPH = "graph"
    JSON = "json"
    TEXT = "text"


def main(form: str, path: str, name: str) -> int:
    """Reads the file at `path`, which the report calls `name`."""
    _limit()
    gc.disable()  # nothing here is circular, and the process ends when it is done
    found: Any
    try:
        found = _READERS[Form(form)](path, name)
        if sum(len(row) for _, _, rows, _ in found for row in rows or ()) > MAX_CELLS:
            raise SourceError("file-too-heavy", file=name)
    except SourceError as error:
        found = {"code": error.code, "values": error.values}
    except MemoryError:
        found = {"code": "file-too-heavy", "values": {"file": name}}
    sys.stdout.buffer.write(marshal.dumps(found, _VERSION))
    return 0


def _workbook(path: str, name: str) -> list[list[Any]]:
    import python_calamine as calamine  # noqa: PLC0415

    try:
        workbook = calamine.CalamineWorkbook.from_path(path)
        return [_sheet(workbook, meta) for meta in workbook.sheets_metadata]
    except calamine.PasswordError as error:
        raise SourceError("protected-workbook", file=name) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise SourceError("damaged-workbook", file=name) from error


def _graph(path: str, name: str) -> list[list[Any]]:
    from assetgraph.importing.graph_files import read_graph  # noqa: PLC0415

    return [[t.sheet, False, t.rows, []] for t in read_graph(Path(path).read_bytes(), name)]


def _json(path: str, name: str) -> list[list[Any]]:
    from assetgraph.importing.json_files import read_json  # noqa: PLC0415

    tables = read_json(Path(path).read_bytes(), name, Path(path).stem)
    return [[table.sheet, False, table.rows, []] for table in tables]


def _delimited(path: str, name: str) -> list[list[Any]]:
    from assetgraph.importing.csv_files import read_csv  # noqa: PLC0415

    table = read_csv(Path(path).read_bytes(), name, Path(path).stem)
    return [[table.sheet, False, table.rows, []]]


_READERS: dict[Form, Callable[[str, str], list[list[Any]]]] = {
    Form.WORKBOOK: _workbook,
    Form.GRAPH: _graph,
    Form.JSON: _json,
    Form.TEXT: _delimited,
}


def _is_sheet(meta: Any) -> bool:
    return str(meta.typ).rsplit(".", maxsplit=1)[-1] == "WorkSheet"


def _sheet(workbook: Any, meta: Any) -> list[Any]:
    """A sheet's name, whether it is hidden, its rows and merged cells; of a chart no rows."""
    if not _is_sheet(meta):
        return [meta.name, False, None, []]
    sheet = workbook.get_sheet_by_name(meta.name)
    hidden = str(meta.visible).rsplit(".", maxsplit=1)[-1] != "Visible"
    rows = [
        [cell.strip() if type(cell) is str else _text(cell) for cell in row]
        for row in sheet.to_python(skip_empty_area=False)
    ]
    merged = [[list(start), list(end)] for start, end in sheet.merged_cell_ranges or []]
    return [meta.name, hidden, rows, merged]


def _text(value: object) -> str:
    """A cell's value as somebody would type it; whole numbers without a fraction."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(" ")
    if isinstance(value, date | time | timedelta):
        return str(value)
    return str(value)


def _limit() -> None:
    if resource is not None and LIMITED:
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
