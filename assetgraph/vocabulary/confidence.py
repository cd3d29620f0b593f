"""How often a reading is right, by what it rests on: a logistic regression on labelled phrases.

The coefficients are fitted by ``python -m benchmarks.vocabulary.calibration``, which prints them
and how true they are on phrases that were left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import NamedTuple

SURE = 0.77
"""From here on a reading may be said as a fact."""

_MANY = 8


class Said(NamedTuple):
    """What a phrase that stands in a text rests on; numbers from 0 to 1."""

    several: float
    """It holds two telling words or more; half for one that small words go with."""
    score: float
    """How much of it is there, and what its kind is worth."""
    inside: float
    """It stands inside a fuller phrase, or only sets the scene."""
    agrees: float
    """How much the other words of the text point the same way, against the likeliest topic."""
    told: float
    """How many telling words the text has: the more, the less one of them decides."""
    asked: float
    """It stands among the wishes."""
    job: float
    """It is a profession."""
    alone: float
    """It is all that the text tells."""
    exact: float
    """None of its words had to be respelt."""
    share: float
    """How likely the phrases nearest to the text make it."""


class Hinted(NamedTuple):
    """What a concept rests on that single words point to; numbers from 0 to 1."""

    strength: float
    """How much the words point to it."""
    agrees: float
    """The same, against the likeliest topic."""
    told: float
    asked: float


_SAID = (1.2, 2.0, -0.6, 1.5, -0.8, -0.3, 0.7, 0.4, 0.8, -0.3, -3.0)
_HINTED = (3.7, -0.4, 0.3, -0.4, -1.7)
"""One for each number, in their order, and the constant."""


def of_said(evidence: Sequence[float]) -> float:
    """The confidence of a phrase that a text holds, by the numbers of its `Said`."""
    return _logistic(_SAID, evidence)


def of_hinted(evidence: Hinted) -> float:
    """The confidence of a concept that single words point to."""
    return _logistic(_HINTED, evidence)


def many(n: int) -> float:
    """A number of words, from 0 to 1."""
    return min(n, _MANY) / _MANY


def _logistic(coefficients: Sequence[float], evidence: Sequence[float]) -> float:
    *weights, constant = coefficients
    total = constant + sum(w * x for w, x in zip(weights, evidence, strict=True))
    return 1 / (1 + exp(-total))
