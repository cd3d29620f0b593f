"""Who with whom when everybody is to get a fair share: an exact optimum under caps.

A column is one introduction: a resident, the partner who is asked, and what it is worth. A plan
chooses columns such that nobody is in it as resident more than `per_resident` times, is asked more
than `per_helper` times, or takes part more often than there is room; and two people at most once.

Plans are compared in this order: how many of those who come first are in it at all, by level; then
the sum of what it is worth. Each is an integer programme, solved to the end by HiGHS through scipy
(Huangfu and Hall 2018), or by CP-SAT where OR-Tools is installed; of the levels before, the best is
kept as a constraint. All numbers are whole, so that the two solvers reach the same totals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Served = NDArray[np.bool_]
"""Of the people who come first, in their order, who is of a level."""


@dataclass(frozen=True)
class Columns:
    """Introductions to choose from, m of them; people are positions 0…n-1."""

    resident: Whole
    partner: Whole
    worth: Whole
    """Whole numbers of at least 0, shape (m,)."""

    def __len__(self) -> int:
        return len(self.worth)

    def some(self, at: Whole) -> Columns:
        """Those at these positions."""
        return Columns(self.resident[at], self.partner[at], self.worth[at])

    def of(self, person: int) -> NDArray[np.bool_]:
        """In which somebody takes part, shape (m,)."""
        part: NDArray[np.bool_] = (self.resident == person) | (self.partner == person)
        return part


@dataclass(frozen=True)
class Caps:
    """How often people can be asked."""

    per_resident: int
    per_helper: int
    room: Whole
    """By person how often somebody can take part, shape (n,)."""


@dataclass(frozen=True)
class Plan:
    """A plan, and what it reaches."""

    chosen: Whole
    """Columns, ascending."""
    worth: int
    first: tuple[int, ...]
    """How many of each level are in it, the level that comes first before the others."""
    free: int
    """What the best plan under the same caps is worth that puts nobody first."""


@dataclass(frozen=True)
class Programme:
    """Maximise ``goal @ x`` for 0/1 x with ``rows[i]`` summing to at most ``most[i]``."""

    goal: Whole
    rows: tuple[tuple[Whole, Whole], ...]
    """Each the variables it holds, and their coefficients."""
    most: Whole


class Solver(Protocol):
    """What solves a programme to the end: the values of x."""

    def __call__(self, programme: Programme, /) -> Whole:
        """An optimum."""


def best_plan(
    columns: Columns,
    caps: Caps,
    first: Sequence[frozenset[int]] = (),
    *,
    solver: Solver | None = None,
) -> Plan:
    """The best plan; `first` are people, by level, of whom as many as can be are in it."""
    if not len(columns):
        return Plan(np.empty(0, np.int64), 0, (0,) * len(first), 0)
    solve = solver or installed()
    people = sorted(frozenset().union(*first))
    served = [np.flatnonzero(columns.of(person)) for person in people]
    levels = [np.array([person in level for person in people], bool) for level in first]
    touching = np.unique(np.concatenate([*served, np.empty(0, np.int64)])).astype(np.int64)
    reached = _reached(columns.some(touching), caps, people, levels, solve)
    free = _chosen(columns, caps, solve)
    present = np.array([np.isin(each, free).any() for each in served], bool)
    if [int(present[level].sum()) for level in levels] == reached:
        chosen = free
    else:
        chosen = _chosen(columns, caps, solve, served, list(zip(levels, reached, strict=True)))
    worth, most = (int(columns.worth[each].sum()) for each in (chosen, free))
    return Plan(chosen, worth, tuple(reached), most)


def _reached(
    columns: Columns, caps: Caps, people: list[int], levels: list[Served], solve: Solver
) -> list[int]:
    """How many of each level can be in a plan; of the levels before, the best is kept.

    `columns` need be no more than those in which one of these people takes part.
    """
    reached: list[int] = []
    served = [np.flatnonzero(columns.of(person)) for person in people]
    for level in levels:
        if not len(columns):
            reached.append(0)
            continue
        kept = list(zip(levels, reached, strict=False))
        rows, most = _rows(columns, caps, served, kept)
        goal = np.zeros(len(columns) + len(people), np.int64)
        goal[len(columns) :][level] = 1
        found = solve(Programme(goal, tuple(rows), np.array(most, np.int64)))
        reached.append(int(found[len(columns) :][level].sum()))
    return reached


def _chosen(
    columns: Columns,
    caps: Caps,
    solve: Solver,
    served: Sequence[Whole] = (),
    kept: Sequence[tuple[Served, int]] = (),
) -> Whole:
    """The columns of the plan that is worth most, with as many of each level as is kept."""
    rows, most = _rows(columns, caps, served, kept)
    goal = np.concatenate([columns.worth, np.zeros(len(served), np.int64)])
    found = solve(Programme(goal, tuple(rows), np.array(most, np.int64)))
    return np.flatnonzero(found[: len(columns)])


def _rows(
    columns: Columns, caps: Caps, served: Sequence[Whole], kept: Sequence[tuple[Served, int]]
) -> tuple[list[tuple[Whole, Whole]], list[int]]:
    """The caps; that who counts as served is in a column; and how many of each level are."""
    rows, most = _caps(columns, caps)
    size = len(columns)
    for at, mine in enumerate(served):
        rows.append((np.append(mine, size + at), np.append(-np.ones(len(mine), np.int64), 1)))
        most.append(0)
    for level, least in kept:
        among = size + np.flatnonzero(level)
        rows.append((among, -np.ones(len(among), np.int64)))
        most.append(-least)
    return rows, most


def share_out(
    able: Sequence[Sequence[tuple[int, int]]],
    most: Sequence[int],
    *,
    solver: Solver | None = None,
) -> list[int | None]:
    """To each task one of those who are able, or None: as many as can be, then as good as can be.

    `able` holds for each task who can do it, with how good that is (0…9); `most` by person how many
    tasks somebody takes.
    """
    pairs = [(task, who, good) for task, each in enumerate(able) for who, good in each]
    if not pairs:
        return [None] * len(able)
    solve = solver or installed()
    tasks, people, good = (np.array(column, np.int64) for column in zip(*pairs, strict=True))
    rows: list[tuple[Whole, Whole]] = []
    limits: list[int] = []
    for of, limit in ((tasks, dict.fromkeys(tasks.tolist(), 1)), (people, dict(enumerate(most)))):
        for one in np.unique(of).tolist():
            held = np.flatnonzero(of == one)
            rows.append((held, np.ones(len(held), np.int64)))
            limits.append(limit[one])
    goal = good + 10 * len(able)
    found = solve(Programme(goal, tuple(rows), np.array(limits, np.int64)))
    given: list[int | None] = [None] * len(able)
    for at in np.flatnonzero(found).tolist():
        given[int(tasks[at])] = int(people[at])
    return given


def installed() -> Solver:
    """CP-SAT where OR-Tools is installed, else HiGHS."""
    return cp_sat if find_spec("ortools") else highs


def highs(programme: Programme) -> Whole:
    """The optimum by HiGHS, through scipy."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415
    from scipy.sparse import csr_array  # noqa: PLC0415

    if not programme.rows:
        return (programme.goal > 0).astype(np.int64)
    starts = np.cumsum([0, *(len(held) for held, _ in programme.rows)])
    matrix = csr_array(
        (
            np.concatenate([weights for _, weights in programme.rows]).astype(np.float64),
            np.concatenate([held for held, _ in programme.rows]),
            starts,
        ),
        shape=(len(programme.rows), len(programme.goal)),
    )
    found = milp(
        -programme.goal.astype(np.float64),
        integrality=np.ones(len(programme.goal)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, ub=programme.most.astype(np.float64)),
        options={"mip_rel_gap": 0},
    )
    if found.x is None:
        raise ArithmeticError(found.message)
    values: Whole = np.rint(found.x).astype(np.int64)
    return values


