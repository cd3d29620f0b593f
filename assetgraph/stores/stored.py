"""Nodes as rows of the embedded store: what they are found by, and what their tables hold."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from pydantic_core import to_json

from assetgraph.model.changeset import Statement
from assetgraph.model.kinds import NODE_KINDS, Node
from assetgraph.model.text import Folded, fold, fold_all

Row = tuple[Any, ...]

CODE = "code"
"""The property by which a node is found beside its name."""


def sought_all(statements: list[Statement]) -> tuple[list[str], list[str | None]]:
    """What nodes of one kind are found by, as `sought` gives it."""
    naming = NODE_KINDS[statements[0].kind].naming()
    names = [one.properties.get(naming) or one.mention or "" for one in statements]
    codes = [one.properties.get(CODE) for one in statements]
    stated = Folded()
    stated.learn({code for code in codes if code is not None})
    return fold_all(names), [None if code is None else stated[code] for code in codes]


def stored_columns(
    kind: type[Node], statements: list[Statement]
) -> tuple[list[str], list[list[Any]]]:
    """The properties that any of these statements states, each as a column of its table."""
    naming = kind.naming()
    stated = {naming}.union(*(one.properties for one in statements))
    names = [name for name in kind.properties if name in stated]
    columns = [[one.properties.get(name) for one in statements] for name in names]
    for name, column in zip(names, columns, strict=True):
        if name == naming:
            column[:] = [v or one.mention for v, one in zip(column, statements, strict=True)]
        elif kind.properties[name].many:
            column[:] = _json_lists(column)
    return names, columns


def _json_lists(column: list[list[Any] | None]) -> list[str | None]:
    """Lists as JSON text; rows whose cells read alike share one list, which is written once."""
    texts = {id(v): to_json(v).decode() for v in {id(v): v for v in column}.values() if v}
    return [None if v is None else texts.get(id(v), "[]") for v in column]


def sought(code: str | None, name: str | None) -> tuple[str, str | None]:
    """What a node is found by: its folded name, and its folded code where it has one."""
    return fold(name or ""), None if code is None else fold(code)


def stored_row(kind: type[Node], properties: Mapping[str, Any], mention: str | None) -> Row:
    """A node's row: properties in the order of declaration, lists as JSON text."""
    columns = columns_of(kind)
    row = [properties.get(name) for name in columns.names]
    if row[columns.naming] is None:
        row[columns.naming] = mention
    for i in columns.lists:
        if row[i] is not None:
            row[i] = to_json(row[i]).decode()
    return tuple(row)


class Columns(NamedTuple):
    """What a row of a kind of node is made of."""

    names: tuple[str, ...]
    naming: int
    """Where the name stands."""
    lists: tuple[int, ...]
    """Where lists stand."""


@cache
def columns_of(kind: type[Node]) -> Columns:
    """How the rows of a kind are made; worked out once."""
    names = tuple(kind.properties)
    lists = tuple(i for i, prop in enumerate(kind.properties.values()) if prop.many)
    return Columns(names, names.index(kind.naming()), lists)
