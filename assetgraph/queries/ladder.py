"""The ladder of a wish: alone or learning, one's own network, the social base, institutions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from assetgraph.matching.field import Field
from assetgraph.matching.reasons import Served, alike, served
from assetgraph.matching.voices import Understanding, Voice, asking, offering
from assetgraph.matching.weighing import SHIPPED, Weighing
from assetgraph.messages import Message, say
from assetgraph.model.choices import Closeness
from assetgraph.model.nodes import Group, Institution, Resident
from assetgraph.model.relations import GathersAt, Offers, TakesRole
from assetgraph.model.snapshot import Snapshot
from assetgraph.model.text import fold
from assetgraph.queries.answers import Match, Ref
from assetgraph.queries.suggesting import Suggesting, with_wish
from assetgraph.vocabulary import vocabulary

_SURE = 0.6
"""A weaker fit is no ground to say that somebody could show how."""
_MOST = 3
"""Groups, and institutions, that are named."""
_CARE = ("zorg", "thuiszorg", "huisarts", "ggz", "politie", "gemeente", "schuld", "apotheek")
"""Beginnings of words in the sort of an institution: who knows somebody there is nobody else's."""
_OWN_INITIATIVE = ("bewoners", "initiatief", "vereniging", "geloof", "kerk", "moskee", "buurt")
"""Beginnings of words in the sort of an institution that residents run themselves."""


class Rung(StrEnum):
    """The steps of the ladder, in the order in which they are tried."""

    ALONE = "alone"
    NETWORK = "network"
    SOCIAL = "social"
    INSTITUTIONS = "institutions"


@dataclass(frozen=True)
class Help:
    """Something on one rung that may help with a wish."""

    rung: Rung
    text: Message
    who: Ref | None
    """The resident, group or institution."""
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Ladder:
    """All that may help with one wish, rung by rung; the neighbours are suggestions."""

    wish: str
    resident: Ref | None
    rungs: tuple[Help, ...]
    neighbours: tuple[Match, ...]
    asked: int
    """Among how many people somebody was looked for."""
    discreet: bool
    """Nobody is named for it, since others are not to read that this resident asks it."""


def ladder(
    snapshot: Snapshot,
    *,
    wish: str | None = None,
    resident: str | None = None,
    top: int | None = 3,
    understanding: Understanding | None = None,
    weighing: Weighing = SHIPPED,
) -> list[Ladder]:
    """The ladder of a wish, of a resident (by id) or of nobody in particular.

    Without a `wish` one for each wish and dream of the resident. From a snapshot made for matching.
    """
    known = understanding or vocabulary()
    climbing = _Climbing(Field(snapshot, known, weighing=weighing), known, top)
    person = climbing.position(resident)
    if resident is not None and person is None:
        return []
    if wish is not None:
        return [climbing.of(wish, person)]
    return [climbing.of(one, person) for one in climbing.wishes(person)]


