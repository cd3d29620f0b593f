"""CSV as Dutch spreadsheets, forms and hands write it."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.errors import SourceError
from assetgraph.importing.csv_files import decode, read_csv
from assetgraph.importing.readers import read
from assetgraph.importing.tables import MAX_CELL
from tests.importing.reading import found, understood

ROWS = [["Naam", "Code", "Lat"], ["Zoë Ångström-Şahin", "B1", "52,36"], ["Bo", "", ""]]
LATIN = [["Naam", "Code", "Lat"], ["Zoë Ångström", "B1", "52,36"], ["Bo – €", "", ""]]


def text_of(rows: list[list[str]], separator: str = ";", end: str = "\r\n") -> str:
    """Rows as text, with everything quoted that needs it."""
    return end.join(
        separator.join(f'"{cell}"' if separator in cell else cell for cell in row) for row in rows
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_dialect_gives_the_same_rows(encoding: str, separator: str, end: str) -> None:
    mark = {"utf-16-le": "\ufeff", "utf-16-be": "\ufeff"}.get(encoding, "")
    data = (mark + text_of(ROWS, separator, end)).encode(encoding)
    assert read_csv(data, "Bewoners.csv", "Bewoners").rows == ROWS


def test_older_windows_letters() -> None:
    assert read_csv(text_of(LATIN).encode("cp1252"), "a.csv", "a").rows == LATIN


@pytest.mark.parametrize("separator", [";", ",", "|", "\t"])
def test_a_line_that_names_the_separator(separator: str) -> None:
    """Rows keep the number that a spreadsheet shows."""
    text = f"sep={separator}\r\n" + text_of(ROWS, separator)
    table = read_csv(text.encode("utf-8-sig"), "a.csv", "a")
    assert table.rows[1:] == ROWS
    assert table.rows[0] == []


def test_a_separator_line_overrules_what_is_counted() -> None:
    assert read_csv(b"sep=,\nNaam,a;b;c\nAns,1", "a", "a").rows[1] == ["Naam", "a;b;c"]


def test_quotes_hold_separators_line_breaks_and_quotes() -> None:
    text = 'Naam;Talenten\r\n"Ans ""de"" Bos";"zingen; koken\r\nlezen"\r\nBo;x'
    assert read_csv(text.encode(), "a", "a").rows == [
        ["Naam", "Talenten"],
        ['Ans "de" Bos', "zingen; koken\r\nlezen"],
        ["Bo", "x"],
    ]


def test_a_separator_in_a_quoted_header_is_not_counted() -> None:
    rows = read_csv(b'"Naam, voluit, graag, echt";Code\nAns;B1', "a", "a").rows
    assert rows == [["Naam, voluit, graag, echt", "Code"], ["Ans", "B1"]]


@pytest.mark.parametrize("text", ["=1+1", "+31 6", "-streepje", "@buur", "'=al gedaan"])
def test_a_guarding_apostrophe_is_taken_off(text: str) -> None:
    assert read_csv(f"Naam\n'{text}".encode(), "a", "a").rows[1] == [text]


@pytest.mark.parametrize("text", ["'s ochtends", "'t Hofje", "Jan's huis", "'"])
def test_other_apostrophes_stay(text: str) -> None:
    assert read_csv(f"Naam\n{text}".encode(), "a", "a").rows[1] == [text]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_nul_is_no_table(mark: bytes) -> None:
    with pytest.raises(SourceError) as refused:
        read_csv(mark + b"Naam;Code\nAns\0;B1", "a.csv", "a")
    assert refused.value.code == "not-a-table"


@pytest.mark.parametrize("data", [b"\xff\xfeN", b"\xef\xbb\xbf\xff\xff", b"\xff\xfe\x00\xd8"])
def test_a_mark_that_lies_is_no_table(data: bytes) -> None:
    with pytest.raises(SourceError) as refused:
        decode(data, "a.csv")
    assert refused.value.code == "not-a-table"


def test_a_cell_of_ten_megabytes_is_an_issue(tmp_path: Path) -> None:
    path = tmp_path / "Bewoners.csv"
    path.write_text("Naam;Straat;Talenten\nAns;Kade;" + "x" * 10_000_000 + "\nBo;Plein;zingen")
    _, report = understood(read(path))
    assert found(report) == [("cell-too-long", "Bewoners", 2, "Talenten")]
    assert report.issues[0].values == {"n": 10_000_000, "most": MAX_CELL}


def test_a_header_of_ten_megabytes_is_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "Bewoners.csv"
    path.write_text("Naam;" + "y" * 10_000_000 + "\nAns;1")
    started = time.perf_counter()
    _, report = understood(read(path))
    assert [code for code, *_ in found(report)] == ["unknown-column"]
    assert time.perf_counter() - started < 10


def test_a_million_columns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "Bewoners.csv"
    path.write_text("Naam" + ";" * 1_000_000 + "\nAns")
    with pytest.raises(SourceError) as refused:
        read(path)
    assert refused.value.code == "too-many-columns"
    assert refused.value.values["n"] == 1_000_001


def test_many_columns_without_a_header_take_no_time(tmp_path: Path) -> None:
    path = tmp_path / "Bewoners.csv"
    path.write_text("Naam" + ";" * 16_000 + "\n" + "\n".join(f"Bewoner {i}" for i in range(20_000)))
    started = time.perf_counter()
    changeset, report = understood(read(path))
    assert (found(report), len(changeset.statements)) == ([], 20_000)
    assert time.perf_counter() - started < 10


def test_an_empty_file_is_an_empty_sheet(tmp_path: Path) -> None:
    path = tmp_path / "Bewoners.csv"
    path.write_bytes(b"")
    _, report = understood(read(path))
    assert found(report) == [
        ("empty-sheet", "Bewoners", None, None),
        ("no-known-sheet", None, None, None),
    ]


# Anything may stand in a file: a table of text comes out, or one of our own errors.
@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        table = read_csv(data, "a.csv", "Bewoners")
    except SourceError:
        return
    assert all(isinstance(cell, str) for row in table.rows for cell in row)


# --- folders and zips -----------------------------------------------------------------------------
def test_a_folder_is_a_workbook(tmp_path: Path) -> None:
    folder = tmp_path / "linde"
    folder.mkdir()
    (folder / "Bewoners.CSV").write_text("Naam\nAns")
    (folder / "Plekken.tsv").write_text("Naam\tSoort\nDe Linde\thub")
    (folder / "foto.png").write_bytes(b"\x89PNG")
    source = read(folder)
    assert source.name == "linde"
    assert [(t.file, t.sheet) for t in source.tables] == [
        ("Bewoners.CSV", "Bewoners"),
        ("Plekken.tsv", "Plekken"),
    ]
    assert source.tables[1].rows == [["Naam", "Soort"], ["De Linde", "hub"]]


def test_a_folder_without_tables_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as refused:
        read(tmp_path)
    assert refused.value.code == "no-tables"


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as refused:
        read(tmp_path / "weg.csv")
    assert refused.value.code == "no-file"


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    """A zip of these files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_a_zip_of_csv_files_is_a_workbook(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "a.zip", {"linde/Plekken.csv": b"Naam\nHub", "Bewoners.csv": b"Naam\nAns"}
    )
    assert [(t.file, t.sheet) for t in read(path).tables] == [
        ("a.zip/Bewoners.csv", "Bewoners"),
        ("a.zip/Plekken.csv", "Plekken"),
    ]


