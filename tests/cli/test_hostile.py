"""Hostile files through the command line: a sentence, an exit code, and the store as it was.

A few by default, 200 with ASSETGRAPH_LONG=1.
"""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.cli.command import COMMAND, Shell, environment
from tests.fuzzing import changed, seeds
from tests.hostile import made

MOST_MEMORY = 1 << 20
"""Kilobytes that an import and its reader may take at most."""

MANY, FEW = 200, 8


def files(most: int) -> list[tuple[str, bytes]]:
    """Those, and seeds of every kind that were changed at random, always the same ones."""
    chance = random.Random(5)
    found = list(made())
    pool = sorted(seeds().items())
    while len(found) < most:
        name, data = chance.choice(pool)
        for _ in range(chance.choice((1, 1, 2, 5))):
            data = changed(data, chance)
        found.append((f"{len(found)}{Path(name).suffix}", data))
    return found if most >= MANY else chance.sample(found, most)


def digests(shell: Shell) -> str:
    """All that the store holds, as it tells."""
    return shell("history", "--json").out


def imported(shell: Shell, name: str) -> tuple[int, str, int]:
    """The exit code of an import, what it printed, and the most memory in kilobytes.

    Memory is that of the import and its readers at one moment.
    """
    most = 0
    with subprocess.Popen(
        [*COMMAND, "import", name],
        cwd=shell.folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        done = threading.Event()

        def watch() -> None:
            nonlocal most
            while not done.wait(0.02):
                most = max(most, _resident(process.pid))

        watcher = threading.Thread(target=watch)
        watcher.start()
        text, _ = process.communicate()
        done.set()
        watcher.join()
    return process.returncode, text, most


def _resident(process: int) -> int:
    """Kilobytes that a process and all that it started hold."""
    found, left = 0, [process]
    while left:
        one = left.pop()
        try:
            lines = Path(f"/proc/{one}/status").read_text(encoding="ascii").splitlines()
            children = Path(f"/proc/{one}/task/{one}/children").read_text(encoding="ascii")
        except OSError:  # it has just ended
            continue
        found += sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
        left += map(int, children.split())
    return found


def hold(shell: Shell, some: list[tuple[str, bytes]]) -> None:
    """Imports each; none of them breaks anything."""
    before = digests(shell)
    wrong = []
    for name, data in some:
        shell.path(name).write_bytes(data)
        code, text, memory = imported(shell, name)
        shell.path(name).unlink()
        after = digests(shell)
        if code not in (0, 1, 2) or "Traceback" in text or memory > MOST_MEMORY:
            wrong.append((name, code, memory, text[-800:]))
        if code and after != before:
            wrong.append((name, code, "the store is not as it was"))
        before = after
    assert wrong == []


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux does")
def test_a_few_hostile_files(again: Shell) -> None:
    hold(again, files(FEW))
    assert not Path("/tmp/weg.csv").exists()


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux does")
def test_two_hundred_hostile_files(again: Shell) -> None:
    hold(again, files(MANY))
