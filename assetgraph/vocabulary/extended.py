"""The vocabulary with a neighbourhood's own words in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from hashlib import sha256

from assetgraph.errors import AssetGraphError
from assetgraph.vocabulary.compiled import LIGHT, Compiled, light_keys
from assetgraph.vocabulary.concepts import PHRASES, Concept, as_concept, parts
from assetgraph.vocabulary.exemplars import Example
from assetgraph.vocabulary.features import features
from assetgraph.vocabulary.lemma import Lemmas
from assetgraph.vocabulary.lexicon import forms_of
from assetgraph.vocabulary.local import Local
from assetgraph.vocabulary.posting import OWN, Posted, Row, packed, postings
from assetgraph.vocabulary.reading import Reader
from assetgraph.vocabulary.words import Words

_OWN = 1.0
"""A word that only one concept uses says all it can."""


def extended(ready: Compiled, local: Local, steering: Words, file: str) -> Compiled:
    """The phrases of `local` added to what is worked out; the rest stays as it is.

    Raises AssetGraphError for a field that does not exist and a link that leads nowhere; the error
    names the file, the concept and the field.
    """
    if not local.checksum:
        return ready
    added = {
        name: as_concept(name, "eigen", _named(name, entry, ready.concepts), file)
        for name, entry in local.concepts.items()
    }
    concepts = {
        **ready.concepts,
        **{name: _merged(name, one, ready) for name, one in added.items()},
    }
    for name, one in added.items():
        for link in (*one.broader, *one.related, *one.serves):
            if link not in concepts:
                raise AssetGraphError("vocabulary-no-concept", value=link, file=file, concept=name)
    lemmas = Lemmas(steering.lemmas, {**ready.others, **ready.keys})
    fresh = [
        (one.id, phrase, kind)
        for one in added.values()
        for phrase, kind in one.phrases()
        if one.id not in ready.concepts or phrase != one.label("nl")
    ]
    forms = forms_of((phrase for _, phrase, _ in fresh), steering)
    keys = {**ready.keys, **{word: lemmas.key(word) for word in sorted(forms)}}
    reader = Reader(keys, (), steering, lemmas)
    light = light_keys(steering, lemmas)
    rows: list[Row] = []
    weights = dict(ready.weights)
    for name, phrase, kind in fresh:
        for turn, shape in enumerate(reader.shapes(phrase)):
            joined = " ".join(shape.keys)
            rows.append((name, phrase, kind, joined, shape.marks | (turn > 0) << 3 | OWN, 1.0))
            for key in shape.keys:
                weights.setdefault(key, LIGHT if key in light else _OWN)
    posted = dict(ready.postings)
    for key, own in postings(rows, weights, light, len(ready.rows)).items():
        posted[key] = _both(posted.get(key, {}), own)
    return replace(
        ready,
        concepts=concepts,
        keys=keys,
        verbs=reader.verbs,
        rows=[*ready.rows, *map(packed, rows)],
        postings=posted,
        weights=weights,
    )


def own_examples(ready: Compiled, local: Local, steering: Words) -> list[Example]:
    """The phrases and the answers of `local` as examples for other texts. `ready` has them."""
    lemmas = Lemmas(steering.lemmas, {**ready.others, **ready.keys})
    reader = Reader(ready.keys, ready.verbs, steering, lemmas)
    light = light_keys(steering, lemmas)
    told = [
        (name, phrase)
        for name, entry in local.concepts.items()
        for field in PHRASES
        for phrase in parts(entry.get(field, ""))
    ]
    told += [(name, text) for text, names in local.means.items() for name in names]
    read = [(name, features(reader.clauses(phrase), light)) for name, phrase in told]
    return [(name, one) for name, one in read if one and name in ready.concepts]


def _both(one: Posted, other: Posted) -> Posted:
    return {second: [*one.get(second, ()), *other.get(second, ())] for second in {**one, **other}}


def stamped(checksum: str, local: Local) -> str:
    """One checksum for the vocabulary and the own words."""
    own = local.checksum
    return sha256(f"{checksum}{own}".encode()).hexdigest() if own else checksum


def _named(
    name: str, entry: Mapping[str, str], known: Mapping[str, Mapping[str, object]]
) -> Mapping[str, str]:
    """The fields with the names that a concept has already."""
    if name not in known:
        return entry
    labels = known[name]["labels"]
    assert isinstance(labels, dict)
    return {"nl": labels["nl"], "en": labels["en"], **entry}


def _merged(name: str, one: Concept, ready: Compiled) -> dict[str, object]:
    if name not in ready.concepts:
        return asdict(one)
    known = dict(ready.concepts[name])
    for field, value in asdict(one).items():
        if isinstance(value, tuple):
            known[field] = [*known[field], *value]
    return {**known, "labels": one.labels}
