"""The vocabulary worked out: every phrase as the keys it asks for, ready to be looked up.

It is kept as JSON and arrays under a checksum of all it is made from (`kept`), so that a program
that starts reads two files instead of working 60,000 phrases out.
"""

from __future__ import annotations

import gc
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
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
from assetgraph.vocabulary.exemplars import Example, Exemplars
from assetgraph.vocabulary.features import KEY, features, tells
from assetgraph.vocabulary.kept import kept, kept_bytes
from assetgraph.vocabulary.lemma import Lemmas
from assetgraph.vocabulary.lexicon import forms_of, ready_keys
from assetgraph.vocabulary.posting import Posted, Row, packed, postings
from assetgraph.vocabulary.reading import Reader
from assetgraph.vocabulary.sound import sound
from assetgraph.vocabulary.spell import SHORTEST
from assetgraph.vocabulary.words import Words, words

LIGHT = 0.35
_LEAST = 0.5


@dataclass(frozen=True)
class Compiled:
    """What is known of the phrases before any text is read; plain data."""

    concepts: Mapping[str, Mapping[str, Any]]
    keys: Mapping[str, str]
    """The key of every word of the vocabulary."""
    others: Mapping[str, str]
    """The keys of small words, and of the halves of separable verbs."""
    verbs: list[tuple[str, str, str]]
    """Separable verbs: particle, key of the verb, key of the whole."""
    rows: list[str]
    """Each phrase in each of its shapes, packed (`posting`)."""
    postings: Mapping[str, Posted]
    """The rows that may be there when a key is seen."""
    weights: Mapping[str, float]
    """How much each key says, 0 to 1."""

    def dumps(self) -> str:
        """As a line of JSON, and a line for each row."""
        rest = {name: value for name, value in vars(self).items() if name != "rows"}
        head = json.dumps(rest, ensure_ascii=False, separators=(",", ":"))
        return "\n".join((head, *self.rows))

    @classmethod
    def loads(cls, text: str) -> Compiled:
        """From `dumps`."""
        head, _, rows = text.partition("\n")
        with undisturbed():
            return cls(**json.loads(head), rows=rows.split("\n") if rows else [])


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


def exemplars() -> Exemplars:
    """Every phrase and every hint as an example, from the cache where it is there."""
    made = kept_bytes("examples", checksum(), lambda: examples(compiled()).dumps())
    with undisturbed():
        return Exemplars.loads(made)


def examples(ready: Compiled) -> Exemplars:
    """The examples of a vocabulary that is worked out."""
    concepts = {name: Concept.loads(one) for name, one in ready.concepts.items()}
    steering = words()
    lemmas = Lemmas(steering.lemmas, {**ready.others, **ready.keys})
    reader = Reader(ready.keys, ready.verbs, steering, lemmas)
    light = light_keys(steering, lemmas)
    return Exemplars.of(_shown(concepts, reader, light), sorted(concepts))


def _shown(concepts: Mapping[str, Concept], reader: Reader, light: Set[str]) -> Iterator[Example]:
    for one in concepts.values():
        for phrase, _ in one.phrases():
            yield one.id, features(reader.clauses(phrase), light)
        for hint in one.hints:
            yield one.id, {KEY + key: 1.0 for key in reader.telling(hint) if tells(key)}


@contextmanager
def undisturbed() -> Iterator[None]:
    """Much is made that stays: looking for what may go would take longer than making it."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


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
    ready = ready_keys()
    lemmas = Lemmas(steering.lemmas, ready)
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
        others={word: key for word, key in ready.items() if word not in keys},
        verbs=reader.verbs,
        rows=[packed(row) for row in rows],
        postings=postings(rows, weights, light),
        weights=weights,
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
