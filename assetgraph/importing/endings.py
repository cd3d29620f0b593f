"""The rows of a table that hold no data: totals, remarks, the header once more."""

from __future__ import annotations

import re

from assetgraph.importing.heads import Found, Rows
from assetgraph.model.text import fold

_COUNT = re.compile(r"^[\d.,€\s%:]*[a-z]{0,12}$", re.IGNORECASE)
_NOTE = re.compile(
    r"^(let op|n\.?b\.?|bron|opmerking|opmerkingen|toelichting|legenda|ingevuld door|datum|versie|"
    r"bijgewerkt|laatst gewijzigd|einde|vragen\?|contact|pagina|p\.s|ps|note|source|\*|-{2,}|={2,})"
)

_TOTAL = re.compile(
    r"^(sub)?tota(al|len|le)\b|^total\b|^som\b|^aantal( bewoners| mensen)?\s*[:=]?$"
)
_LONG = 40
"""Characters of the longest first cell of a row of totals."""


def headers_again(found: Found, rows: Rows) -> list[int]:
    """The rows that repeat the header, as a printed page does."""
    own = [*rows[found.header][found.left : found.right]]
    first = next((at for at, cell in enumerate(own) if cell), None)
    if first is None:
        return []
    sign, at_column = own[first], found.left + first
    while not own[-1]:
        own.pop()
    return [
        at
        for at in range(found.header + 1, found.end)
        if len(rows[at]) > at_column
        and rows[at][at_column] == sign
        and [*rows[at][found.left : found.left + len(own)]] == own
        and not any(rows[at][found.left + len(own) : found.right])
    ]


def endings(found: Found, rows: Rows) -> dict[int, str]:
    """Rows of a table that hold no data, by index: ``totals-row``, ``note-row``."""
    marked: dict[int, str] = {}
    used = {use.at for use in found.uses}
    naming = {use.at for use in found.uses if use.key == found.sheet.node.naming()}
    width = sum(1 for header in found.headers[found.left : found.right] if header)
    gap = False
    for at in range(found.header + 1, found.end):
        cells = rows[at][found.left : found.right]
        filled = len(cells) - cells.count("")
        if not filled:
            gap = True
            continue
        first = 0 if cells[0] else next(i for i, cell in enumerate(cells) if cell)
        text = cells[first]
        if filled > 1:
            if text[:1] in "tTsSaA" and len(text) <= _LONG and _TOTAL.match(fold(text)):
                rest = [cell for cell in cells[first + 1 :] if cell]
                if all(map(_COUNT.match, rest)):
                    marked[at] = "totals-row"
        elif _TOTAL.match(fold(text[:_LONG])):
            marked[at] = "totals-row"
        elif width > 1:
            column = found.left + first
            if _is_note(text, gap=gap, named=column in naming) or (gap and column not in used):
                marked[at] = "note-row"
    return marked


def _is_note(text: str, *, gap: bool, named: bool) -> bool:
    """Whether a row of one text is a remark and not a name."""
    if len(text) > 70 or _NOTE.match(fold(text)):
        return True
    if not gap:
        return False
    return len(text.split()) > 5 or text.rstrip()[-1:] in ".:!?" or not named
