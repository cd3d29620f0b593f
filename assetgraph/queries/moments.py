"""Parts of the day in the words in which people write when something is: "dinsdag 14.00-19.30"."""

from __future__ import annotations

import re

from assetgraph.model.choices import Daypart
from assetgraph.model.text import fold

_BOUNDS = ((Daypart.NIGHT, 0, 6), (Daypart.MORNING, 6, 12), (Daypart.AFTERNOON, 12, 18),
           (Daypart.EVENING, 18, 24))  # fmt: skip
_SPAN = re.compile(r"\b(\d{1,2})(?:[.:]\d{2})?\s*(?:-|–|tot|to|until)\s*(\d{1,2})(?:[.:]\d{2})?\b")
_HOUR = re.compile(r"\b(\d{1,2})[.:]\d{2}\b")


def dayparts(text: str | None) -> frozenset[Daypart]:
    """The parts of the day that a text speaks of, by word or by hour; empty where it says none."""
    if not text:
        return frozenset()
    words = fold(text)
    found = {
        part
        for part in Daypart
        for word in part.label.spellings()
        if re.search(rf"{re.escape(fold(word))}\b", words)
    }
    spans = [(int(one), int(other)) for one, other in _SPAN.findall(words)]
    spans += [(int(hour), int(hour) + 1) for hour in _HOUR.findall(_SPAN.sub(" ", words))]
    for start, end in spans:
        if start < end <= 24:
            found |= {part for part, first, last in _BOUNDS if start < last and first < end}
    return frozenset(found)
