"""The vocabulary worked out: every phrase as the keys it asks for, ready to be looked up.

It is kept as JSON under a checksum of all it is made from (`kept`), so that a program that starts
reads one file instead of working 20,000 phrases out.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from math import log
from typing import Any

from assetgraph import resources
from assetgraph.vocabulary.concepts import FOLDER, Concept, read_concepts
from assetgraph.vocabulary.dictionary import spellings
from assetgraph.vocabulary.kept import kept
from assetgraph.vocabulary.lemma import Lemmas
from assetgraph.vocabulary.lexicon import forms_of, ready_keys
from assetgraph.vocabulary.posting import Row, postings
from assetgraph.vocabulary.reading import Reader
from assetgraph.vocabulary.sound import sound
from assetgraph.vocabulary.spell import SHORTEST
from assetgraph.vocabulary.words import Words, words

LIGHT = 0.35
_LEAST = 0.5
_HINTS = 24
"""A word that more concepts use than this tells nothing about which of them is meant."""


@dataclass(frozen=True)
class Compiled:
    """What is known of the phrases before any text is read; plain data."""

    concepts: Mapping[str, Mapping[str, Any]]
    keys: Mapping[str, str]
    """The key of every word of the vocabulary."""
    verbs: list[tuple[str, str, str]]
    """Separable verbs: particle, key of the verb, key of the whole."""
    rows: list[Row]
    postings: Mapping[str, list[int]]
    """The rows that may be there when a key is seen."""
    weights: Mapping[str, float]
    """How much each key says, 0 to 1."""
    hints: Mapping[str, Mapping[str, float]]
    """The concepts that a telling key points to, each with how much, 0 to 1."""

    def dumps(self) -> str:
        """As JSON."""
        return json.dumps(vars(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def loads(cls, text: str) -> Compiled:
        """From JSON."""
        return cls(**json.loads(text))


@cache
def checksum() -> str:
    """What the vocabulary's files, the code that reads them and its dictionary add up to."""
    total = sha256(version("simplemma").encode())
    for name in resources.names(FOLDER):
        if name.endswith((".toml", ".txt")):
            total.update(name.encode() + resources.read_bytes(f"{FOLDER}/{name}"))
    for module in sorted(files(__package__).iterdir(), key=lambda file: file.name):
        if module.name.endswith(".py"):
            total.update(module.read_bytes())
    return total.hexdigest()


def compiled() -> Compiled:
    """The vocabulary of ``schemas/vocabulary/``, from the cache where it is there."""
    text = kept("vocabulary", checksum(), lambda: work_out(read_concepts(), words()).dumps())
    return Compiled.loads(text)


def heard() -> list[tuple[str, str]]:
    """The vocabulary's words in all their forms, each with its sound."""
    text = kept("spelling", checksum(), _heard)
    return [(form, code) for form, _, code in (line.partition(" ") for line in text.split("\n"))]


def _heard() -> str:
    forms = spellings(compiled().keys, words().skipped)
    return "\n".join(f"{form} {sound(form)}" for form in sorted(forms) if len(form) >= SHORTEST)


def work_out(concepts: Mapping[str, Concept], steering: Words) -> Compiled:
    """Every phrase of these concepts worked out."""
    phrases = [phrase for one in concepts.values() for phrase, _ in one.phrases()]
    phrases += [hint for one in concepts.values() for hint in one.hints]
    lemmas = Lemmas(steering.lemmas, ready_keys())
    own = forms_of(phrases, steering)
    keys = {word: lemmas.key(word) for word in sorted(own)}
    reader = Reader(keys, (), steering, lemmas)
    claims: dict[frozenset[str], dict[str, None]] = defaultdict(dict)
    users: dict[str, set[str]] = defaultdict(set)
    drafts = []
    for concept in concepts.values():
        for phrase, kind in concept.phrases():
            for turn, shape in enumerate(reader.shapes(phrase)):
                drafts.append((concept.id, phrase, kind, shape, turn))
                claims[frozenset(shape.keys)][concept.id] = None
                for key in shape.keys:
                    users[key].add(concept.id)
    light = light_keys(steering, lemmas)
    weights = _weigh(users, light)
    rows: list[Row] = [
        (
            concept,
            phrase,
            kind,
            " ".join(shape.keys),
            shape.marks | (turn > 0) << 3,
            round(1 / len(claims[frozenset(shape.keys)]) ** 0.5, 4),
        )
        for concept, phrase, kind, shape, turn in drafts
    ]
    return Compiled(
        concepts={one.id: asdict(one) for one in concepts.values()},
        keys=keys,
        verbs=reader.verbs,
        rows=rows,
        postings=postings(rows, weights, light),
        weights=weights,
        hints=_hints(concepts, reader, light),
    )


def light_keys(steering: Words, lemmas: Lemmas) -> frozenset[str]:
    """The keys of words that say little alone."""
    small = {*steering.weak, *steering.skipped, *steering.negations}
    return frozenset(map(lemmas.key, small))


def _weigh(users: Mapping[str, Set[str]], light: Set[str]) -> dict[str, float]:
    """A key weighs less the more concepts use it."""
    scale = log(max(2, len({concept for used in users.values() for concept in used})))
    return {
        key: LIGHT if key in light else round(max(_LEAST, 1 - log(len(used)) / scale), 4)
        for key, used in users.items()
    }


def _hints(
    concepts: Mapping[str, Concept], reader: Reader, light: Set[str]
) -> dict[str, dict[str, float]]:
    """How surely each telling word points to each concept that uses it.

    A phrase divides itself over its telling words, and a word over the concepts that use it; the
    rarer it is among the concepts, the more it says (inverse document frequency).
    """
    uses: dict[str, Counter[str]] = defaultdict(Counter)
    for concept in concepts.values():
        for phrase, _ in concept.phrases():
            telling = {key for key in reader.telling(phrase) if _points(key)} - light
            for key in telling:
                uses[key][concept.id] += len(telling) ** -0.5
        for hint in concept.hints:
            for key in {key for key in reader.telling(hint) if _points(key)} - light:
                uses[key][concept.id] += 1
    scale = log(1 + len(concepts))
    return {
        key: {
            concept: round(log(1 + len(concepts) / len(used)) / scale * n / (n + 1), 4)
            for concept, n in _most(used)
        }
        for key, used in sorted(uses.items())
    }


def _points(key: str) -> bool:
    """Whether a word can point anywhere: a number or a letter does not."""
    return len(key) > 1 and not key.isdigit()


def _most(used: Counter[str]) -> Iterable[tuple[str, float]]:
    return sorted(used.items(), key=lambda item: (-item[1], item[0]))[:_HINTS]
