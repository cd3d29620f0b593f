"""Who could link two groups or places."""

from __future__ import annotations

from assetgraph.analysis.joins import BELONGING
from assetgraph.analysis.ties import Ties, resident_ties
from assetgraph.messages import Message, say
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.answers import Linker, Ref, Room
from assetgraph.queries.gathered import gathered
from assetgraph.queries.room import Loads


def between(
    snapshot: Snapshot,
    *,
    one: str | None = None,
    other: str | None = None,
    top: int | None = 5,
) -> list[Linker]:
    """Residents who could link the groups or places with these ids, most able first.

    Somebody is able who belongs to a side or knows people there, on both sides. The score is the
    lesser of the two; belonging counts as knowing `BELONGING` people. Of equals those with room
    come first, then who knows more in all, then by name and id. Nobody where an id is not there.
    """
    sides = [snapshot.index.get(node or "") for node in (one, other)]
    if None in sides or sides[0] == sides[1]:
        return []
    ties = resident_ties(snapshot)
    loads = Loads(snapshot, ties)
    nodes = [side for side in sides if side is not None]
    people = [gathered(snapshot, ties, node) for node in nodes]
    refs = (Ref.of(snapshot, nodes[0]), Ref.of(snapshot, nodes[1]))
    found = []
    for person in range(ties.n):
        known = [len(ties.neighbours[person].keys() & side) for side in people]
        inside = [person in side for side in people]
        strength = [n + BELONGING * there for n, there in zip(known, inside, strict=True)]
        if min(strength):
            ref = Ref.of(snapshot, int(ties.people[person]))
            linker = Linker(
                resident=ref,
                score=min(strength),
                one=known[0],
                other=known[1],
                belongs_to=tuple(r for r, there in zip(refs, inside, strict=True) if there),
                reasons=_reasons(ref.name, refs, known, inside, ties, person, loads),
                room=loads.room(person),
            )
            found.append((loads.full(person), -sum(strength), linker))
    found.sort(key=lambda row: (-row[2].score, *row[:2], row[2].resident.name, row[2].resident.id))
    return [linker for *_, linker in found[:top]]


def _reasons(
    name: str,
    refs: tuple[Ref, Ref],
    known: list[int],
    inside: list[bool],
    ties: Ties,
    person: int,
    loads: Loads,
) -> tuple[Message, ...]:
    one, other = refs
    if all(inside):
        reasons = [say("between.reason.both", name=name, one=one.name, other=other.name)]
    else:
        reasons = [
            say("between.reason.belongs", name=name, where=ref.name)
            if there
            else say("between.reason.knows", n=n, name=name, where=ref.name)
            for ref, n, there in zip(refs, known, inside, strict=True)
        ]
    if loads.room(person) is Room.LITTLE:
        what = loads.carried(person)
        reasons.append(say("connectors.reason.full", name=name, what=what))
    elif loads.room(person) is Room.AMPLE and ties.degree[person]:
        reasons.append(say("connectors.reason.room", name=name))
    return tuple(reasons)
