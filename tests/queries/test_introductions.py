"""What came of introductions: their order, what is due, what is not suggested, what worked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from assetgraph.matching.courses import following, running
from assetgraph.model.introductions import Stage
from assetgraph.queries.introductions import introductions
from assetgraph.queries.matches import matches
from assetgraph.queries.results import results, wilson
from tests.matching.small import SMALL
from tests.snapshots import DAY, Neighbourhood

LATER = DAY + timedelta(days=400)


def buurt() -> Neighbourhood:
    """Two who love dogs, and two who play chess."""
    made = Neighbourhood()
    for name, talent in (("Ans", "hond"), ("Bo", "hond"), ("Cor", "schaken"), ("Dé", "schaken")):
        made.resident(name, talents=[talent])
    return made


def pairs(made: Neighbourhood, day: date = DAY, **options: bool) -> list[tuple[str, str, str]]:
    """Who is with whom, and how far."""
    snapshot = replace(made.snapshot(), day=day)
    return [
        (one.resident.name, one.partner.name, one.state.value)
        for one in introductions(snapshot, **options)
    ]


def suggested(made: Neighbourhood, day: date = DAY) -> set[tuple[str, str]]:
    """Who is suggested to whom."""
    found = matches(replace(made.snapshot(), day=day), understanding=SMALL)
    return {(one.resident.name, one.partner.name) for one in found if one.resident}


def test_the_last_step_counts_and_all_are_remembered() -> None:
    made = buurt()
    made.introduced("Ans", "Bo", Stage.MET, DAY, step=2, place="Hub")
    made.introduced("Bo", "Ans", Stage.PROPOSED, DAY - timedelta(9), by="Cor")
    made.introduced("Bo", "Ans", Stage.AGREED, DAY, step=1)
    (one,) = introductions(made.snapshot())
    assert (one.resident.name, one.partner.name) == ("Bo", "Ans")
    assert [each.state.value for each in one.history] == ["voorgesteld", "afgesproken", "ontmoet"]
    assert (one.introducer and one.introducer.name, one.place and one.place.name) == ("Cor", "Hub")
    assert one.due == DAY + timedelta(following().due[Stage.MET])


@pytest.mark.parametrize("stage", list(Stage))
def test_due_by_how_far_it_is(stage: Stage) -> None:
    made = buurt()
    made.introduced("Ans", "Bo", stage)
    days = following().due.get(stage)
    assert (days is None) is (stage is Stage.STOPPED)
    for passed in (0, (days or 900) - 1, days or 900):
        is_due = days is not None and passed >= days
        day = DAY + timedelta(passed)
        assert pairs(made, day, due=True) == [("Ans", "Bo", stage.value)] * is_due


def test_an_appointment_is_due_after_it() -> None:
    made = buurt()
    node = made.introduced("Ans", "Bo", Stage.AGREED)
    held = next(nodes for nodes in made.nodes.values() if node in nodes)
    held[node]["appointment"] = DAY + timedelta(30)
    (one,) = introductions(made.snapshot())
    assert one.due == DAY + timedelta(30 + following().due[Stage.AGREED])


def test_what_is_due_comes_first_and_what_rests_last() -> None:
    made = buurt()
    made.introduced("Ans", "Bo", Stage.STOPPED)
    made.introduced("Ans", "Cor", Stage.MET)
    made.introduced("Cor", "Dé", Stage.PROPOSED)
    assert [one[2] for one in pairs(made)] == ["voorgesteld", "ontmoet", "gestopt"]


def test_nobody_who_would_rather_not_is_named() -> None:
    made = buurt()
    made.introduced("Ans", "Bo")
    made.introduced("Cor", "Dé", by="Ans")
    made.resident("Bo", avoids=["Ans"])
    made.resident("Dé", avoids=["Ans"])
    (one,) = introductions(made.snapshot())
    assert (one.resident.name, one.introducer) == ("Cor", None)


def test_what_runs_or_went_well_is_not_suggested_again() -> None:
    for stage in (Stage.PROPOSED, Stage.AGREED, Stage.MET, Stage.GOES_ON):
        made = buurt()
        assert ("Ans", "Bo") in suggested(made)
        made.introduced("Ans", "Bo", stage)
        for day in (DAY, LATER):
            found = suggested(made, day)
            assert not found & {("Ans", "Bo"), ("Bo", "Ans")}
            assert ("Cor", "Dé") in found


def test_what_stopped_rests_for_a_while() -> None:
    made = buurt()
    made.introduced("Ans", "Bo", Stage.PROPOSED, DAY - timedelta(3))
    made.introduced("Ans", "Bo", Stage.STOPPED)
    last = DAY + timedelta(following().rest)
    assert ("Bo", "Ans") not in suggested(made, last - timedelta(1))
    assert ("Bo", "Ans") in suggested(made, last)


def test_what_runs_is_a_load() -> None:
    made = buurt()
    made.introduced("Ans", "Bo", Stage.PROPOSED)
    made.introduced("Ans", "Bo", Stage.MET, DAY + timedelta(1))
    made.introduced("Ans", "Cor", Stage.AGREED)
    made.introduced("Ans", "Dé", Stage.GOES_ON)
    made.introduced("Cor", "Dé", Stage.STOPPED)
    snapshot = made.snapshot()
    named = {snapshot.names[node]: n for node, n in running(snapshot).items()}
    assert named == {"Ans": 2, "Bo": 1, "Cor": 1}


def test_results_count_attempts_of_which_the_outcome_is_known() -> None:
    made = buurt()
    made.introduced("Ans", "Bo", Stage.PROPOSED, reasons=["wish", "near"])
    made.introduced("Ans", "Bo", Stage.STOPPED, DAY + timedelta(1))
    made.introduced("Ans", "Bo", Stage.PROPOSED, DAY + timedelta(9), reasons=["wish"])
    made.introduced("Ans", "Bo", Stage.GOES_ON, DAY + timedelta(19))
    made.introduced("Cor", "Dé", Stage.AGREED, reasons=["wish", "dream"])
    found = {one.kind.value: one for one in results(made.snapshot())}
    assert {
        kind: (one.met, one.introductions, one.went_on, one.waiting) for kind, one in found.items()
    } == {"wish": (1, 2, 1, 1), "near": (0, 1, 0, 0), "dream": (0, 0, 0, 1)}
    wish = found["wish"]
    assert wish.share == 0.5
    assert (wish.low, wish.high) == pytest.approx(wilson(1, 2), abs=0.001)
    assert found["dream"].share is None
    assert (found["dream"].low, found["dream"].high) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("met", "of", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1.0),
        (81, 263, 0.2553, 0.3662),
    ],
)
def test_wilson(met: int, of: int, low: float, high: float) -> None:
    """The last is the worked example of Newcombe (1998), table I."""
    assert wilson(met, of) == pytest.approx((low, high), abs=0.0001)


def test_nothing_recorded_is_no_answer() -> None:
    assert introductions(buurt().snapshot()) == []
    assert results(buurt().snapshot()) == []
