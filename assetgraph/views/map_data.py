"""What the map page holds, as plain data; what is not in here is not in the file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NotRequired, TypedDict

from assetgraph.messages import DEFAULT_LANGUAGE, catalogue
from assetgraph.model.choices import Closeness
from assetgraph.model.consent import Purpose
from assetgraph.model.kinds import RELATION_KINDS, Node, Relation
from assetgraph.model.labels import Block, Sensitivity
from assetgraph.model.nodes import Place, Resident
from assetgraph.model.relations import Knows
from assetgraph.model.snapshot import Links, Provenance, Snapshot
from assetgraph.views.facts import in_words, told
from assetgraph.views.network import network
from assetgraph.views.words import FOR_WHOM, page_words

AT_A_GLANCE = 150
"""Up to this number of nodes all six blocks are open; above it talents wait to be asked for."""


class BlockData(TypedDict):
    """One of the six blocks in the legend."""

    id: int
    label: str
    count: int
    open: bool


class KindData(TypedDict):
    """One kind of node: its word, its block and the labels of what is told about it."""

    id: str
    label: str
    heading: str
    block: int
    small: bool
    """It belongs to people and stands around them."""
    properties: list[str]


class RelationData(TypedDict):
    """One kind of relation; `both` where it is read in both directions.

    `notes` words the values 0…4 of its edges, where they have any.
    """

    id: str
    label: str
    both: bool
    notes: list[str]


class NodeData(TypedDict):
    """One node: `facts` pairs an index into the kind's properties with a text."""

    id: int
    label: str
    kind: str
    x: float
    y: float
    facts: NotRequired[list[tuple[int, str]]]
    said: NotRequired[int]
    professional: NotRequired[bool]
    hub: NotRequired[bool]


EdgeData = TypedDict(
    "EdgeData",
    {"from": int, "to": int, "kind": str, "value": NotRequired[int]},
)
"""One stated relation; `value` 1…4 is closeness."""


class SaidData(TypedDict):
    """When and by which source something was said; dates as ISO texts."""

    first: str
    last: str
    source: str


_Said = tuple[str, str, str]


class MapData(TypedDict):
    """The whole page as data; it goes through JSON unchanged."""

    language: str
    title: str
    purpose: str
    for_whom: str
    day: str
    made_on: str
    people: int
    blocks: list[BlockData]
    kinds: list[KindData]
    relations: list[RelationData]
    nodes: list[NodeData]
    edges: list[EdgeData]
    said: list[SaidData]
    connectors: list[int]
    widen: list[int]
    words: dict[str, Any]


def map_data(
    snapshot: Snapshot,
    positions: Mapping[str, tuple[float, float]],
    *,
    language: str = DEFAULT_LANGUAGE,
    title: str | None = None,
    made_on: date | None = None,
    connectors: Sequence[str] = (),
    widen: Sequence[str] = (),
) -> MapData:
    """The data of the page for one snapshot.

    `positions` holds a place for each id of the snapshot. `connectors` are ids of residents who
    are drawn larger. `widen` are ids of residents around whom the circle can grow; they are marked
    only when the reader asks for it, and never in what is published. Ids that the snapshot does
    not hold are passed over. Restricted facts stay out for every purpose.
    """
    said: dict[_Said, int] = {}
    nodes = _nodes(snapshot, positions, language, said)
    nodes, edges = network(nodes, _edges(snapshot))
    published = snapshot.purpose is Purpose.PUBLISH
    return MapData(
        language=language,
        title=title or _title(snapshot, language),
        purpose=snapshot.purpose.value,
        for_whom=catalogue(language).entries[FOR_WHOM[snapshot.purpose]],
        day=snapshot.day.isoformat(),
        made_on=(made_on or snapshot.day).isoformat(),
        people=sum(1 for node in nodes if _is_neighbour(node)),
        blocks=_blocks(snapshot, language),
        kinds=[
            KindData(
                id=kind.kind,
                label=kind.label.text(language),
                heading=(kind.sheet or kind.label).text(language),
                block=int(kind.block),
                small=kind.block is Block.TALENTS,
                properties=[p.label.text(language) for p in told(kind)],
            )
            for kind in snapshot.ranges
        ],
        relations=[
            RelationData(
                id=kind.kind,
                label=kind.label.text(language),
                both=_both(kind),
                notes=["", *(c.label.text(language) for c in Closeness)] if kind is Knows else [],
            )
            for kind in _shown(snapshot)
        ],
        nodes=nodes,
        edges=edges,
        said=[SaidData(first=first, last=last, source=source) for first, last, source in said],
        connectors=_indices(snapshot, connectors),
        widen=[] if published else _indices(snapshot, widen),
        words=page_words(language),
    )


