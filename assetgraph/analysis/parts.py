"""Where the network falls into parts: islands, bridges, knots that hold, and their cores."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

from assetgraph.analysis.engine import graph
from assetgraph.analysis.ties import Ties


def components(ties: Ties) -> list[tuple[int, ...]]:
    """The parts that no tie joins, each ascending; largest first, then by first person.

    Somebody without ties is a part of one.
    """
    return _sorted(rx.connected_components(graph(ties)))


def bridges(ties: Ties) -> list[tuple[int, int]]:
    """The ties without which one part would be two, as (smaller, larger) position, ascending."""
    return sorted((min(ends), max(ends)) for ends in rx.bridges(graph(ties)))


def biconnected_parts(ties: Ties) -> list[tuple[int, ...]]:
    """The largest sets in which nobody is the only road between others (Hopcroft, Tarjan 1973).

    Each ascending, largest first; people who cut are in several. A bridge is a part of two;
    somebody without ties is in none.
    """
    found: dict[int, set[int]] = {}
    for ends, part in rx.biconnected_components(graph(ties)).items():
        found.setdefault(part, set()).update(ends)
    return _sorted(found.values())


def core_numbers(ties: Ties) -> NDArray[np.int64]:
    """The k-core of each person, shape (n,) (Seidman 1983).

    The largest k for which they are among people who each know at least k of each other; 0 without
    ties.
    """
    cores = rx.core_number(graph(ties))
    listed = [cores[person] for person in range(ties.n)]  # type: ignore[index]  # stub: int
    return np.array(listed, np.int64)


def _sorted(parts: Iterable[Iterable[int]]) -> list[tuple[int, ...]]:
    listed = [tuple(sorted(part)) for part in parts]
    return sorted(listed, key=lambda part: (-len(part), part))
