"""The extra `fast` changes how long a measure takes, and nothing else."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from assetgraph.analysis import compiled
from assetgraph.analysis.betweenness import betweenness, estimated_betweenness
from assetgraph.analysis.distances import pairs_by_distance
from assetgraph.analysis.holes import holes
from assetgraph.analysis.ties import Ties
from tests.analysis.networks import random_network, small_networks, ties_of

EXACT = 1e-9


def measured(ties: Ties) -> list[np.ndarray]:
    return [
        betweenness(ties),
        *estimated_betweenness(ties, sources=3),
        *holes(ties),
        pairs_by_distance(ties).astype(float),
    ]


def both(ties: Ties) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "load", lambda: None)
        plain = measured(ties)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "LARGE", 0)
        fast = measured(ties)
    for one, other in zip(plain, fast, strict=True):
        assert other == pytest.approx(one, abs=EXACT, rel=EXACT, nan_ok=True)


@given(small_networks())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_same_on_small_networks(ties: Ties) -> None:
    both(ties)


@pytest.mark.parametrize("seed", range(3))
def test_the_same_on_a_buurt(seed: int) -> None:
    both(ties_of(random_network(seed, n=400, m=1500)))


def test_a_small_measure_does_not_wait_for_the_kernels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "assetgraph.analysis.kernels", raising=False)
    assert compiled.kernels(compiled.LARGE - 1) is None
    assert "assetgraph.analysis.kernels" not in sys.modules


@pytest.mark.parametrize("gone", [ImportError, RuntimeError])
def test_without_numba_there_are_no_kernels(
    monkeypatch: pytest.MonkeyPatch, gone: type[Exception]
) -> None:
    def missing(name: str) -> None:
        raise gone(name)

    monkeypatch.setattr(compiled, "import_module", missing)
    assert compiled.load() is None
    assert compiled.kernels(compiled.LARGE) is None
