"""The one way into a file of the embedded store, plain or encrypted, and out of it by sentences."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from assetgraph.errors import StoreError
from assetgraph.stores import keys

WAIT_SECONDS = 20
"""How long a writer waits for another."""

_SENTENCES: tuple[tuple[str, str], ...] = (
    ("locked", "store-busy"),
    ("busy", "store-busy"),
    ("disk is full", "disk-full"),
    ("readonly", "store-not-writable"),
    ("unable to open", "store-not-writable"),
    ("not a database", "store-not-ours"),
    ("malformed", "store-damaged"),
    ("disk i/o", "disk-trouble"),
)
_errors: list[type[Exception]] = [sqlite3.DatabaseError]


def make(path: Path) -> None:
    """An empty file that only its owner may read, before anything is written to it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return
    except OSError as error:
        raise StoreError("store-not-writable", path=path) from error


def connect(
    path: Path, secret: keys.Secret | None = None
) -> tuple[sqlite3.Connection, keys.Secret | None]:
    """A connection to a file, and what opened it; None for a file that anybody can read.

    `secret` is for a file that is still empty, or that it is known to open. Raises StoreError:
    ``store-not-ours``, ``key-missing``, ``key-wrong``, ``encryption-missing``.
    """
    if not path.is_file():
        raise StoreError("store-not-ours", path=path)
    salt = keys.salt_of(path)
    if secret is None and salt is None:
        with sentences(path):
            return sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None), None
    found = cipher()
    if secret is not None:
        return _opened(found, path, secret), secret
    for candidate in keys.candidates(path, cast(bytes, salt)):
        connection = _opened(found, path, candidate)
        if _fits(connection, path):
            return connection, candidate
        connection.close()
    raise StoreError("key-wrong", path=path)


def cipher() -> Any:
    """SQLCipher. Raises StoreError ``encryption-missing``."""
    try:
        from sqlcipher3 import dbapi2  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise StoreError("encryption-missing") from error
    if dbapi2.DatabaseError not in _errors:
        _errors.append(dbapi2.DatabaseError)
    return dbapi2


def _opened(dbapi: Any, path: Path, secret: keys.Secret) -> sqlite3.Connection:
    with sentences(path):
        connection = dbapi.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = {secret.pragma}")
    return cast(sqlite3.Connection, connection)


def _fits(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether the key opens the file; a file that another is writing is waited for."""
    try:
        with sentences(path):
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except StoreError as error:
        if error.code == "store-not-ours":
            return False
        connection.close()
        raise
    return True


@contextmanager
def sentences(path: Path) -> Iterator[None]:
    """Turns what SQLite says of the file or the disk into a StoreError with a code of ours."""
    try:
        yield
    except tuple(_errors) as error:
        said = str(error).casefold()
        for words, code in _SENTENCES:
            if words in said:
                raise StoreError(code, path=path) from error
        raise
    except UnicodeDecodeError as error:  # Words of the file itself, in what SQLite says of it.
        raise StoreError("store-damaged", path=path) from error
