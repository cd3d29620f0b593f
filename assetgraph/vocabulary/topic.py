"""What a text may be about, when no phrase of the vocabulary is in it: single telling words.

Each word that the vocabulary uses points to the concepts that use it. Many words together make a
topic likely; they never make it sure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from assetgraph.vocabulary.reading import Clause

MOST = 5
_NEAR = 0.5
"""What a term that means the same counts, against a word that only one concept uses."""
_HALF = 1.0
"""A score that says as much for as against."""


class Hint(NamedTuple):
    """A concept that words of a text point to: how much in all, and by which word most."""

    concept: str
    score: float
    place: int
    clause: Clause


class Topic:
    """What the words of one text point to."""

    def __init__(self, scores: Mapping[str, float], words: Mapping[str, Hint], told: int) -> None:
        self._scores = scores
        self._words = words
        self._top = max(scores.values(), default=0.0)
        self.told = told
        """How many telling words the text has."""

    def with_near(self, near: Mapping[str, float], clause: Clause) -> Topic:
        """With concepts whose terms mean nearly the same as the text, and how nearly, 0 to 1."""
        scores, words = dict(self._scores), dict(self._words)
        for concept, nearly in near.items():
            scores[concept] = scores.get(concept, 0.0) + _NEAR * nearly
            words.setdefault(concept, Hint(concept, 0.0, 0, clause))
        return Topic(scores, words, self.told)

    def agrees(self, concept: str) -> float:
        """How much the words point to a concept, against the one they point to most, 0 to 1."""
        return self._scores.get(concept, 0.0) / self._top if self._top else 0.0

    def likely(self) -> list[Hint]:
        """The likeliest concepts, best first, at most `MOST`, ties by name."""
        ranked = sorted(self._scores.items(), key=lambda item: (-item[1], item[0]))[:MOST]
        return [self._words[concept]._replace(score=score) for concept, score in ranked]


class Topics:
    """The concepts that single words point to."""

    def __init__(self, hints: Mapping[str, Mapping[str, float]]) -> None:
        self._hints = hints

    def tells(self, key: str) -> bool:
        """Whether a word points anywhere."""
        return key in self._hints

    def of(self, *clauses: Clause) -> Topic:
        """What the words of these clauses point to; each word once."""
        scores: dict[str, float] = {}
        words: dict[str, Hint] = {}
        seen: set[str] = set()
        for clause in clauses:
            for key, sighting in clause.keys.items():
                pointed = self._hints.get(key)
                if pointed is None or key in seen:
                    continue
                seen.add(key)
                for concept, share in pointed.items():
                    says = share * sighting.strength
                    scores[concept] = scores.get(concept, 0.0) + says
                    if concept not in words or says > words[concept].score:
                        words[concept] = Hint(concept, says, sighting.places[0], clause)
        return Topic(scores, words, len(seen))


def strength(score: float) -> float:
    """A score from 0 to 1."""
    return score / (score + _HALF)
