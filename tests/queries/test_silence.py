"""An empty answer helps: it says why, and what to do."""

from __future__ import annotations

import pytest

from assetgraph.messages import LANGUAGES, catalogue
from assetgraph.queries.matches import matches
from assetgraph.queries.silence import silence
from tests.matching.small import SMALL
from tests.snapshots import Neighbourhood


def why(buurt: Neighbourhood, resident: str | None = None) -> str:
    snapshot = buurt.snapshot()
    assert matches(snapshot, resident=resident, understanding=SMALL) == []
    found = silence(snapshot, resident=resident)
    for language in LANGUAGES:
        assert catalogue(language).text(found)
    return found.key.removeprefix("silence.")


def test_nobody_agreed() -> None:
    assert why(Neighbourhood()) == "nobody-agreed"
    buurt = Neighbourhood()
    buurt.resident("Wim", professional=True)
    assert why(buurt) == "nobody-agreed"


def test_one_person() -> None:
    buurt = Neighbourhood()
    anna = buurt.resident("Anna", wishes=["schaken"])
    assert why(buurt) == "one-person"
    assert why(buurt, anna) == "only-one"


def test_nobody_said_anything() -> None:
    buurt = Neighbourhood()
    anna = buurt.resident("Anna", languages=("Twi",))
    buurt.resident("Bert", languages=("Twi",))
    assert why(buurt) == "nothing-said"
    assert why(buurt, anna) == "says-nothing"


def test_nothing_meets() -> None:
    buurt = Neighbourhood()
    anna = buurt.resident("Anna", wishes=["schaken"])
    buurt.resident("Bert", talents=["zingen"])
    assert why(buurt) == "nothing-shared"
    assert why(buurt, anna) == "nobody-fits"


def test_nobody_has_room() -> None:
    buurt = Neighbourhood()
    anna = buurt.resident("Anna", wishes=["schaken"], bearable=0)
    buurt.resident("Bert", talents=["schaken"])
    assert why(buurt) == "no-room"
    assert why(buurt, anna) == "rests"


@pytest.mark.parametrize("people", [2, 30])
def test_everybody_wants_the_same(people: int) -> None:
    buurt = Neighbourhood()
    for number in range(people):
        buurt.resident(f"Naam {number}", wishes=["schaken"])
    found = matches(buurt.snapshot(), understanding=SMALL, top=3)
    assert len(found) == people * min(people - 1, 3)
    assert {reason.kind.value for match in found for reason in match.reasons} == {
        "shared_wish",
        "bonding",
    }
