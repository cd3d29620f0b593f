"""Backups and keys, as they are typed."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from assetgraph.cli.main import main
from assetgraph.model.audit import Access
from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Resident
from assetgraph.stores import keys
from assetgraph.stores.keys import KEYS
from assetgraph.stores.sqlite import SqliteStore
from assetgraph.workflows import remembered, words
from tests.stores.speech import TODAY, id_of, resident, says

pytest.importorskip("sqlcipher3")

OLD, NEW = "paarse krokodil loopt", "groene giraffe danst"
ANS, BO = resident("Ans Proef", {"knows": {"Bo Toets": 3}}), resident("Bo Toets")
STORE = "buurt.assetgraph"

Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A folder with a small store; keys are made in a blink and no keyring is asked."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(keys, "ROUNDS", 1)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    for name in ("ASSETGRAPH_STORE", "ASSETGRAPH_LANG"):
        monkeypatch.delenv(name, raising=False)
    store = SqliteStore(Path(STORE), create=True)
    store.apply(says(ANS, BO))
    store.close()
    yield
    assert KEYS.offered == []
    assert KEYS.typed == {}


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str]) -> Typed:
    """A command, its exit code and what it printed; `key` and `new` come in by descriptors."""

    def run(*arguments: str, key: str = "", new: str = "") -> tuple[int, str, str]:
        given = list(arguments)
        if key:
            given = ["--key-fd", str(_descriptor(key)), *given]
        if new:
            given += ["--new-key-fd", str(_descriptor(new))]
        capsys.readouterr()
        code = main(given)
        said = capsys.readouterr()
        assert OLD not in said.out + said.err
        return code, said.out, said.err

    return run


def _descriptor(words: str) -> int:
    reading, writing = os.pipe()
    os.write(writing, f"{words}\n".encode())
    os.close(writing)
    return reading


def _people(path: str = STORE) -> list[str]:
    store = SqliteStore(Path(path))
    try:
        return sorted(store.snapshot(Purpose.ALL, today=TODAY).names)
    finally:
        store.close()


# --- backups --------------------------------------------------------------------------------------
def test_a_backup_is_put_back(typed: Typed) -> None:
    assert typed("backup", "kopie.reserve")[0] == 0
    store = SqliteStore(Path(STORE))
    store.apply(says(resident("Later Erbij"), source="later"))
    store.close()
    assert typed("restore", "kopie.reserve")[0] == 2
    assert len(_people()) == 3
    code, out, _ = typed("restore", "kopie.reserve", "--yes", "--json")
    assert (code, json.loads(out)["counts"]["nodes"]) == (0, 2)
    assert _people() == ["Ans Proef", "Bo Toets"]
    assert sorted(os.listdir()) == [STORE, "kopie.reserve"]


def test_a_backup_has_a_name_of_its_own_and_replaces_nothing(typed: Typed) -> None:
    code, out, _ = typed("backup", "--json")
    made = Path(json.loads(out)["file"])
    assert (code, made.exists(), made.suffix) == (0, True, ".reserve")
    assert typed("backup")[0] == 1
    assert typed("backup", "--force")[0] == 0
    assert typed("backup", STORE, "--force")[0] == 1
    assert len(_people()) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_every_file_is_its_owners_alone(typed: Typed, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        remembered.remember(STORE, {("resident", "wie kent u"): "knows"})
        words.add_term(STORE, "koken", "snerttafel")
        typed("backup", "kopie.reserve")
        typed("restore", "kopie.reserve", "--store", "nieuw.assetgraph")
        typed("encrypt", key=OLD)
        typed("rekey", key=OLD, new=NEW)
    finally:
        os.umask(before)
    modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in tmp_path.iterdir()}
    assert set(modes.values()) == {0o600}, modes


def test_a_backup_is_not_worked_in(typed: Typed) -> None:
    typed("backup", "kopie.reserve")
    for command in ("history", "doctor", "connectors"):
        assert typed(command, "--store", "kopie.reserve")[0] == 2


def test_a_changed_backup_is_not_put_back(typed: Typed) -> None:
    typed("backup", "kopie.reserve")
    import sqlite3

    raw = sqlite3.connect("kopie.reserve")
    raw.execute("UPDATE changeset SET source = 'anders'")
    raw.commit()
    raw.close()
    code, _, err = typed("restore", "kopie.reserve", "--yes")
    assert (code, "beschadigd of veranderd" in err) == (2, True)
    assert len(_people()) == 2


def test_what_cannot_be_read_is_not_replaced(typed: Typed) -> None:
    typed("backup", "kopie.reserve")
    Path(STORE).write_bytes(b"hier stond een buurt" * 300)
    assert typed("restore", "kopie.reserve", "--yes")[0] == 2
    os.rename(STORE, "kapot")
    code, _, err = typed("restore", "kopie.reserve")
    assert (code, "opnieuw" in err) == (0, True)
    assert _people() == ["Ans Proef", "Bo Toets"]


BESIDE = {
    "buurt.woorden.toml": '[koken]\nterms = "prakkie maken"\n',
    "buurt.kolommen.toml": '[[kolom]]\nblad = "resident"\nkop = "wie kent u"\nis = "knows"\n',
    "buurt.gewichten.toml": "[weight]\nnear = 0.3\n",
    "buurt.bewaren.toml": 'logboek = "4j"\n',
}


@pytest.mark.parametrize("name", BESIDE)
def test_what_was_written_beside_it_travels_along(typed: Typed, name: str) -> None:
    words = Path(name)
    words.write_text(BESIDE[name], encoding="utf-8")
    typed("backup", "kopie.reserve")
    os.rename(words, "weg.toml")
    typed("restore", "kopie.reserve", "--yes")
    assert words.read_text(encoding="utf-8") == BESIDE[name]
    words.write_text("", encoding="utf-8")
    assert name in typed("restore", "kopie.reserve", "--yes")[2]
    assert words.read_text(encoding="utf-8") == ""


def test_what_stays_readable_beside_a_key_is_said(typed: Typed) -> None:
    """The files in which words of people can stand; not those with numbers and periods."""
    for name, text in BESIDE.items():
        Path(name).write_text(text, encoding="utf-8")
    said = typed("encrypt", key=OLD)[2]
    told = {name for name in BESIDE if name in said}
    assert told == {"buurt.woorden.toml", "buurt.kolommen.toml"}


# --- what was erased ------------------------------------------------------------------------------
def _erase(name: str) -> None:
    store = SqliteStore(Path(STORE))
    store.erase(id_of(Resident, name))
    store.close()


def _bytes() -> bytes:
    return Path(STORE).read_bytes()


def test_who_was_erased_since_is_erased_again(typed: Typed) -> None:
    typed("backup", "kopie.reserve")
    _erase("Ans Proef")
    code, out, _ = typed("restore", "kopie.reserve", "--yes", "--json")
    assert (code, json.loads(out)["erased"]) == (0, 1)
    assert _people() == ["Bo Toets"]
    assert b"Ans Proef" not in _bytes()
    store = SqliteStore(Path(STORE))
    assert store.erased(Resident, ["ans proef"]) == {"ans proef"}
    assert store.check() == []
    store.close()


def test_who_was_erased_and_came_back_stays_away_or_stays_as_it_is_now(typed: Typed) -> None:
    """Who came back before the backup is in it by right; who went again after it is not."""
    _erase("Ans Proef")
    store = SqliteStore(Path(STORE))
    store.apply(says(ANS, source="terug"))
    store.close()
    typed("backup", "kopie.reserve")
    typed("restore", "kopie.reserve", "--yes")
    assert _people() == ["Ans Proef", "Bo Toets"]
    _erase("Ans Proef")
    typed("restore", "kopie.reserve", "--yes")
    assert _people() == ["Bo Toets"]


def test_who_was_erased_after_the_backup_and_came_back_has_nothing_of_before(typed: Typed) -> None:
    typed("backup", "kopie.reserve")
    _erase("Ans Proef")
    store = SqliteStore(Path(STORE))
    store.apply(says(ANS, source="terug"))
    store.close()
    typed("restore", "kopie.reserve", "--yes")
    assert _people() == ["Bo Toets"]


def test_a_backup_of_another_buurt_is_not_mixed_in(typed: Typed) -> None:
    _erase("Ans Proef")
    other = SqliteStore(Path("ander.assetgraph"), create=True)
    other.apply(says(resident("Cem"), resident("Dirk")))
    other.erase(id_of(Resident, "Cem"))
    other.close()
    typed("backup", "ander.reserve", "--store", "ander.assetgraph")
    assert typed("restore", "ander.reserve", "--yes")[0] == 2
    assert _people() == ["Bo Toets"]


def test_the_log_goes_on(typed: Typed) -> None:
    from datetime import UTC, datetime

    typed("backup", "kopie.reserve")
    store = SqliteStore(Path(STORE))
    store.record(Access(datetime(2026, 3, 14, tzinfo=UTC), "ans", "export"))
    store.close()
    typed("restore", "kopie.reserve", "--yes")
    store = SqliteStore(Path(STORE))
    assert "export" in [entry.access.action for entry in store.audit()]
    assert store.check() == []
    store.close()


# --- keys -----------------------------------------------------------------------------------------
def test_a_store_gets_a_key_another_and_none(typed: Typed) -> None:
    assert typed("encrypt", key=OLD)[0] == 0
    assert b"Ans Proef" not in _bytes()
    assert typed("encrypt", key=OLD)[0] == 1
    assert typed("history")[0] == 2
    assert typed("history", key=OLD)[0] == 0
    assert typed("rekey", key=OLD, new=NEW)[0] == 0
    code, _, err = typed("history", key=OLD)
    assert (code, "Deze sleutel past niet" in err) == (2, True)
    assert typed("decrypt", key=NEW)[0] == 2
    assert typed("decrypt", "--yes", key=OLD)[0] == 2
    assert typed("decrypt", "--yes", key=NEW)[0] == 0
    assert typed("decrypt", "--yes")[0] == 1
    assert _people() == ["Ans Proef", "Bo Toets"]
    assert os.listdir() == [STORE]


def test_an_encrypted_store_has_encrypted_backups_and_copies(typed: Typed) -> None:
    typed("encrypt", key=OLD)
    typed("backup", "kopie.reserve", key=OLD)
    typed("copy", STORE, "kopie.assetgraph", key=OLD)
    for name in ("kopie.reserve", "kopie.assetgraph"):
        assert keys.salt_of(Path(name)) is not None
    assert typed("restore", "kopie.reserve", "--yes", key=OLD)[0] == 0
    assert typed("restore", "kopie.reserve", "--store", "nieuw.assetgraph", key=OLD)[0] == 0
    assert keys.salt_of(Path("nieuw.assetgraph")) is not None


def test_a_readable_backup_does_not_take_the_key_away(typed: Typed) -> None:
    typed("backup", "kopie.reserve")
    typed("encrypt", key=OLD)
    assert typed("restore", "kopie.reserve", "--yes", key=OLD)[0] == 0
    assert keys.salt_of(Path(STORE)) is not None
    assert typed("history", key=OLD)[0] == 0


def test_a_backup_can_have_a_key_of_its_own(typed: Typed) -> None:
    assert typed("backup", "kopie.reserve", "--encrypted", key=OLD)[0] == 0
    assert b"Ans Proef" not in Path("kopie.reserve").read_bytes()
    assert typed("restore", "kopie.reserve", "--store", "nieuw.assetgraph", key=OLD)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--key-fd", "99", "history"], 2),
        (["history", "--key-fd=drie"], 2),
        (["history", "--key-fd"], 2),
        (["rekey"], 1),
        (["rekey", "--store", "weg.assetgraph"], 2),
        (["encrypt"], 2),
        (["encrypt", "--store", "bolt://neo4j@127.0.0.1:1/neo4j"], 2),
        (["restore", "weg.reserve"], 2),
        (["restore", STORE, "--yes"], 2),
    ],
)
def test_what_cannot_be_is_said(typed: Typed, arguments: list[str], code: int) -> None:
    found, out, err = typed(*arguments)
    assert (found, out) == (code, "")
    assert err.count("\n") >= 2


def test_a_key_that_is_too_short_changes_nothing(typed: Typed) -> None:
    assert typed("encrypt", key="kort")[0] == 2
    assert len(_people()) == 2


def test_every_command_asks_the_key_once(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    from assetgraph.cli.screen import Screen

    typed("encrypt", key=OLD)
    asked: list[str] = []

    def secret(_: Screen, key: str, /, **__: object) -> str:
        asked.append(key)
        return OLD

    monkeypatch.setattr(Screen, "secret", secret)
    for command in ("history", "connectors", "matches", "doctor", "growth", "overview"):
        asked.clear()
        assert typed(command)[0] == 0
        assert asked == ["safe.key"], command


def test_the_keyring_remembers(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring

    class Ring(keyring.backend.KeyringBackend):
        priority = 1
        kept: ClassVar[dict[tuple[str, str], str]] = {}

        def set_password(self, service: str, username: str, password: str) -> None:
            self.kept[service, username] = password

        def get_password(self, service: str, username: str) -> str | None:
            return self.kept.get((service, username))

        def delete_password(self, service: str, username: str) -> None:
            del self.kept[service, username]

    before = keyring.get_keyring()
    keyring.set_keyring(Ring())
    try:
        assert typed("encrypt", "--remember", key=OLD)[0] == 0
        assert typed("history")[0] == 0
        assert typed("rekey", "--remember", new=NEW)[0] == 0
        assert list(Ring.kept.values()) == [NEW]
        assert typed("decrypt", "--yes")[0] == 0
        assert Ring.kept == {}
    finally:
        keyring.set_keyring(before)


def test_leftovers_of_killed_work_go_with_the_next(typed: Typed) -> None:
    for name in ("-abc.part", "-abc.part-wal", "-abc.part-journal"):
        Path(f".{STORE}{name}").write_bytes(b"half")
    Path(".anders-abc.part").write_bytes(b"van een ander")
    typed("encrypt", key=OLD)
    assert sorted(os.listdir()) == [".anders-abc.part", STORE]


def test_doctor_takes_leftovers_of_killed_work_away(typed: Typed) -> None:
    Path(f".{STORE}-abc.part").write_bytes(b"half")
    code, out, _ = typed("doctor", "--json")
    found = json.loads(out)
    assert (code, [one["code"] for one in found["findings"]]) == (0, ["leftovers-removed"])
    assert os.listdir() == [STORE]


def test_the_log_tells_of_it(typed: Typed) -> None:
    typed("backup", "kopie.reserve")
    typed("encrypt", "--as", "Ans Kuiper", key=OLD)
    typed("rekey", key=OLD, new=NEW)
    typed("decrypt", "--yes", key=NEW)
    typed("restore", "kopie.reserve", "--yes", "--why", "verkeerd ingelezen")
    store = SqliteStore(Path(STORE))
    log = [one.access for one in store.audit()]
    assert store.check() == []
    store.close()
    actions = [one.action.split()[1] for one in log]
    assert actions == ["backup", "encrypt", "rekey", "decrypt", "restore"]
    assert (log[1].who, log[-1].why) == ("Ans Kuiper", "verkeerd ingelezen")
