"""What is published tells of nobody who did not agree: attacks on the counts themselves."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from assetgraph.exporting.publishing import (
    BUURT,
    LEAST,
    PEOPLE,
    TALENTS,
    Cell,
    Count,
    Memory,
    counts,
    guarded,
)

EXAMPLES = int(os.environ.get("ASSETGRAPH_EXAMPLES", "15"))
BUURTEN, TALENTS_HERE = ("Linde", "Kade", "Werf"), ("koken", "zingen", "tuin")


def _cells(people: Mapping[str, tuple[str | None, frozenset[str]]]) -> dict[Cell, frozenset[str]]:
    found: dict[Cell, set[str]] = {(PEOPLE, ""): set(people)}
    for one, (buurt, talents) in people.items():
        if buurt is not None:
            found.setdefault((BUURT, buurt), set()).add(one)
        for talent in talents:
            found.setdefault((TALENTS, talent), set()).add(one)
    return {cell: frozenset(who) for cell, who in found.items()}


def _random(rng: np.random.Generator, n: int) -> dict[str, tuple[str | None, frozenset[str]]]:
    share = rng.uniform(0.05, 0.95, len(TALENTS_HERE))
    return {f"r{rng.integers(10**12)}": _somebody(rng, share) for _ in range(n)}


def _somebody(rng: np.random.Generator, share: np.ndarray) -> tuple[str | None, frozenset[str]]:
    buurt = rng.choice([*BUURTEN, ""], p=[0.6, 0.25, 0.1, 0.05])
    talents = frozenset(t for t, p in zip(TALENTS_HERE, share, strict=True) if rng.random() < p)
    return str(buurt) or None, talents


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 150))
def test_no_two_numbers_tell_of_fewer_than_ten(seed: int, size: int) -> None:
    """People come and go a few at a time; the whole and its parts are published in between."""
    rng = np.random.default_rng(seed)
    people = _random(rng, size)
    share = rng.uniform(0.05, 0.95, len(TALENTS_HERE))
    memory = Memory(None)
    for _ in range(8):
        for one in list(people)[: int(rng.integers(4))]:
            del people[one]
        people |= {
            f"r{rng.integers(10**12)}": _somebody(rng, share) for _ in range(rng.integers(9))
        }
        scope = str(rng.choice(["", "", *BUURTEN]))
        inside = {one: facts for one, facts in people.items() if not scope or facts[0] == scope}
        rows = counts(_cells(inside), memory, scope)
        _attack(rows)
        memory = Memory(memory.text)
        kept = json.loads(memory.text)["told"]
        for told in kept.values():
            for one, other in combinations(told, 2):
                assert len(set(one[2]) ^ set(other[2])) >= LEAST
            for _, n, who in told:
                assert n == (len(who) if len(who) >= LEAST else None)


def _attack(rows: list[Count]) -> None:
    """Whoever has the counts adds up and takes away, and finds nobody."""
    if not rows:
        return
    everybody = next(row.n for row in rows if row.theme == PEOPLE)
    for row in rows:
        assert row.n >= LEAST
        assert row.theme == PEOPLE or everybody - row.n >= LEAST
    parts = [row.n for row in rows if row.theme == BUURT]
    rest = everybody - sum(parts)
    assert not parts or rest == 0 or rest >= LEAST
    # What two counts have in common lies between these bounds, which tell as little.
    others = [row for row in rows if row.theme == TALENTS]
    for one, other in combinations(others, 2):
        least = max(0, one.n + other.n - everybody)
        assert min(one.n, other.n) - least >= LEAST


def test_a_part_that_would_follow_is_hidden_too() -> None:
    """Four people on the Werf are hidden; so is the Kade, for 39 - 20 - 15 is 4."""
    told = {(PEOPLE, ""): 39, (BUURT, "Linde"): 20, (BUURT, "Kade"): 15}
    assert guarded(told) == [Count(PEOPLE, "", 39), Count(BUURT, "Linde", 20)]


def test_all_but_a_few_are_hidden() -> None:
    told = {(PEOPLE, ""): 30, (TALENTS, "koken"): 25, (TALENTS, "tuin"): 20}
    assert [row.name for row in guarded(told)] == ["", "tuin"]


def test_too_few_people_are_not_counted_at_all() -> None:
    few = frozenset(f"r{i}" for i in range(LEAST - 1))
    assert counts({(PEOPLE, ""): few}, Memory(None)) == []


def test_one_who_comes_changes_no_number() -> None:
    memory = Memory(None)
    people = {f"r{i}": ("Linde", frozenset({"koken"} if i < 15 else ())) for i in range(40)}
    before = counts(_cells(people), memory)
    people["nieuw"] = ("Linde", frozenset({"koken"}))
    assert counts(_cells(people), memory) == before
    people |= {f"later{i}": ("Linde", frozenset({"koken"})) for i in range(LEAST)}
    after = {row.name: row.n for row in counts(_cells(people), memory)}
    assert (after[""], after["koken"]) == (51, 26)


def test_the_memory_holds_no_name_and_no_id() -> None:
    memory = Memory(None)
    people = {f"resident-{i:016x}": ("Linde", frozenset({"koken"})) for i in range(30)}
    counts(_cells(people), memory)
    assert "resident-" not in memory.text
    assert "Linde" not in memory.text
    assert "koken" not in memory.text
