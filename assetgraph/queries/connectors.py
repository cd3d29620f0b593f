"""Who connects the neighbourhood, and what they join.

The score is the sum of five parts, each 0…1 within this neighbourhood and weighted as below:

- between: betweenness over the highest one;
- named: nominations over the highest number, counted as at least `FEW`;
- reach: of how many groups, streets and languages, and of how many of the days on which people
  came on the map, somebody knows people, each over the highest number and averaged;
- open: how little the people around somebody know each other (one less the constraint, for those
  with two ties or more);
- room: how little somebody carries already (`assetgraph.queries.room`).

Circles found in the ties say of which kind a connector is; they have no part in the score, for
they shift with a few ties.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assetgraph.analysis.betweenness import betweenness
from assetgraph.analysis.communities import communities
from assetgraph.analysis.holes import holes
from assetgraph.analysis.reach import participation, touched
from assetgraph.analysis.ties import Ties, resident_ties
from assetgraph.messages import Message, say
from assetgraph.model.nodes import Place
from assetgraph.model.relations import ComesTo, Nominates
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.answers import Connector, ConnectorKind, Parts, Reach, Ref, Room
from assetgraph.queries.belonging import Belonging
from assetgraph.queries.knowledge import Knowledge
from assetgraph.queries.room import Loads
from assetgraph.queries.spans import Spans

WEIGHTS = {"between": 0.40, "named": 0.25, "reach": 0.15, "open": 0.10, "room": 0.10}
FEW = 3
SPREAD = 0.3
"""From this participation on somebody spans circles (Guimerà and Amaral 2005: a connector hub)."""
_LOW_CONSTRAINT = 0.4
_TELLING = 0.25
"""From this part of the highest betweenness on, the roads over somebody are worth a sentence."""
_DECIMALS = 6

Column = NDArray[np.float64]
Counts = NDArray[np.int64]


def connectors(
    snapshot: Snapshot, *, top: int | None = 10, group: str | None = None
) -> list[Connector]:
    """Residents who join people that would otherwise not meet, most telling first.

    Structure (betweenness, Burt's constraint) says who spans circles; nominations say whom
    neighbours name themselves. Professionals are left out of both. Somebody without ties is listed
    when nominated. With the id of a `group` or place: those of them who belong there, and first
    what they join it to. Equal scores stand by name, then by id; `top` None lists all.
    """
    ties = resident_ties(snapshot)
    found = _Found(snapshot, ties)
    listed = (ties.degree > 0) | (found.nominations > 0)
    if group is not None:
        listed &= _there(snapshot, ties, found.belonging, group)
    people = [
        (Ref.of(snapshot, int(ties.people[person])), person)
        for person in np.flatnonzero(listed).tolist()
    ]
    people.sort(key=lambda one: (-found.score[one[1]], one[0].name, one[0].id))
    return [found.connector(ref, person, group) for ref, person in people[:top]]


def nominations(snapshot: Snapshot, ties: Ties) -> Counts:
    """How many other residents name each person as somebody who connects, shape (n,)."""
    named = snapshot.relation(Nominates)
    at = ties.position
    pairs = {
        (at[by], at[who])
        for by, who in zip(named.source.tolist(), named.target.tolist(), strict=True)
        if by != who and by in at and who in at
    }
    return np.bincount(np.array([who for _, who in pairs], np.int64), minlength=ties.n)


def _there(snapshot: Snapshot, ties: Ties, belonging: Belonging, group: str) -> NDArray[np.bool_]:
    """Who belongs to a group or comes to a place, shape (n,)."""
    if snapshot.index.get(group, -1) in snapshot.ranges[Place]:
        visitors = set(snapshot.relation(ComesTo).sources(snapshot.index[group]))
        return np.array([node in visitors for node in ties.people.tolist()], bool)
    return np.array([group in own for own in belonging.groups], bool)


@dataclass
class _Found:
    """What is measured of everybody, by position, and what is told of those who are shown."""

    snapshot: Snapshot
    ties: Ties

    def __post_init__(self) -> None:
        snapshot, ties = self.snapshot, self.ties
        self.belonging = Belonging(snapshot, ties)
        self.loads = Loads(snapshot, ties)
        self.knowledge = Knowledge(snapshot, ties)
        self.spans = Spans(snapshot, ties, self.belonging)
        self.betweenness = betweenness(ties)
        around = holes(ties)
        self.constraint, self.effective_size = around.constraint, around.effective_size
        self.nominations = nominations(snapshot, ties)

    @cached_property
    def reached(self) -> dict[str, Counts]:
        """Of how many circles of each sort everybody knows people, each of shape (n,)."""
        own = self.belonging
        sorts = {
            "groups": own.groups,
            "streets": own.streets,
            "languages": own.languages,
            "generations": own.arrivals,
        }
        return {name: touched(self.ties, belongs) for name, belongs in sorts.items()}

    @cached_property
    def circles(self) -> Counts:
        """The circle of acquaintances of everybody, shape (n,)."""
        return communities(self.ties)

    @cached_property
    def spread(self) -> Column:
        """How evenly everybody's ties lead to different circles, shape (n,), 0…1."""
        return participation(self.ties, self.circles)

    @cached_property
    def circles_reached(self) -> Counts:
        """In how many circles of acquaintances everybody knows people, shape (n,)."""
        return touched(self.ties, [(str(circle),) for circle in self.circles.tolist()])

    @cached_property
    def parts(self) -> dict[str, Column]:
        """The parts of the score by name, weighted, each of shape (n,)."""
        several = self.ties.degree > 1
        tight = np.clip(np.nan_to_num(self.constraint, nan=1.0), 0, 1)
        reached = [
            _share(counts - 1) for counts in self.reached.values() if counts.max(initial=0) > 1
        ]
        parts = {
            "between": _share(self.betweenness),
            "named": self.nominations / max(self.nominations.max(initial=0), FEW),
            "reach": np.mean(reached, axis=0) if reached else np.zeros(self.ties.n),
            "open": np.where(several, 1 - tight, 0),
            "room": self.loads.spare,
        }
        return {name: (WEIGHTS[name] * part).round(_DECIMALS) for name, part in parts.items()}

    @cached_property
    def score(self) -> Column:
        """The sum of the parts, shape (n,), 0…1."""
        total: Column = np.sum(list(self.parts.values()), axis=0).round(_DECIMALS)
        return total

    def connector(self, ref: Ref, person: int, group: str | None) -> Connector:
        """All that is told of one person."""
        known = int(self.ties.degree[person])
        certainty, doubts = self.knowledge.of(person, *self.knowledge.small)
        return Connector(
            resident=ref,
            score=float(self.score[person]),
            degree=known,
            betweenness=float(self.betweenness[person]),
            constraint=float(self.constraint[person]) if known else None,
            effective_size=float(self.effective_size[person]),
            nominations=int(self.nominations[person]),
            connects=self.spans.told(person, first=group),
            reasons=tuple(self._reasons(ref.name, person)),
            kind=self._kind(person),
            stands_out=self._stands_out(person),
            parts=Parts(**{name: float(part[person]) for name, part in self.parts.items()}),
            reach=self._reach(person),
            room=self.loads.room(person),
            certainty=certainty,
            doubts=doubts,
        )

    def _kind(self, person: int) -> ConnectorKind | None:
        if not self.ties.degree[person]:
            return None
        return ConnectorKind.SPANS if self.spread[person] >= SPREAD else ConnectorKind.WITHIN

    def _stands_out(self, person: int) -> str:
        """The part in which fewest people come before this one, of equals the weightiest."""
        ranks = {
            name: int((part > part[person]).sum())
            for name, part in self.parts.items()
            if name != "room" and part[person] > 0
        }
        return min(ranks, key=ranks.__getitem__, default="between")

    def _reach(self, person: int) -> Reach:
        counts = {name: int(reached[person]) for name, reached in self.reached.items()}
        return Reach(**counts, circles=int(self.circles_reached[person]))

    def _reasons(self, name: str, person: int) -> list[Message]:
        """Why somebody is listed: first what stands out, then the other things of note."""
        known, named = int(self.ties.degree[person]), int(self.nominations[person])
        by_part: dict[str, Callable[[], list[Message]]] = {
            "named": lambda: [say("connectors.reason.named", n=named, name=name)] if named else [],
            "between": lambda: self._between(name, person),
            "reach": lambda: self._reaching(name, person),
            "open": lambda: self._open(name, person),
        }
        if not known:
            return [*by_part["named"](), say("connectors.reason.no-ties", name=name)]
        first = self._stands_out(person)
        reasons = by_part.pop(first)()
        for rest in by_part.values():
            reasons += rest()
        kind = self._kind(person)
        reasons.append(
            say("connectors.reason.spans", name=name)
            if kind is ConnectorKind.SPANS
            else say("connectors.reason.within", name=name)
        )
        reasons.append(say("connectors.reason.knows", n=known, name=name))
        held = self.spans.held(person)
        if held:
            reasons.append(say("connectors.reason.holds", n=held, name=name))
        return [*reasons, *self._room(name, person)]

    def _between(self, name: str, person: int) -> list[Message]:
        found = self.betweenness
        if found[person] >= _TELLING * found.max() > 0:
            return [say("connectors.reason.between", name=name)]
        return []

    def _open(self, name: str, person: int) -> list[Message]:
        if self.ties.degree[person] > 2 and self.constraint[person] <= _LOW_CONSTRAINT:
            return [say("connectors.reason.open", name=name)]
        return []

    def _reaching(self, name: str, person: int) -> list[Message]:
        reach = self._reach(person)
        parts = []
        if reach.groups > 1:
            parts.append(say("connectors.reach.groups", n=reach.groups))
        if reach.streets > 1:
            parts.append(say("connectors.reach.streets", n=reach.streets))
        reasons = [say("connectors.reason.reach", name=name, what=parts)] if parts else []
        if reach.languages > 1:
            reasons.append(say("connectors.reason.languages", name=name, n=reach.languages))
        if reach.generations > 1:
            reasons.append(say("connectors.reason.generations", name=name))
        return reasons

    def _room(self, name: str, person: int) -> list[Message]:
        room = self.loads.room(person)
        if room is Room.LITTLE:
            what = self.loads.carried(person)
            return [say("connectors.reason.full", name=name, what=what)]
        return [say("connectors.reason.room", name=name)] if room is Room.AMPLE else []


def _share(values: NDArray[np.float64] | Counts) -> Column:
    """Each value over the highest one, 0…1; 0 where none is above 0."""
    highest = float(values.max(initial=0))
    if highest <= 0:
        return np.zeros(len(values))
    return np.clip(values.astype(np.float64), 0, None) / highest
