"""Everyone's best ten within 640 m in a city: ours, ours compiled, and blocked scipy.

    python -m benchmarks.everyone [people]

Blocked scipy is the peer: sparse products of the people of one square of the ground with those in
and around it, and the best of each row. Seconds of CPU, each in a process of its own; the memory is
the largest that process held, and what it held before it began.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from time import process_time
from typing import NamedTuple

import numpy as np
from scipy import sparse

from assetgraph.analysis import compiled
from assetgraph.analysis.nearby import Worth, best_nearby

RADIUS, BEST, CONCEPTS = 640.0, 10, 400
PEOPLE_PER_KM2 = 5_000
OFFERS, ASKS = 3, 2
"""Of each person; each ask is served by a few concepts."""
SERVED_BY = 3
WAYS = ("peer", "plain", "compiled")


class City(NamedTuple):
    """What is known of everybody."""

    points: np.ndarray
    asks: sparse.csr_array
    offers: sparse.csr_array
    apart: sparse.csr_array


def city(people: int) -> City:
    """A city with popular and rare concepts, the same at every run."""
    chance = np.random.default_rng(1)
    side = (people / PEOPLE_PER_KM2) ** 0.5 * 1_000
    popular = 1 / (np.arange(CONCEPTS) + 10.0)
    popular /= popular.sum()

    def texts(each: int, spread: int) -> sparse.csr_array:
        who = np.repeat(np.arange(people), each * spread)
        concept = np.repeat(chance.choice(CONCEPTS, people * each, p=popular), spread)
        concept = (concept + np.tile(np.arange(spread), people * each) * 7) % CONCEPTS
        much = np.tile([1.0, 0.7, 0.5][:spread], people * each)
        return sparse.csr_array((much, (who, concept)), shape=(people, CONCEPTS))

    ties = np.repeat(np.arange(people), 3)
    others = (ties + chance.integers(1, 60, len(ties))) % people
    apart = sparse.csr_array((np.ones(len(ties)), (ties, others)), shape=(people, people))
    points = chance.uniform(0, side, (people, 2))
    return City(points, texts(ASKS, SERVED_BY), texts(OFFERS, 1), apart)


def blocked(made: City) -> np.ndarray:
    """The scores of everybody's best by sparse products, square by square, shape (n, k)."""
    how = Worth()
    found = np.zeros((len(made.points), BEST))
    square = (made.points // RADIUS).astype(np.int64)
    width = int(square.max()) + 3
    key = (square[:, 0] + 1) * width + square[:, 1] + 1
    order = np.argsort(key, kind="stable")
    starts = np.searchsorted(key[order], np.arange(width * width + 1))
    for one in np.unique(key).tolist():
        mine = order[starts[one] : starts[one + 1]]
        around = np.concatenate(
            [order[starts[row - 1] : starts[row + 2]] for row in (one - width, one, one + width)]
        )
        forward = made.asks[mine] @ made.offers[around].T
        back = made.offers[mine] @ made.asks[around].T
        total = (forward + back + how.mutual * forward.minimum(back)).tocsr()
        closed = made.apart[mine][:, around]
        for row in range(len(mine)):
            span = slice(total.indptr[row], total.indptr[row + 1])
            others, scores = around[total.indices[span]], total.data[span]
            distance = np.hypot(*(made.points[others] - made.points[mine[row]]).T)
            apart = around[closed.indices[closed.indptr[row] : closed.indptr[row + 1]]]
            kept = (distance <= RADIUS) & (others != mine[row]) & ~np.isin(others, apart)
            scores = scores[kept] + how.near * (1 - distance[kept] / RADIUS)
            if len(scores) > BEST:
                scores = np.partition(scores, -BEST)[-BEST:]
            found[mine[row], : len(scores)] = np.sort(scores)[::-1]
    return found


def ours(made: City) -> np.ndarray:
    """The same by this project."""
    return best_nearby(
        made.points, made.asks, made.offers, radius=RADIUS, k=BEST, apart=made.apart
    ).scores


def once(way: str, people: int) -> None:
    """One way in this process: prints CPU seconds, megabytes before and at most, and a sum."""
    made = city(people)
    if way == "compiled":
        compiled.load()
        small = city(500)
        best_nearby(
            small.points, small.asks, small.offers, radius=RADIUS, k=BEST, apart=small.apart
        )
    elif way == "plain":
        compiled.LARGE = people * people + 1
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    start = process_time()
    scores = blocked(made) if way == "peer" else ours(made)
    taken = process_time() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    print(taken, before, most, round(float(scores.sum()), 3))


def main(people: int = 20_000) -> None:
    """Measures each way and prints how they compare."""
    found: dict[str, list[float]] = {}
    for way in WAYS:
        command = [sys.executable, "-m", "benchmarks.everyone", way, str(people)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found[way] = [float(word) for word in done.stdout.split()]
    peer = found["peer"]
    print(f"{people} people, the best {BEST} within {RADIUS:.0f} m")
    for way, (seconds, before, most, total) in found.items():
        same = abs(total - peer[3]) < 1e-6 * max(peer[3], 1)
        print(
            f"{way:<9} {seconds:8.2f} s CPU   {peer[0] / seconds:6.2f} x as fast as the peer   "
            f"{most:6.0f} MB at most ({before:.0f} before)   {'same scores' if same else 'DIFFERS'}"
        )


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in WAYS:
        once(sys.argv[1], int(sys.argv[2]))
    else:
        main(*map(int, sys.argv[1:2]))
