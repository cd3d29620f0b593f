"""What a text may be about, by the phrases that are most like it.

It makes a topic likely and never sure: a phrase that stands in the text says more than one that
resembles it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from assetgraph.vocabulary.exemplars import Exemplars, Verdict
from assetgraph.vocabulary.features import KEY, features
from assetgraph.vocabulary.reading import Clause

MOST = 6
_NEAR = 0.3
"""What a term that means the same counts, against a concept that all examples speak for."""
_LEAST = 0.02
"""A smaller share is not worth a question."""
_FAR = 0.12
"""A text to which no phrase is nearer than this is about nothing that is known."""


_NOTHING = Verdict({}, 0.0)
_REMEMBERED = 100_000
_WORDS = 100
"""In so many words that which says most is looked for."""


class Hint(NamedTuple):
    """A concept that a text may be about: how likely, and by which word most."""

    concept: str
    score: float
    place: int
    clause: Clause


class Topic:
    """What the words of one text point to."""

    def __init__(
        self, verdict: Verdict, clauses: Sequence[Clause], exemplars: Exemplars, told: int
    ) -> None:
        self._shares = verdict.shares
        self._clauses = clauses
        self._exemplars = exemplars
        self._top = max(verdict.shares.values(), default=0.0)
        self.nearest = verdict.nearest
        """How near the nearest phrase is, 0 to 1."""
        self.told = told
        """How many telling words the text has."""

    def with_near(self, near: Mapping[str, float]) -> Topic:
        """With concepts whose terms mean nearly the same as the text, and how nearly, 0 to 1."""
        shares = dict(self._shares)
        for concept, nearly in near.items():
            shares[concept] = shares.get(concept, 0.0) + _NEAR * nearly
        nearest = max(self.nearest, *near.values()) if near else self.nearest
        return Topic(Verdict(shares, nearest), self._clauses, self._exemplars, self.told)

    def agrees(self, concept: str) -> float:
        """How much the words point to a concept, against the one they point to most, 0 to 1."""
        return self._shares.get(concept, 0.0) / self._top if self._top else 0.0

    def share(self, concept: str) -> float:
        """How likely it is, 0 to 1."""
        return self._shares.get(concept, 0.0)

    def likely(self) -> list[Hint]:
        """The likeliest concepts, best first, at most `MOST`, ties by name."""
        if self.nearest < _FAR:
            return []
        ranked = sorted(self._shares.items(), key=_best_first)[:MOST]
        likely = [(concept, share) for concept, share in ranked if share >= _LEAST]
        at = [
            (self._exemplars.gains(KEY + key), sighting.places[0], clause)
            for clause in self._clauses
            for key, sighting in clause.keys.items()
        ][:_WORDS]
        found = []
        for concept, share in likely if at else ():
            _, place, clause = max(at, key=lambda one: one[0].get(concept, 0.0))
            found.append(Hint(concept, share, place, clause))
        return found


class PlainTopic(Topic):
    """Of a text that phrases of the vocabulary say in full: whatever they say agrees."""

    def agrees(self, concept: str) -> float:
        """All the way."""
        return 1.0

    def share(self, concept: str) -> float:
        """All of it."""
        return 1.0


def _best_first(ranked: tuple[str, float]) -> tuple[float, str]:
    return -ranked[1], ranked[0]


class Topics:
    """What texts may be about. Keys in `light` say little alone."""

    def __init__(self, exemplars: Exemplars, light: Set[str]) -> None:
        self._exemplars = exemplars
        self._light = light
        self._telling: dict[str, bool] = {}

    def tells(self, key: str) -> bool:
        """Whether a word points anywhere."""
        known = self._telling.get(key)
        if known is None:
            known = key not in self._light and self._exemplars.knows(KEY + key)
            if len(self._telling) < _REMEMBERED:
                self._telling[key] = known
        return known

    def of(self, *clauses: Clause) -> Topic:
        """What these clauses may be about."""
        verdict = self._exemplars.judge(features(clauses, self._light))
        return Topic(verdict, clauses, self._exemplars, self._told(clauses))

    def of_all(self, texts: Sequence[Sequence[Clause]]) -> list[Topic]:
        """What each of these texts may be about."""
        judged = self._exemplars.judge_all([features(one, self._light) for one in texts])
        return [
            Topic(verdict, clauses, self._exemplars, self._told(clauses))
            for verdict, clauses in zip(judged, texts, strict=True)
        ]

    def plain(self, *clauses: Clause) -> Topic:
        """The topic of clauses that phrases say in so many words: it adds nothing to them."""
        return PlainTopic(_NOTHING, clauses, self._exemplars, self._told(clauses))

    def _told(self, clauses: Iterable[Clause]) -> int:
        return len({key for clause in clauses for key in clause.keys if self.tells(key)})
