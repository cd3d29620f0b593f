"""Everybody's best within walking distance, as comparing everybody with everybody gives it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from assetgraph.analysis import compiled
from assetgraph.analysis.nearby import Best, Worth, best_nearby

RADIUS = 640.0


def drawn(seed: int, n: int, concepts: int) -> tuple[np.ndarray, csr_array, csr_array, csr_array]:
    chance = np.random.default_rng(seed)
    points = chance.uniform(0, 2_500, (n, 2)).round(1)
    points[chance.random(n) < 0.1] = np.nan
    asks, offers = (
        csr_array(chance.random((n, concepts)).round(2) * (chance.random((n, concepts)) < 0.2))
        for _ in range(2)
    )
    apart = csr_array((chance.random((n, n)) < 0.1).astype(np.float64))
    return points, asks, offers, apart


def one_by_one(
    points: np.ndarray, asks: csr_array, offers: csr_array, apart: csr_array, k: int, how: Worth
) -> list[list[tuple[int, float]]]:
    give = (asks @ offers.T).toarray()
    closed = apart.toarray()
    found = []
    for one in range(len(points)):
        mine = []
        for other in range(len(points)):
            distance = float(np.hypot(*(points[one] - points[other])))
            both = give[one, other], give[other, one]
            if one != other and distance <= RADIUS and sum(both) > 0 and not closed[one, other]:
                score = sum(both) + how.mutual * min(both) + how.near * (1 - distance / RADIUS)
                mine.append((other, score))
        found.append(sorted(mine, key=lambda each: (-round(each[1], 9), each[0]))[:k])
    return found


def scores(found: Best) -> list[list[float]]:
    return [
        [score for who, score in zip(people, row, strict=True) if who >= 0]
        for people, row in zip(found.people.tolist(), found.scores.tolist(), strict=True)
    ]


@pytest.mark.parametrize("way", ["plain", "compiled"])
@settings(max_examples=15)
@given(seed=st.integers(0, 10_000), n=st.integers(1, 60), k=st.integers(1, 6))
def test_it_is_what_comparing_all_gives(way: str, seed: int, n: int, k: int) -> None:
    points, asks, offers, apart = drawn(seed, n, 6)
    how = Worth(mutual=0.5, near=0.15)
    with pytest.MonkeyPatch.context() as patch:
        if way == "plain":
            patch.setattr(compiled, "load", lambda: None)
        else:
            assert compiled.load() is not None
            patch.setattr(compiled, "LARGE", 0)
        found = best_nearby(points, asks, offers, radius=RADIUS, k=k, apart=apart, worth=how)
    expected = one_by_one(points, asks, offers, apart, k, how)
    for mine, wanted in zip(scores(found), expected, strict=True):
        assert mine == pytest.approx([score for _, score in wanted])
    for people, wanted in zip(found.people.tolist(), expected, strict=True):
        clear = {round(score, 6) for _, score in wanted}
        if len(clear) == len(wanted):
            assert [who for who in people if who >= 0] == [who for who, _ in wanted]


def test_nobody_has_a_home() -> None:
    none = csr_array((3, 2))
    points = np.full((3, 2), np.nan)
    apart = csr_array((3, 3))
    found = best_nearby(points, none, none, radius=RADIUS, k=2, apart=apart)
    assert (found.people == -1).all()
