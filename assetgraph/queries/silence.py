"""Why there is nobody to suggest, and what would help: a sentence for an empty answer."""

from __future__ import annotations

from assetgraph.analysis.ties import resident_ties
from assetgraph.messages import Message, say
from assetgraph.model.nodes import Exchange, Group, Place, Resident
from assetgraph.model.relations import (
    Can,
    ComesTo,
    DreamsOf,
    MadeBy,
    MemberOf,
    TakesRole,
    Wants,
)
from assetgraph.model.snapshot import Snapshot

_SAYING = (Can, Wants, DreamsOf, TakesRole)


def silence(snapshot: Snapshot, *, resident: str | None = None) -> Message:
    """What to do where a snapshot made for matching holds no suggestion, for one or for everyone.

    Whoever asks about a resident is told of this one alone, not of another.
    """
    ties = resident_ties(snapshot)
    at = None if resident is None else snapshot.index.get(resident)
    if at is not None:
        return _of(snapshot, at, ties.n)
    if not ties.n:
        return say("silence.nobody-agreed")
    if ties.n == 1:
        return say("silence.one-person", name=snapshot.names[int(ties.people[0])])
    people = ties.people.tolist()
    if not any(_says(snapshot, one) for one in people):
        return say("silence.nothing-said", n=ties.n)
    stated = snapshot.values(Resident, "bearable")
    if sum(stated[one] != 0 for one in people) < 2:
        return say("silence.no-room")
    return say("silence.nothing-shared", n=ties.n)


def _of(snapshot: Snapshot, node: int, people: int) -> Message:
    name = snapshot.names[node]
    if snapshot.value(node, "bearable") == 0:
        return say("silence.rests", name=name)
    if people < 2:
        return say("silence.only-one", name=name)
    if not _says(snapshot, node) and not _goes(snapshot, node):
        return say("silence.says-nothing", name=name)
    return say("silence.nobody-fits", name=name)


def _says(snapshot: Snapshot, node: int) -> bool:
    """Whether somebody said what they can, wish or offer."""
    if any(snapshot.relation(kind).targets(node) for kind in _SAYING):
        return True
    exchanges = snapshot.ranges[Exchange]
    return any(made in exchanges for made in snapshot.relation(MadeBy).sources(node))


def _goes(snapshot: Snapshot, node: int) -> bool:
    """Whether it is known where somebody comes."""
    there = {*snapshot.relation(MemberOf).targets(node), *snapshot.relation(ComesTo).targets(node)}
    return any(one in snapshot.ranges[kind] for one in there for kind in (Group, Place))
