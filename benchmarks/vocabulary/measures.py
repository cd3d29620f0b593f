"""How well a ranking of offers answers a wish: recall@5, nDCG@5, reciprocal rank and hit@1.

Definitions as in Manning, Raghavan and Schütze (2008), Introduction to Information Retrieval,
chapter 8, with relevance 0 or 1; recall@5 is taken of the five that could be had at most.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from math import log2

FIRST = 5


@dataclass(frozen=True)
class Figures:
    """The measures of one wish, or their mean over many."""

    recall: float
    ndcg: float
    mrr: float
    hit: float

    def __str__(self) -> str:
        return f"{self.recall:.2f} / {self.ndcg:.2f} / {self.mrr:.2f} / {self.hit:.2f}"


def judge(ranked: Sequence[int], relevant: Set[int]) -> Figures:
    """The measures of one ranking, best first; what is left out of it was not found."""
    hits = [place in relevant for place in ranked]
    attainable = min(FIRST, len(relevant))
    gain = sum(hit / log2(rank + 2) for rank, hit in enumerate(hits[:FIRST]))
    ideal = sum(1 / log2(rank + 2) for rank in range(attainable))
    return Figures(
        recall=sum(hits[:FIRST]) / attainable,
        ndcg=gain / ideal,
        mrr=1 / (hits.index(True) + 1) if True in hits else 0.0,
        hit=float(bool(hits) and hits[0]),
    )


def mean(figures: Iterable[Figures]) -> Figures:
    """The mean of each measure."""
    rows = [(one.recall, one.ndcg, one.mrr, one.hit) for one in figures]
    return Figures(*(sum(column) / len(rows) for column in zip(*rows, strict=True)))
