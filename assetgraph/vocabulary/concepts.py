"""The talent concepts as their TOML files state them, one file per area of life."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from assetgraph import resources
from assetgraph.errors import AssetGraphError

FOLDER = "schemas/vocabulary"
LABELS = ("nl", "en")
PHRASES = ("terms", "sayings", "wishes", "situations", "things", "professions")
LINKS = ("broader", "related", "serves")
FIELDS = (*LABELS, *PHRASES, *LINKS, "gives", "esco")
"""What the table of a concept may hold; a text each."""
_SEPARATOR = re.compile(r"[,\n]")


class Kind(StrEnum):
    """What a phrase of the vocabulary is to its concept."""

    TERM = "term"
    SAYING = "saying"
    WISH = "wish"
    SITUATION = "situation"
    THING = "thing"
    PROFESSION = "profession"


@dataclass(frozen=True)
class Concept:
    """A talent: its labels, the phrases that mean it, and its links to other talents."""

    id: str
    area: str
    labels: Mapping[str, str]
    terms: tuple[str, ...] = ()
    sayings: tuple[str, ...] = ()
    """How different people say it: in the street, in dialect, in Dutch that is being learnt."""
    wishes: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    """What is the matter when somebody could use it, without the topic being named."""
    things: tuple[str, ...] = ()
    professions: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    """Concepts of which a wish is answered by an offer of this one too, one way only."""
    hints: tuple[str, ...] = ()
    """Single words that make one think of it and prove nothing."""
    gives: tuple[str, ...] = ()
    """Head, heart or hands: what somebody gives who does this."""
    esco: str = ""
    """The URI of the same skill or occupation in ESCO, where that is sure."""

    @classmethod
    def loads(cls, entry: Mapping[str, Any]) -> Concept:
        """From the plain data of `dataclasses.asdict`, with lists for tuples."""
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in entry.items()
        }
        return cls(**values)

    def text(self, language: str) -> str:
        """The name in a sentence."""
        return self.labels[language]

    def label(self, language: str) -> str:
        """The name on screen in a language."""
        return self.labels[language]

    def phrases(self) -> Iterator[tuple[str, Kind]]:
        """Every phrase that means this concept, its Dutch label included, with its kind."""
        yield self.labels["nl"], Kind.TERM
        for kind, phrases in (
            (Kind.TERM, self.terms),
            (Kind.SAYING, self.sayings),
            (Kind.THING, self.things),
            (Kind.PROFESSION, self.professions),
            (Kind.WISH, self.wishes),
            (Kind.SITUATION, self.situations),
        ):
            for phrase in phrases:
                yield phrase, kind


def read_concepts() -> dict[str, Concept]:
    """All concepts by id, from ``schemas/vocabulary/*.toml``; a leading ``_`` marks another file.

    Their hints stand together in ``_hints.toml``. Raises AssetGraphError when two files claim one
    id, or when an entry has no Dutch or English label or a list that does not exist.
    """
    concepts: dict[str, Concept] = {}
    hints = resources.read_toml(f"{FOLDER}/_hints.toml")
    for name in resources.names(FOLDER, ".toml"):
        if name.startswith("_"):
            continue
        area = name.removesuffix(".toml")
        for identity, entry in resources.read_toml(f"{FOLDER}/{name}").items():
            if identity in concepts:
                raise AssetGraphError("vocabulary-concept-twice", concept=identity, file=name)
            concepts[identity] = as_concept(identity, area, entry, name, hints.get(identity, ""))
    return concepts


def as_concept(
    identity: str, area: str, entry: Mapping[str, str], file: str, hints: str = ""
) -> Concept:
    """A concept from its table. Raises AssetGraphError that names file, concept and field."""
    wrong = [
        name for name in sorted(entry) if name not in FIELDS or not isinstance(entry[name], str)
    ]
    wrong += [name for name in LABELS if not entry.get(name)]
    if wrong:
        raise AssetGraphError(
            "vocabulary-concept-malformed", concept=identity, field=wrong[0], file=file
        )
    return Concept(
        id=identity,
        area=area,
        labels={language: entry[language] for language in LABELS},
        terms=parts(entry.get("terms", "")),
        sayings=parts(entry.get("sayings", "")),
        wishes=parts(entry.get("wishes", "")),
        situations=parts(entry.get("situations", "")),
        things=parts(entry.get("things", "")),
        professions=parts(entry.get("professions", "")),
        broader=parts(entry.get("broader", "")),
        related=parts(entry.get("related", "")),
        serves=parts(entry.get("serves", "")),
        hints=tuple(dict.fromkeys(hints.split())),
        gives=parts(entry.get("gives", "")),
        esco=entry.get("esco", ""),
    )


def parts(text: str) -> tuple[str, ...]:
    """The phrases of a list that is written with commas or one per line, each once."""
    return tuple(dict.fromkeys(filter(None, map(str.strip, _SEPARATOR.split(text)))))
