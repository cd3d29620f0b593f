"""Bad input: one clear sentence with what to do, exit 1 or 2, the store as it was."""

from __future__ import annotations

import os
import sqlite3
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.cli.command import COMMAND, Shell, environment, widest
from tests.cli.sheets import kept

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _book(path: Path, rows: list[list[object]], title: str = "Bewoners") -> None:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(path)


def _far_away(path: Path) -> None:
    _book(path, [["Naam"], ["Ans Proef"]])
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts[sheet] = parts[sheet].replace(b"</sheetData>", far)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, part in parts.items():
            book.writestr(name, part)


def _text(text: str) -> Callable[[Path], None]:
    return lambda path: path.write_text(text, encoding="utf-8") and None


def _bytes(data: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(data) and None


def _rows(*rows: list[object], title: str = "Bewoners") -> Callable[[Path], None]:
    return lambda path: _book(path, list(rows), title)


# The file, how it is made, the exit code, and what is said.
FILES = {
    "foto.png": (_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256))), 2, "geen tabel die we"),
    "brief.docx": (_bytes(b"PK\x03\x04 kapot"), 2, "brief.docx is"),
    "kapot.xlsx": (_bytes(b"PK\x03\x04 kapot"), 2, "kapot.xlsx is beschadigd."),
    "oud.xls": (_bytes(OLE + bytes(600)), 2, "oud.xls is beschadigd"),
    "geheim.xlsx": (
        _bytes(OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le")),
        2,
        "is beveiligd met een wachtwoord.",
    ),
    "ver.xlsx": (_far_away, 2, "iets heel ver weg, in cel XFD1048576"),
    "leeg.xlsx": (_rows(), 1, "Blad Bewoners is leeg."),
    "leeg.csv": (_bytes(b""), 1, "leeg"),
    "anders.xlsx": (_rows(["Kleur", "Maat"], ["rood", 3], title="Blad1"), 1, "geen blad herkend"),
    "kop.xlsx": (_rows(["Ans Proef", "Laan"], ["Bo Toets", "Plein"]), 1, "geen kopregel gevonden"),
    "dubbel.xlsx": (
        _rows(["Naam", "Straat", "Straat"], ["Ans Proef", "Laan", "Plein"]),
        1,
        "twee keer",
    ),
    "nietser.xlsx": (lambda path: None, 2, "nietser.xlsx bestaat niet."),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_loaded(again: Shell, name: str) -> None:
    make, code, told = FILES[name]
    make(again.path(name))
    before = kept(again.path("buurt.assetgraph"))
    done = again("import", name, code=code)
    assert told in done.text
    assert done.out == ""
    assert len(done.err.splitlines()) >= 2
    assert widest(done.err) <= 80
    assert kept(again.path("buurt.assetgraph")) == before


def test_a_column_we_do_not_know_is_reported(shell: Shell) -> None:
    _book(shell.path("extra.xlsx"), [["Naam", "Schoenmaat", "Talent"], ["Ans Proef", 38, "koken"]])
    done = shell("import", "extra.xlsx")
    assert "De kolom Schoenmaat is onbekend en is niet gelezen." in done.text


def test_a_file_that_is_no_store(shell: Shell) -> None:
    shell.path("brief.txt").write_bytes(b"Beste buren")
    done = shell("connectors", "--store", "brief.txt", code=2)
    assert "brief.txt is geen buurtbestand van assetgraph." in done.text
    assert shell.path("brief.txt").read_bytes() == b"Beste buren"
    sqlite3.connect(shell.path("ander.db")).execute("CREATE TABLE t (x)").connection.close()
    assert "is geen buurtbestand" in shell("undo", "--store", "ander.db", code=2).text


def test_a_store_of_a_newer_version(again: Shell) -> None:
    with sqlite3.connect(again.path("buurt.assetgraph")) as connection:
        connection.execute("PRAGMA user_version = 9999")
    connection.close()
    before = again.path("buurt.assetgraph").read_bytes()
    for command in (("connectors",), ("import", "vol.xlsx"), ("doctor",)):
        done = again(*command, code=2)
        assert "is gemaakt met een nieuwere versie van assetgraph" in done.text
    assert again.path("buurt.assetgraph").read_bytes() == before


def test_a_damaged_store(again: Shell) -> None:
    path = again.path("buurt.assetgraph")
    data = bytearray(path.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    path.write_bytes(data)
    done = again("connectors", code=None)
    assert done.code in {1, 2}
    assert "beschadigd" in done.text


def test_doctor(again: Shell) -> None:
    told = again("doctor", "--json").json
    assert told["ok"] is True
    assert told["findings"] == []
    assert "Alles is in orde." in again("doctor").out
    assert "All is well." in again("doctor", "--lang", "en").out


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="may write everywhere")
def test_a_folder_that_is_read_only(again: Shell) -> None:
    before = again.path("buurt.assetgraph").read_bytes()
    again.folder.chmod(0o555)
    try:
        _cannot_write(again, again.folder)
    finally:
        again.folder.chmod(0o755)
    assert again.path("buurt.assetgraph").read_bytes() == before


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="no such folder here")
def test_a_place_where_nobody_may_write(small: Shell) -> None:
    _cannot_write(small, Path("/sys/kernel"))


def _cannot_write(shell: Shell, folder: Path) -> None:
    for command in (
        ("import", "vol.xlsx", "--store", folder / "nieuw.assetgraph"),
        ("template", folder / "nieuw.xlsx"),
        ("export", folder / "nieuw.json"),
        ("visualize", folder / "nieuw.html"),
        ("demo", "--out", folder / "nieuw"),
    ):
        done = shell(*command, code=2)
        assert "schr" in done.text or "opgeslagen" in done.text


@pytest.mark.skipif(sys.platform != "linux", reason="needs a limit on the size of files")
def test_a_disk_without_room(shell: Shell, small: Shell) -> None:
    import resource
    import subprocess

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = subprocess.run(
        [*COMMAND, "import", str(small.path("vol.xlsx"))],
        cwd=shell.folder,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        preexec_fn=no_room,
        check=False,
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "schijf" in done.stderr
    assert done.stdout == ""
    assert (
        "niets" in shell("history", code=None).text or not shell.path("buurt.assetgraph").exists()
    )
