"""The plan is the best there is: compared with trying everything, on small random cases."""

from __future__ import annotations

import os
from importlib.util import find_spec
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assetgraph.analysis.assignment import (
    Caps,
    Columns,
    Solver,
    best_plan,
    cp_sat,
    highs,
    share_out,
)

EXAMPLES = int(os.environ.get("ASSETGRAPH_EXAMPLES", "40"))
QUICK = settings(max_examples=EXAMPLES, deadline=None, derandomize=True)

SOLVERS = [
    highs,
    pytest.param(
        cp_sat,
        marks=pytest.mark.skipif(not find_spec("ortools"), reason="OR-Tools is not installed"),
    ),
]


@st.composite
def cases(draw: Any) -> tuple[Columns, Caps, list[frozenset[int]]]:
    """Up to nine introductions among up to six people."""
    n = draw(st.integers(2, 6))
    pairs = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda p: p[0] != p[1])
    chosen = draw(st.lists(pairs, unique=True, max_size=9))
    worth = draw(st.lists(st.integers(0, 9), min_size=len(chosen), max_size=len(chosen)))
    ends = np.array(chosen, np.int64).reshape(-1, 2)
    room = draw(st.lists(st.integers(0, 3), min_size=n, max_size=n))
    caps = Caps(draw(st.integers(0, 2)), draw(st.integers(0, 2)), np.array(room, np.int64))
    first = draw(st.frozensets(st.integers(0, n - 1)))
    before = draw(st.frozensets(st.sampled_from(sorted(first)))) if first else frozenset()
    return Columns(ends[:, 0], ends[:, 1], np.array(worth, np.int64)), caps, [first, before]


def allowed(columns: Columns, caps: Caps, chosen: list[int]) -> bool:
    """Whether nobody is asked too often."""
    residents, partners = columns.resident[chosen].tolist(), columns.partner[chosen].tolist()
    pairs = [frozenset(pair) for pair in zip(residents, partners, strict=True)]
    return len(set(pairs)) == len(pairs) and all(
        residents.count(one) <= caps.per_resident
        and partners.count(one) <= caps.per_helper
        and residents.count(one) + partners.count(one) <= caps.room[one]
        for one in range(len(caps.room))
    )


def reaches(columns: Columns, first: list[frozenset[int]], chosen: list[int]) -> tuple[int, ...]:
    """How many of each level are served, and the sum."""
    people = {*columns.resident[chosen].tolist(), *columns.partner[chosen].tolist()}
    return (*(len(level & people) for level in first), int(columns.worth[chosen].sum()))


def best(columns: Columns, caps: Caps, first: list[frozenset[int]]) -> tuple[int, ...]:
    """What the best plan reaches, by trying them all."""
    found = []
    for taken in product((False, True), repeat=len(columns)):
        chosen = [at for at, take in enumerate(taken) if take]
        if allowed(columns, caps, chosen):
            found.append(reaches(columns, first, chosen))
    return max(found)


@pytest.mark.parametrize("solver", SOLVERS)
@QUICK
@given(case=cases())
def test_as_good_as_trying_everything(
    solver: Solver, case: tuple[Columns, Caps, list[frozenset[int]]]
) -> None:
    columns, caps, first = case
    found = best_plan(columns, caps, first, solver=solver)
    chosen = found.chosen.tolist()
    assert allowed(columns, caps, chosen)
    assert reaches(columns, first, chosen) == best(columns, caps, first)
    assert (*found.first, found.worth) == reaches(columns, first, chosen)
    assert (found.free,) == best(columns, caps, [])


@pytest.mark.parametrize("solver", SOLVERS)
@QUICK
@given(
    able=st.lists(
        st.dictionaries(st.integers(0, 3), st.integers(0, 9), max_size=3).map(
            lambda each: sorted(each.items())
        ),
        max_size=4,
    ),
    most=st.lists(st.integers(0, 2), min_size=4, max_size=4),
)
def test_tasks_are_shared_out_as_well_as_can_be(
    solver: Solver, able: list[list[tuple[int, int]]], most: list[int]
) -> None:
    def reached(given: tuple[int | None, ...]) -> tuple[int, int]:
        good = [dict(each)[who] for each, who in zip(able, given, strict=True) if who is not None]
        return len(good), sum(good)

    ways = [
        given
        for given in product(*([None, *(who for who, _ in each)] for each in able))
        if all(given.count(who) <= limit for who, limit in enumerate(most))
    ]
    found = tuple(share_out(able, most, solver=solver))
    assert found in ways
    assert reached(found) == max(map(reached, ways))
