"""A sheet with what is to be looked at: the cells in question coloured, each with a remark.

All is written as text, at the place where it stood, so that the file can be mended and read again.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assetgraph.model.workbook import OURS

COLOURS = {"error": "#F4B6B0", "warning": "#FCE6A9", "info": "#D6E6F2"}
"""By how much a remark weighs; the words say it too."""

_WEIGHT = ("error", "warning", "info")
_SHEET_NAME = 31


@dataclass(frozen=True)
class Remark:
    """What is said of a cell: how much it weighs, and the words."""

    severity: str
    text: str


@dataclass
class AnnotatedSheet:
    """A sheet as it was given, and the remarks by row and column, both from 0."""

    name: str
    rows: Sequence[Sequence[str]]
    remarks: dict[tuple[int, int], list[Remark]] = field(default_factory=dict)
    general: list[Remark] = field(default_factory=list)
    """What is said of the sheet as a whole."""


def write_workbook(path: Path, sheets: Sequence[AnnotatedSheet]) -> None:
    """Writes the sheets as a workbook; a remark is a comment at its cell."""
    import xlsxwriter  # noqa: PLC0415

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as book:
        styles = {
            name: book.add_format({"bg_color": colour, "text_wrap": True, "border": 1})
            for name, colour in COLOURS.items()
        }
        for sheet, name in zip(sheets, _names(sheets), strict=True):
            page = book.add_worksheet(name)
            for at, row in enumerate(sheet.rows):
                for column, text in enumerate(row):
                    if (at, column) not in sheet.remarks and text:
                        page.write_string(at, column, text)
            for (at, column), remarks in sheet.remarks.items():
                cells = sheet.rows[at] if at < len(sheet.rows) else ()
                text = cells[column] if column < len(cells) else ""
                style = styles[heaviest(remarks)]
                if text:
                    page.write_string(at, column, text, style)
                else:
                    page.write_blank(at, column, None, style)
                said = "\n\n".join(dict.fromkeys(one.text for one in remarks))
                page.write_comment(
                    at, column, said[:30_000], {"x_scale": 2, "y_scale": 1.5, "author": OURS}
                )


def write_page(path: Path, sheets: Sequence[AnnotatedSheet], words: Mapping[str, str]) -> None:
    """Writes the sheets as one page; a remark stands below its cell's text, and needs no script."""
    parts = [
        f'<!doctype html><html lang="{words["language"]}"><meta charset="utf-8">',
        f"<title>{html.escape(words['title'])}</title>",
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\"><style>",
        "body{font:16px/1.45 system-ui,sans-serif;margin:2rem;color:#1c1c1c}",
        "table{border-collapse:collapse}td,th{border:1px solid #999;padding:.3rem .5rem;",
        "vertical-align:top;text-align:left}.m{display:block;font-size:.9rem;margin-top:.3rem}",
        *(f".{name}{{background:{colour}}}" for name, colour in COLOURS.items()),
        f"</style><h1>{html.escape(words['title'])}</h1>",
    ]
    for sheet in sheets:
        parts.append(f"<h2>{html.escape(sheet.name)}</h2>")
        parts += [f'<p class="{one.severity}">{html.escape(one.text)}</p>' for one in sheet.general]
        parts.append("<table>")
        width = max(map(len, sheet.rows), default=0)
        for at, row in enumerate(sheet.rows):
            cells = "".join(
                _cell(row[column] if column < len(row) else "", sheet.remarks.get((at, column), ()))
                for column in range(width)
            )
            parts.append(f'<tr><th scope="row">{at + 1}</th>{cells}</tr>')
        parts.append("</table>")
    parts.append("</html>")
    path.write_text("\n".join(parts), encoding="utf-8", newline="\n")


def heaviest(remarks: Sequence[Remark]) -> str:
    """The weight of what is said of a cell."""
    return min((one.severity for one in remarks), key=_WEIGHT.index)


def _cell(text: str, remarks: Sequence[Remark]) -> str:
    if not remarks:
        return f"<td>{html.escape(text)}</td>"
    said = "".join(
        f'<span class="m">{html.escape(one)}</span>'
        for one in dict.fromkeys(remark.text for remark in remarks)
    )
    return f'<td class="{heaviest(remarks)}"><b>{html.escape(text)}</b>{said}</td>'


def _names(sheets: Sequence[AnnotatedSheet]) -> list[str]:
    """Names that a workbook can have, each once."""
    found: list[str] = []
    for sheet in sheets:
        bare = "".join("-" if sign in "[]:*?/\\" else sign for sign in sheet.name).strip("'")
        name, turn = (bare or "blad")[:_SHEET_NAME], 1
        while name.casefold() in (one.casefold() for one in found):
            turn += 1
            name = f"{bare[: _SHEET_NAME - 5]} ({turn})"
        found.append(name)
    return found
