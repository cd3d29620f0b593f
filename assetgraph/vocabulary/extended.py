"""The vocabulary with a neighbourhood's own words in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from hashlib import sha256

from assetgraph.errors import AssetGraphError
from assetgraph.vocabulary.compiled import LIGHT, Compiled, light_keys
from assetgraph.vocabulary.concepts import Concept, as_concept
from assetgraph.vocabulary.lemma import Lemmas
from assetgraph.vocabulary.lexicon import forms_of, ready_keys
from assetgraph.vocabulary.local import Local
from assetgraph.vocabulary.posting import Row, postings
from assetgraph.vocabulary.reading import Reader
from assetgraph.vocabulary.words import Words

_OWN = 1.0
"""A word that only one concept uses says all it can."""
_HINT = 0.7
"""What the words of an answer, or of a phrase of one's own, point to in other texts."""


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
    lemmas = Lemmas(steering.lemmas, {**ready_keys(), **ready.keys})
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
            rows.append((name, phrase, kind, joined, shape.marks | (turn > 0) << 3, 1.0))
            for key in shape.keys:
                weights.setdefault(key, LIGHT if key in light else _OWN)
    posted = dict(ready.postings)
    for key, own in postings(rows, weights, light, len(ready.rows)).items():
        posted[key] = [*posted.get(key, ()), *own]
    told = [(name, phrase) for name, phrase, _ in fresh]
    told += [(name, text) for text, names in local.means.items() for name in names]
    hints = dict(ready.hints)
    for name, phrase in told:
        telling = set(reader.telling(phrase)) - light
        for key in telling:
            says = max(hints.get(key, {}).get(name, 0.0), round(_HINT * len(telling) ** -0.5, 4))
            hints[key] = {**hints.get(key, {}), name: says}
    return replace(
        ready,
        concepts=concepts,
        keys=keys,
        verbs=reader.verbs,
        rows=[*ready.rows, *rows],
        postings=posted,
        weights=weights,
        hints=hints,
    )


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
