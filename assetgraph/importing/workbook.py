"""Reading files as the workbook: from sources to a changeset and a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from assetgraph.importing.columns import Ways
from assetgraph.importing.drafts import Draft, part_people, read_rows
from assetgraph.importing.finding import find
from assetgraph.importing.headers import Words
from assetgraph.importing.heads import head
from assetgraph.importing.issues import Place, Report, Severity
from assetgraph.importing.layout import Layout, by_name, recognise
from assetgraph.importing.mapped import fits, lay_out, side_by_side
from assetgraph.importing.mappings import Mapping, mappings
from assetgraph.importing.mappings import mapping as mapping_named
from assetgraph.importing.plain import Plain, plain_mappings, plain_named
from assetgraph.importing.statements import Lookup, Shown, everybody, state
from assetgraph.importing.sticky import is_board, lay_out_notes
from assetgraph.importing.surveys import is_odk, is_survey, kinds, plain_tables
from assetgraph.importing.tables import MAX_COLUMNS, Source, Table
from assetgraph.importing.understood import tell
from assetgraph.model.bulk import bulk_work
from assetgraph.model.changeset import Changeset, Statement
from assetgraph.model.kinds import NODE_KINDS
from assetgraph.model.known import Known
from assetgraph.model.nodes import Resident
from assetgraph.model.text import fold
from assetgraph.model.workbook import sheet_of

OURS = ("werkboek", "workbook")
"""The names of the one way that needs no mapping."""

Step = Callable[[str], None]
"""Called with the name of each stage of the work when it begins."""


@bulk_work()
def interpret(
    sources: Sequence[Source],
    lookup: Lookup,
    *,
    shown: Shown = everybody,
    source: str,
    day: date,
    who: str = "",
    partial: bool = False,
    mapping: str | None = None,
    ways: Ways | None = None,
    step: Step = lambda _: None,
) -> tuple[Changeset, Report]:
    """What files say, and what is to be said about the files.

    Each is read as our workbook where it has one of its sheets, else by the first mapping that it
    fits, unless a mapping is named. While the report is not ok the changeset is not to be applied;
    with `partial` the changeset is what remains without the rows that err. Raises AssetGraphError
    ``unknown-mapping``.
    """
    report = Report()
    step("rows")
    for one in sources:
        _say_asides(one, report)
    drafts: list[Draft] = []
    recognised = 0
    for one in _together(sources, mapping):
        for layout in _layouts(one, mapping, report, ways or Ways()):
            recognised += 1
            drafts.extend(read_rows(layout, report))
    if not drafts and report.ok:
        code = "nothing-to-load" if recognised else "no-known-sheet"
        name = ", ".join(one.name for one in sources)
        report.add(code, Severity.ERROR, Place(name))
    step("names")
    part_people(drafts, lambda texts: _called(lookup(Resident, texts)) if texts else set())
    statements = _stated(drafts, lookup, report, shown, partial=partial)
    _put_in_order(report, sources)
    return Changeset(source, day, statements, who), report


_QUIET = ("file-twice", "no-worksheet")
"""What is left out and holds nothing that is not elsewhere."""


def _say_asides(source: Source, report: Report) -> None:
    """What the readers left out, before anything was understood."""
    for one in source.asides:
        severity = Severity.INFO if one.code in _QUIET else Severity.WARNING
        report.add(one.code, severity, Place(one.file, one.sheet), one.value or None, n=one.n)


def _called(known: list[Known]) -> set[str]:
    return {fold(one.name) for one in known}


def _together(sources: Sequence[Source], named: str | None) -> list[Source]:
    """The sources; files that are one map of another tool count as one."""
    if named is not None and fold(named) in OURS:
        return list(sources)
    foreign = [one for one in sources if not any(by_name(table.sheet) for table in one.tables)]
    ours = [one for one in sources if one not in foreign]
    return [*ours, *side_by_side(foreign, list(mappings().values()))]


def _layouts(source: Source, named: str | None, report: Report, ways: Ways) -> list[Layout]:
    """A source's tables as sheets of the workbook: its own, or by the mapping that it fits.

    A table that is called after one of our sheets is ours; else a mapping that fits goes before a
    guess by the headers.
    """
    if named is not None and fold(named) not in OURS:
        return _as_named(named, source, report, ways)
    if named is None and not any(by_name(table.sheet) for table in source.tables):
        fitting = _fitting(source)
        if fitting is not None:
            return _by_mapping(fitting, source, report)
        plain = _telling(source)
        if plain is not None:
            return _by_plain(plain, source, report, ways)
    return [layout for table in source.tables for layout in recognise(table, report, ways)]


def _as_named(named: str, source: Source, report: Report, ways: Ways) -> list[Layout]:
    """A source's tables by the mapping that the user names."""
    plain = plain_named(named)
    if plain is None:
        return _by_mapping(mapping_named(named), source, report)
    return _by_plain(plain, source, report, ways)


