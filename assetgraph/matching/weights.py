"""How much each reason counts, from ``schemas/matching.toml``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import blake2b
from math import log2
from typing import Any

from assetgraph.matching.discretion import Discretion
from assetgraph.matching.weighing import SHIPPED, Weighing
from assetgraph.model.choices import Pace
from assetgraph.model.text import fold


class Kind(StrEnum):
    """What sort of reason two people have to meet."""

    WISH = "wish"
    LEARN = "learn"
    DREAM = "dream"
    RECIPROCAL_WISH = "reciprocal_wish"
    MUTUAL = "mutual"
    SHARED_WISH = "shared_wish"
    SHARED_DREAM = "shared_dream"
    SHARED_PASSION = "shared_passion"
    SHARED_GROUP = "shared_group"
    SHARED_PLACE = "shared_place"
    COMMON_FRIEND = "common_friend"
    LANGUAGE = "language"
    NEAR = "near"
    DAYPART = "daypart"
    ACQUAINTED = "acquainted"
    BONDING = "bonding"
    BRIDGING = "bridging"


ASKED = frozenset({Kind.WISH, Kind.LEARN, Kind.DREAM})
"""The partner can give what the resident wants."""

SUPPORTING = frozenset(
    {
        Kind.COMMON_FRIEND,
        Kind.LANGUAGE,
        Kind.NEAR,
        Kind.DAYPART,
        Kind.ACQUAINTED,
        Kind.BONDING,
        Kind.BRIDGING,
    }
)
"""Makes meeting easier, and is no reason to meet by itself."""


class Leaning(StrEnum):
    """Whether people are to meet their own circle first, or another."""

    BALANCED = "balanced"
    BONDING = "bonding"
    BRIDGING = "bridging"


@dataclass(frozen=True)
class Weights:
    """The numbers that steer matching; ``schemas/matching.toml`` says what each is."""

    by_kind: Mapping[Kind, float]
    past: float
    again: float
    least: float
    rarity: float
    maybe: float
    maybe_least: float
    words: float
    words_least: float
    pool: int
    near_minutes: float
    reach: Mapping[str, float]
    """Metres as the crow flies that somebody goes in `near_minutes`."""
    at_once: int
    """Introductions under way at one time that somebody can bear who does not say how many."""
    widespread: float
    widely_spoken: frozenset[str]
    """Languages, folded."""
    skipped: frozenset[str]
    negating: frozenset[str]
    discretion: Discretion
    circles: tuple[str, ...]
    """Ends of words, folded, by which a place is one circle's own."""
    stamp: str
    """Says under which content these weights stand: another content has another stamp."""

    def __getitem__(self, kind: Kind) -> float:
        return self.by_kind[kind]

    def spoken(self, language: str) -> float:
        """How much it counts that two people speak a language (folded), 0…1."""
        return self.widespread if language in self.widely_spoken else 1.0

    def of_a_circle(self, sort: str) -> bool:
        """Whether a place of this sort is one circle's own, such as a mosque or a school."""
        return any(word.endswith(self.circles) for word in fold(sort).split())

    def rare(self, sharers: int) -> float:
        """What is shared by two counts whole; less for every doubling of that number, 0…1."""
        return 1 / (1 + self.rarity * log2(max(sharers, 2) / 2))


@cache
def weights(leaning: Leaning = Leaning.BALANCED, weighing: Weighing = SHIPPED) -> Weights:
    """The weights of one leaning, with what a team changed."""
    content: dict[str, Any] = weighing.content()
    factors = content.get(leaning.value, {})
    added = content["added"].get(leaning.value, {})
    plain, walking = content["weight"], content["walking"]
    return Weights(
        by_kind={
            kind: added.get(kind.value, plain[kind.value] * factors.get(kind.value, 1))
            for kind in Kind
        },
        skipped=frozenset(content["words"]["skipped"]),
        negating=frozenset(content["words"]["negating"]),
        widely_spoken=frozenset(map(fold, content["language"]["widely_spoken"])),
        widespread=content["language"]["widespread"],
        near_minutes=walking["minutes"],
        reach={
            pace.value: walking[pace.value] * 60 * walking["minutes"] / walking["circuity"]
            for pace in Pace
        },
        discretion=Discretion(
            frozenset(content["discreet"]["asked"]),
            frozenset(content["discreet"]["own"]),
            tuple(map(fold, content["discreet"]["words"])),
        ),
        at_once=content["bearing"]["at_once"],
        circles=tuple(map(fold, content["place"]["circle"])),
        stamp=blake2b(json.dumps(content, sort_keys=True).encode(), digest_size=8).hexdigest(),
        **content["setting"],
    )
