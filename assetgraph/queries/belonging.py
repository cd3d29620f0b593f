"""To which circles people belong: groups, streets, languages, and when they came on the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from assetgraph.analysis.ties import Ties
from assetgraph.model.nodes import Resident
from assetgraph.model.relations import ContactOf, MemberOf
from assetgraph.model.snapshot import Snapshot

Belongs = Sequence[frozenset[str]]
"""The circles of each person, by position."""

COMMON = 0.5
"""A language that more than this part of the people speak is no circle in particular."""


class Belonging:
    """The circles of the people of one snapshot, each sort found when it is first asked for."""

    def __init__(self, snapshot: Snapshot, ties: Ties) -> None:
        self._snapshot = snapshot
        self._people: list[int] = ties.people.tolist()

    @cached_property
    def groups(self) -> Belongs:
        """The ids of the groups each person takes part in or is the contact of."""
        ids, members = self._snapshot.ids, self._snapshot.relation(MemberOf)
        contacts = self._snapshot.relation(ContactOf)
        return [
            frozenset(ids[group] for group in members.targets(node) + contacts.targets(node))
            for node in self._people
        ]

    @cached_property
    def streets(self) -> Belongs:
        """The street each person lives in."""
        streets = self._snapshot.values(Resident, "street")
        return [frozenset({streets[node]} if streets[node] else ()) for node in self._people]

    @cached_property
    def languages(self) -> Belongs:
        """The languages each person speaks that are not everybody's."""
        spoken = self._snapshot.values(Resident, "languages")
        counts = Counter(one for node in self._people for one in set(spoken[node]))
        return [
            frozenset(one for one in spoken[node] if counts[one] <= COMMON * len(self._people))
            for node in self._people
        ]

    @cached_property
    def arrivals(self) -> Belongs:
        """The day on which each person came on the map: its generations are in the order of these.

        How old people are is not recorded, nor asked.
        """
        provenance = self._snapshot.provenance
        if not provenance:
            return [frozenset()] * len(self._people)
        return [frozenset({provenance[node].first_said.isoformat()}) for node in self._people]
