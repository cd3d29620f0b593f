"""Clusters of phrases: offers and wishes of one topic, each in a voice.

Every offer of a cluster serves every wish of it; an offer of another cluster serves none of them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PHRASES = Path(__file__).with_name("phrases")


@dataclass(frozen=True)
class Phrase:
    """What somebody wrote, in which voice, about which cluster's topic."""

    text: str
    voice: str
    cluster: str


@dataclass(frozen=True)
class PhraseSet:
    """All offers and all wishes of a file of clusters."""

    name: str
    offers: tuple[Phrase, ...]
    wishes: tuple[Phrase, ...]

    def relevant(self, wish: Phrase) -> frozenset[int]:
        """The places of the offers that serve a wish."""
        return frozenset(
            place for place, offer in enumerate(self.offers) if offer.cluster == wish.cluster
        )


def read_clusters(path: Path) -> PhraseSet:
    """The phrases of a TOML file with a table ``[[cluster]]`` per topic."""
    clusters = tomllib.loads(path.read_text(encoding="utf-8"))["cluster"]
    return PhraseSet(
        path.stem,
        tuple(_phrases(clusters, "offers")),
        tuple(_phrases(clusters, "wishes")),
    )


def _phrases(clusters: list[dict], side: str) -> Iterable[Phrase]:
    for cluster in clusters:
        for entry in cluster[side]:
            yield Phrase(entry["text"], entry.get("voice", "eigen"), cluster["id"])
