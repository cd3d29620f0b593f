"""What a source says: a changeset of statements, one for each node it speaks of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

from assetgraph.model.kinds import NODE_KINDS, Node, Relation

REVERSED = "<"
"""Marks a relation that is stated from the side of its target (``member_of<``: the group's row)."""


OWN_WORD = "eigen woord"
"""The source of what a resident says of themselves: it wins over all others, older and newer."""


def node_id(kind: type[Node], *identity: str) -> str:
    """The id of a node from what identifies it: equal in every store and on every machine."""
    key = "\x1f".join((kind.kind, *identity)).encode()
    return f"{kind.kind}-{blake2b(key, digest_size=8).hexdigest()}"


TIES = "ties"
"""Under this name reports count pairs of residents who know each other."""


def no_counts() -> dict[str, int]:
    """A zero for every kind of node, by its plural, and for ties."""
    return {**{kind.plural: 0 for kind in NODE_KINDS.values()}, TIES: 0}


def relation_key(relation: type[Relation], *, reverse: bool = False) -> str:
    """The name under which a statement holds its relations of one kind."""
    return relation.kind + REVERSED if reverse else relation.kind


@dataclass(slots=True)
class Statement:
    """What one changeset says about one node.

    ``properties`` holds JSON values by property name; ``relations`` holds, by `relation_key`, the
    ids at the other end with the properties of the relation.
    """

    kind: str
    id: str
    mention: str | None = None
    """The words by which it was mentioned: its name as long as nothing names it better."""
    properties: dict[str, Any] = field(default_factory=dict)
    relations: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    spoken: frozenset[str] = frozenset()
    """Properties and relation keys that the source has a place for: those of them that it does
    not state are empty there, so that it takes back what it said of them before."""
    same: str | None = None
    """The id of the node that this one is the same as; "" where it is one of its own again; None
    where nothing is said of it."""


@dataclass(frozen=True)
class Changeset:
    """Statements that are applied together or not at all."""

    source: str
    """Who or what says it; a later changeset of the same source replaces what it said before."""
    day: date
    """From when on it holds."""
    statements: list[Statement]
    who: str = ""


@dataclass(frozen=True)
class ChangesetRecord:
    """A changeset as the store remembers it."""

    id: int
    source: str
    day: date
    recorded_at: datetime
    who: str
    undone_at: datetime | None
    added: dict[str, int]
    changed: dict[str, int]
    removed: dict[str, int]


@dataclass(frozen=True)
class Change:
    """One fact that a changeset made different about a node that was there already."""

    node: str
    name: str
    field: str
    """A property, or the key of a relation."""
    other: str | None
    """For a relation: the name at its other end."""
    before: Any
    """The value before, as JSON; for a relation its properties, None where it was not there."""
    after: Any


@dataclass(frozen=True)
class Outcome:
    """What applying or undoing a changeset did: counts by plural of kind, and ``ties``."""

    changeset: int | None
    added: dict[str, int]
    changed: dict[str, int]
    removed: dict[str, int]
    changes: list[Change] = field(default_factory=list)
    kept: list[Change] = field(default_factory=list)
    """On undo: what stays, because other changesets say it too or have said otherwise since."""
    touched: frozenset[str] = frozenset()
    """The ids of residents of whom something else holds than before."""
