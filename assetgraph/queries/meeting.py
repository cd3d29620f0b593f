"""Who may be named to whom: both agreed and have room, neither would rather not, and it is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Resident
from assetgraph.model.relations import Avoids
from assetgraph.model.snapshot import Snapshot

if TYPE_CHECKING:
    from assetgraph.matching.weighing import Weighing


@dataclass(frozen=True)
class Meeting:
    """A guard for answers that bring people together; all are ids of residents.

    Who is on the map did not by that agree to be introduced, and who would rather not meet whom is
    not in a snapshot for the map. An answer from such a snapshot names two people to each other
    only where this allows it.
    """

    willing: frozenset[str] = frozenset()
    """Residents who agreed to introductions and have room for one more."""
    apart: frozenset[tuple[str, str]] = frozenset()
    """Pairs that are not to be coupled, in both orders."""
    introduced: frozenset[tuple[str, str]] = frozenset()
    """Pairs who are being introduced, go on, or stopped not long ago; in both orders."""

    @classmethod
    def of(cls, agreed: Snapshot, guarding: Snapshot, weighing: Weighing | None = None) -> Meeting:
        """From a snapshot made for matching, and one in which it stands who avoids whom.

        `weighing` holds a team's own numbers, the shipped ones unless given.
        """
        willing: frozenset[str] = frozenset()
        introduced: frozenset[tuple[str, str]] = frozenset()
        if agreed.purpose in (Purpose.MATCH, Purpose.ALL):
            from assetgraph.matching.weighing import SHIPPED  # noqa: PLC0415

            willing = frozenset(
                agreed.ids[node] for node in _with_room(agreed, weighing or SHIPPED)
            )
            introduced = frozenset(_introduced(agreed, weighing or SHIPPED))
        avoids = guarding.relation(Avoids)
        pairs = [
            (guarding.ids[one], guarding.ids[other])
            for one, other in zip(avoids.source.tolist(), avoids.target.tolist(), strict=True)
        ]
        both = frozenset([*pairs, *((other, one) for one, other in pairs)])
        return cls(willing, both, introduced)

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
        """Whether two residents may be named to each other, as two who could meet."""
        known = self.barred(one, other) or (one, other) in self.introduced
        return not known and {one, other} <= self.willing

    def closed_with(self, resident: str) -> frozenset[str]:
        """Everybody with whom somebody is not to be brought together now."""
        return self.barred_with(resident) | self._met.get(resident, frozenset())

    @cached_property
    def _apart(self) -> dict[str, frozenset[str]]:
        return _by_resident(self.apart)

    @cached_property
    def _met(self) -> dict[str, frozenset[str]]:
        return _by_resident(self.introduced)


def _with_room(agreed: Snapshot, weighing: Weighing) -> Iterator[int]:
    """Residents, by index, who do not work here and could meet one more."""
    from assetgraph.matching.courses import running  # noqa: PLC0415
    from assetgraph.matching.weights import weights  # noqa: PLC0415

    most, under_way = weights(weighing=weighing).at_once, running(agreed)
    columns = (agreed.values(Resident, name) for name in ("professional", "bearable"))
    for node, (paid, stated) in enumerate(zip(*columns, strict=True)):
        bearable = most if stated is None else stated
        if paid is not True and under_way[node] < bearable:
            yield node


def _introduced(agreed: Snapshot, weighing: Weighing) -> Iterator[tuple[str, str]]:
    """Pairs who are not to be suggested to each other because of how it went, in both orders."""
    from assetgraph.matching.courses import closed_pairs, following  # noqa: PLC0415

    for one, others in closed_pairs(agreed, following(weighing)).items():
        for other in others:
            yield agreed.ids[one], agreed.ids[other]


def _by_resident(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
    return {one: frozenset(others) for one, others in found.items()}
