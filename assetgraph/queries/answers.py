"""What the questions answer: plain records, and the JSON that scripts read of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from assetgraph.messages import Catalogue, Message

if TYPE_CHECKING:
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


class Status(StrEnum):
    """How somebody is missing, most pressing first."""

    ISOLATED = "isolated"
    """Something is known of them, and no tie but to professionals."""
    BY_A_THREAD = "by_a_thread"
    """One tie, or all ties lead over one person."""
    NOT_IN_PICTURE = "not_in_picture"
    """Nothing is known but a name and an address: that says nothing about being alone."""


@dataclass(frozen=True)
class Missing:
    """A resident who is not, or hardly, part of the neighbourhood's network."""

    resident: Ref
    status: Status
    ties: int
    professional_ties: int
    reasons: tuple[Message, ...]
    hooks: tuple[Message, ...]


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


def to_json(answer: Connector | Missing | Match, catalogue: Catalogue) -> dict[str, Json]:
    """The answer as the contract's JSON object, its sentences in the catalogue's language."""
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
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Sequence):
        return [_plain(one, catalogue) for one in value]
    raise TypeError(type(value).__name__)
