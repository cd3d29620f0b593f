"""Files that somebody made to break a reader: bombs, lies about sizes, loops, odd bytes, odd names.

`made` gives the same files at every run, by name.
"""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Iterator

from tests.fuzzing import seeds, workbook

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_OPEN, _CLOSE = b"<worksheet><sheetData>", b"</sheetData></worksheet>"
_ENTITIES = b"<!DOCTYPE a [" + b"".join(
    b'<!ENTITY e%d "%s">' % (i, b"&e%d;" % (i - 1) * 10 if i else b"ha") for i in range(10)
)
_EXTERNAL = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_BOMB = 64 << 20
"""Bytes that a small zip unpacks to."""


def workbook_with(parts: dict[str, bytes]) -> bytes:
    """A workbook of ours with other parts."""
    with zipfile.ZipFile(io.BytesIO(workbook())) as book:
        found = {name: book.read(name) for name in book.namelist()}
    return zipped(found | parts)


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip of these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def made() -> Iterator[tuple[str, bytes]]:
    """All of them."""
    yield from _workbooks()
    yield from _zips()
    yield from _graphs()
    yield from _records()
    yield from _texts()
    yield from _cut()
    yield from _otherwise()


def _cell(reference: str, content: bytes = b"<v>1</v>", kind: bytes = b"") -> bytes:
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ").encode()
    return b'%s<row r="%s"><c r="%s"%s>%s</c></row>%s' % (
        _OPEN, row, reference.encode(), kind, content, _CLOSE,
    )  # fmt: skip


def _workbooks() -> Iterator[tuple[str, bytes]]:
    for reference in ("XFD1048576", "A1048576", "XFD1", "ZZZ9999999", "A4294967296", "AAAA1"):
        yield f"ver-{reference}.xlsx", workbook_with({SHEET: _cell(reference)})
    yield "bom.xlsx", workbook_with({SHEET: b" " * _BOMB})
    yield "woorden.xlsx", workbook_with({STRINGS: b"<sst><si><t>" + b"a" * _BOMB})
    many = b"<si><t>a</t></si>" * 2_000_000
    yield "veel-woorden.xlsx", workbook_with({STRINGS: b"<sst>" + many + b"</sst>"})
    yield "lachen.xlsx", workbook_with({SHEET: _ENTITIES + b"]><worksheet>&e9;</worksheet>"})
    yield "lezen.xlsx", workbook_with({SHEET: _EXTERNAL + b"<worksheet>&x;</worksheet>"})
    yield "diep.xlsx", workbook_with({SHEET: b"<worksheet>" + b"<a>" * 500_000})
    yield "index.xlsx", workbook_with({SHEET: _cell("A1", b"<v>99999999</v>", b' t="s"')})
    yield "min.xlsx", workbook_with({SHEET: _cell("A1", b"<v>-1</v>", b' t="s"')})
    yield "nan.xlsx", workbook_with({SHEET: _cell("A1", b"<v>NaN</v>")})
    yield "datum.xlsx", workbook_with({SHEET: _cell("A1", b"<v>1e308</v>", b' s="1"')})
    merged = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    yield "samen.xlsx", workbook_with({SHEET: _OPEN + _CLOSE[:12] + merged + b"</worksheet>"})
    size = b'<worksheet><dimension ref="A1:XFD1048576"/><sheetData/></worksheet>'
    yield "maat.xlsx", workbook_with({SHEET: size})
    wide = b"".join(b"<c><v>1</v></c>" for _ in range(1_000_000))
    yield "breed.xlsx", workbook_with({SHEET: _OPEN + b"<row>" + wide + b"</row>" + _CLOSE})
    yield "niets.xlsx", zipped({"xl/workbook.xml": b""})
    yield (
        "lus.xlsx",
        workbook_with(
            {"xl/_rels/workbook.xml.rels": b'<R><R Id="rId1" Target="../../../../etc/passwd"/></R>'}
        ),
    )
    yield "notities.xlsx", workbook_with({"xl/comments1.xml": b"<comment " * 300_000})
    repeated = b'<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
    repeated += b'table:number-columns-repeated="16384"><text:p>a</text:p></table:table-cell>'
    yield "ods.ods", zipped({"content.xml": b"<a>" * 100_000})
    yield "ver.ods", zipped({"content.xml": b"<a>" + repeated + b"</table:table-row></a>"})
    yield "lachen.ods", zipped({"content.xml": _ENTITIES + b"]><a>&e9;</a>"})
    yield "ole.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5_000
    yield "ole-lus.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack("<I", 0) * 4_000
    yield "leeg.xlsx", b""


