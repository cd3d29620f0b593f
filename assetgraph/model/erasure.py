"""What was erased with somebody, and where words of others may still name them."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

from assetgraph.model.text import fold

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where the name of an erased person still stands in what others said."""

    node: str
    """The id of the node that holds the text; "" for the source of a changeset."""
    field: str
    """The property; for a source the number of the changeset."""
    text: str


@dataclass(frozen=True, slots=True)
class Erasure:
    """What an erasure took out."""

    node: str
    nodes: tuple[str, ...]
    """The ids of all that went: the node, and talents, stories… that were nobody else's."""
    mentions: tuple[Mention, ...]
    """What is left for somebody to decide on: text of others in which the name stands."""


def digest(key: bytes, kind: str, word: str) -> str:
    """What is kept of a name, a code or an id: a keyed BLAKE2b of it (folded), as hex.

    It says nothing to who has not the key. Who has the whole store, key and all, can still try
    whether a name that they think of is among the erased.
    """
    text = f"{kind}\x1f{fold(word)}".encode()
    return blake2b(text, key=key, digest_size=16).hexdigest()
