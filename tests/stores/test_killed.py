"""A killed `encrypt`, `rekey`, `restore` or `backup` leaves the old or the new file, readable."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from assetgraph.stores import keys
from assetgraph.stores.sqlite import SqliteStore
from assetgraph.workflows import backups
from tests.house.sources import ROOT
from tests.stores.killing import ACTIONS, OLD
from tests.stores.speech import resident, says

pytest.importorskip("sqlcipher3")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs fork")

STEPS = 80 if os.environ.get("ASSETGRAPH_LONG") == "1" else 8


@pytest.mark.parametrize("action", ACTIONS)
def test_at_every_moment_one_of_the_two_stands_there(
    action: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "ROUNDS", 1)
    folder = tmp_path / "buurt"
    path = folder / "buurt.assetgraph"
    locked = action in ("decrypt", "rekey")
    store = SqliteStore(path, create=True, secret=keys.new(OLD) if locked else None)
    store.apply(says(*(resident(f"Bewoner {i}") for i in range(3))))
    store.close()
    if action in ("restore", "backup"):
        now = datetime(2026, 3, 14, tzinfo=UTC)
        backups.backup(str(path), folder / "kopie.reserve", moment=now)
        store = SqliteStore(path)
        store.apply(says(resident("Later erbij"), source="later"))
        store.close()
    found = _killed(action, folder)
    assert sum(one["killed"] for one in found) > len(found) / 2
    old = {
        "encrypt": (False, 3),
        "decrypt": (True, 3),
        "rekey": (True, 3),
        "restore": (False, 4),
        "backup": (False, 3),
    }
    new = {
        "encrypt": (True, 3),
        "decrypt": (False, 3),
        "rekey": (True, 3),
        "restore": (False, 3),
        "backup": (False, 4),
    }
    seen = {(one["locked"], one["people"]) for one in found}
    assert seen <= {old[action], new[action]}
    assert old[action] in seen
    assert new[action] in seen
    assert [one for one in found if not one["sound"]] == []
    # Done once more it is done, or it was; and nothing is left beside the file.
    done = {"encrypt": "encrypted-already", "decrypt": "not-encrypted"}
    for one in found:
        was = (one["locked"], one["people"]) == new[action] and action in done
        assert one["again"] == (done[action] if was else ""), one
        parts = [name for name in one["left"] if ".part" in name or "-wal" in name]
        assert not parts or was, one


def _killed(action: str, folder: Path) -> list[dict[str, Any]]:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.stores.killing", action, folder, str(STEPS)],
        cwd=ROOT,
        env={**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)  # type: ignore[no-any-return]