def cp_sat(programme: Programme) -> Whole:
    """The optimum by CP-SAT, of OR-Tools."""
    from ortools.sat.python import cp_model  # noqa: PLC0415

    model: Any = cp_model.CpModel()
    x = [model.new_bool_var(f"x{at}") for at in range(len(programme.goal))]
    for (held, weights), most in zip(programme.rows, programme.most.tolist(), strict=True):
        terms = zip(held.tolist(), weights.tolist(), strict=True)
        model.add(sum(weight * x[at] for at, weight in terms) <= most)
    model.maximize(sum(goal * x[at] for at, goal in enumerate(programme.goal.tolist()) if goal))
    solver: Any = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.random_seed = 1, 0
    if solver.solve(model) != cp_model.OPTIMAL:
        raise ArithmeticError(solver.status_name())
    return np.array([solver.boolean_value(one) for one in x], np.int64)


def _caps(columns: Columns, caps: Caps) -> tuple[list[tuple[Whole, Whole]], list[int]]:
    """What a plan may not exceed; only rows that could be."""
    rows: list[tuple[Whole, Whole]] = []
    most: list[int] = []

    def at_most(held: Whole, limit: int) -> None:
        if len(held) > limit:
            rows.append((held, np.ones(len(held), np.int64)))
            most.append(limit)

    as_resident, as_partner = _grouped(columns.resident), _grouped(columns.partner)
    none = np.empty(0, np.int64)
    for person in sorted(as_resident.keys() | as_partner.keys()):
        mine, theirs = as_resident.get(person, none), as_partner.get(person, none)
        room = int(caps.room[person])
        at_most(mine, caps.per_resident)
        at_most(theirs, caps.per_helper)
        if room < caps.per_resident + caps.per_helper:
            at_most(np.concatenate([mine, theirs]), room)
    low = np.minimum(columns.resident, columns.partner)
    high = np.maximum(columns.resident, columns.partner)
    for both in _grouped(low * (high.max() + 1) + high).values():
        at_most(both, 1)
    return rows, most


def _grouped(keys: Whole) -> dict[int, Whole]:
    """The positions at which each key stands, by key."""
    order = np.argsort(keys, kind="stable")
    values, starts = np.unique(keys[order], return_index=True)
    return dict(zip(values.tolist(), np.split(order, starts[1:]), strict=True))
