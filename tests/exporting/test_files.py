"""Each format, opened by a reader that is not ours."""

from __future__ import annotations

import csv
import errno
import json
import os
import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import igraph
import networkx
import openpyxl
import pytest
import python_calamine

from assetgraph.errors import AssetGraphError, RefusedError
from assetgraph.exporting.files import FORMATS, export
from assetgraph.exporting.workbook import tables
from assetgraph.exporting.writing import write_file
from assetgraph.messages import LANGUAGES, catalogue
from assetgraph.model.nodes import Resident
from assetgraph.model.relations import Knows
from assetgraph.model.snapshot import Snapshot
from tests.exporting.buurt import FATIMA, FORMULAS, buurt, id_of

SHEETS = ["Bewoners", "Verbanden", "Plekken", "Ruil", "Verhalen", "Organisaties"]

SOMEBODY = id_of(Resident, "=1+1")
ROW_OF_SOMEBODY = buurt().index[SOMEBODY] + 2


def counts(snapshot: Snapshot) -> tuple[int, int]:
    return len(snapshot.ids), sum(map(len, snapshot.links.values()))


def test_xlsx_read_by_openpyxl(snapshot: Snapshot, tmp_path: Path) -> None:
    export(snapshot, tmp_path / "b.xlsx")
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert book.sheetnames == SHEETS
    for table in tables(snapshot, "nl"):
        read = [list(row) for row in book[table.name].iter_rows(values_only=True)]
        assert read == [table.header, *table.rows]
        assert book[table.name].freeze_panes == "B2"
    names = {cell.value: cell for cell in book["Bewoners"]["A"]}
    for name in FORMULAS:
        assert names[name].data_type == "s"
    assert [cell.number_format for cell in book["Bewoners"][names[FATIMA].row]][3:6] == [
        "@",
        "@",
        "General",
    ]


def test_xlsx_read_by_calamine(snapshot: Snapshot, tmp_path: Path) -> None:
    export(snapshot, tmp_path / "b.xlsx", language="en")
    book = python_calamine.CalamineWorkbook.from_path(tmp_path / "b.xlsx")
    for table in tables(snapshot, "en"):
        read = book.get_sheet_by_name(table.name).to_python()
        expected = [["" if cell is None else cell for cell in row] for row in table.rows]
        assert read == [table.header, *expected]


def test_no_formula_and_no_link_in_the_xlsx(snapshot: Snapshot, tmp_path: Path) -> None:
    export(with_name(snapshot, "https://example.org"), tmp_path / "b.xlsx")
    with zipfile.ZipFile(tmp_path / "b.xlsx") as archive:
        xml = b"".join(archive.read(n) for n in archive.namelist() if n.endswith(".xml"))
    assert b"<f>" not in xml
    assert b"<hyperlink " not in xml


def with_name(snapshot: Snapshot, name: str) -> Snapshot:
    """The snapshot with another name for somebody whom nobody mentions."""
    names = [name if old == "=1+1" else old for old in snapshot.columns[Resident]["name"]]
    columns = {**snapshot.columns, Resident: {**snapshot.columns[Resident], "name": names}}
    return replace(snapshot, columns=columns)


def test_what_excel_cannot_hold_is_said(snapshot: Snapshot, tmp_path: Path) -> None:
    with pytest.raises(AssetGraphError) as raised:
        export(with_name(snapshot, "🌳" * 17_000), tmp_path / "b.xlsx")
    assert raised.value.code == "export-too-large"
    assert raised.value.values == {"sheet": "Bewoners", "row": ROW_OF_SOMEBODY, "column": "Naam"}
    assert list(tmp_path.iterdir()) == []
    export(with_name(snapshot, "x" * 32_767), tmp_path / "b.xlsx")


def read_csv(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(data.decode("utf-8-sig").splitlines(keepends=True), delimiter=";"))


def as_csv(cell: Any, comma: str) -> str:
    if isinstance(cell, str):
        return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
    return "" if cell is None else str(cell).replace(".", comma)


@pytest.mark.parametrize(("language", "comma"), [("nl", ","), ("en", ".")])
def test_a_folder_of_csv_files(
    snapshot: Snapshot, tmp_path: Path, language: str, comma: str
) -> None:
    export(snapshot, tmp_path / "buurt", language=language)
    for table in tables(snapshot, language):
        read = read_csv((tmp_path / "buurt" / f"{table.name}.csv").read_bytes())
        expected = [[as_csv(cell, comma) for cell in row] for row in table.rows]
        assert read == [table.header, *expected]
    assert len(list((tmp_path / "buurt").iterdir())) == len(SHEETS)


def test_a_zip_of_csv_files(snapshot: Snapshot, tmp_path: Path) -> None:
    export(snapshot, tmp_path / "b.zip")
    export(snapshot, f"{tmp_path}/map.met.punt/")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert archive.namelist() == [f"{name}.csv" for name in SHEETS]
        for name in archive.namelist():
            assert archive.read(name) == (tmp_path / "map.met.punt" / name).read_bytes()


