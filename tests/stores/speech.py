"""What sources say in a few words, and what a snapshot holds in a form that compares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from assetgraph.model.changeset import REVERSED, Changeset, Statement, node_id
from assetgraph.model.kinds import RELATION_KINDS, Node
from assetgraph.model.nodes import Resident
from assetgraph.model.snapshot import Snapshot
from assetgraph.model.text import fold

JANUARY = date(2026, 1, 10)
MARCH = date(2026, 3, 14)
MAY = date(2026, 5, 2)
TODAY = date(2026, 6, 1)

HUB, FORM = "workshop in de hub", "formulier"
"""Two sources."""

Other = str | tuple[type[Node], str]
"""A node at the other end: by name, with its kind where the relation allows several."""


def id_of(kind: type[Node], name: str) -> str:
    """The id of a node of these tests: by its name."""
    return node_id(kind, fold(name))


def person(name: str) -> str:
    """The id of a resident."""
    return id_of(Resident, name)


def node(
    kind: type[Node],
    called: str,
    links: Mapping[str, Iterable[Other] | Mapping[str, int]] | None = None,
    *,
    spoken: Iterable[str] = (),
    **properties: Any,
) -> list[Statement]:
    """What is said of one node, and the mention of all that it names."""
    said = Statement(
        kind.kind,
        id_of(kind, called),
        properties={kind.naming(): called, **properties},
        spoken=frozenset(spoken),
    )
    found = [said]
    for key, others in (links or {}).items():
        ends = said.relations.setdefault(key, {})
        for other in others:
            far, name = other if isinstance(other, tuple) else (_far(key), other)
            ends[id_of(far, name)] = (
                {"closeness": others[name]} if isinstance(others, Mapping) else {}
            )
            found.append(Statement(far.kind, id_of(far, name), mention=name))
    return found


def resident(
    called: str,
    links: Mapping[str, Iterable[Other] | Mapping[str, int]] | None = None,
    *,
    spoken: Iterable[str] = (),
    agrees: Iterable[str] | None = None,
    **properties: Any,
) -> list[Statement]:
    """What is said of a resident, who may agree to some purposes."""
    if agrees is not None:
        properties["consent"] = [{"purpose": p, "basis": "consent"} for p in agrees]
    return node(Resident, called, links, spoken=spoken, **properties)


def says(*said: list[Statement], source: str = HUB, day: date = MARCH) -> Changeset:
    """A changeset; who has a statement is not only mentioned."""
    by_id: dict[str, Statement] = {}
    for statement in (one for many in said for one in many):
        known = by_id.get(statement.id)
        if known is None or known.mention is not None:
            by_id[statement.id] = statement
    return Changeset(source, day, list(by_id.values()))


def _far(key: str) -> type[Node]:
    relation = RELATION_KINDS[key.removesuffix(REVERSED)]
    return relation.sources[0] if key.endswith(REVERSED) else relation.targets[0]


def facts(snapshot: Snapshot, node: str) -> dict[str, Any]:
    """What is known of one node: its properties, without those of which nothing is said."""
    at = snapshot.index[node]
    kind = snapshot.kind_of(at)
    values = {name: snapshot.value(at, name) for name in kind.properties}
    unknown = {name: p.default for name, p in kind.properties.items()}
    return {name: value for name, value in values.items() if value != unknown[name]}


def links(snapshot: Snapshot) -> dict[tuple[str, str, str], dict[str, Any]]:
    """Every relation with its properties, by its kind and the names at its ends."""
    return {
        (kind.kind, snapshot.names[source], snapshot.names[target]): {
            name: values[i] for name, values in rows.properties.items()
        }
        for kind, rows in snapshot.links.items()
        for i, (source, target) in enumerate(
            zip(rows.source.tolist(), rows.target.tolist(), strict=True)
        )
    }


def nodes(snapshot: Snapshot) -> dict[str, dict[str, Any]]:
    """What is known of every node, by id."""
    return {node: facts(snapshot, node) for node in snapshot.ids}


def closeness(snapshot: Snapshot, one: str, other: str) -> int | None:
    """How well `one` says to know `other`; None where nothing is said."""
    found = links(snapshot).get(("knows", one, other))
    return None if found is None else int(found["closeness"])


def everything(snapshot: Snapshot) -> dict[str, Any]:
    """All that a snapshot holds, to compare two of them."""
    return {
        "purpose": snapshot.purpose,
        "ids": list(snapshot.ids),
        "ranges": snapshot.ranges,
        "columns": snapshot.columns,
        "provenance": list(snapshot.provenance),
        "guards": snapshot.guards,
        "buurt": snapshot.buurt and fold(snapshot.buurt),
        "links": {
            kind.kind: (
                rows.source.tolist(),
                rows.target.tolist(),
                rows.properties,
                list(rows.provenance),
            )
            for kind, rows in snapshot.links.items()
            if len(rows)
        },
    }


def some(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts that are not zero."""
    return {name: n for name, n in counts.items() if n}
