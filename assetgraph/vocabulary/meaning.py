"""What a text means: concepts with a direction, and for each the words that say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from assetgraph.messages import Message, say
from assetgraph.vocabulary.compiled import (
    Compiled,
    checksum,
    compiled,
    exemplars,
    heard,
    light_keys,
    undisturbed,
)
from assetgraph.vocabulary.concepts import Concept, Kind
from assetgraph.vocabulary.confidence import SURE, Hinted, Said, many, of_hinted, of_said
from assetgraph.vocabulary.direction import Cues, Direction, Spans, direction_of, shielded
from assetgraph.vocabulary.exemplars import Exemplars
from assetgraph.vocabulary.extended import extended, own_examples, stamped
from assetgraph.vocabulary.fold import fold
from assetgraph.vocabulary.lemma import Lemmas
from assetgraph.vocabulary.link import Links
from assetgraph.vocabulary.local import Local, plain, read_local
from assetgraph.vocabulary.reading import SPELLED, Clause, Reader, Shape
from assetgraph.vocabulary.semantic import Semantic, installed
from assetgraph.vocabulary.terms import Entry, Hit, TermIndex
from assetgraph.vocabulary.topic import Hint, Topic, Topics
from assetgraph.vocabulary.words import Words, words

_INSIDE = 0.5
_SETTING = 0.6
_MORE = 0.1
_FAINT = 0.35
_GIVEN = 0.95
_SHORT = 4
"""Longer clauses mostly tell a situation, which other concepts may fit as well."""
_WHOLE = 0.8
"""A phrase that scores this is there with all its words."""
_LEARNING = frozenset({"leren", "leert", "leer"})
_UNSURE = 0.39
"""What is not sure weighs at most this: it ranks below all that is, and makes no reason."""
_JOINS = frozenset({"en", "of", "and"})
_REMEMBERED = 50_000
_TOGETHER = 512
"""So many texts are compared with all phrases at one time."""
_LONG = 1_000


@dataclass(frozen=True)
class Meaning:
    """One talent in a text: how much it weighs (0 to 1), by which phrase, and why."""

    concept: str
    direction: Direction
    weight: float
    term: str
    found: str
    because: Message
    confidence: float = 1.0
    """How often a reading like this one is right, 0 to 1."""
    sure: bool = True
    """Whether this may be said as a fact; what is not sure is a question."""


@dataclass(frozen=True)
class Reading:
    """A phrase of the vocabulary in a text, which way it points, and what that rests on."""

    hit: Hit
    clause: Clause
    direction: Direction
    weight: float
    evidence: Said
    named: bool = False
    """Whether this is the very name of the talent, and all that is said."""


@dataclass(frozen=True)
class Supposition:
    """What a text may be about, which way it points, and what that rests on."""

    hint: Hint
    direction: Direction
    evidence: Hinted


class _Seen(NamedTuple):
    """A text with its clauses, the phrases in each, and which of them phrases say in full."""

    text: str
    clauses: list[Clause]
    hits: list[list[Hit]]
    full: list[bool]

    @property
    def said(self) -> bool:
        """Whether phrases say all of it."""
        return all(self.full)


class Vocabulary:
    """The talent concepts, and the reading of free Dutch by them. Equal texts read alike."""

    def __init__(
        self,
        ready: Compiled,
        examples: Exemplars,
        steering: Words,
        checksum: str = "",
        local: Local | None = None,
    ) -> None:
        self._local = local or Local()
        self._semantic: Semantic | None = None
        self.checksum = checksum
        """Changes with every change in what a text may be read as."""
        self.concepts: dict[str, Concept] = {
            name: Concept.loads(entry) for name, entry in ready.concepts.items()
        }
        self._links = Links(self.concepts)
        lemmas = Lemmas(steering.lemmas, {**ready.others, **ready.keys})
        self._steering = steering
        self._homonyms = frozenset(map(lemmas.key, steering.homonyms))
        self._reader = Reader(ready.keys, ready.verbs, steering, lemmas, heard)
        self._light = light_keys(steering, lemmas)
        self.index = TermIndex(ready, steering.negations)
        self._topics = Topics(examples, self._light)
        self._cues = Cues(steering.cues)
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
            if len(text) <= _LONG:
                self._remembered[asked] = known
        return known

    def read_ahead(self, asked: Iterable[tuple[str, Direction | None]]) -> None:
        """Reads many texts at once, each with its column, so that `understand` answers at once.

        The answers are the same; it takes a part of the time.
        """
        fresh = [
            one
            for one in dict.fromkeys(asked)
            if one not in self._remembered and len(one[0]) <= _LONG
        ]
        for start in range(0, len(fresh), _TOGETHER):
            some = fresh[start : start + _TOGETHER]
            if len(self._remembered) + len(some) > _REMEMBERED:
                self._remembered.clear()
            seen = {text: self._seen(text) for text, _ in some if not self.says_nothing(text)}
            open_ = [one for one in seen.values() if not one.said]
            judged = self._topics.of_all([one.clauses for one in open_]) if open_ else []
            topics = {one.text: topic for one, topic in zip(open_, judged, strict=True)}
            for text, column in some:
                read = self._read(seen[text], column, topics.get(text)) if text in seen else None
                self._remembered[text, column] = self._meant(text, column, *read) if read else ()

    def with_semantic(self) -> Vocabulary:
        """This vocabulary, asking the extra ``[semantic]`` about what is not surely read."""
        self._semantic = Semantic(self.concepts, self.checksum)
        self._remembered.clear()
        return self

    def label(self, concept: str, language: str) -> str:
        """The name of a concept on screen. Raises KeyError for an unknown concept."""
        return self.concepts[concept].label(language)

    def reach(self, concept: str) -> Mapping[str, float]:
        """The concepts whose offers serve a wish for this one, with a weight, best first."""
        return self._links.reach(concept)

    def above(self, concept: str) -> set[str]:
        """All broader concepts, near and far."""
        return self._links.above(concept)

    def _meanings(self, text: str, column: Direction | None) -> tuple[Meaning, ...]:
        if self.says_nothing(text):
            return ()
        return self._meant(text, column, *self.readings(text, column))

    def _meant(
        self,
        text: str,
        column: Direction | None,
        said: Sequence[Reading],
        likely: Sequence[Supposition],
    ) -> tuple[Meaning, ...]:
        found = [*self._grouped(said), *map(self._supposed, likely)]
        if self._local.checksum:
            found = self._answered(text, column, found)
        return tuple(sorted(found, key=lambda one: (-one.weight, one.concept, one.direction)))

    def says_nothing(self, text: str) -> bool:
        """Whether a cell was filled without a word about a talent: "volgt nog", "n.v.t."."""
        if len(text) > _LONG:
            return False
        told = plain(text)
        names = [word for word in told.split() if not word.isdigit()]
        answered = told in self._steering.no_talent or told in self._local.no_talent
        return answered or self._steering.fillers.issuperset(names)

    def _answered(self, text: str, column: Direction | None, found: list[Meaning]) -> list[Meaning]:
        """With what somebody said that a text means, and without what they denied."""
        one, local = plain(text), self._local
        found = [
            meaning
            for meaning in found
            if meaning.concept not in local.denied.get(one, ())
            and meaning.concept not in local.denied.get(plain(meaning.found), ())
        ]
        names = [name for name in local.means.get(one, ()) if name in self.concepts]
        if names:
            found = [one for one in found if one.sure and one.concept not in names]
            asked = Direction.OFFER if column is None else column
            found += [_as_answered(name, asked, text) for name in names]
        return found

    def readings(
        self, text: str, column: Direction | None
    ) -> tuple[list[Reading], list[Supposition]]:
        """All that a text says, and what else it may be about, each with what it rests on."""
        seen = self._seen(text)
        return self._read(seen, column, None if seen.said else self._topics.of(*seen.clauses))

    def _seen(self, text: str) -> _Seen:
        clauses = self._reader.clauses(text)
        hits = [self.index.hits(clause) for clause in clauses]
        return _Seen(text, clauses, hits, list(map(self._says_all, hits, clauses)))

    def _read(
        self, seen: _Seen, column: Direction | None, topic: Topic | None
    ) -> tuple[list[Reading], list[Supposition]]:
        """What there is in a text, given what all of it may be about."""
        clauses = seen.clauses
        topic = topic or self._topics.plain(*clauses)
        cues = [self._cues.find(clause) for clause in clauses]
        readings = [
            reading
            for clause, turning, found, full in zip(
                clauses, cues, seen.hits, seen.full, strict=True
            )
            for reading in self._said(
                found, clause, turning, column, self._topics.plain(clause) if full else topic
            )
        ]
        if len(clauses) == 1:
            readings = [replace(one, named=self._named(one, seen.hits[0])) for one in readings]
        said = [
            one for one in readings if one.weight >= _FAINT and not self._doubtful(one, readings)
        ]
        known = {one.hit.entry.concept for one in said}
        if self._semantic and clauses and not any(of_said(one.evidence) >= SURE for one in said):
            topic = topic.with_near(self._semantic.near(seen.text[:_LONG]))
        at = {id(clause): turning for clause, turning in zip(clauses, cues, strict=True)}
        likely = [
            Supposition(hint, direction, _evidence(hint, topic, column))
            for hint in topic.likely()
            if hint.concept not in known
            and (direction := self._turned(hint, at[id(hint.clause)], column)) is not Direction.NOT
        ]
        return said, likely

    def _says_all(self, hits: Sequence[Hit], clause: Clause) -> bool:
        """Whether phrases that are all there leave no word of a short clause unread."""
        if len(clause.read) > _SHORT:
            return False
        read = {
            place
            for hit in hits
            if hit.score >= _WHOLE and _exact(hit, clause)
            for place in hit.places
        }
        skipped = self._steering.skipped
        return all(at in read or word in skipped for at, word in enumerate(clause.read))

    def _said(
        self,
        hits: list[Hit],
        clause: Clause,
        turning: dict[str, Spans],
        column: Direction | None,
        topic: Topic,
    ) -> Iterator[Reading]:
        """What the phrases in a clause say; `topic` is what the whole text may be about."""
        cues = shielded(turning, hits)
        spots = {
            sighting.places[0]
            for key, sighting in clause.keys.items()
            if hits and self._topics.tells(key)
        }
        for hit in hits:
            standing = self._standing(hit, hits, clause)
            direction = direction_of(hit, clause, cues, column)
            stretch = _stretch(hit, clause)
            telling = sum(key not in self._light for key, _ in hit.entry.keys)
            evidence = Said(
                several=1.0 if telling > 1 else 0.5 * (len(hit.entry.keys) > 1),
                score=hit.score,
                inside=standing < 1,
                agrees=topic.agrees(hit.entry.concept),
                told=many(sum(place in stretch for place in spots)),
                asked=column is Direction.WISH,
                job=hit.entry.kind is Kind.PROFESSION,
                alone=all(
                    place in hit.places or clause.read[place] in self._steering.skipped
                    for place in stretch
                ),
                exact=_exact(hit, clause),
                share=topic.share(hit.entry.concept),
            )
            yield Reading(hit, clause, direction, hit.score * standing, evidence)

    def _named(self, reading: Reading, hits: Sequence[Hit]) -> bool:
        """Whether this is a term of one talent alone and nothing else is told: "koken", "leren
        schaken", "een klusser". A term of two talents ("schilderen") names neither."""
        hit, clause = reading.hit, reading.clause
        if not _is_term(hit, clause):
            return False
        if any(
            _is_term(one, clause) and one.entry.concept != hit.entry.concept
            for one in hits
            if one.places >= hit.places
        ):
            return False
        return all(
            at in hit.places or word in self._steering.skipped or word in _LEARNING
            for at, word in enumerate(clause.read)
        )

    @staticmethod
    def _turned(hint: Hint, cues: dict[str, Spans], column: Direction | None) -> Direction:
        return direction_of(_as_hit(hint), hint.clause, cues, column)

    def _grouped(self, said: Sequence[Reading]) -> Iterator[Meaning]:
        """One meaning for each concept and direction."""
        grouped: dict[tuple[str, Direction], list[Reading]] = {}
        for reading in sorted(said, key=_order):
            grouped.setdefault((reading.hit.entry.concept, reading.direction), []).append(reading)
        return map(self._meaning, grouped.values())

    def _supposed(self, likely: Supposition) -> Meaning:
        hint = likely.hint
        found = hint.clause.written[hint.place]
        concept = self.concepts[hint.concept]
        confidence = of_hinted(likely.evidence)
        return Meaning(
            concept=hint.concept,
            direction=likely.direction,
            weight=round(_UNSURE * confidence, 3),
            term=concept.label("nl"),
            found=found,
            because=say("vocabulary.hint", found=found, concept=concept),
            confidence=round(confidence, 2),
            sure=False,
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

    def _doubtful(self, reading: Reading, readings: list[Reading]) -> bool:
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

    def _meaning(self, group: list[Reading]) -> Meaning:
        best = group[0]
        spots = {(id(one.clause), one.hit.places) for one in group}
        weight = min(1.0, best.weight + _MORE * (len(spots) - 1))
        entry = best.hit.entry
        found = " ".join(best.clause.written[place] for place in sorted(best.hit.places))
        confidence = max(map(_confidence, group))
        sure = confidence >= SURE
        return Meaning(
            concept=entry.concept,
            direction=best.direction,
            weight=round(weight if sure else _UNSURE * confidence, 3),
            term=entry.phrase,
            found=found,
            because=_because(entry.kind, found, entry.phrase),
            confidence=round(confidence, 2),
            sure=sure,
        )


def _confidence(reading: Reading) -> float:
    """How sure a reading is; that of a word which a person gave its meaning is sure."""
    sure = of_said(reading.evidence)
    given = reading.hit.entry.own and reading.evidence.exact
    return max(sure, _GIVEN) if given or reading.named else sure


def _is_term(hit: Hit, clause: Clause) -> bool:
    """Whether a term of a talent, or how some say it, stands in a clause with all its words, as
    they are spelt."""
    return (
        hit.entry.kind in (Kind.TERM, Kind.SAYING) and hit.score >= _WHOLE and _exact(hit, clause)
    )


def _exact(hit: Hit, clause: Clause) -> bool:
    """Whether no word of a phrase had to be respelt to be found in a clause."""
    seen = (clause.keys.get(key) for key, _ in hit.entry.keys)
    return all(one is None or one.strength != SPELLED for one in seen)


def _order(reading: Reading) -> tuple[float, int, str, str]:
    hit = reading.hit
    return (-reading.weight, -len(hit.places), hit.entry.concept, hit.entry.phrase)


def _as_answered(concept: str, direction: Direction, text: str) -> Meaning:
    because = say("vocabulary.answered", found=text)
    return Meaning(concept, direction, 1.0, text, text, because)


def _because(kind: Kind, found: str, term: str) -> Message:
    if fold(found) == fold(term):
        return say("vocabulary.because.said", found=found)
    return say(f"vocabulary.because.{kind}", found=found, term=term)


def _evidence(hint: Hint, topic: Topic, column: Direction | None) -> Hinted:
    return Hinted(
        strength=hint.score,
        agrees=topic.agrees(hint.concept),
        told=many(topic.told),
        asked=column is Direction.WISH,
    )


def _stretch(hit: Hit, clause: Clause) -> range:
    """The words around a hit, between one "en" and the next."""
    first, last = min(hit.places), max(hit.places)
    while first > 0 and clause.read[first - 1] not in _JOINS:
        first -= 1
    while last + 1 < len(clause.read) and clause.read[last + 1] not in _JOINS:
        last += 1
    return range(first, last + 1)


def _as_hit(hint: Hint) -> Hit:
    """A single word as if it were a phrase, to see which way it points."""
    word = hint.clause.read[hint.place]
    shape = Shape((word,), denies=False, strict=False)
    entry = Entry(
        hint.concept, word, Kind.TERM, ((word, 1.0),), 1.0, shape, 1.0, 1.0, 1, frozenset()
    )
    return Hit(entry, 0.0, frozenset([hint.place]), 0.0)


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of ``schemas/vocabulary/``, loaded once; with ``[semantic]`` if installed."""
    return _with_extra(by_rules_alone())


def by_rules_alone() -> Vocabulary:
    """The vocabulary without ``[semantic]``."""
    with undisturbed():
        return Vocabulary(compiled(), exemplars(), words(), checksum())


def with_own_words(path: Path) -> Vocabulary:
    """The vocabulary with the own words of a file (`local`), where it is there."""
    local = read_local(path)
    if not local.checksum:
        return vocabulary()
    with undisturbed():
        ready = extended(compiled(), local, words(), path.name)
        examples = exemplars().also(own_examples(ready, local, words()))
        return _with_extra(Vocabulary(ready, examples, words(), stamped(checksum(), local), local))


def _with_extra(words: Vocabulary) -> Vocabulary:
    return words.with_semantic() if installed() else words
