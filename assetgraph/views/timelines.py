"""Three lines of history, from 1950 on, and where each story hangs on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assetgraph.model.choices import Timeline
from assetgraph.model.nodes import Story
from assetgraph.model.snapshot import Snapshot

FIRST_YEAR = 1950
YEAR = 15.0
"""Map units in a year."""
ROW = 52.0
"""Map units between two rows of stories in one lane."""
ROOM = 370.0
"""Map units that a story and its title take in a row."""
LANE = 72.0
"""Map units above and below the rows of a lane, together."""


@dataclass(frozen=True)
class Lane:
    """One line of history, from `top` to `bottom` in map units; None where a story names none."""

    timeline: Timeline | None
    top: float
    bottom: float


@dataclass(frozen=True)
class Timelines:
    """Stories at their year: x is years after `first`, times `YEAR`."""

    first: int
    last: int
    lanes: list[Lane]
    at: dict[int, tuple[float, float, float]]
    """By index of a story: where it begins, in which row, and where it ends."""


def timelines(snapshot: Snapshot) -> Timelines:
    """The lanes and the stories that have a year, no title over another."""
    stories = list(_dated(snapshot))
    first = min([FIRST_YEAR, *(start // 10 * 10 for _, start, _, _ in stories)])
    last = max([snapshot.day.year, *(end for *_, end, _ in stories)])
    lanes: list[Lane] = []
    at: dict[int, tuple[float, float, float]] = {}
    top = 0.0
    for timeline in (*Timeline, None):
        own = sorted((start, node, end) for node, start, end, on in stories if on is timeline)
        if timeline is None and not own:
            continue
        rows: list[float] = []
        for start, node, end in own:
            x, until = (start - first) * YEAR, (end - first) * YEAR
            row = next((i for i, free in enumerate(rows) if free <= x), len(rows))
            rows[row : row + 1] = [max(x + ROOM, until + YEAR)]
            at[node] = (x, top + LANE + row * ROW, until)
        bottom = top + LANE + max(len(rows) - 1, 0) * ROW + LANE / 2
        lanes.append(Lane(timeline, top, bottom))
        top = bottom
    return Timelines(first, last, lanes, at)


def _dated(snapshot: Snapshot) -> Iterator[tuple[int, int, int, Timeline | None]]:
    """Each story with a year: its index, first and last year, and the first line it hangs on."""
    for node in snapshot.ranges.get(Story, ()):
        start, end = snapshot.value(node, "from_year"), snapshot.value(node, "to_year")
        lines = snapshot.value(node, "timelines")
        if start or end:
            yield node, start or end, max(end or start, start or end), lines[0] if lines else None
