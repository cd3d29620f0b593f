"""Files that nobody meant: seeds of every kind, changed at random, given to the readers.

``python -m tests.fuzzing`` (`make fuzz`) goes on for FUZZ_SECONDS of CPU time (60 unless said) from
FUZZ_SEED, and prints what broke: anything but tables or an `AssetGraphError`. What it finds is kept
in FUZZ_KEEP, a folder, to become a test.
"""

from __future__ import annotations

import io
import os
import random
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import xlsxwriter

from assetgraph.errors import AssetGraphError
from assetgraph.importing.csv_files import read_csv
from assetgraph.importing.graph_files import read_graph
from assetgraph.importing.json_files import read_json
from assetgraph.importing.readers import read
from assetgraph.importing.tables import Source, Table
from assetgraph.importing.workbook import interpret
from tests.importing.reading import nobody

EXAMPLES = Path(__file__).parent.parent / "imports" / "examples"
LARGEST = 40_000
"""Bytes of an example that is changed: small files are read often."""

SLOW = 20.0
"""Seconds of CPU time from which reading one small file is a finding."""

ODD = (
    b"\x00", b"\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n", b'"', b";", b",", b"\t", b"<",
    b">", b"&", b"&#0;", b"]]>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"{", b"}", b"[", b"null",
    b"1e999", b"-0", b"NaN", b"Infinity", b"\\ud800", b"\\u0000", b"=1+1", b"@SUM(A1)",
    b"../", b"%00",
    "é".encode(), "Ş".encode("utf-16-le"), b"9" * 400, b"A" * 5_000, b"123456782", b"XFD1048576",
)  # fmt: skip
"""What stands in files that are not what they seem."""


def seeds() -> dict[str, bytes]:
    """Small files of every kind that is read: the examples, and a workbook of our own."""
    found = {
        str(path.relative_to(EXAMPLES)): path.read_bytes()
        for path in sorted(EXAMPLES.rglob("*"))
        if path.is_file() and path.name != "expected.json" and path.stat().st_size <= LARGEST
    }
    return {**found, "bewoners.xlsx": workbook()}


def workbook() -> bytes:
    """A workbook of residents with a merged cell, a formula and a date."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    sheet = book.add_worksheet("Bewoners")
    sheet.write_row(0, 0, ["Naam", "Code", "Straat", "Kent", "Talenten", "Toestemming"])
    for i in range(1, 6):
        sheet.write_row(i, 0, [f"Ans {i}", f"B{i}", "Kade", f"Ans {i % 5 + 1} (goed)", "koken", 1])
    sheet.merge_range(6, 0, 7, 0, "Bo")
    sheet.write_formula(8, 0, "=1/0", None, "#DIV/0!")
    book.close()
    return made.getvalue()


def changed(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few changes; of a zip often inside one of its parts."""
    if data[:2] == b"PK" and chance.random() < 0.7:
        return _changed_inside(data, chance)
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 8, 30))):
        at = chance.randrange(len(found) + 1)
        way = chance.randrange(6)
        if way == 0 and found:
            found[min(at, len(found) - 1)] ^= 1 << chance.randrange(8)
        elif way == 1:
            found[at:at] = chance.choice(ODD)
        elif way == 2:
            del found[at : at + chance.choice((1, 2, 10, 200))]
        elif way == 3:
            some = found[at : at + chance.choice((1, 8, 60, 400))]
            found[at:at] = some * chance.choice((1, 1, 2, 40))
        elif way == 4:
            found[at : at + 4] = chance.randbytes(4)
        else:
            other = chance.randrange(len(found) + 1)
            found[at:at] = found[other : other + chance.choice((4, 30, 300))]
    return bytes(found[: chance.randrange(len(found) + 1)] if chance.random() < 0.05 else found)


def _changed_inside(data: bytes, chance: random.Random) -> bytes:
    """A zip of which one part is changed, dropped, doubled or called otherwise."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except (zipfile.BadZipFile, OSError, ValueError):
        return changed(data[2:], chance)
    at = chance.randrange(len(parts))
    name, part = parts[at]
    way = chance.randrange(8)
    if way == 0:
        del parts[at]
    elif way == 1:
        parts.append((chance.choice(("../../weg.csv", "/tmp/weg.csv", "C:\\weg.csv", name)), part))
    elif way == 2:
        parts[at] = (chance.choice(("xl/workbook.xml", "content.xml", "a.csv", "b.json")), part)
    else:
        parts[at] = (name, changed(part, chance) if part else chance.choice(ODD))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for written, content in parts:
            archive.writestr(zipfile.ZipInfo(written), content)
    return made.getvalue()


def understood(tables: list[Table]) -> None:
    """Reads tables as an import does."""
    interpret([Source("fuzz", tables)], nobody, source="fuzz", day=date(2026, 3, 1), partial=True)


def _text(data: bytes, name: str) -> list[Table]:
    return [read_csv(data, name, Path(name).stem)]


def _json(data: bytes, name: str) -> list[Table]:
    return read_json(data, name, Path(name).stem)


READERS: dict[str, Callable[[bytes, str], list[Table]]] = {
    ".csv": _text,
    ".tsv": _text,
    ".json": _json,
    ".geojson": _json,
    ".graphml": read_graph,
    ".gexf": read_graph,
}
"""Readers that may run in this process, by the ending of the seed."""


def attempt(name: str, data: bytes, folder: Path, chance: random.Random) -> str | None:
    """What came of reading a file: None for tables or a sentence, else what broke."""
    start = time.process_time()
    reader = READERS.get(Path(name).suffix)
    try:
        if reader is None or chance.random() < 0.02:
            path = folder / f"fuzz{Path(name).suffix}"
            path.write_bytes(data)
            understood(read(path).tables)
        else:
            understood(reader(data, Path(name).name))
    except AssetGraphError:
        pass
    except Exception:
        return traceback.format_exc()
    took = time.process_time() - start
    return f"slow: {took:.1f} s" if took > SLOW else None


def main() -> int:
    """Goes on until the time is up; 1 where something broke."""
    seconds = float(os.environ.get("FUZZ_SECONDS", "60"))
    seed = int(os.environ.get("FUZZ_SEED", "0")) or random.SystemRandom().randrange(1 << 32)
    keep = Path(os.environ.get("FUZZ_KEEP") or tempfile.mkdtemp(prefix="fuzz-"))
    keep.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    found: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    pool = list(seeds().items())
    print(f"seed {seed}, {seconds:.0f} s, {len(pool)} files; findings go to {keep}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        while _used() < seconds:
            name, data = chance.choice(pool)
            data = changed(data, chance)
            tried[Path(name).suffix] += 1
            broken = attempt(name, data, Path(folder), chance)
            if broken is not None:
                where = broken.strip().splitlines()[-3:]
                found[" | ".join(line.strip() for line in where)] += 1
                if found.total() <= 200:
                    (keep / f"{found.total():03}{Path(name).suffix}").write_bytes(data)
                    (keep / f"{found.total():03}.txt").write_text(broken, encoding="utf-8")
    print("tried:", ", ".join(f"{n} {suffix}" for suffix, n in sorted(tried.items())))
    for where, n in found.most_common():
        print(f"{n} x {where}")
    print(f"{found.total()} findings")
    return 1 if found else 0


def _used() -> float:
    """Seconds of CPU time, those of reading processes included."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


if __name__ == "__main__":
    sys.exit(main())
