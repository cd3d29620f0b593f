"""`visualize` and `export`: for whom, in which form, and never over somebody's file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import networkx
import pytest

from tests.cli.command import Shell
from tests.cli.sheets import NEIGHBOURS, fill


@pytest.mark.parametrize(
    ("purpose", "shown", "told"),
    [
        ("map", {"Ans Proef", "Bo Toets"}, "voor de mensen die haar maakten"),
        ("match", {"Ans Proef"}, "voor wie mensen aan elkaar voorstelt"),
        ("publiek", {"Dina Voorbeeld"}, "alleen mensen die het goedvinden dat iedereen haar ziet"),
    ],
)
def test_a_map_for_each_purpose(again: Shell, purpose: str, shown: set[str], told: str) -> None:
    done = again("visualize", "kaart.html", "--purpose", purpose)
    assert "De kaart staat in kaart.html" in done.text
    assert told in done.text
    page = again.path("kaart.html").read_text(encoding="utf-8")
    assert "<html" in page
    names = {"Ans Proef", "Bo Toets", "Dina Voorbeeld"}
    assert {name for name in names if name in page} >= shown
    assert ("Bo Toets" in page) == (purpose == "map")
    assert ("Ans Proef" in page) == (purpose != "publiek")


def test_who_is_shown_is_counted_without_professionals(shell: Shell) -> None:
    """As the page counts them; of professionals it shows that they work here."""
    shell.path("Bewoners.csv").write_text(
        "Naam;Beroepskracht\nAns Proef;\nBo Toets;\nWil Werkt;ja\n", encoding="utf-8"
    )
    shell("import", "Bewoners.csv")
    assert "met 2 bewoners" in shell("visualize", "kaart.html").text


def test_a_map_around_one_person(again: Shell) -> None:
    again("visualize", "kaart.html", "--around", "Cas Nieuw")
    page = again.path("kaart.html").read_text(encoding="utf-8")
    assert "Ans Proef" in page
    assert "Dina Voorbeeld" not in page
    done = again("visualize", "k.html", "--around", "T2", "--purpose", "publish", code=1)
    assert "staat niet op een kaart voor dit doel (publiek)" in done.text
    assert not again.path("k.html").exists()


def test_a_map_is_drawn_anew(again: Shell) -> None:
    again("visualize", "kaart.html")
    first = again.path("kaart.html").read_text(encoding="utf-8")
    again("visualize", "kaart.html")
    assert again.path("kaart.html").read_text(encoding="utf-8") == first
    done = again("visualize", "nergens/kaart.html", code=2)
    assert "is niet te schrijven: die map bestaat niet." in done.text


@pytest.mark.parametrize("name", ["uit.graphml", "uit.gexf", "uit.json", "uit.xlsx", "uit.zip"])
def test_a_file_is_replaced_only_with_force(again: Shell, name: str) -> None:
    assert f"Geschreven: {name}" in again("export", name).text
    assert f"{name} is er al." in again("export", name, code=1).text
    before = again.path(name).read_bytes()
    again("export", name, "--force", "--purpose", "publish")
    assert again.path(name).read_bytes() != before


def test_a_folder(again: Shell) -> None:
    again("export", "bladen/")
    assert "Bewoners.csv" in {file.name for file in again.path("bladen").iterdir()}
    assert "is er al." in again("export", "bladen/", code=1).text


def test_the_json_is_what_networkx_reads(again: Shell) -> None:
    again("export", "uit.json")
    graph = networkx.node_link_graph(_read(again.path("uit.json")), edges="edges")
    assert graph.is_directed()
    assert graph.is_multigraph()
    kinds = {data["kind"] for _, data in graph.nodes(data=True)}
    assert kinds == {"resident", "talent", "wish"}
    assert all({"kind", "name"} <= data.keys() for _, data in graph.nodes(data=True))
    knows = [data for *_, data in graph.edges(data=True) if data["kind"] == "knows"]
    assert sorted(data["closeness"] for data in knows) == [2, 4]


def test_everything_asks_first(again: Shell) -> None:
    done = again("export", "alles.json", "--purpose", "all", code=2)
    assert "zet dan --yes erbij" in done.text
    assert not again.path("alles.json").exists()
    again("export", "alles.json", "--purpose", "all", "--yes")
    assert again.path("alles.json").exists()


@pytest.fixture(scope="session")
def everything(demo: Shell, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """All that the demo's store holds, as its export says it."""
    out = tmp_path_factory.mktemp("everything") / "alles.json"
    demo("export", out, "--purpose", "all", "--yes")
    return _facts(out)


@pytest.mark.parametrize("form", ["xlsx", "zip", "map/"])
def test_an_export_comes_back_as_it_was(
    demo: Shell, shell: Shell, everything: Any, form: str
) -> None:
    out = shell.path("map") if form == "map/" else shell.path(f"uit.{form}")
    demo("export", f"{out}/" if form == "map/" else out, "--purpose", "all", "--yes")
    told = shell("import", out, "--json").json
    assert [issue for issue in told["issues"] if issue["severity"] == "error"] == []
    shell("export", "terug.json", "--purpose", "all", "--yes")
    assert _facts(shell.path("terug.json")) == everything


def test_an_english_export_comes_back_too(again: Shell, template: Path) -> None:
    rows = [*NEIGHBOURS, {"Naam": "Eva Proef", "Liever niet": "Ans Proef", "Beroepskracht": "ja"}]
    fill(template, again.path("vol.xlsx"), rows)
    again("import", "vol.xlsx")
    again("export", "uit.xlsx", "--purpose=all", "--yes", "--lang=en")
    again("export", "een.json", "--purpose=all", "--yes")
    again("import", "uit.xlsx", "--store", "nieuw.assetgraph")
    again("export", "twee.json", "--purpose=all", "--yes", "--store", "nieuw.assetgraph")
    assert _facts(again.path("een.json")) == _facts(again.path("twee.json"))


PROVENANCE = {"said_by", "first_said", "last_confirmed"}


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _facts(path: Path) -> dict[str, list[str]]:
    """Nodes and edges without where and when they were said, in an order of their own."""
    data = _read(path)
    nodes = [{k: v for k, v in node.items() if k not in PROVENANCE} for node in data["nodes"]]
    edges = [{k: v for k, v in edge.items() if k not in PROVENANCE} for edge in data["edges"]]
    return {
        "nodes": sorted(json.dumps(node, sort_keys=True) for node in nodes),
        "edges": sorted(json.dumps(edge, sort_keys=True) for edge in edges),
    }
