"""Gatherings and unused talents: who is named together, who leads, and what waits."""

from __future__ import annotations

import os
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assetgraph.matching.field import Field
from assetgraph.model.choices import Daypart, ExchangeSort
from assetgraph.queries.gathered_wishes import Gathering
from assetgraph.queries.gatherings import LEAST, MOST, gatherings
from assetgraph.queries.talents import talents
from tests.matching.small import SMALL
from tests.queries.test_plan import neighbourhood
from tests.snapshots import Neighbourhood

EXAMPLES = int(os.environ.get("ASSETGRAPH_EXAMPLES", "25"))
QUICK = settings(max_examples=EXAMPLES, deadline=None, derandomize=True)


def found(made: Neighbourhood) -> list[Gathering]:
    """The gatherings by the words of these tests."""
    return gatherings(made.snapshot(), understanding=SMALL)


def chess(*names: str) -> Neighbourhood:
    """People who play chess."""
    made = Neighbourhood()
    for name in names:
        made.resident(name, talents=["schaken"])
    return made


@QUICK
@given(seed=st.integers(0, 10_000), order=st.integers(0, 9))
def test_nobody_who_avoids_another_is_named_with_them(seed: int, order: int) -> None:
    made = neighbourhood(seed)
    snapshot = made.snapshot()
    field = Field(snapshot, SMALL)
    barred = {
        frozenset((field.ids[one], field.ids[other]))
        for one, others in enumerate(field.barred)
        for other in others
    }
    room = dict(zip(field.ids, field.room, strict=True))
    for one in found(made):
        core = [each.resident.id for each in one.residents]
        guests = [each.resident.id for each in one.invite]
        assert LEAST <= len(set(core)) == len(core) <= MOST
        assert not set(core) & set(guests)
        assert one.lead.id in core
        assert not barred & {frozenset(pair) for pair in combinations([*core, *guests], 2)}
        assert all(room[who] for who in [*core, *guests])
    for row in talents(snapshot, understanding=SMALL):
        for one, each in product(row.residents, row.fits):
            assert frozenset((one.resident.id, each.resident.id)) not in barred
    assert gatherings(made.snapshot(seed=order), understanding=SMALL) == found(made)
    assert talents(made.snapshot(seed=order), understanding=SMALL) == talents(
        snapshot, understanding=SMALL
    )


def test_two_are_no_gathering_and_three_are() -> None:
    assert found(chess("Ans", "Bo")) == []
    (one,) = found(chess("Ans", "Bo", "Cor"))
    assert [each.resident.name for each in one.residents] == ["Ans", "Bo", "Cor"]
    assert one.concept == "chess"


def test_who_gathers_already_is_not_told_to() -> None:
    made = Neighbourhood()
    for name in ("Ans", "Bo", "Cor"):
        made.resident(name, talents=["schaken"], groups=["Schaakclub"])
    assert found(made) == []


def test_who_can_it_leads_where_most_come_and_when_most_have_time() -> None:
    made = Neighbourhood()
    made.place("Hub", opening_hours="di en do 18-22 uur")
    made.place("Bank")
    for name in ("Ans", "Bo", "Cor"):
        made.resident(name, wishes=["koken"], places=["Hub"], dayparts=(Daypart.EVENING,))
    made.resident("Dé", talents=["koken"], places=["Bank"])
    made.resident("Eva", talents=["soep"])
    (one,) = [each for each in found(made) if each.concept == "cooking"]
    assert one.lead.name == "Dé"
    assert one.place is not None
    assert one.place.name == "Hub"
    assert one.moment.key == "matches.moment.day"
    assert [each.resident.name for each in one.invite] == ["Eva"]


@pytest.mark.parametrize("room", [0, 1])
def test_who_wants_nobody_new_is_left_alone(room: int) -> None:
    made = chess("Ans", "Bo")
    made.resident("Cor", talents=["schaken"], bearable=room)
    assert len(found(made)) == room


def waiting(made: Neighbourhood) -> list[tuple[str, str, list[str], list[str]]]:
    """The kind and subject of each row of `talents`, who speaks of it, and whom it would serve."""
    return [
        (
            row.kind,
            row.concept,
            [each.resident.name for each in row.residents],
            [each.resident.name for each in row.fits],
        )
        for row in talents(made.snapshot(), understanding=SMALL)
    ]


def test_a_talent_is_used_where_it_is_exchanged() -> None:
    made = Neighbourhood()
    made.resident("Ans", talents=["koken"])
    made.resident("Bo", talents=["hond"])
    made.resident("Cor", wishes=["koken"])
    made.resident("Dé", wishes=["schaken"])
    assert waiting(made) == [
        ("talent", "cooking", ["Ans"], ["Cor"]),
        ("talent", "dogs", ["Bo"], []),
        ("wish", "chess", ["Dé"], []),
    ]
    made.exchange("Ans", ExchangeSort.OFFER, "koken", "Cor")
    assert ["Ans"] not in [people for _, _, people, _ in waiting(made)]


def test_a_talent_is_used_in_a_group_that_does_it() -> None:
    made = chess("Ans", "Bo", "Cor")
    assert waiting(made) == [("talent", "chess", ["Ans", "Bo", "Cor"], [])]
    made.resident("Ans", groups=["schaken"])
    assert waiting(made) == [("talent", "chess", ["Bo", "Cor"], [])]


def test_what_is_not_sure_waits_for_nobody() -> None:
    made = Neighbourhood()
    made.resident("Ans", talents=["iets moois"], wishes=["iets fijns"])
    assert waiting(made) == []


def test_a_wish_of_whom_one_would_rather_not_meet_is_not_beside_a_talent() -> None:
    made = Neighbourhood()
    made.resident("Ans", talents=["koken"])
    made.resident("Bo", wishes=["koken"], avoids=["Ans"])
    assert waiting(made) == [
        ("talent", "cooking", ["Ans"], []),
        ("wish", "cooking", ["Bo"], []),
    ]
