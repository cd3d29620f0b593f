"""One key for all forms of a word: the stem of its dictionary form.

The dictionary of `simplemma` is looked up directly, because its rules for unknown words cost more
time than they bring here; what it does not know is stemmed as it is. The dictionary is slow to
wake, so the keys of the vocabulary's own words come worked out (`lexicon`).
"""

from __future__ import annotations

from collections.abc import Mapping

from assetgraph.vocabulary.dictionary import dictionary
from assetgraph.vocabulary.stem import stem


class Lemmas:
    """Keys of folded words, each worked out once.

    `own` are dictionary forms chosen by hand, `ready` are keys that are known beforehand.
    """

    def __init__(self, own: Mapping[str, str], ready: Mapping[str, str]) -> None:
        self._own = own
        self._keys = {**ready, **{form: own[form] for form in own}}

    def knows(self, word: str) -> bool:
        """Whether a dictionary of Dutch holds this form."""
        return word in self._own or dictionary().get(word) is not None

    def key(self, word: str) -> str:
        """What all forms of a word share: ``fiets``, ``fietsen`` and ``fietste`` have one key."""
        known = self._keys.get(word)
        if known is None:
            known = self._keys[word] = self.work_out(word)
        return known

    def work_out(self, word: str) -> str:
        """The key from dictionary and stemmer.

        The dictionary sends some words in a circle (``fiets`` to ``fietsen`` and back); of such a
        pair the shorter word counts.
        """
        if word in self._own:
            return self._own[word]
        forms = dictionary()
        lemma = forms.get(word)
        if lemma is None:
            return stem(word, known=False)
        again = forms.get(lemma) or lemma
        lemma = min(lemma, again, key=lambda form: (len(form), form))
        return self._own.get(lemma) or stem(lemma)
