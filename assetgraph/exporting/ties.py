"""A tie of somebody else's graph, read as one of our relations."""

from __future__ import annotations

from functools import cache
from typing import Any

from assetgraph.exporting.foreign import Attributes
from assetgraph.model.choices import Closeness
from assetgraph.model.kinds import RELATION_KINDS, Node, Relation
from assetgraph.model.labels import Sensitivity
from assetgraph.model.text import fold

CLOSENESS = ("closeness", "weight")
"""Where a tie may say how well two people know each other, in order of preference."""


def named_relation(attributes: Attributes, key: object) -> str | None:
    """The kind that a tie says it is of, by its attribute or by its key in a multigraph."""
    said = attributes.get("kind")
    if said is not None:
        return str(said)
    return key if isinstance(key, str) and fold(key) in _relations() else None


def fitting(
    named: str | None, one: type[Node], other: type[Node], *, directed: bool
) -> tuple[type[Relation], bool] | None:
    """The relation between nodes of two kinds, and whether it leads from the one to the other.

    Without a name it is the first declared one that fits; a restricted one is never guessed. A
    named relation is turned round only where the graph has no directions.
    """
    if named is None:
        candidates = [
            relation
            for relation in RELATION_KINDS.values()
            if relation.sensitivity is not Sensitivity.RESTRICTED
        ]
    else:
        candidates = [r for r in (_relations().get(fold(named)),) if r is not None]
    for relation in candidates:
        if one in relation.sources and other in relation.targets:
            return relation, True
    if named is None or not directed:
        for relation in candidates:
            if other in relation.sources and one in relation.targets:
                return relation, False
    return None


def closeness_in(attributes: Attributes) -> tuple[int, str | None]:
    """How close a tie is, and the attribute that says otherwise than 1 to 4, if there is one."""
    for name in CLOSENESS:
        value = attributes.get(name)
        if value is not None:
            read = _whole(value)
            if read in tuple(Closeness):
                return read, None
            return int(Closeness.TALKS), name
    return int(Closeness.TALKS), None


def _whole(value: Any) -> int:
    """The value as a whole number; 0 where it is none."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return 0
    return int(number) if number.is_integer() else 0


@cache
def _relations() -> dict[str, type[Relation]]:
    return {
        fold(word): relation
        for relation in reversed(RELATION_KINDS.values())
        for word in (relation.kind, *relation.label.spellings())
    }
