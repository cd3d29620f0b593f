"""Workbooks of spreadsheet programs, and files that only look like one."""

from __future__ import annotations

import io
import re
import time
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from assetgraph.errors import SourceError
from assetgraph.importing.readers import read
from assetgraph.importing.tables import Source
from tests.importing.reading import found, understood

HEADER = ["Naam", "Code", "Straat", "Lat", "Talenten"]


def written(path: Path, rows: list[list[Any]], sheet: str = "Bewoners") -> Path:
    """A workbook with one sheet, by openpyxl."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(row)
    book.save(path)
    return path


def refused(path: Path) -> str:
    """The code of what is said of a file that cannot be read."""
    with pytest.raises(SourceError) as error:
        read(path)
    assert Path(str(error.value.values["file"])).name == path.name
    return error.value.code


def operated(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The workbook with something else in one of its parts."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new, 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def rows(source: Source) -> list[list[str]]:
    """The rows of the first table."""
    return source.tables[0].rows


SHEET1 = "xl/worksheets/sheet1.xml"


# --- what is in a cell ----------------------------------------------------------------------------
def test_values_are_as_somebody_would_type_them(tmp_path: Path) -> None:
    cells = [
        (612345678, "612345678"),
        (12, "12"),
        (52.3602, "52.3602"),
        (0.5, "0.5"),
        ("007", "007"),
        ("  Ans \n", "Ans"),
        (date(2026, 3, 14), "2026-03-14"),
        (datetime(2026, 3, 14), "2026-03-14"),
        (datetime(2026, 3, 14, 16, 30), "2026-03-14 16:30:00"),
        (True, "ja"),
        (False, "nee"),
        ("Zoë 🌻", "Zoë 🌻"),
        (None, ""),
    ]
    path = written(tmp_path / "a.xlsx", [["Naam"], *([value] for value, _ in cells)])
    read_rows = rows(read(path))[1:]
    shown = [row[0] for row in read_rows] + [""] * (len(cells) - len(read_rows))
    assert shown == [text for _, text in cells]


def test_numbers_are_codes_and_dates_are_dates(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    people, swaps = book.active, book.create_sheet("Ruil")
    assert people is not None
    people.title = "Bewoners"
    for row in (["Naam", "Code", "Lat"], ["Ans", 12, 52.25], ["Bo", "12a", None]):
        people.append(row)
    for row in (
        ["Wie", "Soort", "Wat", "Datum", "Aantal"],
        [12, "aanbod", "soep", date(2026, 3, 14), 1.5],
    ):
        swaps.append(row)
    book.save(path)
    changeset, report = understood(read(path))
    assert found(report) == []
    ans, _, soup = changeset.statements
    assert ans.properties == {"name": "Ans", "code": "12", "lat": 52.25}
    assert soup.properties == {"what": "soep", "sort": "offer", "day": "2026-03-14", "amount": 1.5}
    assert soup.relations == {"made_by": {ans.id: {}}}


def test_a_formula_is_its_value(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Bewoners")
        page.write_row(0, 0, ["Naam", "Code"])
        page.write_formula(1, 0, '="Ans"&" Bos"', None, "Ans Bos")
        page.write_formula(1, 1, "=40+2", None, 42)
    assert rows(read(path)) == [["Naam", "Code"], ["Ans Bos", "42"]]


def test_a_formula_with_an_error_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Plekken").write_row(0, 0, ["Naam"])
        page = book.add_worksheet("Bewoners")
        page.write_row(0, 0, HEADER)
        page.write_row(1, 0, ["Ans", "B1", "Kade"])
        page.write_formula(1, 3, "=1/0", None, "#DIV/0!")
        page.write_formula(2, 4, "=A9", None, "#N/A")
        page.write(2, 0, "Bo")
    changeset, report = understood(read(path))
    assert found(report) == [
        ("formula-error", "Bewoners", 2, "Lat"),
        ("formula-error", "Bewoners", 3, "Talenten"),
    ]
    assert [s.properties["name"] for s in changeset.statements] == ["Ans", "Bo"]


def test_merged_cells_are_filled_down(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Bewoners")
        page.write_row(0, 0, ["Naam", "Straat", "Talenten"])
        page.merge_range(1, 1, 3, 1, "Kade")
        page.write_column(1, 0, ["Ans", "Bo", "Cor", "Dirk"])
    assert [row[:2] for row in rows(read(path))[1:]] == [
        ["Ans", "Kade"],
        ["Bo", "Kade"],
        ["Cor", "Kade"],
        ["Dirk", ""],
    ]


def test_a_hidden_sheet_is_read_and_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Plekken").write_column(0, 0, ["Naam", "De Linde"])
        page = book.add_worksheet("Bewoners")
        page.write_column(0, 0, ["Naam", "Ans"])
        page.hide()
    changeset, report = understood(read(path))
    assert found(report) == [("hidden-sheet", "Bewoners", None, None)]
    assert {s.properties["name"] for s in changeset.statements} == {"De Linde", "Ans"}


def test_rows_keep_their_numbers(tmp_path: Path) -> None:
    """Empty rows and columns before the table are counted."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Bewoners")
        page.write_row(4, 2, ["Naam", "Dagdelen"])
        page.write_row(7, 2, ["Ans", "nooit"])
    _, report = understood(read(path))
    assert found(report) == [("unknown-daypart", "Bewoners", 8, "Dagdelen")]


