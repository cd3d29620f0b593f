"""Where a neighbourhood is kept: the promise of every store, and the one door to them."""

from __future__ import annotations

from pathlib import Path

from assetgraph.errors import StoreError
from assetgraph.stores.store import Finding, GraphStore

__all__ = ["Finding", "GraphStore", "exists", "open_store"]


def exists(location: str) -> bool:
    """Whether there is something at a location."""
    return Path(location).exists()


def open_store(location: str, *, create: bool = False) -> GraphStore:
    """The store at a location: the path of an embedded file.

    Raises StoreError: ``store-elsewhere`` for a server, and those of `SqliteStore`.
    """
    if "://" in location:
        raise StoreError("store-elsewhere", location=location)
    from assetgraph.stores.sqlite import SqliteStore  # noqa: PLC0415

    return SqliteStore(Path(location), create=create)
