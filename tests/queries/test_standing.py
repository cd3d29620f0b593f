"""Households, groups, places and time: what is a thread, and when do we not know any more."""

from __future__ import annotations

from datetime import date, timedelta

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.messages import catalogue
from assetgraph.model.consent import Purpose
from assetgraph.queries.answers import Certainty, Missing, Status
from assetgraph.queries.isolated import isolated
from assetgraph.queries.standing import Standings
from tests.matching.small import SMALL
from tests.snapshots import DAY, Neighbourhood

LONG_AGO = date(2023, 2, 14)


@pytest.fixture
def buurt() -> Neighbourhood:
    """Five people who know each other and each say so."""
    made = Neighbourhood()
    made.all_know_each_other("Ria", "Sem", "Tess", "Umar", "Vera", closeness=3)
    for name in ("Ria", "Sem", "Tess", "Umar", "Vera"):
        made.resident(name, talents=["koken"])
    return made


def found(buurt: Neighbourhood, **options: timedelta) -> dict[str, Missing]:
    snapshot = buurt.snapshot(Purpose.MAP)
    return {one.resident.name: one for one in isolated(snapshot, understanding=SMALL, **options)}


def told(one: Missing) -> list[str]:
    return [catalogue("nl").text(reason) for reason in one.reasons]


def at_home(buurt: Neighbourhood, *names: str, **address: str) -> None:
    for name in names:
        buurt.resident(name, street="Kade", house_number="7-2", talents=["zingen"], **address)


def test_only_people_at_home_is_a_thread(buurt: Neighbourhood) -> None:
    at_home(buurt, "Anna", "Bert")
    buurt.knows("Anna", "Bert", 4)
    anna = found(buurt)["Anna"]
    assert (anna.status, anna.ties, anna.household_ties) == (Status.BY_A_THREAD, 1, 1)
    assert told(anna) == [
        "Anna kent een huisgenoot, en buiten het eigen huis voor zover we weten nog niemand."
    ]


def test_one_tie_outside_the_house_is_a_thread(buurt: Neighbourhood) -> None:
    at_home(buurt, "Anna", "Bert")
    buurt.knows("Anna", "Bert", 4)
    buurt.knows("Anna", "Ria")
    buurt.knows("Bert", "Sem")
    buurt.knows("Bert", "Tess")
    anna = found(buurt)["Anna"]
    assert told(anna) == ["Buiten het eigen huis kent Anna één buurtgenoot: Ria."]
    assert anna.certainty is Certainty.MEDIUM
    assert "Bert" not in found(buurt)


@pytest.mark.parametrize(
    "other",
    [
        {"house_number": "9"},
        {"street": "Laan"},
        {"postcode": "1099 AC"},
        {"house_number": None},
    ],
)
def test_another_door_is_another_household(
    buurt: Neighbourhood, other: dict[str, str | None]
) -> None:
    at_home(buurt, "Anna", "Bert", postcode="1099 AB")
    buurt.resident("Bert", **other)
    buurt.knows("Anna", "Bert", 4)
    anna = found(buurt)["Anna"]
    assert (anna.ties, anna.household_ties) == (1, 0)
    assert told(anna) == ["Anna kent één buurtgenoot: Bert."]


def test_a_missing_postcode_and_another_spelling_are_one_door(buurt: Neighbourhood) -> None:
    buurt.resident("Anna", street="Kade", house_number="7 A", postcode="1099 AB")
    buurt.resident("Bert", street="KADE", house_number="7a")
    buurt.knows("Anna", "Bert")
    assert found(buurt)["Anna"].household_ties == 1


def test_a_building_is_no_household(buurt: Neighbourhood) -> None:
    names = [f"Buur {n}" for n in range(9)]
    at_home(buurt, *names)
    buurt.all_know_each_other(*names)
    buurt.knows("Buur 0", "Ria", 3)
    assert set(found(buurt).values()) == set()


def test_all_ties_in_one_group_are_a_thread(buurt: Neighbourhood) -> None:
    for name in ("Ria", "Sem", "Anna"):
        buurt.resident(name, talents=["zingen"], groups=["Koor"])
    buurt.gathers("Koor", "Kerk")
    buurt.resident("Anna", places=["Kerk"])
    buurt.knows("Anna", "Ria")
    buurt.knows("Anna", "Sem")
    assert told(found(buurt)["Anna"]) == ["Alle 2 buurtgenoten die Anna kent, zijn van Koor."]


