"""Where each phrase is looked up: under the rarest word without which it cannot be there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from assetgraph.vocabulary.reading import Shape

ENOUGH = 0.75
SURE = 0.85
ALL = 0.99

Row = tuple[str, str, str, str, int, float]
"""Concept, phrase, kind, keys apart by a space, marks of the shape, shared worth."""


def least(shape: Shape) -> float:
    """How much of its weight a phrase needs."""
    if shape.tight:
        return ALL
    return SURE if shape.strict else ENOUGH


def postings(
    rows: Sequence[Row], weights: Mapping[str, float], light: Set[str], start: int = 0
) -> dict[str, list[int]]:
    """The rows by key, numbered from `start`.

    A row stands under the rarest key that it cannot do without; where it can do without any one of
    them, under so many of the rarest that it has one of these.
    """
    found: dict[str, list[int]] = defaultdict(list)
    keys = [row[3].split(" ") for row in rows]
    uses = Counter(key for each in keys for key in each)
    for at, (row, own) in enumerate(zip(rows, keys, strict=True), start=start):
        for key in _under(own, least(Shape.of(own, row[4])), weights, light, uses):
            found[key].append(at)
    return dict(found)


def _under(
    own: Sequence[str],
    enough: float,
    weights: Mapping[str, float],
    light: Set[str],
    uses: Mapping[str, int],
) -> Iterable[str]:
    if len(own) == 1:
        return () if own[0] in light else own
    whole = sum(weights[key] for key in own)
    needed = [key for key in own if whole - weights[key] < enough * whole]
    if needed:
        return (min(needed, key=lambda key: (uses[key], key)),)
    rare, rest = [], whole
    for key in sorted(own, key=lambda key: (uses[key], key)):
        rare.append(key)
        rest -= weights[key]
        if rest < enough * whole:
            break
    return rare
