"""The embedded store among other processes: writing at once, killed, on a full disk."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from assetgraph.errors import StoreError
from assetgraph.model.consent import Purpose
from assetgraph.stores import sqlite_door
from assetgraph.stores.sqlite import SqliteStore
from tests.stores.processes import FRACTIONS, crowd
from tests.stores.speech import TODAY, resident, says

ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs fork, kill -9 and limits")


def started(*arguments: object) -> subprocess.Popen[str]:
    """A process that works on a store."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.stores.processes", *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: subprocess.Popen[str]) -> str:
    """What a process printed, when it ended well."""
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with one resident."""
    path = tmp_path / "buurt.assetgraph"
    store = SqliteStore(path, create=True)
    store.apply(says(resident("Fatima Bouali"), source="begin"))
    store.close()
    return path


def test_two_processes_writing_at_once_both_land(path: Path) -> None:
    writers = [started("write", path, source, 15) for source in ("Ans", "Bo")]
    for writer in writers:
        ended(writer)
    store = SqliteStore(path)
    assert len(store.snapshot(Purpose.ALL, today=TODAY).residents) == 1 + 2 * 15 * 5
    sources = [record.source for record in store.history()]
    assert sorted(sources) == sorted(
        ["begin", *(f"{w} {i}" for w in ("Ans", "Bo") for i in range(15))]
    )
    assert store.check() == []
    store.close()


def test_who_waits_too_long_for_a_writer_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is lost and nothing is half done: the other can try again."""
    monkeypatch.setattr(sqlite_door, "WAIT_SECONDS", 0.05)
    one, other = SqliteStore(path), SqliteStore(path)
    with one.writing():
        one.apply(crowd(3, "eerste"))
        with pytest.raises(StoreError) as busy:
            other.apply(crowd(3, "tweede"))
        assert busy.value.code == "store-busy"
        assert busy.value.values == {"path": path}
        assert len(other.snapshot(Purpose.ALL, today=TODAY).residents) == 1
    other.apply(crowd(3, "tweede"))
    assert [record.source for record in one.history()] == ["begin", "eerste", "tweede"]
    one.close()
    other.close()


def test_a_reader_sees_one_moment(path: Path) -> None:
    """What another process writes meanwhile is seen whole or not at all."""
    reader, writer = SqliteStore(path), SqliteStore(path)
    with reader._reading():
        before = len(reader.history())
        writer.apply(crowd(3))
        assert len(reader.history()) == before
    assert len(reader.history()) == before + 1
    reader.close()
    writer.close()


@posix
def test_killed_at_any_moment_it_is_all_or_nothing(path: Path) -> None:
    found = json.loads(ended(started("kill", path, 2_000)))
    assert [fraction for fraction, *_ in found] == list(FRACTIONS)
    states = {(history, residents) for _, _, history, residents, _ in found}
    assert all(killed and sound for _, killed, _, _, sound in found)
    assert states == {(1, 1), (2, 2_001)}


@posix
@pytest.mark.parametrize("room", [100_000, 600_000])
def test_a_full_disk_leaves_the_store_as_it_was(path: Path, room: int) -> None:
    out = ended(started("squeeze", path, room, 3_000)).split()
    assert out[0] in ("disk-full", "disk-trouble")
    assert out[1:] == ["1", "1"]
    store = SqliteStore(path)
    assert store.snapshot(Purpose.ALL, today=TODAY).names == ["Fatima Bouali"]
    assert store.check() == []
    store.apply(crowd(300))
    assert len(store.snapshot(Purpose.ALL, today=TODAY).residents) == 301
    store.close()


@pytest.mark.parametrize("pages", [0, 3, 40])
def test_a_disk_that_fills_up_halfway_is_said_so(path: Path, pages: int) -> None:
    """The changeset fails while it is written, not only when it is kept."""
    store = SqliteStore(path)
    used = store._connection.execute("PRAGMA page_count").fetchone()[0]
    store._connection.execute(f"PRAGMA max_page_count = {used + pages}")
    with pytest.raises(StoreError) as full:
        store.apply(crowd(3_000))
    assert full.value.code == "disk-full"
    assert store.snapshot(Purpose.ALL, today=TODAY).names == ["Fatima Bouali"]
    store._connection.execute("PRAGMA max_page_count = 1000000")
    store.apply(crowd(30))
    assert store.check() == []
    store.close()
