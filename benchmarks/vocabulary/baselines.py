"""What rankings reach that know no vocabulary: the same words, stems, compound parts, n-grams."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from math import log, sqrt

from assetgraph.vocabulary.dictionary import dictionary
from assetgraph.vocabulary.fold import tokens
from assetgraph.vocabulary.lemma import Lemmas
from assetgraph.vocabulary.words import words

_GRAM = 4
Features = Callable[[str], Iterable[str]]


def same_words(text: str) -> list[str]:
    """The words of a text without the small ones."""
    skipped = words().skipped
    return [one.text for one in tokens(text) if one.is_word and one.text not in skipped]


def stems(text: str, lemmas: Lemmas) -> list[str]:
    """The stems of their dictionary forms."""
    return [lemmas.key(word) for word in same_words(text)]


def parts(text: str, lemmas: Lemmas) -> list[str]:
    """Stems, and those of two parts of a word that are both in the dictionary."""
    known = dictionary()
    found = stems(text, lemmas)
    for word in same_words(text):
        for cut in range(4, len(word) - 3):
            front, back = word[:cut].removesuffix("s"), word[cut:]
            if front in known and back in known:
                found += [lemmas.key(front), lemmas.key(back)]
                break
    return found


def grams(text: str) -> list[str]:
    """Character 4-grams within words."""
    return [
        padded[at : at + _GRAM]
        for padded in (f" {word} " for word in same_words(text))
        for at in range(len(padded) - _GRAM + 1)
    ]


def by_features(
    features: Features, wishes: Sequence[str], offers: Sequence[str]
) -> list[list[float]]:
    """The cosine of features weighed by their rarity (tf-idf)."""
    counted = [Counter(features(text)) for text in (*wishes, *offers)]
    holders = Counter(feature for one in counted for feature in one)
    rare = {feature: log((1 + len(counted)) / n) for feature, n in holders.items()}
    vectors = []
    for one in counted:
        vector = {feature: n * rare[feature] for feature, n in one.items()}
        length = sqrt(sum(value * value for value in vector.values())) or 1.0
        vectors.append({feature: value / length for feature, value in vector.items()})
    asked, offered = vectors[: len(wishes)], vectors[len(wishes) :]
    return [
        [
            sum(value * other.get(feature, 0.0) for feature, value in one.items())
            for other in offered
        ]
        for one in asked
    ]


def baselines() -> dict[str, Callable[[Sequence[str], Sequence[str]], list[list[float]]]]:
    """Each baseline as a ranker."""
    lemmas = Lemmas({}, {})
    ways: dict[str, Features] = {
        "same words": same_words,
        "lemma + stem": lambda text: stems(text, lemmas),
        "+ compound parts": lambda text: parts(text, lemmas),
        "character n-grams": grams,
    }
    return {name: partial(by_features, features) for name, features in ways.items()}
