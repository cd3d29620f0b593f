"""What the questions answer: plain records, and the JSON that scripts read of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from assetgraph.messages import Catalogue, Message

if TYPE_CHECKING:
    from assetgraph.matching.introducers import Bridge
    from assetgraph.matching.reasons import Reason
    from assetgraph.model.snapshot import Snapshot

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True)
class Ref:
    """Somebody or something on the map, by id and by what people call it."""

    id: str
    name: str

    @classmethod
    def of(cls, snapshot: Snapshot, node: int) -> Ref:
        """The node at this index of a snapshot."""
        return cls(snapshot.ids[node], snapshot.names[node])


class Certainty(StrEnum):
    """How sure an answer about somebody is, by how much we know; surest first."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Room(StrEnum):
    """How much room somebody seems to have for more; only they themselves know."""

    AMPLE = "ample"
    SOME = "some"
    LITTLE = "little"


class ConnectorKind(StrEnum):
    """Two ways to connect, both of worth."""

    WITHIN = "within"
    """Central among people who mostly know each other."""
    SPANS = "spans"
    """Known in circles that hardly touch otherwise."""


@dataclass(frozen=True)
class Parts:
    """What the score of a connector is the sum of."""

    between: float
    open: float
    named: float
    reach: float
    room: float


@dataclass(frozen=True)
class Reach:
    """Of how many different circles somebody knows people, one's own included."""

    groups: int
    streets: int
    languages: int
    circles: int
    """Circles of acquaintances, as found in the ties."""
    generations: int
    """Days on which people came on the map: its old hands and its newcomers."""


@dataclass(frozen=True)
class Connector:
    """A resident who brings people together, by structure or by what neighbours say."""

    resident: Ref
    score: float
    """0…1: see `assetgraph.queries.connectors`."""
    degree: int
    betweenness: float
    constraint: float | None
    effective_size: float
    nominations: int
    connects: tuple[Message, ...]
    reasons: tuple[Message, ...]
    kind: ConnectorKind | None
    """None for somebody of whom no ties are known."""
    stands_out: str
    """The part of the score in which this person stands out most: a field of `Parts`."""
    parts: Parts
    reach: Reach
    room: Room
    certainty: Certainty
    doubts: tuple[Message, ...]
    """Why we are no surer."""


@dataclass(frozen=True)
class KeyPlayer:
    """One of the few who together reach most of the neighbourhood."""

    resident: Ref
    reach: float
    """The part of the neighbourhood that is reached with those before, 0…1: see `key_players`."""
    adds: float
    """What this person adds to that."""
    knows: int
    """How many people they or those before know, themselves included."""
    reasons: tuple[Message, ...]
    room: Room


@dataclass(frozen=True)
class Proposal:
    """A tie that is not there yet, between two people who may be named to each other."""

    one: Ref
    other: Ref
    reasons: tuple[Message, ...]


@dataclass(frozen=True)
class Takeover:
    """Somebody who could take over a part of what a connector does."""

    part: Message
    resident: Ref
    reasons: tuple[Message, ...]
    room: Room


@dataclass(frozen=True)
class Absence:
    """What changes when a connector moves away, and what could be done beforehand."""

    resident: Ref
    cut_off: tuple[tuple[Ref, ...], ...]
    """The people who lose the largest part of the network, by who stays together."""
    alone: tuple[Ref, ...]
    """Who would know nobody any more."""
    longer: float | None
    """How much longer the roads between the others become, 0.1 is a tenth; None without roads."""
    groups: tuple[Ref, ...]
    """Groups that lose the one to turn to."""
    reasons: tuple[Message, ...]
    takeovers: tuple[Takeover, ...]
    mends: tuple[Proposal, ...]


@dataclass(frozen=True)
class Linker:
    """Somebody who could link two groups or places."""

    resident: Ref
    score: int
    """The lesser of the two sides below; belonging to a side counts as knowing three there."""
    one: int
    other: int
    """How many people they know on each side."""
    belongs_to: tuple[Ref, ...]
    reasons: tuple[Message, ...]
    room: Room


@dataclass(frozen=True)
class Invitee:
    """Somebody who could belong somewhere and is not there."""

    resident: Ref
    of: Ref
    """The group, place or activity."""
    score: float
    reasons: tuple[Message, ...]
    along: Ref | None
    """Somebody who is there, whom they know, and who could take them along."""


class Status(StrEnum):
    """How somebody is missing, most pressing first."""

    ISOLATED = "isolated"
    """Something is known of them, and no tie but to professionals."""
    BY_A_THREAD = "by_a_thread"
    """One tie, ties at home alone, or all ties lead over one person, group or place."""
    NOT_IN_PICTURE = "not_in_picture"
    """Nothing is known but a name and an address, or nothing was heard for long: that says
    nothing about being alone."""


@dataclass(frozen=True)
class Missing:
    """A resident who is not, or hardly, part of the neighbourhood's network."""

    resident: Ref
    status: Status
    ties: int
    professional_ties: int
    reasons: tuple[Message, ...]
    hooks: tuple[Message, ...]
    household_ties: int
    """How many of the ties are with people behind the same front door."""
    last_heard: date | None
    certainty: Certainty
    """How sure we are that there are no more ties than these."""
    doubts: tuple[Message, ...]
    """Why we are no surer."""


@dataclass(frozen=True)
class Match:
    """Two people who could meet: why, introduced by whom, where, and the first step."""

    resident: Ref | None
    """None where a wish was asked for without saying whose it is."""
    partner: Ref
    score: float
    """The sum of the weights of the reasons."""
    mutual: bool
    reasons: tuple[Reason, ...]
    introducer: Ref | None
    place: Ref | None
    first_step: Message
    bridge: Bridge | None = None
    """How the introducer stands to the two; None where there is none."""
    via: Ref | None = None
    """In a chain of two, who knows the partner."""
    acquainted: bool = False
    """They greet or talk already: a chat more."""


def to_json(answer: object, catalogue: Catalogue) -> dict[str, Json]:
    """The answer as the contract's JSON object, its sentences in the catalogue's language."""
    if not is_dataclass(answer):
        raise TypeError(type(answer).__name__)
    return {field.name: _plain(getattr(answer, field.name), catalogue) for field in fields(answer)}


def _plain(value: object, catalogue: Catalogue) -> Json:
    if isinstance(value, Message):
        return catalogue.text(value)
    if is_dataclass(value):
        return {
            field.name: _plain(getattr(value, field.name), catalogue) for field in fields(value)
        }
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Sequence):
        return [_plain(one, catalogue) for one in value]
    raise TypeError(type(value).__name__)
