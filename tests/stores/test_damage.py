"""Damaged store files: said by a sentence or by `doctor`, never a traceback."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assetgraph.cli.main import main
from assetgraph.model.audit import Access
from assetgraph.stores import keys
from assetgraph.stores.keys import KEYS
from assetgraph.stores.sqlite import SqliteStore
from assetgraph.workflows import backups, locking
from tests.stores.privacy import BUURT
from tests.stores.speech import resident, says

LONG = os.environ.get("ASSETGRAPH_LONG") == "1"
EACH = 200 if LONG else 3
"""How many files of each sort of damage; five sorts."""
OTHERS = ("log", "history", "connectors")
"""One of these is asked too, of every tenth file in a long run."""

Damage = Callable[[Path, random.Random], None]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with facts, something undone, a log, and something erased."""
    path = tmp_path_factory.mktemp("heel") / "buurt.assetgraph"
    store = SqliteStore(path, create=True)
    store.apply(BUURT)
    store.apply(says(resident("Weg Ermee", {"can": ["fluiten"]}), source="later"))
    store.undo()
    store.apply(says(*(resident(f"Bewoner {i}", {"can": ["koken"]}) for i in range(40))))
    store.erase(resident("Bewoner 7")[0].id)
    for i in range(30):
        at = datetime(2026, 3, 1 + i % 28, tzinfo=UTC)
        store.record(Access(at, "ans", "read matches", (resident("Bewoner 3")[0].id,)))
    store.close()
    return path


def _cut(path: Path, rng: random.Random) -> None:
    os.truncate(path, rng.randrange(path.stat().st_size))


def _flip(path: Path, rng: random.Random) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(rng.choice((1, 1, 1, 5, 100))):
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    path.write_bytes(content)


def _smear(path: Path, rng: random.Random) -> None:
    content = bytearray(path.read_bytes())
    at = rng.randrange(len(content))
    some = rng.randbytes(rng.choice((16, 512, 4096)))
    content[at : at + len(some)] = some
    path.write_bytes(content[: path.stat().st_size])


def _swap(path: Path, rng: random.Random) -> None:
    """Two pages in each other's place."""
    content = bytearray(path.read_bytes())
    one, other = (4096 * rng.randrange(len(content) // 4096) for _ in range(2))
    first = content[one : one + 4096]
    content[one : one + 4096] = content[other : other + 4096]
    content[other : other + 4096] = first
    path.write_bytes(content)


def _meddle(path: Path, rng: random.Random) -> None:
    """Somebody changes what stands in a table, mostly in the log."""
    raw = sqlite3.connect(path)
    table = rng.choice(("audit", "audit", "audit", "statement", "changeset", "setting", "change"))
    names = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
    where = f"SELECT rowid FROM {table}" if table not in ("statement", "setting") else None
    name = rng.choice(names)
    value = rng.choice((None, 0, -1, "", "x", "[]", "{}", "null", b"\xff\xfe", "9" * 30, 1e308))
    try:
        if rng.random() < 0.2:
            raw.execute(f"DELETE FROM {table} WHERE abs(random()) % 3 = 0")
        elif where and (ids := [one for (one,) in raw.execute(where)]):
            raw.execute(f"UPDATE {table} SET {name} = ? WHERE rowid = ?", (value, rng.choice(ids)))
        else:
            raw.execute(f"UPDATE {table} SET {name} = ? WHERE abs(random()) % 5 = 0", (value,))
        raw.commit()
    except sqlite3.IntegrityError:
        raw.rollback()
        raw.execute("DELETE FROM audit WHERE number = 3")
        raw.commit()
    raw.close()


@pytest.mark.parametrize("damage", [_cut, _flip, _smear, _swap, _meddle])
def test_damage_is_said(
    whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], damage: Damage
) -> None:
    """`doctor` ends with 0 (nothing is wrong, or mended), 1 or 2, and says something."""
    ends: Counter[int] = Counter()
    for number in range(EACH):
        rng = random.Random(f"{damage.__name__} {number}")
        path = Path(shutil.copy(whole, tmp_path / "buurt.assetgraph"))
        damage(path, rng)
        before = path.read_bytes()
        others = () if LONG and number % 10 else (OTHERS[number % len(OTHERS)],)
        for command in (*others, "doctor"):
            capsys.readouterr()
            code = main([command, "--store", str(path)])
            said = capsys.readouterr()
            assert code in (0, 1, 2), (number, command)
            assert "Traceback" not in said.err
            assert said.out or said.err, (number, command)
            if command == "doctor":
                ends[code] += 1
                assert code or "Alles is in orde" in said.out or "hersteld" in said.out
        assert before
        for left in tmp_path.iterdir():
            left.unlink()
    assert sum(ends.values()) == EACH
    assert ends[1] + ends[2] > 0 or damage is _flip


WORDS = "paarse krokodil loopt"


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A key that is made in a blink and offered; no keyring of this computer is asked."""
    pytest.importorskip("sqlcipher3")
    monkeypatch.setattr(keys, "ROUNDS", 1)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    KEYS.clear()
    KEYS.offered[:] = [WORDS]
    yield
    KEYS.clear()


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize("damage", [_cut, _flip, _smear, _swap])
@pytest.mark.parametrize("sort", ["locked", "backup", "locked backup"])
def test_damage_behind_a_key_and_in_a_backup_is_said(
    whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], sort: str, damage: Damage
) -> None:
    """Of a file with a key `doctor` says it; of a backup `restore`, and nothing is replaced."""
    made = Path(shutil.copy(whole, tmp_path / "heel.assetgraph"))
    if "locked" in sort:
        locking.encrypt(str(made), locking.new_secret(WORDS))
    if "backup" in sort:
        path = made.with_name("kopie.reserve")
        backups.backup(str(made), path, moment=datetime(2026, 3, 14, tzinfo=UTC))
        made = path
    content = made.read_bytes()
    ends: Counter[int] = Counter()
    for number in range(max(EACH // 4, 1)):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = folder / made.name
        path.write_bytes(content)
        damage(path, random.Random(f"{sort} {damage.__name__} {number}"))
        store = folder / "buurt.assetgraph"
        asked = ["doctor", "--store", str(path)]
        if "backup" in sort:
            shutil.copy(whole, store)
            before = store.read_bytes()
            asked = ["restore", str(path), "--yes", "--store", str(store)]
        capsys.readouterr()
        code = main(asked)
        said = capsys.readouterr()
        assert code in (0, 1, 2), number
        assert "Traceback" not in said.err
        assert said.out or said.err, number
        if "backup" in sort and code:
            assert store.read_bytes() == before, number
        ends[code] += 1
        shutil.rmtree(folder)
    # What nobody reads may be damaged and all is well; of many files that is not all of them.
    assert ends[1] + ends[2] > 0 or damage is _flip or not LONG