class _Climbing:
    def __init__(self, field: Field, known: Understanding, top: int | None) -> None:
        self._field, self._known, self._top = field, known, top
        self._suggesting = Suggesting(field)

    def position(self, resident: str | None) -> int | None:
        """The position of a resident; None for nobody."""
        return self._field.ties.position.get(self._field.snapshot.index.get(resident or "", -1))

    def wishes(self, person: int | None) -> list[str]:
        """What somebody asks, in their words; what others are not to read is not among it."""
        voice = self._field.voices[person] if person is not None else Voice()
        return list(dict.fromkeys(ask.text for ask in voice.asks))

    def of(self, wish: str, person: int | None) -> Ladder:
        """The ladder of one wish."""
        plain = asking(wish, self._known)
        discreet = False
        voice = plain
        if person is not None:
            voice = with_wish(self._field, person, wish, self._known)
            discreet = bool(voice.withheld)
            plain = replace(plain, refused=voice.refused)
        neighbours = [] if discreet else self._neighbours(person, voice)
        helps = [
            *self._alone(person, plain, neighbours),
            *(() if discreet else self._network(person, voice)),
            *self._groups(person, plain),
            *self._institutions(person, plain),
        ]
        name = None if person is None else self._suggesting.ref(person)
        people = self._field.ties.n
        return Ladder(wish, name, tuple(helps), tuple(neighbours), people, discreet)

    def _neighbours(self, person: int | None, voice: Voice) -> list[Match]:
        if person is None:
            return self._suggesting.matches(self._suggesting.volunteers(voice, self._top))
        return self._suggesting.matches(self._suggesting.ranked(person, self._top, voice))

    def _alone(self, person: int | None, voice: Voice, neighbours: list[Match]) -> Iterator[Help]:
        """What somebody can already, and who could show how."""
        field = self._field
        if person is not None:
            own = self._best(voice, field.voices[person])
            if own is not None and own.fit >= _SURE and not own.by_words:
                me = self._suggesting.ref(person)
                text = say("ladder.alone.can", name=me.name, offer=own.offer.text)
                yield Help(Rung.ALONE, text, me, own.offer.facts)
        for match in neighbours[:1]:
            best = match.reasons[0]
            if best.weight >= _SURE:
                text = say("ladder.alone.learn", name=match.partner.name)
                yield Help(Rung.ALONE, text, match.partner, best.facts)

    def _network(self, person: int | None, voice: Voice) -> Iterator[Help]:
        """Whom somebody knows already and who could help, closest first."""
        if person is None:
            return
        field = self._field
        around = field.ties.neighbours[person]
        for other in sorted(around, key=lambda one: (-around[one], field.rank[one])):
            if other in field.barred[person]:
                continue
            best = self._best(voice, field.voices[other])
            if best is not None:
                key = "ladder.network.helps" if best.fit >= _SURE else "ladder.network.maybe"
                closeness = Closeness(around[other]).label
                them = self._suggesting.ref(other)
                values = {"name": them.name, "how": closeness, "offer": best.offer.text}
                yield Help(Rung.NETWORK, Message(key, values), them, best.offer.facts)

    def _groups(self, person: int | None, voice: Voice) -> Iterator[Help]:
        """Groups that do what is asked, best first.

        None to which somebody comes with whom who asks is not to be coupled.
        """
        snapshot = self._field.snapshot
        node_of = self._field.ties.people
        closed = self._field.unwelcome(int(node_of[person])) if person is not None else frozenset()
        activities = snapshot.values(Group, "activity")
        moments = snapshot.values(Group, "moment")
        found = []
        for node, activity, moment in zip(snapshot.ranges[Group], activities, moments, strict=True):
            places = snapshot.relation(GathersAt).targets(node)
            if not closed.isdisjoint((node, *places)):
                continue
            text = activity or snapshot.names[node]
            best = self._best(voice, offering(text, (snapshot.ids[node],), self._known))
            if best is None:
                continue
            values: dict[str, object] = {"group": snapshot.names[node], "what": text}
            key = "ladder.group.does"
            if places and moment:
                key = "ladder.group.does-when-at"
                values |= {"moment": moment, "place": snapshot.names[places[0]]}
            help_ = Help(
                Rung.SOCIAL, Message(key, values), Ref.of(snapshot, node), best.offer.facts
            )
            found.append((-best.fit, snapshot.names[node], help_))
        found.sort(key=lambda one: one[:2])
        yield from (one for *_, one in found[:_MOST])

    def _institutions(self, person: int | None, voice: Voice) -> Iterator[Help]:
        """Organisations with an activity that fits, those that residents run themselves first."""
        snapshot = self._field.snapshot
        sorts, start = snapshot.values(Institution, "sort"), snapshot.ranges[Institution].start
        found = []
        for node, sort in zip(snapshot.ranges[Institution], sorts, strict=True):
            for activity in snapshot.relation(Offers).targets(node):
                text = snapshot.names[activity]
                best = self._best(voice, offering(text, (snapshot.ids[activity],), self._known))
                if best is not None:
                    own = any(word.startswith(_OWN_INITIATIVE) for word in fold(sort or "").split())
                    found.append((not own, -best.fit, snapshot.names[node], node, text, best))
        found.sort(key=lambda one: one[:3])
        for paid, _, name, node, text, best in found[:_MOST]:
            rung = Rung.INSTITUTIONS if paid else Rung.SOCIAL
            values: dict[str, object] = {"name": name, "activity": text}
            care = any(word.startswith(_CARE) for word in fold(sorts[node - start] or "").split())
            known = self._known_there(person, node, only_self=care)
            key = "ladder.institution.offers"
            if known:
                key = "ladder.institution.known"
                values["known"] = known
            facts = (snapshot.ids[node], *best.offer.facts)
            yield Help(rung, Message(key, values), Ref.of(snapshot, node), facts)

    def _known_there(
        self, person: int | None, institution: int, *, only_self: bool
    ) -> list[Message]:
        """Who of somebody's network, oneself first, knows who at an institution."""
        if person is None:
            return []
        field = self._field
        names = field.snapshot.names
        staff = self._staff(institution)
        found = []
        around = {} if only_self else field.ties.neighbours[person]
        for one in (person, *sorted(around, key=lambda other: (-around[other], field.rank[other]))):
            if one in field.barred[person]:
                continue
            for worker in sorted(field.workers[one].keys() & staff, key=lambda who: names[who]):
                if field.apart.get(worker, set()).isdisjoint({int(field.ties.people[person])}):
                    values = {"name": field.name(one), "worker": names[worker]}
                    found.append(Message("ladder.institution.knows", values))
        return found[:2]

    def _staff(self, institution: int) -> set[int]:
        """Professionals whose role names an institution, or who are its contact."""
        snapshot = self._field.snapshot
        contacts = snapshot.values(Institution, "contact")
        contact = contacts[institution - snapshot.ranges[Institution].start]
        called, words = fold(snapshot.names[institution]), fold(contact or "")
        paid = snapshot.values(Resident, "professional")
        roles = snapshot.relation(TakesRole)
        return {
            node
            for node in snapshot.residents
            if paid[node]
            and (
                fold(snapshot.names[node]) in words
                or any(called in fold(snapshot.names[role]) for role in roles.targets(node))
            )
        }

    def _best(self, voice: Voice, giver: Voice) -> Served | None:
        how = self._field.weights
        return next(iter(served(voice, giver, alike(voice, giver, how), how)), None)
