"""A snapshot written to a file, in the form that the file's ending asks for."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from assetgraph.errors import AssetGraphError
from assetgraph.exporting import facts
from assetgraph.exporting.networks import write_gexf, write_graphml
from assetgraph.exporting.publishing import Count, count_header, told
from assetgraph.exporting.sheets import write_workbook
from assetgraph.exporting.workbook import Cell, Table, tables
from assetgraph.exporting.writing import write_file, write_folder
from assetgraph.messages import catalogue
from assetgraph.model.snapshot import Snapshot

FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""How text starts that a spreadsheet would calculate; the import takes one ``'`` off it again."""


def export(
    snapshot: Snapshot,
    path: str | Path,
    *,
    language: str = "nl",
    force: bool = False,
    counts: Sequence[Count] = (),
) -> None:
    """Writes the snapshot as ``.xlsx``, ``.zip``, ``.json``, ``.graphml``, ``.gexf`` or a folder.

    `counts` are of people who are not in it by name: a sheet or table of their own, or with what
    is said of the graph as a whole. A folder is meant by a path that ends in ``/``, that is one
    already, or that has no ending.
    Raises RefusedError where a file is there already and `force` is not given, and
    AssetGraphError for an unknown ending or a place that cannot be written.
    """
    target = Path(path)
    if str(path).endswith("/") or target.is_dir() or not target.suffix:
        writers = {
            name: _bytes_writer(content)
            for name, content in _csv_files(snapshot, language, counts).items()
        }
        write_folder(target, writers, force=force)
        return
    write = FORMATS.get(target.suffix.lower())
    if write is None:
        raise AssetGraphError("export-unknown-format", path=path, known=" ".join(FORMATS))
    write_file(target, lambda beside: write(snapshot, beside, language, counts), force=force)


def csv_text(table: Table) -> str:
    """One sheet as Dutch and English spreadsheets open it: ``;`` between cells, CRLF at the end.

    Numbers have a comma in Dutch. Text that a spreadsheet would calculate gets a ``'`` in front.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.header)
    writer.writerows([_csv_cell(cell, table.language) for cell in row] for row in table.rows)
    return text.getvalue()


def _csv_cell(cell: Cell, language: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if FORMULA.match(cell) else cell
    number = format(Decimal(repr(cell)), "f").removesuffix(".0")
    return number if language == "en" else number.replace(".", ",")


def _csv_bytes(table: Table) -> bytes:
    return csv_text(table).encode("utf-8-sig")


def _csv_files(snapshot: Snapshot, language: str, counts: Sequence[Count]) -> dict[str, bytes]:
    """The content of each CSV file, by name."""
    files = {f"{table.name}.csv": _csv_bytes(table) for table in tables(snapshot, language)}
    if counts:
        words = catalogue(language)
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow(count_header(words))
        writer.writerows([_csv_cell(cell, language) for cell in row] for row in told(counts, words))
        files[f"{words.text('publish.sheet')}.csv"] = text.getvalue().encode("utf-8-sig")
    return files


def _bytes_writer(content: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(content)

    return write


def _write_zip(snapshot: Snapshot, path: Path, language: str, counts: Sequence[Count]) -> None:
    when = (max(snapshot.day.year, 1980), snapshot.day.month, snapshot.day.day, 0, 0, 0)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _csv_files(snapshot, language, counts).items():
            entry = zipfile.ZipInfo(name, when)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)


def _write_json(snapshot: Snapshot, path: Path, counts: Sequence[Count]) -> None:
    """Node-link JSON as networkx reads it, one node or edge on a line."""
    about: dict[str, Any] = {"purpose": snapshot.purpose.value, "day": snapshot.day.isoformat()}
    if snapshot.buurt is not None:
        about["buurt"] = snapshot.buurt
    if counts:
        about["counts"] = [asdict(row) for row in counts]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"directed": true, "multigraph": true, "graph": {_json(about)}')
        for name, parts in (("nodes", facts.nodes(snapshot)), ("edges", facts.edges(snapshot))):
            file.write(f',\n"{name}": [')
            for i, part in enumerate(parts):
                file.write(("," if i else "") + "\n" + _json(part))
            file.write("\n]")
        file.write("}\n")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _write_xlsx(snapshot: Snapshot, path: Path, language: str, counts: Sequence[Count]) -> None:
    words = catalogue(language)
    rows: list[Sequence[Cell]] = [count_header(words), *told(counts, words)] if counts else []
    write_workbook(tables(snapshot, language), path, (words.text("publish.sheet"), rows))


FORMATS: dict[str, Callable[[Snapshot, Path, str, Sequence[Count]], None]] = {
    ".xlsx": _write_xlsx,
    ".zip": _write_zip,
    ".json": lambda snapshot, path, _, counts: _write_json(snapshot, path, counts),
    ".graphml": lambda snapshot, path, _, counts: write_graphml(snapshot, path, counts),
    ".gexf": lambda snapshot, path, _, counts: write_gexf(snapshot, path, counts),
}
"""What writes a file, by its ending."""
