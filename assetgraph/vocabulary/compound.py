"""Dutch compounds taken apart by longest match: ``verjaardagstaart`` holds ``taart``."""

from __future__ import annotations

from collections.abc import Callable, Set

_SHORTEST = 3
_LINKS = ("", "s", "en", "e", "n")


class Compounds:
    """Splits a word in two or three parts, at least one of them a word of the vocabulary.

    `own` are the vocabulary's words, `known` says whether a dictionary holds a word, and `no_parts`
    lists what looks like a part but never is one ("ren" in "kinderen").
    """

    def __init__(self, own: Set[str], known: Callable[[str], bool], no_parts: Set[str]) -> None:
        self._own = own
        self._known = known
        self._no_parts = no_parts

    def parts(self, word: str) -> tuple[str, ...]:
        """The parts of a compound, head last, or () for a word that is none."""
        if len(word) < 2 * _SHORTEST:
            return ()
        for cut in range(_SHORTEST, len(word) - _SHORTEST + 1):
            head = word[cut:]
            if not self._fits(head):
                continue
            modifier = self._modifier(word[:cut])
            if modifier is not None and (head in self._own or modifier in self._own):
                return modifier, head
        return self._three(word)

    def _three(self, word: str) -> tuple[str, ...]:
        for cut in range(2 * _SHORTEST, len(word) - _SHORTEST + 1):
            if word[cut:] in self._own and self._fits(word[cut:]):
                front = self.parts(word[:cut].removesuffix("s"))
                if len(front) == 2:
                    return (*front, word[cut:])
        return ()

    def _modifier(self, front: str) -> str | None:
        for link in _LINKS:
            if front.endswith(link):
                stripped = front[: len(front) - len(link)]
                if self._fits(stripped):
                    return stripped
        return None

    def _fits(self, part: str) -> bool:
        if len(part) < _SHORTEST or part in self._no_parts:
            return False
        return part in self._own or (len(part) > _SHORTEST and self._known(part))
