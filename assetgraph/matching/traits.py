"""What a person is found by: keys that say nothing about anybody else, so that they can be kept.

A key is a sort and a thing (``offer:cooking``). What may be anywhere in a city is kept by buurt
(``offer:cooking@lindebuurt``, ``offer:cooking@`` where none is known); a group, a place or somebody
whom one knows is where it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from assetgraph.matching.field import Field, Life
from assetgraph.matching.ngrams import pieces
from assetgraph.matching.voices import Sense, Sort, Texts, Understanding, Voice, read_ahead
from assetgraph.matching.weighing import SHIPPED, Weighing
from assetgraph.matching.weights import Weights, weights
from assetgraph.model.consent import Purpose, last_day
from assetgraph.model.nodes import Exchange, Resident
from assetgraph.model.relations import MadeBy, MadeWith
from assetgraph.model.snapshot import Snapshot
from assetgraph.model.traits import Traits
from assetgraph.vocabulary import Direction

VERSION = 3
"""Goes up when other keys are made of the same facts."""


class Found(StrEnum):
    """The sorts of keys."""

    OFFER = "offer"
    WISH = "wish"
    LEARN = "learn"
    DREAM = "dream"
    """An offer of this concept serves what is wished, to be learnt, dreamt of."""
    PASSION = "passion"
    WISHED = "wished"
    DREAMT = "dreamt"
    """The concept that is loved, wished or to be learnt, dreamt of."""
    OFFER_KNOWN = "offer-words"
    OFFER_NEW = "offer-new-words"
    ASK_KNOWN = "ask-words"
    ASK_NEW = "ask-new-words"
    """A piece of a word in a text that the vocabulary knows, or does not know."""
    GROUP = "group"
    PLACE = "place"
    KNOWS = "knows"

    def of(self, what: str) -> str:
        """The key of a thing of this sort."""
        return f"{self}:{what}"


EVERYWHERE = frozenset({Found.GROUP, Found.PLACE, Found.KNOWS})
"""Sorts whose keys are the same in every buurt."""


def scope(buurt: str) -> str:
    """What stands behind a key in a buurt (folded; "" where none is known)."""
    return f"@{buurt}"


@dataclass(frozen=True)
class Profile:
    """One person as others find and weigh them; the keys are bare, without a buurt."""

    keys: Mapping[str, float]
    beside: Mapping[str, Any]
    """JSON values: name, buurt (folded), street, point, languages (folded), dayparts, pace,
    and for how many introductions there is room."""

    @property
    def buurt(self) -> str:
        """The buurt, folded; "" where none is known."""
        return str(self.beside["buurt"])

    def found_by(self) -> dict[str, float]:
        """The keys as they are kept: with the buurt where they need it."""
        here = scope(self.buurt)
        return {
            key if key.partition(":")[0] in EVERYWHERE else key + here: weight
            for key, weight in self.keys.items()
        }


def profile(field: Field, person: int, voice: Voice | None = None) -> Profile:
    """The person at this position; with another voice than their own where one is given."""
    life, how = field.lives[person], field.weights
    keys = dict(_said(voice or field.voices[person], how))
    ids = field.snapshot.ids
    keys.update({Found.GROUP.of(ids[node]): 1.0 for node in life.groups})
    keys.update({Found.PLACE.of(ids[node]): 1.0 for node in life.places})
    for other, closeness in field.ties.neighbours[person].items():
        keys[Found.KNOWS.of(field.id(other))] = float(closeness)
    return Profile(keys, _beside(field.name(person), life, field.room[person]))


def _beside(name: str, life: Life, room: int) -> dict[str, Any]:
    return {
        "name": name,
        "buurt": life.buurt,
        "street": life.street,
        "point": life.point,
        "languages": sorted(life.languages),
        "dayparts": sorted(part.value for part in life.dayparts),
        "pace": life.pace.value,
        "room": room,
    }


def _said(voice: Voice, how: Weights) -> Iterator[tuple[str, float]]:
    """The keys of what somebody says; of two weights for one key the larger, by their order."""
    found = sorted([*_concepts(voice, how), *_words(voice, how)], key=lambda one: one[1])
    yield from found


def _concepts(voice: Voice, how: Weights) -> Iterator[tuple[str, float]]:
    asked = {Sort.WISH: Found.WISH, Sort.LEARN: Found.LEARN, Sort.DREAM: Found.DREAM}
    for ask in voice.asks:
        for concept, sure in ask.serving.items():
            if concept not in voice.refused:
                yield asked[ask.sort].of(concept), sure
    for offer in voice.offers:
        standing = how.past if offer.sort is Sort.PAST else 1.0
        for concept, sure in offer.concepts.items():
            if concept not in voice.refused:
                yield Found.OFFER.of(concept), sure * standing
    for found, said in (
        (Found.PASSION, voice.passions),
        (Found.WISHED, voice.wishes),
        (Found.DREAMT, voice.dreams),
    ):
        yield from _shared(found, said, voice)


def _shared(found: Found, shared: Texts, voice: Voice) -> Iterator[tuple[str, float]]:
    for said in shared.said:
        for concept, sure in said.concepts.items():
            if concept not in voice.refused:
                yield found.of(concept), sure


def _words(voice: Voice, how: Weights) -> Iterator[tuple[str, float]]:
    for said, known, new in (
        (voice.offers, Found.OFFER_KNOWN, Found.OFFER_NEW),
        (voice.asks, Found.ASK_KNOWN, Found.ASK_NEW),
    ):
        for one in said:
            for piece, weight in pieces(one.text, how).items():
                yield (known if one.known else new).of(piece), weight


def stamp(understanding: Understanding, weighing: Weighing = SHIPPED) -> str:
    """Under what the traits that are so read are kept: of other words or numbers they differ."""
    return f"{VERSION}:{understanding.checksum}:{weights(weighing=weighing).stamp}"


def read_traits(
    snapshot: Snapshot,
    people: list[str],
    understanding: Understanding,
    weighing: Weighing = SHIPPED,
) -> list[Traits]:
    """What these residents are found by, from a snapshot of their company made for matching.

    Who is not in it, or is a professional, is found by nothing; that is known then too.
    """
    field = Field(snapshot, understanding, weighing=weighing)
    consents = snapshot.values(Resident, "consent")
    read: dict[int, dict[str, Any]] = {}
    for text in read_ahead(snapshot, field.ties, understanding):
        words = snapshot.names[text.node]
        meanings = understanding.understand(words, direction=text.direction)
        kept = [[one.concept, one.direction.value, one.weight, one.sure] for one in meanings]
        read.setdefault(text.person, {}).setdefault(words, {})[text.direction.value] = kept
    found = []
    for one in people:
        at = field.ties.position.get(snapshot.index.get(one, -1))
        if at is None:
            found.append(Traits(one, snapshot.day, date.max))
            continue
        node = int(field.ties.people[at])
        who = {node, *_with_exchanges(snapshot, node)}
        until = min(last_day(consents[each], Purpose.MATCH) for each in who)
        made = profile(field, at)
        keys, known = made.found_by(), read.get(at, {})
        found.append(Traits(one, snapshot.day, until, keys, made.beside, known))
    return found


class _Sense(NamedTuple):
    concept: str
    direction: Direction
    weight: float
    sure: bool


class Remembered:
    """A vocabulary that need not read again what was read before."""

    def __init__(self, known: Understanding, traits: Iterable[Traits]) -> None:
        """Knows what the texts of these residents were read as."""
        self._known = known
        self._read = {
            (text, Direction(column)): tuple(
                _Sense(concept, Direction(direction), weight, sure)
                for concept, direction, weight, sure in meanings
            )
            for one in traits
            for text, by_column in one.read.items()
            for column, meanings in by_column.items()
        }

    @property
    def checksum(self) -> str:
        """That of the vocabulary."""
        return self._known.checksum

    def understand(
        self, text: str, *, direction: Direction | None = Direction.OFFER
    ) -> Sequence[Sense]:
        """The talents that a text speaks of."""
        known = self._read.get((text, direction)) if direction is not None else None
        return self._known.understand(text, direction=direction) if known is None else known

    def reach(self, concept: str) -> Mapping[str, float]:
        """The concepts whose offers serve a wish for this one, with a weight."""
        return self._known.reach(concept)


def _with_exchanges(snapshot: Snapshot, node: int) -> set[int]:
    """The residents without whose consent something that this one offers or asks is not shown."""
    exchanges = {
        exchange
        for kind in (MadeBy, MadeWith)
        for exchange in snapshot.relation(kind).sources(node)
        if exchange in snapshot.ranges[Exchange]
    }
    return {
        person
        for kind in (MadeBy, MadeWith)
        for exchange in exchanges
        for person in snapshot.relation(kind).targets(exchange)
        if person in snapshot.residents
    }
