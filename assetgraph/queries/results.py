"""Which kinds of reasons led to meetings: by share, with how sure that is, beside the weights.

An attempt counts once for each kind of reason that there was as it began. Its outcome is known when
the two met, or when it stopped before that. The bounds are Wilson's (1927), which stay within 0 and
1 and say something sensible of few cases. A pair had several kinds of reasons mostly, so that a
share says what goes together, and not what it comes from.
"""

from __future__ import annotations

from collections import Counter
from math import sqrt

from assetgraph.matching.courses import HAPPENED, courses
from assetgraph.matching.weighing import SHIPPED, Weighing
from assetgraph.matching.weights import Kind, Leaning, Weights, weights
from assetgraph.messages import Message, say
from assetgraph.model.introductions import Stage
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.followed import KindResult
from assetgraph.queries.introductions import kind_label

Z = 1.959964
"""Of the normal distribution: 95 % lies within so many standard deviations."""

FEW = 10
"""Fewer known outcomes than this say hardly anything."""


def results(
    snapshot: Snapshot, *, top: int | None = None, weighing: Weighing = SHIPPED
) -> list[KindResult]:
    """One row for each kind of reason that there was, most telling first: by the lower bound."""
    counts = _Counts(snapshot, weights(Leaning.BALANCED, weighing))
    found = [counts.result(kind) for kind in Kind if counts.all[kind]]
    found.sort(key=lambda one: (-one.low, -(one.share or 0), -one.introductions, one.kind))
    return found[:top]


def wilson(met: int, of: int, z: float = Z) -> tuple[float, float]:
    """The bounds between which a share of `met` out of `of` lies; 0 and 1 where `of` is 0."""
    if not of:
        return 0.0, 1.0
    share, square = met / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


class _Counts:
    """Attempts by kind of reason and by outcome."""

    def __init__(self, snapshot: Snapshot, weights: Weights) -> None:
        self._weights = weights
        self.all: Counter[str] = Counter()
        self._met: Counter[str] = Counter()
        self._stopped: Counter[str] = Counter()
        self._went_on: Counter[str] = Counter()
        for course in courses(snapshot):
            for attempt in course.rounds:
                stages = {step.stage for step in attempt}
                kinds = next((step.reasons for step in attempt if step.reasons), ())
                self.all.update(kinds)
                if stages & HAPPENED:
                    self._met.update(kinds)
                elif Stage.STOPPED in stages:
                    self._stopped.update(kinds)
                if Stage.GOES_ON in stages:
                    self._went_on.update(kinds)

    def result(self, kind: Kind) -> KindResult:
        met, known = self._met[kind], self._met[kind] + self._stopped[kind]
        low, high = wilson(met, known)
        return KindResult(
            kind=kind,
            label=kind_label(kind.value),
            weight=self._weights[kind],
            introductions=known,
            met=met,
            share=round(met / known, 3) if known else None,
            low=round(low, 3),
            high=round(high, 3),
            went_on=self._went_on[kind],
            waiting=self.all[kind] - known,
            says=_says(met, known, low, high),
        )


def _says(met: int, known: int, low: float, high: float) -> Message:
    if not known:
        return say("introductions.results.unknown")
    values = {"n": known, "met": met, "low": round(100 * low), "high": round(100 * high)}
    if known < FEW:
        return Message("introductions.results.few", values)
    return Message("introductions.results.known", values)
