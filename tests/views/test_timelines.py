"""Three lines from 1950, and stories at their year."""

from __future__ import annotations

from itertools import combinations

from assetgraph.model.choices import Timeline
from assetgraph.model.nodes import Story
from assetgraph.model.snapshot import Snapshot
from assetgraph.views.timelines import ROOM, ROW, YEAR, timelines
from tests.snapshots import Neighbourhood


def told(*stories: tuple[str, int | None, int | None, Timeline | None]) -> Snapshot:
    buurt = Neighbourhood()
    for title, start, end, line in stories:
        lines = (line,) if line else ()
        buurt.node(Story, title, from_year=start, to_year=end, timelines=lines)
    return buurt.snapshot()


def test_there_are_three_lines_from_1950_without_any_story() -> None:
    found = timelines(told())
    assert [lane.timeline for lane in found.lanes] == list(Timeline)
    assert (found.first, found.last) == (1950, 2026)


def test_a_story_stands_at_its_year_in_its_line() -> None:
    snapshot = told(
        ("De haven", 1955, 1964, Timeline.BUURT), ("De fusie", 2004, None, Timeline.ORGANISATIONS)
    )
    found = timelines(snapshot)
    x, y, until = found.at[snapshot.names.index("De haven")]
    assert (x, until) == (5 * YEAR, 14 * YEAR)
    assert found.lanes[0].top < y < found.lanes[0].bottom
    assert (
        found.lanes[1].top < found.at[snapshot.names.index("De fusie")][1] < found.lanes[1].bottom
    )


def test_titles_do_not_lie_over_each_other() -> None:
    stories = [(f"Verhaal {year}", year, None, Timeline.BUURT) for year in range(1950, 2020, 3)]
    at = timelines(told(*stories)).at.values()
    for (x, y, _), (other, below, _) in combinations(at, 2):
        assert abs(x - other) >= ROOM or abs(y - below) >= ROW


def test_older_than_1950_makes_the_lines_longer() -> None:
    assert timelines(told(("De kade", 1938, None, None))).first == 1930


def test_a_story_without_a_line_has_a_lane_and_one_without_a_year_has_no_place() -> None:
    snapshot = told(("Los", 1990, None, None), ("Ooit", None, None, Timeline.BUURT))
    found = timelines(snapshot)
    assert found.lanes[-1].timeline is None
    assert list(found.at) == [snapshot.names.index("Los")]


def test_only_a_last_year_is_a_year_too() -> None:
    snapshot = told(("Tot", None, 1980, Timeline.BUURT))
    assert timelines(snapshot).at[0][0] == 30 * YEAR
