"""The embedded store keeps every promise of a store."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from assetgraph.stores.sqlite import SqliteStore
from tests.stores.conformance import NewStore, StoreConformance, StoreHistories, StoreMerging
from tests.stores.conformance_keeping import StoreErasures, StoreKeeping, StoreRetention
from tests.stores.conformance_lookups import StoreLookups, StoreNeighbourhoods
from tests.stores.conformance_nevers import StoreNevers
from tests.stores.conformance_sizes import StoreSizes


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with nothing in it, made once: to make one takes longer than an example."""
    path = tmp_path_factory.mktemp("empty") / "buurt.assetgraph"
    SqliteStore(path, create=True).close()
    return path


def opened(path: Path) -> SqliteStore:
    """A store that does not wait for the disk: what a power cut leaves is tested elsewhere."""
    store = SqliteStore(path)
    store._connection.execute("PRAGMA synchronous = OFF")
    return store


class TestSqlite(
    StoreConformance, StoreMerging, StoreLookups, StoreKeeping, StoreRetention, StoreSizes
):
    """S00 to S59, S70 to S77, S80 to S95, S98 and S100 to S119 in one file."""

    @pytest.fixture
    def store(self, empty: Path, tmp_path: Path) -> Iterator[SqliteStore]:
        store = opened(Path(shutil.copy(empty, tmp_path)))
        yield store
        store.close()

    @pytest.fixture
    def other(self, empty: Path, tmp_path: Path) -> Iterator[SqliteStore]:
        store = opened(Path(shutil.copy(empty, tmp_path / "other.assetgraph")))
        yield store
        store.close()


class TestSqliteHistories(StoreHistories, StoreNeighbourhoods, StoreErasures, StoreNevers):
    """S60 to S69, S78, S79, S96, S97 and S99 in a file for each example."""

    @pytest.fixture
    def new_store(self, empty: Path, tmp_path: Path) -> NewStore:
        number = count()

        @contextmanager
        def made() -> Iterator[SqliteStore]:
            path = tmp_path / f"{next(number)}.assetgraph"
            shutil.copy(empty, path)
            store = opened(path)
            try:
                yield store
            finally:
                store.close()
                path.unlink()

        return made