def test_text_that_starts_with_quotes_and_a_formula_keeps_its_quotes(
    snapshot: Snapshot, tmp_path: Path
) -> None:
    for name, written in (("'=1", "''=1"), ("'s-Gravenhage", "'s-Gravenhage")):
        export(with_name(snapshot, name), tmp_path / "b.zip", force=True)
        with zipfile.ZipFile(tmp_path / "b.zip") as archive:
            assert read_csv(archive.read("Bewoners.csv"))[ROW_OF_SOMEBODY - 1][0] == written


def test_json_read_by_networkx(snapshot: Snapshot, tmp_path: Path) -> None:
    export(snapshot, tmp_path / "b.json")
    text = (tmp_path / "b.json").read_text(encoding="utf-8")
    held = json.loads(text)
    assert held["directed"] is held["multigraph"] is True
    assert held["graph"] == {"purpose": "all", "day": "2026-03-01"}
    assert "Joop 🌳 Visser" in text
    graph = networkx.node_link_graph(held, edges="edges")
    assert (len(graph), graph.size()) == counts(snapshot)
    fatima = graph.nodes[id_of(Resident, FATIMA)]
    assert fatima["kind"] == "resident"
    assert fatima["name"] == FATIMA
    assert fatima["dayparts"] == ["morning", "evening"]
    assert fatima["consent"][1] == {
        "purpose": "match",
        "basis": "not_recorded",
        "withdrawn_on": "2026-02-01",
    }
    assert (fatima["first_said"], fatima["said_by"]) == ("2026-01-05", "workshop in de hub")
    assert graph.nodes[id_of(Resident, "Jan Bakker")]["consent"] == []
    assert "consent" not in graph.nodes[id_of(Resident, "jan  bakker")]
    tie = graph.get_edge_data(id_of(Resident, FATIMA), id_of(Resident, "Jan Bakker"))[0]
    assert tie == {
        "kind": "knows",
        "closeness": 4,
        "first_said": "2026-01-05",
        "last_confirmed": "2026-02-05",
        "said_by": "workshop in de hub",
    }