def test_sheets_of_explanation_and_charts_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Uitleg").write(0, 0, "Vul de bladen in.")
        book.add_worksheet("Bewoners").write_column(0, 0, ["Naam", "Ans"])
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Bewoners!$A$1:$A$2"})
        book.add_chartsheet("Grafiek").set_chart(chart)
    _, report = understood(read(path))
    assert found(report) == [("no-worksheet", "Grafiek", None, None)]


def test_an_empty_workbook(tmp_path: Path) -> None:
    _, report = understood(read(written(tmp_path / "a.xlsx", [])))
    assert [code for code, *_ in found(report)] == ["empty-sheet", "no-known-sheet"]


# --- files that would break a reader --------------------------------------------------------------
def far(path: Path, cell: str) -> Path:
    """A workbook with one cell far away."""
    written(path, [HEADER, ["Ans", "B1"]])
    return operated(path, SHEET1, b"</sheetData>", f"{cell}</sheetData>".encode())


WIDE = '<row r="3"><c r="XFD3"><v>1</v></c></row>'
FAR_ROW = '<row r="1048576">{}</row>'


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="XFD1048576" t="n"><v>1</v></c>',
        '<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c>',
        "<c  s='1' r = 'XFD1048576'\n><f>1</f><v>1</v></c>",
    ],
)
def test_a_cell_far_away_is_refused(tmp_path: Path, cell: str) -> None:
    path = far(tmp_path / "a.xlsx", FAR_ROW.format(cell))
    assert path.stat().st_size < 10_000
    started = time.perf_counter()
    assert refused(path) == "cell-far-away"
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize(
    "cells",
    [
        WIDE + FAR_ROW.format('<c r="A1048576"><v>1</v></c>'),
        WIDE + FAR_ROW.format("<c><v>1</v></c>"),
        FAR_ROW.format('<c r="XFD1048576"><!-- ver weg --><v>1</v></c>'),
    ],
)
def test_cells_that_span_a_sheet_unseen_are_refused(tmp_path: Path, cells: str) -> None:
    """What the guard does not see breaks the reader, which runs apart: a sentence all the same."""
    assert refused(far(tmp_path / "a.xlsx", cells)) in (
        "cell-far-away",
        "damaged-workbook",
        "file-too-heavy",
    )


def test_an_empty_cell_far_away_is_no_matter(tmp_path: Path) -> None:
    """People colour a whole column; that is not data."""
    path = far(tmp_path / "a.xlsx", FAR_ROW.format('<c r="XFD1048576" s="0"/>'))
    assert rows(read(path))[1][:2] == ["Ans", "B1"]


def test_a_long_sheet_is_no_cell_far_away(tmp_path: Path) -> None:
    path = far(tmp_path / "a.xlsx", '<row r="100000"><c r="B100000"><v>7</v></c></row>')
    assert rows(read(path))[99_999][1] == "7"


