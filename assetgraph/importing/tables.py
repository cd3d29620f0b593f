"""Tables of text: what every reader makes of a file."""

from __future__ import annotations

from dataclasses import dataclass, field

MAX_COLUMNS = 16_384
"""As many as a spreadsheet can have."""

MAX_CELL = 32_767
"""As many characters as a spreadsheet's cell can hold."""


@dataclass(frozen=True)
class Table:
    """One sheet as rows of text; row i of `rows` is row i + 1 as a spreadsheet shows it."""

    file: str
    sheet: str
    rows: list[list[str]]
    hidden: bool = False
    broken: tuple[tuple[int, int], ...] = ()
    """Cells that hold an error instead of a value (``#DIV/0!``): row and column from 0."""


@dataclass(frozen=True)
class Aside:
    """Something that a reader left out: the code of the issue that says so, and where it is."""

    code: str
    file: str
    sheet: str | None = None
    value: str = ""
    n: int = 1


@dataclass(frozen=True)
class Source:
    """What one file gave: its name, its tables, and what was left out of them."""

    name: str
    tables: list[Table] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)


def letter(index: int) -> str:
    """The letters of a column as a spreadsheet shows it: A for 0, AA for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
