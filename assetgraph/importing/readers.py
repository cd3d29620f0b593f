"""From a file to tables of text, recognised by content and not by name."""

from __future__ import annotations

import codecs
import marshal
import os
import signal
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from subprocess import DEVNULL, PIPE
from typing import IO

from assetgraph.errors import SourceError
from assetgraph.importing import workbook_guard
from assetgraph.importing.csv_files import read_csv
from assetgraph.importing.reading_process import LIMITED, Form
from assetgraph.importing.tables import Aside, Source, Table
from assetgraph.model.bulk import bulk_work

MAX_FILE = 1 << 30
"""Bytes of the largest file that is read."""

APART = 4 << 20
"""Bytes from which a table of text is read in a process of its own."""

MAX_WRITTEN = 96 << 20
"""Bytes that a reading process may hand over: as text in memory some five times as much, and of
100,000 full rows a fifth."""

_TABLES = (".csv", ".tsv", ".txt")
_GRAPHS = (".graphml", ".gexf")
_RECORDS = (".json", ".geojson")
_SHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"\x7fELF", b"SQLite format 3")
_WORKBOOKS = {"xl/workbook.xml", "xl/workbook.bin"}
_OPEN_DOCUMENT = "content.xml"


def read(path: Path) -> Source:
    """The tables in a file, a zip of files or a folder of them.

    A workbook (xlsx, xlsm, xlsb, xls, ods), CSV, JSON (GeoJSON, Kumu, a list of records), GraphML
    or GEXF, told by what is in it. Raises SourceError: ``no-file``, ``cannot-read``,
    ``not-a-table``, ``protected-workbook``, ``damaged-workbook``, ``workbook-too-large``,
    ``cell-far-away``, ``file-too-heavy``, ``protected-zip``, ``no-tables`` and those
    of `read_graph` and `read_json`.
    """
    try:
        if path.is_dir():
            return _read_folder(path)
        if not path.exists():
            raise SourceError("no-file", file=path)
        if path.stat().st_size > MAX_FILE:
            raise SourceError("workbook-too-large", file=path.name, mb=path.stat().st_size >> 20)
        asides: list[Aside] = []
        return Source(path.name, _read_file(path, path.name, asides), asides)
    except OSError as error:
        raise SourceError("cannot-read", file=path) from error


def _read_folder(path: Path) -> Source:
    asides: list[Aside] = []
    files = _once((file for file in path.iterdir() if file.is_file()), path.name, asides)
    tables = [table for file in files for table in _read_file(file, file.name, asides)]
    if not tables:
        raise SourceError("no-tables", file=path)
    return Source(path.resolve().name, tables, asides)


def _once(files: Iterable[Path], name: str, asides: list[Aside]) -> list[Path]:
    """The files that may hold tables, by name; what is left out is noted.

    Where one thing lies there as tables and as a graph, its tables.
    """
    given = sorted(file for file in files if not _is_hidden(file))
    found = [file for file in given if _is_readable(file)]
    asides += [Aside("file-left-aside", name, None, f.name) for f in given if not _is_readable(f)]
    tables = [file.stem for file in found if file.suffix.casefold() in _TABLES]
    twice = [
        file
        for file in found
        if file.suffix.casefold() in _GRAPHS
        and any(stem.startswith(f"{file.stem}_") for stem in tables)
    ]
    asides += [Aside("file-twice", name, None, file.name) for file in twice]
    left_out = set(twice)
    return [file for file in found if file not in left_out]


def _read_file(path: Path, name: str, asides: list[Aside]) -> list[Table]:
    with path.open("rb") as file:
        start = file.read(1024)
        if start.startswith((_ZIP, _EMPTY_ZIP)):
            file.seek(0)
            return _read_zipped(path, name, file, asides)
        if start.startswith(_OLE):
            file.seek(0)
            if _ENCRYPTED in file.read():
                raise SourceError("protected-workbook", file=name)
            return _read_apart(Form.WORKBOOK, path, name, asides)
        if start.startswith(_BINARY):
            raise SourceError("not-a-table", file=name)
        file.seek(0)
        form = _form_of_text(start, path)
        if form is not None:
            return _read_apart(form, path, name, asides)
        if path.stat().st_size > APART:
            return _read_apart(Form.TEXT, path, name, asides)
        return [read_csv(file.read(), name, path.stem)]


def _form_of_text(start: bytes, path: Path) -> Form | None:
    """XML that holds a graph, JSON, or neither: then it is a table of text."""
    bare = start.removeprefix(codecs.BOM_UTF8).lstrip()
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        bare = start.decode("utf-16", errors="ignore").lstrip().encode()
    if bare.startswith(b"<"):
        return Form.GRAPH
    if bare.startswith(b"{") or (bare.startswith(b"[") and path.suffix.casefold() in _RECORDS):
        return Form.JSON
    return None


