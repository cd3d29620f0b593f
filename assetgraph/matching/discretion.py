"""What another person never reads in a reason: debts, addiction, safety at home, illness."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assetgraph.model.text import fold

_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class Discretion:
    """Which texts stay between somebody and who helps them."""

    asked: frozenset[str]
    """Concepts that are not told of somebody who asks for them."""
    own: frozenset[str]
    """Concepts that are not told of anybody: to offer them says what somebody went through."""
    words: tuple[str, ...]
    """Beginnings of words, folded, that are enough by themselves."""

    def withholds(self, text: str, concepts: Iterable[str], *, asks: bool) -> bool:
        """Whether a text that may mean these concepts is kept out of every reason."""
        hidden = self.own | self.asked if asks else self.own
        if not hidden.isdisjoint(concepts):
            return True
        return asks and any(word.startswith(self.words) for word in _WORD.findall(fold(text)))
