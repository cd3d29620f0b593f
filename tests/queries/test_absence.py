"""If somebody moves away: what falls apart, who could take over, which tie would mend it."""

from __future__ import annotations

import pytest

from assetgraph.messages import catalogue
from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Group
from assetgraph.model.relations import ContactOf
from assetgraph.queries.absence import absence
from assetgraph.queries.answers import Absence
from assetgraph.queries.meeting import Meeting
from tests.matching.small import SMALL
from tests.snapshots import Neighbourhood


@pytest.fixture
def buurt() -> Neighbourhood:
    """Hinde between four who know each other, three who do, and one alone."""
    made = Neighbourhood()
    made.all_know_each_other("Anna", "Bert", "Cor", "Dirk")
    made.all_know_each_other("Eva", "Faye", "Gijs")
    for name in ("Anna", "Bert", "Eva", "Alleen"):
        made.knows("Hinde", name)
    return made


def without(buurt: Neighbourhood, name: str) -> Absence:
    snapshot = buurt.snapshot(Purpose.MAP)
    everybody = Meeting(frozenset(snapshot.ids))
    (found,) = absence(
        snapshot, resident=buurt.resident(name), meeting=everybody, understanding=SMALL
    )
    return found


def told(found: Absence) -> list[str]:
    return [catalogue("nl").text(reason) for reason in found.reasons]


def test_what_falls_apart(buurt: Neighbourhood) -> None:
    found = without(buurt, "Hinde")
    parts = [sorted(ref.name for ref in part) for part in found.cut_off]
    assert parts == [["Eva", "Faye", "Gijs"], ["Alleen"]]
    assert [ref.name for ref in found.alone] == ["Alleen"]
    assert told(found) == [
        "Eva, Faye en Gijs raken los van de rest van de buurt.",
        "Alleen kent dan geen buurtgenoten meer.",
    ]


def test_roads_become_longer() -> None:
    """A ring of eight becomes a path of seven: 48 steps between its 21 pairs become 56."""
    buurt = Neighbourhood()
    names = [f"Buur {n}" for n in range(8)]
    for one, other in zip(names, [*names[1:], names[0]], strict=True):
        buurt.knows(one, other)
    found = without(buurt, "Buur 0")
    assert found.longer == pytest.approx(56 / 48 - 1, abs=1e-4)
    assert told(found) == ["De weg tussen andere buurtgenoten wordt gemiddeld 17% langer."]
    assert found.cut_off == ()
    (mend,) = found.mends
    assert {mend.one.name, mend.other.name} == {"Buur 1", "Buur 7"}


def test_nobody_is_needed_where_all_know_each_other() -> None:
    buurt = Neighbourhood()
    buurt.all_know_each_other("Anna", "Bert", "Cor", "Dirk")
    found = without(buurt, "Anna")
    assert (found.cut_off, found.longer, found.mends) == ((), 0.0, ())
    assert told(found) == [
        "Zonder Anna raakt niemand los: de mensen eromheen kennen elkaar genoeg."
    ]


def test_who_could_take_over(buurt: Neighbourhood) -> None:
    club = buurt.node(Group, "Klaverjasclub")
    hinde = buurt.resident("Hinde", groups=["Klaverjasclub"])
    buurt.link(ContactOf, hinde, club)
    for name in ("Cor", "Anna", "Bert", "Eva"):
        buurt.resident(name, groups=["Klaverjasclub"])
    found = without(buurt, "Hinde")
    text = catalogue("nl").text
    parts = [(text(one.part), one.resident.name) for one in found.takeovers]
    assert parts[0] == ("Aanspreekpunt van Klaverjasclub", "Anna")
    assert parts[1][0].startswith("De kring rond")
    assert [ref.name for ref in found.groups] == ["Klaverjasclub"]
    assert "Klaverjasclub zoekt dan een nieuw aanspreekpunt." in told(found)


def test_who_carries_much_is_not_asked_first(buurt: Neighbourhood) -> None:
    club = buurt.node(Group, "Klaverjasclub")
    buurt.link(ContactOf, buurt.resident("Hinde"), club)
    for name in ("Anna", "Bert"):
        buurt.resident(name, groups=["Klaverjasclub"])
    assert without(buurt, "Hinde").takeovers[0].resident.name == "Anna"
    for n in range(12):
        buurt.knows("Anna", f"Buur {n}")
    assert without(buurt, "Hinde").takeovers[0].resident.name == "Bert"


def test_each_part_is_mended_to_those_who_stay(buurt: Neighbourhood) -> None:
    stay = {"Anna", "Bert", "Cor", "Dirk"}
    buurt.knows("Ver", "Weg")
    for mend in without(buurt, "Hinde").mends:
        pair = {mend.one.name, mend.other.name}
        assert len(pair & stay) == 1
        assert pair - stay <= {"Eva", "Faye", "Gijs", "Alleen"}


def test_nothing_of_professionals_and_strangers(buurt: Neighbourhood) -> None:
    paid = buurt.resident("Werker", professional=True)
    snapshot = buurt.snapshot(Purpose.MAP)
    assert absence(snapshot, resident=paid, understanding=SMALL) == []
    assert absence(snapshot, resident="niemand", understanding=SMALL) == []


def test_without_a_name_the_connectors(buurt: Neighbourhood) -> None:
    found = absence(buurt.snapshot(Purpose.MAP), top=2, understanding=SMALL)
    assert found[0].resident.name == "Hinde"
    assert len(found) == 2
