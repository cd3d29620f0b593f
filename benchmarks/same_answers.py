"""Every question to a city on a server and in a file: the same answers, in the same JSON.

    python -m benchmarks.same_answers neo4j://user@host/database [residents] [buurten] [whole]

The database is empty, or holds what an earlier run put there. The city is written into a file that
is thrown away and copied to the server. Asked are the matches of some residents at random, by
lookup, and every question about one buurt and, with ``whole``, about the whole city. Prints for
each the seconds of both and whether the answers agree; exits 1 where one differs.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from time import perf_counter
from typing import Any

from assetgraph.errors import RefusedError
from assetgraph.messages import catalogue
from assetgraph.queries import QUESTIONS
from assetgraph.stores import open_store
from assetgraph.workflows import asking, copying
from benchmarks.city import City

ASKED = 40
NAMED = {"between": {"one": "Groep 0-0", "other": "Groep 0-1"}}
"""What a question is asked about, where it needs that to have an answer."""

Answers = Callable[[str], list[Any]]
"""What a store at a location answers."""


def told(answers: Answers, location: str) -> str:
    """An answer as the command line prints it with ``--json``; of a refusal its code."""
    try:
        found = answers(location)
    except RefusedError as refused:
        return refused.code
    return json.dumps([asking.to_json(one, catalogue("nl")) for one in found])


def compared(title: str, answers: Answers, file: str, server: str) -> bool:
    """Asks both, and prints."""
    start = perf_counter()
    one = told(answers, file)
    between = perf_counter()
    two = told(answers, server)
    taken = between - start, perf_counter() - between
    verdict = "same" if one == two else "DIFFERS"
    print(
        f"{title:<34} {len(one):>9} characters  file {taken[0]:7.2f} s   server {taken[1]:7.2f} s"
        f"   {verdict}",
        flush=True,
    )
    return one == two


def filled(city: City, file: str, server: str) -> None:
    """Writes the city into the file, and copies it to the server."""
    start = perf_counter()
    store = open_store(file, create=True)
    for said in city.slices():
        store.apply(said)
    store.close()
    print(f"loading the file {perf_counter() - start:.1f} s", flush=True)
    start = perf_counter()
    copying.copy(file, server)
    print(f"copying to the server {perf_counter() - start:.1f} s", flush=True)


def main(server: str = "", residents: int = 2_000, buurten: int = 2, whole: str = "") -> int:
    """Compares and prints; how many answers differ."""
    if not server:
        print("needs a server: see the head of this module")
        return 0
    city, today, chance = City(residents, buurten), date.today(), random.Random(3)
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/stad.assetgraph"
        filled(city, file, server)
        asked: list[tuple[str, Answers]] = []
        for _ in range(ASKED):
            code = f"B{chance.randrange(residents)}"
            asked.append(
                (f"matches {code}", lambda at, who=code: asking.match(at, who, today=today))
            )
        for one in QUESTIONS:
            for part in ("BU03630000", None) if whole else ("BU03630000",):
                options = {"today": today, "buurt": part, "named": NAMED.get(one.name)}
                asked.append(
                    (
                        f"{one.name} of {part or 'all'}",
                        lambda at, name=one.name, how=options: asking.ask(at, name, **how),
                    )
                )
        wrong = [title for title, answers in asked if not compared(title, answers, file, server)]
    print(f"{len(asked)} questions, {len(wrong)} differ {' '.join(wrong)}")
    return len(wrong)


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(bool(main(*given[:1], *map(int, given[1:3]), *given[3:4])))