def test_what_a_mac_adds_to_a_zip_is_left_alone(tmp_path: Path) -> None:
    files = {"Bewoners.csv": b"Naam\nAns", "__MACOSX/._Bewoners.csv": b"\0\5\26\7\0\2Mac OS X"}
    assert [t.sheet for t in read(zipped(tmp_path / "a.zip", files)).tables] == ["Bewoners"]


def test_a_damaged_zip_of_csv_files_is_said_so(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"Bewoners.csv": b"Naam\n" + b"Ans Kuiper\n" * 2_000})
    data = bytearray(path.read_bytes())
    data[60:70] = b"\xff" * 10
    path.write_bytes(data)
    with pytest.raises(SourceError) as refused:
        read(path)
    assert refused.value.code == "damaged-workbook"


def test_a_zip_with_a_password_is_said_so(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"Bewoners.csv": b"Naam\nAns"})
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(SourceError) as refused:
        read(path)
    assert refused.value.code == "protected-zip"


def test_a_zip_of_anything_else_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as refused:
        read(zipped(tmp_path / "a.zip", {"foto.jpg": b"\xff\xd8\xff"}))
    assert refused.value.code == "not-a-table"


# --- what is no table at all ----------------------------------------------------------------------
@pytest.mark.parametrize(
    "start",
    [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"SQLite format 3\0"],
)
def test_another_type_of_file_is_no_table(tmp_path: Path, start: bytes) -> None:
    """Whatever its name says."""
    path = tmp_path / "Bewoners.xlsx"
    path.write_bytes(start + bytes(range(256)) * 10)
    with pytest.raises(SourceError) as refused:
        read(path)
    assert refused.value.code == "not-a-table"
    assert refused.value.values == {"file": "Bewoners.xlsx"}


def test_a_letter_is_no_sheet(tmp_path: Path) -> None:
    path = tmp_path / "brief.txt"
    path.write_text("Beste buren,\n\nVolgende week is er soep; neem een kom mee.\n\nGroet, Ans")
    _, report = understood(read(path))
    assert found(report) == [
        ("unknown-sheet", "brief", None, None),
        ("no-known-sheet", None, None, None),
    ]
