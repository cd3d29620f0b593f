"""Crosses and ticks: what people put in a cell to say yes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assetgraph.model.text import fold

TICKS = frozenset(
    {
        "x",
        "xx",
        "✓",
        "✔",
        "✔️",
        "☑",
        "☒",
        "v",
        "√",
        "ja",
        "j",
        "yes",
        "y",
        "waar",
        "true",
        "1",
        "●",
        "•",
        "*",
    }
)
"""Yes, folded."""

CROSSES = frozenset({"nee", "n", "no", "onwaar", "false", "0", "-", "–", "☐", "o", "□", ""})
"""No, folded, where a cell is one of many that are ticked."""


_WORD = 30
"""Characters of the longest word in a grid."""


def is_tick(text: str) -> bool:
    """Whether a cell says yes."""
    return len(text) <= _WORD and fold(text) in TICKS


def all_ticks(cells: Iterable[str], more: Mapping[str, str]) -> bool:
    """Whether cells hold ticks and nothing else; `more` are other words that they may hold."""
    found = False
    seen: set[str] = set()
    for cell in cells:
        if cell in seen:
            continue
        seen.add(cell)
        if len(cell) > _WORD:
            return False
        word = fold(cell)
        if word in TICKS or word in more:
            found = True
        elif word not in CROSSES:
            return False
    return found
