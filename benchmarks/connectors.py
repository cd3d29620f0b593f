"""Everything `connectors` computes against betweenness alone of rustworkx and networkx.

    python -m benchmarks.connectors [people] [ties]

Prints medians in seconds, taken in turns, and two ratios: ours to rustworkx (at most 2) and
networkx to ours (at least 30), on one random neighbourhood of 2,000 people and 10,000 ties
with groups, streets, languages and nominations.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

import networkx as nx
import rustworkx as rx

from assetgraph.model.consent import Purpose
from assetgraph.queries.connectors import connectors
from benchmarks.buurt import buurt

REPEATS = 7


def seconds(work: Callable[[], object]) -> float:
    """The time that this takes once."""
    start = perf_counter()
    work()
    return perf_counter() - start


def main(people: int = 2_000, ties: int = 10_000) -> None:
    """Measures and prints."""
    made = buurt(people, ties)
    pairs = made.pairs
    fast = rx.PyGraph()
    fast.add_nodes_from(range(people))
    fast.add_edges_from_no_data(pairs)
    slow = nx.Graph(pairs)
    slow.add_nodes_from(range(people))
    connectors(made.snapshot(Purpose.MAP))
    fresh = [made.snapshot(Purpose.MAP) for _ in range(REPEATS)]
    rounds = [
        (seconds(lambda: connectors(one)), seconds(lambda: rx.betweenness_centrality(fast)))  # noqa: B023
        for one in fresh
    ]
    ours, alone = (median(column) for column in zip(*rounds, strict=True))
    peer = seconds(lambda: nx.betweenness_centrality(slow))
    print(f"{people} people, {ties} ties")
    print(f"connectors, everything      {ours:8.3f} s")
    print(f"rustworkx betweenness alone {alone:8.3f} s   ours / rustworkx {ours / alone:6.2f}")
    print(f"networkx betweenness alone  {peer:8.3f} s   networkx / ours  {peer / ours:6.1f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
