"""A column before it is read: what says nothing, what says "idem", addresses, phone numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assetgraph.importing.cells import (
    LONGEST_ADDRESS,
    address,
    has_contact,
    is_nothing,
    is_same,
    needs_tidying,
    same_as_above,
    tidy,
    without_contact,
)
from assetgraph.importing.issues import Report, Severity
from assetgraph.importing.tables import MAX_CELL
from assetgraph.importing.values import COUNTS
from assetgraph.model.kinds import Property
from assetgraph.model.nodes import Institution, Place, Resident
from assetgraph.model.text import fold

if TYPE_CHECKING:
    from assetgraph.importing.layout import Layout

_DIGIT = re.compile(r"\d").search

_KEEPS_CONTACT = ("contact", "code", "house_number", "postcode", "lat", "lon")
"""Columns of which a phone number or mail address is the place, or cannot be one."""


def cleaned(
    cells: list[str], key: str, layout: Layout, rows: Sequence[int], report: Report
) -> list[str]:
    """The cells of a column as they are to be read; what was done is in the report, once a text."""
    texts = _texts(cells)
    if needs_tidying(list(texts)):
        cells = _replaced(cells, {text: tidy(text) for text in texts})
        texts = _texts(cells)
    if any(map(is_same, texts)):
        cells = _same(cells, key, layout, rows, report)
        texts = _texts(cells)
    fact = next((c.fact for c in layout.sheet.columns if c.key == key), None)
    if not _answers_no(fact):
        words = COUNTS if fact is not None and fact.of is int else {}
        nothing = [text for text in texts if is_nothing(text) and fold(text) not in words]
        if nothing:
            _note("says-nothing", nothing, cells, key, layout, rows, report)
            cells = _replaced(cells, dict.fromkeys(nothing, ""))
    if key not in _KEEPS_CONTACT and (fact is None or fact.of is str):
        reached = [text for text in texts if has_contact(text)]
        for text in reached:
            at = cells.index(text)
            n = cells.count(text)
            report.add("contact-in-cell", Severity.WARNING, layout.place(rows[at], key), n=n)
        cells = _replaced(cells, {text: without_contact(text) for text in reached})
    return cells


def _texts(cells: list[str]) -> dict[str, None]:
    """The different texts in a column, without those that are too long to be read at all."""
    return {text: None for text in dict.fromkeys(cells) if 0 < len(text) <= MAX_CELL}


def _answers_no(fact: Property | None) -> bool:
    """Whether a dash in a column is an answer: no."""
    return fact is not None and (fact.of is bool or fact.name == "consent")


def _replaced(cells: list[str], by: dict[str, str]) -> list[str]:
    if all(text == other for text, other in by.items()):
        return cells
    return [by.get(cell, cell) for cell in cells]


def _same(
    cells: list[str], key: str, layout: Layout, rows: Sequence[int], report: Report
) -> list[str]:
    """The cells with each "idem" filled from above."""
    found, filled, bare = same_as_above(cells)
    if filled:
        place = layout.place(rows[filled[0]], key)
        report.add("same-as-above", Severity.INFO, place, found[filled[0]], n=len(filled))
    for at in bare:
        report.add("same-without-above", Severity.WARNING, layout.place(rows[at], key), cells[at])
    return found


def _note(
    code: str,
    texts: Sequence[str],
    cells: list[str],
    key: str,
    layout: Layout,
    rows: Sequence[int],
    report: Report,
) -> None:
    for text in texts:
        place = layout.place(rows[cells.index(text)], key)
        report.add(code, Severity.INFO, place, text, n=cells.count(text))


def split_addresses(
    read: dict[str, list[str]], layout: Layout, rows: Sequence[int], report: Report
) -> None:
    """Takes number and postcode out of the street where they have no cell of their own."""
    if "street" not in read or layout.sheet.node not in (Resident, Place, Institution):
        return
    streets = read["street"]
    numbers = read.get("house_number", [""] * len(streets))
    if all(numbers):
        return
    suspect = [text for text in set(streets) if len(text) <= LONGEST_ADDRESS and _DIGIT(text)]
    if not suspect:
        return
    parts = {text: address(text) for text in suspect}
    codes = read.get("postcode", [""] * len(streets))
    done: list[int] = []
    new: tuple[list[str], list[str], list[str]] = ([], [], [])
    for at, written in enumerate(zip(streets, numbers, codes, strict=True)):
        street, number, code = written
        found = parts.get(street) if not number else None
        if found is not None and (found[1] or found[2]):
            done.append(at)
            written = (found[0], found[1], code or found[2])  # noqa: PLW2901
        for cells, text in zip(new, written, strict=True):
            cells.append(text)
    if not done:
        return
    report.add(
        "address-split",
        Severity.INFO,
        layout.place(rows[done[0]], "street"),
        streets[done[0]],
        n=len(done),
    )
    for key, cells in zip(("street", "house_number", "postcode"), new, strict=True):
        if key == "street" or any(cells):
            read[key] = cells
            layout.columns.setdefault(key, layout.columns["street"])
