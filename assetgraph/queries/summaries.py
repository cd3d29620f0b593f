"""What the questions about the neighbourhood as a whole answer: plain records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assetgraph.messages import Message
from assetgraph.queries.answers import Certainty, Proposal, Ref


class PartKind(StrEnum):
    """What a row about islands is about."""

    RESIDENTS = "residents"
    """Two parts of the neighbourhood without any tie between them, or the one whole it is."""
    GROUPS = "groups"
    """Two groups that share nobody, and of which nobody knows anybody of the other."""
    ORGANISATIONS = "organisations"
    """Two organisations that share a place or visitors and do not work together."""
    MIXING = "mixing"
    """How one group mixes: bonding and bridging."""


class MixingSort(StrEnum):
    """Where the ties of a group lead; both are good."""

    BONDING = "bonding"
    BRIDGING = "bridging"
    BOTH = "both"
    UNKNOWN = "unknown"
    """No ties of its people are known."""


@dataclass(frozen=True)
class Part:
    """A part that stands by itself: its people or organisations, and what it is called."""

    name: str | Message
    size: int
    members: tuple[Ref, ...]


@dataclass(frozen=True)
class Island:
    """Two parts that do not touch and the easiest way to join them, or how one group mixes."""

    kind: PartKind
    one: Part
    other: Part | None
    """None in a row about how a group mixes, or about the one whole."""
    proposal: Proposal | None
    """The easiest new tie: two residents, or two organisations. None where none may be named."""
    ei: float | None
    """The E-I index of the group, -1 (all ties inside) … 1 (all outside); None elsewhere."""
    mixing: MixingSort | None
    inside: int | None
    outside: int | None
    reasons: tuple[Message, ...]


class Theme(StrEnum):
    """What grew or was lost between two days."""

    RESIDENTS = "residents"
    TIES = "ties"
    GROUPS = "groups"
    MEMBERSHIPS = "memberships"
    TALENTS = "talents"
    WISHES = "wishes"
    PLACES = "places"
    EXCHANGES = "exchanges"
    STORIES = "stories"
    INSTITUTIONS = "institutions"
    COOPERATION = "cooperation"
    NO_LONGER_ISOLATED = "no_longer_isolated"


@dataclass(frozen=True)
class Growth:
    """One theme between two days: what came, what went, and how much there is now."""

    theme: Theme
    gained: int
    lost: int
    before: int
    now: int
    new: tuple[str, ...]
    """What came, by name; a pair reads "A - B"."""
    gone: tuple[str, ...]
    text: Message
    loss: Message | None


@dataclass(frozen=True)
class BlockLine:
    """What is known of one building block."""

    block: int
    name: Message
    known: int
    """Of how many something is known: residents, places, organisations, or the things counted."""
    of: int
    share: float
    """`known` over `of`, 0…1."""
    counts: tuple[Message, ...]
    missing: Message


@dataclass(frozen=True)
class StreetLine:
    """What is known of the residents of one street."""

    street: str | None
    """None for residents of whom no street is known."""
    residents: int
    known: int
    """Of how many something is known beside name and address."""
    with_ties: int
    share: float
    missing: Message


@dataclass(frozen=True)
class Overview:
    """The neighbourhood on one screen."""

    day: date
    buurt: str | None
    residents: int
    professionals: int
    blocks: tuple[BlockLine, ...]
    streets: tuple[StreetLine, ...]
    ties: int
    parts: int
    """In how many parts of two or more people the network falls."""
    isolated: int
    by_a_thread: int
    not_in_picture: int
    connectors: tuple[Ref, ...]
    last_heard: date | None
    certainty: Certainty
    notes: tuple[Message, ...]
