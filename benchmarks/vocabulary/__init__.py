"""How well the vocabulary reads what other people write: ``python -m benchmarks.vocabulary``.

``phrases/`` holds sets of offers and wishes; each wish ranks all offers of its set. The half that
is worked on guides the vocabulary, the untouched half only measures it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks.vocabulary.clusters import PHRASES, read_clusters

HALVES = ("worked_on", "untouched")
EASY = "easy"


def main(paths: Sequence[Path] = (), *, misses: bool = False) -> None:
    """Prints the figures of the sets at these paths, or of every set that is here."""
    from assetgraph.vocabulary import vocabulary
    from benchmarks.vocabulary.report import print_misses, print_set
    from benchmarks.vocabulary.rules import by_rules

    words = vocabulary()
    rules = partial(by_rules, understanding=words)
    for path in paths:
        phrases = read_clusters(path)
        print_set(phrases, rules, words)
        if misses:
            print_misses(phrases, rules, words)
    if not paths:
        _print_all(misses=misses)


def _print_all(*, misses: bool) -> None:
    """Every set, the baselines, the small sets and the speed."""
    from assetgraph.vocabulary import vocabulary
    from benchmarks.vocabulary.baselines import baselines
    from benchmarks.vocabulary.questions import print_questions
    from benchmarks.vocabulary.report import per_second, print_misses, print_set, total
    from benchmarks.vocabulary.rules import by_rules
    from benchmarks.vocabulary.typos import with_typos

    words = vocabulary()
    rules = partial(by_rules, understanding=words)
    for name in (*HALVES, EASY):
        path = PHRASES / f"{name}.toml"
        if not path.exists():
            continue
        phrases = read_clusters(path)
        print_set(phrases, rules, words)
        if misses:
            print_misses(phrases, rules, words)
        print(f"  {'one typo each':<20} {total(with_typos(phrases), rules)}")
        for baseline, ranker in baselines().items():
            print(f"  {baseline:<20} {total(phrases, ranker)}")
        texts = [one.text for one in (*phrases.offers, *phrases.wishes)]
        print(f"  new phrases a second {per_second(texts, words):>8.0f}\n")
    print_questions(words, misses=misses)
