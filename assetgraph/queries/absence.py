"""If somebody moves away: what falls apart, who could take over, and which tie would mend it."""

from __future__ import annotations

from math import isfinite

from assetgraph.analysis.absence import Absence as Loss
from assetgraph.analysis.absence import StandIn, absences, stand_ins
from assetgraph.analysis.ties import Ties, resident_ties
from assetgraph.matching.voices import Understanding
from assetgraph.messages import Message, say
from assetgraph.model.relations import ContactOf, MemberOf
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.answers import Absence, Proposal, Ref, Room, Takeover
from assetgraph.queries.connectors import connectors
from assetgraph.queries.meeting import Meeting
from assetgraph.queries.new_ties import NewTies
from assetgraph.queries.room import Loads

SMALLEST = 2
"""A circle of fewer people needs nobody to take it over; a new tie will do."""
MOST_PARTS = 4
FEW = 3
"""As many people as this are named; of more only those who know most people are."""
_TELLING = 0.01
"""Roads that become less than this part longer are no news."""


def absence(
    snapshot: Snapshot,
    *,
    resident: str | None = None,
    top: int | None = 3,
    meeting: Meeting | None = None,
    understanding: Understanding | None = None,
) -> list[Absence]:
    """What changes when the resident with this id moves away; without one, for `top` connectors.

    Who is cut off, who would know nobody any more, how much longer the roads between the others
    become (the mean over the pairs that can still reach each other), and the groups that lose the
    one to turn to. For each circle around the person: who could take it over, rather somebody with
    room. And the new tie that would mend most. Nothing for somebody who is not in the snapshot, or
    is a professional.
    """
    found = _Found(snapshot, meeting or Meeting.within(snapshot), understanding)
    if resident is not None:
        wanted = [resident]
    else:
        wanted = [one.resident.id for one in connectors(snapshot, top=top) if one.degree]
    at = found.ties.position
    people = [at[node] for one in wanted if (node := snapshot.index.get(one, -1)) in at]
    return [found.answer(loss) for loss in absences(found.ties, people)]


