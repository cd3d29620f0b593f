"""Likeness of words, for texts that the vocabulary does not know."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from assetgraph.matching.weights import Weights
from assetgraph.model.text import fold

_WORD = re.compile(r"[^\W\d_]+")
_GRAM = 4
_WHOLE = 4
_INSIDE = 5
_START = 6
_REMEMBERED = 100_000


@dataclass(frozen=True)
class _Text:
    words: tuple[str, ...]
    grams: Counter[str]
    length: float
    """Of the vector of its 4-grams; 1 for a text without any."""


def likeness(asked: str, offered: str, weights: Weights) -> float:
    """How alike two texts are in words, 0…1.

    The cosine of their character 4-grams where it is at least `words_least` and the texts share a
    word: the same, one inside the other at either end (pigeons, carrier pigeons), or starting with
    the same `_START` letters; else 0. A text that denies something is like nothing. It depends on
    these two texts alone, not on what else people say.
    """
    one = _read(asked, weights.skipped, weights.negating)
    other = _read(offered, weights.skipped, weights.negating)
    if not _share_a_word(one.words, other.words):
        return 0.0
    few, many = sorted((one.grams, other.grams), key=len)
    cosine = sum(n * many[gram] for gram, n in few.items()) / (one.length * other.length)
    return round(min(cosine, 1.0), 6) if cosine >= weights.words_least else 0.0


def pieces(text: str, weights: Weights) -> Mapping[str, float]:
    """By which pieces of words a text is found by another that is like it, with their weight.

    Two texts of which `likeness` is not 0 have a piece in common: a word of `_WHOLE` letters, or
    the first or the last `_INSIDE` letters of a longer one. The sum of the products of the weights
    of common pieces is near to their likeness, and equal to it where they share whole words only.
    """
    read = _read(text, weights.skipped, weights.negating)
    found: dict[str, float] = {}
    for word in set(read.words):
        weight = sqrt(_grams_of(word)) / read.length
        if len(word) < _INSIDE:
            found[word] = weight
        else:
            found[f"{word[:_INSIDE]}-"] = found[f"-{word[-_INSIDE:]}"] = weight / sqrt(2)
    return found


@lru_cache(maxsize=_REMEMBERED)
def _read(text: str, skipped: frozenset[str], negating: frozenset[str]) -> _Text:
    words = _WORD.findall(fold(text))
    if not negating.isdisjoint(words):
        words = []
    told = tuple(word for word in words if len(word) >= _WHOLE and word not in skipped)
    grams = Counter(
        padded[at : at + _GRAM]
        for padded in (f" {word} " for word in told)
        for at in range(len(padded) - _GRAM + 1)
    )
    return _Text(told, grams, sqrt(sum(n * n for n in grams.values())) or 1.0)


def _grams_of(word: str) -> int:
    return len(word) + 3 - _GRAM


def _share_a_word(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return any(_alike(a, b) if len(a) <= len(b) else _alike(b, a) for a in one for b in other)


def _alike(short: str, long: str) -> bool:
    if short == long:
        return True
    if len(short) >= _INSIDE and (long.startswith(short) or long.endswith(short)):
        return True
    return len(short) >= _START and short[:_START] == long[:_START]
