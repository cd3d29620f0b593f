"""Where each phrase is looked up: under the rarest word without which it cannot be there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from assetgraph.vocabulary.reading import Shape

ENOUGH = 0.75
SURE = 0.85
ALL = 0.99
OWN = 16
"""The mark of a row of a neighbourhood's own words."""

Row = tuple[str, str, str, str, int, float]
"""Concept, phrase, kind, keys apart by a space, marks of the shape, shared worth."""

Posted = dict[str, list[int]]
"""Rows by a second key that they cannot do without either; "" where there is none."""


def packed(row: Row) -> str:
    """A row as one line; most are never looked at, so that they stay packed."""
    return "\t".join(map(str, row))


def unpacked(line: str) -> Row:
    """The row of a line."""
    concept, phrase, kind, keys, marks, shared = line.split("\t")
    return concept, phrase, kind, keys, int(marks), float(shared)


def least(shape: Shape) -> float:
    """How much of its weight a phrase needs."""
    if shape.tight:
        return ALL
    return SURE if shape.strict else ENOUGH


def postings(
    rows: Sequence[Row], weights: Mapping[str, float], light: Set[str], start: int = 0
) -> dict[str, Posted]:
    """The rows by key, numbered from `start`.

    A row stands under the rarest key that it cannot do without, and there under the next rarest;
    where it can do without any one of them, under so many of the rarest that it has one of these.
    """
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    keys = [row[3].split(" ") for row in rows]
    uses = Counter(key for each in keys for key in each)
    for at, (row, own) in enumerate(zip(rows, keys, strict=True), start=start):
        for key, second in _under(own, least(Shape.of(own, row[4])), weights, light, uses):
            found[key][second].append(at)
    return {key: dict(posted) for key, posted in found.items()}


def _under(
    own: Sequence[str],
    enough: float,
    weights: Mapping[str, float],
    light: Set[str],
    uses: Mapping[str, int],
) -> Iterable[tuple[str, str]]:
    if len(own) == 1:
        return () if own[0] in light else ((own[0], ""),)
    whole = sum(weights[key] for key in own)
    needed = [key for key in own if whole - weights[key] < enough * whole]
    if needed:
        first, *rest = sorted(needed, key=lambda key: (uses[key], key))
        return ((first, rest[0] if rest else ""),)
    rare, left = [], whole
    for key in sorted(own, key=lambda key: (uses[key], key)):
        rare.append((key, ""))
        left -= weights[key]
        if left < enough * whole:
            break
    return rare
