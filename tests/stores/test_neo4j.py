"""The store on a Neo4j server keeps every promise of a store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from assetgraph.stores.neo4j import Neo4jStore
from tests.neo4j_server import Database
from tests.stores.conformance import NewStore, StoreConformance, StoreHistories
from tests.stores.conformance_lookups import StoreLookups, StoreNeighbourhoods

pytestmark = pytest.mark.neo4j


class TestNeo4j(StoreConformance, StoreLookups):
    """S00 to S59 and S70 to S77 in one database, which is emptied before each."""

    @pytest.fixture
    def store(self, neo4j: Database) -> Iterator[Neo4jStore]:
        neo4j.empty()
        store = Neo4jStore(neo4j.location, create=True)
        yield store
        store.close()


class TestNeo4jHistories(StoreHistories, StoreNeighbourhoods):
    """S60 to S69, S78 and S79 in one database, which is emptied for each example."""

    @pytest.fixture
    def new_store(self, neo4j: Database) -> NewStore:
        @contextmanager
        def made() -> Iterator[Neo4jStore]:
            neo4j.empty()
            store = Neo4jStore(neo4j.location, create=True)
            try:
                yield store
            finally:
                store.close()

        return made
