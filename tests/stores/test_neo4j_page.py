"""docs/neo4j.md shows the schema as it is declared, and its queries answer on the demo."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from assetgraph.stores.cypher_page import PAGE, written
from assetgraph.workflows.loading import import_files
from tests.neo4j_server import Database

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / PAGE).read_text(encoding="utf-8")
QUERIES = re.findall(r"```cypher\n(.*?)```", TEXT, flags=re.DOTALL)


def test_the_schema_on_the_page_is_the_declared_one() -> None:
    """Mend with: python -m assetgraph.stores.cypher_page"""
    assert written(TEXT) == TEXT


@pytest.fixture(scope="module")
def demo(neo4j: Database) -> Database:
    """The demo neighbourhood on a server."""
    neo4j.clear()
    sheets = sorted((ROOT / "imports/examples/demo").glob("*.csv"))
    done = import_files(neo4j.location, sheets, today=date(2026, 3, 14), who="Samira")
    assert done.ok
    return neo4j


def test_there_are_ten_queries() -> None:
    assert len(QUERIES) == 10


@pytest.mark.neo4j
@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_a_query_of_the_page_finds_something(demo: Database, query: str) -> None:
    """It runs, warns of nothing, and has an answer on the demo."""
    with demo.driver.session(database=demo.name) as session:
        rows = session.run(query).values()
    assert rows
    assert all(row[0] not in (None, []) for row in rows)
