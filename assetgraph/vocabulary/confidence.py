"""How often a reading is right, by what it rests on; measured in ``benchmarks/vocabulary``."""

from __future__ import annotations

from assetgraph.vocabulary.reading import Clause
from assetgraph.vocabulary.terms import Hit
from assetgraph.vocabulary.topic import Hint

SURE = 0.7
"""From here on a reading may be said as a fact."""


def of_hit(hit: Hit, clause: Clause, standing: float) -> float:
    """The confidence of a phrase that a clause holds; `standing` is less inside a fuller one."""
    return min(1.0, hit.score * standing)


def of_hint(hint: Hint) -> float:
    """The confidence of a concept that single words point to."""
    return hint.score / (hint.score + 2.0)
