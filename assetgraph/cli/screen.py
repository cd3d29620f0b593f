"""What a command prints: data to standard output, messages to standard error."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from assetgraph.errors import AssetGraphError
from assetgraph.messages import Catalogue, Message

if TYPE_CHECKING:
    from rich.console import Console

WIDTH = 80
"""Columns of a page that is not a terminal."""

PATIENCE = 1.0
"""Seconds of work before its progress is shown."""


class Screen:
    """Standard output and error in one language; colour only on a terminal that wants it."""

    def __init__(self, words: Catalogue) -> None:
        self.words = words
        self.language = words.language

    @cached_property
    def _out(self) -> Console:
        return _console(sys.stdout)

    @cached_property
    def _err(self) -> Console:
        return _console(sys.stderr)

    def text(self, message: Message | str, /, **values: object) -> str:
        """A sentence in words."""
        return self.words.text(message, **values)

    def say(self, message: Message | str, /, **values: object) -> None:
        """A sentence on standard output."""
        self.line(self.text(message, **values))

    def line(self, text: str = "", style: str = "", indent: int = 0) -> None:
        """A paragraph on standard output, wrapped at the width of the screen."""
        _paragraph(self._out, text, style, indent)

    def points(self, texts: Sequence[str], indent: int = 0, mark: str = "- ") -> None:
        """Paragraphs on standard output, each with a mark before it: a dash unless said."""
        for text in texts:
            _paragraph(self._out, text, "", indent, mark=mark)

    def note(self, message: Message | str, /, **values: object) -> None:
        """A sentence on standard error."""
        _paragraph(self._err, self.text(message, **values), "", 0)

    def remark(self, text: str, style: str = "", indent: int = 0) -> None:
        """Text on standard error."""
        _paragraph(self._err, text, style, indent)

    def error(self, error: AssetGraphError) -> None:
        """What stopped the work, and the way out."""
        self.remark(self.text(f"error.{error.code}", **error.values), "bold red")
        self.remark(self.text(f"error.{error.code}-hint", **error.values))

    def json(self, data: object) -> None:
        """Data as JSON, for scripts."""
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]], wide: int) -> None:
        """A table; column `wide` takes the room that is left and wraps."""
        from rich import box  # noqa: PLC0415
        from rich.table import Table  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415

        table = Table(
            box=box.SIMPLE_HEAD, expand=True, padding=(0, 1, 0, 0), header_style="bold", leading=1
        )
        for i, name in enumerate(columns):
            longest = max([len(name), *(len(row[i]) for row in rows)])
            table.add_column(name, ratio=1 if i == wide else None, min_width=min(longest, 12))
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        with self._out.capture() as drawn:
            self._out.print(table)
        lines = [line.rstrip() for line in drawn.get().strip("\n").splitlines()]
        self._out.file.write("\n".join(lines).strip("\n") + "\n")

    def day(self, day: date) -> str:
        """A date as it is written here."""
        return f"{day.day}-{day.month}-{day.year}" if self.language == "nl" else day.isoformat()

    def confirm(self, message: Message | str, /, **values: object) -> bool | None:
        """Asks yes or no on a terminal; None where nobody can be asked."""
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            return None
        self._err.print(self.text(message, **values) + " ", end="", markup=False, highlight=False)
        return sys.stdin.readline().strip().casefold() in ("j", "ja", "y", "yes")

    def secret(self, message: Message | str, /, **values: object) -> str | None:
        """Asks for what nobody may see on a terminal; None where nobody can be asked."""
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            return None
        from getpass import getpass  # noqa: PLC0415

        return getpass(self.text(message, **values) + " ", sys.stderr)

    def can_ask(self) -> bool:
        """Whether somebody can answer: input and output are a terminal."""
        return sys.stdin.isatty() and sys.stdout.isatty()

    def ask(self, message: Message | str, /, **values: object) -> str:
        """A line that is typed as an answer; "" at the end of the input."""
        self._out.print(self.text(message, **values) + " ", end="", markup=False, highlight=False)
        return sys.stdin.readline()

    @contextmanager
    def progress(self) -> Iterator[Callable[[str], None]]:
        """Shows each step of long work on a terminal, after a second; nothing elsewhere."""
        if self._err.color_system is None:
            yield lambda _: None
            return
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

        bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=self._err,
            transient=True,
        )
        task = bar.add_task("", total=None)
        later = threading.Timer(PATIENCE, bar.start)
        later.start()
        try:
            yield lambda step: bar.update(task, description=self.text(f"cli.step.{step}"))
        finally:
            later.cancel()
            later.join()
            bar.stop()


def _console(stream: Any) -> Console:
    from rich.console import Console  # noqa: PLC0415

    piped = not stream.isatty()
    return Console(
        file=stream,
        highlight=False,
        width=WIDTH if piped else None,
        color_system=None if piped or os.environ.get("NO_COLOR") else "auto",
    )


def _paragraph(console: Console, text: str, style: str, indent: int, mark: str = "") -> None:
    """Prints a text; its lines stand under each other behind the indent and the mark."""
    from rich.text import Text  # noqa: PLC0415

    before = " " * indent + mark
    lines = Text(text).wrap(console, max(console.width - len(before), 20))
    for line in lines or [Text()]:
        line.rstrip()
        console.print(Text(before) + Text(line.plain, style=style), soft_wrap=True)
        before = " " * len(before)
