"""One resident's matches in a city, by lookup, beside the cost of an empty query.

    python -m benchmarks.lookups [STORE] [residents] [buurten]

STORE is where the city is or goes: a file, or ``neo4j://user@host/database``; without it a file
that is thrown away. Prints CPU and wall milliseconds of a warm process, 300 residents at random,
and how long loading and the first reading of all texts took, where they were still to be done.
In a city that is not too large some answers are compared with those on the whole snapshot.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from time import perf_counter, process_time

from assetgraph.model.consent import Purpose
from assetgraph.queries.answers import Match
from assetgraph.queries.matches import matches
from assetgraph.stores import GraphStore, open_store
from assetgraph.vocabulary import vocabulary
from assetgraph.workflows.lookup import matches_of, read_up
from benchmarks.city import BUURTEN, City

ASKED, WARM, COMPARED = 300, 20, 3


def answer(store: GraphStore, resident: str, today: date) -> list[Match] | None:
    """What `assetgraph matches RESIDENT` computes; None for somebody who has none."""
    own = store.snapshot(Purpose.MATCH, today=today, people=[resident])
    at = own.index.get(resident)
    if at is None or own.value(at, "professional"):
        return None
    return matches_of(store, own, resident)


def spread(title: str, cpu: list[float], wall: list[float]) -> None:
    """Prints the median and the 95th percentile, in milliseconds."""
    for name, taken in (("CPU", sorted(cpu)), ("wall", sorted(wall))):
        p50, p95 = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
        print(f"{title:<34} {name:<4} p50 {p50 * 1e3:7.1f} ms   p95 {p95 * 1e3:7.1f} ms")


def timed(title: str, works: list[Callable[[], object]]) -> None:
    """Does all of this, each by itself, and prints what they took."""
    cpu, wall = [], []
    for work in works:
        used, start = process_time(), perf_counter()
        if work() is not None:
            cpu.append(process_time() - used)
            wall.append(perf_counter() - start)
    spread(title, cpu, wall)


def measure(store: GraphStore, city: City) -> None:
    """Loads what is not there, then asks."""
    today, start = date.today(), perf_counter()
    if not store.history():
        for said in city.slices():
            store.apply(said)
        print(f"loading {city.residents} residents          {perf_counter() - start:10.1f} s")
        start = perf_counter()
    read_up(store, today, vocabulary())
    print(f"reading what was not read            {perf_counter() - start:10.1f} s")
    chance = random.Random(2)
    people = [city.id(chance.randrange(city.residents)) for _ in range(ASKED)]
    for one in people[:WARM]:
        answer(store, one, today)
    timed("an empty query", [lambda: store.traits([], today)] * ASKED)
    timed("one resident's matches", [lambda one=one: answer(store, one, today) for one in people])
    compare(store, city, people, today)


def compare(store: GraphStore, city: City, people: list[str], today: date) -> None:
    """A few answers again on the whole snapshot, where the city is not too large for that."""
    if city.residents > 20_000:
        return
    whole = store.snapshot(Purpose.MATCH, today=today)
    known = vocabulary()
    for one in people[:COMPARED]:
        found = answer(store, one, today)
        same = found is None or found == matches(whole, resident=one, understanding=known)
        print(f"{one}  {'as on the whole' if same else 'DIFFERS from the whole'}")


def main(location: str = "", residents: int = 20_000, buurten: int = BUURTEN // 5) -> None:
    """Measures and prints."""
    city = City(residents, buurten)
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(location or f"{folder}/stad.assetgraph", create=True)
        try:
            measure(store, city)
        finally:
            store.close()


if __name__ == "__main__":
    main(*sys.argv[1:2], *map(int, sys.argv[2:4]))
