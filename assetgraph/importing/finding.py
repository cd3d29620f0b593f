"""Where the tables on a sheet stand: their header, their columns, their rows.

People put a title above a table, notes and totals below it, two tables beside or under each other,
a header over two lines, or persons side by side instead of under each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import cache

from assetgraph.importing.headers import LONGEST, Use, Words, bare
from assetgraph.importing.heads import (
    HEADER_WITHIN,
    Found,
    Line,
    Rows,
    candidates,
    column,
    grid_columns,
    head,
    read_head,
)
from assetgraph.model.nodes import Resident
from assetgraph.model.text import fold
from assetgraph.model.workbook import Sheet, sheet_of, sheets

TURNED_WITHIN = 300
"""Rows and columns of the largest table that is looked at with its rows as columns."""

_BLANK_WITHIN = 2_000
"""Rows that are looked at to find columns that are blank."""

_WORD = 40
"""Characters of the longest header of a table that stands below another."""


def find(rows: Rows, named: Sheet | None, forced: Words | None = None) -> list[Found]:
    """The tables on a sheet, from the left and from above; none where no header is known.

    `named` is what the sheet's name says; `forced` what the user says.
    """
    found: list[Found] = []
    width = max(map(len, rows), default=0)
    blocks = _blocks(rows, width)
    if len(blocks) > 1:
        beside = [one for left, right in blocks if (one := head(rows, left, right, named, forced))]
        if len(beside) < len(blocks) and len(beside) > 1:
            beside = _widened(beside, width)
        if len(beside) > 1:
            found = beside
    if not found:
        whole = head(rows, 0, width, named, forced)
        found = [] if whole is None else [whole]
    turned = _turned(rows, named, forced) if len(found) <= 1 else None
    if turned is not None and (not found or _says(turned) > _says(found[0], rows)):
        return [turned]
    if not found and forced is None and (matrix := _matrix(rows, width, named)):
        return [matrix]
    return [part for one in found for part in _under_each_other(rows, one)]


def _says(one: Found, rows: Rows = ()) -> int:
    """How many columns of ours a table has; the columns of a grid count along."""
    gridded = one.words.plain is not None and one.words.plain.grid and rows
    return len({use.key for use in one.uses}) + (len(grid_columns(rows, one)) if gridded else 0)


def _matrix(rows: Rows, width: int, named: Sheet | None) -> Found | None:
    """Who knows whom: the same names above the columns as before the rows."""
    words = Words(sheet_of(Resident))
    if named not in (None, words.sheet):
        return None
    for at, row in enumerate(rows[:HEADER_WITHIN]):
        across = {fold(cell) for cell in row if _is_name(cell)}
        if len(across) < 2:
            continue
        for left in range(min(width, 3)):
            down = {
                fold(cell)
                for cell in column(rows[at + 1 : at + TURNED_WITHIN], left)
                if _is_name(cell)
            }
            if len(across & down) >= max(2, 0.6 * len(down)):
                use = Use(left, row[left] or words.sheet.label.nl, Resident.naming(), exact=False)
                return Found(words, at, 1, left, width, (use,), tuple(row), len(rows))
    return None


def _is_name(cell: str) -> bool:
    return 1 < len(cell) <= LONGEST and any(sign.isalpha() for sign in cell)


def _blocks(rows: Rows, width: int) -> list[tuple[int, int]]:
    """The runs of columns that hold something."""
    filled = [False] * width
    for row in rows[:_BLANK_WITHIN]:
        for at, cell in enumerate(row):
            if cell and not filled[at]:
                filled[at] = True
    blocks, left = [], None
    for at, full in enumerate([*filled, False]):
        if full and left is None:
            left = at
        elif not full and left is not None:
            blocks.append((left, at))
            left = None
    return blocks


def _widened(found: list[Found], width: int) -> list[Found]:
    """Tables side by side, each up to where the next begins: columns without a head are theirs."""
    ends = [*(one.left for one in found[1:]), width]
    return [replace(one, right=end) for one, end in zip(found, ends, strict=True)]


def _turned(rows: Rows, named: Sheet | None, forced: Words | None) -> Found | None:
    """A table whose rows are columns, where that says something."""
    width = max(map(len, rows), default=0)
    if len(rows) > TURNED_WITHIN or not 2 <= width <= TURNED_WITHIN:
        return None
    across = transposed(rows)
    one = head(across, 0, len(rows), named, forced)
    if one is not None and len({use.key for use in one.uses}) > 1:
        return replace(one, turned=True)
    return _crossed(across, named, forced)


def _crossed(across: list[list[str]], named: Sheet | None, forced: Words | None) -> Found | None:
    """A grid with persons side by side and interests under each other, seen with persons below."""
    for words in candidates(named, forced):
        plain = words.plain
        if plain is None or not plain.turned:
            continue
        for at, row in enumerate(across[:3]):
            start = next((i for i, cell in enumerate(row[:6]) if _fits(cell, plain.turned)), None)
            if start is None:
                continue
            use = Use(start, row[start], words.sheet.node.naming(), exact=False)
            one = Found(words, at, 1, start, len(row), (use,), tuple(row), len(across), turned=True)
            if len(grid_columns(across, one)) >= plain.grid:
                return one
    return None


def _fits(cell: str, patterns: Sequence[str]) -> bool:
    return bool(cell) and any(fnmatchcase(bare(cell), one) for one in patterns)


def transposed(rows: Rows) -> list[list[str]]:
    """The rows as columns."""
    width = max(map(len, rows), default=0)
    return [[row[at] if at < len(row) else "" for row in rows] for at in range(width)]


def _under_each_other(rows: Rows, one: Found) -> list[Found]:
    """A table, and those of another header that stand below it in the same columns."""
    known = _header_words()
    starts = {word[:2] for word in known}
    parts, own = [one], [bare(cell) for cell in rows[one.header][one.left : one.right]]
    for at in range(one.header + 1, len(rows)):
        row = rows[at][one.left : one.right]
        first = row[0] if row and row[0] else next((cell for cell in row if cell), "")
        if len(first) > _WORD or (first[:2].casefold() not in starts) or bare(first) not in known:
            continue
        filled = [cell for cell in row if cell]
        told = [cell for cell in filled if len(cell) <= _WORD and bare(cell) in known]
        if len(told) < 2 or len(told) * 2 < len(filled) or [bare(cell) for cell in row] == own:
            continue
        below = _below(rows, at, one)
        if below is not None:
            parts[-1] = replace(parts[-1], end=_before_title(rows, at, parts[-1]))
            parts.append(below)
    return parts


def _before_title(rows: Rows, at: int, one: Found) -> int:
    """Where a table ends above another: before the title of that, if it has one."""
    end = at
    while end - 1 > one.header and len({c for c in rows[end - 1][one.left : one.right] if c}) == 1:
        end -= 1
    return end if end < at and not any(rows[end - 1][one.left : one.right]) else at


def _below(rows: Rows, at: int, one: Found) -> Found | None:
    """The header of another table in this row."""
    cells = [(i, rows[at][i], "") for i in range(one.left, min(one.right, len(rows[at])))]
    line = Line(at, 1, tuple(cell for cell in cells if cell[1]))
    heads = [
        found
        for words in candidates(None, None)
        if (found := read_head(rows, line, one.left, one.right, words)) and len(found.uses) > 1
    ]
    return max(heads, key=lambda found: len(found.uses), default=None)


@cache
def _header_words() -> frozenset[str]:
    """Every word that is a whole header of some sheet."""
    return frozenset(word for sheet in sheets() for word in Words(sheet).spellings())
