"""What every declaration is made of: a label in two languages, a block, a sensitivity, a choice."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum, StrEnum


@dataclass(frozen=True)
class Label:
    """A word in Dutch and in English, and other words that users write for it."""

    nl: str
    en: str
    aliases: tuple[str, ...] = ()

    def text(self, language: str) -> str:
        """The word in ``nl`` or ``en``."""
        return self.en if language == "en" else self.nl

    def spellings(self) -> tuple[str, ...]:
        """Every word that means this."""
        return (self.nl, self.en, *self.aliases)


class Block(IntEnum):
    """The six building blocks of a wooncirkel."""

    TALENTS = 1
    TIES = 2
    PLACES = 3
    ECONOMY = 4
    STORIES = 5
    INSTITUTIONS = 6

    @property
    def label(self) -> Label:
        """The block's name on screen."""
        return _BLOCK_LABELS[self]


_BLOCK_LABELS = {
    Block.TALENTS: Label("Talenten", "Talents"),
    Block.TIES: Label("Sociale verbanden", "Social ties"),
    Block.PLACES: Label("Plekken", "Places"),
    Block.ECONOMY: Label("Buurteconomie en ruil", "Neighbourhood economy"),
    Block.STORIES: Label("Verhalen, cultuur en geschiedenis", "Stories, culture and history"),
    Block.INSTITUTIONS: Label("Organisaties", "Institutions"),
}


class Sensitivity(Enum):
    """How widely a fact may be seen once its person may be seen."""

    PUBLIC = "public"
    """Also in what is published about people who agreed to that."""
    INTERNAL = "internal"
    """For the people who work with the map of this neighbourhood."""
    RESTRICTED = "restricted"
    """For nobody but who must have it: the full export, and questions that need it as a guard."""


class Choice(StrEnum):
    """One of a few fixed values; the value is stored, the label is read and written by people."""

    label: Label

    def __new__(cls, value: str, nl: str, en: str, *aliases: str) -> Choice:
        """Makes the member a plain string with a label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = Label(nl, en, aliases)
        return member
