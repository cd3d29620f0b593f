"""Parts that do not touch, the tie that joins them, and how groups mix."""

from __future__ import annotations

import pytest

from assetgraph.messages import catalogue
from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Group, Institution, Place
from assetgraph.model.relations import BelongsTo, Supports, Uses, WorksWith
from assetgraph.queries.islands import islands
from assetgraph.queries.meeting import Meeting
from assetgraph.queries.summaries import Island, PartKind
from tests.matching.small import SMALL
from tests.snapshots import Neighbourhood


@pytest.fixture
def buurt() -> Neighbourhood:
    return Neighbourhood()


def asked(buurt: Neighbourhood, kind: PartKind, purpose: Purpose = Purpose.MAP) -> list[Island]:
    snapshot = buurt.snapshot(purpose)
    meeting = Meeting(frozenset(snapshot.ids))
    return [
        row for row in islands(snapshot, meeting=meeting, understanding=SMALL) if row.kind is kind
    ]


def names(row: Island) -> tuple[str, str]:
    text = catalogue("nl")
    other = row.other.name if row.other else ""
    return tuple(  # type: ignore[return-value]
        name if isinstance(name, str) else text.text(name) for name in (row.one.name, other)
    )


def test_parts_of_residents(buurt: Neighbourhood) -> None:
    buurt.all_know_each_other("Anna", "Bert", "Cor", "Dirk")
    buurt.knows("Eva", "Faye")
    buurt.resident("Alleen")
    for name in ("Dirk", "Faye"):
        buurt.resident(name, places=["Bank"])
    (row,) = asked(buurt, PartKind.RESIDENTS)
    assert (
        names(row)
        == (
            "het grootste deel van de buurt (4 mensen)",
            "de kring rond Eva (2 mensen)",
        )
        or names(row)[1] == "de kring rond Faye (2 mensen)"
    )
    assert row.proposal is not None
    assert {row.proposal.one.name, row.proposal.other.name} == {"Dirk", "Faye"}
    told = [catalogue("nl").text(reason) for reason in row.proposal.reasons]
    assert told[0] == "Ze komen allebei bij Bank en kennen elkaar nog niet."


def test_one_whole_has_no_islands(buurt: Neighbourhood) -> None:
    buurt.all_know_each_other("Anna", "Bert", "Cor")
    buurt.resident("Alleen")
    (row,) = asked(buurt, PartKind.RESIDENTS)
    assert (row.one.size, row.other, row.proposal) == (3, None, None)
    assert asked(Neighbourhood(), PartKind.RESIDENTS) == []


def test_groups_that_do_not_touch(buurt: Neighbourhood) -> None:
    for name, group in (("Anna", "Koor"), ("Bert", "Tuin"), ("Cor", "Bingo"), ("Dirk", "Bingo")):
        buurt.resident(name, groups=[group])
    buurt.knows("Anna", "Bert")
    buurt.resident("Dirk", groups=["Koor"])
    pairs = {names(row) for row in asked(buurt, PartKind.GROUPS)}
    assert pairs == {("Bingo", "Tuin")}


def test_bonding_and_bridging(buurt: Neighbourhood) -> None:
    for name in ("Anna", "Bert", "Cor"):
        buurt.resident(name, groups=["Koor"])
    buurt.all_know_each_other("Anna", "Bert", "Cor")
    for name in ("Dirk", "Dora"):
        buurt.resident(name, groups=["Tuin"])
    buurt.knows("Dirk", "Anna")
    buurt.node(Group, "Leeg")
    for name in ("Eva", "Faye"):
        buurt.resident(name, groups=["Stil"])
    buurt.resident("Gijs", groups=["Alleen"])
    rows = {row.one.name: row for row in asked(buurt, PartKind.MIXING)}
    # Koor: three ties inside, each at both ends, one outside: (1 - 6) / 7.
    koor, tuin = rows["Koor"], rows["Tuin"]
    assert (koor.inside, koor.outside, koor.mixing) == (3, 1, "bonding")
    assert koor.ei == pytest.approx(-5 / 7, abs=1e-6)
    assert (tuin.ei, tuin.mixing) == (1.0, "bridging")
    assert (rows["Stil"].ei, rows["Stil"].mixing) == (None, "unknown")
    assert list(rows) == ["Koor", "Tuin", "Stil"]


def test_organisations_that_could_find_each_other(buurt: Neighbourhood) -> None:
    zorg, school, kerk, koor = (
        buurt.node(Institution, name) for name in ("Zorg", "School", "Kerk", "Fanfare")
    )
    hub, hal = buurt.place("Hub"), buurt.place("Hal")
    for one in (zorg, school, kerk):
        buurt.link(Uses, one, hub)
    buurt.link(BelongsTo, hal, koor)
    buurt.link(WorksWith, zorg, kerk)
    buurt.link(WorksWith, kerk, school)
    for name in ("Anna", "Bert"):
        buurt.resident(name, places=["Hal", "Hub"])
    found = {frozenset(names(row)): row for row in asked(buurt, PartKind.ORGANISATIONS)}
    assert frozenset({"Zorg", "School"}) in found
    assert frozenset({"Zorg", "Kerk"}) not in found
    row = found[frozenset({"Zorg", "School"})]
    assert row.proposal is not None
    told = [catalogue("nl").text(reason) for reason in row.proposal.reasons]
    assert told == [
        "Ze zijn allebei bij Hub.",
        "2 bewoners komen bij allebei.",
        "Ze werken allebei samen met Kerk.",
    ]
    shared = found[frozenset({"Zorg", "Fanfare"})].proposal
    assert shared is not None
    assert catalogue("nl").text(shared.reasons[0]) == "2 bewoners komen bij allebei."


@pytest.mark.parametrize("purpose", [Purpose.MAP, Purpose.ALL])
def test_whom_organisations_support_says_nothing(buurt: Neighbourhood, purpose: Purpose) -> None:
    zorg, thuis = buurt.node(Institution, "Zorg"), buurt.node(Institution, "Thuis")
    for name in ("Anna", "Bert", "Cor"):
        for one in (zorg, thuis):
            buurt.link(Supports, one, buurt.resident(name))
    assert asked(buurt, PartKind.ORGANISATIONS, purpose) == []


def test_the_order_of_rows_does_not_matter(buurt: Neighbourhood) -> None:
    buurt.all_know_each_other("Anna", "Bert", "Cor")
    buurt.all_know_each_other("Dirk", "Eva", "Faye")
    for name in ("Anna", "Dirk", "Eva"):
        buurt.resident(name, places=["Bank"], groups=[f"Groep {name}"])
    meeting = Meeting(frozenset(buurt.snapshot(Purpose.MAP).ids))
    plain, shuffled = (
        islands(buurt.snapshot(Purpose.MAP, seed=seed), meeting=meeting, understanding=SMALL)
        for seed in (None, 7)
    )
    assert plain == shuffled
    assert buurt.node(Place, "Bank")