def test_all_ties_at_one_place_are_a_thread(buurt: Neighbourhood) -> None:
    for name in ("Ria", "Sem", "Anna"):
        buurt.resident(name, talents=["zingen"], places=["Bank"])
    buurt.knows("Anna", "Ria")
    buurt.knows("Anna", "Sem")
    assert told(found(buurt)["Anna"]) == ["Alle 2 buurtgenoten die Anna kent, komen bij Bank."]


@pytest.mark.parametrize("more", ["another group", "another place", "a close tie", "an outsider"])
def test_what_outlives_a_group_is_no_thread(buurt: Neighbourhood, more: str) -> None:
    for name in ("Ria", "Sem", "Anna"):
        buurt.resident(name, talents=["zingen"], groups=["Koor"])
    buurt.knows("Anna", "Ria", 3 if more == "a close tie" else 2)
    buurt.knows("Anna", "Sem")
    if more == "another group":
        buurt.resident("Anna", groups=["Tuin"])
    if more == "another place":
        buurt.resident("Anna", places=["Bank"])
    if more == "an outsider":
        buurt.knows("Anna", "Vera")
    assert "Anna" not in found(buurt)


def test_long_not_heard_of_is_not_in_the_picture(buurt: Neighbourhood) -> None:
    buurt.resident("Anna", talents=["zingen"])
    buurt.heard("Anna", LONG_AGO)
    buurt.heard("Ria", LONG_AGO)
    answers = found(buurt)
    assert {name: one.status for name, one in answers.items()} == {
        "Anna": Status.NOT_IN_PICTURE,
        "Ria": Status.NOT_IN_PICTURE,
    }
    assert answers["Anna"].certainty is Certainty.LOW
    assert answers["Anna"].last_heard == LONG_AGO
    assert told(answers["Ria"]) == [
        "Het laatste dat we over Ria hoorden, is van 14-2-2023. Ga eens op de koffie.",
        "Toen kende Ria 4 buurtgenoten.",
    ]


def test_how_long_is_long_can_be_set(buurt: Neighbourhood) -> None:
    buurt.resident("Anna", talents=["zingen"])
    buurt.heard("Anna", DAY - timedelta(days=100))
    assert found(buurt)["Anna"].status is Status.ISOLATED
    short = found(buurt, not_asked_for=timedelta(days=99))
    assert short["Anna"].status is Status.NOT_IN_PICTURE


def test_how_sure_we_are(buurt: Neighbourhood) -> None:
    """Sure while most people say whom they know; less so by what is old or hearsay."""
    buurt.resident("Anna", talents=["zingen"])
    assert found(buurt)["Anna"].certainty is Certainty.HIGH
    buurt.heard("Anna", DAY - timedelta(days=400))
    assert found(buurt)["Anna"].certainty is Certainty.MEDIUM
    buurt.resident("Werker", professional=True)
    buurt.knows("Werker", "Bert")
    bert = found(buurt)["Bert"]
    assert (bert.status, bert.certainty) == (Status.ISOLATED, Certainty.LOW)
    for n in range(20):
        buurt.resident(f"Stil {n}", talents=["zingen"])
    anna = found(buurt)["Anna"]
    assert anna.certainty is Certainty.LOW
    text = [catalogue("nl").text(doubt) for doubt in anna.doubts]
    assert text[-1] == "4 van de 27 bewoners vertelden wie zij kennen."


@given(st.integers(0, 300), st.integers(0, 99))
def test_professionals_lift_nobody(seed: int, shuffle: int) -> None:
    """Nor does a shuffle of the rows, nor somebody else who is alone."""
    buurt = Neighbourhood()
    network = nx.gnm_random_graph(9, 8, seed=seed)
    for person in network:
        buurt.resident(f"Buur {person}", talents=["koken"])
    for one, other in network.edges:
        buurt.knows(f"Buur {one}", f"Buur {other}")
    before = Standings(buurt.snapshot(Purpose.MAP)).statuses()
    buurt.resident("Werker", professional=True)
    for person in network:
        buurt.knows("Werker", f"Buur {person}", 4)
    alone = buurt.resident("Nieuw", talents=["koken"])
    after = Standings(buurt.snapshot(Purpose.MAP, seed=shuffle)).statuses()
    assert after == {**before, alone: Status.ISOLATED}
