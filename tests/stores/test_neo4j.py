"""The store on a Neo4j server keeps every promise of a store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from assetgraph.stores import neo4j_records
from assetgraph.stores.neo4j import Neo4jStore
from assetgraph.stores.sqlite import SqliteStore
from assetgraph.stores.store import GraphStore
from tests.neo4j_server import Database
from tests.stores.conformance import NewStore, StoreConformance, StoreHistories, StoreMerging
from tests.stores.conformance_keeping import StoreErasures, StoreKeeping, StoreRetention
from tests.stores.conformance_lookups import StoreLookups, StoreNeighbourhoods
from tests.stores.conformance_nevers import StoreNevers
from tests.stores.conformance_sizes import AT_ONCE, StoreSizes

pytestmark = pytest.mark.neo4j


@pytest.fixture(scope="module")
def opened(neo4j: Database) -> Iterator[Neo4jStore]:
    """A store that is opened once, whatever its database holds by then."""
    neo4j.empty()
    store = Neo4jStore(neo4j.location, create=True, copying=True)
    yield store
    store.close()


@contextmanager
def beside(path: Path) -> Iterator[SqliteStore]:
    """A second store: the server has one database only, so this one is a file."""
    store = SqliteStore(path, create=True, copying=True)
    store._connection.execute("PRAGMA synchronous = OFF")
    try:
        yield store
    finally:
        store.close()
        path.unlink()


class TestNeo4j(
    StoreConformance, StoreMerging, StoreLookups, StoreKeeping, StoreRetention, StoreSizes
):
    """S00 to S59, S70 to S77, S80 to S95, S98, S100 to S119 in one database, emptied each time."""

    @pytest.fixture
    def store(
        self, neo4j: Database, opened: Neo4jStore, monkeypatch: pytest.MonkeyPatch
    ) -> Neo4jStore:
        neo4j.empty()
        monkeypatch.setattr(neo4j_records, "ONE_TRANSACTION", AT_ONCE)
        return opened

    @pytest.fixture
    def other(self, tmp_path: Path) -> Iterator[GraphStore]:
        with beside(tmp_path / "other.assetgraph") as store:
            yield store


class TestIntoNeo4j(StoreKeeping):
    """S80 to S95 the other way around: from a file into the database."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[GraphStore]:
        with beside(tmp_path / "buurt.assetgraph") as store:
            yield store

    @pytest.fixture
    def other(self, neo4j: Database, opened: Neo4jStore) -> Neo4jStore:
        neo4j.empty()
        return opened


class TestNeo4jHistories(StoreHistories, StoreNeighbourhoods, StoreErasures, StoreNevers):
    """S60 to S69, S78, S79, S96, S97 and S99; of two stores at once one is a file."""

    @pytest.fixture
    def new_store(self, neo4j: Database, opened: Neo4jStore, tmp_path: Path) -> NewStore:
        number, used = count(), False

        @contextmanager
        def made() -> Iterator[GraphStore]:
            nonlocal used
            if used:
                with beside(tmp_path / f"{next(number)}.assetgraph") as store:
                    yield store
                return
            neo4j.empty()
            used = True
            try:
                yield opened
            finally:
                used = False

        return made
