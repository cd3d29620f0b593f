"""Another tool's tables read as sheets of the workbook, by a mapping.

Each table of things becomes one layout for each kind of node that it holds: the same rows at the
same places, with the workbook's columns. Ties go into the cells of the row of their source, as
somebody would have typed them. So all that follows (values, identity, report) is the workbook's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from assetgraph.importing.heads import HEADER_WITHIN
from assetgraph.importing.issues import Place, Report, Severity
from assetgraph.importing.joining import joined, only_joined
from assetgraph.importing.layout import Layout
from assetgraph.importing.mappings import Mapping, Rows, Take, Ties
from assetgraph.importing.tables import Source, Table, letter
from assetgraph.model.cells import join, split
from assetgraph.model.choices import Closeness
from assetgraph.model.kinds import Node
from assetgraph.model.labels import Sensitivity
from assetgraph.model.relations import Avoids, Knows, Nominates
from assetgraph.model.text import fold
from assetgraph.model.workbook import Column, sheet_of

CODE = "code"

_NEVER = (Avoids, Nominates)
"""Relations that a plain line between two people does not mean."""

_YES = {"1", "true", "ja", "yes", "x", "✓", "✔", "☑", "waar"}

Key = tuple[str, str]
"""What a tie calls a thing: the graph it is unique within, and its identity there."""


@dataclass
class _Opened:
    """A table with its header found."""

    table: Table
    header: int
    headers: dict[str, int]
    """The index of each column by its folded header."""

    def cell(self, row: Sequence[str], header: str) -> str:
        at = self.headers.get(header, -1)
        return row[at].strip() if 0 <= at < len(row) else ""

    def rows(self) -> Iterable[tuple[int, list[str]]]:
        for at in range(self.header + 1, len(self.table.rows)):
            if any(self.table.rows[at]):
                yield at, self.table.rows[at]

    def matching(self, patterns: Iterable[str]) -> list[str]:
        """The folded headers that fit these patterns, in the order of the patterns."""
        found = dict.fromkeys(h for one in patterns for h in self.headers if fnmatchcase(h, one))
        return list(found)

    def named(self, header: str) -> str:
        """A header as it is written."""
        return self.table.rows[self.header][self.headers[header]]


@dataclass
class _Thing:
    """One row: what it is, what it is called, and its cells by workbook column."""

    kind: type[Node]
    row: int
    cells: dict[str, str]
    mentions: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    called: str = ""
    """The text by which another cell names it."""


def fits(mapping: Mapping, tables: Sequence[Table]) -> bool:
    """Whether a source is this mapping's: it has every sort of table with things."""
    return all(
        rule.optional or any(_open(table, rule) for table in tables) for rule in mapping.rows
    )


def side_by_side(sources: Sequence[Source], chosen: Sequence[Mapping]) -> list[Source]:
    """The sources, with things and ties of one map that were given as two files read as one."""
    left = list(sources)
    for mapping in chosen if len(sources) > 1 else ():
        things = [one for one in left if _has(mapping.rows, one) and not _has(mapping.ties, one)]
        ties = [one for one in left if _has(mapping.ties, one) and not _has(mapping.rows, one)]
        if things and ties:
            parts = [one for one in left if one in things or one in ties]
            at = left.index(parts[0])
            whole = Source(
                ", ".join(one.name for one in parts),
                [table for one in parts for table in one.tables],
            )
            left = [one for one in left if one not in parts]
            left.insert(at, whole)
    return left


def _has(rules: Sequence[Rows | Ties], source: Source) -> bool:
    return any(_open(table, rule) for table in source.tables for rule in rules)


