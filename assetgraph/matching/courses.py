"""How introductions went: the steps of every two people in order, and what that leaves open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Any

from assetgraph.matching.weighing import FOLLOWING, SHIPPED, Weighing
from assetgraph.model.changeset import node_id
from assetgraph.model.introductions import (
    IntroducedAt,
    IntroducedBy,
    Introduces,
    Introduction,
    Stage,
)
from assetgraph.model.snapshot import Snapshot

RUNNING = frozenset({Stage.PROPOSED, Stage.AGREED, Stage.MET})
"""Stages at which an introduction asks something of both."""

HAPPENED = frozenset({Stage.MET, Stage.GOES_ON})
"""Stages that say that two people met."""


@dataclass(frozen=True)
class Following:
    """The numbers of ``schemas/introductions.toml``."""

    due: Mapping[Stage, int]
    """Days."""
    rest: int
    """Days."""
    per_helper: int
    per_introducer: int


@cache
def following(weighing: Weighing = SHIPPED) -> Following:
    """How introductions are followed, with what a team changed."""
    content: dict[str, Any] = weighing.content(FOLLOWING)
    return Following(
        due={
            stage: content["due"][stage.value] for stage in Stage if stage.value in content["due"]
        },
        rest=content["rest"]["gestopt"],
        **content["cap"],
    )


@dataclass(frozen=True)
class Step:
    """One step of an introduction."""

    node: int
    stage: Stage
    day: date
    at: int
    """Its place among the steps of one day."""
    appointment: date | None
    reasons: tuple[str, ...]
    introducer: int | None
    place: int | None


@dataclass(frozen=True)
class Course:
    """All steps of two people, oldest first; nodes are indices into the snapshot."""

    one: int
    other: int
    steps: tuple[Step, ...]

    @property
    def last(self) -> Step:
        """How far they are now."""
        return self.steps[-1]

    @property
    def stage(self) -> Stage:
        """How far they are now."""
        return self.last.stage

    @cached_property
    def rounds(self) -> tuple[tuple[Step, ...], ...]:
        """The steps by attempt: what follows on a stop is a new one."""
        found: list[list[Step]] = [[]]
        for step in self.steps:
            if found[-1] and found[-1][-1].stage is Stage.STOPPED:
                found.append([])
            found[-1].append(step)
        return tuple(map(tuple, found))

    @property
    def introducer(self) -> int | None:
        """Who was named last as the one who introduces them, this time."""
        named = (step.introducer for step in reversed(self.rounds[-1]))
        return next((one for one in named if one is not None), None)

    @property
    def place(self) -> int | None:
        """Where they were last said to meet, this time."""
        named = (step.place for step in reversed(self.rounds[-1]))
        return next((one for one in named if one is not None), None)

    def due(self, how: Following) -> date | None:
        """The day on which it is time to ask how it goes; None where it rests."""
        days = how.due.get(self.stage)
        if days is None:
            return None
        return (self.last.appointment or self.last.day) + timedelta(days)

    def closed(self, day: date, how: Following) -> bool:
        """Whether the two are not to be suggested to each other on a day."""
        if self.stage is not Stage.STOPPED:
            return True
        return day < self.last.day + timedelta(how.rest)


def pair_mark(one: str, other: str) -> str:
    """The same for all steps of two residents, whichever is named first; it names nobody."""
    return node_id(Introduction, *sorted((one, other))).rpartition("-")[2]


def step_id(mark: str, stage: Stage, day: date) -> str:
    """The id of a step: the same step said twice is one."""
    return node_id(Introduction, mark, stage.value, day.isoformat())


def courses(snapshot: Snapshot) -> list[Course]:
    """The course of every two people of whom both are in the snapshot, by their indices.

    A step of which one of the two is not there, or of which the two turned out to be one person,
    is not among them.
    """
    found: dict[tuple[int, int], list[Step]] = {}
    first: dict[tuple[int, int], tuple[tuple[date, int], int]] = {}
    for step, people in _steps(snapshot):
        if len(people) == 2:
            both = (min(people), max(people))
            found.setdefault(both, []).append(step)
            named = next((who for who, before in people.items() if before), both[0])
            moment = (step.day, step.at)
            first[both] = min(first.get(both, (moment, named)), (moment, named))
    made = []
    for both, steps in sorted(found.items()):
        one = first[both][1]
        other = both[1] if one == both[0] else both[0]
        steps.sort(key=lambda step: (step.day, step.at, snapshot.ids[step.node]))
        made.append(Course(one, other, tuple(steps)))
    return made


def running(snapshot: Snapshot) -> Counter[int]:
    """With how many others each resident is being introduced now, by index."""
    load: Counter[int] = Counter()
    for steps, people in _by_pair(snapshot):
        if max(steps, key=lambda step: (step.day, step.at)).stage in RUNNING:
            load.update(people)
    return load


def closed_pairs(snapshot: Snapshot, how: Following | None = None) -> dict[int, set[int]]:
    """By index whom each resident is not to be suggested to, because of how it went before."""
    rules = how or following()
    closed: dict[int, set[int]] = {}
    for course in courses(snapshot):
        if course.closed(snapshot.day, rules):
            closed.setdefault(course.one, set()).add(course.other)
            closed.setdefault(course.other, set()).add(course.one)
    return closed


def _steps(snapshot: Snapshot) -> Iterable[tuple[Step, dict[int, bool]]]:
    """Every step, with whom it is about and whether that one is named first."""
    span = snapshot.ranges.get(Introduction, range(0))
    if not span:
        return
    columns = [
        snapshot.values(Introduction, name)
        for name in ("stage", "day", "step", "appointment", "reasons")
    ]
    about: dict[int, dict[int, bool]] = {}
    links = snapshot.relation(Introduces)
    named = links.properties.get("named_first", [False] * len(links))
    ends = zip(links.source.tolist(), links.target.tolist(), named, strict=True)
    for node, who, before in ends:
        about.setdefault(node, {})[who] = bool(before)
    by, at = snapshot.relation(IntroducedBy), snapshot.relation(IntroducedAt)
    for node, (stage, day, step, appointment, reasons) in zip(
        span, zip(*columns, strict=True), strict=True
    ):
        introducers, places = by.targets(node), at.targets(node)
        yield (
            Step(
                node,
                stage,
                day,
                step,
                appointment,
                tuple(reasons),
                introducers[0] if introducers else None,
                places[0] if places else None,
            ),
            about.get(node, {}),
        )


def _by_pair(snapshot: Snapshot) -> Iterable[tuple[list[Step], set[int]]]:
    """The steps of every two people, also where one of them is in another neighbourhood."""
    marks = snapshot.values(Introduction, "pair") if snapshot.ranges.get(Introduction) else []
    start = snapshot.ranges[Introduction].start if marks else 0
    found: dict[object, tuple[list[Step], set[int]]] = {}
    for step, people in _steps(snapshot):
        key = frozenset(people) if len(people) == 2 else (marks[step.node - start], *people)
        steps, who = found.setdefault(key, ([], set()))
        steps.append(step)
        who.update(people)
    return found.values()
