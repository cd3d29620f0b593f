"""What other processes do to a store in tests: run as ``python -m tests.stores.processes``.

``write PATH SOURCE N``: adds N changesets of a few residents each, one after another.
``kill PATH N``: at many moments of one changeset of N residents a process is killed; prints what
the store holds after each, as JSON.
``squeeze PATH BYTES N``: adds N residents while no file may grow beyond BYTES; prints the code.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from pathlib import Path

from assetgraph.errors import StoreError
from assetgraph.model.changeset import Changeset
from assetgraph.model.consent import Purpose
from assetgraph.stores.sqlite import SqliteStore
from tests.stores.speech import TODAY, resident, says

FRACTIONS = (0, 0.01, 0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 0.95, 0.999, 1)
"""Moments of a changeset at which its process is killed, by the part of the work that is done."""


def crowd(n: int, source: str = "bewonerslijst") -> Changeset:
    """A changeset of n residents, each of whom knows the next two."""
    return says(
        *(
            resident(
                f"{source} {i}",
                {"knows": {f"{source} {(i + 1) % n}": 3, f"{source} {(i + 2) % n}": 1}},
                street="Lange Lindestraat",
            )
            for i in range(n)
        ),
        source=source,
    )


def write(path: Path, source: str, n: int) -> None:
    """Writes while others do."""
    store = SqliteStore(path)
    for i in range(n):
        store.apply(crowd(5, f"{source} {i}"))


def kill(path: Path, n: int) -> None:
    """Kills a writer at each moment, on a fresh copy of the store."""
    changeset = crowd(n)
    total = _work(path, changeset)
    found = []
    for fraction in FRACTIONS:
        copy = path.with_name(f"{fraction}.assetgraph")
        shutil.copy(path, copy)
        child = os.fork()
        if child == 0:
            _die(copy, changeset, round(total * fraction))
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        store = SqliteStore(copy)
        residents = len(store.snapshot(Purpose.ALL, today=TODAY).residents)
        sound = store.check() == []
        found.append([fraction, killed, len(store.history()), residents, sound])
        store.close()
    print(json.dumps(found))


def _work(path: Path, changeset: Changeset) -> int:
    """How many SQL statements run while a changeset is applied."""
    copy = path.with_name("count.assetgraph")
    shutil.copy(path, copy)
    store, seen = SqliteStore(copy), []
    store._connection.set_trace_callback(seen.append)
    store.apply(changeset)
    store._connection.set_trace_callback(None)
    store.close()
    return len(seen)


def _die(path: Path, changeset: Changeset, moment: int) -> None:
    """Applies, and is killed when so many SQL statements have begun, or when all is done."""
    store, seen = SqliteStore(path), 0

    def count(_: str) -> None:
        nonlocal seen
        seen += 1
        if seen >= moment:
            os.kill(os.getpid(), signal.SIGKILL)

    if moment:
        store._connection.set_trace_callback(count)
    store.apply(changeset)
    os.kill(os.getpid(), signal.SIGKILL)


def squeeze(path: Path, most: int, n: int) -> None:
    """Writes on a disk that is nearly full."""
    import resource

    store = SqliteStore(path)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    try:
        store.apply(crowd(n))
    except StoreError as error:
        print(error.code)
        again = store.snapshot(Purpose.ALL, today=TODAY)
        print(len(again.residents), len(store.history()))


if __name__ == "__main__":
    doing, where, *rest = sys.argv[1:]
    if doing == "write":
        write(Path(where), rest[0], int(rest[1]))
    elif doing == "kill":
        kill(Path(where), int(rest[0]))
    else:
        squeeze(Path(where), int(rest[0]), int(rest[1]))
