"""Every measure that has a compiled kernel is tested with it and without."""

from __future__ import annotations

import pytest

from assetgraph.analysis import compiled


@pytest.fixture(params=["plain", "compiled"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The way in which measures are computed during the test."""
    if request.param == "plain":
        monkeypatch.setattr(compiled, "load", lambda: None)
    else:
        assert compiled.load() is not None
        monkeypatch.setattr(compiled, "LARGE", 0)
    return str(request.param)
