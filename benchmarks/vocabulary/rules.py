"""The vocabulary as a ranker: how matching weighs an offer for a wish."""

from __future__ import annotations

from collections.abc import Sequence

from assetgraph.matching.ngrams import likeness
from assetgraph.matching.reasons import alike, served
from assetgraph.matching.voices import Sort, Voice, _Heard, asking
from assetgraph.matching.weights import Weights, weights
from assetgraph.vocabulary import Vocabulary

_TIE = 0.001
"""Character n-grams settle what is equal otherwise, and nothing else."""


def offering(text: str, understanding: Vocabulary) -> Voice:
    """The voice of somebody of whom only one talent is known."""
    heard = _Heard()
    heard.hear(understanding, text, Sort.OFFER, ())
    return heard.voice(understanding)


def by_rules(
    wishes: Sequence[str], offers: Sequence[str], understanding: Vocabulary
) -> list[list[float]]:
    """For each wish the score of every offer; 0 for what matching would not suggest."""
    how = weights()
    askers = [asking(text, understanding) for text in wishes]
    givers = [offering(text, understanding) for text in offers]
    return [
        [
            _score(asker, giver, wish, offer, how)
            for giver, offer in zip(givers, offers, strict=True)
        ]
        for asker, wish in zip(askers, wishes, strict=True)
    ]


def _score(asker: Voice, giver: Voice, wish: str, offer: str, how: Weights) -> float:
    fits = served(asker, giver, alike(asker, giver, how), how)
    score = sum(one.fit for one in fits)
    return score + _TIE * likeness(wish, offer, how) if score else 0.0
