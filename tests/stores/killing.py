"""A store whose file is made anew by a process that is killed: ``python -m tests.stores.killing``.

``ACTION FOLDER STEPS``: at many moments of an action (``encrypt``, ``decrypt``, ``rekey``,
``restore`` or ``backup``), on a fresh copy of FOLDER each time, the process is killed. Prints, as
JSON, what was found after each: whether it was killed, which of the two contents stands there,
whether it is sound, whether the action done once more is well, and what is left beside the file.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assetgraph.stores import keys
from assetgraph.stores.keys import KEYS
from assetgraph.stores.sqlite import SqliteStore
from assetgraph.workflows import backups, locking, restoring

STORE, RESERVE = "buurt.assetgraph", "kopie.reserve"
OLD, NEW = "paarse krokodil loopt", "groene giraffe danst"
LAST = 40
"""Steps at the end, where files change places, of which each is tried more closely."""

ACTIONS: dict[str, Callable[[str], Any]] = {
    "encrypt": lambda store: locking.encrypt(store, keys.new(NEW)),
    "decrypt": locking.decrypt,
    "rekey": lambda store: locking.rekey(store, keys.new(NEW)),
    "restore": lambda store: restoring.restore(Path(store).with_name(RESERVE), store),
    "backup": lambda store: backups.backup(
        store, Path(store).with_name(RESERVE), moment=datetime(2026, 3, 15, tzinfo=UTC), force=True
    ),
}


def at_stake(action: str) -> str:
    """The name of the file that the action makes anew."""
    return RESERVE if action == "backup" else STORE


def run(action: str, folder: Path, steps: int) -> list[dict[str, Any]]:
    """Kills the action at each moment."""
    _at(action, _copy(folder, "vooraf"), None)  # Modules are loaded once.
    total = _at(action, _copy(folder, "telling"), None)
    end = max(total - LAST, 1)
    often = {max(total * step // steps, 1) for step in range(steps)}
    moments = sorted(often | {end + step * LAST // steps for step in range(steps + 2)})
    return [_killed(action, _copy(folder, f"{moment}"), moment) for moment in moments]


def _killed(action: str, folder: Path, moment: int) -> dict[str, Any]:
    store = folder / STORE
    child = os.fork()
    if child == 0:
        _at(action, folder, moment)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    found = _read(folder / at_stake(action))
    again = ""
    try:
        ACTIONS[action](str(store))
    except Exception as error:
        again = getattr(error, "code", repr(error))
    left = sorted(one.name for one in folder.iterdir())
    return {
        "moment": moment,
        "killed": os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL,
        **found,
        "again": again,
        "left": left,
    }


def _read(path: Path) -> dict[str, Any]:
    locked = keys.salt_of(path) is not None
    store = SqliteStore(path, copying=path.name == RESERVE)
    try:
        return {
            "locked": locked,
            "people": store.counts()["residents"],
            "sound": {one.code for one in store.check()} <= {"leftovers-removed"},
        }
    finally:
        store.close()


def _copy(folder: Path, name: str) -> Path:
    return Path(shutil.copytree(folder, folder.parent / f"{folder.name}-{name}"))


def _at(action: str, folder: Path, moment: int | None) -> int:
    """Does the action, and dies at a moment; gives how many calls it takes."""
    seen = 0

    def count(_: object, event: str, __: object) -> None:
        nonlocal seen
        if event == "c_call":
            seen += 1
            if seen == moment:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
    try:
        ACTIONS[action](str(folder / STORE))
    finally:
        sys.setprofile(None)
    return seen


if __name__ == "__main__":
    keys.ROUNDS = 1
    KEYS.offered[:] = [OLD, NEW]
    print(json.dumps(run(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))))
