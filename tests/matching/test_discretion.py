"""What another never reads in a reason, with the vocabulary as it is."""

from __future__ import annotations

import pytest

from assetgraph.matching.field import Field
from assetgraph.vocabulary import vocabulary
from tests.snapshots import Neighbourhood

ASKED = [
    "hulp bij mijn schulden",
    "ik drink te veel en wil stoppen, alcohol",
    "een praatje, ik ben depressief",
    "mijn man slaat mij, huiselijk geweld",
    "brieven van de deurwaarder",
    "iemand die mee gaat naar de chemo",
]
OWN = ["psychose gehad, kan erover praten", "zelf schulden gehad en eruit gekomen"]
FREE = ["leren fietsen", "samen koken", "mijn kookplaat doet het niet", "een kop koffie drinken"]


@pytest.mark.parametrize("text", ASKED)
def test_what_is_asked_discreetly_makes_no_reason(text: str) -> None:
    buurt = Neighbourhood()
    buurt.resident("Anna", wishes=[text])
    (voice,) = Field(buurt.snapshot(), vocabulary()).voices
    assert (voice.asks, voice.withheld) == ((), 1)


@pytest.mark.parametrize("text", OWN)
def test_what_somebody_went_through_makes_no_reason(text: str) -> None:
    buurt = Neighbourhood()
    buurt.resident("Anna", talents=[text])
    (voice,) = Field(buurt.snapshot(), vocabulary()).voices
    assert voice.offers == ()


@pytest.mark.parametrize("text", FREE)
def test_other_wishes_are_told(text: str) -> None:
    buurt = Neighbourhood()
    buurt.resident("Anna", wishes=[text], talents=["helpt met schulden en formulieren"])
    (voice,) = Field(buurt.snapshot(), vocabulary()).voices
    assert voice.withheld == 0
    assert voice.asks
    assert voice.offers
