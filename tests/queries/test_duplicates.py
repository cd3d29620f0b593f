"""Who may be recorded twice: which evidence counts, and for whom."""

from __future__ import annotations

from typing import Any

import pytest

from assetgraph.matching.same_person import Registry
from assetgraph.model.consent import Purpose
from assetgraph.model.relations import DifferentFrom
from assetgraph.queries.duplicates import Duplicate, duplicates
from tests.snapshots import Neighbourhood

OTHERS = ("Mei Chen", "Ans Kuiper", "Kees Blom", "Ravi Ramdin", "Gül Kaya", "Bo Kok", "Ton Vos")


def neighbourhood(one: dict[str, Any], other: dict[str, Any]) -> Neighbourhood:
    """Two residents among others of other names."""
    hood = Neighbourhood()
    for name in OTHERS:
        hood.resident(name)
    hood.resident("Johan de Vries", **one)
    hood.resident("Jo de Vries", **other)
    return hood


def asked(hood: Neighbourhood, **options: Any) -> list[Duplicate]:
    return duplicates(hood.snapshot(Purpose.ALL), **options)


def evidence(hood: Neighbourhood) -> dict[str, float]:
    """By kind: what the evidence about the two weighs."""
    (found,) = asked(hood, least=0.0)
    return {reason.kind: reason.weight for reason in found.reasons}


FOR = [
    ({"street": "Kade", "house_number": "3"}, {"street": "kade", "house_number": "3"}, "home"),
    ({"street": "Kade"}, {"street": "Kade", "house_number": "3"}, "street"),
    ({"postcode": "1011 AB"}, {"postcode": "1011 AB"}, "postcode"),
    ({"languages": ("Fries",)}, {"languages": ("fries", "Nederlands")}, "language"),
    ({"groups": ["Koor"]}, {"groups": ["Koor"]}, "circle"),
    ({"talents": ["zingen"]}, {"talents": ["zingen"]}, "words"),
]
AGAINST = [
    ({"code": "B1"}, {"code": "B2"}, "code-differs"),
    ({"street": "Kade"}, {"street": "Plein"}, "street-differs"),
    (
        {"street": "Kade", "house_number": "3"},
        {"street": "Kade", "house_number": "5"},
        "home-differs",
    ),
    ({"postcode": "1011 AB"}, {"postcode": "1011 AC"}, "postcode-differs"),
    ({"languages": ("Fries",)}, {"languages": ("Turks",)}, "languages-differ"),
    ({"buurt": "Oost"}, {"buurt": "West"}, "buurt-differs"),
    ({"professional": True}, {"professional": False}, "professional"),
    ({"avoids": ["Jo de Vries"]}, {}, "each-other"),
]


@pytest.mark.parametrize(("one", "other", "kind"), FOR, ids=lambda one: str(one)[:20])
def test_what_speaks_for_one_person(one: dict[str, Any], other: dict[str, Any], kind: str) -> None:
    assert evidence(neighbourhood(one, other))[kind] > 0
    assert kind not in evidence(neighbourhood(one, {}))


@pytest.mark.parametrize(("one", "other", "kind"), AGAINST, ids=lambda one: str(one)[:20])
def test_what_speaks_against(one: dict[str, Any], other: dict[str, Any], kind: str) -> None:
    assert evidence(neighbourhood(one, other))[kind] < 0


def test_ties_speak_for_and_against() -> None:
    hood = neighbourhood({}, {})
    hood.knows("Johan de Vries", "Mei Chen")
    hood.knows("Jo de Vries", "Mei Chen")
    assert evidence(hood)["ties"] > 0
    hood = neighbourhood({}, {})
    hood.knows("Mei Chen", "Johan de Vries")
    hood.knows("Mei Chen", "Jo de Vries")
    assert evidence(hood)["named-beside"] < 0
    hood = neighbourhood({}, {})
    hood.knows("Jo de Vries", "Johan de Vries")
    assert evidence(hood)["each-other"] < 0


def test_a_seldom_name_counts_for_more() -> None:
    hood = neighbourhood({}, {})
    seldom = evidence(hood)["name"]
    for first in ("An", "Bram", "Cas", "Dora", "Eef", "Fenna", "Guus", "Hilde", "Iris", "Kim"):
        hood.resident(f"{first} de Vries")
    found = asked(hood, least=0.0)
    pair = next(
        one for one in found if {one.one.name, one.other.name} == {"Johan de Vries", "Jo de Vries"}
    )
    assert sum(r.weight for r in pair.reasons) < 2 * seldom


def test_the_weights_add_up_to_the_chance() -> None:
    hood = neighbourhood({"postcode": "1011 AB"}, {"postcode": "1011 AB", "code": "B1"})
    (found,) = asked(hood, least=0.0)
    start = Registry(hood.snapshot(Purpose.ALL)).start
    total = start + sum(reason.weight for reason in found.reasons)
    assert found.score == pytest.approx(1 / (1 + 2**-total), abs=1e-4)
    assert [r.weight for r in found.reasons] == sorted(r.weight for r in found.reasons)[::-1]


def test_who_is_not_the_same_is_not_listed() -> None:
    home = {"street": "Kade", "house_number": "3"}
    hood = neighbourhood(home, home)
    assert [(one.one.name, one.likely) for one in asked(hood)] != []
    ids = [hood.resident(name) for name in ("Jo de Vries", "Johan de Vries")]
    hood.link(DifferentFrom, *ids)
    assert asked(hood, least=0.0) == []


def test_a_first_name_alone_is_listed_only_with_more() -> None:
    hood = Neighbourhood()
    for name in (*OTHERS, "Fatima Azzouzi", "Fatima"):
        hood.resident(name, groups=["Koor"] if name.startswith("Fatima") else [])
    with_group = asked(hood)
    hood = Neighbourhood()
    for name in (*OTHERS, *(f"Fatima {last}" for last in ("Azzouzi", "Bouali", "Kaya")), "Fatima"):
        hood.resident(name)
    assert len(with_group) == 1
    assert asked(hood) == []


def test_a_command_can_name_each() -> None:
    hood = neighbourhood({"code": "B1"}, {})
    (found,) = asked(hood, least=0.0)
    assert set(found.called) == {"B1", "Jo de Vries"}


def test_the_order_of_facts_makes_no_difference() -> None:
    hood = neighbourhood({"groups": ["Koor", "Tuin"], "talents": ["a", "b"]}, {"groups": ["Koor"]})
    hood.knows("Mei Chen", "Jo de Vries")
    found = [duplicates(hood.snapshot(Purpose.ALL, seed=seed), least=0.0) for seed in (1, 2)]
    assert found[0] == found[1]
