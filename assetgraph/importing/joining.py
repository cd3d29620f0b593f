"""Tables that say more of the rows of another: addresses of places, services of organisations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assetgraph.importing.issues import Place, Report, Severity
from assetgraph.importing.tables import Table
from assetgraph.model.cells import join
from assetgraph.model.text import fold

TEXT = "text"
"""The column that a template makes: ``schedules.text``."""


@dataclass(frozen=True)
class Join:
    """Rows of one table that belong to rows of another, by a number that both have."""

    sheet: str
    """The folded name of the table that says more."""
    into: str
    """The folded name of the table of which it says more."""
    on: str
    """The folded header in the first."""
    to: str
    """The folded header in the second."""
    text: str = ""
    """A template over the headers of the first: ``{byday} {opens_at}-{closes_at}``."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Words to write for parts of a text: ``MO`` is ``ma``."""


def joined(tables: Sequence[Table], joins: Sequence[Join], report: Report) -> list[Table]:
    """The tables, with the columns of those that say more at their end: ``addresses.city``.

    A row that belongs to nothing that is there is told.
    """
    found = list(tables)
    used: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in joins:
        more = next(
            (table for table in found if fold(table.sheet) == one.sheet and table.rows), None
        )
        for at, base in enumerate(found):
            if more is not None and base.rows and fold(base.sheet) == one.into:
                used[one.sheet, one.on] |= _numbers(base, one.to)
                found[at] = _with(base, more, one)
    for table in found:
        mine = [one for one in joins if one.sheet == fold(table.sheet)]
        if not mine or not table.rows:
            continue
        theirs = [fold(header) for header in table.rows[0]]
        ends = [
            (theirs.index(on), used[table_on])
            for table_on in {(one.sheet, one.on) for one in mine}
            for on in (table_on[1],)
            if on in theirs
        ]
        for row, cells in enumerate(table.rows[1:], 2):
            if any(cells) and not any(at < len(cells) and cells[at] in known for at, known in ends):
                place = Place(table.file, table.sheet, row)
                text = next(cell for cell in cells if cell)
                report.add("row-without-owner", Severity.WARNING, place, text)
    return found


def _numbers(table: Table, header: str) -> set[str]:
    """What stands in a column of numbers."""
    theirs = [fold(one) for one in table.rows[0]]
    if header not in theirs:
        return set()
    at = theirs.index(header)
    return {row[at] for row in table.rows[1:] if at < len(row) and row[at]}


def only_joined(joins: Sequence[Join], table: Table) -> bool:
    """Whether a table only says more of others."""
    return any(one.sheet == fold(table.sheet) for one in joins)


def _with(base: Table, more: Table, how: Join) -> Table:
    """A table with the columns of another."""
    theirs = [fold(header) for header in more.rows[0]]
    mine = [fold(header) for header in base.rows[0]]
    if how.on not in theirs or how.to not in mine:
        return base
    on, to = theirs.index(how.on), mine.index(how.to)
    found: dict[str, list[list[str]]] = defaultdict(list)
    for row in more.rows[1:]:
        if on < len(row) and row[on]:
            found[row[on]].append([*row, *[""] * (len(theirs) - len(row))])
    header = [f"{how.sheet}.{name}" for name in theirs]
    rows = [[*base.rows[0], *header, *([f"{how.sheet}.{TEXT}"] if how.text else [])]]
    for row in base.rows[1:]:
        cells = [*row, *[""] * (len(mine) - len(row))]
        matches = found.get(cells[to], [])
        cells += [_values(match[at] for match in matches) for at in range(len(theirs))]
        if how.text:
            told = (dict(zip(theirs, match, strict=False)) for match in matches)
            cells.append("; ".join(dict.fromkeys(filter(None, (_text(one, how) for one in told)))))
        rows.append(cells)
    return Table(base.file, base.sheet, rows, base.hidden, base.broken)


def _values(texts: Iterable[str]) -> str:
    return join(dict.fromkeys(text for text in texts if text))


def _text(row: dict[str, str], how: Join) -> str:
    """What the template makes of a row; "" where nothing of it is filled."""
    text = how.text
    for name, value in row.items():
        words = [how.words.get(part.strip(), part.strip()) for part in value.split(",")]
        said = ", ".join(words)
        said = said.removesuffix(":00") if said.count(":") == 2 else said  # a time with seconds
        text = text.replace(f"{{{name}}}", said)
    bare = text.replace('"', "").replace("()", "").strip(" -–,;:")
    bare = " ".join(bare.split())
    return bare if any(sign.isalnum() for sign in bare) else ""
