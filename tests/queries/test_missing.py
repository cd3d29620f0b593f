"""Who could belong to a group, place or activity, and is not there."""

from __future__ import annotations

import pytest

from assetgraph.matching.moments import dayparts
from assetgraph.messages import catalogue
from assetgraph.model.choices import Daypart
from assetgraph.model.nodes import Activity, Group, Institution, Place
from assetgraph.model.relations import ContactOf, Offers
from assetgraph.queries.answers import Invitee
from assetgraph.queries.missing import missing
from tests.matching.small import SMALL
from tests.snapshots import Neighbourhood


@pytest.fixture
def buurt() -> Neighbourhood:
    """A group that sings in the evening at a place in a street."""
    made = Neighbourhood()
    made.node(Group, "Buurtkoor", activity="zingen", moment="donderdag 19.30-21.30")
    made.place("Kerk", street="Kade")
    made.gathers("Buurtkoor", "Kerk")
    for name in ("Kees", "Kim"):
        made.resident(name, groups=["Buurtkoor"], street="Laan")
    return made


def asked(buurt: Neighbourhood, of: str | None = None, top: int | None = None) -> list[Invitee]:
    koor = of or buurt.node(Group, "Buurtkoor")
    return missing(buurt.snapshot(), of=koor, top=top, understanding=SMALL)


def told(one: Invitee) -> list[str]:
    return [catalogue("nl").text(reason) for reason in one.reasons]


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ({"wishes": ["zingen"]}, "Anna wenst „zingen”. Dat past hier."),
        ({"dreams": ["zingen"]}, "Anna wenst „zingen”. Dat past hier."),
        ({"talents": ["zingen"]}, "Anna noemt „zingen”. Dat past hier."),
        ({"street": "Kade"}, "Woont dicht bij de anderen of bij de plek (Kade)."),
        ({"street": "Laan"}, "Woont dicht bij de anderen of bij de plek (Laan)."),
        ({"places": ["Kerk"]}, "Komt al bij Kerk."),
    ],
)
def test_a_reason_to_ask_somebody(buurt: Neighbourhood, who: dict[str, object], why: str) -> None:
    buurt.resident("Anna", **who)  # type: ignore[arg-type]
    buurt.resident("Ver", street="Plein")
    (anna,) = asked(buurt)
    assert (anna.resident.name, told(anna)) == ("Anna", [why])


def test_who_knows_people_there_can_be_taken_along(buurt: Neighbourhood) -> None:
    buurt.knows("Anna", "Kees", 1)
    buurt.knows("Anna", "Kim", 2)
    (anna,) = asked(buurt)
    assert told(anna) == ["Kent daar al 2 mensen."]
    assert anna.along is not None
    assert anna.along.name == "Kim"


def test_time_and_language_alone_are_no_reason(buurt: Neighbourhood) -> None:
    for name in ("Kees", "Anna"):
        buurt.resident(name, languages=("Twi",), dayparts=(Daypart.EVENING,))
    for n in range(6):
        buurt.resident(f"Buur {n}")
    assert asked(buurt) == []
    buurt.resident("Anna", wishes=["zingen"])
    (anna,) = asked(buurt)
    assert told(anna)[1:] == [
        "Spreekt Twi, net als iemand die er al is.",
        "Heeft tijd op dat deel van de dag.",
    ]


def test_who_is_there_works_there_or_refuses_is_not_asked(buurt: Neighbourhood) -> None:
    for name in ("Kees", "Leider", "Werker"):
        buurt.resident(name, wishes=["zingen"], professional=name == "Werker")
    buurt.link(ContactOf, buurt.resident("Leider"), buurt.node(Group, "Buurtkoor"))
    buurt.resident("Anna", talents=["zingen", "geen zingen"])
    assert asked(buurt) == []


def test_the_best_reasons_first_and_of_equals_who_knows_fewest(buurt: Neighbourhood) -> None:
    for name in ("Anna", "Bert", "Cor"):
        buurt.resident(name, wishes=["zingen"])
    buurt.resident("Cor", street="Kade")
    buurt.knows("Anna", "Ver")
    assert [one.resident.name for one in asked(buurt)] == ["Cor", "Bert", "Anna"]
    assert len(asked(buurt, top=2)) == 2


def test_a_place_and_an_activity_too(buurt: Neighbourhood) -> None:
    buurt.resident("Anna", wishes=["zingen"])
    buurt.resident("Bert", street="Kade")
    kerk = buurt.node(Place, "Kerk")
    assert {one.resident.name for one in asked(buurt, kerk)} == {"Bert"}
    feest = buurt.node(Activity, "samen zingen")
    buurt.link(Offers, buurt.node(Institution, "Welzijn"), feest)
    assert [one.resident.name for one in asked(buurt, feest)] == ["Anna"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("dinsdag 14.00-19.30", {Daypart.AFTERNOON, Daypart.EVENING}),
        ("zaterdagochtend en dinsdagavond", {Daypart.MORNING, Daypart.EVENING}),
        ("maandag en woensdag 9.30", {Daypart.MORNING}),
        ("ma-vr 9-21; za 10-17", {Daypart.MORNING, Daypart.AFTERNOON, Daypart.EVENING}),
        ("elke dag, bij mooi weer", set()),
        ("", set()),
        (None, set()),
    ],
)
def test_when_something_is(text: str | None, parts: set[Daypart]) -> None:
    assert dayparts(text) == parts
