"""The weights are complete, and lean as they are asked to."""

from __future__ import annotations

import pytest

from assetgraph import resources
from assetgraph.matching.weights import SUPPORTING, Kind, Leaning, weights


@pytest.mark.parametrize("leaning", Leaning)
def test_every_kind_has_a_weight(leaning: Leaning) -> None:
    assert all(weights(leaning)[kind] >= 0 for kind in Kind)


def test_the_file_names_nothing_else() -> None:
    content = resources.read_toml("schemas/matching.toml")
    kinds = {kind.value for kind in Kind}
    assert content["weight"].keys() == kinds
    for leaning in ("bonding", "bridging"):
        assert content[leaning].keys() | content["added"][leaning].keys() <= kinds


def test_bonding_and_bridging_pull_apart() -> None:
    bonding, bridging = weights(Leaning.BONDING), weights(Leaning.BRIDGING)
    for kind in (Kind.SHARED_GROUP, Kind.LANGUAGE, Kind.COMMON_FRIEND):
        assert bonding[kind] > weights()[kind] > bridging[kind]
    assert bridging[Kind.BRIDGING] > weights()[Kind.BRIDGING] == 0


def test_what_makes_meeting_easier_never_outweighs_a_wish() -> None:
    assert sum(weights()[kind] for kind in SUPPORTING) < weights()[Kind.WISH]


def test_what_many_share_counts_less() -> None:
    rare = [weights().rare(sharers) for sharers in (1, 2, 4, 100)]
    assert rare[0] == rare[1] == 1 > rare[2] > rare[3] > 0
