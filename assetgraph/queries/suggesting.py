"""How suggestions are made: who is compared, why, in which order, and who never is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from assetgraph.matching.field import Field
from assetgraph.matching.introducers import named
from assetgraph.matching.introduction import Introductions
from assetgraph.matching.reasons import DECIMALS, Reason, given, given_back, mutual, substantive
from assetgraph.matching.shared import bonding, shared
from assetgraph.matching.shortlist import Asking, Index, Sharers, Shortlist
from assetgraph.matching.traits import profile
from assetgraph.matching.voices import Understanding, Voice, asking
from assetgraph.matching.weights import ASKED, Kind, Leaning
from assetgraph.model.choices import Closeness
from assetgraph.queries.answers import Match, Ref

_KINDS = list(Kind)


@dataclass(frozen=True)
class Pair:
    """Two people (positions) with all reasons, weightiest first; the score is their sum."""

    one: int | None
    other: int
    reasons: tuple[Reason, ...]
    score: float

    @classmethod
    def of(cls, one: int | None, other: int, reasons: list[Reason]) -> Pair:
        """Ranks the reasons that count, and adds them up."""
        found = [reason for reason in reasons if reason.weight > 0]
        found.sort(key=lambda each: (-each.weight, _KINDS.index(each.kind), each.facts))
        score = round(sum(reason.weight for reason in found), DECIMALS)
        return cls(one, other, tuple(found), score)

    @property
    def kinds(self) -> set[Kind]:
        """The kinds of its reasons."""
        return {reason.kind for reason in self.reasons}

    @property
    def mutual(self) -> bool:
        """Whether each can give what the other asks."""
        return bool(self.kinds & ASKED) and Kind.RECIPROCAL_WISH in self.kinds


def with_wish(field: Field, person: int, wish: str, known: Understanding) -> Voice:
    """The voice of somebody who now asks this alone; nothing, where another is not to read it."""
    own, asked = field.voices[person], asking(wish, known, field.weights.discretion)
    return replace(
        own, asks=asked.asks, refused=own.refused | asked.refused, withheld=asked.withheld
    )


def looking(field: Field, person: int, voice: Voice | None = None) -> Asking:
    """What somebody looks for in others; with another voice than their own where one is given."""
    friends = [field.id(other) for other in field.ties.neighbours[person]]
    return Asking(field.id(person), profile(field, person, voice), friends, field.weights)


def shortlist_size(field: Field, top: int | None) -> int | None:
    """How many candidates are compared reason by reason; None for all."""
    return None if top is None else top + field.weights.pool


class Suggesting:
    """Makes suggestions in one field, leaning as is asked or as each person needs first."""

    def __init__(self, field: Field, leaning: Leaning | None = None) -> None:
        self.field = field
        self._leaning = leaning
        self._introductions = Introductions(field)

    def leaned(self, person: int) -> Field:
        """The field as it is weighed for this person."""
        return self.field.leaning_to(self._leaning or self.field.first_need(person))

    def shortlist(self, person: int, top: int | None, voice: Voice | None = None) -> Shortlist:
        """Whom to compare with somebody, from the whole field."""
        field = self.leaned(person)
        closed = {field.id(other) for other in field.closed(person)}
        size = shortlist_size(field, top)
        asks = looking(field, person, voice)
        return asks.shortlist(self._index, closed, size, asked=voice is not None)

    def ranked(
        self,
        person: int,
        top: int | None,
        voice: Voice | None = None,
        shortlist: Shortlist | None = None,
    ) -> list[Pair]:
        """The best pairs of somebody; with a voice for a wish, with who can help with it."""
        field = self.leaned(person)
        if not field.room[person]:
            return []
        listed = self.shortlist(person, top, voice) if shortlist is None else shortlist
        closed = field.closed(person)
        found = []
        for one in listed.people:
            other = field.ties.position[field.snapshot.index[one]]
            pair = self.pair(person, other, listed.sharers, voice)
            fits = pair.kinds & ASKED if voice else substantive(list(pair.reasons))
            if fits and other not in closed and field.room[other]:
                found.append(pair)
        return self._best(found, top)

    def volunteers(self, voice: Voice, top: int | None) -> list[Pair]:
        """Who can give what is asked for nobody in particular."""
        field = self.field
        found = (
            Pair.of(None, other, list(given(voice, None, field, other)))
            for other in range(field.ties.n)
            if field.room[other]
        )
        return self._best([pair for pair in found if pair.reasons], top)

    def pair(self, person: int, other: int, sharers: Sharers, voice: Voice | None = None) -> Pair:
        """All reasons for two people to meet, whether or not they may be suggested."""
        field = self.leaned(person)
        said = voice or field.voices[person]
        found = [
            *given(said, field.name(person), field, other),
            *given_back(person, field, other),
        ]
        found += mutual(person, field, other, found)
        found += shared(person, field, other, sharers)
        found += bonding(person, field, other, found)
        return Pair.of(person, other, found)

    def matches(self, pairs: list[Pair]) -> list[Match]:
        """Pairs of one person with how they could meet; who introduces is asked in turn."""
        used: dict[int, int] = {}
        return [self.match(pair, used) for pair in pairs]

    def match(self, pair: Pair, used: dict[int, int]) -> Match:
        """One pair with how they could meet; counts in `used` who is asked to introduce."""
        field, snapshot = self.field, self.field.snapshot
        how = self._introductions.of(pair.one, pair.other, list(pair.reasons), used)
        introducer = how.introducer
        for who in named(introducer) if introducer else ():
            used[who] = used.get(who, 0) + 1
        via = None if introducer is None else introducer.via
        return Match(
            resident=None if pair.one is None else self.ref(pair.one),
            partner=self.ref(pair.other),
            score=pair.score,
            mutual=pair.mutual,
            reasons=pair.reasons,
            introducer=None if introducer is None else Ref.of(snapshot, introducer.who),
            place=None if how.place is None else Ref.of(snapshot, how.place),
            first_step=how.step,
            bridge=None if introducer is None else introducer.bridge,
            via=None if via is None else Ref.of(snapshot, via),
            acquainted=pair.one is not None and pair.other in field.ties.neighbours[pair.one],
        )

    def ref(self, person: int) -> Ref:
        """A person by id and name."""
        return Ref(self.field.id(person), self.field.name(person))

    def within_reach(self, one: int, other: int) -> bool:
        """Whether two people would meet: of one buurt, or one group, place or tie."""
        a, b = self.field.lives[one], self.field.lives[other]
        here = not a.buurt or not b.buurt or a.buurt == b.buurt
        shared_circle = bool(a.groups & b.groups or a.places & b.places)
        return here or shared_circle or other in self.field.ties.neighbours[one]

    def close(self, one: int, other: int) -> bool:
        """Whether two people know each other well already."""
        return self.field.ties.neighbours[one].get(other, 0) >= Closeness.HELPS

    def _best(self, pairs: list[Pair], top: int | None) -> list[Pair]:
        pairs.sort(key=lambda pair: (-pair.score, self.field.rank[pair.other]))
        return pairs[:top]

    @cached_property
    def _index(self) -> Index:
        """Everybody by their keys."""
        field = self.field
        profiles = [profile(field, person) for person in range(field.ties.n)]
        kept = [one.found_by() for one in profiles]
        return Index(
            field.ids,
            [one.beside for one in profiles],
            ((key, at, weight) for at, keys in enumerate(kept) for key, weight in keys.items()),
            dict(zip(field.ids, kept, strict=True)),
        )
