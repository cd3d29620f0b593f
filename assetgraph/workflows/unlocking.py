"""The keys of encrypted stores that were given in this process; there as long as it runs."""

from __future__ import annotations

import os
from pathlib import Path

from assetgraph.errors import AssetGraphError
from assetgraph.stores import keys

__all__ = ["forget", "offer", "offered", "read_keys", "typed"]

MOST = 65_536
"""Characters that are read of a file descriptor."""


def read_keys(descriptor: int) -> list[str]:
    """The keys in a file descriptor, one a line. Raises AssetGraphError ``key-descriptor``."""
    try:
        with os.fdopen(descriptor, encoding="utf-8") as given:
            found = [line for line in given.read(MOST).splitlines() if line]
    except (OSError, ValueError) as error:
        raise AssetGraphError("key-descriptor", n=descriptor) from error
    if not found:
        raise AssetGraphError("key-descriptor", n=descriptor)
    return found


def offer(descriptor: int) -> None:
    """Reads keys that are tried on every file."""
    keys.KEYS.offered[:] = read_keys(descriptor)


def offered() -> str | None:
    """The first key that was given with the command, for what has none yet."""
    return keys.KEYS.offered[0] if keys.KEYS.offered else None


def typed(path: object, words: str) -> None:
    """Somebody typed the key of a file."""
    keys.KEYS.typed[Path(str(path)).resolve()] = words


def forget() -> None:
    """Forgets all keys."""
    keys.KEYS.clear()
