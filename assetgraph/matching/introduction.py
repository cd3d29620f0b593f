"""How two people meet: somebody who knows both, a place, and a first step no larger than coffee."""

from __future__ import annotations

from math import inf

from assetgraph.matching.field import Field, metres, place_points
from assetgraph.matching.reasons import Reason
from assetgraph.matching.weights import SUPPORTING, Kind
from assetgraph.messages import Message, say
from assetgraph.model.nodes import Place
from assetgraph.model.text import fold


class Introductions:
    """Introducers, places and first steps in one field."""

    def __init__(self, field: Field) -> None:
        self._field = field
        snapshot = field.snapshot
        self._points = place_points(snapshot)
        span = snapshot.ranges[Place]
        hubs = snapshot.values(Place, "hub")
        buurten = snapshot.values(Place, "buurt")
        self._buurten = {node: fold(buurt or "") for node, buurt in zip(span, buurten, strict=True)}
        self._hubs = {node for node, hub in zip(span, hubs, strict=True) if hub}

    def introducer(self, one: int, other: int) -> int | None:
        """The resident who knows both best, and whom neither of them avoids or is avoided by.

        Best is the larger of the lesser closeness, then of the sum, then by name and id.
        """
        field = self._field
        mine, theirs = field.ties.neighbours[one], field.ties.neighbours[other]
        able = (mine.keys() & theirs.keys()) - field.barred[one] - field.barred[other]
        return min(
            able,
            key=lambda who: (
                -min(mine[who], theirs[who]),
                -(mine[who] + theirs[who]),
                field.rank[who],
            ),
            default=None,
        )

    def place(self, one: int | None, other: int) -> int | None:
        """Where to meet, as the snapshot's index; None only where no place is known near them.

        Where both come (the nearest to both); else where one of them comes (the nearest to the
        other, then the first one's own); else a hub, else any place, of their buurten or of a
        buurt that is not known, the nearest first.
        """
        field = self._field
        theirs = field.lives[other]
        mine = field.lives[one] if one is not None else None
        ours = mine.seen_at if mine else frozenset()
        both = ours & theirs.seen_at
        if both:
            return min(both, key=lambda place: (self._walk(place, one, other), *self._named(place)))
        either = ours | theirs.seen_at
        if either:
            return min(
                either,
                key=lambda place: (
                    self._walk(place, other) if place in ours else self._walk(place, one),
                    place not in ours,
                    *self._named(place),
                ),
            )
        near = self._near({theirs.buurt, mine.buurt if mine else theirs.buurt})
        return min(
            near & self._hubs or near,
            key=lambda place: (self._walk(place, one, other), *self._named(place)),
            default=None,
        )

    def first_step(
        self, one: int | None, other: int, introducer: int | None, place: int | None,
        reasons: list[Reason],
    ) -> Message:  # fmt: skip
        """One small sentence: who does what, where, and what to begin with."""
        field = self._field
        partner = field.name(other)
        where = None if place is None else field.snapshot.names[place]
        if one is None:
            if where is None:
                return say("matches.step.asked", partner=partner)
            return say("matches.step.asked-at", partner=partner, place=where)
        values: dict[str, object] = {
            "resident": field.name(one),
            "partner": partner,
            "topic": _topic(reasons, field.name(one), partner),
        }
        if where is not None:
            values["place"] = where
        if other in field.ties.neighbours[one]:
            key = "matches.step.known" if where is None else "matches.step.known-at"
        elif introducer is not None:
            values["introducer"] = field.name(introducer)
            key = "matches.step.introduced" if where is None else "matches.step.introduced-at"
        else:
            key = "matches.step.alone" if where is None else "matches.step.alone-at"
        return Message(key, values)

    def _near(self, buurten: set[str]) -> set[int]:
        """The places of these buurten (folded), and those of none; all where one is not known."""
        if "" in buurten:
            return set(self._points)
        return {node for node, buurt in self._buurten.items() if buurt in buurten or not buurt}

    def _walk(self, place: int, *people: int | None) -> float:
        """Metres from a place to these people together; without end where nothing is known."""
        homes = [self._field.lives[person].point for person in people if person is not None]
        apart = [metres(self._points[place], home) for home in homes]
        known = [metre for metre in apart if metre is not None]
        return sum(known) if known else inf

    def _named(self, place: int) -> tuple[bool, str, str]:
        snapshot = self._field.snapshot
        return place not in self._hubs, snapshot.names[place], snapshot.ids[place]


def _topic(reasons: list[Reason], resident: str, partner: str) -> Message:
    """What to begin with, by the weightiest reason that is one by itself."""
    kinds = [reason.kind for reason in reasons if reason.kind not in SUPPORTING]
    main = Kind.MUTUAL if Kind.MUTUAL in kinds else kinds[0]
    if main is Kind.MUTUAL:
        return say("matches.topic.mutual")
    if main in (Kind.WISH, Kind.DREAM):
        return say("matches.topic.wish", name=resident)
    if main is Kind.LEARN:
        return say("matches.topic.learn", name=partner)
    if main is Kind.RECIPROCAL_WISH:
        return say("matches.topic.wish", name=partner)
    if main in (Kind.SHARED_PASSION, Kind.SHARED_WISH, Kind.SHARED_DREAM):
        return say("matches.topic.shared")
    return say("matches.topic.meet")
