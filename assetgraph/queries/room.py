"""Who carries much already, and who has room: connectors have a limit too."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assetgraph.analysis.ties import Ties
from assetgraph.messages import Message, say
from assetgraph.model.choices import ExchangeSort
from assetgraph.model.kinds import Relation
from assetgraph.model.nodes import Exchange
from assetgraph.model.relations import ContactOf, MadeBy, TakesRole
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.answers import Room

LEAD, ROLE, OFFER = 3, 2, 1
"""Being the contact of a group, a role, and something offered weigh as much as this many ties."""

FULL, BUSY = 0.9, 0.6
"""From this part of the neighbourhood on, in order of what people carry."""

LEAST_FULL = 8
"""Nobody who carries less than this is full, in however small a neighbourhood."""


class Loads:
    """What each person carries, by position: ties, groups led, roles and offers."""

    def __init__(self, snapshot: Snapshot, ties: Ties) -> None:
        self._ties = ties
        self.leads = self._count(snapshot, ContactOf)
        self.roles = self._count(snapshot, TakesRole)
        self.offers = self._offered(snapshot)

    @cached_property
    def load(self) -> NDArray[np.int64]:
        """What each person carries, counted in ties, shape (n,)."""
        carried: NDArray[np.int64] = (
            self._ties.degree + LEAD * self.leads + ROLE * self.roles + OFFER * self.offers
        )
        return carried

    @cached_property
    def spare(self) -> NDArray[np.float64]:
        """How much room each person seems to have, 0…1: one less their load over `full`."""
        spare: NDArray[np.float64] = 1 - np.minimum(self.load / self._full, 1.0)
        return spare

    def room(self, person: int) -> Room:
        """How much room a person seems to have."""
        load = int(self.load[person])
        if load >= self._full:
            return Room.LITTLE
        return Room.SOME if load > self._busy else Room.AMPLE

    def full(self, person: int) -> bool:
        """Whether a person carries much already."""
        return int(self.load[person]) >= self._full

    def carried(self, person: int) -> list[Message]:
        """What a person carries, in words: "12 contacten", "aanspreekpunt van 1 groep"."""
        known, led = int(self._ties.degree[person]), int(self.leads[person])
        parts = [say("room.ties", n=known)] if known else []
        if led:
            parts.append(say("room.leads", n=led))
        if self.roles[person]:
            parts.append(say("room.roles", n=int(self.roles[person])))
        return parts

    @cached_property
    def _full(self) -> float:
        return max(self._at(FULL), LEAST_FULL)

    @cached_property
    def _busy(self) -> float:
        return max(self._at(BUSY), LEAST_FULL / 2)

    def _at(self, part: float) -> float:
        return float(np.quantile(self.load, part)) if len(self.load) else 0.0

    def _count(self, snapshot: Snapshot, kind: type[Relation]) -> NDArray[np.int64]:
        sources = snapshot.relation(kind).source
        return np.bincount(sources, minlength=len(snapshot.residents))[self._ties.people]

    def _offered(self, snapshot: Snapshot) -> NDArray[np.int64]:
        made = snapshot.relation(MadeBy)
        span = snapshot.ranges[Exchange]
        sorts = snapshot.values(Exchange, "sort")
        offered = np.zeros(len(snapshot.residents), np.int64)
        for exchange, maker in zip(made.source.tolist(), made.target.tolist(), strict=True):
            if maker < len(offered) and sorts[exchange - span.start] is not ExchangeSort.ASK:
                offered[maker] += 1
        return offered[self._ties.people]
