"""What is looked at before a workbook is opened: a small file may ask for all memory there is.

A reader of spreadsheets reserves the rectangle up to the largest cell reference, so a 5 KB file
with one cell at XFD1048576 would take 549 GB and end the process.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from typing import IO

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from assetgraph.errors import SourceError
from assetgraph.importing.tables import Aside
from assetgraph.model.workbook import OURS

MAX_UNPACKED = 512 << 20
"""Bytes that all parts of a workbook may take together."""

MAX_RATIO = 150
"""How much larger than its zip a part of more than 16 MiB may be."""

MAX_CELLS = 12_000_000
"""Cells of the rectangle that a sheet spans; a reader takes 32 bytes for each."""

_MOST_PACKED = 1_032
"""Bytes that one byte of deflate can stand for at most (zlib's documentation, "Maximum expansion
factor"); what says to hold more was altered."""

_CHUNK = 4 << 20
_OVERLAP = 4 << 10
"""Bytes at the end of a piece that are looked at again with the next: more than a cell's tag."""

MAX_OPEN_DOCUMENT = 192 << 20
"""Bytes that the cells of an OpenDocument sheet may take."""

_FAR = re.compile(rb"""=\s*["'](?:[A-Za-z]{2,4}\d|[A-Za-z]\d{7})""")
_REFERENCE = re.compile(rb"""=\s*["']([A-Za-z]{1,4})(\d{1,9})["']""")
_FILLED = re.compile(
    rb"""<(?:\w+:)?c\s[^<>]*?r\s*=\s*["']([A-Za-z]{1,4})(\d{1,9})["'][^<>]*>\s*<(?:\w+:)?(?:v|f|is)\b"""
)
_BROKEN = re.compile(rb"""<(?:\w+:)?c\s[^<>]*?r="([A-Z]{1,3})(\d{1,7})"[^<>]*?\st="e\"""")
_ROW = re.compile(
    rb"""<table:table-row(?:[^<>]*?number-rows-repeated="(\d{1,9})")?[^<>]*>(.*?)</table:table-row>""",
    re.DOTALL,
)
_CELL = re.compile(
    rb"""<table:table-cell(?:[^<>]*?number-columns-repeated="(\d{1,9})")?[^<>]*?(/?)>"""
)
_NAMESPACE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


Cells = list[tuple[int, int]]
"""Cells by row and column from 0."""


def inspect(file: IO[bytes], name: str, asides: list[Aside]) -> dict[str, Cells]:
    """Passes a workbook that is safe to open; gives the cells that hold an error, by sheet.

    What stands beside its cells, and is not read with them, is noted: comments, texts in drawings.

    Raises SourceError ``workbook-too-large`` (unpacked size), ``cell-far-away`` (a reference that
    spans too many cells) and ``damaged-workbook``.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            check_sizes(parts, name)
            broken = {}
            for part in parts:
                if re.fullmatch(r"xl/worksheets/[^/]*\.xml", part.filename.lstrip("/")):
                    broken[part.filename.lstrip("/")] = _inspect_sheet(archive, part, name)
            asides += _beside_cells(archive, name)
            return _by_sheet(archive, broken) if any(broken.values()) else {}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, LookupError) as error:
        raise SourceError("damaged-workbook", file=name) from error
    except (DefusedXmlException, ParseError, ValueError, RecursionError) as error:
        raise SourceError("damaged-workbook", file=name) from error
    finally:
        file.seek(0)


_BESIDE = (
    (
        "cell-notes",
        r"xl/comments[^/]*\.xml|xl/comments/[^/]*\.xml",
        rb"<(?:\w+:)?comment [^<>]{0,400}>",
    ),
    ("drawn-text", r"xl/drawings/[^/]*\.xml", rb"<a:t>[^<]*\w"),
)
"""What stands beside the cells of a workbook: the code that says so, in which parts, and a sign of
each."""


def _beside_cells(archive: zipfile.ZipFile, name: str) -> Iterator[Aside]:
    for code, parts, sign in _BESIDE:
        found = [one for one in archive.infolist() if re.fullmatch(parts, one.filename.lstrip("/"))]
        small = [one for one in found if one.file_size <= _MOST_BESIDE]
        n = sum(_signs(sign, archive.read(one)) for one in small)
        if n:
            yield Aside(code, name, n=n)


def _signs(sign: bytes, data: bytes) -> int:
    """How many signs stand in a part, without the comments that we wrote ourselves."""
    authors = re.findall(rb"<(?:\w+:)?author>([^<]*)<", data)
    ours = {b'authorId="%d"' % at for at, name in enumerate(authors) if name == OURS.encode()}
    found: list[bytes] = re.findall(sign, data)
    return sum(1 for one in found if not any(mine in one for mine in ours))


_MOST_BESIDE = 16 << 20
"""Bytes of the largest part in which what stands beside the cells is counted."""


def inspect_open_document(archive: zipfile.ZipFile, name: str) -> None:
    """Passes an OpenDocument sheet that is safe to open.

    Raises SourceError ``workbook-too-large`` and ``cell-far-away`` (a filled cell or row that is
    repeated until there are too many cells).
    """
    check_sizes(archive.infolist(), name)
    with archive.open("content.xml") as content:
        data = b"".join(_chunks(content, name, MAX_OPEN_DOCUMENT))
    cells = 0
    for row in _ROW.finditer(data):
        width = sum(
            int(repeated or 1) for repeated, filled in _CELL.findall(row[2]) if filled != b"/"
        )
        cells += width * int(row[1] or 1)
        if cells > MAX_CELLS:
            raise SourceError("cell-far-away", file=name, cell="…")


def _by_sheet(archive: zipfile.ZipFile, found: dict[str, Cells]) -> dict[str, Cells]:
    """Cells by the name of the sheet instead of the file that holds it."""
    relations = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    parts = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    cells = {}
    for element in fromstring(archive.read("xl/workbook.xml")).iter():
        if element.tag.endswith("}sheet"):
            part = parts.get(element.get(f"{_NAMESPACE}id"), "").lstrip("/").removeprefix("xl/")
            cells[element.get("name", "")] = found.get(f"xl/{part}", [])
    return cells


def check_sizes(parts: Collection[zipfile.ZipInfo], name: str) -> None:
    """Passes the parts of a zip that may be unpacked.

    Raises SourceError ``damaged-workbook`` where a part says to be larger than its packed form can
    be, and ``workbook-too-large``.
    """
    if any(part.file_size > _MOST_PACKED * (part.compress_size + 1) for part in parts):
        raise SourceError("damaged-workbook", file=name)
    total = sum(part.file_size for part in parts)
    if total > MAX_UNPACKED or any(_bomb(part) for part in parts):
        raise SourceError("workbook-too-large", file=name, mb=total >> 20)


def _bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > (16 << 20) and part.file_size > MAX_RATIO * max(1, part.compress_size)


def _inspect_sheet(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> Cells:
    """The cells of a sheet that hold an error; its XML is looked at piece by piece."""
    far = False
    broken: dict[tuple[int, int], None] = {}
    for piece in _pieces(archive, part, name):
        far = far or _FAR.search(piece) is not None
        if b't="e"' in piece:
            found = _BROKEN.findall(piece)
            broken.update({(int(row) - 1, _number(column) - 1): None for column, row in found})
    if far and _cells(_extent(_REFERENCE, archive, part, name)) > MAX_CELLS:
        extent = _extent(_FILLED, archive, part, name)
        if _cells(extent) > MAX_CELLS:
            raise SourceError("cell-far-away", file=name, cell=f"{_letters(extent[0])}{extent[1]}")
    return list(broken)


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """The sheet's XML in pieces of which each begins with the end of the one before."""
    before = b""
    with archive.open(part) as sheet:
        for chunk in _chunks(sheet, name, MAX_UNPACKED):
            yield before + chunk
            before = chunk[-_OVERLAP:]


def _chunks(sheet: IO[bytes], name: str, most: int) -> Iterator[bytes]:
    """The sheet's XML; what a zip says of its size is not believed."""
    size = 0
    while chunk := sheet.read(_CHUNK):
        size += len(chunk)
        if size > most:
            raise SourceError("workbook-too-large", file=name, mb=size >> 20)
        yield chunk


def _extent(
    pattern: re.Pattern[bytes], archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str
) -> tuple[int, int]:
    """The largest column and row that a sheet's XML refers to, from 1."""
    width, height = 0, 0
    for piece in _pieces(archive, part, name):
        found = pattern.findall(piece)
        columns = {letters for letters, _ in found}
        width = max(width, max(map(_number, columns), default=0))
        height = max(height, max((int(digits) for _, digits in found), default=0))
    return width, height


def _cells(extent: tuple[int, int]) -> int:
    return extent[0] * extent[1]


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
