"""A node of somebody else's graph, read as one of our kinds."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import ValidationError

from assetgraph.model import cells
from assetgraph.model.consent import Consent
from assetgraph.model.kinds import NODE_KINDS, Node, Property
from assetgraph.model.nodes import Resident
from assetgraph.model.text import fold

Attributes = Mapping[str, Any]

NAMES = ("name", "label")
"""Where a foreign node may carry its name, in order of preference."""
ABOUT = {"id", "kind", *NAMES, "first_said", "last_confirmed", "said_by"}
"""Attributes that are no property and need no mention."""


@dataclass(frozen=True)
class ForeignNode:
    """What a foreign node says, in our words."""

    kind: type[Node]
    name: str
    properties: dict[str, Any]
    """JSON values by property name."""
    refused: tuple[str, ...]
    """Properties whose value is not allowed."""
    unknown: tuple[str, ...]
    """Attributes that are no property of the kind."""
    complete: bool
    """It states all that its kind requires."""


def kind_in(attributes: Attributes) -> type[Node] | None:
    """The kind a node says it is of: a resident where it says nothing, None for one we lack."""
    said = attributes.get("kind")
    return Resident if said is None else _kinds().get(fold(str(said)))


def foreign_node(kind: type[Node], key: Hashable, attributes: Attributes) -> ForeignNode:
    """Reads a node as one of a kind; what is empty is not stated."""
    names = (str(attributes.get(name) or "").strip() for name in NAMES)
    name = next(filter(None, names), str(key))
    given = {
        prop: _value(kind.properties[prop], value)
        for prop, value in attributes.items()
        if prop in kind.properties and value is not None and value != ""
    }
    given.setdefault(kind.naming(), name)
    properties, refused = _allowed(kind, given)
    return ForeignNode(
        kind=kind,
        name=name,
        properties=properties,
        refused=refused,
        unknown=tuple(sorted(map(str, attributes.keys() - ABOUT - kind.properties.keys()))),
        complete=all(p in properties for p, d in kind.properties.items() if d.required),
    )


@cache
def _kinds() -> dict[str, type[Node]]:
    return {
        fold(word): kind
        for kind in NODE_KINDS.values()
        for word in (kind.kind, *kind.label.spellings())
    }


def _value(declared: Property, value: Any) -> Any:
    """The value as the property takes it: lists from one text, texts from numbers."""
    if declared.many and isinstance(value, str):
        parts = cells.split(value)
        return [{"purpose": part} for part in parts] if declared.of is Consent else parts
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number and declared.of is str:
        return f"{value:g}" if isinstance(value, float) else str(value)
    return value


def _allowed(kind: type[Node], given: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The values that the kind allows, as JSON holds them, and the names of the others."""
    try:
        node = kind.model_validate(given)
    except ValidationError as error:
        refused = {str(fault["loc"][0]) for fault in error.errors()}
        kept = {name: value for name, value in given.items() if name not in refused}
        stated = tuple(sorted(refused & given.keys()))
        lacking = [n for n, p in kind.properties.items() if p.required and n not in kept]
        return ({}, stated) if lacking else (_allowed(kind, kept)[0], stated)
    return node.model_dump(mode="json", include=set(given)), ()
