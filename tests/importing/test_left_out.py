"""Nothing in a file is dropped without a line in the report: what stands beside the tables."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from assetgraph.exporting.template import write_template
from assetgraph.importing.graph_files import read_graph
from assetgraph.importing.json_files import read_json
from assetgraph.importing.mappings import mappings
from assetgraph.importing.plain import plain_mappings
from assetgraph.importing.readers import read
from assetgraph.importing.tables import Source
from assetgraph.model.kinds import NODE_KINDS
from assetgraph.model.workbook import sheet_of
from tests.importing.reading import found, understood

GRAPH = b"""<gexf><graph><nodes><node id="1" label="Ans" start="2020"><viz:color
 xmlns:viz="http://www.gexf.net/1.2draft/viz" r="1" g="2"/></node></nodes></graph></gexf>"""


def _said(source: Source) -> set[tuple[str, str | None]]:
    return {(issue.code, issue.value) for issue in understood(source)[1].issues}


@pytest.mark.parametrize("zipped", [True, False])
def test_what_cannot_be_read_in_a_folder_or_zip_is_named(tmp_path: Path, zipped: bool) -> None:
    path = tmp_path / ("map.zip" if zipped else "map")
    files = {
        "Bewoners.csv": "Naam\nAns\n",
        "brief.docx": "…",
        "net_x.csv": "id,name\n",
        ".DS_Store": "",
        "net.graphml": "<graphml/>",
    }
    if zipped:
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in files.items():
                archive.writestr(name, text)
    else:
        path.mkdir()
        for name, text in files.items():
            (path / name).write_text(text, encoding="utf-8")
    said = _said(read(path))
    assert {("file-left-aside", "brief.docx"), ("file-twice", "net.graphml")} <= said
    assert not any(value == ".DS_Store" for _, value in said)


def test_workbooks_in_a_folder_are_read(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet("Bewoners").write_column(0, 0, ["Naam", "Ans"])
    (tmp_path / "Plekken.csv").write_text("Naam\nDe Bank\n", encoding="utf-8")
    assert {table.sheet for table in read(tmp_path).tables} == {"Bewoners", "Plekken"}


def test_comments_and_text_boxes_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Bewoners")
        sheet.write_column(0, 0, ["Naam", "Ans"])
        sheet.write_comment("A2", "Kan ook goed zingen")
        sheet.write_comment("A3", "Van ons", {"author": "assetgraph"})
        sheet.insert_textbox("C3", "Vraag Bo erbij")
    _, report = understood(read(path))
    assert found(report) == [("cell-notes", None, None, None), ("drawn-text", None, None, None)]
    assert [issue.values["n"] for issue in report.issues] == [1, 1]


def test_our_own_comments_are_not_counted(tmp_path: Path) -> None:
    write_template(tmp_path / "leeg.xlsx", "nl")
    assert read(tmp_path / "leeg.xlsx").asides == []


def test_how_a_graph_is_drawn_is_named() -> None:
    tables = read_graph(GRAPH, "net.gexf")
    assert tables[0].rows == [
        ["id", "label", "start", "viz.color"],
        ["1", "Ans", "2020", "r=1 g=2"],
    ]
    assert ("columns-set-aside", "viz.color, start") in _said(Source("net", tables))


def test_what_json_says_beside_its_records_is_a_table() -> None:
    data = json.dumps({"titel": "Kaart", "elements": [{"label": "Ans"}], "connections": []})
    tables = read_json(data.encode(), "kaart.json", "kaart")
    assert ("table-left-aside", "over dit bestand") in _said(Source("kaart", tables))


def test_hsds_in_json_is_read_as_its_tables_are() -> None:
    address = {"id": "a", "address_1": "Kade 3", "postal_code": "3512 AB"}
    place = {"id": "l", "location_type": "physical", "name": "Hub", "addresses": [address]}
    service = {
        "id": "s",
        "name": "Soepuur",
        "status": "active",
        "organization": {"id": "o", "name": "De Brug", "phones": [{"id": "p", "number": "030"}]},
        "service_at_locations": [{"id": "x", "location": place}],
    }
    for content in (service, [service], {"contents": [service], "page_number": 1}):
        changeset, report = understood(
            Source("sociale kaart", read_json(json.dumps(content).encode(), "a.json", "a"))
        )
        assert report.ok
        named = {(s.kind, s.properties.get("name", s.mention)) for s in changeset.statements}
        assert named == {("institution", "De Brug"), ("place", "Hub"), ("activity", "Soepuur")}
        brug = next(s for s in changeset.statements if s.kind == "institution")
        assert {kind: len(ends) for kind, ends in brug.relations.items()} == {
            "uses": 1,
            "offers": 1,
        }
        assert brug.properties["contact"] == "030"


@pytest.mark.parametrize("name", mappings())
def test_a_mapping_names_only_columns_of_ours(name: str) -> None:
    for rule in mappings()[name].rows:
        kinds = {rule.becomes, *rule.sorts.values()}
        known = {column.key for kind in kinds for column in sheet_of(kind).columns}
        assert rule.columns.keys() <= known | {"name"}


@pytest.mark.parametrize("name", plain_mappings())
def test_a_plain_mapping_names_only_columns_of_ours(name: str) -> None:
    for kind, words in plain_mappings()[name].words.items():
        known = {column.key for column in sheet_of(NODE_KINDS[kind]).columns}
        assert {key.partition(".")[0] for key in words} <= known | {"point"}