CBS_CODE = re.compile(r"BU\d{4}[0-9A-Z]{4}", re.IGNORECASE)
"""How Statistics Netherlands numbers a neighbourhood: no name to put above a map."""


def _title(snapshot: Snapshot, language: str) -> str:
    words = catalogue(language)
    if snapshot.buurt is None or CBS_CODE.fullmatch(snapshot.buurt):
        return words.text("map.title")
    return words.text("map.title-of", buurt=snapshot.buurt)


def _is_neighbour(node: NodeData) -> bool:
    return node["kind"] == Resident.kind and not node.get("professional")


def _nodes(
    snapshot: Snapshot,
    positions: Mapping[str, tuple[float, float]],
    language: str,
    said: dict[_Said, int],
) -> list[NodeData]:
    nodes: list[NodeData] = []
    for kind, span in snapshot.ranges.items():
        columns = [snapshot.values(kind, p.name) for p in told(kind)]
        for row, i in enumerate(span):
            x, y = positions[snapshot.ids[i]]
            node = NodeData(id=i, label=snapshot.names[i], kind=kind.kind, x=x, y=y)
            facts = [(at, in_words(column[row], language)) for at, column in enumerate(columns)]
            if facts := [fact for fact in facts if fact[1]]:
                node["facts"] = facts
            if i < len(snapshot.provenance):
                node["said"] = said.setdefault(_said(snapshot.provenance[i]), len(said))
            nodes.append(node)
    for i in _true(snapshot, Resident, "professional"):
        nodes[i]["professional"] = True
    for i in _true(snapshot, Place, "hub"):
        nodes[i]["hub"] = True
    return nodes


def _said(source: Provenance) -> _Said:
    return (source.first_said.isoformat(), source.last_confirmed.isoformat(), source.source)


def _true(snapshot: Snapshot, kind: type[Node], name: str) -> list[int]:
    """The nodes of a kind for which this property is a yes."""
    span = snapshot.ranges.get(kind, range(0))
    return [i for i in span if snapshot.value(i, name)]


def _shown(snapshot: Snapshot) -> list[type[Relation]]:
    """The kinds of relations on the map, as declared; a guard such as "rather not" is not."""
    return [
        kind
        for kind in RELATION_KINDS.values()
        if kind.sensitivity is not Sensitivity.RESTRICTED and len(snapshot.relation(kind))
    ]


def _both(kind: type[Relation]) -> bool:
    return kind.symmetric or kind is Knows


def _edges(snapshot: Snapshot) -> list[EdgeData]:
    edges: list[EdgeData] = []
    for kind in _shown(snapshot):
        links = snapshot.relation(kind)
        closeness = _closeness(links) if kind is Knows else None
        for row in range(len(links)):
            edge: EdgeData = {
                "from": int(links.source[row]),
                "to": int(links.target[row]),
                "kind": kind.kind,
            }
            if closeness is not None:
                edge["value"] = closeness[row]
            edges.append(edge)
    return edges


def _closeness(links: Links) -> list[int]:
    stated = links.properties.get("closeness") or [None] * len(links)
    return [int(value or Closeness.TALKS) for value in stated]


def _blocks(snapshot: Snapshot, language: str) -> list[BlockData]:
    counts = dict.fromkeys(Block, 0)
    for kind, span in snapshot.ranges.items():
        counts[kind.block] += len(span)
    many = len(snapshot.ids) > AT_A_GLANCE
    return [
        BlockData(
            id=int(block),
            label=block.label.text(language),
            count=count,
            open=not (many and count and block is Block.TALENTS),
        )
        for block, count in counts.items()
    ]


def _indices(snapshot: Snapshot, ids: Sequence[str]) -> list[int]:
    return [snapshot.index[node] for node in ids if node in snapshot.index]