def _telling(source: Source) -> Plain | None:
    """The way of sticky notes or of a survey, where a source is plainly that."""
    notes = next(one for one in plain_mappings().values() if one.notes)
    boards = [table for table in source.tables if is_board(table, notes)]
    if boards and not any(find(table.rows, None) for table in boards):
        return notes
    if is_survey(source.tables):
        return plain_mappings()["odk-central" if is_odk(source.tables) else "kobotoolbox"]
    return None


def _by_plain(plain: Plain, source: Source, report: Report, ways: Ways) -> list[Layout]:
    """A source's tables by a mapping of plain tables."""
    if plain.notes:
        return _by_notes(plain, source.tables, report, ways)
    if plain.survey:
        return _by_survey(plain, source, report, ways)
    forced = Words(sheet_of(NODE_KINDS[next(iter(plain.words))]), plain)
    return [layout for table in source.tables for layout in recognise(table, report, ways, forced)]


def _by_notes(plain: Plain, tables: Sequence[Table], report: Report, ways: Ways) -> list[Layout]:
    """The sticky notes of a board, each on the sheet of its block."""
    found = []
    for table in tables:
        place = Place(table.file, table.sheet)
        report.add("read-by-mapping", Severity.INFO, place, plain.name, known=plain.label)
        layouts = lay_out_notes(table, plain, ways, report)
        for layout in layouts:
            tell(layout.data_rows(), layout, table, report)
        found += layouts
    return found


def _by_survey(plain: Plain, source: Source, report: Report, ways: Ways) -> list[Layout]:
    """The tables of a survey, each as the first kind that it has the names of."""
    place = Place(source.name)
    report.add("read-by-mapping", Severity.INFO, place, plain.name, known=plain.label)
    found = []
    for table in plain_tables(source, plain, report).tables:
        words = next(
            (one for one in kinds(plain) if head(table.rows, 0, MAX_COLUMNS, None, one)), None
        )
        if words is None:
            where = Place(table.file, table.sheet)
            report.add("survey-without-names", Severity.WARNING, where, table.sheet)
        else:
            found += recognise(table, report, ways, words)
    return found


def _by_mapping(chosen: Mapping, source: Source, report: Report) -> list[Layout]:
    place = Place(source.name)
    report.add("read-by-mapping", Severity.INFO, place, chosen.name, known=chosen.label)
    layouts = lay_out(chosen, source.tables, report)
    tables = {table.sheet: table for table in source.tables}
    for layout in layouts:
        tell(layout.data_rows(), layout, tables.get(layout.table.sheet, layout.table), report)
    return layouts


def _fitting(source: Source) -> Mapping | None:
    return next((one for one in mappings().values() if fits(one, source.tables)), None)


def _stated(
    drafts: list[Draft], lookup: Lookup, report: Report, shown: Shown, *, partial: bool
) -> list[Statement]:
    """The statements of the rows; with `partial`, of those that no error touches."""
    while True:
        errs = report.rows_in_error() if partial else set()
        kept = [draft for draft in drafts if _row(draft) not in errs] if errs else drafts
        found = Report()
        statements = state(kept, lookup, found, shown)
        if found.ok or not partial:
            report.issues.extend(found.issues)
            return statements
        report.issues.extend(i for i in found.issues if i.severity is Severity.ERROR)


def _put_in_order(report: Report, sources: Sequence[Source]) -> None:
    """Issues by file, sheet and row, as somebody goes through the sheets with the report."""
    tables = [(table.file, table.sheet) for one in sources for table in one.tables]
    order = {table: i for i, table in enumerate(tables)}
    report.issues.sort(
        key=lambda issue: (
            order.get((issue.place.file or "", issue.place.sheet or ""), len(order)),
            issue.place.row or 0,
        )
    )


def _row(draft: Draft) -> tuple[str | None, str | None, int | None]:
    place = draft.place()
    return place.file, place.sheet, place.row
