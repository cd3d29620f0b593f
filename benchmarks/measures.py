"""Each measure on one neighbourhood: ours, compiled where there is a kernel, and the peers.

    python -m benchmarks.measures [people] [ties]

Median milliseconds of `REPEATS` runs, taken in turns, and how many times longer than ours each
other takes. A dash: that library does not have it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter
from unittest.mock import patch

import igraph
import networkx as nx
import numpy as np

from assetgraph.analysis import compiled
from assetgraph.analysis.absence import absences
from assetgraph.analysis.betweenness import betweenness
from assetgraph.analysis.brokerage import brokerage
from assetgraph.analysis.communities import communities
from assetgraph.analysis.distances import distances, pairs_by_distance
from assetgraph.analysis.holes import holes
from assetgraph.analysis.key_players import reaching
from assetgraph.analysis.new_ties import best_of
from assetgraph.analysis.parts import biconnected_parts, core_numbers
from assetgraph.analysis.ties import Ties, resident_ties
from assetgraph.model.consent import Purpose
from benchmarks.buurt import lived_in

REPEATS = 5
Work = Callable[[], object]


def milliseconds(work: Work) -> float:
    """The time that this takes once."""
    start = perf_counter()
    work()
    return 1000 * (perf_counter() - start)


def line(name: str, ours: Work, fast: Work | None, slow: Work | None, peer: Work | None) -> None:
    """Prints one measure, each way in turn."""
    found: dict[int, list[float]] = {}
    for turn in range(REPEATS):
        for at, work in enumerate((ours, fast, slow, peer)):
            if work is None or (turn and found[at][0] > 5_000):
                continue
            with patch.object(compiled, "load", compiled.load if at == 1 else lambda: None):
                found.setdefault(at, []).append(milliseconds(work))
    times = [median(found[at]) if at in found else None for at in range(4)]
    told = [
        "           -       " if one is None else f"{one:10.1f} {one / (times[0] or 1):7.2f}x"
        for one in times[1:]
    ]
    print(f"{name:<24}{times[0]:10.1f}  {'  '.join(told)}")


def main(people: int = 2_000, ties_count: int = 10_000) -> None:
    """Measures and prints."""
    ties = resident_ties(lived_in(people, ties_count).snapshot(Purpose.MAP))
    edges = list(zip(ties.left.tolist(), ties.right.tolist(), strict=True))
    graph, peer = nx.Graph(edges), igraph.Graph(n=ties.n, edges=edges)
    graph.add_nodes_from(range(ties.n))
    circles, middle = communities(ties), int(np.argmax(ties.degree))
    compiled.load()
    for kernel in (betweenness, holes, pairs_by_distance):
        kernel(ties)

    def rows() -> Ties:
        """The same ties with nothing remembered."""
        return Ties(ties.people, ties.left, ties.right, ties.closeness)

    print(f"{people} people, {len(ties)} ties")
    print(f"{'':24}{'ours':>10}  {'compiled':>19}  {'networkx':>19}  {'igraph':>19}")
    line(
        "betweenness",
        lambda: betweenness(rows()),
        lambda: betweenness(rows()),
        lambda: nx.betweenness_centrality(graph),
        peer.betweenness,
    )
    line(
        "constraint and others",
        lambda: holes(rows()),
        lambda: holes(rows()),
        lambda: (nx.constraint(graph), nx.effective_size(graph)),
        peer.constraint,
    )
    line(
        "pairs by distance",
        lambda: pairs_by_distance(rows()),
        lambda: pairs_by_distance(rows()),
        lambda: dict(nx.all_pairs_shortest_path_length(graph)),
        peer.path_length_hist,
    )
    line("all distances", lambda: distances(rows()), None, None, peer.distances)
    line(
        "communities",
        lambda: communities(rows()),
        None,
        lambda: nx.community.louvain_communities(graph, seed=1),
        lambda: peer.community_leiden("modularity"),
    )
    line(
        "cores",
        lambda: core_numbers(rows()),
        None,
        lambda: nx.core_number(graph),
        peer.coreness,
    )
    line(
        "biconnected parts",
        lambda: biconnected_parts(rows()),
        None,
        lambda: list(nx.biconnected_components(graph)),
        peer.biconnected_components,
    )
    line("brokerage roles", lambda: brokerage(rows(), circles), None, None, None)
    one = [middle]
    line("one absence", lambda: absences(rows(), one), lambda: absences(rows(), one), None, None)
    around = [(a, b) for a in ties.neighbours[middle] for b in ties.neighbours[middle]]
    line("one mending tie", lambda: best_of(ties.without(one), around), None, None, None)
    line("five key players", lambda: reaching(rows(), 5), None, None, None)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
