"""Fits and checks how sure a reading is: ``python -m benchmarks.vocabulary.calibration [--write]``.

A logistic regression (Hosmer and Lemeshow, Applied Logistic Regression, 2000), fitted by Newton's
method with a small ridge. It learns from the labelled half, and from phrases of the vocabulary that
are left out of it: every tenth of each concept is read by a vocabulary that has never seen it. Of
those only the concept they stand with, and what is linked to it, counts as right, which is a lower
bound: of 267 such readings that counted as wrong a reader found two in three right. Its truth is
judged on clusters and concepts that were left out of the fit, a tenth at a time, and so is what
``assetgraph/vocabulary/confidence.py`` says now. With ``--write`` the new numbers are put there.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assetgraph.vocabulary import Concept, Direction, Vocabulary, confidence
from assetgraph.vocabulary.compiled import examples, work_out
from assetgraph.vocabulary.concepts import read_concepts
from assetgraph.vocabulary.confidence import Hinted, Said
from assetgraph.vocabulary.meaning import by_rules_alone
from assetgraph.vocabulary.words import words as steering
from benchmarks.vocabulary.clusters import PHRASES, Phrase, read_clusters

Array = NDArray[np.float64]
Row = tuple[tuple[float, ...], bool, str]
"""The evidence, whether the reading is right, and the cluster."""

PARTS = 10
_RIDGE = 1.0
_STEPS = 50
WANTED = (0.95, 0.9, 0.87, 0.85, 0.8)
BOUND = 0.87
"""So much of what is called sure must be right by the lower bound of phrases left out: .96 for a
reader."""
_LEFT_OUT = 10
_LISTS = ("terms", "sayings", "wishes", "situations")


class Labels:
    """Which concepts fit a phrase."""

    def __init__(self, words: Vocabulary) -> None:
        labels = tomllib.loads((PHRASES / "labels.toml").read_text(encoding="utf-8"))
        self._clusters: Mapping[str, str] = labels["cluster"]
        self._phrases: Mapping[str, str] = labels["phrase"]
        self._words = words

    def fits(self, phrase: Phrase, concept: str) -> bool:
        """Whether a phrase speaks of a concept, or of a narrower or a broader one."""
        own = self._phrases.get(phrase.text, "")
        right = {*self._clusters[phrase.cluster].split(), *own.split()}
        return bool(
            right & {concept, *self._words.above(concept)}
            or any(concept in self._words.above(one) for one in right & self._words.concepts.keys())
        )


Told = tuple[str, Direction, set[str], str]
"""A text, its column, the concepts that fit it with what lies above them, and its group."""


def labelled(words: Vocabulary) -> Iterator[Told]:
    """The labelled half. Whether a reading fits a phrase is asked of `Labels`."""
    labels, phrases = Labels(words), read_clusters(PHRASES / "worked_on.toml")
    for phrase, column in _columns(phrases.offers, phrases.wishes):
        fits = {name for name in words.concepts if labels.fits(phrase, name)}
        yield phrase.text, column, fits, phrase.cluster


def thinned() -> tuple[Vocabulary, list[Told]]:
    """The vocabulary without every tenth phrase of each concept, and these phrases."""
    kept: dict[str, Concept] = {}
    apart: list[tuple[str, str, Direction]] = []
    for name, one in read_concepts().items():
        lists: dict[str, tuple[str, ...]] = {}
        for field in _LISTS:
            phrases = getattr(one, field)
            column = Direction.WISH if field in ("wishes", "situations") else Direction.OFFER
            apart += [(name, text, column) for text in phrases[_LEFT_OUT - 1 :: _LEFT_OUT]]
            lists[field] = tuple(
                text for at, text in enumerate(phrases) if at % _LEFT_OUT != _LEFT_OUT - 1
            )
        kept[name] = replace(one, **lists)  # type: ignore[arg-type]
    ready = work_out(kept, steering())
    words = Vocabulary(ready, examples(ready), steering())
    return words, [(text, column, _linked(words, name), name) for name, text, column in apart]


def _linked(words: Vocabulary, name: str) -> set[str]:
    """A concept and what is linked to it, one way or the other, near or far."""
    narrow = {one for one in words.concepts if name in words.above(one)}
    return {name, *words.above(name), *words.reach(name), *narrow} | {
        one for one in words.concepts if name in words.reach(one)
    }


def evidence(words: Vocabulary, phrases: Iterable[Told]) -> tuple[list[Row], list[Row]]:
    """Of each concept that is said in a phrase, and of each that is likely, the best."""
    said, likely = [], []
    for text, column, fits, group in phrases:
        if words.says_nothing(text):
            continue
        readings, suppositions = words.readings(text, column)
        best: dict[str, tuple[float, Said]] = {}
        for one in readings:
            name = one.hit.entry.concept
            if name not in best or one.weight > best[name][0]:
                best[name] = one.weight, one.evidence
        said += [(tuple(rests), name in fits, group) for name, (_, rests) in best.items()]
        likely += [(tuple(one.evidence), one.hint.concept in fits, group) for one in suppositions]
    return said, likely


def _columns(
    offers: tuple[Phrase, ...], wishes: tuple[Phrase, ...]
) -> Iterator[tuple[Phrase, Direction]]:
    for column, phrases in ((Direction.OFFER, offers), (Direction.WISH, wishes)):
        for phrase in phrases:
            yield phrase, column


def fit(x: Array, y: Array) -> Array:
    """The coefficients, the constant last."""
    rows = np.column_stack([x, np.ones(len(x))])
    ridge = _RIDGE * np.diag([*np.ones(x.shape[1]), 0.0])
    weights = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        p = predict(weights, x)
        slope = rows.T @ (p - y) + ridge @ weights
        curve = (rows * (p * (1 - p))[:, None]).T @ rows + ridge + 1e-9 * np.eye(len(ridge))
        weights = weights - np.linalg.solve(curve, slope)
    return weights


def predict(weights: Array, x: Array) -> Array:
    """The confidence of each row."""
    return np.asarray(1 / (1 + np.exp(-(np.column_stack([x, np.ones(len(x))]) @ weights))))


def left_out(x: Array, y: Array, clusters: list[str]) -> Array:
    """The confidence of each row by what the other clusters teach."""
    part = {name: at % PARTS for at, name in enumerate(sorted(set(clusters)))}
    parts = np.array([part[name] for name in clusters])
    found = np.zeros(len(y))
    for one in range(PARTS):
        away = parts == one
        found[away] = predict(fit(x[~away], y[~away]), x[away])
    return found


def fitted(name: str, names: tuple[str, ...], parts: Mapping[str, list[Row]]) -> list[float]:
    """The coefficients, printed with how true they are on each part that was left out of them."""
    rows = [row for part in parts.values() for row in part]
    x, y = _arrays(rows)
    weights = [round(one, 1) for one in fit(x, y).tolist()]
    print(f"{name}: {len(y)} readings, {y.mean():.2f} right")
    print("  ", ", ".join(f"{n} {w}" for n, w in zip((*names, "constant"), weights, strict=True)))
    p = left_out(x, y, [row[2] for row in rows])
    start = 0
    for part, some in parts.items():
        inside = slice(start, start + len(some))
        start += len(some)
        _print_truth(part, p[inside], y[inside])
    return weights


def _arrays(rows: list[Row]) -> tuple[Array, Array]:
    return np.array([row[0] for row in rows]), np.array([row[1] for row in rows], np.float64)


def _print_truth(part: str, p: Array, y: Array) -> None:
    for wanted in WANTED:
        least, n = bound(p, y, wanted)
        if n:
            of_right = y[p >= least].sum() / y.sum()
            print(f"   {part}: {wanted:.2f} right from {least:.2f}, {of_right:.2f} of the right")


def bound(p: Array, y: Array, wanted: float) -> tuple[float, int]:
    """From which confidence on so much is right, and how many readings that are."""
    order = np.argsort(-p, kind="stable")
    so_far = np.cumsum(y[order]) / np.arange(1, len(y) + 1)
    enough = np.flatnonzero(so_far >= wanted)
    n = int(enough[-1]) + 1 if len(enough) else 0
    return (float(p[order][n - 1]), n) if n else (1.0, 0)


def main() -> None:
    """Fits both, and prints; with ``--write`` keeps them."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--write", action="store_true", help="put them in confidence.py")
    write = parser.parse_args().write
    whole, (thin, apart) = by_rules_alone(), thinned()
    said, likely = evidence(whole, labelled(whole))
    said_apart, likely_apart = evidence(thin, apart)
    of_said = fitted("said", Said._fields, {"labelled": said, "left out": said_apart})
    of_hinted = fitted("hinted", Hinted._fields, {"labelled": likely, "left out": likely_apart})
    x, y = _arrays(said_apart)
    sure, _ = bound(predict(np.array(of_said), x), y, BOUND)
    print(f"sure from {sure:.2f}")
    for part, rows in {"labelled": said, "left out": said_apart}.items():
        called = [right for rests, right, _ in rows if confidence.of_said(rests) >= confidence.SURE]
        share = sum(called) / len(called)
        print(f"   now, {part}: {len(called)} called sure, {share:.3f} right")
    if write:
        keep(of_said, of_hinted, round(sure, 2))


def keep(of_said: list[float], of_hinted: list[float], sure: float) -> None:
    """Puts the numbers in the module that uses them."""
    module = Path(confidence.__file__)
    text = module.read_text(encoding="utf-8")
    for name, value in (
        ("SURE", f"{sure}"),
        ("_SAID", f"({', '.join(map(str, of_said))})"),
        ("_HINTED", f"({', '.join(map(str, of_hinted))})"),
    ):
        text = re.sub(rf"^{name} = .*$", f"{name} = {value}", text, flags=re.MULTILINE)
    module.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
