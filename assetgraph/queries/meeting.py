"""Who may be named to whom: both agreed to introductions, and neither would rather not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Resident
from assetgraph.model.relations import Avoids
from assetgraph.model.snapshot import Snapshot


@dataclass(frozen=True)
class Meeting:
    """A guard for answers that bring people together; all are ids of residents.

    Who is on the map did not by that agree to be introduced, and who would rather not meet whom is
    not in a snapshot for the map. An answer from such a snapshot names two people to each other
    only where this allows it.
    """

    willing: frozenset[str] = frozenset()
    """Residents who agreed to introductions."""
    apart: frozenset[tuple[str, str]] = frozenset()
    """Pairs that are not to be coupled, in both orders."""

    @classmethod
    def of(cls, agreed: Snapshot, guarding: Snapshot) -> Meeting:
        """From a snapshot made for matching, and one in which it stands who avoids whom."""
        willing: frozenset[str] = frozenset()
        if agreed.purpose in (Purpose.MATCH, Purpose.ALL):
            willing = frozenset(
                agreed.ids[node]
                for node, paid in enumerate(agreed.values(Resident, "professional"))
                if paid is not True
            )
        avoids = guarding.relation(Avoids)
        pairs = [
            (guarding.ids[one], guarding.ids[other])
            for one, other in zip(avoids.source.tolist(), avoids.target.tolist(), strict=True)
        ]
        both = frozenset([*pairs, *((other, one) for one, other in pairs)])
        return cls(willing, both)

    @classmethod
    def within(cls, snapshot: Snapshot) -> Meeting:
        """What a snapshot allows by itself: everybody in one made for matching, else nobody."""
        return cls.of(snapshot, snapshot)

    def barred(self, one: str, other: str) -> bool:
        """Whether one of two would rather not meet the other."""
        return (one, other) in self.apart

    def barred_with(self, resident: str) -> frozenset[str]:
        """Everybody whom somebody would rather not meet, or who would rather not meet them."""
        return self._apart.get(resident, frozenset())

    def names(self, one: str, other: str) -> bool:
        """Whether two residents may be named to each other."""
        return {one, other} <= self.willing and not self.barred(one, other)

    @cached_property
    def _apart(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for one, other in self.apart:
            found.setdefault(one, set()).add(other)
        return {one: frozenset(others) for one, others in found.items()}
