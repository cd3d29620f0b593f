"""The shape of the page's data: what Python writes and the script of the page reads."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

Point = tuple[float, float]


class BlockData(TypedDict):
    """One of the six blocks in the legend."""

    id: int
    label: str
    count: int
    open: bool


class KindData(TypedDict):
    """One kind of node: its words, its block and the labels of what is told about it."""

    id: str
    label: str
    heading: str
    block: int
    small: bool
    """It belongs to people and stands around them."""
    naming: str
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
    """One node: `facts` pairs an index into the kind's properties with a text.

    `x`, `y` are its place in the network, `ground` that in the streets; `when` is where a story
    begins on the timelines, its row, and where it ends. `since` is an index into `days`.
    """

    id: int
    label: str
    kind: str
    x: float
    y: float
    facts: NotRequired[list[tuple[int, str]]]
    said: NotRequired[int]
    since: NotRequired[int]
    professional: NotRequired[bool]
    hub: NotRequired[bool]
    circle: NotRequired[int]
    ground: NotRequired[Point]
    when: NotRequired[tuple[float, float, float]]


EdgeData = TypedDict(
    "EdgeData",
    {
        "from": int,
        "to": int,
        "kind": str,
        "value": NotRequired[int],
        "since": NotRequired[int],
    },
)
"""One stated relation; `value` 1…4 is closeness."""


class SaidData(TypedDict):
    """When and by which source something was said; dates as ISO texts."""

    first: str
    last: str
    source: str


class GroundData(TypedDict):
    """What lies under the map on the ground, in its units: streets, outlines, how far one comes."""

    streets: list[dict[str, Any]]
    land: list[list[Point]]
    reach: list[dict[str, Any]]


class TimeData(TypedDict):
    """The lines of history: the years they run over, and the lane of each in map units."""

    first: int
    last: int
    lanes: list[dict[str, Any]]


class ConnectorData(TypedDict):
    """Who connects, and why, in sentences."""

    node: int
    told: list[str]


class CardData(TypedDict):
    """Somebody to meet: `node` is None where they are not on this map."""

    name: str
    node: int | None
    mutual: bool
    reasons: list[str]
    step: str


class MapData(TypedDict):
    """The whole page as data; it goes through JSON unchanged."""

    language: str
    title: str
    purpose: str
    for_whom: str
    day: str
    made_on: str
    until: str
    mark: str
    """Tells this map from another: an address made for one restores nothing in the other."""
    people: int
    around: int | None
    blocks: list[BlockData]
    kinds: list[KindData]
    relations: list[RelationData]
    nodes: list[NodeData]
    edges: list[EdgeData]
    said: list[SaidData]
    days: list[str]
    """When something was first said, in order; empty where all was said on one day."""
    circles: list[str]
    folded: bool
    """It starts with circles that unfold."""
    ground: GroundData
    time: TimeData
    connectors: list[ConnectorData]
    widen: list[int]
    matches: dict[str, list[CardData]]
    words: dict[str, Any]
