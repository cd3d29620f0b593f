"""Fits and checks how sure a reading is: ``python -m benchmarks.vocabulary.calibration``.

A logistic regression (Hosmer and Lemeshow, Applied Logistic Regression, 2000) on the labelled
phrases, fitted by Newton's method with a small ridge. Its truth is judged on clusters that were
left out of the fit, a tenth at a time.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from assetgraph.vocabulary import Direction, Vocabulary, vocabulary
from assetgraph.vocabulary.confidence import Hinted, Said
from benchmarks.vocabulary.clusters import PHRASES, Phrase, read_clusters

Array = NDArray[np.float64]
Row = tuple[tuple[float, ...], bool, str]
"""The evidence, whether the reading is right, and the cluster."""

PARTS = 10
_RIDGE = 1.0
_STEPS = 50
WANTED = (0.95, 0.9, 0.85, 0.8)


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


def evidence(words: Vocabulary) -> tuple[list[Row], list[Row]]:
    """Of each concept that is said in a labelled phrase, and of each that is likely, the best."""
    labels, phrases = Labels(words), read_clusters(PHRASES / "worked_on.toml")
    said, likely = [], []
    for phrase, column in _columns(phrases.offers, phrases.wishes):
        readings, suppositions = words.readings(phrase.text, column)
        best: dict[str, tuple[float, Said]] = {}
        for one in readings:
            name = one.hit.entry.concept
            if name not in best or one.weight > best[name][0]:
                best[name] = one.weight, one.evidence
        for name, (_, rests_on) in best.items():
            said.append((tuple(rests_on), labels.fits(phrase, name), phrase.cluster))
        for other in suppositions:
            right = labels.fits(phrase, other.hint.concept)
            likely.append((tuple(other.evidence), right, phrase.cluster))
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


def print_fit(name: str, names: tuple[str, ...], rows: list[Row]) -> None:
    """Prints the coefficients, and how true they are."""
    x = np.array([row[0] for row in rows], np.float64)
    y = np.array([row[1] for row in rows], np.float64)
    print(f"{name}: {len(y)} readings, {y.mean():.2f} right")
    weights = fit(x, y).round(2).tolist()
    print("  ", ", ".join(f"{n} {w}" for n, w in zip((*names, "constant"), weights, strict=True)))
    p = left_out(x, y, [row[2] for row in rows])
    for low in np.arange(0, 1, 0.1):
        inside = (p >= low) & (p < low + 0.1)
        if inside.any():
            right, n = y[inside].mean(), inside.sum()
            print(f"   said {low:.1f} to {low + 0.1:.1f}  right {right:.2f}  n {n}")
    order = np.argsort(-p, kind="stable")
    so_far = np.cumsum(y[order]) / np.arange(1, len(y) + 1)
    for wanted in WANTED:
        enough = np.flatnonzero(so_far >= wanted)
        if len(enough):
            n = int(enough[-1]) + 1
            least, found = p[order][n - 1], y[order][:n].sum() / y.sum()
            print(f"   {wanted:.2f} right from {least:.2f}: {n} readings, {found:.2f} of the right")


def main() -> None:
    """Fits both, and prints."""
    said, likely = evidence(vocabulary())
    print_fit("said", Said._fields, said)
    print_fit("hinted", Hinted._fields, likely)


if __name__ == "__main__":
    main()
