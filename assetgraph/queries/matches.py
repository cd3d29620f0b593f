"""Who could meet whom: mensen aan mensen, with reasons, an introducer, a place and a first step."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from assetgraph.matching.field import Field
from assetgraph.matching.introducers import named
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
from assetgraph.matching.shortlist import Asking, Index, Sharers, Shortlist
from assetgraph.matching.traits import profile
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
    shortlist: Shortlist | None = None,
) -> list[Match]:
    """Suggestions from a snapshot made for matching, `top` per resident (None: all), best first.

    For the resident with this id, or for everyone: who has the fewest ties first. With a `wish`:
    who could help with it, put in for the resident or for nobody in particular. Somebody who is
    not in the snapshot gets none, nor does a professional, nor who has room for nobody new. Never
    suggested: professionals, people of whom one avoids the other, people who are close already
    (closeness 3 or 4), who has room for nobody new, and people out of reach (who live in another
    buurt, and share no group, no place and no tie). Equal scores
    stand by the partner's name, then id.

    A `shortlist` of the resident, as `Enquiry.shortlist` makes it, says whom to compare; then the
    snapshot need not hold more than the company of these people.
    """
    known = understanding or vocabulary()
    field = Field(snapshot, known, leaning)
    answers = _Answers(field)
    if resident is None:
        if wish is not None:
            return answers.volunteers(asking(wish, known), top)
        people = sorted(
            (one for one in range(field.ties.n) if field.room[one]),
            key=lambda one: (field.ties.degree[one], field.rank[one]),
        )
        return [match for one in people for match in answers.suggestions(one, top)]
    person = field.ties.position.get(snapshot.index.get(resident, -1))
    if person is None or not field.room[person]:
        return []
    voice = None if wish is None else _with_wish(field.voices[person], wish, known)
    return answers.suggestions(person, top, voice, shortlist)


class Enquiry:
    """Whom to look up for one resident, from a snapshot of that resident's own company."""

    def __init__(
        self,
        snapshot: Snapshot,
        resident: str,
        *,
        wish: str | None = None,
        leaning: Leaning = Leaning.BALANCED,
        understanding: Understanding | None = None,
    ) -> None:
        """The resident is in the snapshot, is no professional, and has a buurt that is known."""
        known = understanding or vocabulary()
        field = Field(snapshot, known, leaning)
        person = field.ties.position[snapshot.index[resident]]
        voice = None if wish is None else _with_wish(field.voices[person], wish, known)
        self._field, self._asks = field, wish is not None
        self._closed = {field.id(other) for other in field.closed(person)}
        self._asking = _asking(field, person, voice)

    def keys(self) -> list[str]:
        """The keys by which others matter."""
        return self._asking.keys()

    def elsewhere(self, found: Index) -> list[str]:
        """The residents of whom all keys are needed beside."""
        return self._asking.elsewhere(found)

    def shortlist(self, found: Index, top: int | None) -> Shortlist:
        """Whom to compare, given who was found."""
        size = _size(self._field, top)
        return self._asking.shortlist(found, self._closed, size, asked=self._asks)


def _with_wish(own: Voice, wish: str, known: Understanding) -> Voice:
    asked = asking(wish, known)
    return replace(own, asks=asked.asks, refused=own.refused | asked.refused)


def _asking(field: Field, person: int, voice: Voice | None) -> Asking:
    friends = [field.id(other) for other in field.ties.neighbours[person]]
    return Asking(field.id(person), profile(field, person, voice), friends, field.weights)


def _size(field: Field, top: int | None) -> int | None:
    return None if top is None else top + field.weights.pool


class _Answers:
    def __init__(self, field: Field) -> None:
        self._field = field
        self._introductions = Introductions(field)

    def suggestions(
        self,
        person: int,
        top: int | None,
        voice: Voice | None = None,
        shortlist: Shortlist | None = None,
    ) -> list[Match]:
        """The best partners of somebody; with a voice for a wish, those who can help with it."""
        field = self._field
        if shortlist is None:
            closed = {field.id(other) for other in field.closed(person)}
            shortlist = _asking(field, person, voice).shortlist(
                self._index, closed, _size(field, top), asked=voice is not None
            )
        position = field.ties.position
        closed_here = field.closed(person)
        reasoned = []
        for one in shortlist.people:
            other = position[field.snapshot.index[one]]
            reasons = self._reasons(voice or field.voices[person], person, other, shortlist.sharers)
            fits = (
                any(reason.kind in ASKED for reason in reasons) if voice else substantive(reasons)
            )
            if fits and other not in closed_here:
                reasoned.append((other, reasons))
        return self._ranked(person, reasoned, top)

    def volunteers(self, voice: Voice, top: int | None) -> list[Match]:
        """Who can give what is asked for nobody in particular."""
        field = self._field
        reasoned = [
            (other, list(given(voice, None, field, other)))
            for other in range(field.ties.n)
            if field.room[other]
        ]
        return self._ranked(None, [(other, why) for other, why in reasoned if why], top)

    @cached_property
    def _index(self) -> Index:
        """Everybody by their keys."""
        field = self._field
        profiles = [profile(field, person) for person in range(field.ties.n)]
        kept = [one.found_by() for one in profiles]
        return Index(
            field.ids,
            [one.beside for one in profiles],
            ((key, at, weight) for at, keys in enumerate(kept) for key, weight in keys.items()),
            dict(zip(field.ids, kept, strict=True)),
        )

    def _reasons(self, voice: Voice, person: int, other: int, sharers: Sharers) -> list[Reason]:
        """All reasons for a pair, weightiest first."""
        field = self._field
        found = [
            *given(voice, field.name(person), field, other),
            *given_back(person, field, other),
        ]
        found += mutual(person, field, other, found)
        found += shared(person, field, other, sharers)
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
        used: dict[int, int] = {}
        return [self._match(person, other, score, why, used) for score, other, why in scored[:top]]

    def _match(
        self,
        person: int | None,
        other: int,
        score: float,
        reasons: list[Reason],
        used: dict[int, int],
    ) -> Match:
        snapshot = self._field.snapshot
        how = self._introductions.of(person, other, reasons, used)
        introducer = how.introducer
        for who in named(introducer) if introducer else ():
            used[who] = used.get(who, 0) + 1
        kinds = {reason.kind for reason in reasons}
        return Match(
            resident=self._ref(person),
            partner=Ref(self._field.id(other), self._field.name(other)),
            score=score,
            mutual=bool(kinds & ASKED) and Kind.RECIPROCAL_WISH in kinds,
            reasons=tuple(reasons),
            introducer=None if introducer is None else Ref.of(snapshot, introducer.who),
            place=None if how.place is None else Ref.of(snapshot, how.place),
            first_step=how.step,
            bridge=None if introducer is None else introducer.bridge,
            via=None
            if introducer is None or introducer.via is None
            else Ref.of(snapshot, introducer.via),
        )

    def _ref(self, person: int | None) -> Ref | None:
        return None if person is None else Ref(self._field.id(person), self._field.name(person))
