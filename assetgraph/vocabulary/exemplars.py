"""Which concepts are phrases like this one about: every phrase of the vocabulary as an example.

Two judges agree on it. One looks for the nearest phrases (k nearest neighbours, Cover and Hart
1967) by the cosine of rare features; the other asks how much likelier each concept makes these
features (naive Bayes with a shared background). They err on different texts, so that their mean is
right more often than either. What was measured stands in `docs/decisions/0020-nearest-phrases.md`.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from math import log
from typing import TYPE_CHECKING, Any, NamedTuple

from assetgraph.vocabulary.features import KEY

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assetgraph.vocabulary.together import Together

    Numbers = NDArray[np.float32]
    Places = NDArray[np.int32]

_NEIGHBOURS = 50
_SHARPNESS = 4
"""A neighbour counts by this power of its cosine."""
_FAR = 0.5
"""Neighbours so much further away than the nearest count for nothing."""
_BEST = 12
"""So many concepts are named."""
_BACKGROUND = 50.0
_PEAKED = 2.0
"""How much a likelier concept gains on the others."""
_MANY = 32
"""For fewer texts it is not worth waking scipy."""
_COMMON = 0.01
"""A feature of a larger share of all phrases tells nothing."""

Example = tuple[str, Mapping[str, float]]
"""A concept, and the features of one phrase that means it."""


class Verdict(NamedTuple):
    """How likely each concept is, and how near the nearest phrase is, 0 to 1."""

    shares: dict[str, float]
    nearest: float


class Asked(NamedTuple):
    """A text as features that are known: their places, their weights of length 1, and what that
    length was."""

    at: Places
    weights: Numbers
    length: float


class Exemplars:
    """All examples, looked up by their features."""

    def __init__(self, concepts: Sequence[str], names: Sequence[str], arrays: Mapping[str, Any]):
        self._concepts = list(concepts)
        self._at = dict(zip(names, range(len(names)), strict=True))
        self._names = names
        self._rarity: Numbers = arrays["rarity"]
        self._starts: Places = arrays["starts"]
        self._phrases: Places = arrays["phrases"]
        self._weights: Numbers = arrays["weights"]
        self._owners: Places = arrays["owners"]
        self._pair_starts: Places = arrays["pair_starts"]
        self._pair_concepts: Places = arrays["pair_concepts"]
        self._gains: Numbers = arrays["gains"]
        self._without: Numbers = arrays["without"]
        self._alike: Numbers = _zeros(len(self._owners))
        """Room for the cosine of every phrase, 0 between two texts."""
        self._together: Together | None = None
        self._gained: dict[str, dict[str, float]] = {}
        self._own: list[str] = []
        self._own_holding: dict[str, list[tuple[int, float]]] = {}

    @classmethod
    def of(cls, examples: Iterable[Example], concepts: Sequence[str]) -> Exemplars:
        """The index of these examples; `concepts` are all that may own one."""
        import numpy as np  # noqa: PLC0415

        known = [(concept, one) for concept, one in examples if one]
        uses = Counter(name for _, one in known for name in one)
        most = max(2.0, _COMMON * len(known))
        names = sorted(name for name, n in uses.items() if n <= most)
        at = {name: place for place, name in enumerate(names)}
        rarity = np.array([np.log(1 + len(known) / uses[name]) for name in names], np.float32)
        order = {concept: place for place, concept in enumerate(concepts)}
        owners = np.array([order[concept] for concept, _ in known], np.int32)
        column: list[int] = []
        phrase: list[int] = []
        value: list[float] = []
        for place, (_, one) in enumerate(known):
            kept = [(at[name], weight) for name, weight in one.items() if name in at]
            length = sum((weight * float(rarity[to])) ** 2 for to, weight in kept) ** 0.5
            for to, weight in kept:
                column.append(to)
                phrase.append(place)
                value.append(weight * float(rarity[to]) / length)
        columns, phrases = np.array(column, np.int64), np.array(phrase, np.int32)
        values = np.array(value, np.float32)
        ranked = np.argsort(columns, kind="stable")
        columns, phrases, values = columns[ranked], phrases[ranked], values[ranked]
        edges = np.arange(len(names) + 1)
        pairs, back = np.unique(
            columns * len(concepts) + owners[phrases].astype(np.int64), return_inverse=True
        )
        held = np.bincount(back, values, minlength=len(pairs))
        held_by = np.bincount(owners[phrases], values, minlength=len(concepts))
        of_feature = np.bincount(columns, values, minlength=len(names))
        pair_columns = pairs // max(1, len(concepts))
        expected = _BACKGROUND * of_feature / max(1e-9, of_feature.sum())
        return cls(
            concepts,
            names,
            {
                "rarity": rarity,
                "starts": np.searchsorted(columns, edges).astype(np.int32),
                "phrases": phrases,
                "weights": values,
                "owners": owners,
                "pair_starts": np.searchsorted(pair_columns, edges).astype(np.int32),
                "pair_concepts": (pairs % max(1, len(concepts))).astype(np.int32),
                "gains": np.log1p(held / expected[pair_columns]).astype(np.float32),
                "without": np.log(_BACKGROUND / (held_by + _BACKGROUND)).astype(np.float32),
            },
        )

    def judge(self, features: Mapping[str, float]) -> Verdict:
        """How likely each concept is for a text with these features; empty where none is known."""
        import numpy as np  # noqa: PLC0415

        asked = self.asked(features)
        if not len(asked.at):
            return self.verdict(features, asked, self._alike[:0], self._owners[:0], self._without)
        where, spread = _gather(self._starts, asked.at, asked.weights)
        touched = self._phrases[where]
        np.add.at(self._alike, touched, self._weights[where] * spread)
        cosines = self._alike[touched]
        near = np.unique(touched[cosines > _FAR * cosines.max()])
        alike = self._alike[near]
        self._alike[touched] = 0.0
        where, spread = _gather(self._pair_starts, asked.at, asked.weights)
        gains = _zeros(len(self._concepts))
        np.add.at(gains, self._pair_concepts[where], self._gains[where] * spread)
        return self.verdict(features, asked, alike, near, gains)

    def judge_all(self, texts: Sequence[Mapping[str, float]]) -> list[Verdict]:
        """The same of many texts, with the same outcome, in far less time for each."""
        if len(texts) < _MANY:
            return list(map(self.judge, texts))
        from assetgraph.vocabulary.together import Together  # noqa: PLC0415

        if self._together is None:
            shape = len(self._names), len(self._owners), len(self._concepts)
            postings = self._starts, self._phrases, self._weights
            pairs = self._pair_starts, self._pair_concepts, self._gains
            self._together = Together(shape, postings, pairs)
        asked = [self.asked(features) for features in texts]
        seen = self._together.seen(asked, _FAR)
        return [
            self.verdict(features, one, *found)
            for features, one, found in zip(texts, asked, seen, strict=True)
        ]

    def asked(self, features: Mapping[str, float]) -> Asked:
        """The features that some phrase has, with their weights as a vector of length 1."""
        import numpy as np  # noqa: PLC0415

        known = self._at
        seen = [(known[name], weight) for name, weight in features.items() if name in known]
        at = np.array([place for place, _ in seen], np.int32)
        weights = np.array([weight for _, weight in seen], np.float32) * self._rarity[at]
        length = float(np.sqrt(weights @ weights))
        return Asked(at, weights / (length or 1.0), length)

    def verdict(
        self,
        features: Mapping[str, float],
        asked: Asked,
        alike: Numbers,
        near: Places,
        gains: Numbers,
    ) -> Verdict:
        """What the nearest phrases, in their order, and the gain of each concept come to."""
        import numpy as np  # noqa: PLC0415

        own = self._own_votes(features)
        if not len(near):
            return Verdict(_shared(own), max(own.values(), default=0.0))
        top = float(alike.max())
        if len(near) > _NEIGHBOURS:
            nearest = np.argsort(-alike, kind="stable")[:_NEIGHBOURS]
            near, alike = near[nearest], alike[nearest]
        squared = alike * alike
        votes = np.bincount(self._owners[near], squared * squared, minlength=len(self._concepts))
        logs = _PEAKED * (gains + float(asked.weights.sum()) * self._without)
        odds = np.exp(logs - logs.max())
        shares = (votes / votes.sum() + odds / odds.sum()) / 2
        least = np.partition(shares, -_BEST)[-_BEST] if len(shares) > _BEST else 0.0
        among = np.flatnonzero(shares >= least)
        best = among[np.argsort(-shares[among], kind="stable")[:_BEST]]
        concepts = self._concepts
        named = zip(best.tolist(), shares[best].tolist(), strict=True)
        found = {concepts[one]: share for one, share in named if share > 0}
        known = asked.length / (asked.length**2 + self._unknown(features)) ** 0.5
        return _with_own(Verdict(found, top * known), own)

    def also(self, examples: Iterable[Example]) -> Exemplars:
        """This index with a neighbourhood's own phrases beside it."""
        more = copy(self)
        holding: dict[str, list[tuple[int, float]]] = defaultdict(list)
        more._own = []
        for concept, one in examples:
            weighed = {name: weight * self._rare(name) for name, weight in one.items()}
            length = sum(weight * weight for weight in weighed.values()) ** 0.5
            for name, weight in weighed.items():
                holding[name].append((len(more._own), weight / length))
            more._own.append(concept)
        more._own_holding = dict(holding)
        return more

    def _rare(self, name: str) -> float:
        """How rare a feature is; one that no phrase has is as rare as can be."""
        place = self._at.get(name)
        return log(1 + len(self._owners)) if place is None else float(self._rarity[place])

    def _unknown(self, features: Mapping[str, float]) -> float:
        """How much of a text nothing is known of, as a squared length."""
        rarest = log(1 + len(self._owners))
        return sum(
            (weight * rarest) ** 2
            for name, weight in features.items()
            if name.startswith(KEY) and name not in self._at
        )

    def _own_votes(self, features: Mapping[str, float]) -> dict[str, float]:
        """Of each concept with own phrases how near the nearest of them is."""
        if not self._own:
            return {}
        weighed = {name: weight * self._rare(name) for name, weight in features.items()}
        length = sum(weight * weight for weight in weighed.values()) ** 0.5
        alike: dict[int, float] = defaultdict(float)
        for name, weight in weighed.items():
            for phrase, held in self._own_holding.get(name, ()):
                alike[phrase] += weight * held / length
        votes: dict[str, float] = {}
        for phrase, cosine in alike.items():
            concept = self._own[phrase]
            votes[concept] = max(votes.get(concept, 0.0), cosine)
        return votes

    def gains(self, name: str) -> Mapping[str, float]:
        """How much likelier a feature makes each concept that has it."""
        known = self._gained.get(name)
        if known is None:
            known = self._gained[name] = self._gains_of(name)
        return known

    def _gains_of(self, name: str) -> dict[str, float]:
        place = self._at.get(name)
        if place is None:
            return {}
        at = slice(self._pair_starts[place], self._pair_starts[place + 1])
        rare, concepts = float(self._rarity[place]), self._concepts
        gained = zip(self._pair_concepts[at].tolist(), self._gains[at].tolist(), strict=True)
        return {concepts[one]: gain * rare for one, gain in gained}

    def knows(self, feature: str) -> bool:
        """Whether any phrase has this feature."""
        return feature in self._at

    def dumps(self) -> bytes:
        """As bytes: what it holds as one line of JSON, the features, and the arrays."""
        arrays = {name: getattr(self, f"_{name}") for name in _ARRAYS}
        names = "\n".join(self._names).encode()
        head = {
            "concepts": self._concepts,
            "names": len(names),
            "arrays": {name: [str(one.dtype), len(one)] for name, one in arrays.items()},
        }
        blocks = [json.dumps(head).encode(), b"\n", names]
        blocks += [one.tobytes() for one in arrays.values()]
        return b"".join(blocks)

    @classmethod
    def loads(cls, data: bytes) -> Exemplars:
        """From `dumps`; the arrays stay where they are."""
        import numpy as np  # noqa: PLC0415

        at = data.index(b"\n") + 1
        head = json.loads(data[:at])
        names = data[at : at + head["names"]].decode().split("\n")
        at += head["names"]
        arrays = {}
        for name, (kind, length) in head["arrays"].items():
            arrays[name] = np.frombuffer(data, np.dtype(kind), length, at)
            at += arrays[name].nbytes
        return cls(head["concepts"], names, arrays)


