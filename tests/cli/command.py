"""The command in a process of its own, as a script or a user calls it."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.house.sources import ROOT

COMMAND = (sys.executable, "-m", "assetgraph")
OURS = ("ASSETGRAPH_STORE", "ASSETGRAPH_LANG", "FORCE_COLOR", "NO_COLOR")
SECONDS = 120
FRESH = os.name == "nt" or os.environ.get("ASSETGRAPH_FRESH") == "1"
"""Whether every command loads its packages anew; that takes several times as long.

`tests/house/test_light_commands.py` and `tests/cli/test_streams.py` do so always.
"""
PRELOADED = [
    "tests.cli.command",
    "assetgraph.cli.main",
    *("assetgraph.exporting.files", "assetgraph.exporting.template", "assetgraph.stores.sqlite"),
    *("assetgraph.queries.absence", "assetgraph.queries.islands", "assetgraph.queries.isolated"),
    *("assetgraph.queries.matches", "assetgraph.queries.missing", "assetgraph.queries.overview"),
    *("assetgraph.views.page", "assetgraph.analysis.layout", "assetgraph.workflows.loading"),
    *("rich.console", "rich.table", "rich.progress"),
]
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


def fresh(arguments: list[str], folder: Path, env: dict[str, str]) -> Done:
    """The command as a shell starts it."""
    ran = subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
    return Done(ran.returncode, ran.stdout, ran.stderr)


def forked(arguments: list[str], folder: Path, env: dict[str, str]) -> Done:
    """The command in a process that starts with the packages loaded and nothing else."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    with tempfile.TemporaryDirectory() as spot:
        out, err = Path(spot, "out"), Path(spot, "err")
        process = context.Process(target=_child, args=(arguments, folder, env, out, err))
        process.start()
        process.join(SECONDS)
        if process.exitcode is None:
            process.kill()
            raise TimeoutError(arguments)
        texts = [path.read_text(encoding="utf-8") if path.exists() else "" for path in (out, err)]
        return Done(process.exitcode, *texts)


def _child(arguments: list[str], folder: Path, env: dict[str, str], out: Path, err: Path) -> None:
    """Takes the place of a process that a shell starts: its folder, environment and streams."""
    for stream, path in enumerate((Path(os.devnull), out, err)):
        opened = os.open(path, os.O_RDWR | os.O_CREAT)
        os.dup2(opened, stream)
        os.close(opened)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env)

    from assetgraph.cli.main import main

    sys.exit(main(arguments))


@dataclass(frozen=True)
class Shell:
    """A working directory in which commands are typed."""

    folder: Path

    def __call__(self, *arguments: object, code: int | None = 0, **settings: str) -> Done:
        """Runs ``assetgraph`` and checks what holds for every run: its code, no traceback."""
        run = fresh if FRESH else forked
        done = run(list(map(str, arguments)), self.folder, environment(**settings))
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
