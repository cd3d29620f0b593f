"""The index of all phrases: which of them does a clause hold, and how fully?

A phrase counts from three quarters of its weight. A key weighs less the more concepts use it, and
a phrase that several concepts claim says less about each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from math import log
from typing import NamedTuple

from assetgraph.vocabulary.concepts import Concept, Kind
from assetgraph.vocabulary.reading import Clause, Reader, Shape

ENOUGH = 0.75
SURE = 0.85
ALL = 0.99
LIGHT = 0.35
_LEAST = 0.5
_SURELY = 0.65
_SEEN = 0.5
_LONG = 3
_WORTH = {
    Kind.TERM: 1.0,
    Kind.SAYING: 1.0,
    Kind.WISH: 0.95,
    Kind.SITUATION: 0.9,
    Kind.PROFESSION: 0.9,
    Kind.THING: 0.85,
}
_SPLIT = 0.9


class Entry(NamedTuple):
    """A phrase of a concept in one of its shapes, with the weight of every key."""

    concept: str
    phrase: str
    kind: Kind
    keys: tuple[tuple[str, float], ...]
    whole: float
    shape: Shape
    worth: float


class Hit(NamedTuple):
    """A phrase found in a clause: its score from 0 to 1, the places and the weight of the words."""

    entry: Entry
    score: float
    places: frozenset[int]
    substance: float


class TermIndex:
    """Phrases by the keys without which they cannot reach three quarters of their weight."""

    def __init__(
        self,
        concepts: Iterable[Concept],
        reader: Reader,
        light: Set[str],
        negations: Set[str],
    ) -> None:
        self._light = light
        self._negations = negations
        claims: dict[frozenset[str], dict[str, None]] = defaultdict(dict)
        users: dict[str, set[str]] = defaultdict(set)
        drafts = []
        for concept in concepts:
            for phrase, kind in concept.phrases():
                for turn, shape in enumerate(reader.shapes(phrase)):
                    drafts.append((concept.id, phrase, kind, shape, turn))
                    claims[frozenset(shape.keys)][concept.id] = None
                    for key in shape.keys:
                        users[key].add(concept.id)
        self.claims: Mapping[frozenset[str], Iterable[str]] = claims
        self._weights = self._weigh(users)
        self._postings: dict[str, list[Entry]] = defaultdict(list)
        for identity, phrase, kind, shape, turn in drafts:
            weights = self._weights
            keys = tuple(sorted([(key, weights[key]) for key in shape.keys], key=_heavy))
            shared = len(claims[frozenset(shape.keys)])
            worth = _WORTH[kind] * (_SPLIT if turn else 1.0) / shared**0.5
            whole = sum(weight for _, weight in keys)
            self._post(Entry(identity, phrase, kind, keys, whole, shape, worth))

    def hits(self, clause: Clause) -> list[Hit]:
        """Every phrase that the clause holds, the best hit of each concept and place first."""
        best: dict[tuple[str, frozenset[int]], Hit] = {}
        seen: set[int] = set()
        for key in clause.keys:
            for entry in self._postings.get(key, ()):
                if id(entry) in seen:
                    continue
                seen.add(id(entry))
                hit = self._hit(entry, clause)
                if hit is None:
                    continue
                spot = (entry.concept, hit.places)
                if spot not in best or _merit(hit) > _merit(best[spot]):
                    best[spot] = hit
        return list(best.values())

    def _hit(self, entry: Entry, clause: Clause) -> Hit | None:
        covered = surely = 0.0
        places: set[int] = set()
        for key, weight in entry.keys:
            sighting = clause.keys.get(key)
            if sighting is not None and (sighting.strength >= _SEEN or len(entry.keys) == 1):
                covered += weight
                surely += weight * sighting.strength
                places.update(sighting.places)
            elif key in self._negations:
                return None
        coverage = covered / entry.whole
        if coverage < _least(entry.shape):
            return None
        if len(entry.keys) > 1 and surely < _SURELY * entry.whole:
            return None
        room = _tight(len(entry.keys)) if entry.shape.tight else 2 * len(entry.keys) + 3
        if max(places) - min(places) > room:
            return None
        score = coverage * (surely / covered) * entry.worth
        return Hit(entry, score, frozenset(places), covered)

    def _weigh(self, users: Mapping[str, Set[str]]) -> dict[str, float]:
        scale = log(max(2, len({concept for used in users.values() for concept in used})))
        return {
            key: LIGHT if key in self._light else max(_LEAST, 1 - log(len(used)) / scale)
            for key, used in users.items()
        }

    def _post(self, entry: Entry) -> None:
        if len(entry.keys) == 1 and entry.keys[0][0] in self._light:
            return
        rest = entry.whole
        for key, weight in entry.keys:
            self._postings[key].append(entry)
            rest -= weight
            if rest < ENOUGH * entry.whole:
                return


def _least(shape: Shape) -> float:
    if shape.tight:
        return ALL
    return SURE if shape.strict else ENOUGH


def _tight(words: int) -> int:
    """How far apart small words may stand: one word may come in between, two in a long phrase."""
    return words + (words > _LONG)


def _merit(hit: Hit) -> tuple[float, int, str]:
    """Scores first; of two phrases that score alike the shorter says it best."""
    return hit.score, -len(hit.entry.phrase), hit.entry.phrase


def _heavy(weighed: tuple[str, float]) -> tuple[float, str]:
    return -weighed[1], weighed[0]
