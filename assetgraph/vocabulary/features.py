"""What two short texts can share: keys, words side by side, and pieces of words.

Keys carry the meaning, pieces of words survive slips and new compounds, and two small words side
by side ("kom niet", "al weken") tell a situation apart. The weights were chosen on phrases that
were left out (`docs/decisions/0020-nearest-phrases.md`).
"""

from __future__ import annotations

from collections.abc import Iterable, Set

from assetgraph.vocabulary.reading import Clause

_LIGHT = 0.35
_BESIDE = 0.4
_PIECES = 0.35
_PIECE = 4
KEY, PIECE = "=", "~"
"""What the name of a key and of a piece of a word begins with; two words are apart by a space."""


def features(clauses: Iterable[Clause], light: Set[str]) -> dict[str, float]:
    """The features of a text with their weights; keys in `light` weigh less."""
    found: dict[str, float] = {}
    for clause in clauses:
        for key, sighting in clause.keys.items():
            if not tells(key):
                continue
            name = KEY + key
            weight = sighting.strength * _LIGHT if key in light else sighting.strength
            found[name] = max(found.get(name, 0.0), weight)
        before = ""
        for word in clause.read:
            if before:
                beside = f"{before} {word}"
                found[beside] = found.get(beside, 0.0) + _BESIDE
            before = word
            for name, weight in pieces(word):
                found[name] = found.get(name, 0.0) + weight
    return found


def tells(key: str) -> bool:
    """Whether a key can point anywhere: a number or a letter does not."""
    return len(key) > 1 and not key.isdigit()


def pieces(word: str) -> list[tuple[str, float]]:
    """The pieces of a word; together they weigh more the longer it is, yet less than its key."""
    if len(word) < _PIECE:
        return []
    padded = f"<{word}>"
    names = {PIECE + padded[at : at + _PIECE] for at in range(len(padded) - _PIECE + 1)}
    weight = _PIECES * len(names) ** -0.5
    return [(name, weight) for name in sorted(names)]
