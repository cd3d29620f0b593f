"""The door to networkx, for everyone else's tools: a snapshot out, and a graph in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from assetgraph.exporting import facts
from assetgraph.exporting.foreign import Attributes, ForeignNode, foreign_node, kind_in
from assetgraph.exporting.ties import closeness_in, fitting, named_relation
from assetgraph.model.changeset import Changeset, Statement, node_id, relation_key
from assetgraph.model.kinds import NODE_KINDS, Node
from assetgraph.model.snapshot import Snapshot
from assetgraph.model.text import fold

if TYPE_CHECKING:
    import networkx

CODE = "code"
"""The property that settles who somebody is."""

Reason = Literal["kind", "incomplete", "end", "loop", "repeated", "value", "attribute"]


@dataclass(frozen=True)
class Dropped:
    """Something that a graph says and its changeset does not.

    ``kind``: a node or tie of a kind that we lack, or that does not fit its ends.
    ``incomplete``: a node without what its kind requires. ``end``: a tie to such a node.
    ``loop``: a tie to itself. ``repeated``: a tie that was there already. ``value``: an attribute
    with a value that is not allowed. ``attribute``: one that we lack, told once for all.
    """

    reason: Reason
    node: str | None = None
    """The node, or the one that the tie starts from, by its key."""
    other: str | None = None
    """The node that the tie leads to, by its key."""
    detail: str | None = None
    """The kind or the attribute that it is about."""


@dataclass(frozen=True)
class Reading:
    """What a graph says, and what of it is left out."""

    changeset: Changeset
    dropped: tuple[Dropped, ...]


def to_networkx(snapshot: Snapshot) -> networkx.MultiDiGraph:
    """The snapshot with ids as node keys and kinds as edge keys.

    Attributes are JSON values: ``kind``, ``name`` and the declared properties that are known, with
    ``first_said``, ``last_confirmed`` and ``said_by``.
    """
    import networkx  # noqa: PLC0415

    graph = networkx.MultiDiGraph(purpose=snapshot.purpose.value, day=snapshot.day.isoformat())
    for node in facts.nodes(snapshot):
        graph.add_node(node.pop("id"), **node)
    for edge in facts.edges(snapshot):
        graph.add_edges_from([(edge.pop("source"), edge.pop("target"), edge["kind"], edge)])
    return graph


def from_networkx(graph: networkx.Graph, *, source: str, day: date) -> Reading:
    """What any networkx graph says, as a changeset of this source.

    A node is a resident unless its ``kind`` says otherwise, called by its ``name``, ``label`` or
    key; keys that are ids of ours stay so. A tie is of its ``kind``, else of the first kind that
    fits its ends: residents know each other, as well as ``closeness`` or ``weight`` says where
    that is 1 to 4. A tie without direction is stated once.
    """
    reader = _Reader()
    reader.nodes(dict(graph.nodes(data=True)))
    if graph.is_multigraph():
        ties = graph.edges(keys=True, data=True)
    else:
        ties = ((one, other, None, attributes) for one, other, attributes in graph.edges(data=True))
    for one, other, key, attributes in ties:
        reader.tie(one, other, named_relation(attributes, key), attributes, graph.is_directed())
    return Reading(
        Changeset(source=source, day=day, statements=list(reader.statements.values())),
        tuple(reader.dropped),
    )


class _Reader:
    """Collects the statements of a graph, and what does not become one."""

    def __init__(self) -> None:
        self.statements: dict[Hashable, Statement] = {}
        self.dropped: list[Dropped] = []

    def nodes(self, given: dict[Hashable, Attributes]) -> None:
        """Makes a statement of each node."""
        read: dict[Hashable, ForeignNode] = {}
        unknown: set[str] = set()
        for key, attributes in given.items():
            kind = kind_in(attributes)
            if kind is None:
                self._drop("kind", key, detail=str(attributes["kind"]))
                continue
            node = foreign_node(kind, key, attributes)
            for name in node.refused:
                self._drop("value", key, detail=name)
            unknown.update(node.unknown)
            if node.complete:
                read[key] = node
            else:
                self._drop("incomplete", key, detail=kind.kind)
        self.dropped += [Dropped("attribute", detail=name) for name in sorted(unknown)]
        namesakes = Counter((node.kind, fold(node.name)) for node in read.values())
        for key, node in read.items():
            alone = namesakes[node.kind, fold(node.name)] == 1
            self.statements[key] = _statement(key, node, alone=alone)

    def tie(
        self,
        one: Hashable,
        other: Hashable,
        named: str | None,
        attributes: Attributes,
        directed: bool,
    ) -> None:
        """States one tie, at the node that its relation starts from."""
        if one == other:
            self._drop("loop", one, other)
            return
        ends = self.statements.get(one), self.statements.get(other)
        if ends[0] is None or ends[1] is None:
            self._drop("end", one, other)
            return
        kinds = NODE_KINDS[ends[0].kind], NODE_KINDS[ends[1].kind]
        found = fitting(named, *kinds, directed=directed)
        if found is None:
            self._drop("kind", one, other, named)
            return
        relation, forward = found
        start, end = (ends[0], ends[1]) if forward else (ends[1], ends[0])
        properties: dict[str, Any] = {}
        if "closeness" in relation.properties:
            properties["closeness"], refused = closeness_in(attributes)
            if refused:
                self._drop("value", one, other, refused)
        stated = start.relations.setdefault(relation_key(relation), {})
        if end.id in stated:
            self._drop("repeated", one, other, relation.kind)
            properties = _closer(stated[end.id], properties)
        stated[end.id] = properties

    def _drop(
        self,
        reason: Reason,
        node: Hashable,
        other: Hashable | None = None,
        detail: str | None = None,
    ) -> None:
        self.dropped.append(
            Dropped(reason, str(node), None if other is None else str(other), detail)
        )


def _statement(key: Hashable, node: ForeignNode, *, alone: bool) -> Statement:
    """What a node says; namesakes in one graph stay apart by their keys."""
    kind, properties = node.kind, node.properties
    if isinstance(key, str) and re.fullmatch(rf"{kind.kind}-[0-9a-f]{{16}}", key):
        return Statement(kind=kind.kind, id=key, properties=properties)
    if not alone and CODE in kind.properties:
        properties = {CODE: f"{key}", **properties}
    identity = _identity(kind, node.name, properties)
    if not alone:
        identity = (*identity, repr(key))
    return Statement(kind=kind.kind, id=node_id(kind, *identity), properties=properties)


def _identity(kind: type[Node], name: str, properties: dict[str, Any]) -> tuple[str, ...]:
    """What the id is made from, as when a workbook is read: a code, else all that tells apart."""
    apart = {
        n: fold(str(properties.get(n) or "")) for n, p in kind.properties.items() if p.distinguishes
    }
    if apart.get(CODE):
        return (CODE, apart[CODE])
    return (fold(name), *apart.values())


def _closer(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """The closer of two statements of one tie."""
    return other if other.get("closeness", 0) > one.get("closeness", 0) else one
