"""Ways to read other tools' files: one TOML file each in ``imports/mappings/``.

A mapping says which of a source's tables hold things and which hold ties, which columns those
tables are known by, and which column of the workbook each of theirs is.
"""

from __future__ import annotations

from collections.abc import Mapping as Entries
from dataclasses import dataclass
from functools import cache
from typing import Any

from assetgraph import resources
from assetgraph.errors import AssetGraphError
from assetgraph.importing.joining import Join
from assetgraph.importing.plain import plain_mappings
from assetgraph.model.kinds import NODE_KINDS, Node
from assetgraph.model.labels import Label
from assetgraph.model.text import fold

FOLDER = "imports/mappings"


@dataclass(frozen=True)
class Take:
    """Where the values of one workbook column come from."""

    headers: tuple[str, ...]
    """Patterns of folded headers (``*goed in*``): of the first that is there and filled, or with
    `gather` of all that are."""
    split: str = ""
    """What stands between values in one cell, where that is not what the workbook uses."""
    ticked: str = ""
    """The beginning of headers whose ticked cells name the value by the rest of the header."""
    gather: bool = False


@dataclass(frozen=True)
class Rows:
    """Tables with a row for each thing."""

    sheets: tuple[str, ...]
    """Patterns of the names of such tables (``*`` for anything); none: any name."""
    needs: tuple[str, ...]
    """Folded headers without which a table is none of these."""
    becomes: type[Node]
    sort: str
    """The folded header of the column that tells the kind of a row; none: all are alike."""
    sorts: Entries[str, type[Node]]
    """By the folded text in that column: the kind. Another text: `becomes`."""
    identity: tuple[str, ...]
    """Folded headers of what ties call the row by."""
    known_everywhere: bool
    """Whether that identity means the same thing in every file, so that it can be a code."""
    within: str
    """The folded header of what the identity is unique within: a graph of several in one file."""
    columns: Entries[str, Take]
    """By the key of a workbook column."""
    constant: Entries[str, str]
    """What every row has in a workbook column, where nothing else is said."""
    aside: tuple[str, ...]
    """Patterns of headers that hold nothing for a map: positions, colours, times of filling in."""
    telling: tuple[str, ...] = ()
    """Folded headers by one of which such a table is known where its name says nothing."""
    optional: bool = False
    """Whether a source may be without such a table."""
    lacks: tuple[str, ...] = ()
    """Folded headers that such a table does not have."""


@dataclass(frozen=True)
class Ties:
    """Tables with a row for each tie."""

    sheets: tuple[str, ...]
    needs: tuple[str, ...]
    source: str
    target: str
    within: str
    split: str
    """What stands between several targets in one cell."""
    closeness: str
    """The folded header of a closeness or of a number that grows with it; none: as is usual."""
    aside: tuple[str, ...]
    telling: tuple[str, ...] = ()
    makes: bool = True
    """Whether a tie to what no row declares makes it."""


@dataclass(frozen=True)
class Mapping:
    """One way to read a source."""

    name: str
    label: Label
    rows: tuple[Rows, ...]
    ties: tuple[Ties, ...]
    joins: tuple[Join, ...] = ()
    """Tables that say more of the rows of others."""


@cache
def mappings() -> dict[str, Mapping]:
    """Every mapping by name, in the order in which they are tried: the most telling first."""
    read = {
        name: resources.read_toml(f"{FOLDER}/{name}") for name in resources.names(FOLDER, ".toml")
    }
    found = [
        _mapping(name.removesuffix(".toml"), entry)
        for name, entry in read.items()
        if not entry.get("plain")
    ]
    found.sort(
        key=lambda one: (
            -sum(len(r.needs) + len(r.sheets) for r in one.rows if not r.optional),
            one.name,
        )
    )
    return {one.name: one for one in found}


def mapping(name: str) -> Mapping:
    """The mapping with this name or label. Raises AssetGraphError ``unknown-mapping``."""
    for one in mappings().values():
        if fold(name) in (fold(one.name), fold(one.label.nl), fold(one.label.en)):
            return one
    raise AssetGraphError(
        "unknown-mapping", name=name, known=sorted([*mappings(), *plain_mappings()])
    )


def _mapping(name: str, entry: Entries[str, Any]) -> Mapping:
    return Mapping(
        name,
        Label(entry["nl"], entry["en"]),
        tuple(_rows(one) for one in entry.get("rows", ())),
        tuple(_ties(one) for one in entry.get("ties", ())),
        tuple(
            Join(
                fold(one["sheet"]),
                fold(one["into"]),
                fold(one["on"]),
                fold(one["to"]),
                one.get("text", ""),
                one.get("words", {}),
            )
            for one in entry.get("joins", ())
        ),
    )


def _rows(entry: Entries[str, Any]) -> Rows:
    return Rows(
        sheets=_folded(entry.get("sheets", ())),
        needs=_folded(entry.get("needs", ())),
        becomes=NODE_KINDS[entry.get("becomes", "resident")],
        sort=fold(entry.get("sort", "")),
        sorts={
            fold(text): NODE_KINDS[kind]
            for kind, texts in entry.get("sorts", {}).items()
            for text in texts
        },
        identity=_folded(entry.get("identity", ())),
        known_everywhere=entry.get("known_everywhere", False),
        within=fold(entry.get("within", "")),
        columns={key: _take(value) for key, value in entry.get("columns", {}).items()},
        constant=entry.get("constant", {}),
        aside=_folded(entry.get("aside", ())),
        telling=_folded(entry.get("telling", ())),
        optional=entry.get("optional", False),
        lacks=_folded(entry.get("lacks", ())),
    )


def _ties(entry: Entries[str, Any]) -> Ties:
    return Ties(
        sheets=_folded(entry.get("sheets", ())),
        needs=_folded(entry.get("needs", ())),
        source=fold(entry["source"]),
        target=fold(entry["target"]),
        within=fold(entry.get("within", "")),
        split=entry.get("split", ""),
        closeness=fold(entry.get("closeness", "")),
        aside=_folded(entry.get("aside", ())),
        telling=_folded(entry.get("telling", ())),
        makes=entry.get("makes", True),
    )


def _take(value: Any) -> Take:
    if isinstance(value, str):
        return Take((fold(value),))
    if isinstance(value, list):
        return Take(_folded(value))
    return Take(
        _folded(value.get("from", ())),
        value.get("split", ""),
        fold(value.get("ticked", "")),
        value.get("gather", False),
    )


def _folded(texts: Any) -> tuple[str, ...]:
    return tuple(fold(text) for text in texts)
