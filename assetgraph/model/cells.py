"""The grammar of a cell that holds several values, read and written in one place.

Values stand apart by ``;`` or line breaks; by commas only where a cell has neither. What stands in
double quotes stays whole; a value quoted from end to end loses its quotes, and ``""`` in it is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_NEEDS_QUOTES = re.compile(r'[;,"\r\n\t|•·]|^\s|\s$| / |^(?:[▪◦●‣*–—-]|\d{1,2}[.)])\s')
_LINES = re.compile(r"[;\r\n]")


def split(cell: str) -> list[str]:
    """The values of a cell, trimmed, without empty ones."""
    if '"' in cell and cell.count('"') % 2 == 0:
        return _split_quoted(cell)
    parts = _LINES.split(cell)
    if len(parts) == 1:
        parts = cell.split(",")
    return [value for part in parts if (value := part.strip())]


def join(values: Iterable[str]) -> str:
    """A cell that `split` reads as these values."""
    return "; ".join(
        '"' + value.replace('"', '""') + '"' if _NEEDS_QUOTES.search(value) else value
        for value in values
    )


def _split_quoted(cell: str) -> list[str]:
    inside = False
    breaks: dict[str, list[int]] = {";": [], ",": []}
    for position, char in enumerate(cell):
        if char == '"':
            inside = not inside
        elif not inside and char in ";\r\n":
            breaks[";"].append(position)
        elif not inside and char == ",":
            breaks[","].append(position)
    cuts = breaks[";"] or breaks[","]
    starts = [0, *(cut + 1 for cut in cuts)]
    ends = [*cuts, len(cell)]
    parts = (_unquoted(cell[a:b].strip()) for a, b in zip(starts, ends, strict=True))
    return [part for part in parts if part]


def _unquoted(value: str) -> str:
    inner = value[1:-1]
    if len(value) >= 2 and value[0] == value[-1] == '"' and '"' not in inner.replace('""', ""):
        return inner.replace('""', '"')
    return value
