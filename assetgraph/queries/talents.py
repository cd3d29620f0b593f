"""Talents that are known and that nobody uses yet, beside wishes that nobody answers yet.

A talent is used where its person offers or swaps it in the neighbourhood economy, has a role in
which it shows, or is in a group that does it. A wish is answered where somebody surely offers what
serves it. Both are told by subject, and only where it is sure what a text means. Only people who
agreed to introductions are read, and of whom nobody who wants to meet nobody new; whose wish a
talent fits is named to no one whom they would rather not meet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from assetgraph.matching.field import Field
from assetgraph.matching.voices import Said, Sort, Understanding, offering
from assetgraph.matching.weighing import SHIPPED, Weighing
from assetgraph.messages import Message, say
from assetgraph.model.nodes import Group
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.answers import Ref
from assetgraph.queries.gathered_wishes import Labelled, Topic, Unused, Voiced
from assetgraph.queries.suggesting import Suggesting
from assetgraph.vocabulary import vocabulary

SURE = 0.6
"""A weaker fit is about something near it: it answers no wish."""

_KINDS = ("talent", "wish")

_Texts = dict[int, Said]
"""What people say of one subject, each with their first text."""


def talents(
    snapshot: Snapshot,
    *,
    top: int | None = None,
    understanding: Understanding | None = None,
    weighing: Weighing = SHIPPED,
) -> list[Unused]:
    """Unused talents by subject, those first for which somebody wishes; then unanswered wishes.

    Of each the subjects first of which most people speak.
    """
    known = understanding or vocabulary()
    finder = _Finder(Field(snapshot, known, weighing=weighing), known)
    found = [*finder.talents(), *finder.wishes()]
    found.sort(
        key=lambda one: (
            _KINDS.index(one.kind),
            not one.fits,
            -len(one.fits),
            -len(one.residents),
            one.concept,
        )
    )
    return found[:top]


class _Finder:
    def __init__(self, field: Field, known: Understanding) -> None:
        self._field, self._known = field, known
        self._suggesting = Suggesting(field)
        self._open = [person for person in range(field.ties.n) if field.room[person]]

    def talents(self) -> Iterator[Unused]:
        """By subject the talents that their people do not use."""
        found: defaultdict[str, _Texts] = defaultdict(dict)
        for person in self._open:
            used = self._used(person)
            for offer in self._field.voices[person].offers:
                telling = offer.loved and offer.sort is Sort.OFFER
                if telling and offer.known and used.isdisjoint(offer.concepts):
                    found[_main(offer)].setdefault(person, offer)
        for concept, texts in found.items():
            asking = {
                other: ask
                for offer in texts.values()
                for subject in offer.concepts
                for other, ask in self._wishes[subject]
                if self._welcome(other, texts)
                and any(self._serves(giver, one, other, ask) for giver, one in texts.items())
            }
            yield self._unused("talent", concept, texts, asking)

    def wishes(self) -> Iterator[Unused]:
        """By subject the wishes that nobody surely answers."""
        found: defaultdict[str, _Texts] = defaultdict(dict)
        for person in self._open:
            for ask in self._field.voices[person].wishes.said:
                if ask.known and not self._answered(person, ask):
                    found[_main(ask)].setdefault(person, ask)
        for concept, texts in found.items():
            yield self._unused("wish", concept, texts, {})

    def _used(self, person: int) -> set[str]:
        """The concepts that somebody lends to the neighbourhood already."""
        field = self._field
        shown = {
            concept
            for one in field.voices[person].offers
            if not one.loved
            for concept in one.concepts
        }
        return shown.union(*(self._done[group] for group in field.lives[person].groups))

    def _answered(self, person: int, ask: Said) -> bool:
        return any(
            self._serves(giver, offer, person, ask)
            for subject in ask.serving
            for giver, offer in self._offers[subject]
            if self._may_meet(person, giver)
        )

    def _welcome(self, asker: int, givers: Collection[int]) -> bool:
        """Whether somebody may be named beside all of these."""
        return asker not in givers and self._field.barred[asker].isdisjoint(givers)

    def _may_meet(self, one: int, other: int) -> bool:
        """Two people who are not kept apart, and within reach of each other."""
        apart = one == other or other in self._field.barred[one]
        return not apart and self._suggesting.within_reach(one, other)

    def _serves(self, giver: int, offer: Said, asker: int, ask: Said) -> bool:
        voices = self._field.voices
        fits = ask.served_by(offer, self._field.weights) >= SURE
        allowed = voices[giver].allows(ask) and voices[asker].allows(offer)
        return fits and allowed and self._may_meet(giver, asker)

    def _unused(self, kind: str, concept: str, texts: _Texts, fits: _Texts) -> Unused:
        words = self._known
        topic = Topic(concept, words if isinstance(words, Labelled) else None)
        key = "talents.unanswered" if kind == "wish" else "talents.not-asked-for"
        return Unused(
            kind=kind,
            concept=concept,
            topic=say("gatherings.topic", topic=topic),
            residents=self._voiced(texts),
            fits=self._voiced(fits),
            says=say("talents.asked-for") if fits else Message(key),
        )

    def _voiced(self, texts: _Texts) -> tuple[Voiced, ...]:
        field = self._field
        ordered = sorted(texts, key=lambda person: field.rank[person])
        return tuple(
            Voiced(Ref(field.id(who), field.name(who)), texts[who].text) for who in ordered
        )

    @cached_property
    def _wishes(self) -> Mapping[str, list[tuple[int, Said]]]:
        """By concept who wishes something that an offer of it would serve."""
        found: defaultdict[str, list[tuple[int, Said]]] = defaultdict(list)
        for person in self._open:
            for ask in self._field.voices[person].wishes.said:
                for concept in ask.serving:
                    found[concept].append((person, ask))
        return found

    @cached_property
    def _offers(self) -> Mapping[str, list[tuple[int, Said]]]:
        """By concept who offers it."""
        found: defaultdict[str, list[tuple[int, Said]]] = defaultdict(list)
        for person in self._open:
            for offer in self._field.voices[person].offers:
                for concept in offer.concepts:
                    found[concept].append((person, offer))
        return found

    @cached_property
    def _done(self) -> Mapping[int, frozenset[str]]:
        """The concepts of what each group does, by its index."""
        snapshot = self._field.snapshot
        activities = snapshot.values(Group, "activity")
        return {
            node: offering(activity or snapshot.names[node], (), self._known).offered
            for node, activity in zip(snapshot.ranges[Group], activities, strict=True)
        }


def _main(said: Said) -> str:
    """What a text is about first."""
    return min(said.concepts, key=lambda concept: (-said.concepts[concept], concept))
