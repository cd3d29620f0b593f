"""How far the connectors stay the same when a little of what people told is missing.

    python -m benchmarks.stability [draws]

Takes 5 % of the ties away at random, many times, and compares the order with that of all ties:
Spearman's rank correlation over everybody who is listed, and how many of the first ten stay. Mean
and lowest over the draws, of the score and, beside it, of betweenness alone.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from assetgraph.analysis.stability import agreement, thinned
from assetgraph.analysis.ties import resident_ties
from assetgraph.model.consent import Purpose
from assetgraph.model.relations import Knows
from assetgraph.model.snapshot import Links, Snapshot
from assetgraph.queries.connectors import connectors
from benchmarks.buurt import buurt, lived_in

SHARE = 0.05
TOP = 10
DAY = date(2026, 5, 1)


def demo() -> Snapshot:
    """The fictional neighbourhood that comes with assetgraph."""
    from assetgraph.workflows.given import opened, snapshot_of
    from assetgraph.workflows.loading import import_files, unpack_demo

    with tempfile.TemporaryDirectory() as folder:
        store = f"{folder}/demo.assetgraph"
        import_files(store, [unpack_demo(Path(folder, "demo"), "nl")], today=DAY)
        with opened(store) as kept:
            return snapshot_of(kept, Purpose.MAP, today=DAY)


def with_fewer_ties(snapshot: Snapshot, seed: int) -> Snapshot:
    """Without a share of the pairs who know each other, whoever of both said so."""
    ties = resident_ties(snapshot)
    less = thinned(ties, SHARE, seed=seed)
    kept = set(zip(less.people[less.left], less.people[less.right], strict=True))
    lost = set(zip(ties.people[ties.left], ties.people[ties.right], strict=True)) - kept
    knows = snapshot.relation(Knows)
    pairs = zip(knows.source.tolist(), knows.target.tolist(), strict=True)
    rows = np.array([(min(pair), max(pair)) not in lost for pair in pairs], bool)
    properties = {
        name: [one for one, stays in zip(values, rows, strict=True) if stays]
        for name, values in knows.properties.items()
    }
    links = {**snapshot.links, Knows: Links(knows.source[rows], knows.target[rows], properties)}
    return replace(snapshot, links=links)


def scores(snapshot: Snapshot) -> dict[str, dict[str, float]]:
    """By name of a score, the score of each resident who is listed."""
    found = connectors(snapshot, top=None)
    return {
        "score": {one.resident.id: one.score for one in found},
        "betweenness": {one.resident.id: one.betweenness for one in found},
    }


def measured(snapshot: Snapshot, draws: int) -> Iterator[tuple[str, np.ndarray]]:
    """By name of a score, rank correlation and overlap of each draw, shape (draws, 2)."""
    whole = scores(snapshot)
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in whole}
    for draw in range(draws):
        less = scores(with_fewer_ties(snapshot, draw))
        for name, values in whole.items():
            now = [less[name].get(person, 0) for person in values]
            found[name].append(agreement(list(values.values()), now, top=TOP))
    for name, rows in found.items():
        yield name, np.array(rows)


def main(draws: int = 20) -> None:
    """Measures and prints."""
    for title, snapshot in (
        ("demo", demo()),
        ("as people live, 400 / 1600", lived_in(400, 1_600).snapshot(Purpose.MAP)),
        ("as people live, 2000 / 10000", lived_in(2_000, 10_000).snapshot(Purpose.MAP)),
        ("anybody knows anybody, 2000 / 10000", buurt(2_000, 10_000).snapshot(Purpose.MAP)),
    ):
        ties = resident_ties(snapshot)
        print(f"{title}: {ties.n} people, {len(ties)} ties, {SHARE:.0%} less, {draws} draws")
        for name, found in measured(snapshot, draws):
            mean, low = found.mean(axis=0), found.min(axis=0)
            print(
                f"  {name:<12} rank correlation {mean[0]:.3f} (lowest {low[0]:.3f})"
                f"   of the first {TOP} stay {TOP * mean[1]:4.1f} (fewest {TOP * low[1]:.0f})"
            )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
