"""Nobody is named to somebody who did not agree to it, or whom either would rather not meet."""

from __future__ import annotations

import pytest

from assetgraph.messages import catalogue
from assetgraph.model.consent import Purpose
from assetgraph.model.introductions import Stage
from assetgraph.model.nodes import Group
from assetgraph.queries.absence import absence
from assetgraph.queries.islands import islands
from assetgraph.queries.isolated import isolated
from assetgraph.queries.meeting import Meeting
from assetgraph.queries.missing import missing
from tests.matching.small import SMALL
from tests.snapshots import Neighbourhood


@pytest.fixture
def buurt() -> Neighbourhood:
    """Two circles that do not touch; Cor and Dora have a passion in common."""
    made = Neighbourhood()
    made.all_know_each_other("Anna", "Bert", "Cor")
    made.all_know_each_other("Dora", "Emil", "Faye", "Gijs")
    made.resident("Cor", talents=["schaken"], groups=["Koor"])
    made.resident("Dora", talents=["schaken"], groups=["Tuin"])
    for name in ("Emil", "Faye", "Gijs"):
        made.resident(name, groups=["Tuin"])
    return made


def of(buurt: Neighbourhood, *names: str) -> Meeting:
    """A meeting of these people, with what stands about who avoids whom."""
    everything = buurt.snapshot(Purpose.ALL)
    guard = Meeting.of(everything, everything)
    return Meeting(frozenset(buurt.resident(name) for name in names), guard.apart)


def named(buurt: Neighbourhood, meeting: Meeting | None) -> list[tuple[str, str]]:
    rows = islands(buurt.snapshot(Purpose.MAP), meeting=meeting, understanding=SMALL)
    return [
        (row.proposal.one.name, row.proposal.other.name)
        for row in rows
        if row.proposal and row.kind == "residents"
    ]


def test_a_tie_is_proposed_between_those_who_agreed(buurt: Neighbourhood) -> None:
    assert named(buurt, of(buurt, "Cor", "Dora", "Anna", "Emil")) == [("Cor", "Dora")]
    assert named(buurt, of(buurt, "Anna", "Dora", "Emil"))[0][0] == "Anna"
    assert named(buurt, of(buurt, "Cor")) == []


def test_on_the_map_alone_nobody_agreed(buurt: Neighbourhood) -> None:
    assert named(buurt, None) == []
    assert len(named(buurt, Meeting.within(buurt.snapshot(Purpose.MATCH)))) == 1


@pytest.mark.parametrize(("one", "other"), [("Cor", "Dora"), ("Dora", "Cor")])
def test_who_would_rather_not_meet_is_not_proposed(
    buurt: Neighbourhood, one: str, other: str
) -> None:
    buurt.resident(one, avoids=[other])
    everybody = of(buurt, "Anna", "Bert", "Cor", "Dora", "Emil")
    assert ("Cor", "Dora") not in named(buurt, everybody)
    assert named(buurt, of(buurt, "Cor", "Dora")) == []


def test_nor_when_somebody_moves_away(buurt: Neighbourhood) -> None:
    hinge = buurt.resident("Hinde")
    for name in ("Anna", "Dora"):
        buurt.knows("Hinde", name)
    buurt.resident("Cor", avoids=["Dora"])
    for people, pairs in ((("Cor", "Dora", "Emil"), 1), (("Cor", "Dora"), 0), ((), 0)):
        meeting = of(buurt, *people)
        snapshot = buurt.snapshot(Purpose.MAP)
        (found,) = absence(snapshot, resident=hinge, meeting=meeting, understanding=SMALL)
        assert len(found.mends) == pairs
        for mend in found.mends:
            assert meeting.names(mend.one.id, mend.other.id)


def test_a_hook_is_without_name_or_is_not_there(buurt: Neighbourhood) -> None:
    buurt.resident("Zoë", wishes=["schaken"])

    def hooks(meeting: Meeting) -> list[str]:
        found = isolated(buurt.snapshot(Purpose.MAP), meeting=meeting, understanding=SMALL)
        zoe = next(one for one in found if one.resident.name == "Zoë")
        return [catalogue("nl").text(hook) for hook in zoe.hooks]

    both = "Zoë wenst „schaken”. Cor kan daarbij helpen: „schaken”."
    assert hooks(of(buurt, "Zoë", "Cor")) == [both]
    unnamed = "Zoë wenst „schaken”. Een buurtgenoot kan daarbij helpen: „schaken”."
    assert hooks(of(buurt, "Cor", "Dora")) == [unnamed]
    buurt.resident("Zoë", avoids=["Cor"])
    buurt.resident("Dora", avoids=["Zoë"])
    assert hooks(of(buurt, "Zoë", "Cor", "Dora")) == []


def test_who_is_being_introduced_is_no_hook_and_no_new_tie(buurt: Neighbourhood) -> None:
    """What runs, and who has no room for one more, is known from what stands for introductions."""
    buurt.resident("Zoë", wishes=["schaken"])
    buurt.introduced("Zoë", "Cor", Stage.PROPOSED)
    everything = buurt.snapshot(Purpose.ALL)
    meeting = Meeting.of(everything, everything)
    ids = {name: buurt.resident(name) for name in ("Zoë", "Cor", "Dora", "Emil")}
    assert not meeting.names(ids["Zoë"], ids["Cor"])
    assert meeting.names(ids["Zoë"], ids["Dora"])
    found = isolated(buurt.snapshot(Purpose.MAP), meeting=meeting, understanding=SMALL)
    zoe = next(one for one in found if one.resident.name == "Zoë")
    assert [catalogue("nl").text(hook) for hook in zoe.hooks] == [
        "Zoë wenst „schaken”. Dora kan daarbij helpen: „schaken”."
    ]
    buurt.introduced("Cor", "Dora", Stage.PROPOSED)
    buurt.resident("Dora", bearable=1)
    everything = buurt.snapshot(Purpose.ALL)
    meeting = Meeting.of(everything, everything)
    assert not meeting.names(ids["Zoë"], ids["Dora"])
    assert ("Cor", "Dora") not in named(buurt, meeting)


def test_nobody_is_asked_to_join_somebody_they_avoid(buurt: Neighbourhood) -> None:
    """Also where who is there did not agree to introductions, and is in no answer."""
    buurt.resident("Cor", wishes=["zingen"])
    buurt.knows("Cor", "Emil")
    tuin = buurt.node(Group, "Tuin")

    def asked(meeting: Meeting) -> list[str]:
        snapshot = buurt.snapshot(Purpose.MAP)
        found = missing(snapshot, of=tuin, meeting=meeting, understanding=SMALL)
        return [one.resident.name for one in found]

    assert asked(of(buurt, "Cor")) == ["Cor"]
    assert asked(of(buurt, "Anna")) == []
    buurt.resident("Gijs", avoids=["Cor"])
    assert asked(of(buurt, "Cor")) == []
