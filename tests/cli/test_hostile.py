"""Hostile files through the command line: a sentence, an exit code, and the store as it was.

A few by default, 200 with ASSETGRAPH_LONG=1.
"""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.command import COMMAND, Shell, environment
from tests.fuzzing import changed, seeds, workbook

MOST_MEMORY = 1 << 20
"""Kilobytes that an import and its reader may take at most."""

MANY, FEW = 200, 12


def _workbook_with(**parts: bytes) -> bytes:
    """A workbook with other parts; a name is that of a file with its dots and strokes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as book:
        found = {name: book.read(name) for name in book.namelist()}
    found |= {name.replace("__", "/"): part for name, part in parts.items()}
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as book:
        for name, part in found.items():
            book.writestr(name, part)
    return made.getvalue()


def _zip(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/"), part)
    return made.getvalue()


_SHEET = "xl__worksheets__sheet1.xml"
_ENTITIES = b"<!DOCTYPE a [" + b"".join(
    b'<!ENTITY e%d "%s">' % (i, b"&e%d;" % (i - 1) * 10 if i else b"ha") for i in range(10)
)


def made() -> Iterator[tuple[str, bytes]]:
    """Files that somebody made on purpose."""
    far = b'<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    yield "ver.xlsx", _workbook_with(**{_SHEET: far + b"</worksheet>"})
    yield "bom.xlsx", _workbook_with(**{_SHEET: b" " * (200 << 20)})
    yield "bom.zip", _zip(**{"a.csv": b"0" * (200 << 20)})
    yield "zip-in-zip.zip", _zip(**{"a.csv": _zip(**{"b.csv": b"Naam\nAns"})})
    yield "weg.zip", _zip(**{"..__..__weg.csv": b"Naam\nAns", "__tmp__weg.csv": b"Naam\nBo"})
    yield "lachen.graphml", _ENTITIES + b"]><graphml>&e9;</graphml>"
    yield "lachen.xlsx", _workbook_with(**{_SHEET: _ENTITIES + b"]><worksheet>&e9;</worksheet>"})
    yield "lezen.gexf", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><gexf>&x;</gexf>'
    yield "diep.json", b"[" * 200_000
    yield "diep.graphml", b"<graphml>" + b"<node>" * 200_000
    yield "nul.csv", b"Naam;Talenten\nAns\x00Proef;ko\x00ken\n"
    yield "cel.csv", b"Naam;Talenten\nAns;" + b"a" * (10 << 20)
    yield "breed.csv", b"Naam;" + b";" * 1_000_000 + b"\nAns\n"
    yield "half.csv", "Naam;Straat\nAns Ç;Kade".encode("utf-16-le") + b"\xff"
    yield "getal.json", b'{"nodes": [{"id": 1e999}, {"id": NaN}], "edges": [{"source": -0}]}'
    yield "formule.csv", b"Naam;Talenten\n=cmd|' /C calc'!A0;@SUM(1)\n"
    yield "leeg.xlsx", b""
    yield "ole.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5_000
    yield "lang.csv", b"Naam\n" + b'"' * 3_000_001
    yield "ods.ods", _zip(**{"content.xml": b"<a>" * 100_000})


def files(most: int) -> list[tuple[str, bytes]]:
    """Those, and seeds of every kind that were changed at random, always the same ones."""
    chance = random.Random(5)
    found = list(made())
    pool = sorted(seeds().items())
    while len(found) < most:
        name, data = chance.choice(pool)
        for _ in range(chance.choice((1, 1, 2, 5))):
            data = changed(data, chance)
        found.append((f"{len(found)}{Path(name).suffix}", data))
    return found if most >= MANY else chance.sample(found, most)


def digests(shell: Shell) -> str:
    """All that the store holds, as it tells."""
    return shell("history", "--json").out


def imported(shell: Shell, name: str) -> tuple[int, str, int]:
    """The exit code of an import, what it printed, and the most memory in kilobytes."""
    with subprocess.Popen(
        [*COMMAND, "import", name],
        cwd=shell.folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        assert process.stdout is not None
        text = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, text, used.ru_maxrss


def hold(shell: Shell, some: list[tuple[str, bytes]]) -> None:
    """Imports each; none of them breaks anything."""
    before = digests(shell)
    wrong = []
    for name, data in some:
        shell.path(name).write_bytes(data)
        code, text, memory = imported(shell, name)
        shell.path(name).unlink()
        after = digests(shell)
        if code not in (0, 1, 2) or "Traceback" in text or memory > MOST_MEMORY:
            wrong.append((name, code, memory, text[-800:]))
        if code and after != before:
            wrong.append((name, code, "the store is not as it was"))
        before = after
    assert wrong == []


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux does")
def test_a_few_hostile_files(again: Shell) -> None:
    hold(again, files(FEW))
    assert not Path("/tmp/weg.csv").exists()


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux does")
def test_two_hundred_hostile_files(again: Shell) -> None:
    hold(again, files(MANY))