def lay_out(mapping: Mapping, tables: Sequence[Table], report: Report) -> list[Layout]:
    """The tables as sheets of the workbook; what is left out is said in the report."""
    opened: list[tuple[_Opened, Rows, list[_Thing]]] = []
    lines: list[tuple[_Opened, Ties]] = []
    for table in joined(tables, mapping.joins, report):
        rows = next(((o, r) for r in mapping.rows if (o := _open(table, r))), None)
        ties = next(((o, t) for t in mapping.ties if (o := _open(table, t))), None)
        if ties is not None:
            lines.append(ties)
        if rows is not None:
            opened.append((*rows, []))
        if rows is not None or ties is not None:
            _say_beside((rows or ties)[0], report)  # type: ignore[index]
            continue
        if only_joined(mapping.joins, table):
            _say_joined(mapping, table, report)
        else:
            place = Place(table.file, table.sheet)
            report.add("table-left-aside", Severity.WARNING, place, table.sheet)
    joins = frozenset(one.sheet for one in mapping.joins)
    known: dict[Key, _Thing] = {}
    for one, rule, things in opened:
        for row, cells in one.rows():
            thing = _thing(one, rule, row, cells)
            things.append(thing)
            for key in _keys(one, rule, cells):
                known.setdefault(key, thing)
        tied = {h for o, r in lines if o.table is one.table for h in (r.source, r.target)}
        _report_columns(one, rule, report, joins | tied)
        _say_second(one, rule, report)
    things_of = {id(one.table) for one, *_ in opened}
    for one, line in lines:
        opened.append(_undeclared(one, line, mapping.rows[0].becomes, known, report))
    _name(opened)
    for one, line in lines:
        _tie(one, line, known, report)
        if id(one.table) not in things_of:
            _report_columns(one, line, report, joins)
    return [layout for one, rule, things in opened for layout in _layouts(one, rule, things)]


def _say_beside(one: _Opened, report: Report) -> None:
    """Says what stands above the header, and which columns hold something and have none."""
    table = one.table
    for at, row in enumerate(table.rows[: one.header]):
        if any(row):
            place = Place(table.file, table.sheet, at + 1)
            text = next(cell for cell in row if cell)
            report.add("row-above-header", Severity.INFO, place, text)
    named = set(one.headers.values())
    body = table.rows[one.header + 1 :]
    filled = {at for row in body for at, cell in enumerate(row) if cell}
    place = Place(table.file, table.sheet, one.header + 1)
    for at in sorted(filled - named):
        report.add("column-without-header", Severity.WARNING, place, letter(at))


def _say_second(one: _Opened, rule: Rows, report: Report) -> None:
    """Says what is not read because another column gave the same thing first."""
    for take in rule.columns.values():
        headers = [] if take.gather or take.ticked else one.matching(take.headers)
        passed: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for row, cells in one.rows() if len(headers) > 1 else ():
            found = [(header, text) for header in headers if (text := one.cell(cells, header))]
            for header, text in found[1:]:
                if fold(text) != fold(found[0][1]):
                    passed[header].append((row, text))
        for header, left in passed.items():
            row, text = left[0]
            place = Place(one.table.file, one.table.sheet, row + 1, one.named(header))
            aside = any(fnmatchcase(header, pattern) for pattern in rule.aside)
            severity = Severity.INFO if aside else Severity.WARNING
            report.add("second-value", severity, place, text, n=len(left))


def _say_joined(mapping: Mapping, table: Table, report: Report) -> None:
    """Which columns of a table that says more of others have no place."""
    prefix = f"{fold(table.sheet)}."
    used = {
        header for rule in mapping.rows for take in rule.columns.values() for header in take.headers
    }
    used |= {end for rule in mapping.ties for end in (rule.source, rule.target)}
    mine = [one for one in mapping.joins if one.sheet == fold(table.sheet)]
    texts = " ".join(one.text for one in mine)
    keys = {one.on for one in mine} | {"id"}
    aside = [
        header
        for header in table.rows[0]
        if f"{prefix}{fold(header)}" not in used
        and f"{{{fold(header)}}}" not in texts
        and fold(header) not in keys
    ]
    if aside:
        place = Place(table.file, table.sheet, 1)
        report.add("columns-set-aside", Severity.INFO, place, ", ".join(aside))


def _open(table: Table, rule: Rows | Ties) -> _Opened | None:
    """The table, if it is one of these: by its name and by the headers that it must have."""
    called = not rule.sheets or any(fnmatchcase(fold(table.sheet), one) for one in rule.sheets)
    if not called and not rule.telling:
        return None
    for at, row in enumerate(table.rows[:HEADER_WITHIN]):
        headers = {fold(cell): i for i, cell in reversed(list(enumerate(row))) if cell}
        if len(headers) < len(row) - row.count(""):
            for i, cell in enumerate(row):
                if cell and headers[fold(cell)] != i:
                    headers[f"{fold(cell)} ({letter(i)})"] = i  # a header that stands there twice
        told = called or any(header in headers for header in rule.telling)
        if isinstance(rule, Rows) and any(header in headers for header in rule.lacks):
            continue
        if told and headers and all(header in headers for header in rule.needs):
            return _Opened(table, at, headers)
    return None


