"""Between which parts somebody passes things on: the brokerage roles of Gould and Fernandez."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from assetgraph.analysis.ties import Ties

Counts = NDArray[np.int64]


class Roles(NamedTuple):
    """How often everybody has each role, each of shape (n,).

    Gould and Fernandez 1989: for a - b - c where a and c do not know each other, b is a broker
    from a to c. Ties have no direction here, so each pair counts both ways, and gatekeeper and
    representative are equal.
    """

    coordinator: Counts
    """Between two people of one's own part."""
    gatekeeper: Counts
    """From somebody outside to somebody of one's own part."""
    representative: Counts
    """From somebody of one's own part to somebody outside."""
    consultant: Counts
    """Between two people of one other part (also: itinerant broker)."""
    liaison: Counts
    """Between two other parts."""

    @property
    def total(self) -> Counts:
        """All roles together, shape (n,)."""
        total: Counts = sum(self[1:], self[0])
        return total


def brokerage(ties: Ties, part: NDArray[np.int64]) -> Roles:
    """The roles of everybody over a partition; `part` (n,) numbers each person's part from 0.

    Somebody of whom no part is known has -1: they have no role, nor do others between them and
    somebody else. With one part all are coordinators; with a part for each, all are liaisons.
    """
    n, known = ties.n, part >= 0
    others = ties.rows.others
    person = np.repeat(np.arange(n), ties.degree)
    told = known[person] & known[others]
    person, others = person[told], others[told]
    own = part[person] == part[others]
    inside, outside = _matrix(person[own], others[own], n), _matrix(person[~own], others[~own], n)
    parts = int(part.max(initial=-1)) + 1
    abroad = sparse.csr_array(
        (np.ones(int((~own).sum()), np.int64), (person[~own], part[others[~own]])),
        shape=(n, max(parts, 1)),
    )
    abroad.sum_duplicates()
    s, t = _sums(inside), _sums(outside)
    alike = _sums(abroad.multiply(abroad)) - t
    # Less the pairs who know each other: triangles, by whether their ties stay inside a part.
    all_inside = _sums((inside @ inside).multiply(inside))
    one_inside = _sums((outside @ outside).multiply(inside))
    others_inside = _sums((outside @ inside).multiply(outside))
    none_inside = _sums((outside @ outside).multiply(outside))
    mixed = s * t - one_inside
    return Roles(
        coordinator=s * (s - 1) - all_inside,
        gatekeeper=mixed,
        representative=mixed,
        consultant=alike - others_inside,
        liaison=t * (t - 1) - alike - none_inside,
    )


def _matrix(row: NDArray[np.int64], column: NDArray[np.int32], n: int) -> sparse.csr_array:
    return sparse.csr_array((np.ones(len(row), np.int64), (row, column)), shape=(n, n))


def _sums(matrix: sparse.csr_array) -> Counts:
    return np.asarray(matrix.sum(axis=1), np.int64).ravel()
