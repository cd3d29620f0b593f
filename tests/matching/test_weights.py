"""The weights are complete, and lean as they are asked to."""

from __future__ import annotations

from pathlib import Path

import pytest

from assetgraph import resources
from assetgraph.errors import AssetGraphError
from assetgraph.matching.weighing import SHIPPED, beside, read_weighing
from assetgraph.matching.weights import SUPPORTING, Kind, Leaning, weights
from assetgraph.messages import LANGUAGES, catalogue


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


def test_a_team_changes_numbers_in_a_file_of_its_own(tmp_path: Path) -> None:
    file = beside(str(tmp_path / "buurt.assetgraph"))
    assert file == tmp_path / "buurt.gewichten.toml"
    assert read_weighing(file) == SHIPPED
    file.write_text("[weight]\nnear = 0.3\n[bearing]\nat_once = 1\n[bonding]\nnear = 3\n")
    own = read_weighing(file)
    changed = weights(weighing=own)
    assert (changed[Kind.NEAR], changed.at_once) == (0.3, 1)
    assert changed[Kind.WISH] == weights()[Kind.WISH]
    assert weights(Leaning.BONDING, own)[Kind.NEAR] == pytest.approx(0.9)
    assert changed.stamp != weights().stamp


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[weight]\nnear = 'veel'", "weights-number"),
        ("[weight]\nnear = -1", "weights-number"),
        ("[weight]\nnear = true", "weights-number"),
        ("[walking]\nminutes = 0", "weights-number"),
        ("[weight]\nvriendschap = 1", "weights-unknown"),
        ("[gewicht]\nnear = 1", "weights-unknown"),
        ("near = 1", "weights-unknown"),
        ("[bearing]\nat_once = 1.5", "weights-whole"),
        ("[discreet]\nwords = 'schuld'", "weights-sort"),
        ("[added]\nbonding = { liefde = 1 }", "weights-sort"),
        ("[weight", "weights-unreadable"),
    ],
)
def test_a_file_with_a_mistake_is_told(tmp_path: Path, text: str, code: str) -> None:
    file = tmp_path / "buurt.gewichten.toml"
    file.write_text(text)
    with pytest.raises(AssetGraphError) as raised:
        read_weighing(file)
    assert raised.value.code == code
    for language in LANGUAGES:
        assert catalogue(language).text(f"error.{code}", **raised.value.values)
