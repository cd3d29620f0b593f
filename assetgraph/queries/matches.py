"""Who could meet whom: mensen aan mensen, with reasons, an introducer, a place and a first step."""

from __future__ import annotations

from dataclasses import replace

from assetgraph.matching.candidates import Candidates
from assetgraph.matching.field import Alike, Field, alike
from assetgraph.matching.introduction import Introductions
from assetgraph.matching.reasons import (
    DECIMALS,
    Reason,
    given,
    given_back,
    mutual,
    substantive,
)
from assetgraph.matching.shared import shared
from assetgraph.matching.voices import Understanding, Voice, asking
from assetgraph.matching.weights import ASKED, Kind, Leaning
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.answers import Match, Ref
from assetgraph.vocabulary import vocabulary

_KINDS = list(Kind)


def matches(
    snapshot: Snapshot,
    *,
    resident: str | None = None,
    wish: str | None = None,
    leaning: Leaning = Leaning.BALANCED,
    top: int | None = 5,
    understanding: Understanding | None = None,
) -> list[Match]:
    """Suggestions from a snapshot made for matching, `top` per resident (None: all), best first.

    For the resident with this id, or for everyone: who has the fewest ties first. With a `wish`:
    who could help with it, put in for the resident or for nobody in particular. Somebody who is
    not in the snapshot gets none, nor does a professional. Never suggested: professionals, people
    of whom one avoids the other, and people who are close already (closeness 3 or 4). Equal scores
    stand by the partner's name, then id.
    """
    known = understanding or vocabulary()
    field = Field(snapshot, known, leaning)
    if resident is None:
        if wish is not None:
            return _Answers(field).helpers(asking(wish, known), None, top)
        people = sorted(
            range(field.ties.n), key=lambda one: (field.ties.degree[one], field.rank[one])
        )
        return _Answers(field).suggestions(people, top)
    person = field.ties.position.get(snapshot.index.get(resident, -1))
    if person is None:
        return []
    if wish is None:
        return _Answers(field).suggestions([person], top)
    own, asked = field.voices[person], asking(wish, known)
    voice = replace(own, asks=asked.asks, refused=own.refused | asked.refused)
    return _Answers(field).helpers(voice, person, top)


class _Answers:
    def __init__(self, field: Field) -> None:
        self._field = field
        self._introductions = Introductions(field)

    def suggestions(self, people: list[int], top: int | None) -> list[Match]:
        """The best partners of each of these people."""
        found: list[Match] = []
        for person, others in Candidates(self._field).of(people, top):
            voice = self._field.voices[person]
            reasoned = []
            for other in others:
                reasons = self._reasons(voice, person, other, self._field.alike)
                if substantive(reasons):
                    reasoned.append((other, reasons))
            found += self._ranked(person, reasoned, top)
        return found

    def helpers(self, voice: Voice, person: int | None, top: int | None) -> list[Match]:
        """Who can give what this voice asks, to a person or to nobody in particular."""
        field = self._field
        near = alike([voice], field.voices, field.weights)
        closed = set() if person is None else field.closed(person)
        reasoned = []
        for other in range(field.ties.n):
            if other in closed:
                continue
            reasons = list(given(voice, None, field, other, near))
            if reasons and person is not None:
                reasons = self._reasons(voice, person, other, near)
            if any(reason.kind in ASKED for reason in reasons):
                reasoned.append((other, reasons))
        return self._ranked(person, reasoned, top)

    def _reasons(self, voice: Voice, person: int, other: int, near: Alike) -> list[Reason]:
        """All reasons for a pair, weightiest first."""
        field = self._field
        found = [
            *given(voice, field.name(person), field, other, near),
            *given_back(person, field, other),
        ]
        found += mutual(person, field, other, found)
        found += shared(person, field, other)
        found = [reason for reason in found if reason.weight > 0]
        return sorted(
            found, key=lambda reason: (-reason.weight, _KINDS.index(reason.kind), reason.facts)
        )

    def _ranked(
        self, person: int | None, reasoned: list[tuple[int, list[Reason]]], top: int | None
    ) -> list[Match]:
        scored = [
            (round(sum(reason.weight for reason in reasons), DECIMALS), other, reasons)
            for other, reasons in reasoned
        ]
        scored.sort(key=lambda one: (-one[0], self._field.rank[one[1]]))
        return [self._match(person, other, score, why) for score, other, why in scored[:top]]

    def _match(self, person: int | None, other: int, score: float, reasons: list[Reason]) -> Match:
        introducer = None
        if person is not None:
            introducer = self._introductions.introducer(person, other)
        place = self._introductions.place(person, other)
        kinds = {reason.kind for reason in reasons}
        return Match(
            resident=self._ref(person),
            partner=Ref(self._field.id(other), self._field.name(other)),
            score=score,
            mutual=bool(kinds & ASKED) and Kind.RECIPROCAL_WISH in kinds,
            reasons=tuple(reasons),
            introducer=self._ref(introducer),
            place=None if place is None else Ref.of(self._field.snapshot, place),
            first_step=self._introductions.first_step(person, other, introducer, place, reasons),
        )

    def _ref(self, person: int | None) -> Ref | None:
        return None if person is None else Ref(self._field.id(person), self._field.name(person))
