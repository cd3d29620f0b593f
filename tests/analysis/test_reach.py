"""Of how many circles somebody knows people, and how evenly: against counting them one by one."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.analysis.reach import participation, touched
from assetgraph.analysis.ties import Ties

CIRCLES = st.lists(st.frozensets(st.sampled_from("abcd")), min_size=9, max_size=9)


def random_ties(seed: int) -> tuple[nx.Graph, Ties]:
    network = nx.gnm_random_graph(9, 14, seed=seed)
    one, other = zip(*network.edges, strict=True)
    return network, Ties.of(np.arange(9, dtype=np.int32), one, other, [2] * len(one))


@given(st.integers(0, 500), CIRCLES)
def test_circles_are_counted(seed: int, belongs: list[frozenset[str]]) -> None:
    network, ties = random_ties(seed)
    counted = [len(belongs[p].union(*(belongs[o] for o in network[p]))) for p in range(9)]
    assert touched(ties, belongs).tolist() == counted


@given(st.integers(0, 500), st.lists(st.integers(0, 3), min_size=9, max_size=9))
def test_the_spread_over_parts(seed: int, part: list[int]) -> None:
    network, ties = random_ties(seed)
    found = participation(ties, np.array(part))
    for person in range(9):
        around = [part[other] for other in network[person]]
        if not around:
            assert np.isnan(found[person])
            continue
        shares = [around.count(one) / len(around) for one in set(around)]
        assert found[person] == pytest.approx(1 - sum(share**2 for share in shares))


def test_nobody_and_no_ties() -> None:
    nothing = Ties.of(np.arange(0, dtype=np.int32), [], [], [])
    assert touched(nothing, []).tolist() == participation(nothing, np.array([], int)).tolist() == []
    alone = Ties.of(np.arange(2, dtype=np.int32), [], [], [])
    assert touched(alone, [("a", "b"), ()]).tolist() == [2, 0]
    assert np.isnan(participation(alone, np.array([0, 1]))).all()
