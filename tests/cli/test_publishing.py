"""What `export` and `visualize` publish: the tool's own files, attacked with all that is known."""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from assetgraph.cli.main import main
from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Group, Place, Story
from assetgraph.stores.sqlite import SqliteStore
from tests.stores.speech import TODAY, node, resident, says

STORE = "buurt.assetgraph"
OPEN = ("map", "match", "publish")
FIRST = ("Ada", "Bilal", "Coby", "Dunya", "Evert", "Fenna", "Gijs", "Hanan", "Ilse", "Joris")
LAST = ("Akkerman", "Bouazza", "Cornelis", "Demir", "Everts", "Faber")
NAMES = [f"{first} {last}" for last in LAST for first in FIRST]
AGREED = [name for name in NAMES if name.split()[0] in FIRST[:6]][:12]
FORMATS = ("uit.json", "uit.xlsx", "uit.zip", "uit/", "uit.graphml", "uit.gexf", "kaart.html")

Published = Callable[..., dict[str, bytes]]


def _everybody() -> list[list[Any]]:
    """Sixty people, twelve of whom agreed; all know the next three, one has a rare talent."""
    found = []
    for i, name in enumerate(NAMES):
        knows = {NAMES[(i + step) % len(NAMES)]: 3 for step in (1, 2, 3)}
        talents = ["zingen"] if i % 2 else ["timmeren"]
        if name == NAMES[40]:
            talents.append("klompen kloven")
        links = {"knows": knows, "can": talents, "member_of": ["Koor"] if i % 3 else ["Tuinclub"]}
        agrees = OPEN if name in AGREED else ("map", "match")
        found.append(resident(name, links, agrees=agrees, street="Kade", languages=["Nederlands"]))
    return found


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("ASSETGRAPH_STORE", "ASSETGRAPH_LANG"):
        monkeypatch.delenv(name, raising=False)
    _say(*_everybody(), source="lijst")
    return tmp_path


def _say(*said: list[Any], source: str) -> None:
    store = SqliteStore(Path(STORE), create=True)
    store.apply(says(*said, source=source))
    store.close()


def _publish(*names: str) -> dict[str, bytes]:
    """The bytes of each file, those in a zip or workbook unpacked, by its name."""
    found: dict[str, bytes] = {}
    for name in names:
        command = "visualize" if name.endswith(".html") else "export"
        force = [] if command == "visualize" else ["--force"]
        assert main([command, name, "--purpose", "publish", *force]) == 0
        path = Path(name)
        if path.is_dir():
            found |= {str(one): one.read_bytes() for one in path.iterdir()}
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                found |= {f"{name}/{one}": packed.read(one) for one in packed.namelist()}
        else:
            found[name] = path.read_bytes()
    return found


def _ids() -> set[str]:
    store = SqliteStore(Path(STORE))
    ids = set(store.snapshot(Purpose.ALL, today=TODAY).ids)
    store.close()
    return ids


def _graph(content: bytes) -> Any:
    return nx.node_link_graph(json.loads(content), edges="edges")


def test_no_file_holds_a_name_or_id_of_who_did_not_agree(store: Path) -> None:
    files = _publish(*FORMATS)
    hidden = [name for name in NAMES if name not in AGREED]
    for name, content in files.items():
        text = content.decode("utf-8", "replace")
        assert [one for one in hidden if one in text] == [], name
        assert [one for one in _ids() if one in text] == [], name
        assert "klompen" not in text, name
        assert "lijst" not in text or name.endswith(".html"), name
    for name in ("uit.json", "uit.graphml", "uit.gexf", "kaart.html"):
        assert AGREED[0] in files[name].decode()


def test_every_form_holds_the_same_counts(store: Path) -> None:
    files = _publish(*FORMATS)
    told = json.loads(files["uit.json"])["graph"]["counts"]
    assert {"theme": "people", "name": "", "n": 48} in told
    assert {row["theme"] for row in told} == {"people", "groups", "talents"}
    for form in ("uit.graphml", "uit.gexf"):
        unescaped = files[form].decode().replace("&quot;", '"')
        assert json.dumps(told, ensure_ascii=False) in unescaped, form
    rows = [[row["name"], str(row["n"])] for row in told]
    for name in ("uit/Tellingen.csv", "uit.zip/Tellingen.csv"):
        lines = files[name].decode("utf-8-sig").splitlines()[1:]
        assert [line.split(";")[2] for line in lines] == [n for _, n in rows]
    import openpyxl

    sheet = openpyxl.load_workbook("uit.xlsx")["Tellingen"]
    assert [row[2] for row in sheet.iter_rows(min_row=2, values_only=True)] == [
        row["n"] for row in told
    ]
    assert "zingen" in files["kaart.html"].decode()
    assert 'id="counts"' in files["kaart.html"].decode()


