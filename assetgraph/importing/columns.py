"""Which columns of a found table are read as what, and what is said of the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from assetgraph.importing.headers import How, Use, Words, bare, shown
from assetgraph.importing.heads import Found, grid_columns
from assetgraph.importing.issues import Place, Report, Severity, masked
from assetgraph.importing.tables import Table, letter
from assetgraph.importing.ticks import CROSSES, TICKS
from assetgraph.model.labels import Label
from assetgraph.model.nodes import Resident
from assetgraph.model.relations import Can, Knows
from assetgraph.model.text import fold
from assetgraph.model.workbook import Column

Rows = Sequence[Sequence[str]]

_CONTACT = re.compile(
    r"\b(tel|telefoon\w*|telefoonnr|mobiel\w*|gsm|06|phone|mobile|e-?mail\w*|mail\w*|whatsapp)\b"
)
_BSN = re.compile(r"\b(bsn|burgerservice\w*|sofi\w*)\b")
_MAIL_OR_PHONE = re.compile(r"^\s*(\S+@\S+\.\S+|(\+|00)?[\d\s().-]{9,17})\s*$")
EXAMPLES = 3
"""Values that are shown of a column."""

_ALIKE = 74
"""How alike two words must be, of 100, for one to be proposed for the other."""


_SCALE = frozenset({"2", "3", "4"})
"""What only a cell that says how well people know each other holds."""


@dataclass(frozen=True)
class Guess:
    """A column that may be one of ours: to be asked."""

    sheet: Label
    header: str
    examples: list[str]
    column: Label


@dataclass
class Ways:
    """What is known of columns beside the words of the mappings."""

    remembered: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By kind of node and bare header: the key of the column that somebody said it is."""
    ask: Callable[[Guess], bool] | None = None
    """Asks whether a guess is right; None where nobody can be asked."""
    column: str | None = None
    """Of sticky notes: the header of the column of their texts."""
    block: str | None = None
    """Of sticky notes: the building block that they belong to, by number or name."""
    ask_block: Callable[[str, list[str]], str] | None = None
    """Asks to which block the notes of a table belong, with some of them."""
    answered: dict[tuple[str, str], str] = field(default_factory=dict)
    """Answers of this import, as in `remembered`; "" where the guess was wrong."""

    def known(self, words: Words, header: str) -> str | None:
        """The key of the column that a header was said to be."""
        one = (words.sheet.node.kind, bare(header))
        return self.answered.get(one) or self.remembered.get(one)

    def asked(self, words: Words, header: str, column: Column, examples: list[str]) -> bool:
        """Whether somebody says that a header is this column; each is asked once."""
        one = (words.sheet.node.kind, bare(header))
        if self.ask is None or one in self.answered:
            return bool(self.answered.get(one))
        guess = Guess(words.sheet.label, shown(header), examples, column.label)
        right = self.ask(guess)
        self.answered[one] = column.key if right else ""
        return right


def chosen(table: Table, rows: Rows, found: Found, report: Report, ways: Ways) -> list[Use] | None:
    """What the columns of a table are used for; None where two say they are the same one."""
    columns = {column.key: column for column in found.sheet.columns}
    uses: dict[int, Use] = {}
    taken: dict[str, Use] = {}
    doubled = False
    for exact in (True, False):
        for use in found.uses:
            if use.exact is not exact or use.at in uses:
                continue
            before = taken.get(use.key)
            if before is None or _go_together(before, use, columns):
                uses[use.at] = use
                taken.setdefault(use.key, use)
            elif exact or bare(before.header) == bare(use.header):
                doubled = True
                report.add("doubled-header", Severity.ERROR, _at(table, found, use.at), use.header)
                uses[use.at] = use
    if doubled:
        return None
    left = [
        at
        for at in range(found.left, min(found.right, len(found.headers)))
        if found.headers[at] and at not in uses
    ]
    left = _by_memory(left, found, columns, ways, uses, taken)
    left = _ticked(rows, left, found, uses)
    left, gridded = _gridded(rows, left, found)
    left = _asked(rows, left, found, columns, ways, uses, taken)
    _say(table, rows, left, found, columns, report)
    _nameless(table, rows, found, report)
    return sorted([*uses.values(), *gridded], key=lambda use: use.at)


def _go_together(before: Use, use: Use, columns: Mapping[str, Column]) -> bool:
    """Whether two columns make one together: parts, ticks, or lists under different names."""
    if How.PART in (before.how, use.how):
        return before.how is not use.how or before.name != use.name
    column = columns.get(use.key)
    many = column is not None and (
        column.fact is None or column.fact.many or column.key == "contact"
    )
    if not many:
        return False
    return use.how is How.TICK or before.how is How.TICK or bare(before.header) != bare(use.header)


def _by_memory(
    left: list[int],
    found: Found,
    columns: Mapping[str, Column],
    ways: Ways,
    uses: dict[int, Use],
    taken: dict[str, Use],
) -> list[int]:
    """Takes the columns that somebody said something about; gives the others."""
    for at in list(left):
        key = ways.known(found.words, found.headers[at])
        if key is not None and key in columns and _free(key, columns, taken):
            uses[at] = taken[key] = Use(at, shown(found.headers[at]), key, exact=False)
            left.remove(at)
    return left


def _free(key: str, columns: Mapping[str, Column], taken: Mapping[str, Use]) -> bool:
    """Whether a column may be read as this one: nothing is yet, or it holds many values."""
    column = columns[key]
    return key not in taken or column.fact is None or column.fact.many


