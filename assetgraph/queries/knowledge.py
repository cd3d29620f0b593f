"""How much is known of somebody, since when, and so how sure an answer about them can be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from assetgraph.analysis.ties import Ties
from assetgraph.messages import Message, say
from assetgraph.model.kinds import RELATION_KINDS
from assetgraph.model.labels import Sensitivity
from assetgraph.model.nodes import Resident
from assetgraph.model.relations import Knows
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.answers import Certainty

TWO_YEARS = timedelta(days=730)
RECENT = timedelta(days=365)

MOST, SOME = 0.6, 0.3
"""Part of the residents who say whom they know: from here on others would have named somebody."""

FEW_PEOPLE, FEW_TIES = 10, 10
"""With less of these on the map the shape of a network says little."""

_TELLING = ("languages", "dayparts")
"""What is more than a name, an address and what they agreed to."""

_STEPS = list(Certainty)


@dataclass(frozen=True)
class Day:
    """A day, worded as people write it in a language."""

    day: date

    def text(self, language: str) -> str:
        """The day in words."""
        if language == "nl":
            return f"{self.day.day}-{self.day.month}-{self.day.year}"
        return self.day.isoformat()


class Knowledge:
    """What is known of each person, by position, and of the neighbourhood as a whole."""

    def __init__(
        self, snapshot: Snapshot, ties: Ties, *, not_asked_for: timedelta = TWO_YEARS
    ) -> None:
        self._snapshot = snapshot
        self._ties = ties
        self._not_asked_for = not_asked_for

    @cached_property
    def told(self) -> set[int]:
        """The positions of people of whom something is known beside name, address and ties.

        Restricted facts say nothing here, so that the answer is the same for every purpose.
        """
        snapshot = self._snapshot
        told: set[int] = set()
        for name in _TELLING:
            told.update(node for node, value in enumerate(snapshot.values(Resident, name)) if value)
        for kind in RELATION_KINDS.values():
            if kind is Knows or kind.sensitivity is Sensitivity.RESTRICTED:
                continue
            links = snapshot.relation(kind)
            if Resident in kind.sources:
                told.update(links.source.tolist())
            if Resident in kind.targets:
                told.update(links.target[links.target < len(snapshot.residents)].tolist())
        at = self._ties.position
        return {at[node] for node in told if node in at}

    @cached_property
    def asked(self) -> set[int]:
        """The positions of people who said something themselves, beside name and address.

        Taking part in a group does not count: that may stand in the group's own row.
        """
        snapshot = self._snapshot
        asked: set[int] = set()
        for name in _TELLING:
            asked.update(i for i, value in enumerate(snapshot.values(Resident, name)) if value)
        for kind in RELATION_KINDS.values():
            restricted = kind.sensitivity is Sensitivity.RESTRICTED
            if Resident in kind.sources and kind.reverse_column is None and not restricted:
                asked.update(snapshot.relation(kind).source.tolist())
        at = self._ties.position
        return {at[node] for node in asked if node in at}

    @cached_property
    def speakers(self) -> set[int]:
        """The positions of people who say themselves whom they know."""
        at = self._ties.position
        sources = np.unique(self._snapshot.relation(Knows).source).tolist()
        return {at[node] for node in sources if node in at}

    @property
    def coverage(self) -> float:
        """The part of the people who say whom they know, 0…1."""
        return len(self.speakers) / self._ties.n if self._ties.n else 0.0

    def heard(self, person: int) -> date | None:
        """When somebody was last spoken of or asked; None where no source says so."""
        provenance = self._snapshot.provenance
        return provenance[int(self._ties.people[person])].last_confirmed if provenance else None

    def long_ago(self, person: int) -> date | None:
        """When somebody was last heard of, where that is longer ago than was set."""
        heard = self.heard(person)
        old = heard is not None and self._snapshot.day - heard > self._not_asked_for
        return heard if old else None

    def of(self, person: int, *doubts: Message) -> tuple[Certainty, tuple[Message, ...]]:
        """How sure we are of whom somebody knows, and why no surer; `doubts` are further ones."""
        found = [*doubts]
        if person not in self.asked:
            found.append(say("certainty.not-asked", name=self._name(person)))
        heard = self.heard(person)
        if heard is not None and self._snapshot.day - heard > RECENT:
            found.append(say("certainty.long-ago", name=self._name(person), day=Day(heard)))
        steps = len(found)
        if self.coverage < MOST:
            steps += 1 if self.coverage >= SOME else 2
            if self.few_speak() not in found:
                found.append(self.few_speak())
        return _STEPS[min(steps, len(_STEPS) - 1)], tuple(found)

    @property
    def small(self) -> tuple[Message, ...]:
        """Why the shape of so small a network says little; () where it says enough."""
        if not self._ties.n:
            return (say("certainty.no-people"),)
        if not len(self._ties):
            return (say("certainty.no-ties"),)
        if self._ties.n < FEW_PEOPLE:
            return (say("certainty.few-people", n=self._ties.n),)
        if len(self._ties) < FEW_TIES:
            return (say("certainty.few-ties", n=len(self._ties)),)
        return ()

    @property
    def overall(self) -> Certainty:
        """How sure we are of who knows whom here, by how many people said so."""
        if self.coverage >= MOST:
            return Certainty.HIGH
        return Certainty.MEDIUM if self.coverage >= SOME else Certainty.LOW

    def few_speak(self) -> Message:
        """How many people said themselves whom they know."""
        if not self.speakers:
            return say("certainty.no-ties")
        return say("certainty.few-speak", n=len(self.speakers), all=self._ties.n)

    def _name(self, person: int) -> str:
        return self._snapshot.names[int(self._ties.people[person])]
