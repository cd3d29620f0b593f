"""The small words of Dutch that steer reading: what to skip, to weigh less, to read otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from assetgraph import resources
from assetgraph.vocabulary.concepts import FOLDER, parts
from assetgraph.vocabulary.fold import fold


@dataclass(frozen=True)
class Words:
    """``schemas/vocabulary/_words.toml``, folded."""

    skipped: frozenset[str]
    weak: frozenset[str]
    negations: frozenset[str]
    homonyms: frozenset[str]
    particles: frozenset[str]
    no_parts: frozenset[str]
    settings: frozenset[str]
    cuts: frozenset[str]
    cuts_after_and: frozenset[str]
    fillers: frozenset[str]
    no_talent: frozenset[str]
    reads: Mapping[str, str]
    lemmas: Mapping[str, str]
    cues: Mapping[str, tuple[tuple[str, ...], ...]]


@cache
def words() -> Words:
    """The steering words, read once."""
    entry = resources.read_toml(f"{FOLDER}/_words.toml")
    sets = {
        name: frozenset(map(fold, parts(entry[name].replace(" ", ","))))
        for name in (
            "skipped",
            "weak",
            "negations",
            "homonyms",
            "particles",
            "no_parts",
            "settings",
            "cuts",
            "cuts_after_and",
            "fillers",
        )
    }
    cues = {
        name: tuple(sorted((tuple(fold(cue).split()) for cue in parts(text)), key=len))
        for name, text in entry["cues"].items()
    }
    return Words(
        **sets,
        no_talent=frozenset(map(fold, parts(entry["no_talent"]))),
        reads=_pairs(entry["reads"]),
        lemmas=_pairs(entry["lemmas"]),
        cues=cues,
    )


def _pairs(text: str) -> dict[str, str]:
    pairs = (line.partition("=") for line in parts(text))
    return {fold(left.strip()): fold(right.strip()) for left, _, right in pairs}
