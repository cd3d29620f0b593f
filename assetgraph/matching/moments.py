"""Parts of the day and week in the words in which people write when something is: "di 14-19.30"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from assetgraph.model.choices import Daypart
from assetgraph.model.text import fold

WEEK = 7

_BOUNDS = ((Daypart.NIGHT, 0, 6), (Daypart.MORNING, 6, 12), (Daypart.AFTERNOON, 12, 18),
           (Daypart.EVENING, 18, 24))  # fmt: skip
_SPAN = re.compile(r"\b(\d{1,2})(?:[.:]\d{2})?\s*(?:-|–|tot|to|until)\s*(\d{1,2})(?:[.:]\d{2})?\b")
_HOUR = re.compile(r"\b(\d{1,2})[.:]\d{2}\b")
_DAYS = (
    ("ma", "maandag", "maandags", "mon", "monday"),
    ("di", "dinsdag", "dinsdags", "tue", "tuesday"),
    ("wo", "woensdag", "woensdags", "wed", "wednesday"),
    ("do", "donderdag", "donderdags", "thu", "thursday"),
    ("vr", "vrijdag", "vrijdags", "fri", "friday"),
    ("za", "zaterdag", "zaterdags", "sat", "saturday"),
    ("zo", "zondag", "zondags", "sun", "sunday"),
)
_DAY = {f"{word}{end}": at for at, words in enumerate(_DAYS) for word in words for end in ("", "s")}
_DAY_SPAN = re.compile(r"\b([a-z]+)\s*(?:-|–|tot|t/m|tot en met|to|until)\s*([a-z]+)\b")

Open = Mapping[Daypart, frozenset[int]]
"""By part of the day the days on which that is, 0 (Monday) to 6."""


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


@lru_cache(maxsize=4_096)
def open_at(text: str | None) -> Open:
    """When a place is open or a group is there; {} where the text does not say.

    Pieces are parted by ``;`` and ``,``: each names days, hours or parts of the day. A piece
    without days holds every day, one without hours the whole of its days but the night.
    """
    found: dict[Daypart, frozenset[int]] = {}
    for piece in re.split(r"[;,\n]", fold(text or "")):
        days, parts = _days(piece), dayparts(piece)
        if not days and not parts:
            continue
        for part in parts or frozenset(Daypart) - {Daypart.NIGHT}:
            found[part] = found.get(part, frozenset()) | (days or frozenset(range(WEEK)))
    return found


def _days(words: str) -> frozenset[int]:
    found: set[int] = set()
    for one, other in _DAY_SPAN.findall(words):
        if one in _DAY and other in _DAY:
            first, last = _DAY[one], _DAY[other]
            found |= {
                day % WEEK for day in range(first, (last if first <= last else last + WEEK) + 1)
            }
    for word in re.findall(r"[a-z]+", words):
        if word in _DAY:
            found.add(_DAY[word])
        found |= {day for day, called in enumerate(_DAYS) if word.startswith(called[1])}
    if "dagelijks" in words or "elke dag" in words or "daily" in words:
        found |= set(range(WEEK))
    if "doordeweeks" in words:
        found |= set(range(5))
    return frozenset(found)
