"""The ladder of a wish: what comes first, and what is named to nobody."""

from __future__ import annotations

import pytest

from assetgraph.model.nodes import Activity, Group, Institution, Role
from assetgraph.model.relations import Offers, TakesRole
from assetgraph.queries.ladder import Ladder, Rung, ladder
from tests.matching.small import SMALL
from tests.snapshots import Neighbourhood


@pytest.fixture
def buurt() -> Neighbourhood:
    made = Neighbourhood()
    made.resident("Anna", wishes=["schaken", "zingen"])
    made.resident("Bert", talents=["schaken"])
    made.resident("Cor", talents=["schaken"])
    made.knows("Anna", "Cor", 4)
    made.node(Group, "Dinsdagclub", activity="schaken met koffie")
    for name, sort in (("Schaakinitiatief", "bewonersinitiatief"), ("Welzijn Oost", "welzijn")):
        made.link(Offers, made.node(Institution, name, sort=sort), made.node(Activity, "schaken"))
    worker = made.resident("Wim", professional=True)
    made.link(TakesRole, worker, made.node(Role, "opbouwwerker bij Welzijn Oost"))
    made.knows("Cor", "Wim", 2)
    return made


def climbed(buurt: Neighbourhood, wish: str | None, resident: str | None) -> list[Ladder]:
    return ladder(buurt.snapshot(), wish=wish, resident=resident, understanding=SMALL)


def named(found: Ladder, rung: Rung) -> list[str]:
    return [one.who.name for one in found.rungs if one.rung is rung and one.who]


def test_from_the_own_network_to_institutions(buurt: Neighbourhood) -> None:
    (found,) = climbed(buurt, "schaken", buurt.resident("Anna"))
    assert named(found, Rung.ALONE) == ["Bert"]
    assert named(found, Rung.NETWORK) == ["Cor"]
    assert [match.partner.name for match in found.neighbours] == ["Bert"]
    assert named(found, Rung.SOCIAL) == ["Dinsdagclub", "Schaakinitiatief"]
    (there,) = [one for one in found.rungs if one.rung is Rung.INSTITUTIONS]
    assert there.text.key == "ladder.institution.known"
    assert str(there.text.values["known"]).count("Wim") == 1


def test_who_knows_a_carer_is_told_of_nobody_else(buurt: Neighbourhood) -> None:
    buurt.node(Institution, "Welzijn Oost", sort="thuiszorg")
    (found,) = climbed(buurt, "schaken", buurt.resident("Anna"))
    (there,) = [one for one in found.rungs if one.rung is Rung.INSTITUTIONS]
    assert there.text.key == "ladder.institution.offers"
    buurt.knows("Anna", "Wim")
    (found,) = climbed(buurt, "schaken", buurt.resident("Anna"))
    (there,) = [one for one in found.rungs if one.rung is Rung.INSTITUTIONS]
    assert there.text.key == "ladder.institution.known"


def test_each_wish_of_a_resident_has_a_ladder(buurt: Neighbourhood) -> None:
    found = climbed(buurt, None, buurt.resident("Anna"))
    assert {one.wish for one in found} == {"schaken", "zingen"}
    assert climbed(buurt, None, buurt.resident("Bert")) == []


def test_a_wish_of_nobody_in_particular(buurt: Neighbourhood) -> None:
    (found,) = climbed(buurt, "schaken", None)
    assert found.resident is None
    assert {match.partner.name for match in found.neighbours} == {"Bert", "Cor"}
    assert named(found, Rung.NETWORK) == []


def test_a_discreet_wish_names_no_neighbour(buurt: Neighbourhood) -> None:
    anna = buurt.resident("Anna", wishes=["schulden door schaken"])
    (found,) = climbed(buurt, "schulden door schaken", anna)
    assert found.discreet
    assert found.neighbours == ()
    assert named(found, Rung.NETWORK) == []
    assert {one.wish for one in climbed(buurt, None, anna)} == {"schaken", "zingen"}


def test_somebody_who_is_not_there(buurt: Neighbourhood) -> None:
    assert climbed(buurt, "schaken", "resident-0") == []
