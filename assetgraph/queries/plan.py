"""A fair plan for everyone at once: who meets whom, when nobody is asked more than they can bear.

First come those who are isolated or hang by a thread: as many of them as can be are in the plan;
then as many as can be of those who are isolated; then the sum of the scores is as high as can be.
Each resident gets one introduction, nobody is asked as partner or introduces more often than the
caps and their own room allow, and what runs already counts. It is an exact optimum (`assignment`)
over all introductions with a reason of their own; in a large neighbourhood over everyone's best,
and over all of who comes first. Introducers are shared out afterwards, over the pairs chosen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from assetgraph.analysis.assignment import Caps, Columns, Solver, best_plan
from assetgraph.matching.courses import following, running
from assetgraph.matching.field import Field
from assetgraph.matching.reasons import DECIMALS
from assetgraph.matching.voices import Understanding
from assetgraph.matching.weighing import SHIPPED, Weighing
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.answers import Match, Ref, Status
from assetgraph.queries.introducing import Sharing
from assetgraph.queries.planned import Asked, FairPlan, Planned, Unserved
from assetgraph.queries.standing import Standings
from assetgraph.queries.suggesting import Pair, Suggesting
from assetgraph.queries.unserved import what_is_missing
from assetgraph.vocabulary import vocabulary

FIRST = (Status.ISOLATED, Status.BY_A_THREAD)
"""Who comes first."""

EVERY_PAIR = 250
"""Up to this number of people all that fits is compared."""

COLUMNS = 30_000
"""About so many introductions are compared in a larger neighbourhood."""

LEAST_EACH = 12
"""Of everyone at least so many."""

UNIT = 10**DECIMALS
"""Scores are summed as whole numbers of the last decimal, so that equal is equal."""


def plan(
    snapshot: Snapshot,
    *,
    per_helper: int | None = None,
    per_introducer: int | None = None,
    weighing: Weighing = SHIPPED,
    understanding: Understanding | None = None,
    top: int | None = None,
) -> list[Planned]:
    """The introductions of `fair_plan`."""
    made = fair_plan(
        snapshot,
        per_helper=per_helper,
        per_introducer=per_introducer,
        weighing=weighing,
        understanding=understanding,
    )
    return list(made.introductions[:top])


def fair_plan(
    snapshot: Snapshot,
    *,
    per_helper: int | None = None,
    per_introducer: int | None = None,
    weighing: Weighing = SHIPPED,
    understanding: Understanding | None = None,
    solver: Solver | None = None,
) -> FairPlan:
    """A plan from a snapshot made for matching, which also says who stands alone in it.

    Caps that are not given are those of ``schemas/introductions.toml``.
    """
    field = Field(snapshot, understanding or vocabulary(), weighing=weighing)
    rules = following()
    planner = _Planner(
        field,
        _statuses(snapshot),
        rules.per_helper if per_helper is None else per_helper,
        rules.per_introducer if per_introducer is None else per_introducer,
    )
    return planner.plan(solver)


def _statuses(snapshot: Snapshot) -> dict[str, Status]:
    """How residents stand who come first, by id; not those who are being introduced already."""
    found = Standings(snapshot).statuses()
    busy = {snapshot.ids[node] for node in running(snapshot)}
    return {one: status for one, status in found.items() if status in FIRST and one not in busy}


class _Planner:
    def __init__(
        self, field: Field, statuses: Mapping[str, Status], per_helper: int, per_introducer: int
    ) -> None:
        self._field = field
        self._suggesting = Suggesting(field)
        self._per_helper, self._per_introducer = per_helper, per_introducer
        self._statuses = {
            person: statuses[one] for person, one in enumerate(field.ids) if one in statuses
        }
        n = field.ties.n
        self._each = None if n <= EVERY_PAIR else max(LEAST_EACH, COLUMNS // n)
        self._found: dict[tuple[int, int], Pair] = {}

    def plan(self, solver: Solver | None) -> FairPlan:
        """The plan, and what it reaches."""
        columns = self._columns()
        caps = Caps(1, self._per_helper, np.array(self._field.room, np.int64))
        levels = [frozenset(self._statuses), self._of(Status.ISOLATED)]
        found = best_plan(columns, caps, levels, solver=solver)
        pairs = [
            (int(columns.resident[at]), int(columns.partner[at])) for at in found.chosen.tolist()
        ]
        planned = self._introductions(pairs)
        served = {person for pair in pairs for person in pair}
        each = self._best_each(columns)
        return FairPlan(
            introductions=tuple(planned),
            unserved=tuple(self._unserved(served, pairs)),
            served={one: len(self._of(one) & served) for one in FIRST},
            wanted={one: len(self._of(one)) for one in FIRST},
            score=found.worth / UNIT,
            without_first=found.free / UNIT,
            without_caps=int(columns.worth[each].sum()) / UNIT if len(each) else 0.0,
            busiest=self._busiest([other for _, other in pairs]),
            busiest_without_caps=self._busiest(columns.partner[each].tolist()),
            per_helper=self._per_helper,
            per_introducer=self._per_introducer,
            compared=len(columns),
            each=self._each,
        )

    def _of(self, status: Status) -> frozenset[int]:
        return frozenset(one for one, each in self._statuses.items() if each is status)

    def _columns(self) -> Columns:
        """All introductions to choose from; their reasons are kept."""
        making, first = self._suggesting, self._statuses
        lists = {}
        for person in range(self._field.ties.n):
            most = None if person in first else self._each
            lists[person] = making.shortlist(person, most)
            for pair in making.ranked(person, most, shortlist=lists[person]):
                self._found[person, pair.other] = pair
        for one, other in [pair for pair in self._found if pair[0] in first]:
            if (other, one) not in self._found:
                only = replace(lists[other], people=(self._field.id(one),))
                for pair in making.ranked(other, None, shortlist=only):
                    self._found[other, one] = pair
        ordered = sorted(self._found, key=lambda pair: tuple(self._field.ids[one] for one in pair))
        worth = [round(self._found[pair].score * UNIT) for pair in ordered]
        ends = np.array(ordered, np.int64).reshape(-1, 2)
        return Columns(ends[:, 0], ends[:, 1], np.array(worth, np.int64))

    def _best_each(self, columns: Columns) -> list[int]:
        """For every resident the best column, as `matches` would give it first."""
        best: dict[int, int] = {}
        rank = self._field.rank
        for at, (one, other, worth) in enumerate(
            zip(
                columns.resident.tolist(),
                columns.partner.tolist(),
                columns.worth.tolist(),
                strict=True,
            )
        ):
            known = best.get(one)
            if known is None or (worth, -rank[other]) > (
                int(columns.worth[known]),
                -rank[int(columns.partner[known])],
            ):
                best[one] = at
        return list(best.values())

    def _busiest(self, partners: list[int]) -> Asked | None:
        if not partners:
            return None
        counts = Counter(partners)
        who = min(counts, key=lambda one: (-counts[one], self._field.rank[one]))
        return Asked(self._ref(who), counts[who])

    def _introductions(self, pairs: list[tuple[int, int]]) -> list[Planned]:
        """Who comes first before the others, best first."""
        made = [
            self._planned(match, *pair)
            for pair, match in zip(pairs, self._matches(pairs), strict=True)
        ]
        made.sort(key=lambda one: (_turn(one.first), -one.score, one.partner.name, one.partner.id))
        return made

    def _matches(self, chosen: list[tuple[int, int]]) -> list[Match]:
        pairs = [self._found[each] for each in chosen]
        sharing = Sharing(self._field, self._per_introducer)
        return [
            Match(
                resident=self._ref(one),
                partner=self._ref(pair.other),
                score=pair.score,
                mutual=pair.mutual,
                reasons=pair.reasons,
                introducer=how.introducer,
                place=how.place,
                first_step=how.step,
                bridge=how.bridge,
                via=how.via,
                acquainted=pair.other in self._field.ties.neighbours[one],
            )
            for (one, _), pair, how in zip(chosen, pairs, sharing.of(pairs), strict=True)
        ]

    def _planned(self, match: Match, one: int, other: int) -> Planned:
        statuses = [self._statuses[who] for who in (one, other) if who in self._statuses]
        first = next((status for status in FIRST if status in statuses), None)
        return Planned(**{**vars(match), "first": first})

    def _unserved(self, served: set[int], pairs: list[tuple[int, int]]) -> list[Unserved]:
        found = []
        for person, status in self._statuses.items():
            if person not in served:
                able = [other for one, other in self._found if one == person]
                missing = what_is_missing(self._field, person, able, self._asked(pairs))
                found.append(Unserved(self._ref(person), status, missing))
        found.sort(key=lambda one: (FIRST.index(one.status), one.resident.name, one.resident.id))
        return found

    def _asked(self, pairs: list[tuple[int, int]]) -> Counter[int]:
        return Counter(who for pair in pairs for who in pair)

    def _ref(self, person: int) -> Ref:
        return self._suggesting.ref(person)


def _turn(first: Status | None) -> int:
    return len(FIRST) if first is None else FIRST.index(first)