_ARRAYS = (
    "rarity",
    "starts",
    "phrases",
    "weights",
    "owners",
    "pair_starts",
    "pair_concepts",
    "gains",
    "without",
)


def _gather(starts: Any, at: Any, asked: Any) -> tuple[Any, Any]:
    """The places of all that stands under some features, and of each how much it is asked."""
    import numpy as np  # noqa: PLC0415

    first, sizes = starts[at], starts[at + 1] - starts[at]
    ends = np.cumsum(sizes)
    where = np.repeat(first - (ends - sizes), sizes) + np.arange(ends[-1])
    return where, np.repeat(asked, sizes)


def _shared(votes: Mapping[str, float]) -> dict[str, float]:
    """Votes as shares of 1, best first."""
    sharp = {concept: vote**_SHARPNESS for concept, vote in votes.items()}
    total = sum(sharp.values())
    ranked = sorted(sharp.items(), key=lambda item: (-item[1], item[0]))
    return {concept: vote / total for concept, vote in ranked} if total else {}


def _with_own(verdict: Verdict, own: Mapping[str, float]) -> Verdict:
    """A verdict in which phrases of one's own speak as loud as they are near."""
    nearest = max(own.values(), default=0.0)
    if not nearest:
        return verdict
    theirs = nearest**2 / (nearest**2 + verdict.nearest**2)
    shares = {concept: (1 - theirs) * share for concept, share in verdict.shares.items()}
    for concept, share in _shared(own).items():
        shares[concept] = shares.get(concept, 0.0) + theirs * share
    ranked = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    return Verdict(dict(ranked[:_BEST]), max(nearest, verdict.nearest))


def _zeros(length: int) -> Any:
    import numpy as np  # noqa: PLC0415

    return np.zeros(length, np.float32)
