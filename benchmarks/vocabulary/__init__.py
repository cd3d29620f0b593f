"""How well the vocabulary reads what other people write: ``python -m benchmarks.vocabulary``.

``phrases/`` holds sets of offers and wishes; each wish ranks all offers of its set. The half that
is worked on guides the vocabulary, the untouched half only measures it.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.vocabulary.clusters import PHRASES, read_clusters

HALVES = ("worked_on", "untouched")


def main(paths: tuple[Path, ...] = (), *, misses: bool = False) -> None:
    """Prints the figures of the sets at these paths, or of every set that is here."""
    from assetgraph.vocabulary import vocabulary
    from benchmarks.vocabulary.report import print_misses, print_set
    from benchmarks.vocabulary.rules import by_rules

    words = vocabulary()

    def rules(wishes, offers):
        return by_rules(wishes, offers, words)

    here = tuple(PHRASES / f"{name}.toml" for name in HALVES)
    for path in paths or tuple(path for path in here if path.exists()):
        phrases = read_clusters(path)
        print_set(phrases, rules, words)
        if misses:
            print_misses(phrases, rules, words)
