"""When a place is open, in the words in which people write it."""

from __future__ import annotations

import pytest

from assetgraph.matching.moments import open_at
from assetgraph.model.choices import Daypart

M, A, E, N = Daypart.MORNING, Daypart.AFTERNOON, Daypart.EVENING, Daypart.NIGHT
WEEK = frozenset(range(7))


@pytest.mark.parametrize(
    ("text", "open_"),
    [
        (None, {}),
        ("op afspraak", {}),
        ("ma-vr 9-12", {M: frozenset(range(5))}),
        (
            "ma-vr 9-21; za 10-13",
            {M: frozenset(range(6)), A: frozenset(range(6)), E: frozenset(range(5))},
        ),
        ("do 18-22", {E: frozenset({3})}),
        ("zaterdagochtend", {M: frozenset({5})}),
        ("zaterdag in de ochtend", {M: frozenset({5})}),
        ("vr t/m zo 13.00-17.00", {A: frozenset({4, 5, 6})}),
        ("za-ma 13-17", {A: frozenset({5, 6, 0})}),
        ("dagelijks 8:00 tot 12:00", {M: WEEK}),
        ("woensdag", {M: frozenset({2}), A: frozenset({2}), E: frozenset({2})}),
        ("Mon-Wed 9-12", {M: frozenset({0, 1, 2})}),
        ("22-24", {E: WEEK}),
        ("0-5", {N: WEEK}),
    ],
)  # fmt: skip
def test_when_a_place_is_open(text: str | None, open_: dict[Daypart, frozenset[int]]) -> None:
    assert open_at(text) == open_
