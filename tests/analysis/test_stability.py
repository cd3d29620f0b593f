"""How alike two orders are, beside scipy's Spearman."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from assetgraph.analysis.stability import agreement, thinned
from tests.analysis.networks import CLUB, FAMILIES, ties_of


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=30))
def test_the_rank_correlation_is_spearmans(pairs: list[tuple[int, int]]) -> None:
    one, other = zip(*pairs, strict=True)
    found = agreement(one, other).rank_correlation
    if len(set(one)) == 1 or len(set(other)) == 1:
        assert math.isnan(found)
    else:
        assert found == pytest.approx(stats.spearmanr(one, other).statistic)


def test_the_same_and_the_reverse() -> None:
    assert agreement([1, 2, 3, 4], [10, 20, 30, 40], top=2) == pytest.approx((1, 1))
    assert agreement([1, 2, 3, 4], [4, 3, 2, 1], top=2) == pytest.approx((-1, 0))
    assert agreement([1, 2, 3, 4], [2, 1, 4, 3], top=1).overlap == 0
    assert agreement([], []) == pytest.approx((math.nan, math.nan), nan_ok=True)


def test_thinning_takes_the_share_it_says() -> None:
    ties = ties_of(CLUB)
    less = thinned(ties, 0.05, seed=1)
    assert (len(ties), len(less), less.n) == (78, 74, 34)
    pairs = set(zip(ties.left.tolist(), ties.right.tolist(), strict=True))
    assert set(zip(less.left.tolist(), less.right.tolist(), strict=True)) < pairs
    assert thinned(ties, 0.05, seed=1).left.tolist() == less.left.tolist()
    assert len(thinned(ties_of(FAMILIES), 0.001, seed=1)) == 19
    assert len(thinned(thinned(ties, 1, seed=1), 0.5, seed=1)) == 0