class _Found:
    def __init__(
        self, snapshot: Snapshot, meeting: Meeting, understanding: Understanding | None
    ) -> None:
        self.snapshot = snapshot
        self.ties: Ties = resident_ties(snapshot)
        self.loads = Loads(snapshot, self.ties)
        self.new_ties = NewTies(snapshot, self.ties, meeting, understanding)

    def answer(self, loss: Loss) -> Absence:
        person = loss.person
        longer = self._longer(loss)
        led = [
            Ref.of(self.snapshot, group)
            for group in self.snapshot.relation(ContactOf).targets(int(self.ties.people[person]))
        ]
        return Absence(
            resident=self._ref(person),
            cut_off=tuple(tuple(self._ref(one) for one in part) for part in loss.cut_off),
            alone=tuple(self._alone(person)),
            longer=longer,
            groups=tuple(led),
            reasons=tuple(self._reasons(loss, longer, led)),
            takeovers=tuple(self._takeovers(loss, led)),
            mends=tuple(self._mends(loss)),
        )

    def _alone(self, person: int) -> list[Ref]:
        """Who knows nobody else, by name."""
        degree = self.ties.degree
        found = [self._ref(one) for one in self.ties.neighbours[person] if degree[one] == 1]
        return sorted(found, key=lambda ref: (ref.name, ref.id))

    def _longer(self, loss: Loss) -> float | None:
        if not isfinite(loss.mean_before) or not isfinite(loss.mean_after):
            return None
        return round(loss.mean_after / loss.mean_before - 1, 4)

    def _reasons(self, loss: Loss, longer: float | None, led: list[Ref]) -> list[Message]:
        name = self._ref(loss.person).name
        if not self.ties.degree[loss.person]:
            return [say("absence.reason.no-ties", name=name)]
        reasons = []
        for part in loss.cut_off:
            faces = sorted(part, key=lambda one: -int(self.ties.degree[one]))[:FEW]
            names = sorted(self._ref(one).name for one in faces)
            if len(part) > FEW:
                reasons.append(say("absence.reason.split", n=len(part), names=names))
            elif len(part) > 1:
                reasons.append(say("absence.reason.cut-off", names=names))
        names = [ref.name for ref in self._alone(loss.person)]
        if names:
            reasons.append(say("absence.reason.alone", n=len(names), names=names, name=name))
        if longer is not None and longer >= _TELLING:
            reasons.append(say("absence.reason.longer", percent=round(100 * longer)))
        if led:
            groups = [one.name for one in led]
            reasons.append(say("absence.reason.groups", n=len(led), groups=groups))
        if not reasons:
            reasons.append(say("absence.reason.holds", name=name))
        return reasons

    def _takeovers(self, loss: Loss, led: list[Ref]) -> list[Takeover]:
        """Who could take over the groups and the circles around a person.

        A few people who would be cut off together do not take each other over: a new tie helps.
        """
        person = loss.person
        lost = {one for part in loss.cut_off if len(part) <= FEW for one in part}
        found = []
        for group in led:
            best = self._next_contact(person, group)
            if best is not None:
                found.append(best)
        for circle, likely in stand_ins(self.ties, person, top=8)[:MOST_PARTS]:
            able = [one for one in likely if one.person not in lost]
            if len(circle) < SMALLEST or not able:
                continue
            best_one = min(able, key=lambda one: (self.loads.full(one.person), able.index(one)))
            found.append(self._takeover(circle, best_one))
        return found

    def _takeover(self, circle: list[int], able: StandIn) -> Takeover:
        ref = self._ref(able.person)
        others = [one for one in circle if one != able.person]
        part = say("absence.part.circle", face=self._face(others).name, n=len(circle))
        if len(others) < len(circle):
            n = able.knows - 1
            reasons = [say("absence.takeover.inside", name=ref.name, n=n, all=len(others))]
        else:
            n = able.knows
            reasons = [say("absence.takeover.knows", name=ref.name, n=n, all=len(others))]
        if able.elsewhere:
            reasons.append(say("absence.takeover.elsewhere", n=able.elsewhere))
        reasons += self._room(able.person, ref.name)
        return Takeover(part, ref, tuple(reasons), self.loads.room(able.person))

    def _next_contact(self, person: int, group: Ref) -> Takeover | None:
        """The member who knows most of the others of a group, rather one with room."""
        at, node = self.ties.position, self.snapshot.index[group.id]
        members = {at[one] for one in self.snapshot.relation(MemberOf).sources(node) if one in at}
        members -= {person}
        known = {one: len(self.ties.neighbours[one].keys() & members) for one in members}
        if not known:
            return None
        best = min(
            known,
            key=lambda one: (self.loads.full(one), -known[one], self._ref(one).name, one),
        )
        ref = self._ref(best)
        reasons = [
            say("absence.takeover.member", name=ref.name, n=known[best], group=group.name),
            *self._room(best, ref.name),
        ]
        part = say("absence.part.contact", group=group.name)
        return Takeover(part, ref, tuple(reasons), self.loads.room(best))

    def _room(self, person: int, name: str) -> list[Message]:
        if self.loads.room(person) is Room.LITTLE:
            what = self.loads.carried(person)
            return [say("connectors.reason.full", name=name, what=what)]
        return []

    def _mends(self, loss: Loss) -> list[Proposal]:
        found = [self.new_ties.rescuing(loss.person, part) for part in loss.cut_off]
        if not loss.cut_off:
            found.append(self.new_ties.mending(loss.person))
        return [one for one in found if one is not None]

    def _face(self, circle: list[int]) -> Ref:
        degree = self.ties.degree
        refs = [(-int(degree[one]), self._ref(one)) for one in circle]
        return min(refs, key=lambda one: (one[0], one[1].name, one[1].id))[1]

    def _ref(self, person: int) -> Ref:
        return Ref.of(self.snapshot, int(self.ties.people[person]))
