"""The real command in a process of its own, as a script or a user calls it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.house.sources import ROOT

COMMAND = (sys.executable, "-m", "assetgraph")
OURS = ("ASSETGRAPH_STORE", "ASSETGRAPH_LANG", "FORCE_COLOR", "NO_COLOR")
ANSI = re.compile(r"\x1b[\[\]]")


@dataclass(frozen=True)
class Done:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its standard output as data."""
        return json.loads(self.out)

    @property
    def text(self) -> str:
        """All that it printed, every run of white space as one space."""
        return " ".join(f"{self.out} {self.err}".split())


def environment(**settings: str) -> dict[str, str]:
    """The environment of a command that is not on a terminal; nothing of this machine decides."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return {**kept, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "PYTHONUTF8": "1", **settings}


@dataclass(frozen=True)
class Shell:
    """A working directory in which commands are typed."""

    folder: Path

    def __call__(self, *arguments: object, code: int | None = 0, **settings: str) -> Done:
        """Runs ``assetgraph`` and checks what holds for every run: its code, no traceback."""
        ran = subprocess.run(
            [*COMMAND, *map(str, arguments)],
            cwd=self.folder,
            env=environment(**settings),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        done = Done(ran.returncode, ran.stdout, ran.stderr)
        assert "Traceback" not in done.err, done.err
        assert not ANSI.search(done.out + done.err)
        if code is not None:
            assert done.code == code, done.out + done.err
        return done

    def path(self, name: str) -> Path:
        """A file in the working directory."""
        return self.folder / name


def widest(text: str) -> int:
    """The length of the longest line."""
    return max(map(len, text.splitlines()), default=0)
