"""What a resident is found by when people are matched: derived from facts, and never said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True)
class Traits:
    """What one resident can be found by, on the days for which that holds.

    Somebody who may not be matched has none: an entry without keys says that this is known.
    """

    resident: str
    """The id."""
    since: date
    """The first day, which is the day on which they were read."""
    until: date
    """The last day: that on which a consent ends on which they rest."""
    keys: Mapping[str, float] = field(default_factory=dict)
    """What this resident is found by, with how much it weighs. To a store keys are just text."""
    beside: Mapping[str, Any] = field(default_factory=dict)
    """What is weighed once somebody is found, as JSON values. A store only keeps it."""
    read: Mapping[str, Any] = field(default_factory=dict)
    """What this resident's texts were read as, as JSON values. A store only keeps it."""


class Shared(NamedTuple):
    """Who is found by which key: columns of equal length, ascending by key, then by resident."""

    keys: list[str]
    residents: list[str]
    weights: list[float]
    beside: Mapping[str, Mapping[str, Any]]
    """What is kept beside the keys of each of these residents, by id."""
