"""Reasons to bring people together: three or more with one wish, passion or dream.

One of them could take the lead, so that it is done by residents and not for them. No two people are
named together of whom one would rather not meet the other, and nobody who wants no new people now.
"""

from __future__ import annotations

from collections.abc import Sequence

from assetgraph.matching.field import Field
from assetgraph.matching.meetings import Meetings
from assetgraph.matching.voices import Said, Sort, Understanding
from assetgraph.matching.weighing import SHIPPED, Weighing
from assetgraph.messages import Message, say
from assetgraph.model.relations import ContactOf, TakesRole
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.answers import Ref
from assetgraph.queries.gathered_wishes import Gathering, Labelled, Topic, Voiced
from assetgraph.vocabulary import vocabulary

LEAST, MOST = 3, 8
"""As many people make a gathering, and as many are named; others are to be invited."""

INVITED = 5
"""People who are named to be invited."""


def gatherings(
    snapshot: Snapshot,
    *,
    top: int | None = None,
    understanding: Understanding | None = None,
    weighing: Weighing = SHIPPED,
) -> list[Gathering]:
    """Gatherings from a snapshot made for matching, those of most people first."""
    known = understanding or vocabulary()
    finder = _Finder(Field(snapshot, known, weighing=weighing), known)
    found = [
        one for concept, voiced in finder.topics() for one in finder.gathering(concept, voiced)
    ]
    found.sort(key=lambda one: (-len(one.residents) - len(one.invite), one.concept, _ids(one)))
    distinct = {_ids(one): one for one in reversed(found)}
    return [one for one in found if distinct[_ids(one)] is one][:top]


def _ids(one: Gathering) -> tuple[str, ...]:
    return tuple(sorted(each.resident.id for each in one.residents))


class _Finder:
    def __init__(self, field: Field, known: Understanding) -> None:
        self._field, self._known = field, known
        self._meetings = Meetings(field)
        snapshot = field.snapshot
        leading = {*snapshot.relation(ContactOf).source.tolist()}
        leading |= {*snapshot.relation(TakesRole).source.tolist()}
        self._leads = {field.ties.position[one] for one in leading if one in field.ties.position}

    def topics(self) -> list[tuple[str, dict[int, Said]]]:
        """By concept and buurt who surely speaks of it, each with their own words."""
        field = self._field
        found: dict[tuple[str, str], dict[int, Said]] = {}
        for person in range(field.ties.n):
            voice = field.voices[person]
            if not field.room[person]:
                continue
            for said in (*voice.passions.said, *voice.wishes.said, *voice.dreams.said):
                for concept, sure in said.concepts.items():
                    if sure >= field.weights.least and concept not in voice.refused:
                        buurt = field.lives[person].buurt
                        found.setdefault((concept, buurt), {}).setdefault(person, said)
        return [(concept, voiced) for (concept, _), voiced in sorted(found.items())]

    def gathering(self, concept: str, voiced: dict[int, Said]) -> list[Gathering]:
        """The gathering about a concept, where enough people go together who do not yet gather."""
        field = self._field
        people = self._peaceful(sorted(voiced, key=self._turn))
        core = people[:MOST]
        groups = [field.lives[person].groups for person in core]
        if len(core) < LEAST or frozenset.intersection(*groups):
            return []
        lead = min(core, key=lambda who: (*self._fit_to_lead(who, concept, core), field.rank[who]))
        meet = self._meetings.together(core)
        place = None if meet.place is None else Ref.of(field.snapshot, meet.place)
        invited = self._invited(concept, core, people[MOST:], voiced, meet.place)
        others = [field.name(who) for who in core if who != lead]
        return [
            Gathering(
                concept=concept,
                topic=say("gatherings.topic", topic=self._topic(concept)),
                residents=tuple(self._voiced(who, voiced[who].text) for who in core),
                lead=self._ref(lead),
                lead_because=self._because(lead, concept, core),
                place=place,
                moment=meet.moment,
                invite=invited,
                first_step=_step(field.name(lead), others, place, meet.moment),
            )
        ]

    def _turn(self, person: int) -> tuple[int, int]:
        """Who knows fewest people comes first."""
        return int(self._field.ties.degree[person]), self._field.rank[person]

    def _peaceful(self, people: Sequence[int], core: Sequence[int] = ()) -> list[int]:
        """Those who go together with each other and with a core: who stands in the way, is out."""
        barred = self._field.barred
        left = [one for one in people if barred[one].isdisjoint(core)]
        while True:
            odds = {one: len(barred[one].intersection(left)) for one in left}
            worst = max(left, key=lambda one: (odds[one], self._field.rank[one]), default=None)
            if worst is None or not odds[worst]:
                return left
            left.remove(worst)

    def _fit_to_lead(self, who: int, concept: str, core: Sequence[int]) -> tuple[int, ...]:
        """Smaller is better: can it, leads already, knows more of them, has more room."""
        field = self._field
        knows = len(field.ties.neighbours[who].keys() & set(core))
        return -self._can(who, concept), -(who in self._leads), -knows, -field.room[who]

    def _can(self, who: int, concept: str) -> bool:
        offers = self._field.voices[who].offers
        return any(concept in one.concepts for one in offers if one.sort is Sort.OFFER)

    def _because(self, lead: int, concept: str, core: Sequence[int]) -> Message:
        name = self._field.name(lead)
        offers = self._field.voices[lead].offers
        can = [one.text for one in offers if one.sort is Sort.OFFER and concept in one.concepts]
        if can:
            return say("gatherings.lead.can", name=name, text=min(can))
        if lead in self._leads:
            return say("gatherings.lead.leads", name=name)
        knows = len(self._field.ties.neighbours[lead].keys() & set(core))
        if knows:
            return say("gatherings.lead.knows", name=name, n=knows)
        return say("gatherings.lead.wants", name=name)

    def _invited(
        self,
        concept: str,
        core: Sequence[int],
        rest: Sequence[int],
        voiced: dict[int, Said],
        place: int | None,
    ) -> tuple[Voiced, ...]:
        """Others who speak of it, then those who speak of something near it.

        Not who would meet somebody at the place with whom they are not to be coupled.
        """
        field = self._field
        buurt = field.lives[core[0]].buurt
        near = {one: w for one, w in self._known.reach(concept).items() if w >= field.weights.least}
        found = {person: voiced[person].text for person in rest}
        for person in range(field.ties.n):
            voice = field.voices[person]
            here = field.lives[person].buurt == buurt and field.room[person]
            if person in core or person in found or not here or concept in voice.refused:
                continue
            said = (*voice.offers, *voice.asks)
            texts = [one.text for one in said if not near.keys().isdisjoint(one.concepts)]
            if texts:
                found[person] = min(texts)
        welcome = [one for one in found if place not in self._meetings.unwelcome([one])]
        ordered = sorted(welcome, key=lambda one: (one not in rest, *self._turn(one)))
        return tuple(
            self._voiced(who, found[who]) for who in self._peaceful(ordered, core)[:INVITED]
        )

    def _topic(self, concept: str) -> Topic:
        words = self._known
        return Topic(concept, words if isinstance(words, Labelled) else None)

    def _voiced(self, person: int, text: str) -> Voiced:
        return Voiced(self._ref(person), text)

    def _ref(self, person: int) -> Ref:
        return Ref(self._field.id(person), self._field.name(person))


def _step(lead: str, others: list[str], place: Ref | None, moment: Message) -> Message:
    if place is None:
        return say("gatherings.step", lead=lead, names=others, moment=moment)
    return say("gatherings.step-at", lead=lead, names=others, moment=moment, place=place.name)
