"""One key for all forms of a word: the stem of its dictionary form.

The dictionary of `simplemma` is looked up directly, because its rules for unknown words cost more
time than they bring here; what it does not know is stemmed as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache


class Lemmas:
    """Dictionary forms and keys of folded words, each worked out once."""

    def __init__(self, own: Mapping[str, str]) -> None:
        self._own = own
        self._dictionary = _dictionary()
        self._stem = _stemmer()
        self._keys: dict[str, str] = {}

    def knows(self, word: str) -> bool:
        """Whether a dictionary of Dutch holds this form."""
        return word in self._own or self._dictionary.get(word) is not None

    def lemma(self, word: str) -> str:
        """The dictionary form: ``gekookt`` is ``koken``. An unknown word is itself."""
        own = self._own.get(word)
        if own is not None:
            return own
        return self._dictionary.get(word) or word

    def key(self, word: str) -> str:
        """What all forms of a word share: ``fiets``, ``fietsen`` and ``fietste`` have one key.

        The dictionary sends some words in a circle (``fiets`` to ``fietsen`` and back), so a
        shorter stem of the word itself wins when the stem of the lemma starts with it.
        """
        known = self._keys.get(word)
        if known is None:
            known = self._keys[word] = self._work_out(word)
        return known

    def _work_out(self, word: str) -> str:
        if word in self._own:
            return self._own[word]
        lemma = self.lemma(word)
        best = self._stem(lemma)
        for form in (word, self.lemma(lemma)):
            stem = self._stem(form)
            if len(stem) < len(best) and best.startswith(stem):
                best = stem
        return best


@cache
def _dictionary() -> Mapping[str, str]:
    from simplemma.strategies.dictionaries.dictionary_factory import (  # noqa: PLC0415
        DEFAULT_DICTIONARY_FACTORY,
    )

    dictionary: Mapping[str, str] = DEFAULT_DICTIONARY_FACTORY.get_dictionary("nl")
    return dictionary


@cache
def _stemmer() -> Callable[[str], str]:
    import snowballstemmer  # noqa: PLC0415

    stem: Callable[[str], str] = snowballstemmer.stemmer("dutch").stemWord
    return stem
