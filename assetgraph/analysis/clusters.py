"""Which nodes of a neighbourhood belong together: circles of people, groups, places, partners.

Communities by modularity (Blondel et al. 2008, the Louvain method), weighted by how strongly two
nodes pull at each other. They say how the map is drawn, and nothing about anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import networkx as nx

SEED = 7
SMALLEST = 3
"""Fewer than this are no circle of their own."""

Ties = Mapping[int, Mapping[int, float]]


def clusters(nodes: Iterable[int], ties: Ties) -> list[list[int]]:
    """The nodes that have a tie to another of them, parted into circles, the largest first.

    Every circle is connected; within one, and among circles of one size, nodes ascend. The same
    ties give the same circles.
    """
    network: nx.Graph[int] = nx.Graph()
    chosen = sorted(nodes)
    network.add_nodes_from(chosen)
    within = set(chosen)
    network.add_weighted_edges_from(
        (a, b, pull) for a in chosen for b, pull in ties[a].items() if a < b and b in within
    )
    network.remove_nodes_from([node for node in chosen if not network.degree(node)])
    parts = nx.community.louvain_communities(network, weight="weight", seed=SEED)
    connected = (part for one in parts for part in nx.connected_components(network.subgraph(one)))
    circles = _joined([sorted(part) for part in connected], ties)
    return sorted(circles, key=lambda part: (-len(part), part))


def _joined(parts: list[list[int]], ties: Ties) -> list[list[int]]:
    """The parts, each too small one taken in by the part that it has the strongest ties to."""
    home = {node: at for at, part in enumerate(parts) for node in part}
    for at in sorted(range(len(parts)), key=lambda at: (len(parts[at]), parts[at])):
        if not 0 < len(parts[at]) < SMALLEST:
            continue
        pulls: dict[int, float] = {}
        for node in parts[at]:
            for other, pull in ties[node].items():
                if home.get(other, at) != at:
                    pulls[home[other]] = pulls.get(home[other], 0.0) + pull
        if pulls:
            to = max(pulls, key=lambda part: (pulls[part], -part))
            home |= dict.fromkeys(parts[at], to)
            parts[to] = sorted(parts[to] + parts[at])
            parts[at] = []
    return [part for part in parts if part]
