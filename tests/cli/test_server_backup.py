"""A neighbourhood on a server: backed up to a file, and brought back to a server."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assetgraph.cli.main import main
from assetgraph.model.nodes import Resident
from assetgraph.model.pages import Part
from assetgraph.stores import open_store
from assetgraph.workflows.copying import contents
from tests.neo4j_server import Database
from tests.stores.speech import person, resident, says

pytestmark = pytest.mark.neo4j

KEPT, GONE, LATER = "Ans Proef", "Bo Toets", "Cas Later"


def names(location: str) -> set[str]:
    """Who of these three is there."""
    store = open_store(location)
    found = {one.name for one in store.known(Resident, (KEPT, GONE, LATER))}
    store.close()
    return found


def test_a_server_is_backed_up_and_comes_back(
    neo4j: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Who was erased since stays away, what came later goes; an empty database is filled."""
    monkeypatch.setenv("ASSETGRAPH_NEO4J_PASSWORD", neo4j.password)
    monkeypatch.chdir(tmp_path)
    neo4j.clear()

    def typed(*arguments: str) -> dict[str, object]:
        capsys.readouterr()
        assert main(list(arguments)) == 0, capsys.readouterr().err
        return dict(json.loads(capsys.readouterr().out))

    server = ("--store", neo4j.location)
    store = open_store(neo4j.location, create=True)
    store.apply(says(resident(KEPT, {"knows": {GONE: 3}}), resident(GONE)))
    store.close()
    made = typed("backup", "kopie.reserve", "--json", *server)
    store = open_store(neo4j.location)
    assert made["ok"] is True
    assert contents(store).rows[Part.NODES] == 2
    store.apply(says(resident(LATER), source="later"))
    store.erase(person(GONE))
    store.close()
    assert names(neo4j.location) == {KEPT, LATER}

    back = typed("restore", "kopie.reserve", "--yes", "--json", *server)
    assert (back["ok"], back["erased"]) == (True, 1)
    assert names(neo4j.location) == {KEPT}
    assert main(["doctor", *server]) == 0
    # An empty database knows of nobody who was erased.
    neo4j.clear()
    brought = typed("restore", "kopie.reserve", "--yes", "--json", *server)
    assert brought["erased"] == 0
    assert names(neo4j.location) == {KEPT, GONE}
