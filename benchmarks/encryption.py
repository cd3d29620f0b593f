"""What a key on the file costs: the same work on a plain and on an encrypted store.

    python -m benchmarks.encryption [residents]

Median CPU milliseconds of `REPEATS` runs, taken in turns, and how many times longer the encrypted
store takes. Opening with words includes making the key of them, once for each command.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from time import process_time

from assetgraph.model.audit import Access
from assetgraph.model.consent import Purpose
from assetgraph.stores import keys
from assetgraph.stores.keys import KEYS, Secret
from assetgraph.stores.sqlite import SqliteStore
from tests.stores.processes import crowd

REPEATS = 5
WORDS = "paarse krokodil loopt"
TODAY = date(2026, 6, 1)

Work = Callable[[Path, Secret | None], object]


def _milliseconds(work: Work, path: Path, secret: Secret | None) -> float:
    start = process_time()
    work(path, secret)
    return 1000 * (process_time() - start)


def _on_open(do: Callable[[SqliteStore], object]) -> Work:
    """Work on a store that is opened before, with a key that is made before."""

    def work(path: Path, secret: Secret | None) -> None:
        store = SqliteStore(path, secret=secret)
        try:
            do(store)
        finally:
            store.close()

    return work


def _open_with_words(path: Path, secret: Secret | None) -> None:
    KEYS.clear()
    KEYS.offered[:] = [WORDS]
    SqliteStore(path).close()


def _add(store: SqliteStore) -> None:
    with store.writing(keep=False):
        store.apply(crowd(200, "erbij"))


def _record(store: SqliteStore) -> None:
    for second in range(50):
        store.record(Access(datetime(2026, 3, 14, 9, 0, second, tzinfo=UTC), "ans", "read matches"))


def main(residents: int = 2_000) -> None:
    """Prints one line for each sort of work."""
    works: dict[str, Work] = {
        "opening, words": _open_with_words,
        "opening, key made": _on_open(lambda _: None),
        "snapshot, whole": _on_open(lambda store: store.snapshot(Purpose.ALL, today=TODAY)),
        "import of 200, undone": _on_open(_add),
        "50 entries of the log": _on_open(_record),
    }
    with tempfile.TemporaryDirectory() as folder:
        secret = keys.new(WORDS)
        sides = [
            (Path(folder, "open.assetgraph"), None),
            (Path(folder, "dicht.assetgraph"), secret),
        ]
        for path, one in sides:
            store = SqliteStore(path, create=True, secret=one)
            store.apply(crowd(residents))
            store.close()
        sizes = [path.stat().st_size for path, _ in sides]
        print(f"{residents} residents, {sizes[0] / 1e6:.1f} MB, encrypted {sizes[1] / 1e6:.1f} MB")
        print(f"{'CPU ms':<24}{'plain':>10}{'encrypted':>12}{'ratio':>8}")
        for name, work in works.items():
            found: tuple[list[float], list[float]] = ([], [])
            for _ in range(REPEATS):
                for side, (path, one) in enumerate(sides):
                    found[side].append(_milliseconds(work, path, one))
            plain, encrypted = map(median, found)
            print(f"{name:<24}{plain:>10.1f}{encrypted:>12.1f}{encrypted / plain:>7.2f}x")
    KEYS.clear()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
