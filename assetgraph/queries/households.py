"""Who lives behind one front door: ties there are real, and are no ties to the neighbourhood."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from assetgraph.analysis.ties import Ties
from assetgraph.model.nodes import Resident
from assetgraph.model.snapshot import Snapshot
from assetgraph.model.text import fold

LARGEST = 8
"""More known residents than this at one address are a building, not a household."""


class Households:
    """People with the same street and house number, whose postcodes do not contradict it.

    An address without a house number makes no household. Positions are those of the ties.
    """

    def __init__(self, snapshot: Snapshot, ties: Ties) -> None:
        streets = snapshot.values(Resident, "street")
        numbers = snapshot.values(Resident, "house_number")
        postcodes = snapshot.values(Resident, "postcode")
        people: list[int] = ties.people.tolist()
        doors = [_door(streets[node], numbers[node]) for node in people]
        sizes = Counter(doors)
        self._doors = [door if sizes[door] <= LARGEST else None for door in doors]
        self._postcodes = [postcodes[node] for node in people]
        self.inside: NDArray[np.bool_] = np.array(
            [
                self.together(one, other)
                for one, other in zip(ties.left.tolist(), ties.right.tolist(), strict=True)
            ],
            bool,
        )
        """Which ties are between people of one household, shape (m,)."""

    def together(self, one: int, other: int) -> bool:
        """Whether two people share a front door."""
        if self._doors[one] is None or self._doors[one] != self._doors[other]:
            return False
        postcodes = {self._postcodes[one], self._postcodes[other]} - {None}
        return len(postcodes) < 2


def _door(street: str | None, number: str | None) -> tuple[str, str] | None:
    if not street or not number:
        return None
    return fold(street), fold(number).replace(" ", "")
