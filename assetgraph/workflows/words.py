"""What the tool makes of the words that people write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assetgraph.vocabulary import Meaning


def explain(text: str) -> tuple[Sequence[Meaning], Callable[[str, str], str]]:
    """What a text means, its words deciding the direction; and a concept's label by language."""
    from assetgraph.vocabulary import vocabulary  # noqa: PLC0415

    words = vocabulary()
    return words.understand(text, direction=None), words.label
