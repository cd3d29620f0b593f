"""Facts as properties of Neo4j: JSON values as they are kept there, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from pydantic import BaseModel

from assetgraph.model.kinds import Node, Property, Relation
from assetgraph.model.text import fold
from assetgraph.stores.cypher import KEYED

LONGEST_KEY = 1_000
"""Characters of a key: an index holds no more than about 8 KB."""

ABSENT = False
ABSENT_BOOL = 0
"""Columns cannot hold null; where nothing is known stands a value of another type."""


def key_of(text: str) -> str:
    """How a name, a code or a buurt is looked up; who is found by it is compared in full."""
    return fold(text)[:LONGEST_KEY]


def native_row(kind: type[Node], properties: Mapping[str, Any], mention: str | None) -> list[Any]:
    """How a node is looked up, and its properties in the order of declaration."""
    naming = kind.naming()
    stated = {**properties}
    if stated.get(naming) is None:
        stated[naming] = mention
    found_by: list[Any] = [key_of(stated[naming] or "")]
    found_by += [_LOOKED_UP[one](stated.get(one)) for one in kind.properties if one in KEYED]
    return [*found_by, *native_values(kind, stated)]


_LOOKED_UP: dict[str, Callable[[Any], Any]] = {
    "code": lambda code: None if code is None else key_of(code),
    "buurt": lambda buurt: key_of(buurt or ""),
    "avoids_names": lambda names: bool(names) or None,
}
"""By property: how it is looked up; what is null stands in no index, so no buurt is ``""``."""


def native_values(kind: type[Node] | type[Relation], properties: Mapping[str, Any]) -> list[Any]:
    """Properties in the order of their declaration."""
    values = [properties.get(one) for one in kind.properties]
    for i, to_native, _ in _converted(kind):
        if values[i] is not None:
            values[i] = to_native(values[i])
    return values


def json_columns(
    kind: type[Node] | type[Relation], columns: Sequence[list[Any]]
) -> dict[str, list[Any]]:
    """Columns as Neo4j gives them, as JSON values by property; None where nothing is known."""
    found = list(columns)
    for i, prop in enumerate(kind.properties.values()):
        absent = ABSENT_BOOL if prop.of is bool else ABSENT
        if any(value is absent for value in found[i]):
            found[i] = [None if value is absent else value for value in found[i]]
    for i, _, to_json in _converted(kind):
        found[i] = [None if value is None else to_json(value) for value in found[i]]
    return dict(zip(kind.properties, found, strict=True))


TYPES = {
    "text": "string",
    "number": "integer or float",
    "yes/no": "boolean",
    "date": "date",
    "texts": "list of strings",
    "documents": "list of strings, each a JSON object",
}
"""What the values of a property are in Neo4j."""


def native_type(prop: Property) -> str:
    """The word for a property's values, a key of `TYPES`."""
    if issubclass(prop.of, BaseModel):
        return "documents"
    if prop.many:
        return "texts"
    if prop.of is bool:
        return "yes/no"
    if prop.of is date:
        return "date"
    return "number" if issubclass(prop.of, (int, float)) else "text"


Convert = Callable[[Any], Any]


@cache
def _converted(kind: type[Node] | type[Relation]) -> tuple[tuple[int, Convert, Convert], ...]:
    """The properties that differ from their JSON: where they stand, and the way there and back."""
    ways = ((i, _ways(prop)) for i, prop in enumerate(kind.properties.values()))
    return tuple((i, *both) for i, both in ways if both is not None)


def _ways(prop: Property) -> tuple[Convert, Convert] | None:
    if issubclass(prop.of, BaseModel):
        return _documents, _parsed
    if prop.of is date:
        return date.fromisoformat, str
    if prop.of is float:
        return float, float
    return None


def _documents(values: list[Any]) -> list[str]:
    return [json.dumps(value, ensure_ascii=False) for value in values]


def _parsed(texts: list[str]) -> list[Any]:
    return [json.loads(text) for text in texts]
