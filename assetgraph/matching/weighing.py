"""A team's own numbers: one TOML file beside the store, with only what is otherwise there.

It has the form of ``schemas/matching.toml`` and ``schemas/introductions.toml`` together:
``[weight]`` with ``near = 0.3`` changes that number and leaves the others. No update of the program
touches it.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assetgraph import resources
from assetgraph.errors import AssetGraphError
from assetgraph.vocabulary.local import beside_store

FILE = "schemas/matching.toml"
FOLLOWING = "schemas/introductions.toml"
SUFFIX = ".gewichten.toml"


@dataclass(frozen=True)
class Weighing:
    """The numbers of matching and of what follows: those that come along, and what is changed."""

    changed: str = "{}"
    """The changed tables as JSON."""

    def content(self, file: str = FILE) -> dict[str, Any]:
        """All tables of one of the two files, the changes in their places."""
        content = resources.read_toml(file)
        for name, table in json.loads(self.changed).items():
            if name in content:
                content[name] = {**content[name], **table}
        return content


SHIPPED = Weighing()
"""The numbers as they come along."""


def beside(location: str) -> Path:
    """The file of a store: ``buurt.assetgraph`` has ``buurt.gewichten.toml``."""
    return beside_store(location, SUFFIX)


def read_weighing(path: Path) -> Weighing:
    """The numbers with what a file changes; none where it is not there. Raises AssetGraphError."""
    try:
        changed = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return SHIPPED
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise AssetGraphError("weights-unreadable", file=path.name, detail=str(error)) from None
    known = {**resources.read_toml(FILE), **resources.read_toml(FOLLOWING)}
    tables = sorted(known)
    for table, values in changed.items():
        if not isinstance(values, dict) or not isinstance(known.get(table), dict):
            raise AssetGraphError("weights-unknown", file=path.name, name=table, known=tables)
        _check(path.name, table, values, known[table])
    return Weighing(json.dumps(changed, sort_keys=True))


def _check(file: str, table: str, values: Mapping[str, Any], known: Mapping[str, Any]) -> None:
    """Raises AssetGraphError for a name that is not there or a value of another sort."""
    names = sorted({*known, *_kinds()}) if table in ("bonding", "bridging") else sorted(known)
    for name, value in values.items():
        where = f"{table}.{name}"
        if name not in names:
            raise AssetGraphError("weights-unknown", file=file, name=where, known=names)
        usual = known.get(name, 1.0)
        if isinstance(usual, int | float):
            number = isinstance(value, int | float) and not isinstance(value, bool)
            if not number or not 0 <= value <= _MOST:
                raise AssetGraphError("weights-number", file=file, name=where, most=_MOST)
            if name in _POSITIVE and not value:
                raise AssetGraphError("weights-number", file=file, name=where, most=_MOST)
            if isinstance(usual, int) and value != int(value):
                raise AssetGraphError("weights-whole", file=file, name=where)
        elif not _alike(value, usual):
            raise AssetGraphError("weights-sort", file=file, name=where)


_MOST = 1_000
_POSITIVE = frozenset({"minutes", "circuity", "usual", "calm", "bicycle"})
"""Numbers by which is divided, or that would make nobody able to go anywhere."""


def _kinds() -> Iterator[str]:
    yield from resources.read_toml(FILE)["weight"]


def _alike(value: object, usual: object) -> bool:
    """Whether a value has the shape of the usual one: a list of texts, or a table of numbers."""
    if isinstance(usual, list):
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return (
        isinstance(value, dict)
        and value.keys() <= set(_kinds())
        and all(isinstance(one, int | float) and 0 <= one <= _MOST for one in value.values())
    )