def _ticked(rows: Rows, left: list[int], found: Found, uses: dict[int, Use]) -> list[int]:
    """Takes columns of crosses: parts of the day, purposes, people who know each other, a grid."""
    body = rows[found.header + 1 : found.end]
    for at in list(left):
        use = found.words.ticks(at, found.headers[at])
        if use is not None and _only(_cells(body, at), TICKS | CROSSES):
            uses[at] = use
            left.remove(at)
    if found.sheet.node is Resident:
        names = _names(body, uses)
        answers = TICKS | CROSSES | _SCALE
        matrix = [
            at
            for at in left
            if fold(found.headers[at]) in names and _only(_cells(body, at), answers)
        ]
        if len(matrix) > 1:
            scaled = any(cell in _SCALE for at in matrix for cell in _cells(body, at))
            how = How.SCALE if scaled else How.TICK
            for at in matrix:
                name = names[fold(found.headers[at])]
                uses[at] = Use(at, shown(found.headers[at]), Knows.kind, how, name, False)
                left.remove(at)
    return left


def _gridded(rows: Rows, left: list[int], found: Found) -> tuple[list[int], list[Use]]:
    """The columns of a grid: each by every way in which its cells answer; and the others."""
    plain = found.words.plain
    if plain is None or not plain.grid:
        return left, []
    mine = [at for at in grid_columns(rows, found, None) if at in left]
    if len(mine) < plain.grid:
        return left, []
    body = rows[found.header + 1 : found.end]
    uses = [
        Use(at, name, key, How.GRID, name, exact=False)
        for at in mine
        for name in (shown(found.headers[at]),)
        for key in dict.fromkeys(
            plain.grid_cells.get(fold(cell), Can.kind)
            for cell in _cells(body, at)
            if fold(cell) not in CROSSES
        )
    ]
    return [at for at in left if at not in mine], uses


def _names(body: Rows, uses: Mapping[int, Use]) -> dict[str, str]:
    """The names of the rows, by folded name."""
    at = next((use.at for use in uses.values() if use.key == Resident.naming()), None)
    return {} if at is None else {fold(cell): cell for cell in _cells(body, at)}


def _only(cells: Sequence[str], words: frozenset[str] | set[str]) -> bool:
    return bool(cells) and all(fold(cell) in words for cell in cells)


def _cells(body: Rows, at: int) -> list[str]:
    return [row[at] for row in body if at < len(row) and row[at]]


def _asked(
    rows: Rows,
    left: list[int],
    found: Found,
    columns: Mapping[str, Column],
    ways: Ways,
    uses: dict[int, Use],
    taken: dict[str, Use],
) -> list[int]:
    """Takes the columns of which somebody says that the guess is right; gives the others."""
    if ways.ask is None:
        return left
    for at in list(left):
        header = found.headers[at]
        if found.words.is_aside(header) or _is_private(header):
            continue
        column = guessed(found.words, header, columns)
        if column is None or not _free(column.key, columns, taken):
            continue
        examples = [masked(cell) for cell in _some(rows, found, at)]
        if ways.asked(found.words, header, column, examples):
            uses[at] = taken[column.key] = Use(at, shown(header), column.key, exact=False)
            left.remove(at)
    return left


def guessed(words: Words, header: str, columns: Mapping[str, Column]) -> Column | None:
    """The column whose words look most like a header, where some do."""
    known = {word: use.key for word, use in words.spellings().items() if use.key in columns}
    best = process.extractOne(bare(header), list(known), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return columns[known[best[0]]] if best else None


def _is_private(header: str) -> bool:
    word = fold(header)
    return bool(_CONTACT.search(word) or _BSN.search(word))


def _say(
    table: Table,
    rows: Rows,
    left: list[int],
    found: Found,
    columns: Mapping[str, Column],
    report: Report,
) -> None:
    """What is said of columns that are not read."""
    aside = []
    for at in left:
        header = shown(found.headers[at])
        cells = _some(rows, found, at)
        place = _at(table, found, at)
        if _BSN.search(fold(header)):
            report.add("bsn-column", Severity.WARNING, place, header)
        elif _CONTACT.search(fold(header)) or (cells and all(map(_MAIL_OR_PHONE.match, cells))):
            report.add("contact-column", Severity.WARNING, place, header)
        elif found.words.is_aside(header):
            aside.append(header)
        else:
            near = guessed(found.words, header, columns)
            examples = [masked(cell) for cell in cells]
            report.add(
                "unknown-column",
                Severity.WARNING,
                place,
                header,
                near=near.label if near else None,
                examples=", ".join(examples),
            )
    if aside:
        where = Place(table.file, table.sheet, found.header + 1)
        report.add("columns-set-aside", Severity.INFO, where, ", ".join(aside))


def _some(rows: Rows, found: Found, at: int) -> list[str]:
    """The first three values of a column."""
    seen: dict[str, None] = {}
    for row in rows[found.header + 1 : found.end]:
        if at < len(row) and row[at]:
            seen[row[at]] = None
            if len(seen) == EXAMPLES:
                break
    return list(seen)


def _nameless(table: Table, rows: Rows, found: Found, report: Report) -> None:
    """Says which columns hold something and have no header."""
    used = {use.at for use in found.uses}
    bared = [
        at
        for at in range(found.left, found.right)
        if (at >= len(found.headers) or not found.headers[at]) and at not in used
    ]
    if not bared:
        return
    filled = {
        at for row in rows[found.header + 1 : found.end] for at, cell in enumerate(row) if cell
    }
    place = Place(table.file, table.sheet, found.header + 1)
    for at in bared:
        if at in filled:
            report.add("column-without-header", Severity.WARNING, place, letter(at))


def _at(table: Table, found: Found, at: int) -> Place:
    header = shown(found.headers[at])
    if found.turned:
        return Place(table.file, table.sheet, at + 1, header, (found.header,))
    return Place(table.file, table.sheet, found.header + 1, header, (at,))
