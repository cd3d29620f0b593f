"""Rows with their cells understood one by one, before anybody knows who is who."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from assetgraph.importing import linting, values
from assetgraph.importing.cells import apart, is_nothing, listed
from assetgraph.importing.cleaning import cleaned, split_addresses
from assetgraph.importing.issues import Place, Report, Severity
from assetgraph.importing.layout import Layout
from assetgraph.model.choices import Closeness
from assetgraph.model.kinds import Node
from assetgraph.model.nodes import Resident
from assetgraph.model.relations import Knows
from assetgraph.model.text import fold
from assetgraph.model.workbook import Column, sheets


class Mention(NamedTuple):
    """One value in a cell that names nodes."""

    text: str
    closeness: Closeness | None = None
    brackets: str | None = None
    """Words in brackets at its end that are no closeness: part of the name, or a mistake."""


@dataclass(slots=True)
class Draft:
    """One row: what it says of its node, and whom or what it names."""

    layout: Layout
    row: int
    properties: dict[str, Any]
    mentions: dict[str, tuple[Mention, ...]] = field(default_factory=dict)

    @property
    def kind(self) -> type[Node]:
        """The kind of node that the row is about."""
        return self.layout.sheet.node

    @property
    def name(self) -> str:
        """What the row calls its node."""
        return str(self.properties[self.kind.naming()])

    def place(self, key: str | None = None) -> Place:
        """Where the row, or one of its cells, stands."""
        return self.layout.place(self.row, key)


def read_rows(layout: Layout, report: Report) -> list[Draft]:
    """The rows of a table; a cell that does not hold what it should is noted in the report."""
    rows = layout.data_rows()
    for row, at_column in layout.table.broken:
        if row > layout.header:
            header = next((h for at, h in layout.columns.values() if at == at_column), None)
            place = Place(layout.table.file, layout.table.sheet, row + 1, header, (at_column,))
            report.add("formula-error", Severity.WARNING, place)
    ours = layout.sheet.examples[layout.sheet.node.naming()]
    for row, name in layout.example_rows().items():
        if name not in (ours.nl, ours.en):
            report.add("example-row", Severity.INFO, layout.place(row), name)
    drafts = [Draft(layout, row, {}) for row in rows]
    texts = [layout.table.rows[row] for row in rows]
    narrowest = min(map(len, texts), default=0)
    read = {
        key: cleaned(_cells(at, texts, narrowest), key, layout, rows, report)
        for key, (at, _) in layout.columns.items()
    }
    split_addresses(read, layout, rows, report)
    for column in layout.sheet.columns:
        if column.key in read:
            _read_column(column, read[column.key], drafts, report)
    required = [c for c in layout.sheet.columns if c.required]
    return [draft for draft in drafts if _complete(draft, required, report)]


def _complete(draft: Draft, required: list[Column], report: Report) -> bool:
    """Whether the row has what a row must have; what is missing is noted once."""
    complete = True
    for column in required:
        if column.key not in draft.properties and column.key not in draft.mentions:
            complete = False
            place = draft.place(column.key)
            if _cell(draft.layout, draft.row, column.key):
                continue
            report.add("missing-value", Severity.ERROR, place)
    return complete


def _cell(layout: Layout, row: int, key: str) -> str:
    """What stands in a cell; nothing where the table has no such column."""
    if key not in layout.columns:
        return ""
    cells, at = layout.table.rows[row], layout.columns[key][0]
    return cells[at] if at < len(cells) else ""


def _read_column(column: Column, cells: list[str], drafts: list[Draft], report: Report) -> None:
    """Reads one column; each distinct text is understood once."""
    key = column.key
    texts = dict.fromkeys(cells)
    texts.pop("", None)
    if column.fact is not None:
        known, wrong = values.understand_property(column.fact, texts)
        if wrong:
            meant, unkept = values.understand_naturally(column.fact, wrong)
            wrong = {t: p for t, p in wrong.items() if t not in meant and t not in unkept}
            known.update(meant)
            _tell_natural(column, cells, drafts, list(meant), list(unkept), report)
        for draft, text in zip(drafts, cells, strict=True):
            if text in known:
                draft.properties[key] = known[text]
    else:
        mentioned = _tied if column.relation is Knows else _mentioned
        known, wrong = values.understand(mentioned, texts)
        for draft, text in zip(drafts, cells, strict=True):
            if mentions := known.get(text):
                draft.mentions[key] = mentions
    _question(column, texts, cells, drafts, report)
    for draft, text in zip(drafts, cells, strict=True) if wrong else ():
        if problem := wrong.get(text):
            shown = None if problem.code == "bsn-found" else problem.found or text
            severity = Severity.ERROR
            if draft.layout.lenient and problem.code != "bsn-found" and not column.required:
                severity = Severity.WARNING
            report.add(problem.code, severity, draft.place(key), shown, **problem.values)


def _tell_natural(
    column: Column,
    cells: list[str],
    drafts: list[Draft],
    meant: list[str],
    unkept: list[str],
    report: Report,
) -> None:
    """Names the texts of which only a part, or nothing, is kept; each once."""
    for texts, code, severity in (
        (meant, "read-naturally", Severity.INFO),
        (unkept, "not-kept", Severity.WARNING),
    ):
        for text in texts:
            place = drafts[cells.index(text)].place(column.key)
            report.add(code, severity, place, text, n=cells.count(text))


def _question(
    column: Column,
    texts: Collection[str],
    cells: list[str],
    drafts: list[Draft],
    report: Report,
) -> None:
    """Asks of what may not belong on a map of a neighbourhood whether it does."""
    told = linting.looked_at(drafts[0].kind, column) if drafts else None
    found = {} if told is None else linting.doubtful(texts, told=told)
    for draft, text in zip(drafts, cells, strict=True) if found else ():
        for code, what in found.get(text, ()):
            report.add(code, Severity.WARNING, draft.place(column.key), what)


def _cells(at: int, rows: list[list[str]], narrowest: int) -> list[str]:
    """One column of these rows; a row that ends before it has nothing there."""
    if at < narrowest:
        return [row[at] for row in rows]
    return [row[at] if at < len(row) else "" for row in rows]


def mentioned(column: Column, text: str) -> tuple[Mention, ...]:
    """What a cell of a column that names nodes mentions; of people who are known, how well."""
    if not text:
        return ()
    return _tied(text) if column.relation is Knows else _mentioned(text)


def _mentioned(text: str) -> tuple[Mention, ...]:
    return tuple([Mention(part) for part in dict.fromkeys(listed(text)) if not is_nothing(part)])


def _tied(text: str) -> tuple[Mention, ...]:
    parts = [part for part in listed(text) if not is_nothing(part)]
    return tuple(map(Mention._make, map(values.closeness, parts)))


def part_people(drafts: Sequence[Draft], lookup: Callable[[set[str]], set[str]]) -> None:
    """Takes "Henk en Jo" apart where a cell names people, unless that is what one is called.

    `lookup` gives those of these texts that a resident of the store is called by.
    """
    people = {
        sheet.node: {one.key for one in sheet.columns if one.others == (Resident,)}
        for sheet in sheets()
    }
    several: dict[str, bool] = {}
    joined: list[tuple[Draft, str]] = []
    for draft in drafts:
        for key in people[draft.kind] & draft.mentions.keys():
            for one in draft.mentions[key]:
                if one.text not in several:
                    several[one.text] = len(apart(one.text)) > 1
                if several[one.text]:
                    joined.append((draft, key))
                    break
    if not joined:
        return
    whole = {fold(draft.name) for draft in drafts if draft.kind is Resident}
    whole |= lookup({text for text, many in several.items() if many})
    for draft, key in joined:
        draft.mentions[key] = tuple(
            part
            for one in draft.mentions[key]
            for part in ((one,) if fold(one.text) in whole else _parted(one))
        )


def _parted(mention: Mention) -> list[Mention]:
    """The people in one mention; a closeness behind the last of them is said of that one."""
    parts = apart(mention.text)
    if len(parts) == 1:
        return [mention]
    found = [Mention._make(values.closeness(part)) for part in parts]
    found[-1] = found[-1]._replace(
        closeness=found[-1].closeness or mention.closeness,
        brackets=found[-1].brackets or mention.brackets,
    )
    return found
