"""From a file to tables of text, recognised by content and not by name."""

from __future__ import annotations

import marshal
import os
import subprocess
import sys
import zipfile
import zlib
from functools import partial
from pathlib import Path
from subprocess import DEVNULL, PIPE
from typing import IO

from assetgraph.errors import SourceError
from assetgraph.importing import sheet_process, workbook_guard
from assetgraph.importing.csv_files import read_csv
from assetgraph.importing.tables import Source, Table
from assetgraph.model.bulk import bulk_work

MAX_FILE = 1 << 30
"""Bytes of the largest file that is read."""

_TABLES = (".csv", ".tsv", ".txt")
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"\x7fELF", b"SQLite format 3")


def read(path: Path) -> Source:
    """The tables in a workbook, a CSV file, a zip of CSV files or a folder of them.

    Raises SourceError: ``no-file``, ``cannot-read``, ``not-a-table``, ``old-workbook``,
    ``protected-workbook``, ``damaged-workbook``, ``workbook-too-large``, ``cell-far-away``,
    ``no-tables``.
    """
    try:
        if path.is_dir():
            return _read_folder(path)
        if not path.exists():
            raise SourceError("no-file", file=path)
        if path.stat().st_size > MAX_FILE:
            raise SourceError("workbook-too-large", file=path.name, mb=path.stat().st_size >> 20)
        return Source(path.name, _read_file(path))
    except OSError as error:
        raise SourceError("cannot-read", file=path) from error


def _read_folder(path: Path) -> Source:
    files = sorted(file for file in path.iterdir() if _is_csv(file))
    tables = [read_csv(file.read_bytes(), file.name, file.stem) for file in files]
    if not tables:
        raise SourceError("no-tables", file=path)
    return Source(path.resolve().name, tables)


def _read_file(path: Path) -> list[Table]:
    with path.open("rb") as file:
        start = file.read(1024)
        if start.startswith((_ZIP, _EMPTY_ZIP)):
            file.seek(0)
            return _read_workbook(path, file) if _is_workbook(path) else _read_zip(path)
        if start.startswith(_OLE):
            file.seek(0)
            protected = _ENCRYPTED in file.read()
            raise SourceError("protected-workbook" if protected else "old-workbook", file=path.name)
        if start.startswith(_BINARY):
            raise SourceError("not-a-table", file=path.name)
        file.seek(0)
        return [read_csv(file.read(), path.name, path.stem)]


def _is_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.lstrip("/") for name in archive.namelist()}
    except zipfile.BadZipFile as error:
        raise SourceError("damaged-workbook", file=path.name) from error
    if "xl/workbook.xml" in names:
        return True
    if any(_is_csv(Path(name)) for name in names):
        return False
    raise SourceError("not-a-table", file=path.name)


def _read_zip(path: Path) -> list[Table]:
    """The CSV files in a zip; what a Mac adds beside them is passed over."""
    tables = []
    try:
        with zipfile.ZipFile(path) as archive:
            parts = [part for part in archive.infolist() if _is_csv(Path(part.filename))]
            size = sum(part.file_size for part in parts)
            if size > workbook_guard.MAX_UNPACKED:
                raise SourceError("workbook-too-large", file=path.name, mb=size >> 20)
            for part in sorted(parts, key=lambda part: part.filename):
                name = Path(part.filename)
                tables.append(read_csv(archive.read(part), f"{path.name}/{name.name}", name.stem))
    except RuntimeError as error:
        raise SourceError("protected-zip", file=path.name) from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise SourceError("damaged-workbook", file=path.name) from error
    return tables


def _is_csv(path: Path) -> bool:
    hidden = path.name.startswith(".") or "__MACOSX" in path.parts
    return path.suffix.casefold() in _TABLES and not hidden


@bulk_work()
def _read_workbook(path: Path, file: IO[bytes]) -> list[Table]:
    """The sheets of a workbook, read by a process of its own.

    Where that process cannot take more memory than it should, it reads while the file is
    inspected; elsewhere inspection comes first.
    """
    inspect = partial(workbook_guard.inspect, file, path.name)
    broken = None if sheet_process.LIMITED else inspect()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-m", "assetgraph.importing.sheet_process", str(path)]
    with subprocess.Popen(command, env=environment, stdout=PIPE, stderr=DEVNULL) as reader:  # noqa: S603
        try:
            broken = inspect() if broken is None else broken
            sheets, _ = reader.communicate()
        except BaseException:
            reader.kill()
            raise
    if reader.returncode:
        code = sheet_process.EXITS.get(reader.returncode, "damaged-workbook")
        raise SourceError(code, file=path.name)
    return [
        Table(path.name, name, _filled(rows, merged), hidden, tuple(broken.get(name, ())))
        for name, hidden, rows, merged in marshal.loads(sheets)  # noqa: S302
    ]


def _filled(rows: list[list[str]], merged: list[list[list[int]]]) -> list[list[str]]:
    """The rows with what stands in merged cells written into each row that they cover."""
    for (top, left), (bottom, _) in merged:
        if top < len(rows) and left < len(rows[top]):
            for row in rows[top + 1 : bottom + 1]:
                row[left] = rows[top][left]
    return rows