def _zips() -> Iterator[tuple[str, bytes]]:
    table = b"Naam\nAns"
    yield "bom.zip", zipped({"a.csv": b"0" * _BOMB})
    yield "bommen.zip", zipped({f"{i}.csv": b"0" * (15 << 20) for i in range(6)})
    yield "zip-in-zip.zip", zipped({"a.csv": zipped({"b.csv": table})})
    yield "veel.zip", zipped({f"{i}.csv": table for i in range(3_000)})
    for number, name in enumerate(
        ("../../weg.csv", "/tmp/weg.csv", "C:\\weg.csv", "a/../../weg.csv", "con.csv", "a\x00.csv")
    ):
        yield f"weg-{number}.zip", zipped({name: table})
    yield "lang.zip", zipped({"a" * 5_000 + ".csv": table})
    link = zipfile.ZipInfo("link.csv")
    link.external_attr = 0o120777 << 16
    linked = io.BytesIO()
    with zipfile.ZipFile(linked, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    yield "link.zip", linked.getvalue()
    lying = bytearray(zipped({"a.csv": table}))
    at = lying.rindex(b"PK\x01\x02")
    lying[at + 24 : at + 28] = struct.pack("<I", 0xFFFFFFF0)
    yield "liegt.zip", bytes(lying)
    locked = bytearray(zipped({"a.csv": table}))
    locked[6] |= 1
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    yield "slot.zip", bytes(locked)
    yield "leeg.zip", b"PK\x05\x06" + b"\0" * 18


def _graphs() -> Iterator[tuple[str, bytes]]:
    for form in ("graphml", "gexf"):
        tag = form.encode()
        yield f"lachen.{form}", _ENTITIES + b"]><%s>&e9;</%s>" % (tag, tag)
        yield f"lezen.{form}", _EXTERNAL + b"<%s>&x;</%s>" % (tag, tag)
        yield f"diep.{form}", b"<%s>" % tag + b"<graph>" * 200_000
        yield f"diep-dicht.{form}", b"<%s>" % tag + b"<graph>" * 3_000 + b"</graph>" * 3_000
        yield f"leeg.{form}", b"<%s/>" % tag
        yield f"zonder-eind.{form}", b"<%s><graph><edge source='a'/></graph></%s>" % (tag, tag)
        wide = b" ".join(b'a%d="1"' % i for i in range(200_000))
        yield f"breed.{form}", b"<%s><graph><node id='a' %s/></graph></%s>" % (tag, wide, tag)
    ends = b"".join(b"<endpoint node='%d'/>" % i for i in range(3_000))
    yield "alle.graphml", b"<graphml><graph><hyperedge>" + ends + b"</hyperedge></graph></graphml>"
    yield (
        "lijst.gexf",
        b"<gexf><graph><nodes><node id='a'><attvalues><attvalue for='0' value='"
        + (b"[" * 50_000 + b"'/></attvalues></node></nodes></graph></gexf>"),
    )


def _records() -> Iterator[tuple[str, bytes]]:
    yield "diep.json", b"[" * 200_000
    yield "diep-object.json", b'{"a":' * 100_000 + b"1" + b"}" * 100_000
    yield "getal.json", b'{"nodes": [{"id": 1e999}, {"id": NaN}], "edges": [{"source": -0}]}'
    yield "lang-getal.json", b'[{"naam": ' + b"9" * 100_000 + b"}]"
    yield "sleutels.json", json.dumps([{f"k{i}": "x" for i in range(60_000)}]).encode()
    yield "veel.json", b"[" + b"{}," * 3_000_000 + b"{}]"
    yield "teken.json", b'[{"naam": "\\ud800"}]'
    yield "zelf.json", b'{"id": "a", "services": [{"id": "a", "organization": {"id": "a"}}]}'
    shape = {"type": "Polygon", "coordinates": [[[None, "x"]]]}
    for number, one in enumerate((shape, {"type": "Point", "coordinates": [1e308, -1e308]})):
        feature = {"type": "Feature", "properties": {"name": "x"}, "geometry": one}
        yield f"vorm-{number}.geojson", json.dumps(feature).encode()
    nan = b'{"type":"Feature","properties":{"name":"x"},"geometry":{"type":"Point","coordinates":'
    yield "nan.geojson", nan + b"[NaN,Infinity]}}"


def _texts() -> Iterator[tuple[str, bytes]]:
    yield "nul.csv", b"Naam;Talenten\nAns\x00Proef;ko\x00ken\n"
    yield "cel.csv", b"Naam;Talenten\nAns;" + b"a" * (10 << 20)
    yield "breed.csv", b"Naam;" + b";" * 1_000_000 + b"\nAns\n"
    yield "leeg-breed.csv", b"Naam\nAns" + b";" * 16_000 + (b"\n" + b";" * 16_000) * 900
    yield "half.csv", "Naam;Straat\nAns Ç;Kade".encode("utf-16-le") + b"\xff"
    yield "formule.csv", b"Naam;Talenten\n=cmd|' /C calc'!A0;@SUM(1)\n"
    yield "lang.csv", b"Naam\n" + b'"' * 3_000_001
    yield "regels.csv", b"Naam\n" + b"\n" * 5_000_000
    yield "aanhaling.csv", b'Naam;Kent\nAns;"' + b"a\n" * 200_000
    yield "haken.csv", b"Naam;Kent\nAns;" + b"(" * 30_000
    yield "komma.csv", b"Naam;Kent\nAns;" + b"a," * 16_000
    yield "adres.csv", b"Naam;Straat\nAns;" + b"1 " * 16_000
    yield "bel.csv", b"Naam;Dromen\nAns;" + b"06 " * 10_000
    yield "dag.csv", b"Naam;Dagdelen\nAns;" + b"ma " * 10_000
    for name in ("utf-16", "utf-32", "utf-7", "cp037", "shift_jis"):
        text = "Naam;Straat\nAns;Kade" if name != "shift_jis" else "Naam\n名前"
        yield f"{name}.csv", text.encode(name)
    yield "bytes.csv", bytes(range(1, 256)) * 50
    yield "enkel.csv", b"\xef\xbb\xbf"


def _cut() -> Iterator[tuple[str, bytes]]:
    """Good files that end too soon."""
    pool = seeds()
    for suffix in (".xlsx", ".json", ".graphml", ".gexf", ".csv"):
        name = next((one for one in sorted(pool) if one.endswith(suffix)), None)
        for part in range(1, 8) if name is not None else ():
            data = pool[name or ""]
            yield f"eind-{part}{suffix}", data[: len(data) * part // 8]


def _otherwise() -> Iterator[tuple[str, bytes]]:
    """What is not what its name says."""
    starts = {
        "pdf": b"%PDF-1.7\n", "png": b"\x89PNG\r\n\x1a\n", "elf": b"\x7fELF", "gz": b"\x1f\x8b\x08",
        "rar": b"Rar!\x1a\x07", "html": b"<!doctype html><script>alert(1)</script>",
        "sqlite": b"SQLite format 3\0", "xml": b"<?xml version='1.0'?><a/>",
    }  # fmt: skip
    for number, (kind, start) in enumerate(starts.items()):
        suffix = (".xlsx", ".csv", ".json", ".zip")[number % 4]
        yield f"{kind}{suffix}", start + b"\x00\x01 Naam;Ans\n" * 300
