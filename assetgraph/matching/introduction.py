"""How two people meet: introduced by whom, where, when, and a first step no larger than coffee."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assetgraph.matching.field import Field
from assetgraph.matching.introducers import Bridge, Introducer, Introducers, named
from assetgraph.matching.meetings import Meet, Meetings
from assetgraph.matching.reasons import Reason
from assetgraph.matching.weights import SUPPORTING, Kind
from assetgraph.messages import Message, say


@dataclass(frozen=True)
class Introduction:
    """How two people could meet; nodes are indices into the snapshot."""

    introducer: Introducer | None
    place: int | None
    step: Message


class Introductions:
    """Introducers, places and first steps in one field."""

    def __init__(self, field: Field) -> None:
        self._field = field
        self.introducers = Introducers(field)
        self.meetings = Meetings(field)

    def of(
        self,
        one: int | None,
        other: int,
        reasons: list[Reason],
        used: Mapping[int, int] | None = None,
    ) -> Introduction:
        """How two people (positions) could meet for these reasons; `one` is None for nobody's wish.

        `used` says how often somebody (an index) is asked already; see `Introducers.between`.
        """
        introducer = None if one is None else self._introducer(one, other, used)
        meet = self.meetings.meet(one, other, named(introducer) if introducer else ())
        step = self.first_step(one, other, introducer, meet, reasons)
        return Introduction(introducer, meet.place, step)

    def _introducer(
        self, one: int, other: int, used: Mapping[int, int] | None
    ) -> Introducer | None:
        """Who introduces two people; of two who know each other a little only who knows both."""
        found = self.introducers.between(one, other, used)
        if other in self._field.ties.neighbours[one]:
            return found[0] if found and found[0].bridge is Bridge.BOTH else None
        return found[0] if found else self.host(one, other)

    def host(self, one: int, other: int) -> Introducer | None:
        """To whom one turns at the place where the two would meet."""
        place = self.meetings.place(one, other)
        return None if place is None else self.introducers.host(one, other, place)

    def first_step(
        self,
        one: int | None,
        other: int,
        introducer: Introducer | None,
        meet: Meet,
        reasons: list[Reason],
    ) -> Message:
        """One small sentence: who does what, where, when, and what to begin with."""
        field = self._field
        names = field.snapshot.names
        partner = field.name(other)
        values: dict[str, object] = {"partner": partner, "moment": meet.moment}
        if meet.place is not None:
            values["place"] = names[meet.place]
        if one is None:
            return _said("asked", values)
        values["resident"] = field.name(one)
        values["topic"] = _topic(reasons, field.name(one), partner)
        if other in field.ties.neighbours[one]:
            return _said("known", values)
        if introducer is None:
            return _said("alone", values)
        values["introducer"] = names[introducer.who]
        if introducer.via is not None:
            values["via"] = names[introducer.via]
        if introducer.knows is not None:
            values["known"] = field.name(introducer.knows)
        return _said(introducer.bridge.value, values)


_STEPS = {
    "asked": ("matches.step.asked", "matches.step.asked-at"),
    "known": ("matches.step.known", "matches.step.known-at"),
    "alone": ("matches.step.alone", "matches.step.alone-at"),
    Bridge.BOTH.value: ("matches.step.introduced", "matches.step.introduced-at"),
    Bridge.CHAIN.value: ("matches.step.chain", "matches.step.chain-at"),
    Bridge.WORKER.value: ("matches.step.worker", "matches.step.worker-at"),
    Bridge.HOST.value: ("matches.step.host-at", "matches.step.host-at"),
}


def _said(how: str, values: Mapping[str, object]) -> Message:
    return Message(_STEPS[how]["place" in values], values)


def _topic(reasons: list[Reason], resident: str, partner: str) -> Message:
    """What to begin with, by the weightiest reason that is one by itself."""
    kinds = [reason.kind for reason in reasons if reason.kind not in SUPPORTING]
    main = Kind.MUTUAL if Kind.MUTUAL in kinds else next(iter(kinds), None)
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
