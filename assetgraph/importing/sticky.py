"""Sticky notes: one text each, of the building block that its frame, or the user, names."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

from assetgraph.importing.columns import Ways
from assetgraph.importing.heads import HEADER_WITHIN
from assetgraph.importing.issues import Place, Report, Severity
from assetgraph.importing.layout import Layout
from assetgraph.importing.plain import Plain
from assetgraph.importing.tables import Table
from assetgraph.model.cells import join
from assetgraph.model.labels import Block
from assetgraph.model.nodes import Exchange, Group, Institution, Resident, Story
from assetgraph.model.nodes import Place as PlaceKind
from assetgraph.model.text import fold
from assetgraph.model.workbook import sheet_of, sheets

_OWNER = re.compile(r"^([^:\n]{2,40}?)\s*(?::|\s[-–]\s)\s*(.+)$", re.DOTALL)
_KNOWS = re.compile(r"^(.{2,40}?)\s+(?:kent|knows|<?-+>|↔|→)\s+(.{2,200})$", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(zoekt?|vraagt?|wil(?:t)?|nodig|gezocht|looking for|needs?)\b|\?$", re.IGNORECASE
)
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_TITLE = 80
"""Characters of the longest title; a longer note is the story itself."""


def is_board(table: Table, plain: Plain) -> bool:
    """Whether a table is an export of sticky notes, by its headers."""
    found = _header(table, plain)
    if found is None:
        return False
    words = {fold(cell) for cell in table.rows[found[0]] if cell}
    return bool(words & set(plain.telling))


def lay_out_notes(table: Table, plain: Plain, ways: Ways, report: Report) -> list[Layout]:
    """The notes as rows of the sheets of their blocks, each where it stood."""
    place = Place(table.file, table.sheet)
    found = _header(table, plain, ways.column)
    if found is None:
        report.add("notes-without-column", Severity.ERROR, place, ways.column or table.sheet)
        return []
    header, at = found
    headers = table.rows[header]
    frame = next((i for i, cell in enumerate(headers) if fold(cell) in plain.notes["block"]), None)
    texts = {
        i: row[at] for i, row in enumerate(table.rows) if i > header and at < len(row) and row[at]
    }
    framed = _framed(table, list(texts), frame)
    usual = block_of(ways.block or "")
    if usual is None and len(framed) < len(texts) and ways.ask_block is not None:
        usual = block_of(ways.ask_block(table.sheet, list(texts.values())[:3]))
    if usual is None and len(framed) < len(texts):
        report.add("notes-without-block", Severity.ERROR, place, table.sheet)
        return []
    by_block: dict[Block, dict[int, str]] = {}
    for i, text in texts.items():
        by_block.setdefault(framed.get(i) or usual or Block.TALENTS, {})[i] = text
    aside = [cell for i, cell in enumerate(headers) if cell and i not in (at, frame)]
    if aside:
        report.add("columns-set-aside", Severity.INFO, place, ", ".join(aside))
    layouts = []
    for one, notes in by_block.items():
        layouts += _rows(table, header, at, one, notes, report)
    return layouts


def _framed(table: Table, notes: list[int], frame: int | None) -> dict[int, Block]:
    """The block of each note whose frame names one."""
    found = {}
    for i in notes if frame is not None else ():
        cells = table.rows[i]
        one = block_of(cells[frame]) if frame is not None and frame < len(cells) else None
        if one is not None:
            found[i] = one
    return found


def block_of(text: str) -> Block | None:
    """The building block that a number, its name or the name of its sheet means."""
    word = fold(text)
    for one in Block:
        if word in (str(int(one)), *(fold(name) for name in one.label.spellings())):
            return one
    for sheet in sheets():
        if word and word in (fold(name) for name in sheet.label.spellings()):
            return Block.TALENTS if sheet.node is Resident else sheet.node.block
    return {"wensen": Block.TALENTS, "talent": Block.TALENTS}.get(word)


def _header(table: Table, plain: Plain, column: str | None = None) -> tuple[int, int] | None:
    """The row of headers, and the column of the texts."""
    for at, row in enumerate(table.rows[:HEADER_WITHIN]):
        for i, cell in enumerate(row):
            word = fold(cell)
            if cell and (word == fold(column) if column else _fits(word, plain.notes["text"])):
                return at, i
    return None


def _fits(word: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(word, one) for one in patterns)


def _rows(
    table: Table, header: int, at: int, block: Block, notes: dict[int, str], report: Report
) -> list[Layout]:
    """The notes of one block as rows; what names nobody where somebody must be named is told."""
    by_kind: dict[type, dict[int, dict[str, str]]] = {}
    for i, text in notes.items():
        kind, cells = _cells(block, " ".join(text.split()))
        if cells is None:
            place = Place(table.file, table.sheet, i + 1, table.rows[header][at], (at,))
            report.add("note-without-person", Severity.WARNING, place, text)
            continue
        by_kind.setdefault(kind, {})[i] = cells
    layouts = []
    for kind, made in by_kind.items():
        keys = list(dict.fromkeys(key for cells in made.values() for key in cells))
        rows: list[list[str]] = [[] for _ in table.rows]
        for i, cells in made.items():
            rows[i] = [cells.get(key, "") for key in keys]
        columns = {key: (n, table.rows[header][at]) for n, key in enumerate(keys)}
        origins = dict.fromkeys(keys, (at,))
        content = Table(table.file, table.sheet, rows, table.hidden)
        layouts.append(Layout(content, sheet_of(kind), header, columns, origins, lenient=True))
    return layouts


def _cells(block: Block, text: str) -> tuple[type, dict[str, str] | None]:
    """What a note says, by column; None where it should name a person and does not."""
    owner = _OWNER.match(text)
    if block is Block.TALENTS:
        key = "wants" if owner and _ASKS.search(owner[2]) else "can"
        return Resident, {"name": owner[1], key: join([owner[2]])} if owner else None
    if block is Block.TIES:
        tie = _KNOWS.match(text)
        return (Resident, {"name": tie[1], "knows": tie[2]}) if tie else (Group, {"name": text})
    if block is Block.PLACES:
        return PlaceKind, {"name": text}
    if block is Block.ECONOMY:
        sort = "vraag" if owner and _ASKS.search(owner[2]) else "aanbod"
        return Exchange, {
            "made_by": join([owner[1]]),
            "sort": sort,
            "what": owner[2],
        } if owner else None
    if block is Block.STORIES:
        year = _YEAR.search(text)
        said = (
            {"title": text} if len(text) <= _TITLE else {"title": f"{text[:_TITLE]}…", "text": text}
        )
        return Story, said | ({"from_year": year[1]} if year else {})
    return Institution, {"name": text}
