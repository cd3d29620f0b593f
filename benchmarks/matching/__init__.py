"""How good suggestions are: ``python -m benchmarks.matching [people] [neighbourhoods]``.

Neighbourhoods of which it is known who has something for whom, in four degrees of difficulty and
for each set of phrases that is here, against baselines on the same data. The half ``worked_on``
guided the vocabulary, so it flatters whoever uses that; ``untouched`` did not. Numbers of a release
are kept in ``docs/decisions/0014-suggestions-that-one-dares-to-make.md``.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence

SETS = ("worked_on", "untouched", "easy")
GONE = 0.05
"""The part of the facts that goes, to see whether suggestions stay."""


def main(people: int = 120, neighbourhoods: int = 2) -> None:
    """Measures and prints."""
    from assetgraph.queries.matches import matches
    from assetgraph.vocabulary import vocabulary
    from benchmarks.matching import measures
    from benchmarks.matching.neighbourhood import DEGREES, Known, neighbourhood, topics
    from benchmarks.matching.rankers import RANKERS
    from benchmarks.vocabulary.clusters import PHRASES

    def fewer(known: Known, seed: int) -> Known:
        chance = random.Random(seed)
        links = {
            kind: [link for link in stated if chance.random() >= GONE]
            for kind, stated in known.buurt.links.items()
        }
        known.buurt.links = links
        return known

    words = vocabulary()
    heads = ("prec@3", "rec@10", "mutual", "isol.", "Gini", "joined", "stable")
    for name in SETS:
        if not (PHRASES / f"{name}.toml").exists():
            continue
        known_topics = topics(name)
        for degree in DEGREES:
            print(f"\n{name}, {degree.name}: {neighbourhoods} x {people} people")
            print(f"{'':<22}" + "".join(f"{head:>8}" for head in heads) + "   facts")
            sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * (len(heads) + 1))
            for seed in range(neighbourhoods):
                made = neighbourhood(people, known_topics, degree, seed)
                less = fewer(neighbourhood(people, known_topics, degree, seed), seed)
                snapshot, smaller = made.snapshot(), less.snapshot()
                order = _order(made.ids, snapshot.ids)
                for ranker, rank in RANKERS.items():
                    ranked = _by_person(rank(snapshot, words), order)
                    after = _by_person(rank(smaller, words), _order(less.ids, smaller.ids))
                    found = [
                        measures.precision(made, ranked),
                        measures.recall(made, ranked),
                        measures.mutuality(made, ranked),
                        measures.isolated_served(made, ranked),
                        measures.gini(made, ranked),
                        measures.joined(made, ranked),
                        measures.stability(ranked, after),
                    ]
                    agreed = 0.0
                    if ranker == "assetgraph":
                        suggested = matches(snapshot, top=10, understanding=words)
                        agreed = measures.agreement(snapshot, suggested)
                    sums[ranker] = [
                        a + b for a, b in zip(sums[ranker], [*found, agreed], strict=True)
                    ]
            for ranker, total in sums.items():
                *numbers, agreed = (value / neighbourhoods for value in total)
                cells = "".join(f"{number:8.2f}" for number in numbers)
                facts = f"{agreed:8.3f}" if ranker == "assetgraph" else ""
                print(f"{ranker:<22}{cells}{facts}", flush=True)


def _order(people: Sequence[str], ids: Sequence[str]) -> dict[int, int]:
    """By position in the snapshot the number of a person as it was made; residents come first."""
    made = {one: at for at, one in enumerate(people)}
    return {position: made[one] for position, one in enumerate(ids[: len(made)])}


def _by_person(ranked: list[list[int]], order: dict[int, int]) -> list[list[int]]:
    """The lists by the numbers with which people were made."""
    found: list[list[int]] = [[] for _ in ranked]
    for position, others in enumerate(ranked):
        found[order[position]] = [order[other] for other in others]
    return found
