"""Many texts compared with all phrases at once, as a product of sparse matrices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assetgraph.vocabulary.exemplars import Asked

    Numbers = NDArray[np.float32]
    Places = NDArray[np.int32]
    Rows = tuple[Places, Places, Numbers]
    """Where the entries of each feature start, to what they belong, and their weights."""


class Together:
    """The phrases and the concepts by feature, as two matrices that share the arrays given."""

    def __init__(self, shape: tuple[int, int, int], postings: Rows, pairs: Rows) -> None:
        """`shape` is how many features, phrases and concepts there are."""
        features, phrases, concepts = shape
        self._features = features
        self._phrases = _rows(postings, (features, phrases))
        self._concepts = _rows(pairs, (features, concepts))

    def seen(self, asked: Sequence[Asked], far: float) -> Iterator[tuple[Numbers, Places, Numbers]]:
        """Of each text the cosines of its nearest phrases, their places in order, and the gain of
        each concept. A phrase whose cosine is not above `far` times the best is left out.
        """
        ends = np.cumsum([0, *(len(one.at) for one in asked)], dtype=np.int32)
        at = np.concatenate([one.at for one in asked])
        weights = np.concatenate([one.weights for one in asked])
        texts = _rows((ends, at, weights), (len(asked), self._features))
        alike = texts @ self._phrases
        gains = (texts @ self._concepts).toarray()
        for row, gained in enumerate(gains):
            inside = slice(alike.indptr[row], alike.indptr[row + 1])
            cosines = alike.data[inside]
            if not len(cosines):
                yield cosines, alike.indices[inside], gained
                continue
            near = np.flatnonzero(cosines > far * cosines.max())
            places = alike.indices[inside][near]
            order = np.argsort(places)
            yield cosines[near][order], places[order], gained


def _rows(parts: Rows, shape: tuple[int, int]) -> Any:
    starts, columns, weights = parts
    return sparse.csr_array((weights, columns, starts), shape=shape)
