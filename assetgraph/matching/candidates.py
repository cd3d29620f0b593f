"""Whom to compare reason by reason: the best few for each person, by sparse products of rows.

What is computed here only ranks: it adds up what `reasons` and `shared` weigh one by one, and
counts double what rests on several concepts. Never the whole n x n at once: `_ROWS` people by all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from assetgraph.analysis.ties import Ties
from assetgraph.matching.field import Field
from assetgraph.matching.voices import Said, Sort
from assetgraph.matching.weights import Kind
from assetgraph.model.choices import Daypart

_ROWS = 256
_DECIMALS = 6
"""Scores that differ behind these are equal: sums differ there with the order of their terms."""

Block = NDArray[np.float64]
Entry = tuple[int, object, float]
"""A row (a person), a feature and its value."""


class Candidates:
    """The matrices of one field, each with a row per person."""

    def __init__(self, field: Field) -> None:
        self._field = field
        self._asked, self._offered = self._asked_and_offered()
        self._words = self._alike_in_words()
        self._shared = _matrix(field.ties.n, self._shared_features())
        self._practical = _matrix(field.ties.n, self._practical_features())
        self._knows = _knows(field.ties)
        self._points = np.array(
            [life.point or (np.nan, np.nan) for life in field.lives], np.float64
        ).reshape(-1, 2)
        _, self._streets = np.unique(
            [life.street or "" for life in field.lives], return_inverse=True
        )
        self._has_street = np.array([bool(life.street) for life in field.lives], bool)
        self._rank = np.array(field.rank, np.int64)

    def of(self, people: Sequence[int], top: int | None) -> Iterator[tuple[int, list[int]]]:
        """For each of these people the best candidates, best first: `top` and the pool more."""
        size = self._field.ties.n if top is None else top + self._field.weights.pool
        for start in range(0, len(people), _ROWS):
            rows = np.array(people[start : start + _ROWS], np.int64)
            scores = self._scores(rows)
            for row, person in enumerate(rows.tolist()):
                yield person, self._best(scores[row], size)

    def _scores(self, rows: NDArray[np.int64]) -> Block:
        how = self._field.weights
        forward = (self._asked[rows] @ self._offered.T).toarray()
        forward += self._words[rows].toarray()
        back = (self._offered[rows] @ self._asked.T).toarray()
        back += self._words[:, rows].T.toarray()
        back *= how[Kind.RECIPROCAL_WISH]
        scores: Block = forward + back + how[Kind.MUTUAL] * np.minimum(forward, back)
        scores += (self._shared[rows] @ self._shared.T).toarray()
        possible = scores > 0
        scores += (self._practical[rows] @ self._practical.T).toarray()
        friends = (self._knows[rows] @ self._knows).toarray() > 0
        scores += how[Kind.COMMON_FRIEND] * friends
        scores += how[Kind.BRIDGING] * ~friends
        scores += how[Kind.NEAR] * self._nearness(rows)
        scores[~possible] = 0
        for row, person in enumerate(rows.tolist()):
            scores[row, sorted(self._field.closed(person))] = 0
        return scores.round(_DECIMALS)

    def _best(self, scores: Block, size: int) -> list[int]:
        possible = np.flatnonzero(scores > 0)
        if len(possible) > size:
            least = np.partition(scores[possible], -size)[-size]
            possible = possible[scores[possible] >= least]
        order = np.lexsort((self._rank[possible], -scores[possible]))
        best: list[int] = possible[order][:size].tolist()
        return best

    def _nearness(self, rows: NDArray[np.int64]) -> Block:
        """1 in one street, falling to 0 at `near_metres`; 0 where nothing is known."""
        apart = np.hypot(
            *(self._points[rows, None, :] - self._points[None, :, :]).transpose(2, 0, 1)
        )
        near = np.nan_to_num(1 - apart / self._field.weights.near_metres).clip(0)
        same = (self._streets[rows, None] == self._streets[None, :]) & self._has_street[rows, None]
        found: Block = np.maximum(near, same)
        return found

    def _asked_and_offered(self) -> tuple[sparse.csr_array, sparse.csr_array]:
        how = self._field.weights
        weight = {Sort.WISH: Kind.WISH, Sort.LEARN: Kind.LEARN, Sort.DREAM: Kind.DREAM}
        asked: list[Entry] = []
        offered: list[Entry] = []
        for person, voice in enumerate(self._field.voices):
            for ask in voice.asks:
                for concept, sure in ask.serving.items():
                    if concept not in voice.refused:
                        asked.append((person, concept, sure * how[weight[ask.sort]]))
            for offer in voice.offers:
                standing = how.past if offer.sort is Sort.PAST else 1.0
                for concept, sure in offer.concepts.items():
                    if concept not in voice.refused:
                        offered.append((person, concept, sure * standing))
        features = sorted({str(concept) for _, concept, _ in (*asked, *offered)})
        n = self._field.ties.n
        return _matrix(n, asked, features), _matrix(n, offered, features)

    def _alike_in_words(self) -> sparse.csr_array:
        """For each person and other how alike in words an ask of the one is to an offer."""
        field = self._field
        asks = _speakers(voice.asks for voice in field.voices)
        offers = _speakers(voice.offers for voice in field.voices)
        entries: list[Entry] = [
            (person, other, field.weights.words * near)
            for ask, alike in field.alike.items()
            for offer, near in alike.items()
            for person in asks[ask]
            for other in offers[offer]
        ]
        return _matrix(field.ties.n, entries, range(field.ties.n))

    def _shared_features(self) -> Iterator[Entry]:
        field = self._field
        how = field.weights
        for person, (voice, life) in enumerate(zip(field.voices, field.lives, strict=True)):
            for kind, texts, sharers in (
                (Kind.SHARED_PASSION, voice.passions, field.passions),
                (Kind.SHARED_WISH, voice.wishes, field.longings),
                (Kind.SHARED_DREAM, voice.dreams, field.longings),
            ):
                for concept, sure in _surest(texts.said):
                    if concept not in voice.refused:
                        root = (how[kind] * how.rare(sharers[concept])) ** 0.5
                        yield person, (kind, concept), sure * root
            for kind, nodes, visitors in (
                (Kind.SHARED_GROUP, life.groups, field.groups),
                (Kind.SHARED_PLACE, life.places, field.places),
            ):
                for node in sorted(nodes):
                    yield person, (kind, str(node)), (how[kind] * how.rare(visitors[node])) ** 0.5

    def _practical_features(self) -> Iterator[Entry]:
        how = self._field.weights
        for person, life in enumerate(self._field.lives):
            for language in life.languages:
                rare = how.rare(self._field.languages[language])
                yield person, (Kind.LANGUAGE, language), (how[Kind.LANGUAGE] * rare) ** 0.5
            for part in life.dayparts:
                share = how[Kind.DAYPART] / len(Daypart)
                yield person, (Kind.DAYPART, part.value), share**0.5


def _surest(texts: Iterable[Said]) -> list[tuple[str, float]]:
    found: dict[str, float] = {}
    for said in texts:
        for concept, sure in said.concepts.items():
            found[concept] = max(found.get(concept, 0.0), sure)
    return sorted(found.items())


def _speakers(said: Iterable[Sequence[Said]]) -> dict[str, list[int]]:
    """By text the people who say it."""
    found: dict[str, list[int]] = {}
    for person, texts in enumerate(said):
        for text in sorted({one.text for one in texts}):
            found.setdefault(text, []).append(person)
    return found


def _matrix(
    n: int, entries: Iterable[Entry], features: Sequence[object] | None = None
) -> sparse.csr_array:
    """One row per person; of two values for one feature the larger counts."""
    best: dict[tuple[int, object], float] = {}
    for row, feature, value in entries:
        best[row, feature] = max(best.get((row, feature), 0.0), value)
    if features is None:
        features = sorted({feature for _, feature in best})  # type: ignore[type-var]
    column = {feature: at for at, feature in enumerate(features)}
    rows = np.array([row for row, _ in best], np.int64)
    columns = np.array([column[feature] for _, feature in best], np.int64)
    values = np.array(list(best.values()), np.float64)
    return sparse.csr_array((values, (rows, columns)), shape=(n, max(len(column), 1)))


def _knows(ties: Ties) -> sparse.csr_array:
    one = np.concatenate([ties.left, ties.right])
    other = np.concatenate([ties.right, ties.left])
    return sparse.csr_array((np.ones(len(one)), (one, other)), shape=(ties.n, ties.n))
