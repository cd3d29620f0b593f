"""The sheets of an import with its remarks in the cells that they are about."""

from __future__ import annotations

from pathlib import Path

from assetgraph.errors import AssetGraphError
from assetgraph.exporting.annotated import AnnotatedSheet, Remark, write_page, write_workbook
from assetgraph.exporting.writing import write_file
from assetgraph.importing.issues import Issue, masked
from assetgraph.importing.tables import MAX_CELL
from assetgraph.messages import Catalogue, catalogue
from assetgraph.workflows.loading import Imported

FORMS = (".xlsx", ".html")
"""What a report can be, by the end of its name."""


def check(path: Path) -> None:
    """Raises AssetGraphError ``report-form`` for a name that is neither workbook nor page."""
    if path.suffix.casefold() not in FORMS:
        raise AssetGraphError("report-form", path=path)


def write(done: Imported, path: Path, language: str) -> None:
    """Writes the report; an earlier one of the same name is replaced."""
    check(path)
    words = catalogue(language)
    sheets = annotated(done, words)
    if path.suffix.casefold() == ".html":
        title = {"language": language, "title": words.text("cli.import.report-title")}
        write_file(path, lambda beside: write_page(beside, sheets, title), force=True)
    else:
        write_file(path, lambda beside: write_workbook(beside, sheets), force=True)


def annotated(done: Imported, words: Catalogue) -> list[AnnotatedSheet]:
    """Every table of the files, without citizen service numbers, with what is said of it."""
    tables = [table for source in done.sources for table in source.tables]
    sheets = {}
    for table in tables:
        rows = [[_plain(cell) for cell in row] for row in table.rows]
        sheets[table.file, table.sheet] = AnnotatedSheet(table.sheet, rows)
    for issue in done.issues:
        key = (issue.place.file or "", issue.place.sheet or "")
        if key not in sheets:
            continue
        remark = Remark(
            str(issue.severity), f"{words.text(issue.message)} {words.text(issue.hint)}"
        )
        place = _cell(issue, sheets[key])
        if place is None:
            sheets[key].general.append(remark)
        else:
            sheets[key].remarks.setdefault(place, []).append(remark)
    return list(sheets.values())


def _plain(cell: str) -> str:
    return masked(cell) if len(cell) <= MAX_CELL else masked(cell[:MAX_CELL])


def _cell(issue: Issue, sheet: AnnotatedSheet) -> tuple[int, int] | None:
    """The cell that an issue is about: the first of its columns, or of its row what is filled."""
    if issue.place.row is None:
        return None
    row = issue.place.row - 1
    if issue.place.at:
        return row, issue.place.at[0]
    cells = sheet.rows[row] if row < len(sheet.rows) else ()
    return row, next((at for at, cell in enumerate(cells) if cell), 0)