@pytest.mark.parametrize(
    ("ending", "read"), [("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)]
)
def test_graph_files_read_by_networkx(
    snapshot: Snapshot, tmp_path: Path, ending: str, read: Callable[[Path], Any]
) -> None:
    export(snapshot, tmp_path / f"b.{ending}")
    graph = read(tmp_path / f"b.{ending}")
    assert graph.is_directed()
    assert (len(graph), graph.size()) == counts(snapshot)
    fatima = graph.nodes[id_of(Resident, FATIMA)]
    assert fatima["name"] == FATIMA
    assert fatima["languages"] == "Nederlands; Arabisch"
    assert fatima["consent"] == "map; publish"
    assert fatima["lat"] == 52.3602
    assert graph.nodes[id_of(Resident, "Joop 🌳 Visser")]["professional"] is True
    ties = graph.get_edge_data(id_of(Resident, FATIMA), id_of(Resident, "Jan Bakker"))
    (tie,) = ties.values()
    assert (tie["kind"], tie["closeness"]) == ("knows", 4)


def test_gexf_shows_names(snapshot: Snapshot, tmp_path: Path) -> None:
    export(snapshot, tmp_path / "b.gexf")
    graph = networkx.read_gexf(tmp_path / "b.gexf")
    assert all(facts["label"] == facts["name"] for _, facts in graph.nodes(data=True))


def test_graphml_read_by_igraph(snapshot: Snapshot, tmp_path: Path) -> None:
    export(snapshot, tmp_path / "b.graphml")
    graph = igraph.Graph.Read_GraphML(str(tmp_path / "b.graphml"))
    assert (graph.vcount(), graph.ecount()) == counts(snapshot)
    assert graph.is_directed()
    assert sorted(graph.vs.select(kind="resident")["name"]) == sorted(
        snapshot.columns[Resident]["name"]
    )
    assert len(set(graph.es["id"])) == graph.ecount()
    assert len(graph.es.select(kind="knows")) == len(snapshot.relation(Knows))


@pytest.mark.parametrize("ending", ["graphml", "gexf", "xlsx", "json", "zip"])
def test_characters_that_xml_cannot_hold(snapshot: Snapshot, tmp_path: Path, ending: str) -> None:
    name = "Piep\x07 <b>&amp;</b> \x0b"
    path = tmp_path / f"b.{ending}"
    export(with_name(snapshot, name), path)
    if ending in {"graphml", "gexf"}:
        graph = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}[ending](path)
        assert graph.nodes[SOMEBODY]["name"] == "Piep\ufffd <b>&amp;</b> \ufffd"
    elif ending == "xlsx":
        book = python_calamine.CalamineWorkbook.from_path(path)
        assert book.get_sheet_by_index(0).to_python()[ROW_OF_SOMEBODY - 1][0] == name


@pytest.mark.parametrize("ending", FORMATS)
def test_an_empty_buurt(tmp_path: Path, snapshot: Snapshot, ending: str) -> None:
    empty = replace(
        snapshot,
        ids=[],
        ranges={kind: range(0) for kind in snapshot.ranges},
        columns={kind: {name: [] for name in c} for kind, c in snapshot.columns.items()},
        links={},
        provenance=(),
    )
    export(empty, tmp_path / f"b{ending}")
    assert (tmp_path / f"b{ending}").stat().st_size > 0


@pytest.mark.parametrize("ending", sorted(FORMATS.keys() - {".xlsx"}))
def test_the_same_snapshot_gives_the_same_content(
    snapshot: Snapshot, tmp_path: Path, ending: str
) -> None:
    """But for Excel files, which hold the moment they were made."""
    for name in ("a", "b"):
        export(snapshot, tmp_path / f"{name}{ending}")
    assert (tmp_path / f"a{ending}").read_bytes() == (tmp_path / f"b{ending}").read_bytes()


@pytest.mark.parametrize("ending", FORMATS)
def test_a_file_is_replaced_only_when_asked(
    snapshot: Snapshot, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"b{ending.upper()}"
    path.write_text("van iemand anders")
    with pytest.raises(RefusedError) as raised:
        export(snapshot, path)
    assert raised.value.code == "export-exists"
    assert path.read_text() == "van iemand anders"
    export(snapshot, path, force=True)
    assert path.stat().st_size > 100
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_added_to_and_its_files_replaced_only_when_asked(
    snapshot: Snapshot, tmp_path: Path
) -> None:
    (tmp_path / "lees.txt").write_text("blijft")
    export(snapshot, tmp_path)
    (tmp_path / "Ruil.csv").write_text("aangevuld")
    with pytest.raises(RefusedError) as raised:
        export(snapshot, tmp_path)
    assert raised.value.values["path"] == tmp_path / "Bewoners.csv"
    assert (tmp_path / "Ruil.csv").read_text() == "aangevuld"
    export(snapshot, tmp_path, force=True)
    assert (tmp_path / "Ruil.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (tmp_path / "lees.txt").read_text() == "blijft"
    assert len(list(tmp_path.iterdir())) == len(SHEETS) + 1


def test_a_new_folder_is_its_owners(snapshot: Snapshot, tmp_path: Path) -> None:
    export(snapshot, tmp_path / "nieuw")
    assert stat.S_IMODE((tmp_path / "nieuw").stat().st_mode) == 0o700
    modes = {stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "nieuw").iterdir()}
    assert modes == {0o600}


def test_an_unknown_ending(snapshot: Snapshot, tmp_path: Path) -> None:
    with pytest.raises(AssetGraphError) as raised:
        export(snapshot, tmp_path / "b.pdf")
    assert raised.value.code == "export-unknown-format"
    assert raised.value.values["known"] == ".xlsx .zip .json .graphml .gexf"


@pytest.mark.parametrize(
    ("number", "key"),
    [
        (errno.ENOSPC, "export.reason.full"),
        (errno.EACCES, "export.reason.denied"),
        (errno.EROFS, "export.reason.read-only"),
    ],
)
def test_a_place_that_cannot_be_written(tmp_path: Path, number: int, key: str) -> None:
    def fail(path: Path) -> None:
        path.write_text("half")
        raise OSError(number, os.strerror(number))

    (tmp_path / "b.json").write_text("van gisteren")
    with pytest.raises(AssetGraphError) as raised:
        write_file(tmp_path / "b.json", fail, force=True)
    assert raised.value.code == "cannot-write"
    assert raised.value.values["reason"].key == key  # type: ignore[attr-defined]
    assert (tmp_path / "b.json").read_text() == "van gisteren"
    assert list(tmp_path.iterdir()) == [tmp_path / "b.json"]
    for language in LANGUAGES:
        assert str(tmp_path) in catalogue(language).text(
            "error.cannot-write", **raised.value.values
        )


def test_a_folder_that_fails_halfway_is_not_left(
    snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Path] = []
    real = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        written.append(self)
        if len(written) == 3:
            raise OSError(errno.ENOSPC, "vol")
        return real(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(AssetGraphError):
        export(snapshot, tmp_path / "nieuw")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["nergens/b.json", "nergens/diep"])
def test_a_folder_that_is_not_there(snapshot: Snapshot, tmp_path: Path, name: str) -> None:
    with pytest.raises(AssetGraphError) as raised:
        export(snapshot, tmp_path / name)
    assert raised.value.values["reason"].key == "export.reason.no-folder"  # type: ignore[attr-defined]


def test_a_file_where_a_folder_is_meant(snapshot: Snapshot, tmp_path: Path) -> None:
    (tmp_path / "b").write_text("blijft")
    with pytest.raises(AssetGraphError) as raised:
        export(snapshot, tmp_path / "b", force=True)
    assert raised.value.values["reason"].key == "export.reason.is-a-file"  # type: ignore[attr-defined]
    assert (tmp_path / "b").read_text() == "blijft"
