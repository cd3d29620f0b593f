"""Who could link two groups or places."""

from __future__ import annotations

from assetgraph.messages import catalogue
from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Group, Place
from assetgraph.queries.answers import Linker
from assetgraph.queries.between import between
from tests.snapshots import Neighbourhood


def neighbourhood() -> Neighbourhood:
    buurt = Neighbourhood()
    for name in ("Kees", "Kim", "Koos"):
        buurt.resident(name, groups=["Koor"])
    for name in ("Tom", "Toos"):
        buurt.resident(name, groups=["Tuin"], places=["Bank"])
    return buurt


def asked(buurt: Neighbourhood, one: str, other: str, **options: int | None) -> list[Linker]:
    return between(buurt.snapshot(Purpose.MAP), one=one, other=other, **options)


def test_belonging_counts_for_more_than_knowing() -> None:
    buurt = neighbourhood()
    buurt.resident("Beide", groups=["Koor", "Tuin"])
    for name in ("Kees", "Kim", "Tom"):
        buurt.knows("Kenner", name)
    buurt.knows("Half", "Kees")
    koor, tuin = buurt.node(Group, "Koor"), buurt.node(Group, "Tuin")
    found = asked(buurt, koor, tuin)
    assert [(one.resident.name, one.score) for one in found] == [("Beide", 3), ("Kenner", 1)]
    assert (found[1].one, found[1].other) == (2, 1)
    text = catalogue("nl").text
    assert [text(reason) for reason in found[0].reasons] == ["Beide is bij Koor en bij Tuin thuis."]
    assert [text(reason) for reason in found[1].reasons][:2] == [
        "Kenner kent 2 mensen bij Koor.",
        "Kenner kent iemand bij Tuin.",
    ]
    assert [one.resident.name for one in asked(buurt, tuin, koor)] == ["Beide", "Kenner"]
    assert asked(buurt, koor, koor) == []


def test_a_place_is_a_side_too_and_professionals_are_none() -> None:
    buurt = neighbourhood()
    buurt.resident("Werker", professional=True, groups=["Koor"], places=["Bank"])
    buurt.knows("Kees", "Tom")
    found = asked(buurt, buurt.node(Group, "Koor"), buurt.node(Place, "Bank"))
    assert [one.resident.name for one in found] == ["Kees", "Tom"]
    assert [ref.name for ref in found[0].belongs_to] == ["Koor"]


def test_of_equals_who_has_room_comes_first() -> None:
    buurt = neighbourhood()
    for name in ("Aad", "Zus"):
        buurt.knows(name, "Kees")
        buurt.knows(name, "Tom")
    for n in range(12):
        buurt.knows("Aad", f"Buur {n}")
    found = asked(buurt, buurt.node(Group, "Koor"), buurt.node(Group, "Tuin"))
    assert [(one.resident.name, one.room) for one in found] == [("Zus", "ample"), ("Aad", "little")]
