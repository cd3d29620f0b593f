"""The nodes and edges of a snapshot, one by one, as plain values under their declared names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import Enum
from typing import Any

from pydantic import BaseModel

from assetgraph.model.snapshot import Provenance, Snapshot

Facts = dict[str, Any]


def nodes(snapshot: Snapshot) -> Iterator[Facts]:
    """Every node: id, kind, name, what is known of it, and where that comes from.

    Values are JSON values. What is not known is left out; an empty ``consent`` stays, for it says
    that nothing is allowed.
    """
    for kind, span in snapshot.ranges.items():
        defaults = {name: field.default for name, field in kind.model_fields.items()}
        columns = [
            (name, column, defaults[name])
            for name, column in snapshot.columns[kind].items()
            if name in kind.properties
        ]
        for row, node in enumerate(span):
            facts: Facts = {
                "id": snapshot.ids[node],
                "kind": kind.kind,
                "name": snapshot.names[node],
            }
            for name, column, default in columns:
                value = column[row]
                if value is not None and value != default:
                    facts[name] = plain(value)
            facts.update(_provenance(snapshot.provenance, node))
            yield facts


def edges(snapshot: Snapshot) -> Iterator[Facts]:
    """Every relation: the ids at its ends, its kind, its properties and where it comes from."""
    for relation, links in snapshot.links.items():
        ends = zip(links.source.tolist(), links.target.tolist(), strict=True)
        for i, (source, target) in enumerate(ends):
            facts: Facts = {
                "source": snapshot.ids[source],
                "target": snapshot.ids[target],
                "kind": relation.kind,
            }
            for name, column in links.properties.items():
                if column[i] is not None:
                    facts[name] = plain(column[i])
            facts.update(_provenance(links.provenance, i))
            yield facts


def plain(value: Any) -> Any:
    """The value as JSON holds it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_none=True)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value


def _provenance(provenance: Sequence[Provenance], index: int) -> Facts:
    if not provenance:
        return {}
    said = provenance[index]
    facts = {
        "first_said": said.first_said.isoformat(),
        "last_confirmed": said.last_confirmed.isoformat(),
    }
    return {**facts, "said_by": said.source} if said.source else facts
