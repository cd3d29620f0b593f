"""Talents that are known and that nobody uses yet, beside wishes that nobody answers yet.

A talent is used where its person offers or swaps it in the neighbourhood economy, or has a role in
which it shows. A wish is answered where somebody surely offers what serves it. Only people who
agreed to introductions are read, and no two are named together of whom one would rather not.
"""

from __future__ import annotations

from collections.abc import Iterator

from assetgraph.matching.field import Field
from assetgraph.matching.voices import Said, Sort, Understanding
from assetgraph.matching.weighing import SHIPPED, Weighing
from assetgraph.messages import Message, say
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.answers import Ref
from assetgraph.queries.gathered_wishes import Unused, Voiced
from assetgraph.vocabulary import vocabulary

NAMED = 3
"""People who are named beside a talent or a wish."""


def talents(
    snapshot: Snapshot,
    *,
    top: int | None = None,
    understanding: Understanding | None = None,
    weighing: Weighing = SHIPPED,
) -> list[Unused]:
    """Unused talents, those first that answer a wish; then wishes that nobody answers."""
    field = Field(snapshot, understanding or vocabulary(), weighing=weighing)
    finder = _Finder(field)
    people = range(field.ties.n)
    unused = [one for person in people for one in finder.talents(person)]
    wishes = [one for person in people for one in finder.wishes(person)]
    unused.sort(key=lambda one: (-len(one.fits), one.resident.name, one.text, one.resident.id))
    wishes.sort(key=lambda one: (-len(one.fits), one.resident.name, one.text, one.resident.id))
    return [*unused, *wishes][:top]


class _Finder:
    def __init__(self, field: Field) -> None:
        self._field = field

    def talents(self, person: int) -> Iterator[Unused]:
        """The talents of somebody that nobody uses."""
        field = self._field
        offers = [one for one in field.voices[person].offers if one.sort is Sort.OFFER]
        shown = {concept for one in offers if not one.loved for concept in one.concepts}
        for offer in offers:
            if offer.loved and offer.known and shown.isdisjoint(offer.concepts):
                fits = [
                    (other, ask)
                    for other in self._others(person)
                    for ask in field.voices[other].asks
                    if self._serves(person, offer, other, ask)
                ]
                yield self._unused("talent", person, offer.text, fits)

    def wishes(self, person: int) -> Iterator[Unused]:
        """The wishes of somebody that nobody surely answers, with whose talents may come near."""
        field = self._field
        for ask in field.voices[person].wishes.said:
            answered, near = False, []
            for other in self._others(person):
                for offer in field.voices[other].offers:
                    if self._serves(other, offer, person, ask):
                        answered = True
                    elif ask.likeness(offer) >= field.weights.maybe_least and self._allowed(
                        other, offer, person, ask
                    ):
                        near.append((other, offer))
            if not answered:
                near.sort(key=lambda pair: (-ask.likeness(pair[1]), field.rank[pair[0]]))
                yield self._unused("wish", person, ask.text, near)

    def _others(self, person: int) -> Iterator[int]:
        """Who may be named beside somebody: with room, not kept apart, in the same buurt."""
        field = self._field
        here = field.lives[person].buurt
        for other in range(field.ties.n):
            near = field.lives[other].buurt in ("", here) or not here
            if other != person and near and other not in field.barred[person] and field.room[other]:
                yield other

    def _serves(self, giver: int, offer: Said, asker: int, ask: Said) -> bool:
        fits = ask.served_by(offer, self._field.weights) >= self._field.weights.least
        return fits and self._allowed(giver, offer, asker, ask)

    def _allowed(self, giver: int, offer: Said, asker: int, ask: Said) -> bool:
        voices = self._field.voices
        return voices[giver].allows(ask) and voices[asker].allows(offer)

    def _unused(self, kind: str, person: int, text: str, fits: list[tuple[int, Said]]) -> Unused:
        named: dict[int, str] = {}
        for other, said in fits:
            named.setdefault(other, said.text)
        shown = tuple(Voiced(self._ref(who), named[who]) for who in list(named)[:NAMED])
        return Unused(kind, self._ref(person), text, shown, _says(kind, bool(shown)))

    def _ref(self, person: int) -> Ref:
        return Ref(self._field.id(person), self._field.name(person))


def _says(kind: str, some: bool) -> Message:
    if kind == "talent":
        return say("talents.asked-for") if some else say("talents.not-asked-for")
    return say("talents.near") if some else say("talents.unanswered")
