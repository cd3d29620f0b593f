"""What the questions about gatherings and talents answer: plain records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from assetgraph.messages import Message
from assetgraph.queries.answers import Ref


@runtime_checkable
class Labelled(Protocol):
    """A vocabulary that names its concepts."""

    def label(self, concept: str, language: str) -> str:
        """The name of a concept on screen."""


@dataclass(frozen=True)
class Topic:
    """A concept in words: its name where the vocabulary has one, else its id."""

    concept: str
    words: Labelled | None

    def text(self, language: str) -> str:
        """The name of the concept."""
        return self.concept if self.words is None else self.words.label(self.concept, language)


@dataclass(frozen=True)
class Voiced:
    """Somebody with their own words."""

    resident: Ref
    text: str


@dataclass(frozen=True)
class Gathering:
    """A reason to bring three or more people together: who, where, when, and who could lead."""

    concept: str
    topic: Message
    residents: tuple[Voiced, ...]
    lead: Ref
    lead_because: Message
    place: Ref | None
    moment: Message
    invite: tuple[Voiced, ...]
    """Who in the neighbourhood fits and is not among them; who knows fewest people first."""
    first_step: Message


@dataclass(frozen=True)
class Unused:
    """A subject of talents that nobody uses yet, or of wishes that nobody answers yet."""

    kind: str
    """``talent`` or ``wish``."""
    concept: str
    topic: Message
    residents: tuple[Voiced, ...]
    """Who can it, or wishes it, each in their own words."""
    fits: tuple[Voiced, ...]
    """For a talent, whose wishes it would answer; for a wish nobody."""
    says: Message
