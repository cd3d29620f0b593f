"""Likeness of words, for texts that the vocabulary does not know."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from math import log, sqrt

import numpy as np
from scipy import sparse

from assetgraph.matching.weights import Weights
from assetgraph.model.text import fold

_WORD = re.compile(r"[^\W\d_]+")
_GRAM = 4
_WHOLE = 4
_INSIDE = 5
_START = 6
_BLOCK = 512
_COMMON, _COMMON_AT_LEAST = 0.02, 20
"""Pieces of words in more than this part of the texts tell nothing, in a large set of texts."""


def likeness(
    asked: Sequence[str], offered: Sequence[str], weights: Weights
) -> Iterator[tuple[int, int, float]]:
    """Pairs of an asked and an offered text that are alike in words, with how much (0…1).

    The cosine of their character 4-grams, rarer ones counting more, where it is at least
    `words_least` and the texts share a word: the same, one inside the other at either end
    (pigeons, carrier pigeons), or starting with the same `_START` letters. Texts that deny
    something are like nothing.
    """
    left = [_words(text, weights) for text in asked]
    right = [_words(text, weights) for text in offered]
    counts = Counter(gram for words in (*left, *right) for gram in set(_grams(words)))
    most = max(_COMMON_AT_LEAST, _COMMON * (len(left) + len(right)))
    telling = sorted(gram for gram, n in counts.items() if n <= most)
    column = {gram: at for at, gram in enumerate(telling)}
    total = len(left) + len(right)
    rare = {gram: 1 + log((1 + total) / (1 + counts[gram])) for gram in counts}
    rows, columns = _matrix(left, column, rare), _matrix(right, column, rare).T.tocsc()
    for start in range(0, len(left), _BLOCK):
        product = (rows[start : start + _BLOCK] @ columns).tocoo()
        near = product.data >= weights.words_least
        for row, other, cosine in sorted(
            zip(
                (product.row[near] + start).tolist(),
                product.col[near].tolist(),
                product.data[near].tolist(),
                strict=True,
            )
        ):
            if _share_a_word(left[row], right[other]):
                yield row, other, round(min(cosine, 1.0), 6)


def _words(text: str, weights: Weights) -> list[str]:
    words = _WORD.findall(fold(text))
    if not weights.negating.isdisjoint(words):
        return []
    return [word for word in words if len(word) >= _WHOLE and word not in weights.skipped]


def _grams(words: list[str]) -> list[str]:
    return [
        padded[at : at + _GRAM]
        for padded in (f" {word} " for word in words)
        for at in range(len(padded) - _GRAM + 1)
    ]


def _matrix(
    texts: list[list[str]], column: dict[str, int], rare: dict[str, float]
) -> sparse.csr_array:
    """One row of length 1 per text; common pieces count in the length and in nothing else."""
    data, indices, starts = [], [], [0]
    for words in texts:
        counts = Counter(_grams(words))
        length = sqrt(sum((n * rare[gram]) ** 2 for gram, n in counts.items())) or 1.0
        for gram, n in sorted(counts.items()):
            if gram in column:
                indices.append(column[gram])
                data.append(n * rare[gram] / length)
        starts.append(len(indices))
    return sparse.csr_array(
        (np.array(data), np.array(indices, np.int32), np.array(starts, np.int32)),
        shape=(len(texts), len(column)),
    )


def _share_a_word(one: list[str], other: list[str]) -> bool:
    return any(_alike(a, b) if len(a) <= len(b) else _alike(b, a) for a in one for b in other)


def _alike(short: str, long: str) -> bool:
    if short == long:
        return True
    if len(short) >= _INSIDE and (long.startswith(short) or long.endswith(short)):
        return True
    return len(short) >= _START and short[:_START] == long[:_START]