def _thing(one: _Opened, rule: Rows, row: int, cells: list[str]) -> _Thing:
    kind = rule.sorts.get(fold(one.cell(cells, rule.sort)), rule.becomes)
    taken = {key: _take(one, cells, take) for key, take in rule.columns.items()}
    naming = kind.naming()
    if naming not in taken and "name" in taken:
        taken[naming] = taken.pop("name")
    if not taken.get(naming):
        taken[naming] = next(iter(filter(None, _identities(one, rule, cells))), "")
    taken = {**rule.constant, **{key: text for key, text in taken.items() if text}}
    fitting = {column.key for column in sheet_of(kind).columns}
    return _Thing(kind, row, {key: text for key, text in taken.items() if key in fitting})


def _take(one: _Opened, cells: list[str], take: Take) -> str:
    """The text of a workbook column, from the columns of the source."""
    found = [text for header in one.matching(take.headers) if (text := one.cell(cells, header))]
    if take.ticked:
        found = [
            one.named(header)[len(take.ticked) :].replace("_", " ").strip()
            for header in one.headers
            if header.startswith(take.ticked) and fold(one.cell(cells, header)) in _YES
        ]
        return join(found)
    if take.split:
        found = [part.strip() for text in found for part in text.split(take.split)]
        return join(part for part in found if part)
    if take.gather:
        return join(part for text in found for part in split(text))
    first = next(iter(found), "")
    several = first.startswith('"') and any("." in header for header in take.headers)
    return split(first)[0] if several else first


def _identities(one: _Opened, rule: Rows, cells: list[str]) -> list[str]:
    return [one.cell(cells, header) for header in rule.identity]


def _keys(one: _Opened, rule: Rows, cells: list[str]) -> list[Key]:
    within = one.cell(cells, rule.within) if rule.within else ""
    return [(within, fold(text)) for text in _identities(one, rule, cells) if text]


def _name(opened: Sequence[tuple[_Opened, Rows, list[_Thing]]]) -> None:
    """Settles by what each thing is mentioned: its name, or a code where names are not enough."""
    names = Counter(
        (thing.kind, fold(thing.cells.get(thing.kind.naming(), "")))
        for _, _, things in opened
        for thing in things
    )
    for one, rule, things in opened:
        for thing in things:
            name = thing.cells.get(thing.kind.naming(), "")
            alike = names[thing.kind, fold(name)] > 1
            if CODE in thing.kind.properties and CODE not in thing.cells:
                cells = one.table.rows[thing.row]
                within, identity = next(iter(_keys(one, rule, cells)), ("", ""))
                if identity and rule.known_everywhere:
                    thing.cells[CODE] = identity
                elif identity and alike:
                    thing.cells[CODE] = "#".join(filter(None, (one.table.file, within, identity)))
            thing.called = thing.cells.get(CODE) or name


def _undeclared(
    one: _Opened, rule: Ties, kind: type[Node], known: dict[Key, _Thing], report: Report
) -> tuple[_Opened, Rows, list[_Thing]]:
    """What ties name and no row declares: each a thing with only that name, where it is first."""
    made = []
    for row, cells in one.rows():
        within = one.cell(cells, rule.within) if rule.within else ""
        place = Place(one.table.file, one.table.sheet, row + 1)
        for name in (one.cell(cells, rule.source), *_targets(one, rule, cells)):
            key = (within, fold(name))
            if rule.makes and name and key not in known:
                known[key] = _Thing(kind, row, {kind.naming(): name})
                made.append(known[key])
                report.add("tie-to-undeclared", Severity.WARNING, place, name)
    columns = {kind.naming(): Take((rule.source,))}
    plain = Rows((), (), kind, "", {}, (), False, rule.within, columns, {}, ())
    return one, plain, made


def _targets(one: _Opened, rule: Ties, cells: list[str]) -> list[str]:
    text = one.cell(cells, rule.target)
    return [part.strip() for part in text.split(rule.split)] if rule.split else [text]


