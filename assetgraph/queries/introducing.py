"""Introducers for many introductions at once: nobody is asked more often than they can bear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assetgraph.analysis.assignment import share_out
from assetgraph.matching.field import Field
from assetgraph.matching.introducers import Bridge, Introducer, named
from assetgraph.matching.introduction import Introductions
from assetgraph.matching.meetings import Meet
from assetgraph.messages import Message
from assetgraph.queries.answers import Ref
from assetgraph.queries.suggesting import Pair

BEST = 9
"""How good the first of those who know both is; each one after it is one less."""


@dataclass(frozen=True)
class How:
    """How two people meet in a plan."""

    introducer: Ref | None
    via: Ref | None
    bridge: Bridge | None
    place: Ref | None
    step: Message


class Sharing:
    """Shares out introducers over pairs of people (positions)."""

    def __init__(self, field: Field, per_introducer: int) -> None:
        self._field = field
        self._most = per_introducer
        self._introductions = Introductions(field)
        self._used: Counter[int] = Counter()
        """By index into the snapshot how often somebody introduces."""

    def of(self, pairs: Sequence[Pair]) -> list[How]:
        """How each of these pairs meets.

        First as many as can be are introduced by somebody who knows both, as close as can be; what
        is left goes to chains of two, who works here, and hosts, each as far as there is room.
        """
        people, room_of = self._field.ties.people.tolist(), self._field.room
        room = {node: min(self._most, n) for node, n in zip(people, room_of, strict=True)}
        given = self._by_both(pairs, room)
        return [
            self._how(pair, introducer or self._otherwise(pair, room))
            for pair, introducer in zip(pairs, given, strict=True)
        ]

    def _by_both(self, pairs: Sequence[Pair], room: dict[int, int]) -> list[Introducer | None]:
        able = [
            {one.who: one for one in next(iter(self._introductions.introducers.ways(*_ends(pair))))}
            for pair in pairs
        ]
        people = sorted({who for each in able for who in each})
        at = {who: position for position, who in enumerate(people)}
        shared = share_out(
            [[(at[who], max(BEST - rank, 0)) for rank, who in enumerate(each)] for each in able],
            [room.get(who, self._most) for who in people],
        )
        given = [
            None if one is None else each[people[one]]
            for one, each in zip(shared, able, strict=True)
        ]
        for introducer in given:
            self._used.update(named(introducer) if introducer else ())
        return given

    def _otherwise(self, pair: Pair, room: dict[int, int]) -> Introducer | None:
        """A chain, who works here, or a host; None for two who know each other a little."""
        one, other = _ends(pair)
        if other in self._field.ties.neighbours[one]:
            return None
        _, *ways = self._introductions.introducers.ways(one, other, self._used)
        host = self._introductions.host(one, other)
        for introducer in [*(each for way in ways for each in way), *([host] if host else [])]:
            who = list(named(introducer))
            if all(self._used[each] < room.get(each, self._most) for each in who):
                self._used.update(who)
                return introducer
        return None

    def _how(self, pair: Pair, introducer: Introducer | None) -> How:
        one, other = _ends(pair)
        helpers = named(introducer) if introducer else ()
        meet: Meet = self._introductions.meetings.meet(one, other, helpers)
        return How(
            introducer=None if introducer is None else self._ref(introducer.who),
            via=None if introducer is None or introducer.via is None else self._ref(introducer.via),
            bridge=None if introducer is None else introducer.bridge,
            place=None if meet.place is None else self._ref(meet.place),
            step=self._introductions.first_step(one, other, introducer, meet, list(pair.reasons)),
        )

    def _ref(self, node: int) -> Ref:
        return Ref.of(self._field.snapshot, node)


def _ends(pair: Pair) -> tuple[int, int]:
    """The two people of a pair of a plan, in which both are known."""
    if pair.one is None:
        raise TypeError(pair)
    return pair.one, pair.other
