"""Why two people are or are not suggested to each other, without telling what is not to be told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from assetgraph.messages import LANGUAGES, catalogue
from assetgraph.model.introductions import Stage
from assetgraph.queries.answers import to_json
from assetgraph.queries.explained import Explained, explained
from tests.matching.small import SMALL
from tests.snapshots import DAY, Neighbourhood


def one(buurt: Neighbourhood, resident: str, partner: str, **options: Any) -> Explained:
    (found,) = explained(
        buurt.snapshot(), resident=resident, partner=partner, understanding=SMALL, **options
    )
    return found


def keys(found: Explained) -> list[str]:
    return [message.key for message in found.why_not]


@pytest.fixture
def buurt() -> Neighbourhood:
    made = Neighbourhood()
    made.resident("Anna", wishes=["schaken"], languages=("Twi",))
    made.resident("Bert", talents=["schaken"])
    made.resident("Cor", languages=("Twi",))
    made.resident("Dirk")
    return made


def test_a_pair_that_is_suggested(buurt: Neighbourhood) -> None:
    found = one(buurt, buurt.resident("Anna"), buurt.resident("Bert"))
    assert (found.suggested, found.rank, found.why_not) == (True, 1, ())
    assert found.score == pytest.approx(sum(reason.weight for reason in found.reasons))
    assert found.first_step is not None


@pytest.mark.parametrize(
    ("other", "why"), [("Cor", "matches.not-yet.practical"), ("Dirk", "matches.not-yet.nothing")]
)
def test_a_pair_with_too_little(buurt: Neighbourhood, other: str, why: str) -> None:
    found = one(buurt, buurt.resident("Anna"), buurt.resident(other))
    assert (found.suggested, keys(found), found.first_step) == (False, [why], None)


def test_a_pair_that_comes_after_others(buurt: Neighbourhood) -> None:
    anna = buurt.resident("Anna", talents=["koken"])
    buurt.resident("Bert", wishes=["koken"])
    eva = buurt.resident("Eva", talents=["schaken vroeger"])
    found = one(buurt, anna, eva, top=1)
    assert (found.suggested, keys(found)) == (False, ["matches.not-yet.others"])


def test_everything_that_forbids_it_is_told_at_once(buurt: Neighbourhood) -> None:
    anna = buurt.resident("Anna", buurt="Linde", bearable=0)
    bert = buurt.resident("Bert", buurt="Kade")
    found = one(buurt, anna, bert)
    assert keys(found) == ["matches.never.no-room", "matches.never.reach"]
    buurt.knows("Anna", "Bert", 4)
    assert keys(one(buurt, anna, bert)) == ["matches.never.close", "matches.never.no-room"]


@pytest.mark.parametrize("introduced", [False, True])
def test_it_does_not_tell_which_of_the_two_would_rather_not(introduced: bool) -> None:
    texts = set()
    for avoiding in ("Anna", "Bert"):
        made = Neighbourhood()
        anna = made.resident("Anna", wishes=["schaken"])
        bert = made.resident("Bert", talents=["schaken"])
        made.resident(avoiding, avoids=["Bert" if avoiding == "Anna" else "Anna"])
        if introduced:
            made.introduced("Anna", "Bert", Stage.PROPOSED)
        for two in ((anna, bert), (bert, anna)):
            found = one(made, *two)
            assert (found.first_step, found.introducer, found.place) == (None, None, None)
            for language in LANGUAGES:
                texts.add((language, str(to_json(found, catalogue(language))["why_not"])))
    assert len(texts) == len(LANGUAGES)
    assert all("Anna" not in text and "Bert" not in text for _, text in texts)


@pytest.mark.parametrize("stage", Stage)
def test_what_is_under_way_or_stopped_is_told(buurt: Neighbourhood, stage: Stage) -> None:
    anna, bert = buurt.resident("Anna"), buurt.resident("Bert")
    buurt.introduced("Bert", "Anna", stage)
    key = "stopped" if stage is Stage.STOPPED else "introduced"
    assert keys(one(buurt, anna, bert)) == [f"matches.never.{key}"]
    buurt.introduced("Bert", "Anna", Stage.PROPOSED, DAY - timedelta(400))
    assert len(keys(one(buurt, anna, bert))) == 1


def test_somebody_who_is_not_there(buurt: Neighbourhood) -> None:
    asked = {"resident": buurt.resident("Anna"), "partner": "resident-0"}
    assert explained(buurt.snapshot(), understanding=SMALL, **asked) == []
