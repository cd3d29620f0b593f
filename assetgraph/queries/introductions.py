"""What was proposed and what came of it: every two people who were brought together, and what next.

Nobody is named who did not agree to introductions, no two people of whom one would rather not meet
the other, and no place where such a one comes, whatever was recorded before that was known.
"""

from __future__ import annotations

from assetgraph.matching.courses import Course, Following, courses, following
from assetgraph.matching.weighing import SHIPPED, Weighing
from assetgraph.messages import Message, say
from assetgraph.model.introductions import Stage
from assetgraph.model.relations import Avoids
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.answers import Ref
from assetgraph.queries.followed import Followed, Reached

_NEXT = {
    Stage.PROPOSED: "introductions.next.proposed",
    Stage.AGREED: "introductions.next.agreed",
    Stage.MET: "introductions.next.met",
    Stage.GOES_ON: "introductions.next.goes-on",
    Stage.STOPPED: "introductions.next.stopped",
}


def introductions(
    snapshot: Snapshot,
    *,
    due: bool = False,
    top: int | None = None,
    weighing: Weighing = SHIPPED,
) -> list[Followed]:
    """Every introduction that a snapshot made for matching shows, what is due first.

    With `due` only those of which it is time to ask how it goes. Those that rest come last.
    """
    how = following(weighing)
    barred = _barred(snapshot)
    found = [
        _followed(snapshot, course, how, barred)
        for course in courses(snapshot)
        if (course.one, course.other) not in barred
    ]
    found = [one for one in found if one.is_due or not due]
    found.sort(key=lambda one: (one.due is None, one.due or one.since, *_named(one)))
    return found[:top]


def followed_pair(
    snapshot: Snapshot, one: int, other: int, weighing: Weighing = SHIPPED
) -> Followed:
    """How far two people (indices) are, also where they are not to be brought together any more."""
    found = (each for each in courses(snapshot) if {each.one, each.other} == {one, other})
    return _followed(snapshot, next(found), following(weighing), _barred(snapshot))


def _followed(
    snapshot: Snapshot, course: Course, how: Following, barred: set[tuple[int, int]]
) -> Followed:
    due, who, place = course.due(how), course.introducer, course.place
    if who is not None and not barred.isdisjoint({(who, course.one), (who, course.other)}):
        who = None
    three = [node for node in (course.one, course.other, who) if node is not None]
    if any((node, place) in snapshot.guards.unwelcome for node in three):
        place = None
    resident, partner = (Ref.of(snapshot, node) for node in (course.one, course.other))
    said = snapshot.provenance[course.last.node].source if snapshot.provenance else ""
    return Followed(
        resident=resident,
        partner=partner,
        state=course.stage,
        since=course.last.day,
        due=due,
        is_due=due is not None and due <= snapshot.day,
        introducer=None if who is None else Ref.of(snapshot, who),
        place=None if place is None else Ref.of(snapshot, place),
        appointment=course.last.appointment,
        next=_next(course, resident.name, partner.name),
        history=tuple(Reached(step.stage, step.day) for step in course.steps),
        reasons=reasons_of(course),
        said_by=said,
    )


def reasons_of(course: Course) -> tuple[str, ...]:
    """The kinds of reasons of the attempt that runs, as they were when it began."""
    return next((step.reasons for step in course.rounds[-1] if step.reasons), ())


def _next(course: Course, one: str, other: str) -> Message:
    return Message(_NEXT[course.stage], {"one": one, "other": other})


def _barred(snapshot: Snapshot) -> set[tuple[int, int]]:
    avoids = snapshot.relation(Avoids)
    pairs = set(zip(avoids.source.tolist(), avoids.target.tolist(), strict=True))
    return pairs | {(other, one) for one, other in pairs}


def _named(one: Followed) -> tuple[str, ...]:
    return one.resident.name, one.partner.name, one.resident.id, one.partner.id


def kind_label(kind: str) -> Message:
    """A kind of reason in words."""
    return say(f"introductions.kind.{kind.replace('_', '-')}")
