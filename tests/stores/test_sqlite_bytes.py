"""After an erasure nothing of the name is in any byte of the file, nor of the files beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from assetgraph.errors import StoreError
from assetgraph.model.nodes import Resident
from assetgraph.stores.sqlite import SqliteStore
from assetgraph.workflows.lookup import read_up
from tests.matching.small import SMALL
from tests.stores.conformance_keeping import APART, CODE, NAME, OTHERS, ZWAANTJE, accesses
from tests.stores.speech import FORM, MAY, TODAY, person, resident, says

TRACES = (NAME, NAME.upper(), NAME.lower(), CODE, CODE.lower(), "klompen kloven", "Quispel")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """A store in which somebody was written, moved, undone, read for matching, drawn and logged."""
    store = SqliteStore(tmp_path / "buurt.assetgraph", create=True)
    store.apply(says(ZWAANTJE, *OTHERS))
    store.apply(
        says(APART, resident(NAME, street="Plein", languages=["Twi"]), source=FORM, day=MAY)
    )
    for number in range(60):
        store.apply(says(resident(NAME, street=f"{NAME} {number}"), source=f"blad {number}"))
    for _ in range(30):
        store.undo()
    read_up(store, TODAY, SMALL)
    store.keep_positions({person(NAME): (1.0, 2.0)})
    store.record(accesses(1)[0])
    yield store
    store.close()


def traces(folder: Path) -> list[tuple[str, str]]:
    """Which words stand in the bytes of which file."""
    return [
        (file.name, word)
        for file in sorted(folder.iterdir())
        for content in [file.read_bytes()]
        for word in TRACES
        if word.encode() in content or word.encode("utf-16-le") in content
    ]


def test_no_byte_is_left(store: SqliteStore, tmp_path: Path) -> None:
    assert {word for _, word in traces(tmp_path)} >= {NAME, CODE, "klompen kloven"}
    store.erase(person(NAME))
    assert traces(tmp_path) == []
    store.undo()
    read_up(store, TODAY, SMALL)
    assert store.check() == []
    store.close()
    assert traces(tmp_path) == []


def test_no_byte_is_left_after_a_copy(store: SqliteStore, tmp_path: Path) -> None:
    (tmp_path / "kopie").mkdir()
    copy = SqliteStore(tmp_path / "kopie" / "buurt.assetgraph", create=True)
    for page in store.pages():
        copy.receive(page, "")
    copy.complete()
    copy.erase(person(NAME))
    assert traces(tmp_path / "kopie") == []
    copy.close()


def test_who_reads_along_is_waited_for(store: SqliteStore, tmp_path: Path) -> None:
    """Then the answers are clean at once, and `check` clears the bytes when it can."""
    store._connection.execute("PRAGMA busy_timeout = 20")
    reader = sqlite3.connect(store.path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM node").fetchone()
    with pytest.raises(StoreError, match="erase-unfinished"):
        store.erase(person(NAME))
    assert store.known(Resident, [NAME, CODE]) == []
    assert traces(tmp_path)
    reader.close()
    assert [(found.code, found.mended) for found in store.check()] == [("erase-finished", True)]
    assert store.check() == []
    assert traces(tmp_path) == []


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE audit SET why = 'x' WHERE number = 2",
        "UPDATE audit SET about = '[]' WHERE number = 2",
        "UPDATE audit SET at = 'gisteren' WHERE number = 2",
        "DELETE FROM audit WHERE number = 2",
        "DELETE FROM audit WHERE number = 3",
        "DELETE FROM audit",
        "UPDATE setting SET value = 'x' WHERE name = 'audit'",
    ],
)
def test_a_log_that_was_tampered_with(tmp_path: Path, harm: str) -> None:
    """`check` says so, and cannot mend it."""
    store = SqliteStore(tmp_path / "buurt.assetgraph", create=True)
    for access in accesses(3):
        store.record(access)
    assert store.check() == []
    store._connection.execute("PRAGMA foreign_keys = OFF")
    store._connection.execute("DELETE FROM audited")
    store._connection.execute(harm)
    assert [(found.code, found.mended) for found in store.check()] == [("log-broken", False)]
    store.close()
