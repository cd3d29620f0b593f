"""Everything `connectors` computes against betweenness alone of rustworkx, igraph and networkx.

    python -m benchmarks.connectors [people] [ties]

Medians of seconds and of CPU seconds, taken in turns so that a busy machine hurts all, and ratios:
ours to rustworkx (at most 2) and networkx to ours (at least 30). Two neighbourhoods of 2,000 people
and 10,000 ties: one in which anybody may know anybody, and one as people live.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter, process_time

import igraph
import networkx as nx
import rustworkx as rx

from assetgraph.model.consent import Purpose
from assetgraph.queries.connectors import connectors
from benchmarks.buurt import Buurt, buurt, lived_in

REPEATS = 7


def cost(work: Callable[[], object]) -> tuple[float, float]:
    """The seconds and the CPU seconds that this takes once."""
    start, used = perf_counter(), process_time()
    work()
    return perf_counter() - start, process_time() - used


def compare(made: Buurt, people: int, title: str) -> None:
    """Prints a line for each."""
    fast, slow = rx.PyGraph(), nx.Graph(made.pairs)
    fast.add_nodes_from(range(people))
    fast.add_edges_from_no_data(made.pairs)
    slow.add_nodes_from(range(people))
    other = igraph.Graph(n=people, edges=made.pairs)
    connectors(made.snapshot(Purpose.MAP))
    ours, alone, peer = [], [], []
    for fresh in [made.snapshot(Purpose.MAP) for _ in range(REPEATS)]:
        ours.append(cost(lambda: connectors(fresh)))  # noqa: B023
        alone.append(cost(lambda: rx.betweenness_centrality(fast)))
        peer.append(cost(other.betweenness))
    last = [cost(lambda: nx.betweenness_centrality(slow))]
    print(f"{title}: {people} people, {len(made.pairs)} ties")
    for name, found in (
        ("connectors, everything", ours),
        ("rustworkx betweenness", alone),
        ("igraph betweenness", peer),
        ("networkx betweenness", last),
    ):
        wall, cpu = (median(column) for column in zip(*found, strict=True))
        print(f"  {name:<24} {wall:8.3f} s {cpu:8.3f} s CPU")
    for name, one, two in (("ours / rustworkx", ours, alone), ("networkx / ours", last, ours)):
        wall, cpu = (
            median(a) / median(b)
            for a, b in zip(zip(*one, strict=True), zip(*two, strict=True), strict=True)
        )
        print(f"  {name:<24} {wall:8.2f}   {cpu:8.2f}   CPU")


def main(people: int = 2_000, ties: int = 10_000) -> None:
    """Measures and prints."""
    compare(buurt(people, ties), people, "anybody knows anybody")
    compare(lived_in(people, ties), people, "as people live")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
