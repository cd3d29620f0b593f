"""What falls apart when somebody moves away, and who could take over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assetgraph.analysis.distances import (
    added,
    distances,
    mean_distance,
    nearness,
    pairs_by_distance,
    reached_by_distance,
)
from assetgraph.analysis.threads import circles_around, parts_without
from assetgraph.analysis.ties import Ties


@dataclass(frozen=True)
class Absence:
    """The network of the others, with one person and without; people are positions."""

    person: int
    cut_off: tuple[tuple[int, ...], ...]
    """The parts that lose the largest part of this person's network; largest first."""
    mean_before: float
    """The mean number of steps between two others who can still reach each other without this
    person; nan without any."""
    mean_after: float
    apart_before: float
    """Distance-weighted fragmentation of the others, 0…1 (Borgatti 2006)."""
    apart_after: float

    @property
    def alone(self) -> tuple[int, ...]:
        """Who would know nobody any more, ascending."""
        return tuple(sorted(part[0] for part in self.cut_off if len(part) == 1))


@dataclass(frozen=True)
class StandIn:
    """Somebody who could take over one circle of the people around another person."""

    person: int
    knows: int
    """How many of the circle they know, themselves included if they are of it."""
    elsewhere: int
    """How many of the person's other acquaintances they know or are."""


def absences(ties: Ties, people: Sequence[int]) -> list[Absence]:
    """What each of these people's absence does; some 20 ms for each in a buurt of 2,000."""
    whole = pairs_by_distance(ties)
    return [_absence(ties, person, whole) for person in people]


def stand_ins(ties: Ties, person: int, *, top: int = 3) -> list[tuple[list[int], list[StandIn]]]:
    """For each circle around a person, largest first: its people, and who could take it over.

    A circle is the people they know who know each other, directly or over each other. Best is who
    knows most of the circle, then who knows most of the person's other acquaintances, then who is
    closest to the circle; somebody who knows none of the circle is not named.
    """
    around = ties.neighbours[person]
    found = []
    for circle in circles_around(ties, person):
        inside, others = frozenset(circle), around.keys() - set(circle)
        likely = {one for member in circle for one in ties.neighbours[member]} | inside
        ranked = []
        for one in likely - {person}:
            known = ties.neighbours[one]
            knows = len(known.keys() & inside) + (one in inside)
            elsewhere = len(known.keys() & others) + (one in others)
            close = sum(known[member] for member in known.keys() & inside)
            ranked.append((-knows, -elsewhere, -close, one))
        best = [StandIn(one, -knows, -elsewhere) for knows, elsewhere, _, one in sorted(ranked)]
        found.append((circle, best[:top]))
    return found


def _absence(ties: Ties, person: int, whole: NDArray[np.int64]) -> Absence:
    before = added(whole, -reached_by_distance(ties, [person]))
    after = pairs_by_distance(ties.without([person]))
    parts = parts_without(ties, person)
    kept = added(before, -_across(ties, parts))
    pairs = max((ties.n - 1) * (ties.n - 2) / 2, 1)
    return Absence(
        person,
        tuple(parts[1:]),
        mean_distance(kept),
        mean_distance(after),
        1 - nearness(before) / pairs,
        1 - nearness(after) / pairs,
    )


def _across(ties: Ties, parts: list[tuple[int, ...]]) -> NDArray[np.int64]:
    """How many pairs from two of these parts are 0, 1, 2, … steps apart."""
    part_of = np.full(ties.n, len(parts))
    for number, part in enumerate(parts):
        part_of[list(part)] = number
    lost = [one for part in parts[1:] for one in part]
    apart = part_of[:, None] < part_of[lost][None, :]
    return np.bincount(distances(ties, lost)[apart])
