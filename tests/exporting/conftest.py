"""The buurt that every export is tried on."""

from __future__ import annotations

import pytest

from assetgraph.model.snapshot import Snapshot
from tests.exporting.buurt import buurt


@pytest.fixture(scope="package")
def snapshot() -> Snapshot:
    return buurt()
