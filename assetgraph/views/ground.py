"""Where everything is in the streets: metres around the hub, without a map from elsewhere.

Places stand where they are. People stand in the block where they live, never at their door: a
home is moved to the middle of a square of `SQUARE` metres, and people in one square stand around
it. A group stands where it gathers, an organisation where it works, a story at what it is about.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from assetgraph import resources
from assetgraph.analysis.spacing import Room
from assetgraph.model.nodes import Place, Resident
from assetgraph.model.relations import About, BelongsTo, GathersAt, Uses
from assetgraph.model.snapshot import Snapshot

EARTH = 6_371_000.0
"""Mean radius in metres."""
UNITS = 2.0
"""Map units in a metre."""
SQUARE = 100.0
"""Metres: who lives within a square of this size is drawn around its middle."""
APART = 24.0
"""Map units between two that stand at one spot."""
STREET = 3
"""A street is drawn where at least this many addresses tell where it runs."""
SHORTEST = 40.0
"""Metres: shorter lines tell nothing about where a street runs."""
FAR = 5_000.0
"""Metres: a coordinate further from the middle than this is a slip of the pen."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Ground:
    """The buurt in map units: x to the east, y to the south, the hub at (0, 0)."""

    at: dict[int, Point] = field(default_factory=dict)
    """By index of a node."""
    streets: list[tuple[str, Point, Point]] = field(default_factory=list)
    land: list[list[Point]] = field(default_factory=list)
    """The outline of each buurt."""
    reach: dict[str, float] = field(default_factory=dict)
    """By way of going: the radius of ten minutes, as the crow flies. Empty without a hub."""


def ground(snapshot: Snapshot) -> Ground:
    """Where the nodes of a snapshot stand; nothing where no coordinate is known."""
    known = _coordinates(snapshot)
    if not known:
        return Ground()
    hub = next((i for i in snapshot.ranges.get(Place, ()) if snapshot.value(i, "hub")), None)
    middle = known.get(hub) if hub is not None else None
    # The median does not move for one coordinate in Paris.
    origin = middle or (
        float(np.median([lat for lat, _ in known.values()])),
        float(np.median([lon for _, lon in known.values()])),
    )
    exact = {node: _metres(point, origin) for node, point in known.items()}
    exact = {node: point for node, point in exact.items() if math.hypot(*point) <= FAR}
    at = _placed(snapshot, exact)
    return Ground(
        at,
        list(_streets(snapshot, exact)),
        list(_land(snapshot, at)),
        _reach() if middle is not None else {},
    )


def _coordinates(snapshot: Snapshot) -> dict[int, Point]:
    found = {}
    for kind in (Resident, Place):
        span = snapshot.ranges.get(kind, range(0))
        if not len(span):
            continue
        lats, lons = snapshot.values(kind, "lat"), snapshot.values(kind, "lon")
        for node, lat, lon in zip(span, lats, lons, strict=True):
            if lat is not None and lon is not None:
                found[node] = (float(lat), float(lon))
    return found


def _metres(point: Point, origin: Point) -> Point:
    """East and south of the origin, in metres (equirectangular: exact enough within a town)."""
    lat, lon = (math.radians(value) for value in point)
    lat0, lon0 = (math.radians(value) for value in origin)
    return (EARTH * (lon - lon0) * math.cos(lat0), EARTH * (lat0 - lat))


def _placed(snapshot: Snapshot, exact: dict[int, Point]) -> dict[int, Point]:
    places = snapshot.ranges.get(Place, range(0))
    at = {i: _units(exact[i]) for i in places if i in exact}
    room = Room(APART, at.values())
    for kind in (GathersAt, BelongsTo, Uses, About):
        for node, anchor in _anchored(snapshot, kind, at):
            at.setdefault(node, room.take(at[anchor]))
    for node in snapshot.ranges.get(Resident, ()):
        if node in exact:
            x, y = (round(value / SQUARE) * SQUARE for value in exact[node])
            at[node] = room.take(_units((x, y)))
    return at


def _anchored(snapshot: Snapshot, kind: Any, at: dict[int, Point]) -> Iterator[tuple[int, int]]:
    """Nodes that have no spot of their own, each with one that has and that they belong to."""
    links = snapshot.relation(kind)
    people = len(snapshot.residents)
    for a, b in zip(links.source.tolist(), links.target.tolist(), strict=True):
        node, anchor = (b, a) if kind is BelongsTo else (a, b)
        # Nobody's home is told by what is told about them.
        if node not in at and anchor in at and node >= people:
            yield node, anchor


def _units(point: Point) -> Point:
    return (round(point[0] * UNITS, 1), round(point[1] * UNITS, 1))


def _streets(snapshot: Snapshot, exact: dict[int, Point]) -> Iterator[tuple[str, Point, Point]]:
    """The line along which the addresses of each street lie, from the first to the last."""
    addresses: dict[str, list[Point]] = {}
    for kind in (Resident, Place):
        span = snapshot.ranges.get(kind, range(0))
        if not len(span):
            continue
        for node, street in zip(span, snapshot.values(kind, "street"), strict=True):
            if street and node in exact:
                addresses.setdefault(street, []).append(exact[node])
    for street, points in sorted(addresses.items()):
        if len(set(points)) < STREET:
            continue
        cloud = np.array(points)
        middle = np.median(cloud, axis=0)
        direction = np.linalg.svd(cloud - middle)[2][0]
        along = (cloud - middle) @ direction
        # Whole tens of metres: an end is where a street ends, not where somebody lives.
        low, high = np.floor(along.min() / 10) * 10, np.ceil(along.max() / 10) * 10
        if high - low >= SHORTEST:
            one, other = middle + low * direction, middle + high * direction
            if one[0] > other[0]:
                one, other = other, one
            yield street, _units(tuple(one.tolist())), _units(tuple(other.tolist()))


def _land(snapshot: Snapshot, at: dict[int, Point]) -> Iterator[list[Point]]:
    """The outline of each buurt that three or more stand in."""
    members: dict[str, list[Point]] = {}
    for kind in (Resident, Place):
        span = snapshot.ranges.get(kind, range(0))
        if not len(span):
            continue
        for node, buurt in zip(span, snapshot.values(kind, "buurt"), strict=True):
            if node in at:
                members.setdefault(buurt or "", []).append(at[node])
    for _, points in sorted(members.items(), key=lambda one: -len(one[1])):
        if len(points) >= STREET:
            yield _hull(points)


def _hull(points: Iterable[Point]) -> list[Point]:
    """The convex hull, counter-clockwise (Andrew 1979)."""
    ordered = sorted(set(points))

    def half(walk: Iterable[Point]) -> list[Point]:
        found: list[Point] = []
        for point in walk:
            while len(found) > 1 and _turn(found[-2], found[-1], point) <= 0:
                found.pop()
            found.append(point)
        return found[:-1]

    return half(ordered) + half(reversed(ordered))


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _reach() -> dict[str, float]:
    """The radius of each circle in map units, from ``visualize/ground.toml``."""
    settings = resources.read_toml("visualize/ground.toml")
    seconds = settings["minutes"] * 60 / settings["circuity"]
    return {way: round(seconds * speed * UNITS, 1) for way, speed in settings["speed"].items()}
