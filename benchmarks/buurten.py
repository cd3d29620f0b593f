"""All buurten of a city, one at a time: everything `connectors` computes, in seconds and memory.

    python -m benchmarks.buurten [buurten] [people] [ties]

100 buurten of 2,000 people and 10,000 ties: 200,000 people and 1,000,000 ties (at most 60 s, in at
most 1 GB). Each way runs in a process of its own; making the random buurten is not counted in the
time, but is in the memory. Beside it rustworkx's betweenness alone, in the same process.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
from time import perf_counter, process_time

import rustworkx as rx

from assetgraph.analysis import compiled
from assetgraph.model.consent import Purpose
from assetgraph.queries.connectors import connectors
from benchmarks.buurt import lived_in

SEEDS = 4
"""As many different buurten, in turn."""


def measure(fast: bool, buurten: int, people: int, ties: int) -> list[float]:
    """Seconds and CPU seconds of ours, of rustworkx, and the megabytes of the process."""
    if fast:
        compiled.load()
    made = [lived_in(people, ties, seed=seed) for seed in range(SEEDS)]
    graphs = []
    for one in made:
        graphs.append(rx.PyGraph())
        graphs[-1].add_nodes_from(range(people))
        graphs[-1].add_edges_from_no_data(one.pairs)
    total = [0.0] * 4
    connectors(made[0].snapshot(Purpose.MAP))
    for number in range(buurten):
        snapshot = made[number % SEEDS].snapshot(Purpose.MAP)
        start, used = perf_counter(), process_time()
        connectors(snapshot)
        middle, middle_used = perf_counter(), process_time()
        rx.betweenness_centrality(graphs[number % SEEDS])
        total[0] += middle - start
        total[1] += middle_used - used
        total[2] += perf_counter() - middle
        total[3] += process_time() - middle_used
    return [*total, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]


def main(buurten: int = 100, people: int = 2_000, ties: int = 10_000) -> None:
    """Measures and prints."""
    print(f"{buurten} buurten of {people} people and {ties} ties")
    context = multiprocessing.get_context("spawn")
    for fast, name in ((False, "plain"), (True, "compiled")):
        with context.Pool(1) as pool:
            found = pool.apply(measure, (fast, buurten, people, ties))
        wall, cpu, peer, peer_cpu, megabytes = found
        print(
            f"{name:<9} {wall:7.1f} s {cpu:7.1f} s CPU {megabytes:6.0f} MB"
            f"   / rustworkx betweenness {wall / peer:5.2f} wall {cpu / peer_cpu:5.2f} CPU"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
