"""Bonding and bridging: how far ties stay inside a part, or lead out of it."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assetgraph.analysis.ties import Ties


class Mixing(NamedTuple):
    """The ties of some people, each counted once."""

    inside: int
    """Bonding: both know each other within the part."""
    outside: int
    """Bridging: one of both is not of the part."""
    ei: float
    """Krackhardt and Stern's E-I index (1988), -1…1; nan without ties."""


def mixing(ties: Ties, part: NDArray[np.int64]) -> Mixing:
    """The ties of a whole partition; `part` (n,) numbers each person's part, -1 if not known.

    E-I = (outside - inside) / (outside + inside). Ties of somebody without a part do not count.
    """
    one, other = part[ties.left], part[ties.right]
    known = (one >= 0) & (other >= 0)
    inside = int((known & (one == other)).sum())
    outside = int(known.sum()) - inside
    return Mixing(inside, outside, _index(inside, outside))


def mixing_of(ties: Ties, members: Collection[int]) -> Mixing:
    """The ties of one group, whose members may be in other groups too.

    E-I = (outside - 2 inside) / (outside + 2 inside): each member's ties are looked at, so that a
    tie inside counts at both its ends, and the index of a whole partition is the mean of its
    parts, weighted by their members' ties.
    """
    belongs = np.zeros(ties.n, bool)
    belongs[list(members)] = True
    ends = belongs[ties.left].astype(np.int64) + belongs[ties.right]
    inside, outside = int((ends == 2).sum()), int((ends == 1).sum())
    return Mixing(inside, outside, _index(2 * inside, outside))


def external_share(ties: Ties, part: NDArray[np.int64]) -> NDArray[np.float64]:
    """The E-I index of each person over a partition, shape (n,), -1…1.

    nan for someone without a part, or without ties to people who have one.
    """
    one = np.concatenate([ties.left, ties.right])
    other = np.concatenate([ties.right, ties.left])
    known = (part[one] >= 0) & (part[other] >= 0)
    side = np.where(part[one] == part[other], -1.0, 1.0)[known]
    total = np.bincount(one[known], minlength=ties.n)
    mean = np.full(ties.n, np.nan)
    np.divide(np.bincount(one[known], side, ties.n), total, out=mean, where=total > 0)
    return mean


def _index(inside: int, outside: int) -> float:
    total = inside + outside
    return (outside - inside) / total if total else float("nan")
