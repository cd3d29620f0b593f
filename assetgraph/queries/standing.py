"""Where everybody stands in the network: among neighbours, on a thread, alone, or not known.

What makes a thread, besides having one tie: all ties lead over one person (`threads`); all are
with people behind the same front door; or all are with people of one group or place, none of them
closer than a chat, and the person goes nowhere else. Ties that help or are close outlive a group.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assetgraph.analysis.threads import Thread, threads
from assetgraph.analysis.ties import Ties, professional_ties, resident_ties
from assetgraph.messages import Message, say
from assetgraph.model.choices import Closeness
from assetgraph.model.relations import ComesTo, ContactOf, GathersAt, MemberOf
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.answers import Status
from assetgraph.queries.households import Households
from assetgraph.queries.knowledge import TWO_YEARS, Day, Knowledge


@dataclass(frozen=True)
class Standing:
    """Why somebody has a status, and what makes that less sure."""

    status: Status
    reasons: tuple[Message, ...]
    doubts: tuple[Message, ...] = ()


class Standings:
    """The standing of everybody in a snapshot, by position; None for who is among neighbours."""

    def __init__(self, snapshot: Snapshot, *, not_asked_for: timedelta = TWO_YEARS) -> None:
        self.snapshot = snapshot
        self.ties: Ties = resident_ties(snapshot)
        self.knowledge = Knowledge(snapshot, self.ties, not_asked_for=not_asked_for)
        self.households = Households(snapshot, self.ties)
        self.professional: NDArray[np.int64] = professional_ties(snapshot, self.ties)
        self._outside = self.ties.where(~self.households.inside)

    @property
    def at_home(self) -> NDArray[np.int64]:
        """How many of the ties of everybody are with people of the same household, shape (n,)."""
        found: NDArray[np.int64] = self.ties.degree - self._outside.degree
        return found

    def of(self, person: int) -> Standing | None:
        """How somebody is missing; None where they are not."""
        known = int(self.ties.degree[person])
        heard = self.knowledge.long_ago(person)
        if heard is not None:
            return Standing(Status.NOT_IN_PICTURE, self._long_ago(person, heard))
        if not known:
            return self._without_ties(person)
        reasons, doubts = self._thread(person)
        if not reasons:
            return None
        if person not in self.knowledge.asked:
            reasons.append(say("isolated.reason.only-named", name=self._name(person)))
        return Standing(Status.BY_A_THREAD, (*reasons, *self._paid(person)), tuple(doubts))

    def statuses(self) -> dict[str, Status]:
        """The status of everybody who has one, by id."""
        ids, people = self.snapshot.ids, self.ties.people.tolist()
        found = ((ids[node], self.of(person)) for person, node in enumerate(people))
        return {one: standing.status for one, standing in found if standing is not None}

    def _without_ties(self, person: int) -> Standing:
        name = self._name(person)
        if person in self.knowledge.told:
            reasons = (say("isolated.reason.no-ties", name=name), *self._paid(person))
            return Standing(Status.ISOLATED, reasons)
        if self.professional[person]:
            reasons = (say("isolated.reason.no-ties", name=name), *self._paid(person))
            return Standing(Status.ISOLATED, reasons, (say("certainty.professional", name=name),))
        return Standing(Status.NOT_IN_PICTURE, (say("isolated.reason.unknown", name=name),))

    def _thread(self, person: int) -> tuple[list[Message], list[Message]]:
        """Why somebody hangs by a thread, and what makes that less sure; both empty if not."""
        name, home = self._name(person), int(self.at_home[person])
        outside = list(self._outside.neighbours[person])
        if not outside:
            return [say("isolated.reason.at-home", n=home, name=name)], []
        if len(outside) == 1 and home:
            via = self._name(outside[0])
            doubt = [say("certainty.household")]
            return [say("isolated.reason.one-outside", name=name, via=via)], doubt
        thread = self._threads.get(person)
        if thread is not None:
            return [self._told(thread)], []
        reason = self._one_circle(person, outside)
        return ([reason], [say("certainty.one-sort")]) if reason else ([], [])

    def _told(self, thread: Thread) -> Message:
        me, via = self._name(thread.person), self._name(thread.via)
        if len(self.ties.neighbours[thread.person]) == 1:
            return say("isolated.reason.one-tie", name=me, via=via)
        circle = sorted(self._name(other) for other in thread.circle)
        return say("isolated.reason.one-road", name=me, via=via, circle=circle)

    def _one_circle(self, person: int, outside: list[int]) -> Message | None:
        """That all ties of somebody go through one group, or one place."""
        close = self._outside.neighbours[person].values()
        if max(close) >= Closeness.HELPS:
            return None
        groups, places = self._groups(person), self._places(person)
        if len(groups) == 1 and places <= self._gathering(groups):
            return self._all_in(person, outside, self._groups, groups, "isolated.reason.one-group")
        if not groups and len(places) == 1:
            return self._all_in(person, outside, self._places, places, "isolated.reason.one-place")
        return None

    def _all_in(
        self,
        person: int,
        others: list[int],
        circles: Callable[[int], frozenset[int]],
        own: frozenset[int],
        key: str,
    ) -> Message | None:
        if any(circles(other).isdisjoint(own) for other in others):
            return None
        (where,) = own
        circle = self.snapshot.names[where]
        return Message(key, {"name": self._name(person), "circle": circle, "n": len(others)})

    def _groups(self, person: int) -> frozenset[int]:
        node = int(self.ties.people[person])
        members, contacts = self.snapshot.relation(MemberOf), self.snapshot.relation(ContactOf)
        return frozenset(members.targets(node) + contacts.targets(node))

    def _places(self, person: int) -> frozenset[int]:
        return frozenset(self.snapshot.relation(ComesTo).targets(int(self.ties.people[person])))

    def _gathering(self, groups: frozenset[int]) -> frozenset[int]:
        gathers = self.snapshot.relation(GathersAt)
        return frozenset(place for group in groups for place in gathers.targets(group))

    def _long_ago(self, person: int, heard: date) -> tuple[Message, ...]:
        name, day = self._name(person), Day(heard)
        reasons = [say("isolated.reason.long-ago", name=name, day=day)]
        known = int(self.ties.degree[person])
        if known:
            reasons.append(say("isolated.reason.then-knew", n=known, name=name))
        return (*reasons, *self._paid(person))

    def _paid(self, person: int) -> list[Message]:
        paid = int(self.professional[person])
        if not paid:
            return []
        return [say("isolated.reason.professionals", n=paid, name=self._name(person))]

    def _name(self, person: int) -> str:
        return self.snapshot.names[int(self.ties.people[person])]

    @cached_property
    def _threads(self) -> dict[int, Thread]:
        return threads(self.ties)
