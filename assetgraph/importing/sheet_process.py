"""Reads a workbook in a process of its own, so that a file that breaks the reader breaks no more.

Run as ``python -m assetgraph.importing.sheet_process FILE``: writes the sheets to standard output
as marshalled lists ``[name, hidden, rows, merged]``, or exits with a code of `EXITS`.
"""

from __future__ import annotations

import gc
import marshal
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

try:
    import resource
except ImportError:  # there is none on Windows
    resource = None  # type: ignore[assignment]

LIMITED = sys.platform == "linux"
"""Whether reading can be kept from taking all memory there is."""

EXITS = {3: "protected-workbook", 4: "damaged-workbook"}
"""What an exit code means, as a code of SourceError."""

MEMORY = 8 << 30
"""Bytes of address space that reading may take."""

_VERSION = 2
"""Of marshal's forms the one that looks for no object that comes twice: text hardly does."""


def main(path: str) -> int:
    """Reads the workbook at `path`."""
    _limit_memory()
    gc.disable()  # nothing here is circular, and the process ends when it is done
    import python_calamine as calamine  # noqa: PLC0415

    try:
        workbook = calamine.CalamineWorkbook.from_path(path)
        sheets = [_sheet(workbook, meta) for meta in workbook.sheets_metadata if _is_sheet(meta)]
    except calamine.PasswordError:
        return 3
    except (calamine.CalamineError, OSError, ValueError):
        return 4
    sys.stdout.buffer.write(marshal.dumps(sheets, _VERSION))
    return 0


def _is_sheet(meta: Any) -> bool:
    return str(meta.typ).rsplit(".", maxsplit=1)[-1] == "WorkSheet"


def _sheet(workbook: Any, meta: Any) -> list[Any]:
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


def _limit_memory() -> None:
    if resource is not None and LIMITED:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
