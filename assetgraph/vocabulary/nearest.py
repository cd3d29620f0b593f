"""The concepts nearest to a text, for somebody who chooses: what it may mean, what looks so."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from math import log

from assetgraph.vocabulary.direction import Direction
from assetgraph.vocabulary.local import plain
from assetgraph.vocabulary.meaning import Vocabulary

FEW = 5
_GRAM = 3
_PHRASES = 200
"""So many phrases that look like the text are weighed against each other."""


class Nearest:
    """Finds the nearest concepts of texts that the vocabulary does not surely know."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._phrases: list[tuple[str, int]] = []
        self._holding: dict[str, list[int]] = defaultdict(list)
        for concept in words.concepts.values():
            for phrase, _ in concept.phrases():
                grams = _grams(phrase)
                for gram in grams:
                    self._holding[gram].append(len(self._phrases))
                self._phrases.append((concept.id, len(grams)))

    def of(self, text: str, direction: Direction | None, few: int = FEW) -> list[str]:
        """The ids of the nearest concepts, nearest first."""
        found: dict[str, None] = {}
        for meaning in self._words.understand(text, direction=direction):
            found[meaning.concept] = None
        for concept in self._alike(text):
            if len(found) >= few:
                break
            found[concept] = None
        return list(found)[:few]

    def _alike(self, text: str) -> Iterator[str]:
        """Concepts with a phrase that shares pieces of words with the text, rare ones first."""
        shared: Counter[int] = Counter()
        scores: dict[int, float] = defaultdict(float)
        for gram in _grams(text):
            holders = self._holding.get(gram, ())
            rare = log(len(self._phrases) / len(holders)) if holders else 0.0
            for place in holders:
                scores[place] += rare
                shared[place] += 1
        ranked = sorted(
            scores, key=lambda place: (-scores[place] / self._phrases[place][1] ** 0.5, place)
        )
        for place in ranked[:_PHRASES]:
            yield self._phrases[place][0]


def _grams(text: str) -> set[str]:
    return {
        padded[at : at + _GRAM]
        for padded in (f" {word} " for word in plain(text).split())
        for at in range(len(padded) - _GRAM + 1)
    }
