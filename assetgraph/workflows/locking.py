"""A key on the file of a store: put on, taken off, replaced."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assetgraph.errors import RefusedError, StoreError
from assetgraph.stores import keys, sqlite_door
from assetgraph.stores.keys import Secret, remember
from assetgraph.stores.servers import is_server
from assetgraph.stores.sqlite import SqliteStore
from assetgraph.stores.sqlite_file import prepared, put_in_place
from assetgraph.workflows.copying import Content, in_new_file
from assetgraph.workflows.given import opened
from assetgraph.workflows.unlocking import offered, read_keys

__all__ = [
    "Secret",
    "can_decrypt",
    "can_encrypt",
    "decrypt",
    "encrypt",
    "is_encrypted",
    "new_secret",
    "offered",
    "read_keys",
    "rekey",
    "remember",
    "try_key",
]

Step = Callable[[str], None]


def is_encrypted(location: str) -> bool:
    """Whether a store is a file that needs a key."""
    return not is_server(location) and keys.salt_of(Path(location)) is not None


def new_secret(words: str) -> Secret:
    """What opens a file that is still to be made. Raises StoreError ``key-short``."""
    return keys.new(words)


def can_encrypt(location: str) -> None:
    """Raises RefusedError ``encrypted-already``, and StoreError where that cannot be."""
    path = _file(location)
    if is_encrypted(location):
        raise RefusedError("encrypted-already", path=location)
    SqliteStore(path).close()
    sqlite_door.cipher()


def can_decrypt(location: str) -> None:
    """Raises RefusedError ``not-encrypted``, and StoreError where that cannot be."""
    path = _file(location)
    if not path.exists():
        raise StoreError("store-missing", path=path)
    if not is_encrypted(location):
        raise RefusedError("not-encrypted", path=location)


def try_key(location: str) -> None:
    """Opens a store and lets go of it. Raises StoreError ``key-missing`` and ``key-wrong``."""
    with opened(location):
        pass


def encrypt(location: str, secret: Secret, *, step: Step = lambda _: None) -> Content:
    """Puts a key on a store. Raises what `can_encrypt` raises."""
    can_encrypt(location)
    return _made_anew(location, secret, step)


def decrypt(location: str, *, step: Step = lambda _: None) -> Content:
    """Takes the key off a store. Raises what `can_decrypt` raises."""
    return _without_old_key(location, None, step)


def rekey(location: str, secret: Secret, *, step: Step = lambda _: None) -> Content:
    """Puts another key on a store. Raises what `can_decrypt` raises."""
    return _without_old_key(location, secret, step)


def _without_old_key(location: str, secret: Secret | None, step: Step) -> Content:
    can_decrypt(location)
    salt = keys.salt_of(Path(location))
    content = _made_anew(location, secret, step)
    if salt is not None:
        keys.forget(salt)
    return content


def _made_anew(location: str, secret: Secret | None, step: Step) -> Content:
    """Writes the store anew beside the old file, compares them, and only then replaces it."""
    path = _file(location)
    store = SqliteStore(path)
    with store.alone(), prepared(path) as ready:
        content = in_new_file(store, ready, secret, path, step, log=location)
        put_in_place(ready, path)
    return content


def _file(location: str) -> Path:
    """Raises StoreError ``server-has-no-file``."""
    if is_server(location):
        raise StoreError("server-has-no-file", path=location)
    return Path(location)
