"""The keys of the vocabulary's own words, worked out beforehand so that it loads in a blink.

``schemas/vocabulary/_keys.txt`` holds a word and its key per line. A word that is not there is
worked out when needed, so the file may lag behind the vocabulary; it only costs time. Renew it with
``python -m assetgraph.vocabulary > keys.txt`` and put that in its place.
"""

from __future__ import annotations

from collections.abc import Iterable

from assetgraph import resources
from assetgraph.vocabulary.concepts import FOLDER, read_concepts
from assetgraph.vocabulary.fold import tokens
from assetgraph.vocabulary.lemma import Lemmas
from assetgraph.vocabulary.verb import remainders
from assetgraph.vocabulary.words import Words, words

KEYS = "_keys.txt"


def ready_keys() -> dict[str, str]:
    """The keys that come worked out, by word."""
    if KEYS not in resources.names(FOLDER, KEYS):
        return {}
    lines = resources.read_text(f"{FOLDER}/{KEYS}").splitlines()
    return dict(line.split(" ", 1) for line in lines if " " in line)


def own_words() -> set[str]:
    """All words of the vocabulary, folded and read as a text is read."""
    steering = words()
    small = {*steering.skipped, *steering.weak, *steering.homonyms, *steering.negations}
    phrases = (phrase for one in read_concepts().values() for phrase, _ in one.phrases())
    own = small | forms_of(phrases, steering)
    return own | {verb for _, verb, _ in remainders(own, steering.particles)}


def forms_of(phrases: Iterable[str], steering: Words) -> set[str]:
    """The words of some phrases, folded and read as a text is read."""
    reads = steering.reads
    return {
        reads.get(piece.text, piece.text)
        for phrase in phrases
        for piece in tokens(phrase)
        if piece.is_word
    }


def worked_out(own: Iterable[str]) -> dict[str, str]:
    """The keys of words from the dictionary and `stem`, in the order of the alphabet."""
    lemmas = Lemmas(words().lemmas, {})
    return {word: lemmas.work_out(word) for word in sorted(own)}
