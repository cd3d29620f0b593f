"""The header of a table: which row near the top of some columns says most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from assetgraph.importing.headers import Use, Words, bare, matched
from assetgraph.importing.plain import plain_mappings
from assetgraph.importing.ticks import all_ticks
from assetgraph.model.workbook import Sheet, sheets

HEADER_WITHIN = 25
"""Rows from the top among which a header is looked for."""

_GRID_WITHIN = 300
"""Rows that are looked at to see whether a column holds only crosses, before it is chosen."""

_SHORT = 60
"""Characters of the longest word in the second line of a header."""

Rows = Sequence[Sequence[str]]
Score = tuple[int, int, int, int]


@dataclass(frozen=True)
class Line:
    """A row of headers, or two together."""

    at: int
    """The index of its last row."""
    depth: int
    cells: tuple[tuple[int, str, str], ...]
    """Of each filled column: its index, what stands in it, and what stands above that."""


@dataclass(frozen=True)
class Found:
    """A table on a sheet."""

    words: Words
    header: int
    """The index of its header's last row."""
    depth: int
    """The rows of its header: one or two."""
    left: int
    right: int
    """The columns that are its own: from `left` up to and without `right`."""
    uses: tuple[Use, ...]
    headers: tuple[str, ...]
    """By column from 0 the header as it is written, both lines where it has two."""
    end: int = 0
    """The index of the row after its last."""
    turned: bool = False

    @property
    def sheet(self) -> Sheet:
        """Whose rows they are."""
        return self.words.sheet

    @property
    def first(self) -> int:
        """The index of the first row of the header."""
        return self.header - self.depth + 1


def head(
    rows: Rows, left: int, right: int, named: Sheet | None, forced: Words | None
) -> Found | None:
    """The row of headers near the top that says most, within some columns."""
    best: tuple[Score, Found] | None = None
    rival = False
    read = lines(rows, left, right)
    for words in candidates(named, forced):
        mine = _best_line(rows, read, left, right, words)
        if mine is None:
            continue
        score, one = mine
        told = words.plain is not None and not words.plain.general
        if not (named or forced or told or len(one.uses) > 1):
            continue
        if best is None or score > best[0]:
            best, rival = mine, False
        elif score == best[0] and one.sheet is not best[1].sheet:
            rival = True
    return None if best is None or rival else best[1]


def lines(rows: Rows, left: int, right: int) -> list[Line]:
    """The rows near the top that may be a header, each alone and together with the one above."""
    found = []
    before: list[tuple[int, str, str]] = []
    for at, row in enumerate(rows[:HEADER_WITHIN]):
        cells = [(i, row[i], "") for i in range(left, min(right, len(row))) if row[i]]
        if cells:
            found.append(Line(at, 1, tuple(cells)))
        if cells and before and all(_is_short(cell) for _, cell, _ in cells):
            found.append(Line(at, 2, _together(before, cells)))
        before = cells
    return found


def _is_short(cell: str) -> bool:
    return len(cell) <= _SHORT and not cell[:1].isdigit()


def _together(
    top: Sequence[tuple[int, str, str]], low: Sequence[tuple[int, str, str]]
) -> tuple[tuple[int, str, str], ...]:
    """Two rows as one header; a word above holds for what follows it below, as merged cells do."""
    over, under = {i: cell for i, cell, _ in top}, {i: cell for i, cell, _ in low}
    found, before = [], ""
    for at in sorted(over.keys() | under.keys()):
        own, mine = over.get(at, ""), under.get(at, "")
        if at - 1 not in over and at - 1 not in under and not own:
            before = ""
        before = own or (before if mine else "")
        if own.endswith("-") and mine:
            found.append((at, own[:-1] + mine, ""))
        elif not mine or bare(before) == bare(mine):
            found.append((at, own or mine, ""))
        else:
            found.append((at, mine, before))
    return tuple(found)


def _best_line(
    rows: Rows, read: Sequence[Line], left: int, right: int, words: Words
) -> tuple[Score, Found] | None:
    """For one sheet: the row that has its required columns and most of the others."""
    best: tuple[Score, Found] | None = None
    for line in read:
        one = read_head(rows, line, left, right, words)
        if one is None:
            continue
        exact = sum(1 for use in one.uses if use.exact)
        telling = int(words.plain is not None and not words.plain.general)
        ticked = sum(1 for at, cell, _ in line.cells if words.ticks(at, cell))
        score = (len(one.uses) + ticked, exact + telling, -line.depth, -line.at)
        if best is None or score > best[0]:
            best = (score, one)
    return best


def read_head(rows: Rows, line: Line, left: int, right: int, words: Words) -> Found | None:
    """A line as the header of one sheet; None where it is none."""
    uses = matched(words, line.cells)
    keys = {use.key for use in uses}
    if not all(keys & one for one in words.required()):
        return None
    plain = words.plain
    if plain is not None and plain.telling:
        told = [bare(f"{above} {cell}") for _, cell, above in line.cells]
        told += [bare(cell) for _, cell, _ in line.cells]
        if not any(fnmatchcase(word, sign) for word in told for sign in plain.telling):
            return None
    headers = [""] * min(right, max(at for at, *_ in line.cells) + 1)
    for at, cell, above in line.cells:
        headers[at] = f"{above} {cell}".strip()
    found = Found(words, line.at, line.depth, left, right, tuple(uses), tuple(headers), len(rows))
    if plain is not None and plain.grid and len(grid_columns(rows, found)) < plain.grid:
        return None
    return found


def candidates(named: Sheet | None, forced: Words | None) -> list[Words]:
    """What a table may be: the sheets of the workbook, each also by the mappings of its kind."""
    if forced is not None:
        return [forced]
    chosen = [named] if named is not None else list(sheets())
    found = [Words(sheet) for sheet in chosen]
    for sheet in chosen:
        for plain in plain_mappings().values():
            if not plain.general and not plain.survey and sheet.node.kind in plain.words:
                found.append(Words(sheet, plain))
    return found


def grid_columns(rows: Rows, found: Found, within: int | None = _GRID_WITHIN) -> list[int]:
    """The columns with a header of their own whose cells hold only crosses."""
    known = {use.at for use in found.uses}
    plain = found.words.plain
    more = plain.grid_cells if plain is not None else {}
    end = found.end if within is None else min(found.end, found.header + 1 + within)
    body = rows[found.header + 1 : end]
    return [
        at
        for at in range(found.left, min(found.right, len(found.headers)))
        if at not in known
        and found.headers[at]
        and found.words.ticks(at, found.headers[at]) is None
        and all_ticks(column(body, at), more)
    ]


def column(rows: Rows, at: int) -> Iterable[str]:
    return (row[at] for row in rows if at < len(row) and row[at])
