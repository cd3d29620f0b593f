"""The spelling step: an unknown word is read as the vocabulary's word that it was meant to be.

First the word that sounds the same, then the nearest one. A single slip leaves one half of a word
whole, so only words with the same start or the same end are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Set

from assetgraph.vocabulary.sound import sound

SHORTEST = 4
NEAREST = 0.8
_LONGEST = 30
_HALF = 3
_HEARD = 0.9
_FEW = 3
"""So much nearer is a word that sounds the same; of equally near ones so many count."""
_SURELY = 7
"""A word of so many letters that is one slip away is not taken for a compound."""


class Speller:
    """Finds the word that a misspelt one was meant to be.

    `own` are the vocabulary's words, `heard` gives them in all their forms with their sound; it is
    asked once, when the first unknown word comes.
    """

    def __init__(self, own: Set[str], heard: Callable[[], Iterable[tuple[str, str]]]) -> None:
        self._own = own
        self._heard = heard
        self._sounds: dict[str, list[str]] = defaultdict(list)
        self._halves: dict[str, list[str]] = defaultdict(list)
        self._seen: dict[str, tuple[tuple[str, ...], float] | None] = {}

    def nearest(self, word: str) -> tuple[str, ...]:
        """The words that may have been meant, equally near; the vocabulary's own go first."""
        found = self._found(word)
        return found[0] if found else ()

    def surely(self, word: str) -> tuple[str, ...]:
        """The same, where the word is long and one slip away at most."""
        found = self._found(word) if len(word) >= _SURELY else None
        return found[0] if found and found[1] <= 1 else ()

    def _found(self, word: str) -> tuple[tuple[str, ...], float] | None:
        if not SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
            return None
        if word not in self._seen:
            if not self._halves:
                self._index()
            self._seen[word] = self._look(word)
        return self._seen[word]

    def _index(self) -> None:
        for word, code in self._heard():
            self._sounds[code].append(word)
            half = _HALF if len(word) > 2 * _HALF else _HALF - 1
            self._halves[word[:half] + "-"].append(word)
            self._halves["-" + word[-half:]].append(word)

    def _look(self, word: str) -> tuple[tuple[str, ...], float] | None:
        """The nearest words, with their distance."""
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        alike = self._sounds.get(sound(word), ())
        found: list[tuple[float, str]] = [
            (OSA.distance(word, other) - _HEARD, other) for other in alike
        ]
        for other in self._halved(word):
            most = max(1, round((1 - NEAREST) * len(other)))
            if abs(len(other) - len(word)) <= most:
                apart = OSA.distance(word, other, score_cutoff=most)
                if apart <= most:
                    found.append((apart, other))
        if not found:
            return None
        found = sorted(set(found), key=lambda one: (one[0], one[1] not in self._own, one[1]))
        nearest = found[0][0]
        return tuple(other for apart, other in found[:_FEW] if apart == nearest), nearest

    def _halved(self, word: str) -> Iterator[str]:
        for half in (_HALF, _HALF - 1):
            yield from self._halves.get(word[:half] + "-", ())
            yield from self._halves.get("-" + word[-half:], ())
