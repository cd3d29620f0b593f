"""KoboToolbox and ODK Central: forms whose repeats are tables of their own.

Beforehand each table is made plain: what the tool itself adds is left out, a choice of several that
was split over columns is one column again, a point is latitude and longitude. A repeat without
people goes into the rows of its parent; a repeat of people gets what the parent says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from assetgraph.importing.headers import Words
from assetgraph.importing.issues import Place, Report, Severity
from assetgraph.importing.plain import Plain
from assetgraph.importing.tables import Source, Table, letter
from assetgraph.importing.ticks import is_tick
from assetgraph.model.cells import join, split
from assetgraph.model.kinds import NODE_KINDS
from assetgraph.model.nodes import Resident
from assetgraph.model.relations import Knows
from assetgraph.model.workbook import sheet_of

KOBO = ("_index", "_parent_index", "_parent_table_name", "_uuid", "_submission__uuid")
"""Headers by which a table is of KoboToolbox."""

_OURS = (
    *("_*", "start", "end", "today", "deviceid", "subscriberid", "simserial", "phonenumber"),
    *("username", "formhub*", "meta*", "instanceid", "key", "parent_key", "set-of-*", "setof*"),
    *("submissiondate", "submitterid", "submittername", "attachmentspresent", "status"),
    *("reviewstate", "edits", "formversion", "devicename", "attachmentsexpected"),
)
_POINT = re.compile(r"^_?(.*?)[_-](latitude|longitude|altitude|precision|accuracy)$", re.IGNORECASE)
_SLUG = re.compile(r"^[a-z0-9_-]+(?: [a-z0-9_-]+)*$")


@dataclass
class _Form:
    table: Table
    headers: list[str]
    key: int | None = None
    up: int | None = None
    upper: int | None = None
    """The columns of a row's own number, of its parent's, and of the name of the parent's table."""
    rows: list[dict[str, str]] = field(default_factory=list)
    """By header; a row for each row of the table."""


def is_survey(tables: Sequence[Table]) -> bool:
    """Whether tables come from KoboToolbox or ODK Central, by what these add to them."""
    return any(
        {bare_of(cell) for cell in table.rows[0]} & {*KOBO, "parent_key", "meta-instanceid"}
        or _has_options(table.rows[0])
        or any(_POINT.match(cell) and cell.startswith("_") for cell in table.rows[0])
        for table in tables
        if table.rows
    )


def is_odk(tables: Sequence[Table]) -> bool:
    """Whether a survey comes from ODK Central."""
    words = {bare_of(cell) for table in tables if table.rows for cell in table.rows[0]}
    return bool(words & {"parent_key", "meta-instanceid", "key"})


def bare_of(header: str) -> str:
    """A header of a survey as it is compared: its underscores stay."""
    return header.strip().casefold()


def _has_options(row: Sequence[str]) -> bool:
    """Whether a question of several choices was split: ``q`` and ``q/option``."""
    known = {cell for cell in row if cell}
    return sum(1 for cell in known if "/" in cell and cell.rpartition("/")[0] in known) > 1


def plain_tables(source: Source, plain: Plain, report: Report) -> Source:
    """The tables of a survey as plain ones, each row where it stood."""
    forms = [_form(table) for table in source.tables if table.rows]
    for form in forms:
        _choices(form)
        _points(form)
    words = Words(sheet_of(Resident), plain)
    kept = []
    for form in forms:
        parent = _parent(form, forms)
        if parent is None:
            if form.up is not None and form.rows:
                place = Place(form.table.file, form.table.sheet)
                report.add("repeat-without-parent", Severity.WARNING, place, form.table.sheet)
            kept.append(form)
        elif _naming(form, words) is None:
            _into_parent(form, parent, report)
        else:
            _from_parent(form, parent, words, report)
            kept.append(form)
    for form in forms:
        _say(form, report)
    return Source(source.name, [_table(form) for form in kept])


def kinds(plain: Plain) -> list[Words]:
    """What a plain table of a survey may hold: people first."""
    return [Words(sheet_of(NODE_KINDS[kind]), plain) for kind in plain.words]


def _form(table: Table) -> _Form:
    headers = _distinct(table)
    form = _Form(table, headers)
    for at, header in enumerate(headers):
        word = bare_of(header)
        if word in ("_index", "key"):
            form.key = at
        elif word in ("_parent_index", "parent_key"):
            form.up = at
        elif word == "_parent_table_name":
            form.upper = at
    form.rows = [dict(zip(headers, row, strict=False)) for row in table.rows[1:]]
    return form


def _distinct(table: Table) -> list[str]:
    """The headers, each once, and one for each column that holds something and has none."""
    width = max(map(len, table.rows))
    found: dict[str, None] = {}
    for at in range(width):
        header = table.rows[0][at] if at < len(table.rows[0]) else ""
        if not header and any(at < len(row) and row[at] for row in table.rows[1:]):
            header = letter(at)
        while header in found:
            header += f" ({letter(at)})" if header else " "
        found[header] = None
    return list(found)


def _parent(form: _Form, forms: Sequence[_Form]) -> _Form | None:
    """The form of which this one is a repeat."""
    if form.up is None:
        return None
    named = {row.get(form.headers[form.upper], "") for row in form.rows} if form.upper else set()
    ups = {row.get(form.headers[form.up], "") for row in form.rows} - {""}
    for other in forms:
        if other is form or other.key is None:
            continue
        keys = {row.get(other.headers[other.key], "") for row in other.rows}
        called = any(
            one[:31] == other.table.sheet[:31] or one in other.table.sheet for one in named
        )
        if ups & keys and (called or not named or len(forms) == 2):
            return other
    return None


