"""Scenarios stand in modules of their own; what they assert is explained as in a test module."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite(
    "tests.stores.applying",
    "tests.stores.undoing",
    "tests.stores.looking_back",
    "tests.stores.privacy",
    "tests.stores.parts",
    "tests.stores.introducing",
    "tests.stores.random_histories",
    "tests.stores.conformance",
    "tests.stores.conformance_lookups",
    "tests.stores.conformance_sizes",
    "tests.stores.conformance_keeping",
)
