"""Where a neighbourhood is kept: the promise of every store, and the one door to them."""

from __future__ import annotations

from pathlib import Path

from assetgraph.errors import StoreError
from assetgraph.stores.keys import Secret
from assetgraph.stores.servers import is_server
from assetgraph.stores.store import Finding, GraphStore

__all__ = ["Finding", "GraphStore", "exists", "open_store"]


def exists(location: str) -> bool:
    """Whether there is something at a location: a file, or a store in the database of a server."""
    if not is_server(location):
        return Path(location).exists()
    try:
        open_store(location).close()
    except StoreError as error:
        if error.code != "store-missing":
            raise
        return False
    return True


def open_store(
    location: str, *, create: bool = False, copying: bool = False, secret: Secret | None = None
) -> GraphStore:
    """The store at a location: the path of an embedded file, or ``neo4j://user@host/database``.

    With `copying` it may be one into which another is being copied. A file that is made is
    encrypted where `secret` says with what; one that is there says so itself. Raises StoreError:
    those of `SqliteStore`, or for a server those of `servers.server` and of `Neo4jStore`, and
    ``driver-missing`` where what speaks with it is not installed.
    """
    if is_server(location):
        try:
            from assetgraph.stores.neo4j import Neo4jStore  # noqa: PLC0415
        except ModuleNotFoundError as error:
            if error.name != "neo4j":
                raise
            raise StoreError("driver-missing") from error
        return Neo4jStore(location, create=create, copying=copying)
    from assetgraph.stores.sqlite import SqliteStore  # noqa: PLC0415

    path = Path(location)
    made = None if path.exists() and path.stat().st_size else secret
    return SqliteStore(path, create=create, copying=copying, secret=made)
