"""Mappings of plain tables: words for the columns of our sheets, one TOML file each.

They stand in ``imports/mappings/`` with ``plain = true``. A general one (without ``telling`` or
``grid``) adds its words to every table; the others name an instrument that a table is known by.
"""

from __future__ import annotations

from collections.abc import Mapping as Entries
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from assetgraph import resources
from assetgraph.model.labels import Label
from assetgraph.model.text import fold

FOLDER = "imports/mappings"


@dataclass(frozen=True, eq=False)
class Plain:
    """Words for the headers of plain tables."""

    name: str
    label: Label
    words: Entries[str, Entries[str, tuple[str, ...]]] = field(default_factory=dict)
    """By kind of node and key of its column: words, or patterns (``*goed in*``)."""
    telling: tuple[str, ...] = ()
    """Folded patterns of headers: a table that has one goes by this mapping."""
    grid: int = 0
    """So many columns that hold only crosses make a table one of these; 0: none do."""
    turned: tuple[str, ...] = ()
    """Folded patterns of the first cell of a table whose persons stand side by side."""
    grid_cells: Entries[str, str] = field(default_factory=dict)
    """By folded text of a cell of the grid: the key of the column that its header goes into."""
    aside: Entries[str, tuple[str, ...]] = field(default_factory=dict)
    """By kind of node: patterns of headers that hold nothing for a map."""

    notes: Entries[str, tuple[str, ...]] = field(default_factory=dict)
    """Of sticky notes: folded headers of the ``text`` and of the ``block`` it belongs to."""
    survey: bool = False
    """Whether it is for forms of a tool that makes a table of each repeat."""

    @property
    def general(self) -> bool:
        """Whether its words count for every table."""
        return not self.telling and not self.grid and not self.survey


@cache
def plain_mappings() -> dict[str, Plain]:
    """Every mapping of plain tables by name."""
    found = {}
    for name in resources.names(FOLDER, ".toml"):
        entry = resources.read_toml(f"{FOLDER}/{name}")
        if entry.get("plain"):
            one = _plain(name.removesuffix(".toml"), entry)
            found[one.name] = one
    return found


def plain_named(name: str) -> Plain | None:
    """The mapping of plain tables with this name or label."""
    for one in plain_mappings().values():
        if fold(name) in (fold(one.name), fold(one.label.nl), fold(one.label.en)):
            return one
    return None


def _plain(name: str, entry: dict[str, Any]) -> Plain:
    return Plain(
        name,
        Label(entry["nl"], entry["en"]),
        words={
            kind: {key: tuple(texts) for key, texts in columns.items()}
            for kind, columns in entry.get("words", {}).items()
        },
        telling=tuple(fold(text) for text in entry.get("telling", ())),
        grid=entry.get("grid", 0),
        notes={
            name: tuple(fold(text) for text in texts)
            for name, texts in entry.get("notes", {}).items()
        },
        survey=entry.get("survey", False),
        turned=tuple(fold(text) for text in entry.get("turned", {}).get("name", ())),
        grid_cells={
            fold(text): key for key, texts in entry.get("grid_cells", {}).items() for text in texts
        },
        aside={kind: tuple(texts) for kind, texts in entry.get("aside", {}).items()},
    )
