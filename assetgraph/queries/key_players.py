"""The few people who together reach most of the neighbourhood."""

from __future__ import annotations

from assetgraph.analysis.key_players import distance_reach, reaching
from assetgraph.analysis.ties import Ties, resident_ties
from assetgraph.messages import Message, say
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.answers import KeyPlayer, Ref, Room
from assetgraph.queries.room import Loads

FEW = 3
_NOTHING = 1e-9
"""Who adds less than this to the reach is not needed."""


def key_players(snapshot: Snapshot, *, top: int | None = FEW) -> list[KeyPlayer]:
    """`top` people (`FEW` where None) who together are nearest to everybody, most reaching first.

    Borgatti 2006, KPP-Pos: the reach is the sum over all of 1 / d over n, where d is the number of
    ties to the nearest of them, 1 for themselves, and nothing for whom they cannot reach. Who is
    chosen hangs on the others: two who know the same people are not both needed. There are fewer
    where more would add nothing. Nobody without ties is one; professionals count nowhere.
    """
    ties = resident_ties(snapshot)
    wanted = FEW if top is None else top
    if not len(ties) or not wanted:
        return []
    loads = Loads(snapshot, ties)
    chosen: list[int] = []
    found, before = [], 0.0
    for person in reaching(ties, wanted):
        if not ties.degree[person]:
            continue
        reach = distance_reach(ties, [*chosen, person])
        if reach - before < _NOTHING:
            break
        chosen.append(person)
        ref = Ref.of(snapshot, int(ties.people[person]))
        found.append(
            KeyPlayer(
                resident=ref,
                reach=round(reach, 6),
                adds=round(reach - before, 6),
                knows=_known(ties, chosen),
                reasons=_reasons(ref.name, ties, person, chosen, loads),
                room=loads.room(person),
            )
        )
        before = reach
    return found


def _known(ties: Ties, people: list[int]) -> int:
    """How many people these are or know."""
    return len({other for one in people for other in (one, *ties.neighbours[one])})


def _reasons(
    name: str, ties: Ties, person: int, chosen: list[int], loads: Loads
) -> tuple[Message, ...]:
    new = _known(ties, chosen) - _known(ties, chosen[:-1])
    reasons = [say("key_players.reason.knows", n=int(ties.degree[person]), name=name)]
    if len(chosen) > 1 and new:
        reasons.append(say("key_players.reason.new", n=new))
    if loads.room(person) is Room.LITTLE:
        what = loads.carried(person)
        reasons.append(say("connectors.reason.full", name=name, what=what))
    return tuple(reasons)
