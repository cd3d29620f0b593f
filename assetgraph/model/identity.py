"""What somebody judged about who is who, in words of the ledger: one person, or two."""

from __future__ import annotations

PREFIX = "identity:"
"""With this begins the source of every judgement; no import may call itself so."""

DIFFERENT = f"{PREFIX}different"
"""The source that says of people that they are not the same."""

APART = ""
"""What a statement says of a node that is a person of its own again."""


def judgement(number: int) -> str:
    """The source of a judgement that some nodes are one, or are not any more."""
    return f"{PREFIX}{number}"


def is_judgement(source: str) -> bool:
    """Whether a source judges who is who; it alone makes nobody be there."""
    return source.startswith(PREFIX)
