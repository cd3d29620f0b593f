"""Who connects the neighbourhood, and what they join.

The score is the sum of three parts, each 0…1 within this neighbourhood: half of it the
betweenness over the highest one; a fifth how little the people around somebody know each other
(one less the constraint, for those with two ties or more); three tenths the nominations over the
highest number, counted as at least `FEW`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assetgraph.analysis.betweenness import betweenness
from assetgraph.analysis.holes import constraint, effective_size
from assetgraph.analysis.ties import Ties, resident_ties
from assetgraph.messages import Message, say
from assetgraph.model.relations import Nominates
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.answers import Connector, Ref
from assetgraph.queries.spans import Spans

BETWEEN, OPEN, NAMED = 0.5, 0.2, 0.3
FEW = 3
_LOW_CONSTRAINT = 0.4
_TELLING = 0.25
"""From this part of the highest betweenness on, the roads over somebody are worth a sentence."""

Column = NDArray[np.float64]


@dataclass(frozen=True)
class _Measures:
    """By position of a person, each of shape (n,)."""

    betweenness: Column
    constraint: Column
    effective_size: Column
    nominations: NDArray[np.int64]
    score: Column


def connectors(snapshot: Snapshot, *, top: int | None = 10) -> list[Connector]:
    """Residents who join people that would otherwise not meet, most telling first.

    Structure (betweenness, Burt's constraint) says who spans circles; nominations say whom
    neighbours name themselves. Professionals are left out of both. Somebody without ties is listed
    when nominated. Equal scores stand by name, then by id; `top` None lists all.
    """
    ties = resident_ties(snapshot)
    measures = _measured(snapshot, ties)
    listed = np.flatnonzero((ties.degree > 0) | (measures.nominations > 0)).tolist()
    people = [(Ref.of(snapshot, int(ties.people[person])), person) for person in listed]
    people.sort(key=lambda one: (-measures.score[one[1]], one[0].name, one[0].id))
    spans = Spans(snapshot, ties)
    return [_explained(ref, person, ties, measures, spans) for ref, person in people[:top]]


def nominations(snapshot: Snapshot, ties: Ties) -> NDArray[np.int64]:
    """How many other residents name each person as somebody who connects, shape (n,)."""
    named = snapshot.relation(Nominates)
    at = ties.position
    pairs = {
        (at[by], at[who])
        for by, who in zip(named.source.tolist(), named.target.tolist(), strict=True)
        if by != who and by in at and who in at
    }
    return np.bincount(np.array([who for _, who in pairs], np.int64), minlength=ties.n)


def _measured(snapshot: Snapshot, ties: Ties) -> _Measures:
    between, tight = betweenness(ties), constraint(ties)
    named = nominations(snapshot, ties)
    openness = np.where(ties.degree > 1, 1 - np.clip(np.nan_to_num(tight, nan=1.0), 0, 1), 0)
    score = (
        BETWEEN * between / max(between.max(initial=0), np.finfo(float).tiny)
        + OPEN * openness
        + NAMED * named / max(named.max(initial=0), FEW)
    )
    return _Measures(between, tight, effective_size(ties), named, score.round(6))


def _explained(ref: Ref, person: int, ties: Ties, found: _Measures, spans: Spans) -> Connector:
    known = int(ties.degree[person])
    return Connector(
        resident=ref,
        score=float(found.score[person]),
        degree=known,
        betweenness=float(found.betweenness[person]),
        constraint=float(found.constraint[person]) if known else None,
        effective_size=float(found.effective_size[person]),
        nominations=int(found.nominations[person]),
        connects=spans.told(person),
        reasons=tuple(_reasons(ref.name, person, ties, found, spans)),
    )


def _reasons(name: str, person: int, ties: Ties, found: _Measures, spans: Spans) -> list[Message]:
    known, named = int(ties.degree[person]), int(found.nominations[person])
    reasons = []
    if named:
        reasons.append(say("connectors.reason.named", n=named, name=name))
    if not known:
        return [*reasons, say("connectors.reason.no-ties", name=name)]
    reasons.append(say("connectors.reason.knows", n=known, name=name))
    if found.betweenness[person] >= _TELLING * found.betweenness.max() > 0:
        reasons.append(say("connectors.reason.between", name=name))
    if known > 2 and found.constraint[person] <= _LOW_CONSTRAINT:
        reasons.append(say("connectors.reason.open", name=name))
    held = spans.held(person)
    if held:
        reasons.append(say("connectors.reason.holds", n=held, name=name))
    return reasons
