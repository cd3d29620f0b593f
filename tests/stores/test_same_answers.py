"""Every question and every export has the same answer on both kinds of store, on the demo."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from assetgraph.messages import LANGUAGES, catalogue
from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Resident
from assetgraph.queries import QUESTIONS
from assetgraph.workflows import asking, copying, sharing
from assetgraph.workflows.given import opened
from assetgraph.workflows.introducing import record
from assetgraph.workflows.loading import import_files
from tests.neo4j_server import Database

pytestmark = pytest.mark.neo4j

DEMO = Path(__file__).parents[2] / "imports/examples/demo"
DAY = date(2026, 3, 14)
PEOPLE = ("B001", "B002", "B003", "B004", "B005")


NAMED = {"between": {"one": "Dinsdagkoks", "other": "Hondenploeg"}}
"""What a question is asked about, where it needs that to have an answer."""


class Both(NamedTuple):
    """The locations of the demo in a file and on a server."""

    file: str
    server: str


@pytest.fixture(scope="module")
def both(neo4j: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """The demo, loaded into each from its sheets."""
    neo4j.clear()
    file = str(tmp_path_factory.mktemp("same") / "buurt.assetgraph")
    for location in (file, neo4j.location):
        assert import_files(location, sorted(DEMO.glob("*.csv")), today=DAY, who="Samira").ok
        record(location, "Truus Aalderink", "Dilek Kaplan", by="Wim Lakerveld", today=DAY)
    yield Both(file, neo4j.location)
    neo4j.clear()


def told(found: list[Any], language: str) -> str:
    """Answers as the command line prints them with ``--json``."""
    return json.dumps([asking.to_json(one, catalogue(language)) for one in found])


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.name)
def test_every_question(both: Both, question: Any) -> None:
    """Of all, of a buurt, and as of a day."""
    for part in ({}, {"buurt": "BU0363ZZ01"}, {"as_of": DAY}):
        named = NAMED.get(question.name, {})
        one, two = (
            asking.ask(store, question.name, today=DAY, named=named, **part) for store in both
        )
        assert one
        for language in LANGUAGES:
            assert told(one, language) == told(two, language)


@pytest.mark.parametrize("resident", PEOPLE)
@pytest.mark.parametrize("wish", [None, "mijn kookplaat doet het niet"])
def test_one_residents_matches(both: Both, resident: str, wish: str | None) -> None:
    """By lookup, and on the whole snapshot: one answer."""
    one, two = (asking.match(store, resident, today=DAY, wish=wish) for store in both)
    assert told(one, "nl") == told(two, "nl")
    with opened(both.file) as store:
        (known,) = store.known(Resident, [resident])
    whole = asking.ask(both.file, "matches", today=DAY, resident=known.id, wish=wish)
    assert told(whole, "nl") == told(one, "nl")


@pytest.mark.parametrize("purpose", [one for one in Purpose if one is not Purpose.PUBLISH])
@pytest.mark.parametrize("ending", ["json", "graphml", "gexf"])
def test_every_export(both: Both, purpose: Purpose, ending: str, tmp_path: Path) -> None:
    """Byte for byte."""
    files = []
    for name, location in zip(("file", "server"), both, strict=True):
        files.append(tmp_path / f"{name}.{ending}")
        sharing.write_export(location, str(files[-1]), purpose=purpose, today=DAY, language="nl")
    assert files[0].read_bytes() == files[1].read_bytes()


def test_what_is_published(both: Both, tmp_path: Path) -> None:
    """The same but for the ids, which are of one publication alone."""
    told = []
    for name, location in zip(("file", "server"), both, strict=True):
        path = tmp_path / f"{name}.json"
        sharing.write_export(location, str(path), purpose=Purpose.PUBLISH, today=DAY, language="nl")
        network = json.loads(path.read_text(encoding="utf-8"))
        called = {one["id"]: f"{one['kind']} {one['name']}" for one in network["nodes"]}
        edges = sorted(
            [one["kind"], called[one["source"]], called[one["target"]]] for one in network["edges"]
        )
        told.append((sorted(called.values()), edges, network["graph"]))
    assert told[0] == told[1]


def test_a_copy_there_and_back(both: Both, neo4j: Database, tmp_path: Path) -> None:
    """From a file to the server to a file: the same content, by its checksum."""
    neo4j.clear()
    there = copying.copy(both.file, neo4j.location)
    back = copying.copy(neo4j.location, str(tmp_path / "terug.assetgraph"))
    assert there.content == back.content
    assert copying.copy(both.file, neo4j.location).taken == 0
