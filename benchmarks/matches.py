"""Matches for a whole neighbourhood and for one resident, after and with understanding the texts.

python -m benchmarks.matches [people] [ties]
"""

from __future__ import annotations

import sys
from time import perf_counter

from assetgraph.model.consent import Purpose
from assetgraph.queries.matches import matches
from benchmarks.buurt import buurt


def main(people: int = 2_000, ties: int = 10_000) -> None:
    """Measures and prints."""
    made = buurt(people, ties)
    snapshot = made.snapshot(Purpose.MATCH)
    start = perf_counter()
    matches(snapshot, resident=snapshot.ids[0])
    print(f"{people} people, {ties} ties, 3 talents and 2 wishes each")
    print(f"one resident, texts new    {perf_counter() - start:8.3f} s")
    start = perf_counter()
    matches(snapshot, resident=snapshot.ids[0])
    print(f"one resident, texts known  {perf_counter() - start:8.3f} s")
    start = perf_counter()
    found = matches(snapshot)
    print(f"everyone, texts known      {perf_counter() - start:8.3f} s   {len(found)} suggestions")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
