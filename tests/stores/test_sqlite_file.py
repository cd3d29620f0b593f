"""The file of the embedded store: who may read it, whose it is, and how it grows older."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import sys
from pathlib import Path

import pytest

from assetgraph.errors import AssetGraphError, StoreError
from assetgraph.model.consent import Purpose
from assetgraph.model.kinds import NODE_KINDS, RELATION_KINDS
from assetgraph.model.nodes import Resident
from assetgraph.stores import tables
from assetgraph.stores.sqlite import SqliteStore
from tests.stores.speech import MAY, TODAY, everything, facts, links, person, resident, says

ANS = resident(
    "Ans Kuiper",
    {"knows": {"Bo Li": 4}, "can": ["zingen"]},
    code="B001",
    street="Kade",
    house_number="12",
    postcode="1099 AB",
    lat=52.36,
    lon=4.92,
    buurt="Linde",
    languages=["Nederlands"],
    professional=True,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with a few residents, closed."""
    path = tmp_path / "buurt.assetgraph"
    store = SqliteStore(path, create=True)
    store.apply(says(ANS))
    store.close()
    return path


def refused(path: Path, *, create: bool = False) -> str:
    """The code of what is said when a store cannot be opened."""
    with pytest.raises(StoreError) as error:
        SqliteStore(path, create=create)
    assert error.value.values["path"] == path
    return error.value.code


# --- who may read it ------------------------------------------------------------------------------
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    """The files beside it too, while it is open, whatever the umask."""
    before = os.umask(0)
    try:
        store = SqliteStore(tmp_path / "buurt.assetgraph", create=True)
        store.apply(says(ANS))
        files = sorted(tmp_path.iterdir())
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in files}
    finally:
        os.umask(before)
    assert set(modes.values()) == {0o600}, modes
    assert "buurt.assetgraph-wal" in modes
    store.close()


def test_it_is_one_file_when_it_is_closed(path: Path) -> None:
    assert [file.name for file in path.parent.iterdir()] == ["buurt.assetgraph"]


def test_it_is_written_ahead_and_keeps_its_keys(path: Path) -> None:
    store = SqliteStore(path)
    pragmas = {
        name: store._connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "foreign_keys", "application_id", "user_version")
    }
    assert pragmas == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "application_id": tables.APPLICATION_ID,
        "user_version": tables.VERSION,
    }
    with pytest.raises(sqlite3.IntegrityError):
        store._connection.execute("INSERT INTO knows VALUES (998, 999, 0, 1, 1, 2)")
    store.close()


# --- whose it is ----------------------------------------------------------------------------------
def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    assert refused(tmp_path / "weg.assetgraph") == "store-missing"
    assert list(tmp_path.iterdir()) == []


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    SqliteStore(tmp_path / "linde" / "2026" / "buurt.assetgraph", create=True).close()
    assert (tmp_path / "linde" / "2026" / "buurt.assetgraph").is_file()


@pytest.mark.parametrize(
    "content",
    [
        b"Beste buren, hierbij de lijst.\n" * 50,
        b"PK\x03\x04" + b"x" * 5_000,
        b"naam",
        b"\0" * 4_096,
    ],
)
def test_a_file_that_is_no_store_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "brief.txt"
    path.write_bytes(content)
    assert refused(path) == "store-not-ours"
    assert refused(path, create=True) == "store-not-ours"
    assert path.read_bytes() == content
    assert [file.name for file in tmp_path.iterdir()] == ["brief.txt"]


def test_a_database_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "foto.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE photo (id INTEGER)")
    other.commit()
    other.close()
    content = path.read_bytes()
    assert refused(path) == "store-not-ours"
    assert refused(path, create=True) == "store-not-ours"
    assert path.read_bytes() == content


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    assert refused(tmp_path) == "store-not-ours"


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    path = tmp_path / "buurt.assetgraph"
    path.touch()
    store = SqliteStore(path)
    store.apply(says(ANS))
    store.close()


