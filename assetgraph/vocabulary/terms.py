"""The index of all phrases: which of them does a clause hold, and how fully?

A phrase counts from three quarters of its weight. A key weighs less the more concepts use it, and
a phrase that several concepts claim says less about each.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import NamedTuple

from assetgraph.vocabulary.compiled import Compiled
from assetgraph.vocabulary.concepts import Kind
from assetgraph.vocabulary.posting import OWN, least, unpacked
from assetgraph.vocabulary.reading import Clause, Shape

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
_NONE: dict[str, list[int]] = {}


class Entry(NamedTuple):
    """A phrase of a concept in one of its shapes, with the weight of every key."""

    concept: str
    phrase: str
    kind: Kind
    keys: tuple[tuple[str, float], ...]
    whole: float
    shape: Shape
    worth: float
    least: float
    room: int
    needed: frozenset[str]
    """The keys of which none may be lacking."""
    own: bool = False
    """A neighbourhood's own word, which a person gave its meaning."""


class Hit(NamedTuple):
    """A phrase found in a clause: its score from 0 to 1, the places and the weight of the words."""

    entry: Entry
    score: float
    places: frozenset[int]
    substance: float


class TermIndex:
    """Phrases by the keys without which they cannot reach three quarters of their weight."""

    def __init__(self, compiled: Compiled, negations: Set[str]) -> None:
        self._rows = compiled.rows
        self._weights = compiled.weights
        self._postings = compiled.postings
        self._negations = negations
        self._entries: dict[int, Entry] = {}

    def hits(self, clause: Clause) -> list[Hit]:
        """Every phrase that the clause holds, the best hit of each concept and place first."""
        best: dict[tuple[str, frozenset[int]], Hit] = {}
        seen = clause.keys.keys()
        rows = {
            row
            for key in seen
            for second, posted in self._postings.get(key, _NONE).items()
            if not second or second in seen
            for row in posted
        }
        for row in sorted(rows):
            entry = self._entries.get(row) or self._entry(row)
            hit = self._hit(entry, clause) if entry.needed <= seen else None
            if hit is not None:
                spot = (hit.entry.concept, hit.places)
                if spot not in best or _merit(hit) > _merit(best[spot]):
                    best[spot] = hit
        return list(best.values())

    def entries(self) -> Iterator[Entry]:
        """Every phrase in each of its shapes."""
        return map(self._entry, range(len(self._rows)))

    def _entry(self, row: int) -> Entry:
        concept, phrase, kind, joined, marks, shared = unpacked(self._rows[row])
        weights = self._weights
        keys = tuple(sorted(((key, weights[key]) for key in joined.split(" ")), key=_heavy))
        shape = Shape.of(joined.split(" "), marks)
        whole = sum(weight for _, weight in keys)
        enough = least(shape)
        entry = Entry(
            concept,
            phrase,
            Kind(kind),
            keys,
            whole,
            shape,
            _WORTH[Kind(kind)] * (_SPLIT if marks & 8 else 1.0) * shared,
            enough,
            _tight(len(keys)) if shape.tight else 2 * len(keys) + 3,
            frozenset(key for key, weight in keys if whole - weight < enough * whole),
            bool(marks & OWN),
        )
        self._entries[row] = entry
        return entry

    def _hit(self, entry: Entry, clause: Clause) -> Hit | None:
        seen, several = clause.keys, len(entry.keys) > 1
        covered = surely = 0.0
        left = entry.whole
        enough = entry.least * entry.whole
        places: list[int] = []
        for key, weight in entry.keys:
            sighting = seen.get(key)
            if sighting is not None and (sighting.strength >= _SEEN or not several):
                covered += weight
                surely += weight * sighting.strength
                places += sighting.places
            elif key in self._negations:
                return None
            else:
                left -= weight
                if left < enough:
                    return None
        if several and surely < _SURELY * entry.whole:
            return None
        if max(places) - min(places) > entry.room:
            return None
        score = surely / entry.whole * entry.worth
        return Hit(entry, score, frozenset(places), covered)


def _tight(words: int) -> int:
    """How far apart small words may stand: one word may come in between, two in a long phrase."""
    return words + (words > _LONG)


def _merit(hit: Hit) -> tuple[float, int, str]:
    """Scores first; of two phrases that score alike the shorter says it best."""
    return hit.score, -len(hit.entry.phrase), hit.entry.phrase


def _heavy(weighed: tuple[str, float]) -> tuple[float, str]:
    return -weighed[1], weighed[0]
