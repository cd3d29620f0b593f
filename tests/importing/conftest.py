"""A store to import into."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assetgraph.stores.sqlite import SqliteStore


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """An empty store."""
    store = SqliteStore(tmp_path / "store" / "buurt.assetgraph", create=True)
    yield store
    store.close()