def _tie(one: _Opened, rule: Ties, known: dict[Key, _Thing], report: Report) -> None:
    for row, cells in one.rows():
        within = one.cell(cells, rule.within) if rule.within else ""
        place = Place(one.table.file, one.table.sheet, row + 1)
        source = known.get((within, fold(one.cell(cells, rule.source))))
        if not rule.makes and not one.cell(cells, rule.source):
            continue
        for text in _targets(one, rule, cells):
            target = known.get((within, fold(text)))
            if source is None or target is None:
                report.add("tie-without-end", Severity.WARNING, place)
                continue
            found = _relation(source.kind, target.kind)
            if found is None:
                kinds = {"one": source.kind.label, "other": target.kind.label}
                report.add("tie-of-no-kind", Severity.WARNING, place, None, **kinds)
                continue
            column, turned = found
            owner, other = (target, source) if turned else (source, target)
            mention = other.called
            said = one.cell(cells, rule.closeness)
            if column.relation is Knows:
                mention += _closeness(said)
            if said and (column.relation is not Knows or not _closeness(said)):
                at = replace(place, column=one.named(rule.closeness))
                report.add("closeness-unread", Severity.WARNING, at, said)
            owner.mentions[column.key].append(mention)


def _relation(source: type[Node], target: type[Node]) -> tuple[Column, bool] | None:
    """The workbook column that says a tie between these kinds, and whether the target's row does.

    What says most about people is never guessed: a restricted relation, who avoids whom, and who
    names whom as a connector have to be stated as such.
    """
    for turned, (one, other) in enumerate(((source, target), (target, source))):
        if one.sheet is None:
            continue
        for column in sheet_of(one).columns:
            relation = column.relation
            if relation is None or relation in _NEVER or other not in column.others:
                continue
            if relation.sensitivity is not Sensitivity.RESTRICTED:
                return column, bool(turned)
    return None


def _closeness(text: str) -> str:
    """A closeness in brackets, where the text is one."""
    words = {fold(word): one for one in Closeness for word in one.label.spellings()}
    words |= {str(int(one)): one for one in Closeness}
    return f" ({fold(text)})" if fold(text) in words else ""


def _layouts(one: _Opened, rule: Rows, things: list[_Thing]) -> Iterable[Layout]:
    """The things of a table, a layout for each kind, with the rows where they stand in it."""
    rounds: dict[tuple[type[Node], int], dict[int, _Thing]] = defaultdict(dict)
    for thing in things:
        turn = 0
        while thing.row in rounds[thing.kind, turn]:
            turn += 1
        rounds[thing.kind, turn][thing.row] = thing
    for (kind, _), mine in rounds.items():
        keys = list(dict.fromkeys(key for t in mine.values() for key in (*t.cells, *t.mentions)))
        rows: list[list[str]] = [[] for _ in one.table.rows]
        rows[one.header] = keys
        for row, thing in mine.items():
            said = {**thing.cells, **{k: join(texts) for k, texts in thing.mentions.items()}}
            rows[row] = [said.get(key, "") for key in keys]
        table = Table(one.table.file, one.table.sheet, rows, one.table.hidden)
        columns = {key: (at, _header(one, rule, key)) for at, key in enumerate(keys)}
        yield Layout(table, sheet_of(kind), one.header, columns, lenient=True)


def _header(one: _Opened, rule: Rows, key: str) -> str:
    """The header that the reader of a report knows a workbook column by."""
    take = rule.columns.get(key) or (rule.columns.get("name") if key != CODE else None)
    found = next(iter(one.matching(take.headers)), None) if take else None
    if found is None and rule.identity and key == CODE:
        found = next((header for header in rule.identity if header in one.headers), None)
    return one.named(found) if found else key


def _report_columns(
    one: _Opened, rule: Rows | Ties, report: Report, known: Set[str] = frozenset()
) -> None:
    """Says which columns have no place here, and which hold nothing for a map.

    `known` are headers that are used elsewhere, and the tables whose columns were joined on.
    """
    ticked: tuple[str, ...] = ()
    if isinstance(rule, Ties):
        used = {rule.source, rule.target, rule.within, rule.closeness}
    else:
        used = {rule.sort, rule.within, *rule.identity}
        used |= {header for take in rule.columns.values() for header in one.matching(take.headers)}
        ticked = tuple(take.ticked for take in rule.columns.values() if take.ticked)
    aside = []
    for header in one.headers:
        if header in used or (ticked and header.startswith(ticked)):
            continue
        if header.partition(".")[0] in known:
            continue
        if any(fnmatchcase(header, pattern) for pattern in rule.aside):
            aside.append(one.named(header))
            continue
        place = Place(one.table.file, one.table.sheet, one.header + 1, one.named(header))
        report.add("unknown-column", Severity.WARNING, place, one.named(header), near=None)
    if aside:
        place = Place(one.table.file, one.table.sheet, one.header + 1)
        report.add("columns-set-aside", Severity.INFO, place, ", ".join(aside))
