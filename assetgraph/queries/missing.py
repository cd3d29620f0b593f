"""Wie is er niet bij: who could belong to a group, place or activity and is not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from assetgraph.matching.field import Field
from assetgraph.matching.moments import dayparts
from assetgraph.matching.voices import Understanding
from assetgraph.messages import Message, say
from assetgraph.model.nodes import Activity, Group, Place
from assetgraph.model.relations import ComesTo, GathersAt, Offers, Uses
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.answers import Invitee, Ref
from assetgraph.queries.gathered import gathered
from assetgraph.queries.meeting import Meeting
from assetgraph.queries.room import Loads
from assetgraph.vocabulary import vocabulary

WISH, PASSION, KNOWS, PLACE, STREET, LANGUAGE, DAYPART = 3.0, 2.0, 1.5, 1.0, 1.0, 0.5, 0.5
"""What each reason weighs at most."""

LEAST_FIT = 0.5
"""A wish that what happens here would serve less well than this is no reason."""

NEAR = 2
"""A street in which as many of those who are there live is a reason."""

COMMON = 0.5
"""A language that more than this part of the people speak is no reason."""

KNOWN = 3
"""Knowing more of those who are there than this weighs no more."""

Found = tuple[float, Message]


def missing(
    snapshot: Snapshot,
    *,
    of: str | None = None,
    top: int | None = 5,
    meeting: Meeting | None = None,
    understanding: Understanding | None = None,
) -> list[Invitee]:
    """Residents who could belong somewhere and are not there, most telling first.

    For the group, place or activity with the id `of`; without one for every group, `top` each.
    Reasons: a wish, dream or passion that fits what happens there; people they know there; a place
    they come to already; their street; a language of few; their part of the day. The last two
    alone are no reason to invite somebody. Only residents who agreed to introductions, and nobody
    who would rather not meet somebody who is there, or the other way round. Equal scores: who has
    fewest ties first, then by name and id.
    """
    asked = snapshot.index.get(of) if of is not None else None
    if of is not None and asked is None:
        return []
    field = Field(snapshot, understanding or vocabulary())
    found = _Found(field, meeting or Meeting.within(snapshot), understanding or vocabulary())
    nodes = [asked] if asked is not None else list(snapshot.ranges[Group])
    return [invitee for node in nodes for invitee in found.of(node)[:top]]


class _Found:
    def __init__(self, field: Field, meeting: Meeting, understanding: Understanding) -> None:
        self._field = field
        self._snapshot = field.snapshot
        self._meeting = meeting
        self._understanding = understanding
        self._loads = Loads(field.snapshot, field.ties)

    def of(self, node: int) -> list[Invitee]:
        """Everybody who could belong to one group, place or activity, best first."""
        there = gathered(self._snapshot, self._field.ties, node)
        where = Ref.of(self._snapshot, node)
        gathering = _Gathering(self._field, node, there, self._understanding)
        rows = []
        for person in range(self._field.ties.n):
            if person in there or not self._may_be_asked(person, there):
                continue
            telling, easing = list(gathering.telling(person)), list(gathering.easing(person))
            if not telling:
                continue
            reasons = sorted([*telling, *easing], key=lambda one: -one[0])
            rows.append(
                (
                    int(self._field.ties.degree[person]),
                    self._field.rank[person],
                    Invitee(
                        resident=Ref(self._field.id(person), self._field.name(person)),
                        of=where,
                        score=round(sum(weight for weight, _ in reasons), 3),
                        reasons=tuple(text for _, text in reasons),
                        along=self._along(person, there),
                    ),
                )
            )
        rows.sort(key=lambda row: (-row[2].score, row[0], row[1]))
        return [invitee for *_, invitee in rows]

    def _may_be_asked(self, person: int, there: frozenset[int]) -> bool:
        me = self._field.id(person)
        return me in self._meeting.willing and not any(
            self._meeting.barred(me, self._field.id(other)) for other in there
        )

    def _along(self, person: int, there: frozenset[int]) -> Ref | None:
        """Who is there and knows them best, rather with room."""
        field, known = self._field, self._field.ties.neighbours[person]
        able = [
            other
            for other in known.keys() & there
            if self._meeting.names(field.id(person), field.id(other))
        ]
        best = min(
            able,
            key=lambda other: (self._loads.full(other), -known[other], field.rank[other]),
            default=None,
        )
        return None if best is None else Ref(field.id(best), field.name(best))


class _Gathering:
    """What is known of one group, place or activity, and what would draw somebody there."""

    def __init__(
        self, field: Field, node: int, there: frozenset[int], understanding: Understanding
    ) -> None:
        self._field = field
        self._snapshot = snapshot = field.snapshot
        self._there = there
        self._places = _places(snapshot, node)
        text = _about(snapshot, node)
        self._about = {
            meaning.concept: meaning.weight for meaning in understanding.understand(text)
        }
        self._dayparts = dayparts(_moment(snapshot, node))
        lives = [field.lives[person] for person in there]
        self._streets = Counter(life.street for life in lives if life.street)
        for place in self._places:
            street = snapshot.value(place, "street")
            if street:
                self._streets[street] += NEAR
        self._spoken = Counter(word for life in lives for word in life.languages)

    def telling(self, person: int) -> Iterator[Found]:
        """What is a reason by itself."""
        yield from self._wish(person)
        yield from self._passion(person)
        known = sorted(self._field.ties.neighbours[person].keys() & self._there)
        if known:
            weight = KNOWS * min(len(known), KNOWN) / KNOWN
            yield weight, say("missing.reason.knows", n=len(known))
        yield from self._place(person)
        street = self._field.lives[person].street
        if street and self._streets[street] >= NEAR:
            yield STREET, say("missing.reason.street", street=street)

    def easing(self, person: int) -> Iterator[Found]:
        """What makes coming easier."""
        life, field = self._field.lives[person], self._field
        few = COMMON * field.ties.n
        words = [w for w in life.languages if self._spoken[w] and field.languages[w] <= few]
        if words:
            rarest = min(words, key=lambda word: (field.languages[word], word))
            spoken = life.languages[rarest]
            yield LANGUAGE, say("missing.reason.language", language=spoken)
        if self._dayparts & life.dayparts:
            yield DAYPART, say("missing.reason.daypart")

    def _wish(self, person: int) -> Iterator[Found]:
        asked = ((ask.text, ask.serving) for ask in self._field.voices[person].asks)
        fit, text = self._best(person, asked)
        if fit >= LEAST_FIT:
            name = self._field.name(person)
            yield WISH * fit, say("missing.reason.wish", name=name, wish=text)

    def _passion(self, person: int) -> Iterator[Found]:
        loved = ((said.text, said.concepts) for said in self._field.voices[person].passions.said)
        fit, text = self._best(person, loved)
        if fit >= LEAST_FIT:
            name = self._field.name(person)
            yield PASSION * fit, say("missing.reason.passion", name=name, talent=text)

    def _best(
        self, person: int, texts: Iterable[tuple[str, Mapping[str, float]]]
    ) -> tuple[float, str]:
        """How well the text fits that fits best what is done here, and that text."""
        refused = self._field.voices[person].refused
        fits = [
            (sure * concepts[concept], text)
            for text, concepts in texts
            for concept, sure in self._about.items()
            if concept in concepts and concept not in refused
        ]
        return max(fits, default=(0.0, ""))

    def _place(self, person: int) -> Iterator[Found]:
        comes = self._snapshot.relation(ComesTo)
        own = set(comes.targets(int(self._field.ties.people[person])))
        for place in sorted(own & self._places):
            yield PLACE, say("missing.reason.place", place=self._snapshot.names[place])
            return


def _places(snapshot: Snapshot, node: int) -> frozenset[int]:
    """Where it happens: the place itself, where a group gathers, where an organiser is."""
    if node in snapshot.ranges[Place]:
        return frozenset({node})
    if node in snapshot.ranges[Group]:
        return frozenset(snapshot.relation(GathersAt).targets(node))
    organisers = snapshot.relation(Offers).sources(node)
    return frozenset(place for one in organisers for place in snapshot.relation(Uses).targets(one))


def _about(snapshot: Snapshot, node: int) -> str:
    """The words that say what happens there."""
    name = snapshot.names[node]
    if node in snapshot.ranges[Group]:
        return f"{name}. {snapshot.value(node, 'activity') or ''}"
    if node in snapshot.ranges[Place]:
        groups = snapshot.relation(GathersAt).sources(node)
        told = [snapshot.names[one] for one in groups] or [snapshot.value(node, "sort") or ""]
        return ". ".join([name, *told])
    return name


def _moment(snapshot: Snapshot, node: int) -> str | None:
    """The words that say when, where they are known."""
    if node in snapshot.ranges[Activity]:
        return None
    name = "moment" if node in snapshot.ranges[Group] else "opening_hours"
    found: str | None = snapshot.value(node, name)
    return found
