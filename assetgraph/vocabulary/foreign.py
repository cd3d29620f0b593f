"""Whether a text is in another language than Dutch, so that it can be said, not guessed."""

from __future__ import annotations

import unicodedata

from assetgraph.vocabulary.fold import tokens

_SMALL = {
    "en": "the and with my for you are is can want need help have in to of i a do not who from",
    "tr": "ve bir bu icin ile ben cok var yok istiyorum yapmak biliyorum benim da de ne mi",
    "fr": "le la les et je un une pour avec est mon ma des du pas suis dans qui sur que",
    "de": "der die das und ich ein eine mit fur ist mein meine nicht kann den wir zu auf sich",
    "es": "el los las y yo una para con es mi no puedo que del por me gusta tengo",
    "pl": "i w z na nie jest to sie do moj moja mam dla jak czy umiem",
    "nl": "de het een en ik met mijn voor is niet kan van op in te die dat ook er zijn wil graag "
    "naar maar om bij aan wie heb je we wij hij zij ze geen als mensen goed",
}
_SETS = {language: frozenset(words.split()) for language, words in _SMALL.items()}
_FEW = 2
_TURKISH = frozenset("ışğİŞĞ")


def foreign(text: str) -> bool:
    """Whether most letters are of another script, or the small words of another language."""
    letters = [letter for letter in text[:500] if letter.isalpha()]
    if not letters:
        return False
    latin = sum("LATIN" in unicodedata.name(letter, "") for letter in letters)
    if 2 * latin < len(letters):
        return True
    if not _TURKISH.isdisjoint(text[:500]):
        return True
    words = [piece.text for piece in tokens(text[:500]) if piece.is_word]
    counts = {language: sum(word in small for word in words) for language, small in _SETS.items()}
    best = max(counts, key=lambda language: (counts[language], language))
    return best != "nl" and counts[best] >= _FEW and counts[best] > counts["nl"]
