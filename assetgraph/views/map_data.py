"""What the map page holds, as plain data; what is not in here is not in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from hashlib import blake2b

from assetgraph.analysis.layout import circles
from assetgraph.messages import DEFAULT_LANGUAGE, Catalogue, catalogue
from assetgraph.model.choices import Closeness
from assetgraph.model.consent import Purpose
from assetgraph.model.kinds import RELATION_KINDS, Node, Relation
from assetgraph.model.labels import Block, Sensitivity
from assetgraph.model.nodes import Place, Resident
from assetgraph.model.relations import Knows
from assetgraph.model.snapshot import Links, Provenance, Snapshot
from assetgraph.queries.answers import Connector, Match
from assetgraph.views.circles import circle_names
from assetgraph.views.facts import in_words, told
from assetgraph.views.ground import Ground, ground
from assetgraph.views.insights import Insights
from assetgraph.views.network import network
from assetgraph.views.page_data import (
    BlockData,
    CardData,
    ConnectorData,
    EdgeData,
    GroundData,
    KindData,
    MapData,
    NodeData,
    RelationData,
    SaidData,
    TimeData,
)
from assetgraph.views.timelines import Timelines, timelines
from assetgraph.views.words import FOR_WHOM, WAYS, page_words

AT_A_GLANCE = 150
"""Up to this number of nodes all six blocks are open; above it talents wait to be asked for."""
FOLDED = 4_000
"""Above this number of nodes, less the talents, the map starts with circles that unfold."""
DAYS = {Purpose.MAP: 365, Purpose.MATCH: 92, Purpose.PUBLISH: 365, Purpose.ALL: 31}
"""How long a map may be used when no consent ends before: then a new one is drawn."""

_Said = tuple[str, str, str]


def map_data(
    snapshot: Snapshot,
    positions: Mapping[str, tuple[float, float]],
    *,
    language: str = DEFAULT_LANGUAGE,
    title: str | None = None,
    made_on: date | None = None,
    until: date | None = None,
    around: str | None = None,
    told_by: Insights = Insights(),  # noqa: B008  (frozen)
) -> MapData:
    """The data of the page for one snapshot.

    `positions` holds a place for each id of the snapshot. `until` is the last day on which the
    file may be used, `around` the id of the resident it is drawn around. Ids that the snapshot
    does not hold are passed over. Restricted facts stay out for every purpose, and what is
    published says nothing about who connects, who is alone and who could meet.
    """
    words, snapshot = catalogue(language), snapshot.on_the_map
    published = snapshot.purpose is Purpose.PUBLISH
    parts, lanes, streets = circles(snapshot), timelines(snapshot), ground(snapshot)
    said: dict[_Said, int] = {}
    days = _days(snapshot)
    nodes = _nodes(snapshot, positions, language, said, days)
    _place(nodes, parts, lanes, streets)
    nodes, edges = network(nodes, _edges(snapshot, days))
    return MapData(
        language=language,
        title=title or _title(snapshot, words),
        purpose=snapshot.purpose.value,
        for_whom=words.entries[FOR_WHOM[snapshot.purpose]],
        day=snapshot.day.isoformat(),
        made_on=(made_on or snapshot.day).isoformat(),
        until=(until or usable_until(snapshot, made_on or snapshot.day)).isoformat(),
        mark=blake2b("\n".join(snapshot.ids).encode(), digest_size=4).hexdigest(),
        people=sum(1 for node in nodes if _is_neighbour(node)),
        around=snapshot.index.get(around) if around else None,
        blocks=_blocks(snapshot, language),
        kinds=_kinds(snapshot, language),
        relations=_relations(snapshot, language),
        nodes=nodes,
        edges=edges,
        said=[SaidData(first=first, last=last, source=source) for first, last, source in said],
        days=list(days) if len(days) > 1 else [],
        circles=circle_names(snapshot, parts, language),
        folded=sum(1 for node in nodes if not _small(snapshot, node)) > FOLDED,
        ground=_ground(streets, words),
        time=_time(lanes, words, language),
        connectors=[] if published else list(_connectors(snapshot, told_by.connectors, words)),
        widen=[] if published else _indices(snapshot, told_by.widen),
        matches=_matches(snapshot, told_by.matches, words)
        if snapshot.purpose is Purpose.MATCH
        else {},
        words=page_words(language),
    )


def usable_until(
    snapshot: Snapshot,
    made_on: date,
    *,
    purpose: Purpose | None = None,
    people: frozenset[str] | None = None,
) -> date:
    """The last day on which a map may be used: the first end of a consent that it rests on.

    At most `DAYS` after it was made. `people` are ids of those who are on the map, where the
    snapshot holds more than the map, and `purpose` is that of the map.
    """
    purpose = purpose or snapshot.purpose
    ends = [made_on + timedelta(DAYS[purpose])]
    for node, consents in zip(snapshot.ids, snapshot.values(Resident, "consent"), strict=False):
        if people is not None and node not in people:
            continue
        holding = [one for one in consents or () if one.purpose is purpose and one.holds(made_on)]
        lasts = [one.until for one in holding if one.until is not None]
        if lasts and len(lasts) == len(holding):
            ends.append(max(lasts))
    return min(ends)


CBS_CODE = re.compile(r"BU\d{4}[0-9A-Z]{4}", re.IGNORECASE)
"""How Statistics Netherlands numbers a neighbourhood: no name to put above a map."""


def _title(snapshot: Snapshot, words: Catalogue) -> str:
    if snapshot.buurt is None or CBS_CODE.fullmatch(snapshot.buurt):
        return words.text("map.title")
    return words.text("map.title-of", buurt=snapshot.buurt)


def _is_neighbour(node: NodeData) -> bool:
    return node["kind"] == Resident.kind and not node.get("professional")


def _small(snapshot: Snapshot, node: NodeData) -> bool:
    return snapshot.kind_of(node["id"]).block is Block.TALENTS


def _nodes(
    snapshot: Snapshot,
    positions: Mapping[str, tuple[float, float]],
    language: str,
    said: dict[_Said, int],
    days: Mapping[str, int],
) -> list[NodeData]:
    nodes: list[NodeData] = []
    for kind, span in snapshot.ranges.items():
        columns = [snapshot.values(kind, p.name) for p in told(kind)]
        for row, i in enumerate(span):
            x, y = positions[snapshot.ids[i]]
            node = NodeData(id=i, label=snapshot.names[i], kind=kind.kind, x=round(x), y=round(y))
            facts = [(at, in_words(column[row], language)) for at, column in enumerate(columns)]
            if facts := [fact for fact in facts if fact[1]]:
                node["facts"] = facts
            if i < len(snapshot.provenance):
                node["said"] = said.setdefault(_said(snapshot.provenance[i]), len(said))
                if len(days) > 1:
                    node["since"] = days[snapshot.provenance[i].first_said.isoformat()]
            nodes.append(node)
    for i in _true(snapshot, Resident, "professional"):
        nodes[i]["professional"] = True
    for i in _true(snapshot, Place, "hub"):
        nodes[i]["hub"] = True
    return nodes


def _place(
    nodes: list[NodeData], parts: list[list[int]], lanes: Timelines, streets: Ground
) -> None:
    """Adds to nodes where they stand beside their place in the network."""
    for at, circle in enumerate(parts):
        for node in circle:
            nodes[node]["circle"] = at
    for node, (x, y) in streets.at.items():
        nodes[node]["ground"] = (x, y)
    for node, when in lanes.at.items():
        nodes[node]["when"] = when


def _days(snapshot: Snapshot) -> dict[str, int]:
    """The days on which something was first said, in order."""
    said = {one.first_said for one in snapshot.provenance}
    for links in snapshot.links.values():
        said |= {one.first_said for one in links.provenance}
    return {day.isoformat(): at for at, day in enumerate(sorted(said))}


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


def _kinds(snapshot: Snapshot, language: str) -> list[KindData]:
    return [
        KindData(
            id=kind.kind,
            label=kind.label.text(language),
            heading=(kind.sheet or kind.label).text(language),
            block=int(kind.block),
            small=kind.block is Block.TALENTS,
            naming=kind.properties[kind.naming()].label.text(language),
            properties=[p.label.text(language) for p in told(kind)],
        )
        for kind in snapshot.ranges
    ]


def _relations(snapshot: Snapshot, language: str) -> list[RelationData]:
    return [
        RelationData(
            id=kind.kind,
            label=kind.label.text(language),
            both=kind.symmetric or kind is Knows,
            notes=["", *(c.label.text(language) for c in Closeness)] if kind is Knows else [],
        )
        for kind in _shown(snapshot)
    ]


def _edges(snapshot: Snapshot, days: Mapping[str, int]) -> list[EdgeData]:
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
            if len(days) > 1 and row < len(links.provenance):
                edge["since"] = days[links.provenance[row].first_said.isoformat()]
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


def _ground(streets: Ground, words: Catalogue) -> GroundData:
    return GroundData(
        streets=[{"label": name, "from": one, "to": other} for name, one, other in streets.streets],
        land=streets.land,
        reach=[
            {"label": words.text(WAYS[way]), "radius": radius}
            for way, radius in streets.reach.items()
        ],
    )


def _time(lanes: Timelines, words: Catalogue, language: str) -> TimeData:
    return TimeData(
        first=lanes.first,
        last=lanes.last,
        lanes=[
            {
                "label": lane.timeline.label.text(language)
                if lane.timeline
                else words.text("map.time.rest"),
                "top": lane.top,
                "bottom": lane.bottom,
            }
            for lane in lanes.lanes
        ],
    )


def _connectors(
    snapshot: Snapshot, found: Sequence[Connector], words: Catalogue
) -> Iterator[ConnectorData]:
    for one in found:
        if (node := snapshot.index.get(one.resident.id)) is not None:
            joins = [f"{one.resident.name} {words.text(join)}." for join in one.connects]
            yield {"node": node, "told": joins + [words.text(why) for why in one.reasons]}


def _matches(
    snapshot: Snapshot, found: Mapping[str, Sequence[Match]], words: Catalogue
) -> dict[str, list[CardData]]:
    return {
        str(snapshot.index[person]): [
            CardData(
                name=one.partner.name,
                node=snapshot.index.get(one.partner.id),
                mutual=one.mutual,
                reasons=[words.text(reason.text) for reason in one.reasons],
                step=words.text(one.first_step),
            )
            for one in cards
        ]
        for person, cards in found.items()
        if person in snapshot.index
    }


def _indices(snapshot: Snapshot, ids: Sequence[str]) -> list[int]:
    return [snapshot.index[node] for node in ids if node in snapshot.index]
