"""Ties that are not there yet: who could begin one, and why they have something to talk about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from itertools import combinations, product

from assetgraph.analysis.new_ties import best_of, joining
from assetgraph.analysis.threads import circles_around, parts_without
from assetgraph.analysis.ties import Ties
from assetgraph.matching.field import Field
from assetgraph.matching.reasons import given
from assetgraph.matching.shared import shared
from assetgraph.matching.traits import profile
from assetgraph.matching.voices import Understanding
from assetgraph.messages import Message
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.answers import Proposal, Ref
from assetgraph.queries.meeting import Meeting
from assetgraph.queries.room import Loads
from assetgraph.vocabulary import vocabulary

GROUP, PLACE, CONCEPT, STREET, LANGUAGE = 3.0, 2.0, 2.0, 1.5, 1.0
"""What it weighs that two people share one of these, if few others do."""

REASONS = 3
"""Reasons that are given with a tie, the weightiest first."""


class NewTies:
    """Finds ties between people who may be named to each other; positions are those of the ties."""

    def __init__(
        self,
        snapshot: Snapshot,
        ties: Ties,
        meeting: Meeting,
        understanding: Understanding | None = None,
    ) -> None:
        self._ties = ties
        self._meeting = meeting
        self._loads = Loads(snapshot, ties)
        self._field = Field(snapshot, understanding or vocabulary())
        ids = [snapshot.ids[node] for node in ties.people.tolist()]
        self._ids = ids
        self._willing = {at for at, one in enumerate(ids) if one in meeting.willing}
        position = {one: at for at, one in enumerate(ids)}
        self._apart = [
            (position[one], position[other])
            for one, other in meeting.apart | meeting.introduced
            if one in position and other in position
        ]

    def joining(self, parts: Sequence[Collection[int]]) -> list[Proposal | None]:
        """The easiest tie between each two parts, in the order of `itertools.combinations`.

        Who have most in common; where there is a choice not those who carry much already. None
        where no two may be named to each other.
        """
        able = [self._able(part) for part in parts]
        found = joining(self._ties, able, self._having, self._weights, never=self._apart)
        return [None if tie is None else self.proposal(tie.one, tie.other) for tie in found]

    def mending(self, person: int) -> Proposal | None:
        """The tie between two people around a person that best mends that person's absence."""
        circles = circles_around(self._ties, person)
        pairs = (pair for one, other in combinations(circles, 2) for pair in product(one, other))
        tie = best_of(self._ties.without([person]), self._nameable(pairs))
        return self.proposal(tie.one, tie.other) if tie else None

    def rescuing(self, person: int, lost: Collection[int]) -> Proposal | None:
        """The easiest tie from people who would be cut off without a person to those who stay."""
        stay = parts_without(self._ties, person)[0]
        (found,) = self.joining([lost, stay])
        return found

    def proposal(self, one: int, other: int) -> Proposal:
        """A tie between two people, in order of name, with what they could talk about."""
        one, other = sorted((one, other), key=lambda person: self._field.rank[person])
        return Proposal(self._ref(one), self._ref(other), self._reasons(one, other))

    def _reasons(self, one: int, other: int) -> tuple[Message, ...]:
        field = self._field
        found = [
            *given(field.voices[one], field.name(one), field, other),
            *given(field.voices[other], field.name(other), field, one),
            *shared(one, field, other, self._sharers),
        ]
        found.sort(key=lambda reason: (-reason.weight, reason.facts))
        return tuple(reason.text for reason in found[:REASONS] if reason.weight > 0)

    def _able(self, part: Collection[int]) -> list[int]:
        """Those of a part who agreed to introductions, and who have room if some of them have."""
        willing = sorted(self._willing.intersection(part))
        return [one for one in willing if not self._loads.full(one)] or willing

    def _nameable(self, pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        ids, names = self._ids, self._meeting.names
        return [(one, other) for one, other in pairs if names(ids[one], ids[other])]

    def _ref(self, person: int) -> Ref:
        return Ref(self._ids[person], self._field.name(person))

    @cached_property
    def _sharers(self) -> Counter[str]:
        """How many people are found by each key."""
        profiles = (profile(self._field, person) for person in range(self._field.ties.n))
        return Counter(key for one in profiles for key in one.keys)

    @cached_property
    def _having(self) -> list[frozenset[str]]:
        """What each person has that another may have too."""
        lives, voices = self._field.lives, self._field.voices
        return [
            frozenset(
                [
                    *(f"group {group}" for group in life.groups),
                    *(f"place {place}" for place in life.places),
                    *(f"language {word}" for word in life.languages),
                    *(f"street {life.street}" for _ in [life.street] if life.street),
                    *(f"concept {one}" for one in voice.passions.concepts | voice.wishes.concepts),
                ]
            )
            for life, voice in zip(lives, voices, strict=True)
        ]

    @cached_property
    def _weights(self) -> dict[str, float]:
        """What sharing each of these weighs; the rarer the more."""
        sorts = {
            "group": GROUP,
            "place": PLACE,
            "language": LANGUAGE,
            "street": STREET,
            "concept": CONCEPT,
        }
        counts = Counter(name for own in self._having for name in own)
        return {name: sorts[name.split()[0]] / n**0.5 for name, n in counts.items()}
