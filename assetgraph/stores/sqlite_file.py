"""The file of an embedded store as a file: put in the place of another, and what a backup says."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from assetgraph.errors import StoreError
from assetgraph.stores import tables

STAMP = "backup"
"""The setting that makes a store a backup."""

_PART, _BLOCK = ".part", 1 << 20


@dataclass(frozen=True)
class Stamp:
    """What a backup says of itself."""

    made: datetime
    checksum: str
    """Of all that it holds, as `Page.after` gives it for the last page."""
    beside: dict[str, str] = field(default_factory=dict)
    """By ending, what stood in the files beside the store: ``.woorden.toml``."""


def stamp(connection: sqlite3.Connection) -> Stamp | None:
    """What a backup says of itself; None for a store that is not one.

    Raises StoreError ``store-damaged`` where it cannot be understood.
    """
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'setting'").fetchone():
        return None
    found = tables.setting(connection, STAMP)
    if found is None:
        return None
    try:
        said = json.loads(found)
        return Stamp(datetime.fromisoformat(said["made"]), said["checksum"], said["beside"])
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError("store-damaged", path=_path(connection)) from error


def put_stamp(connection: sqlite3.Connection, said: Stamp) -> None:
    """Makes a store a backup."""
    written = {**asdict(said), "made": said.made.isoformat()}
    tables.set_setting(connection, STAMP, json.dumps(written, ensure_ascii=False))


def _path(connection: sqlite3.Connection) -> str:
    return str(connection.execute("PRAGMA database_list").fetchone()[2])


def identity(path: Path) -> tuple[int, int] | None:
    """Which file stands at a path now; None where none does."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def prepared(path: Path) -> Iterator[Path]:
    """An empty file beside a path that only its owner may read; gone afterwards unless it moved.

    What an earlier one left that was killed goes first. Raises StoreError ``store-not-writable``.
    """
    clear(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(_PART, f".{path.name}-", path.parent)
    except OSError as error:
        raise StoreError("store-not-writable", path=path) from error
    os.close(handle)
    try:
        yield Path(name)
    finally:
        clear(path)


def clear(path: Path) -> int:
    """Takes away what work that was killed left beside a path; how many files."""
    gone = 0
    for left in leftovers(path):
        with suppress(OSError):
            left.unlink()
            gone += 1
    return gone


def leftovers(path: Path) -> list[Path]:
    """Files beside a path that unfinished work left: half a store, and what belongs to it."""
    try:
        beside = sorted(path.parent.iterdir())
    except OSError:
        return []
    return [
        one for one in beside if one.name.startswith(f".{path.name}-") and _PART in one.suffixes[-1]
    ]


def put_in_place(ready: Path, path: Path) -> None:
    """Puts a finished file where another is or was: at every moment one of them stands there.

    The bytes of the other are overwritten, unless it has a second name. On a disk that writes
    elsewhere what is written again (an SSD does) old bytes may still lie about. Raises StoreError
    ``store-not-writable``.
    """
    try:
        old = path.open("r+b") if path.exists() else None
        _keep(ready)
        os.replace(ready, path)
        with suppress(OSError):  # Windows has no folders to write to the disk.
            _keep(path.parent)
        if old is not None:
            with old:
                _blank(old.fileno())
    except OSError as error:
        raise StoreError("store-not-writable", path=path) from error


def _keep(path: Path) -> None:
    """Waits until it is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _blank(handle: int) -> None:
    """Overwrites a file that has no name any more."""
    found = os.fstat(handle)
    if found.st_nlink:
        return
    os.lseek(handle, 0, os.SEEK_SET)
    for start in range(0, found.st_size, _BLOCK):
        os.write(handle, bytes(min(_BLOCK, found.st_size - start)))
    os.fsync(handle)
