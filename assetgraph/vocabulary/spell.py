"""The spelling step: an unknown word is read as the nearest word of the vocabulary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

SHORTEST = 5
NEAREST = 0.8


class Speller:
    """Finds the word that a misspelt one was meant to be, among the vocabulary's own words."""

    def __init__(self, own: Iterable[str]) -> None:
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in sorted(own):
            if len(word) >= SHORTEST - 1:
                self._by_length[len(word)].append(word)
        self._seen: dict[str, str | None] = {}

    def nearest(self, word: str) -> str | None:
        """The nearest word at a likeness of .8 or more, or None; a tie goes by the alphabet."""
        if len(word) < SHORTEST or not word.isalpha():
            return None
        if word not in self._seen:
            self._seen[word] = self._look(word)
        return self._seen[word]

    def _look(self, word: str) -> str | None:
        from rapidfuzz import process  # noqa: PLC0415
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        best: tuple[float, str] | None = None
        slack = max(1, len(word) // SHORTEST)
        for length in range(len(word) - slack, len(word) + slack + 1):
            choices = self._by_length.get(length)
            if not choices:
                continue
            found = process.extractOne(
                word, choices, scorer=OSA.normalized_similarity, score_cutoff=NEAREST
            )
            if found and (best is None or (-found[1], found[0]) < best):
                best = (-found[1], found[0])
        return best[1] if best else None
