"""Haakjes: what could be the beginning of a tie for somebody who has few."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from assetgraph.matching.field import Field, seen_at
from assetgraph.matching.reasons import Served, served
from assetgraph.matching.voices import Said, Sort
from assetgraph.messages import Message, say
from assetgraph.queries.households import Households
from assetgraph.queries.meeting import Meeting
from assetgraph.queries.room import Loads

T = TypeVar("T", int, str)

_AT_MOST = 4
_NAMED = 3
_LEAST = 0.6
"""A weaker fit of wish and talent is no hook."""
_RARE, _MUTUAL, _CARRYING = 0.4, 0.3, 0.3
"""What it is worth beside the fit that few others could help, that it goes both ways, and what it
costs that somebody carries much already."""
_COMMON = 0.5
"""A language that more than this part of the people speak is no hook."""


class Hooks:
    """Finds hooks in one field: wishes and talents first, then groups, places and neighbours.

    People are named to each other only where the meeting allows it. Elsewhere a hook names groups,
    places and what is said. Who carries much already comes after those who have room.
    """

    def __init__(self, field: Field, meeting: Meeting, households: Households) -> None:
        self._field = field
        self._households = households
        self._meeting = meeting
        self._loads = Loads(field.snapshot, field.ties)

    def of(self, person: int) -> tuple[Message, ...]:
        """At most `_AT_MOST` hooks of one person, the most personal first."""
        found = [
            *self._wishes(person),
            *self._talents(person),
            *self._groups(person),
            *self._places(person),
            *self._languages(person),
            *self._street(person),
        ]
        return tuple(found[:_AT_MOST])

    def _wishes(self, person: int) -> Iterator[Message]:
        """The best helper for what this person asks."""
        field, voice = self._field, self._field.voices[person]
        others = {
            other
            for ask in voice.asks
            for concept in ask.serving
            for other in self._givers[concept]
        } - self._closed(person)
        fits = [
            (-self._worth(fit, person, other), field.rank[other], other, fit)
            for other in others
            for fit in served(voice, field.voices[other], {}, field.weights)
            if fit.fit >= _LEAST
        ]
        for *_, other, fit in sorted(fits, key=lambda one: one[:2])[:1]:
            yield self._served(person, other, fit.ask, fit.offer)

    def _worth(self, fit: Served, person: int, other: int) -> float:
        """How telling a wish is that another serves: well, for few, both ways, with room."""
        field = self._field
        givers = {one for concept in fit.ask.serving for one in self._givers[concept]}
        back = served(field.voices[other], field.voices[person], {}, field.weights)
        few = _RARE / float(max(len(givers), 1)) ** 0.5
        both_ways = _MUTUAL * any(one.fit >= _LEAST for one in back)
        return float(fit.fit + few + both_ways - _CARRYING * self._loads.full(other))

    def _served(self, person: int, other: int, ask: Said, offer: Said) -> Message:
        me, them = self._field.name(person), self._field.name(other)
        naming = self._naming(person, other)
        if ask.sort is Sort.DREAM:
            if naming:
                return say(
                    "isolated.hook.dream-named",
                    name=me,
                    wish=ask.text,
                    other=them,
                    offer=offer.text,
                )
            return say("isolated.hook.dream", name=me, wish=ask.text, offer=offer.text)
        if naming:
            return say(
                "isolated.hook.wish-named", name=me, wish=ask.text, other=them, offer=offer.text
            )
        return say("isolated.hook.wish", name=me, wish=ask.text, offer=offer.text)

    def _talents(self, person: int) -> Iterator[Message]:
        """The best wish of another that this person can serve."""
        field, voice = self._field, self._field.voices[person]
        me = field.name(person)
        others = {
            other
            for offer in voice.offers
            for concept in offer.concepts
            for other in self._askers[concept]
        } - self._closed(person)
        fits = [
            (-self._worth(fit, other, person), field.rank[other], other, fit)
            for other in others
            for fit in served(field.voices[other], voice, {}, field.weights)
            if fit.fit >= _LEAST
        ]
        for *_, other, fit in sorted(fits, key=lambda one: one[:2])[:1]:
            wish, offer = fit.ask.text, fit.offer.text
            if self._naming(person, other):
                them = field.name(other)
                yield say("isolated.hook.talent-named", name=me, offer=offer, other=them, wish=wish)
            else:
                yield say("isolated.hook.talent", name=me, offer=offer, wish=wish)

    def _groups(self, person: int) -> Iterator[Message]:
        field = self._field
        closed = self._unwelcome(person)
        for group in self._rarest(field.lives[person].groups - closed, field.groups):
            name, who = field.snapshot.names[group], self._names(person, self._members[group])
            if who:
                yield say("isolated.hook.group-named", n=len(who), group=name, names=who)
            else:
                yield say("isolated.hook.group", group=name)

    def _places(self, person: int) -> Iterator[Message]:
        field = self._field
        closed = self._unwelcome(person)
        for place in self._rarest(field.lives[person].places - closed, field.places):
            name, who = field.snapshot.names[place], self._names(person, self._visitors[place])
            if who:
                yield say("isolated.hook.place-named", n=len(who), place=name, names=who)
            else:
                yield say("isolated.hook.place", place=name)

    def _languages(self, person: int) -> Iterator[Message]:
        field = self._field
        spoken = field.lives[person].languages
        for word in sorted(spoken, key=lambda word: (field.languages[word], word)):
            others = field.languages[word] - 1
            if 0 < others < _COMMON * field.ties.n:
                yield say("isolated.hook.language", language=spoken[word], n=others)
                return

    def _street(self, person: int) -> Iterator[Message]:
        street = self._field.lives[person].street
        home = self._at_home(person)
        others = len(set(self._streets[street]) - home - {person}) if street else 0
        if others:
            yield say("isolated.hook.street", street=street, n=others)

    def _names(self, person: int, others: list[int]) -> list[str]:
        """Some of the others by name, where that is allowed; who has room first."""
        field, loads = self._field, self._loads
        closed = self._closed(person)
        who = [one for one in set(others) - closed if self._naming(person, one)]
        who.sort(key=lambda other: (loads.full(other), field.rank[other]))
        return [field.name(other) for other in who[:_NAMED]]

    def _naming(self, one: int, other: int) -> bool:
        return self._meeting.names(self._field.id(one), self._field.id(other))

    def _closed(self, person: int) -> set[int]:
        """Oneself, housemates, who is close, who was introduced, and who is kept apart."""
        field = self._field
        home = self._at_home(person)
        return (
            field.closed(person)
            | home
            | {
                field.ties.position[field.snapshot.index[other]]
                for other in self._meeting.closed_with(field.id(person))
                if field.snapshot.index.get(other) in field.ties.position
            }
        )

    def _unwelcome(self, person: int) -> frozenset[int]:
        """Groups and places to which somebody comes whom this person would rather not meet."""
        field = self._field
        apart = self._meeting.barred_with(field.id(person)) & field.snapshot.index.keys()
        around = [seen_at(field.snapshot, field.snapshot.index[other]) for other in apart]
        return field.unwelcome(int(field.ties.people[person])).union(
            *(there for groups, _, places in around for there in (groups, places))
        )

    def _at_home(self, person: int) -> set[int]:
        """The others of one's household."""
        street = self._field.lives[person].street
        near = self._streets[street] if street else []
        return {one for one in near if one != person and self._households.together(person, one)}

    def _rarest(self, nodes: frozenset[int], sharers: Mapping[int, int]) -> list[int]:
        names = self._field.snapshot.names
        return sorted(nodes, key=lambda node: (sharers[node], names[node], node))

    @cached_property
    def _givers(self) -> Mapping[str, list[int]]:
        return _by(
            {concept for offer in voice.offers for concept in offer.concepts}
            for voice in self._field.voices
        )

    @cached_property
    def _askers(self) -> Mapping[str, list[int]]:
        return _by(
            {concept for ask in voice.asks for concept in ask.serving}
            for voice in self._field.voices
        )

    @cached_property
    def _members(self) -> Mapping[int, list[int]]:
        return _by(life.groups for life in self._field.lives)

    @cached_property
    def _visitors(self) -> Mapping[int, list[int]]:
        return _by(life.places for life in self._field.lives)

    @cached_property
    def _streets(self) -> Mapping[str, list[int]]:
        return _by((life.street,) if life.street else () for life in self._field.lives)


def _by(sets: Iterable[Iterable[T]]) -> Mapping[T, list[int]]:
    """For each thing the positions of the people who have it."""
    found: defaultdict[T, list[int]] = defaultdict(list)
    for person, each in enumerate(sets):
        for one in each:
            found[one].append(person)
    return found
