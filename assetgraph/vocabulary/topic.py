"""What a text may be about, when no phrase of the vocabulary is in it: single telling words.

Each word that the vocabulary uses points to the concepts that use it. Many words together make a
topic likely; they never make it sure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from assetgraph.vocabulary.reading import Clause

MOST = 5


class Hint(NamedTuple):
    """A concept that words of a clause point to: how much in all, and by which word most."""

    concept: str
    score: float
    place: int
    clause: Clause


class Topics:
    """The concepts that single words point to."""

    def __init__(self, hints: Mapping[str, Mapping[str, float]]) -> None:
        self._hints = hints

    def likely(self, clauses: Sequence[Clause]) -> list[Hint]:
        """The likeliest concepts of a text, best first, at most `MOST`, ties by name."""
        scores: dict[str, float] = defaultdict(float)
        best: dict[str, tuple[float, int, Clause]] = {}
        for clause in clauses:
            for key, sighting in clause.keys.items():
                for concept, says in self._hints.get(key, {}).items():
                    says *= sighting.strength
                    scores[concept] += says
                    if concept not in best or says > best[concept][0]:
                        best[concept] = says, sighting.places[0], clause
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:MOST]
        return [Hint(concept, score, *best[concept][1:]) for concept, score in ranked]
