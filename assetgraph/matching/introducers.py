"""Who could introduce two people: somebody both trust, else a chain of two, who works here, a host.

An introducer is avoided by neither, agreed to introductions, and has room. Of equals the order is
drawn by the pair, so that in a whole neighbourhood it is not always the same ones who are asked;
the draw is the same at every time and in every store.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

from assetgraph.matching.field import Field
from assetgraph.model.relations import ContactOf, GathersAt

TRUST = 2
"""From this closeness on (a chat) somebody is trusted to introduce."""


class Bridge(StrEnum):
    """How an introducer stands to the two, in the order in which they are asked."""

    BOTH = "both"
    """Knows both."""
    CHAIN = "chain"
    """Knows the first; `via`, whom they know, knows the other."""
    WORKER = "worker"
    """Works here, and knows one of them."""
    HOST = "host"
    """One turns to this person for a group that gathers at the place."""


@dataclass(frozen=True)
class Introducer:
    """Who introduces two people; residents are indices into the snapshot."""

    bridge: Bridge
    who: int
    via: int | None = None
    """In a chain, who knows the other."""
    knows: int | None = None
    """For who works here, which of the two they know: a position."""


class Introducers:
    """Introducers in one field."""

    def __init__(self, field: Field) -> None:
        self._field = field

    def between(
        self, one: int, other: int, used: Mapping[int, int] | None = None
    ) -> list[Introducer]:
        """Everybody who knows both, best first; else who could introduce them otherwise.

        Best is by the lesser closeness, less one for each time in `used` (by index into the
        snapshot), a greeting last; then by the sum, then drawn. A host is not among them: `host`.
        """
        return next((found for found in self.ways(one, other, used) if found), [])

    def ways(
        self, one: int, other: int, used: Mapping[int, int] | None = None
    ) -> Iterator[list[Introducer]]:
        """Who knows both; then chains of two; then who works here; each best first."""
        for way in (self._both, self._chains, self._workers):
            yield way(one, other, used or {})

    def host(self, one: int | None, other: int, place: int) -> Introducer | None:
        """To whom one turns for a group at a place: neither of the two, with room, and welcome."""
        field = self._field
        snapshot = field.snapshot
        contacts = snapshot.relation(ContactOf)
        found = {
            field.ties.position[who]
            for group in snapshot.relation(GathersAt).sources(place)
            for who in contacts.sources(group)
            if who in field.ties.position
        }
        able = [
            who
            for who in found
            if self._able(who, one, other) and place not in field.unwelcome(self._node(who))
        ]
        best = min(
            able, key=lambda who: (-field.room[who], self._drawn(one, other, who)), default=None
        )
        return None if best is None else Introducer(Bridge.HOST, self._node(best))

    def _both(self, one: int, other: int, used: Mapping[int, int]) -> list[Introducer]:
        mine, theirs = (self._field.ties.neighbours[who] for who in (one, other))
        able = [who for who in mine.keys() & theirs.keys() if self._able(who, one, other)]

        def rank(who: int) -> tuple[bool, int, int, str]:
            least = min(mine[who], theirs[who])
            times = used.get(self._node(who), 0)
            return (
                least < TRUST,
                times - least,
                -(mine[who] + theirs[who]),
                self._drawn(one, other, who),
            )

        return [Introducer(Bridge.BOTH, self._node(who)) for who in sorted(able, key=rank)]

    def _chains(self, one: int, other: int, used: Mapping[int, int]) -> list[Introducer]:
        found = []
        neighbours = self._field.ties.neighbours
        mine, theirs = neighbours[one], neighbours[other]
        for first, near in mine.items():
            if not self._able(first, one, other):
                continue
            for second in neighbours[first].keys() & theirs.keys():
                between = neighbours[first][second]
                if second in self._field.barred[first] or not self._able(second, one, other):
                    continue
                ties = (near, between, theirs[second])
                times = used.get(self._node(first), 0) + used.get(self._node(second), 0)
                drawn = self._drawn(one, other, first) + self._drawn(one, other, second)
                rank = (min(ties) < TRUST, times - min(ties), -sum(ties), drawn)
                found.append(
                    (rank, Introducer(Bridge.CHAIN, self._node(first), self._node(second)))
                )
        return [introducer for _, introducer in sorted(found, key=lambda each: each[0])]

    def _workers(self, one: int, other: int, used: Mapping[int, int]) -> list[Introducer]:
        field = self._field
        found = []
        for person in (one, other):
            for who, closeness in field.workers[person].items():
                kept_apart = field.apart.get(who, ())
                if not any(self._node(each) in kept_apart for each in (one, other)):
                    rank = (used.get(who, 0) - closeness, person == other, field.snapshot.ids[who])
                    found.append((rank, Introducer(Bridge.WORKER, who, knows=person)))
        return [introducer for _, introducer in sorted(found, key=lambda each: each[0])]

    def _able(self, who: int, one: int | None, other: int) -> bool:
        field = self._field
        pair = {one, other}
        return who not in pair and field.room[who] > 0 and pair.isdisjoint(field.barred[who])

    def _node(self, person: int) -> int:
        return int(self._field.ties.people[person])

    def _drawn(self, one: int | None, other: int, who: int) -> str:
        field = self._field
        pair = sorted(field.id(each) for each in (one, other) if each is not None)
        return blake2b(" ".join((*pair, field.id(who))).encode(), digest_size=8).hexdigest()


def named(found: Introducer) -> Iterator[int]:
    """The residents of an introduction, as indices into the snapshot."""
    yield found.who
    if found.via is not None:
        yield found.via