def _read_zipped(path: Path, name: str, file: IO[bytes], asides: list[Aside]) -> list[Table]:
    """What is in a zip: a workbook is one too, by the names of its parts."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = {part.lstrip("/") for part in archive.namelist()}
            if names & _WORKBOOKS:
                return _read_workbook(path, name, file, asides)
            if _OPEN_DOCUMENT in names:
                workbook_guard.inspect_open_document(archive, name)
                return _read_apart(Form.WORKBOOK, path, name, asides)
            parts = [part for part in archive.infolist() if not part.is_dir()]
            if not any(_is_readable(Path(part.filename)) for part in parts):
                raise SourceError("not-a-table", file=name)
            workbook_guard.check_sizes(parts, name)
            return _read_parts(archive, parts, name, asides)
    except RuntimeError as error:
        raise SourceError("protected-zip", file=name) from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise SourceError("damaged-workbook", file=name) from error


def _read_parts(
    archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], name: str, asides: list[Aside]
) -> list[Table]:
    """The files in a zip, unpacked one by one under names of our own."""
    by_path = {Path(part.filename): part for part in parts}
    tables = []
    with tempfile.TemporaryDirectory() as folder:
        for number, path in enumerate(_once(by_path, name, asides)):
            unpacked = Path(folder, str(number), path.name)
            unpacked.parent.mkdir()
            unpacked.write_bytes(archive.read(by_path[path]))
            tables += _read_file(unpacked, f"{name}/{path.name}", asides)
    return tables


def _is_readable(path: Path) -> bool:
    """A file in a folder or zip that may hold a table."""
    known = (*_TABLES, *_GRAPHS, *_RECORDS, *_SHEETS)
    return path.suffix.casefold() in known and not _is_hidden(path)


def _is_hidden(path: Path) -> bool:
    """What a Mac or Windows adds to a folder, and nobody wrote."""
    added = path.name.startswith((".", "~$")) or path.name in ("Thumbs.db", "desktop.ini")
    return added or "__MACOSX" in path.parts


@bulk_work()
def _read_workbook(path: Path, name: str, file: IO[bytes], asides: list[Aside]) -> list[Table]:
    """The sheets of a workbook.

    Where the process that reads it cannot take more memory than it should, it reads while the file
    is inspected; elsewhere inspection comes first.
    """
    inspect = partial(workbook_guard.inspect, file, name, asides)
    if LIMITED:
        return _read_apart(Form.WORKBOOK, path, name, asides, inspect)
    broken = inspect()
    return _read_apart(Form.WORKBOOK, path, name, asides, lambda: broken)


def _read_apart(
    form: Form,
    path: Path,
    name: str,
    asides: list[Aside],
    meanwhile: Callable[[], dict[str, workbook_guard.Cells]] = dict,
) -> list[Table]:
    """The tables that a process of its own finds in a file; `meanwhile` gives its broken cells."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    module = "assetgraph.importing.reading_process"
    command = [sys.executable, "-m", module, form, str(path), name]
    with subprocess.Popen(command, env=environment, stdout=PIPE, stderr=DEVNULL) as reader:  # noqa: S603
        try:
            broken = meanwhile()
            written = b"" if reader.stdout is None else reader.stdout.read(MAX_WRITTEN)
            if len(written) == MAX_WRITTEN:
                raise SourceError("file-too-heavy", file=name)
            reader.wait()
        except BaseException:
            reader.kill()
            raise
    if reader.returncode in _STOPPED:
        raise SourceError("file-too-heavy", file=name)
    if reader.returncode:
        raise SourceError(_DAMAGED[form], file=name)
    found = marshal.loads(written)  # noqa: S302
    del written
    if isinstance(found, dict):
        raise SourceError(found["code"], **found["values"])
    tables = []
    for sheet, hidden, rows, merged in found:
        if rows is None:
            asides.append(Aside("no-worksheet", name, sheet, sheet))
        else:
            cells = tuple(broken.get(sheet, ()))
            tables.append(Table(name, sheet, _filled(rows, merged), hidden, cells))
    return tables


_DAMAGED = {
    Form.WORKBOOK: "damaged-workbook",
    Form.GRAPH: "damaged-graph",
    Form.JSON: "damaged-json",
    Form.TEXT: "not-a-table",
}
"""What a file is called whose reader broke."""


_STOPPED = (-int(signal.SIGABRT), -9, -24)
"""How a reader ends that asked for more memory or time than it may have: as ``SIGABRT``, killed, or
by its limit of time (``SIGXCPU``)."""


def _filled(rows: list[list[str]], merged: list[list[list[int]]]) -> list[list[str]]:
    """The rows with what stands in merged cells written into each row that they cover."""
    for (top, left), (bottom, _) in merged:
        if top < len(rows) and left < len(rows[top]):
            for row in rows[top + 1 : bottom + 1]:
                row[left] = rows[top][left]
    return rows
