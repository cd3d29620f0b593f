"""The rows of a found table as rows of our sheet: parts joined, crosses gathered, points split."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assetgraph.importing.headers import POINT, How, Use
from assetgraph.importing.heads import Found
from assetgraph.importing.ticks import CROSSES, is_tick
from assetgraph.model.cells import join, split
from assetgraph.model.text import fold

Rows = list[list[str]]
Cell = Callable[[Sequence[str]], str]

_NUMBER = r"[-+]?\d{1,3}(?:[.,]\d+)?"
_POINT = re.compile(rf"^\(?\s*({_NUMBER})\s*[°]?\s*[;,/ ]\s*({_NUMBER})\b")


def composed(
    rows: Rows, found: Found, uses: Sequence[Use]
) -> tuple[Rows, dict[str, tuple[int, str]], dict[str, tuple[int, ...]]]:
    """The rows to read, the columns in them by key, and the columns they come from.

    Where each column is just one of ours the rows are the very same ones.
    """
    by_key: dict[str, list[Use]] = {}
    for use in uses:
        by_key.setdefault(use.key, []).append(use)
    if all(_is_plain(mine) for mine in by_key.values()) and POINT not in by_key:
        return rows, {key: (mine[0].at, mine[0].header) for key, mine in by_key.items()}, {}
    cells: dict[str, Cell] = {}
    for key, mine in by_key.items():
        if key == POINT:
            cells.setdefault("lat", _coordinate(mine[0].at, 1))
            cells.setdefault("lon", _coordinate(mine[0].at, 2))
        else:
            cells[key] = _cell(key, mine, found)
    content: Rows = [[] for _ in rows]
    for at in range(found.header + 1, min(found.end, len(rows))):
        content[at] = [cell(rows[at]) for cell in cells.values()]
    columns, origins = {}, {}
    for i, key in enumerate(cells):
        mine = by_key.get(key) or by_key[POINT]
        headers = list(dict.fromkeys(use.header for use in mine))
        columns[key] = (i, " + ".join(headers[:3]) + (" …" if len(headers) > 3 else ""))
        origins[key] = tuple(use.at for use in mine)
    return content, columns, origins


def _is_plain(mine: Sequence[Use]) -> bool:
    return len(mine) == 1 and mine[0].how in (How.TEXT, How.PART)


def _cell(key: str, mine: Sequence[Use], found: Found) -> Cell:
    """How the cell of one of our columns is made from a row of theirs."""
    parts = sorted((use for use in mine if use.how is How.PART), key=lambda use: use.name)
    if parts:
        whole = [use for use in mine if use.how is How.TEXT]
        return _house_number(parts) if key == "house_number" else _name(parts, whole)
    if _is_plain(mine):
        return _text(mine[0].at)
    return _gathered(key, mine, found)


def _text(at: int) -> Cell:
    return lambda row: row[at] if at < len(row) else ""


def _name(parts: Sequence[Use], whole: Sequence[Use]) -> Cell:
    """First name, infix and family name; a whole name beside them is the name, or the last of it.

    A column "Naam" beside "Voornaam" mostly holds the family name.
    """

    def cell(row: Sequence[str]) -> str:
        found = [text for use in parts if (text := _text(use.at)(row))]
        full = next((text for use in whole if (text := _text(use.at)(row))), "")
        if full and found and fold(found[0]) in fold(full):
            return full
        return " ".join([*found, full]).strip()

    return cell


def _house_number(parts: Sequence[Use]) -> Cell:
    """Number, letter and addition: ``12A-2``."""

    def cell(row: Sequence[str]) -> str:
        by_part = {use.name: _text(use.at)(row) for use in parts}
        number, more = by_part.get("1", "") + by_part.get("2", ""), by_part.get("3", "")
        return f"{number}-{more.lstrip('-')}" if number and more else number

    return cell


def _gathered(key: str, mine: Sequence[Use], found: Found) -> Cell:
    """The values of several columns, and the names of those that are ticked."""
    plain = found.words.plain
    words = plain.grid_cells if plain is not None else {}

    def cell(row: Sequence[str]) -> str:
        values: list[str] = []
        for use in mine:
            text = _text(use.at)(row)
            if not text:
                continue
            if use.how is How.TICK and is_tick(text):
                values.append(use.name)
            elif use.how is How.SCALE and text not in CROSSES:
                values.append(f"{use.name} ({text})" if text in "1234" else use.name)
            elif use.how is How.GRID:
                meant = words.get(fold(text), "can" if is_tick(text) else "")
                values += [use.name] if meant == key else []
            elif use.how in (How.TEXT, How.PART):
                values += split(text)
        return join(dict.fromkeys(values))

    return cell


def _coordinate(at: int, which: int) -> Cell:
    def cell(row: Sequence[str]) -> str:
        text = _text(at)(row)
        fits = _POINT.match(text)
        return fits[which] if fits else text

    return cell
