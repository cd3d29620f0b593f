"""Ways to rank the others for somebody: ours, and what anybody would try first."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from math import sqrt

import numpy as np

from assetgraph.matching.field import Field, metres
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.matches import matches
from assetgraph.vocabulary import Vocabulary

Ranked = list[list[int]]
"""For each person the positions of others, best first."""
Ranker = Callable[[Snapshot, Vocabulary], Ranked]
DEPTH = 10


def ours(snapshot: Snapshot, words: Vocabulary) -> Ranked:
    """What `assetgraph matches` suggests."""
    ids = {one: at for at, one in enumerate(snapshot.ids[: len(snapshot.residents)])}
    ranked: Ranked = [[] for _ in ids]
    for match in matches(snapshot, top=DEPTH, understanding=words):
        if match.resident is not None:
            ranked[ids[match.resident.id]].append(ids[match.partner.id])
    return ranked


def by_chance(snapshot: Snapshot, _: Vocabulary) -> Ranked:
    """In a random order."""
    chance = random.Random(1)
    people = range(len(snapshot.residents))
    return [
        [other for other in chance.sample(people, len(people)) if other != one][:DEPTH]
        for one in people
    ]


def most_common(snapshot: Snapshot, words: Vocabulary) -> Ranked:
    """Whoever offers what most people here wish."""
    field = Field(snapshot, words)
    wished = Counter(c for voice in field.voices for ask in voice.asks for c in ask.concepts)
    worth = np.array(
        [sum(wished[concept] for concept in voice.offered) for voice in field.voices], float
    )
    return [_best(worth, one) for one in range(field.ties.n)]


def nearest(snapshot: Snapshot, words: Vocabulary) -> Ranked:
    """Who lives nearest."""
    field = Field(snapshot, words)
    points = [life.point for life in field.lives]
    return [
        _best(np.array([-(metres(points[one], point) or 0.0) for point in points]), one)
        for one in range(field.ties.n)
    ]


def cosine(snapshot: Snapshot, words: Vocabulary) -> Ranked:
    """Whose talents and wishes together are most alike: similar profiles."""
    field = Field(snapshot, words)
    vectors: list[dict[str, float]] = []
    for voice in field.voices:
        vector: dict[str, float] = {}
        for said in (*voice.offers, *voice.asks):
            for concept, sure in said.concepts.items():
                vector[concept] = vector.get(concept, 0.0) + sure
        length = sqrt(sum(value * value for value in vector.values())) or 1.0
        vectors.append({concept: value / length for concept, value in vector.items()})
    return [
        _best(
            np.array(
                [sum(v * other.get(c, 0.0) for c, v in vectors[one].items()) for other in vectors]
            ),
            one,
        )
        for one in range(field.ties.n)
    ]


def friends_of_friends(snapshot: Snapshot, words: Vocabulary) -> Ranked:
    """With whom somebody has most acquaintances in common."""
    field = Field(snapshot, words)
    known = [set(around) for around in field.ties.neighbours]
    return [
        _best(np.array([float(len(known[one] & other)) for other in known]), one)
        for one in range(field.ties.n)
    ]


RANKERS: dict[str, Ranker] = {
    "assetgraph": ours,
    "random": by_chance,
    "most common concepts": most_common,
    "nearest": nearest,
    "cosine of concepts": cosine,
    "friends of friends": friends_of_friends,
}


def _best(worth: np.ndarray, one: int) -> list[int]:
    """The others by worth; of equals by chance, the same at every run."""
    drawn = np.random.default_rng(one).random(len(worth))
    order = np.lexsort((drawn, -worth)).tolist()
    return [other for other in order if other != one][:DEPTH]
