"""Who would be cut off if one person fell away."""

from __future__ import annotations

from dataclasses import dataclass

import rustworkx as rx

from assetgraph.analysis.engine import graph
from assetgraph.analysis.ties import Ties

SMALL_CIRCLE = 3
"""The most people, oneself included, that are a small circle when they are left by themselves."""


@dataclass(frozen=True)
class Thread:
    """The one person on whom somebody's place in the network hangs; all are positions."""

    person: int
    via: int
    circle: tuple[int, ...]
    """Who else would be left with this person without `via`, ascending."""


def threads(ties: Ties) -> dict[int, Thread]:
    """Everybody who hangs by a thread, by position.

    Somebody hangs by a thread who has exactly one tie; or of whom all ties lead over one person:
    without that person they stay behind in a circle of at most `SMALL_CIRCLE` people that nobody
    outside it knows, and no larger than what it is cut off from. Where several people are such a
    thread, the one who leaves the smallest circle is named.
    """
    found: dict[int, Thread] = {}
    network = graph(ties)
    whole = {person: len(part) for part in rx.connected_components(network) for person in part}
    for via in sorted(rx.articulation_points(network)):
        for first in ties.neighbours[via]:
            circle = _reached(ties, first, without=via, limit=SMALL_CIRCLE)
            if circle is None or len(circle) > whole[via] - 1 - len(circle):
                continue
            for person in circle:
                best = found.get(person)
                if best is None or len(circle) - 1 < len(best.circle):
                    others = tuple(sorted(circle - {person}))
                    found[person] = Thread(person, via, others)
    for person, around in enumerate(ties.neighbours):
        if len(around) == 1:
            found[person] = Thread(person, next(iter(around)), ())
    return dict(sorted(found.items()))


def articulation_people(ties: Ties) -> set[int]:
    """The positions of people without whom some others can no longer reach each other."""
    return set(rx.articulation_points(graph(ties)))


def cut_off(ties: Ties, person: int) -> int:
    """How many people lose the largest part of their network without this person."""
    return sum(map(len, parts_without(ties, person)[1:]))


def parts_without(ties: Ties, person: int) -> list[tuple[int, ...]]:
    """The parts into which the network of a person falls without them, largest first.

    Each ascending; equal ones by their first person. One part if nothing falls apart.
    """
    parts = []
    seen: set[int] = set()
    for first in ties.neighbours[person]:
        if first not in seen:
            part = _reached(ties, first, without=person, limit=ties.n) or set()
            seen |= part
            parts.append(tuple(sorted(part)))
    return sorted(parts, key=lambda part: (-len(part), part))


def circles_around(ties: Ties, person: int) -> list[list[int]]:
    """The people that somebody knows, parted into those who know each other, largest first."""
    around = ties.neighbours[person]
    seen: set[int] = set()
    parts = []
    for first in around:
        if first in seen:
            continue
        part, edge = {first}, [first]
        while edge:
            step = {other for one in edge for other in ties.neighbours[one] if other in around}
            edge = sorted(step - part)
            part |= step
        seen |= part
        parts.append(sorted(part))
    return sorted(parts, key=lambda part: (-len(part), part))


def _reached(ties: Ties, first: int, *, without: int, limit: int) -> set[int] | None:
    """Everybody who can be reached from `first` not over `without`; None if more than `limit`."""
    reached, edge = {first}, [first]
    while edge:
        for other in ties.neighbours[edge.pop()]:
            if other != without and other not in reached:
                reached.add(other)
                edge.append(other)
        if len(reached) > limit:
            return None
    return reached
