"""A store with a key keeps every promise of a store, and nobody reads it without."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from assetgraph.errors import StoreError
from assetgraph.model.nodes import Resident
from assetgraph.stores import keys, open_store
from assetgraph.stores.keys import KEYS, Secret
from assetgraph.stores.sqlite import SqliteStore
from tests.stores.conformance import NewStore, StoreConformance, StoreHistories
from tests.stores.conformance_keeping import NAME, ZWAANTJE, StoreErasures, StoreKeeping
from tests.stores.conformance_lookups import StoreLookups, StoreNeighbourhoods
from tests.stores.conformance_sizes import StoreSizes
from tests.stores.speech import id_of, resident, says

pytest.importorskip("sqlcipher3")

WORDS = "paarse krokodil loopt"
SECRET = Secret(bytes(range(32)), keys.MARK + bytes(12))


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keys are made in a blink, and none is left behind; no keyring of this computer is asked."""
    monkeypatch.setattr(keys, "ROUNDS", 1)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    KEYS.clear()
    yield
    KEYS.clear()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "buurt.assetgraph"
    SqliteStore(path, create=True, secret=SECRET).close()
    return path


def opened(path: Path) -> SqliteStore:
    store = SqliteStore(path, secret=SECRET)
    store._connection.execute("PRAGMA synchronous = OFF")
    return store


class _Stores:
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


class TestEncryptedKeeping(_Stores, StoreKeeping):
    """S80 to S95 in an encrypted file."""


@pytest.mark.long
class TestEncrypted(_Stores, StoreConformance, StoreLookups, StoreSizes):
    """The other scenarios in an encrypted file."""


@pytest.mark.long
class TestEncryptedHistories(StoreHistories, StoreNeighbourhoods, StoreErasures):
    """Random histories in an encrypted file."""

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


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An encrypted store with somebody in it, closed."""
    path = tmp_path / "buurt.assetgraph"
    store = SqliteStore(path, create=True, secret=keys.new(WORDS))
    store.apply(says(ZWAANTJE, resident("Bo")))
    store.close()
    return path


def code_of(path: Path) -> str:
    with pytest.raises(StoreError) as error:
        open_store(str(path))
    return error.value.code


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


def test_no_byte_of_it_is_readable_also_while_it_is_open(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "buurt.assetgraph", create=True, secret=keys.new(WORDS))
    store.apply(says(ZWAANTJE))
    assert (tmp_path / "buurt.assetgraph-wal").stat().st_size > 0
    for word in (NAME.encode(), b"SQLite format", b"CREATE TABLE", id_of(Resident, NAME).encode()):
        assert word not in bytes_of(tmp_path)
    store.close()


def test_python_alone_cannot_read_it(path: Path) -> None:
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(path).execute("SELECT * FROM node").fetchall()


def test_without_a_key_it_is_asked_for(path: Path) -> None:
    assert code_of(path) == "key-missing"


def test_a_wrong_key_is_said_to_be_wrong(path: Path) -> None:
    KEYS.typed[path.resolve()] = "een andere zin"
    assert code_of(path) == "key-wrong"
    KEYS.typed.clear()
    KEYS.offered[:] = ["nog een", "en nog een"]
    assert code_of(path) == "key-wrong"


def test_any_of_the_offered_keys_opens_it(path: Path) -> None:
    KEYS.offered[:] = ["een andere zin", WORDS]
    store = open_store(str(path))
    assert store.counts()["residents"] == 2
    store.close()


def test_a_key_typed_for_one_file_is_tried_on_another(path: Path, tmp_path: Path) -> None:
    second = Path(shutil.copy(path, tmp_path / "kopie.assetgraph"))
    KEYS.typed[path.resolve()] = WORDS
    open_store(str(second)).close()


def test_without_the_extra_it_says_what_to_install(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "sqlcipher3", None)
    assert code_of(path) == "encryption-missing"


def test_a_key_is_not_in_what_is_printed() -> None:
    secret = keys.new(WORDS)
    assert secret.raw.hex() not in repr(secret)
    assert str(secret.raw) not in repr(secret)


def test_a_short_key_is_refused() -> None:
    with pytest.raises(StoreError) as error:
        keys.new("x" * (keys.SHORTEST - 1))
    assert error.value.code == "key-short"


def test_two_files_with_the_same_words_have_other_keys() -> None:
    one, other = keys.new(WORDS), keys.new(WORDS)
    assert one.salt != other.salt
    assert one.raw != other.raw


def test_sqlcipher_itself_opens_it_with_the_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody depends on this program to read their own file."""
    from sqlcipher3 import dbapi2

    monkeypatch.setattr(keys, "ROUNDS", 256_000)
    path = tmp_path / "buurt.assetgraph"
    store = SqliteStore(path, create=True, secret=keys.new(WORDS))
    store.apply(says(ZWAANTJE))
    store.close()
    raw = dbapi2.connect(path)
    raw.execute(f"PRAGMA key = '{WORDS}'")
    assert raw.execute("SELECT name FROM resident WHERE name = ?", (NAME,)).fetchall() == [(NAME,)]
    raw.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows does not replace a file that is open")
def test_who_had_it_open_when_it_was_replaced_writes_nothing(path: Path, tmp_path: Path) -> None:
    KEYS.offered[:] = [WORDS]
    store = open_store(str(path))
    os.replace(shutil.copy(path, tmp_path / "kopie"), path)
    with pytest.raises(StoreError) as error:
        store.apply(says(resident("Cem")))
    assert error.value.code == "store-replaced"
    store.close()
