"""Everybody has a place, nobody stands on another, and known places stay."""

from __future__ import annotations

import math
import random
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.analysis.layout import GAP, SMALL_GAP, positions
from assetgraph.model.consent import Purpose
from assetgraph.model.snapshot import Snapshot
from tests.snapshots import Neighbourhood

Places = dict[str, tuple[float, float]]


def groups(n: int = 4, size: int = 8) -> Neighbourhood:
    """Groups whose members know each other, each joined to the next by one tie."""
    buurt = Neighbourhood()
    names = [[f"Bewoner {g}-{i}" for i in range(size)] for g in range(n)]
    for g, members in enumerate(names):
        for name in members:
            buurt.resident(name, talents=[f"talent van {name}", "thee"], groups=[f"Groep {g}"])
        buurt.all_know_each_other(*members, closeness=3)
    for one, other in pairwise(names):
        buurt.knows(one[0], other[1], 1)
    return buurt


def nearest(places: Places) -> float:
    return min(math.dist(a, b) for a, b in combinations(places.values(), 2))


def of(snapshot: Snapshot, places: Places, start: str) -> Places:
    """The places of the nodes whose name starts so."""
    return {
        snapshot.names[i]: places[node]
        for i, node in enumerate(snapshot.ids)
        if snapshot.names[i].startswith(start)
    }


def test_nobody() -> None:
    assert positions(Neighbourhood().snapshot(), {}) == {}


def test_one() -> None:
    buurt = Neighbourhood()
    buurt.resident("Alleen Ik")
    places = positions(buurt.snapshot(), {})
    assert len(places) == 1


def test_people_without_any_tie_stand_apart() -> None:
    buurt = Neighbourhood()
    for i in range(30):
        buurt.resident(f"Bewoner {i}")
    assert nearest(positions(buurt.snapshot(), {})) >= 0.9 * GAP


def test_nobody_stands_on_another() -> None:
    snapshot = groups().snapshot()
    places = positions(snapshot, {})
    assert places.keys() == set(snapshot.ids)
    assert nearest(of(snapshot, places, "Bewoner")) >= 0.9 * GAP
    assert nearest(places) >= 0.9 * SMALL_GAP


def test_the_same_every_time_and_in_any_order() -> None:
    first = positions(groups().snapshot(seed=1), {})
    assert first == positions(groups().snapshot(seed=1), {})
    assert first == positions(groups().snapshot(seed=2), {})


def test_a_group_stands_together() -> None:
    snapshot = groups().snapshot()
    people = of(snapshot, positions(snapshot, {}), "Bewoner")
    same, other = [], []
    for (a, at), (b, to) in combinations(people.items(), 2):
        together = a.split("-")[0] == b.split("-")[0]
        (same if together else other).append(math.dist(at, to))
    assert sum(same) / len(same) < 0.6 * sum(other) / len(other)


def test_talents_stand_by_their_people() -> None:
    snapshot = groups().snapshot()
    places = positions(snapshot, {})
    people = of(snapshot, places, "Bewoner")
    for name, at in of(snapshot, places, "talent van").items():
        owner = people[name.removeprefix("talent van ")]
        assert math.dist(at, owner) < 3 * GAP


def test_who_has_no_ties_stands_at_the_rim() -> None:
    buurt = groups()
    for i in range(3):
        buurt.resident(f"Alleen {i}", talents=["breien"])
    snapshot = buurt.snapshot()
    places = positions(snapshot, {})
    tied = of(snapshot, places, "Bewoner").values()
    wide, high = (max(abs(point[axis]) for point in tied) for axis in (0, 1))
    for x, y in of(snapshot, places, "Alleen").values():
        assert (x / wide) ** 2 + (y / high) ** 2 > 1


def test_known_places_stay_exactly() -> None:
    before = positions(groups().snapshot(), {})
    buurt = groups()
    buurt.resident("Nieuw Hier", talents=["dammen"])
    buurt.knows("Nieuw Hier", "Bewoner 2-3")
    snapshot = buurt.snapshot()
    after = positions(snapshot, before)
    assert {node: after[node] for node in before} == before
    new = of(snapshot, after, "Nieuw Hier")["Nieuw Hier"]
    friend = of(snapshot, after, "Bewoner 2-3")["Bewoner 2-3"]
    assert math.dist(new, friend) < 5 * GAP
    assert nearest(of(snapshot, after, "Bewoner") | {"new": new}) >= 0.9 * GAP


def test_places_of_who_left_are_passed_over() -> None:
    snapshot = groups(1).snapshot()
    assert positions(snapshot, {"gone": (0.0, 0.0)}).keys() == set(snapshot.ids)


def test_who_is_rather_not_together_does_not_pull() -> None:
    def places(*avoids: str) -> Places:
        buurt = groups(2)
        buurt.resident("Bewoner 0-2", avoids=avoids)
        return positions(buurt.snapshot(Purpose.MATCH), {})

    assert places("Bewoner 1-5") == places()


@given(st.integers(0, 40), st.integers(0, 60), st.integers(0, 10_000))
def test_any_network_gets_room(n: int, ties: int, seed: int) -> None:
    buurt = Neighbourhood()
    draw = random.Random(seed)
    for i in range(n):
        buurt.resident(f"Bewoner {i}", talents=draw.sample(["dammen", "bakken", "zingen"], 2))
    for _ in range(ties if n else 0):
        buurt.knows(f"Bewoner {draw.randrange(n)}", f"Bewoner {draw.randrange(n)}")
    places = positions(buurt.snapshot(), {})
    assert all(map(math.isfinite, (value for point in places.values() for value in point)))
    assert len(places) < 2 or nearest(places) >= 0.9 * SMALL_GAP


@pytest.mark.parametrize("shape", ["many ties", "one centre", "none"])
def test_three_thousand(shape: str) -> None:
    buurt = Neighbourhood()
    draw = random.Random(7)
    names = [f"Bewoner {i}" for i in range(3_000)]
    for name in names:
        buurt.resident(name)
    if shape == "many ties":
        for _ in range(9_000):
            buurt.knows(*draw.sample(names, 2))
    elif shape == "one centre":
        for name in names[1:]:
            buurt.knows(names[0], name)
    places = positions(buurt.snapshot(), {})
    assert len(set(places.values())) == 3_000