# --- newer, damaged, not to be written ------------------------------------------------------------
def test_a_newer_store_is_left_alone(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute(f"PRAGMA user_version = {tables.VERSION + 1}")
    raw.commit()
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    content = path.read_bytes()
    with pytest.raises(StoreError) as newer:
        SqliteStore(path)
    assert newer.value.code == "store-newer"
    assert newer.value.values["version"] == tables.VERSION + 1
    assert newer.value.values["known"] == tables.VERSION
    assert path.read_bytes() == content


def test_a_truncated_file_is_said_to_be_damaged(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(StoreError) as damaged:
        SqliteStore(path).snapshot(Purpose.ALL, today=TODAY)
    assert damaged.value.code == "store-damaged"


def test_overwritten_pages_are_damage(path: Path) -> None:
    """Wherever the damage is: an answer, or a sentence with a code, but no other exception."""
    content = path.read_bytes()
    size = int.from_bytes(content[16:18], "big")
    codes = set()
    for page in range(1, len(content) // size):
        broken = content[: page * size] + b"\xa5" * size + content[(page + 1) * size :]
        path.write_bytes(broken)
        try:
            store = SqliteStore(path)
            store.snapshot(Purpose.ALL, today=TODAY)
            store.history()
            found = store.check()
            assert all(finding.code == "file-damaged" for finding in found if not finding.mended)
        except AssetGraphError as error:
            codes.add(error.code)
        finally:
            for left in path.parent.glob("*-wal"):
                left.unlink()
    assert codes == {"store-damaged"}


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere"
)
def test_a_folder_that_may_not_be_written(tmp_path: Path, path: Path) -> None:
    closed = tmp_path / "dicht"
    closed.mkdir()
    shutil.copy(path, closed / "buurt.assetgraph")
    (closed / "buurt.assetgraph").chmod(0o400)
    closed.chmod(0o500)
    try:
        assert refused(closed / "nieuw.assetgraph", create=True) == "store-not-writable"
        with pytest.raises(StoreError) as error:
            SqliteStore(closed / "buurt.assetgraph").apply(says(ANS))
        assert error.value.code == "store-not-writable"
    finally:
        closed.chmod(0o700)


def test_a_file_that_may_not_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As for somebody who is not the superuser in a folder that is not theirs."""

    def no(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", no)
    assert refused(tmp_path / "nieuw.assetgraph", create=True) == "store-not-writable"


def test_a_store_that_may_not_be_written(path: Path) -> None:
    """SQLite says so of its own accord; here it is told to."""
    store = SqliteStore(path)
    store._connection.execute("PRAGMA query_only = ON")
    for change in (
        lambda: store.apply(says(ANS, day=MAY)),
        store.undo,
        lambda: store.keep_positions({person("Bo Li"): (1.0, 1.0)}),
    ):
        with pytest.raises(StoreError) as error:
            change()
        assert error.value.code == "store-not-writable"
    assert len(store.history()) == 1
    store.close()


# --- growing older --------------------------------------------------------------------------------
def test_a_store_of_version_0_is_brought_up_to_date(tmp_path: Path) -> None:
    """Version 0 has no tables: all that a store has is made by the steps."""
    path = tmp_path / "buurt.assetgraph"
    raw = sqlite3.connect(path)
    raw.execute(f"PRAGMA application_id = {tables.APPLICATION_ID}")
    raw.commit()
    raw.close()
    store = SqliteStore(path)
    made = {name for (name,) in store._connection.execute("SELECT name FROM sqlite_master")}
    assert set(NODE_KINDS) | set(RELATION_KINDS) <= made
    assert tables.is_current(store._connection)
    store.apply(says(ANS))
    assert store.check() == []
    store.close()


def test_there_is_a_step_from_every_version() -> None:
    assert sorted(tables.MIGRATIONS) == list(range(tables.VERSION))


@pytest.mark.parametrize("column", ["house_number", "languages", "consent"])
def test_a_property_that_is_declared_since_gets_its_column(path: Path, column: str) -> None:
    """A store from before a property was declared keeps its rows and holds the new one rightly."""
    raw = sqlite3.connect(path)
    raw.execute(f'ALTER TABLE resident DROP COLUMN "{column}"')
    raw.commit()
    raw.close()
    store = SqliteStore(path)
    expected = {"name": "Ans Kuiper", "code": "B001", "street": "Kade", "postcode": "1099 AB"}
    found = facts(store.snapshot(Purpose.ALL, today=TODAY), person("Ans Kuiper"))
    assert {name: found[name] for name in expected} == expected
    cor = resident(
        "Cor", code="B002", street="Plein", house_number="3", languages=["Twi"], buurt="Linde",
        consent=[{"purpose": "match"}],
    )  # fmt: skip
    store.apply(says(cor, source="later", day=MAY))
    found = facts(store.snapshot(Purpose.ALL, today=TODAY), person("Cor"))
    consent = found.pop("consent")
    assert [one.purpose for one in consent] == [Purpose.MATCH]
    assert found == {
        "name": "Cor",
        "code": "B002",
        "street": "Plein",
        "house_number": "3",
        "languages": ("Twi",),
        "buurt": "Linde",
    }
    store.close()


def test_a_relations_property_that_is_declared_since_gets_its_column(path: Path) -> None:
    """What older rows do not state has the value that is declared for it."""
    raw = sqlite3.connect(path)
    raw.execute("ALTER TABLE knows DROP COLUMN closeness")
    raw.commit()
    raw.close()
    store = SqliteStore(path)
    store.apply(says(resident("Cor", {"knows": {"Bo Li": 1}}), source="later"))
    found = links(store.snapshot(Purpose.ALL, today=TODAY))
    assert found["knows", "Cor", "Bo Li"] == {"closeness": 1}
    assert found["knows", "Ans Kuiper", "Bo Li"] == {"closeness": 2}
    store.close()


def test_a_kind_that_is_declared_since_gets_its_table(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("DROP TABLE activity")
    raw.execute("DROP TABLE offers")
    raw.execute("DROP INDEX resident_buurt")
    raw.commit()
    raw.close()
    store = SqliteStore(path)
    assert tables.is_current(store._connection)
    assert store.known(Resident, ["B001"])[0].name == "Ans Kuiper"
    store.close()


# --- the doctor -----------------------------------------------------------------------------------
TAMPERED = {
    "a value is changed": "UPDATE resident SET street = 'Overal' WHERE code = 'B001'",
    "a resident is gone": "DELETE FROM resident WHERE code = 'B001'",
    "a tie is gone": "DELETE FROM knows",
    "closeness is changed": "UPDATE knows SET closeness = 1",
    "a tie is made up": "INSERT INTO knows SELECT target, source, 0, first, last, 1 FROM knows",
    "a talent is renamed": "UPDATE talent SET name = 'niets'",
}


@pytest.mark.parametrize("sql", TAMPERED.values(), ids=TAMPERED.keys())
def test_the_doctor_mends_what_the_ledger_knows(path: Path, sql: str) -> None:
    store = SqliteStore(path)
    before = everything(store.snapshot(Purpose.ALL, today=TODAY))
    store._connection.execute(sql)
    assert everything(store.snapshot(Purpose.ALL, today=TODAY)) != before
    findings = store.check()
    assert [(f.code, f.mended) for f in findings] == [("table-rebuilt", True)]
    assert findings[0].values["n"] in (1, 2)
    assert everything(store.snapshot(Purpose.ALL, today=TODAY)) == before
    assert store.check() == []
    store.close()


def test_the_doctor_mends_the_names_by_which_people_are_found(path: Path) -> None:
    store = SqliteStore(path)
    store._connection.execute("UPDATE node SET key = 'iemand anders', last = first")
    store.check()
    assert [one.name for one in store.known(Resident, ["Ans Kuiper"])] == ["Ans Kuiper"]
    store.close()


def test_the_doctor_finds_orphans(path: Path) -> None:
    store = SqliteStore(path)
    store._connection.execute("PRAGMA foreign_keys = OFF")
    store._connection.execute("INSERT INTO knows VALUES (998, 999, 0, 1, 1, 2)")
    findings = store.check()
    assert {(f.code, f.values["table"], f.mended) for f in findings} == {
        ("orphan-row", "knows", False)
    }
    store.close()
