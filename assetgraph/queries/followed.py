"""What the questions about introductions answer: plain records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from assetgraph.messages import Message
from assetgraph.model.introductions import Stage
from assetgraph.queries.answers import Ref

if TYPE_CHECKING:
    from assetgraph.matching.weights import Kind


@dataclass(frozen=True)
class Reached:
    """A state that an introduction came to."""

    state: Stage
    date: date


@dataclass(frozen=True)
class Followed:
    """Two people who are or were introduced to each other, and how far they are."""

    resident: Ref
    partner: Ref
    state: Stage
    since: date
    due: date | None
    """When it is time to ask how it goes; None where it rests."""
    is_due: bool
    introducer: Ref | None
    place: Ref | None
    appointment: date | None
    next: Message
    """What to do now."""
    history: tuple[Reached, ...]
    reasons: tuple[str, ...]
    """The kinds of reasons there were, as it began."""
    said_by: str
    """The source of the last step."""


@dataclass(frozen=True)
class KindResult:
    """What came of introductions for which there was a reason of one kind."""

    kind: Kind
    label: Message
    weight: float
    """How much such a reason counts now."""
    introductions: int
    """Of how many the outcome is known: they met, or it stopped before."""
    met: int
    share: float | None
    """Met of those, 0…1; None where there are none."""
    low: float
    high: float
    """Between these the share lies with 95 % certainty (Wilson 1927)."""
    went_on: int
    waiting: int
    """Of how many the outcome is not known yet."""
    says: Message
    """What this does and does not say."""