def test_a_zip_bomb_is_refused_by_its_size(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", [HEADER, ["Ans"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b"\0" * (40 << 20))
    assert refused(path) == "workbook-too-large"


@pytest.mark.parametrize("megabytes", [762, 1_100])
def test_a_workbook_that_unpacks_to_very_much_is_refused(tmp_path: Path, megabytes: int) -> None:
    """2.4 MB that would become 762 MB is refused before it is unpacked."""
    path = written(tmp_path / "a.xlsx", [HEADER, ["Ans"]])
    part = b"<row/>" * 400_000
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", part)
    data = bytearray(path.read_bytes())
    entry = data.index(b"xl/worksheets/sheet2.xml", data.index(b"PK\x01\x02")) - 46
    data[entry + 24 : entry + 28] = (megabytes << 20).to_bytes(4, "little")
    path.write_bytes(data)
    assert refused(path) == "workbook-too-large"


def test_a_size_that_lies_is_not_believed(tmp_path: Path) -> None:
    """A part that says to be small and is not: a sentence, and no crash."""
    path = written(tmp_path / "a.xlsx", [HEADER, ["Ans"]])
    data = bytearray(path.read_bytes())
    entry = data.index(SHEET1.encode(), data.index(b"PK\x01\x02")) - 46
    data[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    path.write_bytes(data)
    assert refused(path) == "damaged-workbook"


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.97])
def test_a_truncated_workbook_is_damaged(tmp_path: Path, keep: float) -> None:
    path = written(tmp_path / "a.xlsx", [HEADER, ["Ans"]])
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    assert refused(path) == "damaged-workbook"


def test_bytes_that_flipped_are_damage_or_no_matter(tmp_path: Path) -> None:
    """Wherever it is: a table, or a sentence of ours."""
    path = written(tmp_path / "a.xlsx", [HEADER, ["Ans"]])
    data = path.read_bytes()
    codes = set()
    for at in range(30, len(data), len(data) // 12):
        path.write_bytes(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])
        try:
            read(path)
        except SourceError as error:
            codes.add(error.code)
    assert codes <= {
        "cannot-read",
        "damaged-workbook",
        "not-a-table",
        "protected-workbook",
        "protected-zip",  # the bit of a zip that says so
    }


@pytest.mark.parametrize("byte", [2, 3])
def test_a_size_that_cannot_be_is_damage(tmp_path: Path, byte: int) -> None:
    """What a part says of its size, with one byte flipped in the directory of the zip."""
    path = written(tmp_path / "a.xlsx", [HEADER, ["Ans"]])
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02") + 24 + byte  # the size unpacked, the last byte weighs most
    data[at] ^= 0xFF
    path.write_bytes(data)
    assert refused(path) == "damaged-workbook"


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Bewoners")
        page.write_column(0, 0, ["Naam", "Ans"])
        page.write_formula(1, 1, "=1/0", None, "#DIV/0!")
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook '
    operated(path, "xl/workbook.xml", b"<workbook ", bomb)
    assert refused(path) == "damaged-workbook"


# --- other files of spreadsheet programs ----------------------------------------------------------
def ole(*names: str) -> bytes:
    """The beginning of an OLE file with these streams."""
    directory = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1_016 + directory + b"\0" * 4_096


def test_a_workbook_with_a_password_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(ole("Root Entry", "EncryptionInfo", "EncryptedPackage"))
    assert refused(path) == "protected-workbook"


def test_a_workbook_of_the_old_kind_that_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(ole("Root Entry", "Workbook"))
    assert refused(path) == "damaged-workbook"


def test_a_text_document_is_no_table(tmp_path: Path) -> None:
    """A letter of a word processor is a zip with the same beginning as a workbook."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
    path = tmp_path / "brief.docx"
    path.write_bytes(made.getvalue())
    assert refused(path) == "not-a-table"


def test_an_empty_zip_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    zipfile.ZipFile(path, "w").close()
    assert refused(path) == "not-a-table"


def test_a_path_with_spaces_and_accents(tmp_path: Path) -> None:
    folder = tmp_path / "élan & co"
    folder.mkdir()
    path = written(folder / "-buurt 'één'.xlsx", [["Naam"], ["Ans"]])
    assert re.fullmatch(r"-buurt 'één'\.xlsx", read(path).name)
    assert rows(read(path)) == [["Naam"], ["Ans"]]