def test_degrees_and_talents_point_at_nobody(store: Path) -> None:
    """Who knows everybody's ties and talents finds nobody but those who agreed."""
    graph = _graph(_publish("uit.json")["uit.json"])
    people = [one for one, facts in graph.nodes(data=True) if facts["kind"] == "resident"]
    assert sorted(graph.nodes[one]["name"] for one in people) == sorted(AGREED)
    whole = SqliteStore(Path(STORE))
    everybody = whole.snapshot(Purpose.ALL, today=TODAY)
    whole.close()
    assert len(everybody.residents) == len(NAMES)
    seen = Counter(len(set(nx.all_neighbors(graph, one)) & set(people)) for one in people)
    # Everybody knows six people; ties to who did not agree are gone, so degrees tell of no one.
    assert sum(seen.values()) == len(AGREED)
    assert max(seen) < 6
    for one, facts in graph.nodes(data=True):
        if facts["kind"] == "talent":
            assert set(nx.all_neighbors(graph, one)) & set(people), facts


def test_two_publications_share_no_id_and_tell_the_same(store: Path) -> None:
    one, two = (_graph(_publish("uit.json")["uit.json"]) for _ in range(2))
    assert set(one.nodes) & set(two.nodes) == set()
    assert _told(one) == _told(two)


@pytest.mark.parametrize("gone", [False, True])
def test_the_difference_of_two_publications_is_nobody(store: Path, gone: bool) -> None:
    """Somebody comes, or leaves; who has both files cannot tell."""
    before = _graph(_publish("uit.json")["uit.json"])
    if gone:
        whole = SqliteStore(Path(STORE))
        whole.erase(resident(NAMES[40])[0].id)
        whole.close()
    else:
        links = {"knows": {AGREED[3]: 4}, "can": ["zingen"], "member_of": ["Koor"]}
        _say(resident("Nieuwe Buur", links, agrees=("map",)), source="later")
    after = _graph(_publish("uit.json")["uit.json"])
    assert _told(before) == _told(after)


def _told(graph: Any) -> Any:
    """All that a file tells, without its ids."""
    names = {one: (facts["kind"], facts["name"]) for one, facts in graph.nodes(data=True)}
    nodes = sorted(
        json.dumps({k: v for k, v in facts.items() if k != "id"}, sort_keys=True)
        for _, facts in graph.nodes(data=True)
    )
    edges = sorted(
        (names[one], names[other], facts["kind"]) for one, other, facts in graph.edges(data=True)
    )
    return nodes, edges, graph.graph


# --- what points at somebody ----------------------------------------------------------------------
HIDDEN = NAMES[20]
"""Ada Cornelis, who lives on the Kade and sings with the others in the choir."""


def _refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(["export", "uit.json", "--purpose", "publish", *arguments]) == 1
    assert not Path("uit.json").exists()
    said = " ".join(capsys.readouterr().err.split())
    assert main(["visualize", "kaart.html", "--purpose", "publish"]) == 1
    assert not Path("kaart.html").exists()
    return said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"Met {HIDDEN} zongen we elke week.", "Ada Cornelis"),
        ("Joris van het Koor bakte taart.", "Joris en koor"),
        ("Joris, van de Kade, bakte taart.", "Joris en kade"),
    ],
)
def test_a_text_that_points_is_refused_and_named(
    store: Path, capsys: pytest.CaptureFixture[str], text: str, words: str
) -> None:
    said_by = {"told_by": [AGREED[0]]}
    _say(node(Story, "De taart", said_by, text=text), source="verhalen")
    said = _refused(capsys)
    assert words in said
    assert "De taart" in said
    assert HIDDEN not in said or words == HIDDEN


@pytest.mark.parametrize(
    "text", ["Ada bakte taart.", "Joris bakte taart.", "ada van het koor", "Iemand van het Koor."]
)
def test_a_text_that_points_at_nobody_is_published(store: Path, text: str) -> None:
    """Ada may be who agreed; Joris is six people; who is not named is not pointed at."""
    _say(node(Story, "De taart", {"told_by": [AGREED[0]]}, text=text), source="verhalen")
    assert "taart" in _publish("uit.json")["uit.json"].decode()


def test_a_group_named_after_somebody_and_a_place_at_home(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _say(node(Group, f"Vrienden van {HIDDEN}"), source="groepen")
    assert "Ada Cornelis" in _refused(capsys)
    _say(resident(NAMES[30], house_number="12", street="Kade"), source="adres")
    _say(node(Place, "Eettafel", street="Kade", house_number="12"), source="plekken")
    assert "Kade 12" in _refused(capsys)
