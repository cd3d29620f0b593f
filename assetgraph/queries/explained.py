"""Why two people are or are not suggested to each other: all reasons, and what is in the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from assetgraph.matching.courses import courses
from assetgraph.matching.field import Field
from assetgraph.matching.reasons import Reason, substantive
from assetgraph.matching.shortlist import Shortlist
from assetgraph.matching.voices import Understanding
from assetgraph.matching.weighing import SHIPPED, Weighing
from assetgraph.matching.weights import Leaning
from assetgraph.messages import Message, say
from assetgraph.model.introductions import Stage
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.answers import Ref
from assetgraph.queries.suggesting import Pair, Suggesting
from assetgraph.vocabulary import vocabulary


@dataclass(frozen=True)
class Explained:
    """One pair, weighed: the score is the sum of the reasons, whether or not it is suggested."""

    resident: Ref
    partner: Ref
    suggested: bool
    rank: int | None
    """The place in the resident's list; None where it is not in it."""
    score: float
    mutual: bool
    reasons: tuple[Reason, ...]
    why_not: tuple[Message, ...]
    """Everything that stands in the way; () for a pair that is suggested."""
    introducer: Ref | None
    place: Ref | None
    first_step: Message | None
    """None for two people who are not to be brought together, or have no reason for it yet."""


def explained(
    snapshot: Snapshot,
    *,
    resident: str,
    partner: str,
    leaning: Leaning | None = None,
    top: int | None = 5,
    understanding: Understanding | None = None,
    shortlist: Shortlist | None = None,
    weighing: Weighing = SHIPPED,
) -> list[Explained]:
    """One pair from a snapshot made for matching, by ids; nothing where one of them is not there.

    That one of them would rather not is told without who of the two, or that it is this. What is
    under way or stopped is told as `introductions` tells it, and not of two who are kept apart.
    `shortlist` as in `matches`, for the same `top`.
    """
    known = understanding or vocabulary()
    suggesting = Suggesting(Field(snapshot, known, weighing=weighing), leaning)
    position, index = suggesting.field.ties.position, snapshot.index
    one, other = (position.get(index.get(each, -1)) for each in (resident, partner))
    if one is None or other is None or one == other:
        return []
    listed = shortlist or suggesting.shortlist(one, top)
    ranked = suggesting.ranked(one, top, shortlist=listed)
    pair = suggesting.pair(one, other, listed.sharers)
    rank = next((at for at, found in enumerate(ranked, 1) if found.other == other), None)
    never = list(_never(suggesting, one, other))
    why_not = [] if rank else never or list(_not_yet(suggesting, pair, ranked))
    meets = not never and substantive(list(pair.reasons))
    match = suggesting.match(pair, {}) if meets else None
    return [
        Explained(
            resident=suggesting.ref(one),
            partner=suggesting.ref(other),
            suggested=rank is not None,
            rank=rank,
            score=pair.score,
            mutual=pair.mutual,
            reasons=pair.reasons,
            why_not=tuple(why_not),
            introducer=match.introducer if match else None,
            place=match.place if match else None,
            first_step=match.first_step if match else None,
        )
    ]


def _never(suggesting: Suggesting, one: int, other: int) -> Iterator[Message]:
    """What forbids that two people are suggested to each other, each thing once."""
    field = suggesting.field
    names = {"one": field.name(one), "other": field.name(other)}
    if suggesting.close(one, other):
        yield Message("matches.never.close", names)
    if other in field.barred[one]:
        yield say("matches.never.held-back")
    else:
        yield from _introduced(field, one, other)
    for person in (one, other):
        if not field.room[person]:
            yield say("matches.never.no-room", name=field.name(person))
    if not suggesting.within_reach(one, other):
        yield Message("matches.never.reach", names)


def _introduced(field: Field, one: int, other: int) -> Iterator[Message]:
    """How far an introduction of the two is, as long as they are not to be suggested anew."""
    nodes = {int(field.ties.people[person]) for person in (one, other)}
    rules = field.following
    for course in courses(field.snapshot):
        if {course.one, course.other} == nodes and course.closed(field.snapshot.day, rules):
            names = {"one": field.name(one), "other": field.name(other)}
            day = course.last.day
            if course.stage is Stage.STOPPED:
                until = day + timedelta(rules.rest)
                yield Message("matches.never.stopped", {**names, "day": day, "until": until})
            else:
                state = course.stage.label
                yield Message("matches.never.introduced", {**names, "state": state, "day": day})


def _not_yet(suggesting: Suggesting, pair: Pair, ranked: list[Pair]) -> Iterator[Message]:
    """Why a pair that may be suggested is not among those that are."""
    field = suggesting.field
    name = "" if pair.one is None else field.name(pair.one)
    other = field.name(pair.other)
    if not pair.reasons:
        yield say("matches.not-yet.nothing", one=name, other=other)
    elif not substantive(list(pair.reasons)):
        yield say("matches.not-yet.practical", one=name, other=other)
    else:
        least = min((found.score for found in ranked), default=0.0)
        yield say("matches.not-yet.others", name=name, n=len(ranked), least=least)