def _choices(form: _Form) -> None:
    """Columns of one question of several choices as one, by the names of the chosen ones."""
    options: dict[str, list[str]] = {}
    for header in form.headers:
        question, stroke, option = header.rpartition("/")
        if stroke and question and option:
            options.setdefault(question, []).append(header)
    for question, headers in options.items():
        cells = {row.get(one, "") for row in form.rows for one in headers}
        if len(headers) < 2 or not all(is_tick(c) or c.casefold() in _NO for c in cells):
            continue
        for row in form.rows:
            ticked = [one for one in headers if is_tick(row.get(one, ""))]
            chosen = [one.rpartition("/")[2].replace("_", " ") for one in ticked]
            other = row.pop(f"{question}_other", "")
            chosen = [one for one in chosen if not (other and one in ("other", "anders"))]
            if ticked or question not in row or _SLUG.match(row.get(question, "")):
                row[question] = join([*chosen, *filter(None, [other])])
            for one in headers:
                row.pop(one, None)
    for header in form.headers:
        texts = [text for row in form.rows if (text := row.get(header, ""))]
        if len(texts) > 1 and header not in options and _is_coded(texts):
            for row in form.rows:
                parts = row.get(header, "").split()
                row[header] = join(part.replace("_", " ") for part in parts)


_NO = ("", "0", "false", "nee", "no")


def _is_coded(texts: Sequence[str]) -> bool:
    """Whether cells hold codes of choices with spaces between: ``koken tuin_onderhoud``."""
    if not all(map(_SLUG.match, texts)) or not any("_" in text for text in texts):
        return False
    return any(" " in text for text in texts)


def _points(form: _Form) -> None:
    """Latitude and longitude of the first point; the other columns of points go."""
    first = None
    for header in form.headers:
        fits = _POINT.match(header)
        if fits and fits[2].casefold() in ("latitude", "longitude"):
            first = first or fits[1]
            key = "Lat" if fits[2].casefold() == "latitude" else "Lon"
            if fits[1] == first:
                for row in form.rows:
                    row[key] = row.get(header, "")
    if first is None:
        return
    for row in form.rows:
        for header in form.headers:
            if _POINT.match(header) or header == first or header.endswith(f"/{first}"):
                row.pop(header, None)


def _naming(form: _Form, words: Words) -> str | None:
    """The header of the names of people in a form."""
    for at, header in enumerate(form.headers):
        use = words.use(at, header.rpartition("/")[2]) or words.use(at, header)
        if use is not None and use.key == Resident.naming():
            return header
    return None


def _into_parent(form: _Form, parent: _Form, report: Report) -> None:
    """What a repeat without people says, gathered in the rows of its parent."""
    for row, upper in _with_upper(form, parent, report, "row-without-parent"):
        for header, text in row.items():
            if text and not _is_ours(header):
                upper[header] = join([*split(upper.get(header, "")), *split(text)])


def _from_parent(form: _Form, parent: _Form, words: Words, report: Report) -> None:
    """What a parent says, for each of the people in a repeat; and the tie, if it is a person."""
    naming = _naming(parent, words)
    own = set(form.headers)
    place = ("street", "house_number", "postcode", "buurt")
    shared = [
        header
        for at, header in enumerate(parent.headers)
        if (use := words.use(at, header)) and use.key in place and header not in own
    ]
    for row, upper in _with_upper(form, parent, report, "person-without-form"):
        for header in shared if naming is None else ():
            row.setdefault(header, upper.get(header, ""))
        if naming is not None and upper.get(naming):
            row[Knows.column.nl if Knows.column else ""] = join([upper[naming]])


def _with_upper(
    form: _Form, parent: _Form, report: Report, code: str
) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """The rows of a repeat, each with the row it belongs to; what has none is told."""
    by_up = {row.get(parent.headers[parent.key or 0], ""): row for row in parent.rows}
    for at, row in enumerate(form.rows, 2):
        upper = by_up.get(row.get(form.headers[form.up or 0], ""))
        if upper is not None:
            yield row, upper
        elif any(row.values()):
            place = Place(form.table.file, form.table.sheet, at)
            report.add(code, Severity.WARNING, place, parent.table.sheet)


def _is_ours(header: str) -> bool:
    word = bare_of(header)
    return any(fnmatchcase(word, one) for one in _OURS)


def _table(form: _Form) -> Table:
    headers = [
        one
        for one in dict.fromkeys(h for row in form.rows for h in row)
        if one.strip() and not _is_ours(one)
    ]
    shown = [one.rpartition("/")[2] or one for one in headers]
    rows = [[row.get(one, "") for one in headers] for row in form.rows]
    return Table(form.table.file, form.table.sheet, [shown, *rows], form.table.hidden)


def _say(form: _Form, report: Report) -> None:
    """Names the columns that the tool itself adds."""
    ours = [one for one in form.headers if one and _is_ours(one)]
    if ours:
        place = Place(form.table.file, form.table.sheet, 1)
        report.add("columns-set-aside", Severity.INFO, place, ", ".join(ours))
