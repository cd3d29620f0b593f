"""What a text means: concepts with a direction, and for each the words that say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from assetgraph.messages import Message, say
from assetgraph.vocabulary.concepts import Concept, Kind, read_concepts
from assetgraph.vocabulary.direction import Cues, Direction, direction_of, shielded
from assetgraph.vocabulary.fold import fold
from assetgraph.vocabulary.lemma import Lemmas
from assetgraph.vocabulary.lexicon import ready_keys
from assetgraph.vocabulary.link import Links
from assetgraph.vocabulary.reading import Clause, Reader
from assetgraph.vocabulary.stamp import stamp
from assetgraph.vocabulary.terms import Hit, TermIndex
from assetgraph.vocabulary.words import Words, words

_INSIDE = 0.5
_SETTING = 0.6
_MORE = 0.1
_FAINT = 0.35
_REMEMBERED = 50_000


@dataclass(frozen=True)
class Meaning:
    """One talent in a text: how surely (0 to 1), by which phrase, and why."""

    concept: str
    direction: Direction
    weight: float
    term: str
    found: str
    because: Message


@dataclass(frozen=True)
class _Reading:
    hit: Hit
    clause: Clause
    direction: Direction
    weight: float


class Vocabulary:
    """The talent concepts, and the reading of free Dutch by them. Equal texts read alike."""

    def __init__(self, concepts: Mapping[str, Concept], steering: Words) -> None:
        self.concepts = concepts
        self._links = Links(concepts)
        lemmas = Lemmas(steering.lemmas, ready_keys())
        phrases = (phrase for one in concepts.values() for phrase, _ in one.phrases())
        self._steering = steering
        self._homonyms = frozenset(map(lemmas.key, steering.homonyms))
        self._reader = Reader(phrases, steering, lemmas)
        small = {*steering.weak, *steering.skipped, *steering.negations}
        light = frozenset(map(lemmas.key, small))
        self.index = TermIndex(concepts.values(), self._reader, light, steering.negations)
        self._cues = Cues(steering.cues)
        self.stamp = stamp(concepts, steering)
        """Says what this vocabulary knows: one that knows something else has another."""
        self._remembered: dict[tuple[str, Direction | None], tuple[Meaning, ...]] = {}

    def understand(
        self, text: str, *, direction: Direction | None = Direction.OFFER
    ) -> tuple[Meaning, ...]:
        """The talents that a text speaks of, surest first, ties by name; () for an unknown text.

        `direction` is what the sheet's column says. The words turn it only to something to learn,
        of the past or not wanted. Without a column (None) the words decide between offer and wish.
        """
        asked = (text, direction)
        known = self._remembered.get(asked)
        if known is None:
            known = self._meanings(text, direction)
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            self._remembered[asked] = known
        return known

    def label(self, concept: str, language: str) -> str:
        """The name of a concept on screen. Raises KeyError for an unknown concept."""
        return self.concepts[concept].label(language)

    def reach(self, concept: str) -> Mapping[str, float]:
        """The concepts whose offers serve a wish for this one, with a weight, best first."""
        return self._links.reach(concept)

    def _meanings(self, text: str, column: Direction | None) -> tuple[Meaning, ...]:
        readings = []
        for clause in self._reader.clauses(text):
            hits = self.index.hits(clause)
            cues = shielded(self._cues.find(clause), hits)
            for hit in hits:
                weight = hit.score * self._standing(hit, hits, clause)
                direction = direction_of(hit, clause, cues, column)
                readings.append(_Reading(hit, clause, direction, weight))
        readings = [one for one in readings if not self._doubtful(one, readings)]
        grouped: dict[tuple[str, Direction], list[_Reading]] = {}
        for reading in sorted(readings, key=_order):
            grouped.setdefault((reading.hit.entry.concept, reading.direction), []).append(reading)
        meanings = [self._meaning(group) for group in grouped.values()]
        return tuple(
            sorted(
                (one for one in meanings if one.weight >= _FAINT),
                key=lambda one: (-one.weight, one.concept, one.direction),
            )
        )

    def _standing(self, hit: Hit, hits: list[Hit], clause: Clause) -> float:
        """Less than 1 for a hit inside a fuller one, and for a word that only sets the scene."""
        others = [one for one in hits if one.entry.concept != hit.entry.concept]
        if any(hit.places < one.places and one.substance > hit.substance for one in others):
            return _INSIDE
        apart = any(hit.places.isdisjoint(one.places) for one in others)
        if apart and len(hit.places) == 1 and self._scenic(next(iter(hit.places)), clause):
            return _SETTING
        return 1.0

    def _scenic(self, place: int, clause: Clause) -> bool:
        before = place - 1
        while before > 0 and clause.read[before] in ("de", "het", "een", "mijn", "onze", "t"):
            before -= 1
        return before >= 0 and clause.read[before] in self._steering.settings

    def _doubtful(self, reading: _Reading, readings: list[_Reading]) -> bool:
        """Whether this rests on one word of two meanings and nothing else points the same way."""
        entry = reading.hit.entry
        if len(entry.keys) > 1 or entry.keys[0][0] not in self._homonyms:
            return False
        near = self._links.near(entry.concept)
        return not any(
            other.hit.entry.concept in near
            and (other.hit.places != reading.hit.places or other.clause is not reading.clause)
            for other in readings
        )

    def _meaning(self, group: list[_Reading]) -> Meaning:
        best = group[0]
        spots = {(id(one.clause), one.hit.places) for one in group}
        weight = min(1.0, best.weight + _MORE * (len(spots) - 1))
        entry = best.hit.entry
        found = " ".join(best.clause.written[place] for place in sorted(best.hit.places))
        return Meaning(
            concept=entry.concept,
            direction=best.direction,
            weight=round(weight, 3),
            term=entry.phrase,
            found=found,
            because=_because(entry.kind, found, entry.phrase),
        )


def _order(reading: _Reading) -> tuple[float, int, str, str]:
    hit = reading.hit
    return (-reading.weight, -len(hit.places), hit.entry.concept, hit.entry.phrase)


def _because(kind: Kind, found: str, term: str) -> Message:
    if fold(found) == fold(term):
        return say("vocabulary.because.said", found=found)
    return say(f"vocabulary.because.{kind}", found=found, term=term)


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of ``schemas/vocabulary/``, loaded once."""
    return Vocabulary(read_concepts(), words())
