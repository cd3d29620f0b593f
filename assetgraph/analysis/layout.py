"""Where each node stands on the map: computed once, kept between versions, never overlapping.

Distances are in map units; one unit is one pixel on screen at scale 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from itertools import chain

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

from assetgraph.analysis.clusters import clusters
from assetgraph.analysis.spacing import Room, pack
from assetgraph.model.choices import Closeness
from assetgraph.model.labels import Block
from assetgraph.model.nodes import Activity, Exchange, Story
from assetgraph.model.relations import Avoids, GathersAt, Knows, MemberOf
from assetgraph.model.snapshot import Snapshot

SEED = 7
GAP = 78.0
"""Between two people, groups, places or organisations: a short name fits."""
MIDDLE_GAP = 44.0
"""Between two stories, exchanges or activities, around those they are about."""
SMALL_GAP = 27.0
"""Between two talents or wishes around their people."""
CIRCLE_GAP = 88.0
"""Around a circle: its name fits between its people and the next circle."""
WIDTH = 1.2
"""A screen is wider than high; so is the map."""
ROUNDS = (40, 120)
"""How often the springs pull: less often where many nodes make each round slow."""

Points = NDArray[np.float64]
Ties = dict[int, dict[int, float]]


def positions(
    snapshot: Snapshot, kept: Mapping[str, tuple[float, float]]
) -> dict[str, tuple[float, float]]:
    """The place of every node by id: kept ones exactly where they were, new ones near their ties.

    Without kept places circles of people, groups and places that belong together are laid out by
    springs (Fruchterman and Reingold 1991), one beside the other like islands; who has no ties
    stands on the rim, and talents and wishes stand around the people they belong to. The same
    snapshot gives the same places.
    """
    ties = _ties(snapshot)
    known = {
        i: (float(kept[node][0]), float(kept[node][1]))
        for i, node in enumerate(snapshot.ids)
        if node in kept
    }
    large, middle, small = _tiers(snapshot)
    room = Room(GAP, (known[i] for i in large if i in known))
    placed = dict(known)
    if not any(i in known for i in large):
        for i, point in _springs(large, ties).items():
            placed[i] = room.take(point)
    _settle(large, ties, placed, room)
    _settle(middle, ties, placed, Room(MIDDLE_GAP, placed.values()))
    _settle(small, ties, placed, Room(SMALL_GAP, placed.values()))
    return {node: placed[i] for i, node in enumerate(snapshot.ids)}


def _tiers(snapshot: Snapshot) -> tuple[list[int], list[int], list[int]]:
    """The nodes that make the map, those that stand around them, and the talents and wishes."""
    tiers: tuple[list[int], list[int], list[int]] = ([], [], [])
    for kind, span in snapshot.ranges.items():
        if kind.block is Block.TALENTS:
            tiers[2].extend(span)
        elif kind in (Story, Exchange, Activity):
            tiers[1].extend(span)
        else:
            tiers[0].extend(span)
    return tiers


def _ties(snapshot: Snapshot) -> Ties:
    """How strongly two nodes pull at each other, both ways; a bond with a busy node pulls less."""
    ties: Ties = {i: {} for i in range(len(snapshot.ids))}
    for kind, links in snapshot.links.items():
        if kind is Avoids:
            continue
        strength = 3.0 if kind in (MemberOf, GathersAt) else 1.0
        closeness = links.properties.get("closeness") if kind is Knows else None
        for at, (a, b) in enumerate(zip(links.source.tolist(), links.target.tolist(), strict=True)):
            pull = strength if closeness is None else float(closeness[at] or Closeness.TALKS) / 2
            if a != b:
                ties[a][b] = ties[b][a] = max(pull, ties[a].get(b, 0.0))
    # In one order, so that the order in which facts came does not move anybody.
    return {node: dict(sorted(others.items())) for node, others in ties.items()}


def circles(snapshot: Snapshot) -> list[list[int]]:
    """The circles that the map draws together, as indices of people, groups, places, partners."""
    return clusters(_tiers(snapshot)[0], _ties(snapshot))


def _springs(nodes: list[int], ties: Ties) -> dict[int, tuple[float, float]]:
    """A place for each of these nodes that has a tie to another; the rest is left out.

    Each circle is laid out by itself; then the circles, as discs, are laid beside each other.
    """
    parts = clusters(nodes, ties)
    if not parts:
        return {}
    inner = [_one_part(part, ties) for part in parts]
    radii = np.array([np.hypot(*points.T).max() + CIRCLE_GAP for points in inner])
    middles = _archipelago(parts, radii, ties)
    points = np.concatenate([at + middle for at, middle in zip(inner, middles, strict=True)])
    points = pack(points, np.full(len(points), GAP / 2), steps=300)
    return dict(zip(chain(*parts), map(tuple, points.tolist()), strict=True))


def _one_part(part: list[int], ties: Ties) -> Points:
    """The places of the nodes of one circle, around (0, 0), shape (n, 2)."""
    at = {node: i for i, node in enumerate(part)}
    graph: rx.PyGraph[int, float] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(part)
    for node in part:
        for other, pull in ties[node].items():
            if other in at and node < other:
                busy = math.sqrt(max(len(ties[node]), len(ties[other])))
                graph.add_edge(at[node], at[other], 4 * pull / busy)
    points = _sprung(graph, 1.6 / math.sqrt(len(part)))
    points *= 0.6 * GAP * math.sqrt(len(part))
    return pack(points, np.full(len(part), GAP / 2), steps=90, draw=0.05)


def _archipelago(parts: list[list[int]], radii: Points, ties: Ties) -> Points:
    """Where the middle of each circle lies: near those it has ties with, none over another."""
    home = {node: at for at, part in enumerate(parts) for node in part}
    between: dict[tuple[int, int], float] = {}
    for node, at in home.items():
        for other, pull in ties[node].items():
            to = home.get(other, at)
            if at < to:
                between[at, to] = between.get((at, to), 0.0) + pull
    graph: rx.PyGraph[int, float] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(parts)))
    for (at, to), pull in sorted(between.items()):
        graph.add_edge(at, to, pull / math.sqrt(len(parts[at]) * len(parts[to])))
    points = _sprung(graph, 1.2 / math.sqrt(len(parts)))
    points *= np.array([WIDTH, 1.0]) * math.sqrt(float((radii**2).sum())) / WIDTH
    return pack(points, radii, WIDTH, steps=400, draw=0.05)


def _sprung(graph: rx.PyGraph[int, float], k: float) -> Points:
    """Places by springs around (0, 0), about one unit wide, shape (n, 2)."""
    n = graph.num_nodes()
    rounds = min(max(40_000 // n, ROUNDS[0]), ROUNDS[1])
    found = rx.spring_layout(graph, weight_fn=float, k=k, num_iter=rounds, seed=SEED)
    points: Points = np.array([found[i] for i in range(n)], dtype=np.float64)
    points -= points.mean(axis=0)
    return points


def _settle(
    nodes: Iterable[int], ties: Ties, placed: dict[int, tuple[float, float]], room: Room
) -> None:
    """Gives every node without a place one near its placed neighbours, or else on the rim."""
    missing = [node for node in nodes if node not in placed]
    waiting = [node for node in missing if ties[node]]
    while waiting:
        # Where nobody has a placed neighbour one goes to the rim, and their ties follow.
        near = [node for node in waiting if ties[node].keys() & placed.keys()] or waiting[:1]
        for node in near:
            around = [placed[other] for other in ties[node] if other in placed]
            placed[node] = room.take(_middle(around)) if around else room.take_at_rim()
        waiting = [node for node in waiting if node not in placed]
    for node in missing:
        if node not in placed:
            placed[node] = room.take_at_rim()


def _middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    return (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))
