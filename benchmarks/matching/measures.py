"""What makes suggestions good, each as a number over one neighbourhood."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from assetgraph.analysis.ties import resident_ties
from assetgraph.matching.reasons import Reason
from assetgraph.matching.weights import Kind
from assetgraph.model.nodes import Group, Place, Resident
from assetgraph.model.relations import Can, ComesTo, ContactOf, DreamsOf, MadeBy, MemberOf, Wants
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.answers import Match
from benchmarks.matching.neighbourhood import Known
from benchmarks.matching.rankers import Ranked

SHOWN, LISTED = 3, 10


def precision(known: Known, ranked: Ranked) -> float:
    """Of the three that are shown, the part that is compatible; over who has anybody at all."""
    return _mean(
        sum(known.compatible(one, other) for other in ranked[one][:SHOWN]) / SHOWN
        for one in _able(known)
    )


def recall(known: Known, ranked: Ranked) -> float:
    """Of all who are compatible (at most ten count) the part that is among the ten listed."""
    return _mean(
        sum(known.compatible(one, other) for other in ranked[one][:LISTED])
        / min(len(_partners(known, one)), LISTED)
        for one in _able(known)
    )


def mutuality(known: Known, ranked: Ranked) -> float:
    """Of the three that are shown, the part in which each has something for the other."""
    return _mean(
        sum(known.mutual(one, other) for other in ranked[one][:SHOWN]) / SHOWN
        for one in _able(known)
    )


def isolated_served(known: Known, ranked: Ranked) -> float:
    """Of those who know nobody and have somebody compatible, the part that is shown one."""
    able = set(_able(known))
    return _mean(
        any(known.compatible(one, other) for other in ranked[one][:SHOWN])
        for one in known.isolated
        if one in able
    )


def gini(known: Known, ranked: Ranked) -> float:
    """How unequally people are suggested: 0 all as often, 1 one person always."""
    load = np.zeros(len(known.ids))
    for others in ranked:
        for other in others[:SHOWN]:
            load[other] += 1
    if not load.sum():
        return 0.0
    load.sort()
    ranks = np.arange(1, len(load) + 1)
    return float((2 * (ranks * load).sum() / load.sum() - len(load) - 1) / len(load))


def joined(known: Known, ranked: Ranked) -> float:
    """How many fewer parts the neighbourhood falls apart in, if the first suggestions happen."""
    ties = resident_ties(known.snapshot())
    pairs = [(one, others[0]) for one, others in enumerate(ranked) if others]
    firsts = np.array(pairs, int).reshape(-1, 2)
    before = _parts(len(known.ids), ties.left, ties.right)
    left = np.concatenate([ties.left, firsts[:, 0]])
    right = np.concatenate([ties.right, firsts[:, 1]])
    return float(before - _parts(len(known.ids), left, right))


def agreement(snapshot: Snapshot, found: list[Match]) -> float:
    """Of all reasons, the part that says what the facts under it say. It must be 1."""
    return _mean(_true(snapshot, match, reason) for match in found for reason in match.reasons)


def stability(before: Ranked, after: Ranked) -> float:
    """How alike the three shown are when a part of the facts is gone: shared over all (Jaccard)."""
    shown = [
        (set(one[:SHOWN]), set(other[:SHOWN])) for one, other in zip(before, after, strict=True)
    ]
    return _mean(len(a & b) / len(a | b) for a, b in shown if a | b)


def _true(snapshot: Snapshot, match: Match, reason: Reason) -> bool:
    """Whether the facts of a reason are there, are of these two, and hold the words it quotes."""
    if match.resident is None or not reason.facts:
        return False
    pair = {snapshot.index[match.resident.id], snapshot.index[match.partner.id]}
    nodes = [snapshot.index.get(fact, -1) for fact in reason.facts]
    if min(nodes) < 0:
        return False
    quoted = {
        str(value)
        for name, value in reason.text.values.items()
        if name in ("wish", "offer", "one", "other") and reason.kind is not Kind.MUTUAL
    }
    words = {snapshot.names[node] for node in nodes}
    return quoted <= words and all(_about(snapshot, node, pair, reason.kind) for node in nodes)


def _about(snapshot: Snapshot, node: int, pair: set[int], kind: Kind) -> bool:
    if node in snapshot.ranges[Resident]:
        return node in pair or kind is Kind.COMMON_FRIEND
    if node in snapshot.ranges[Group]:
        members, contacts = snapshot.relation(MemberOf), snapshot.relation(ContactOf)
        return pair <= {*members.sources(node), *contacts.sources(node)}
    if node in snapshot.ranges[Place]:
        return pair <= set(snapshot.relation(ComesTo).sources(node))
    said_by = (snapshot.relation(each).sources(node) for each in (Can, Wants, DreamsOf))
    said = {who for people in said_by for who in people}
    said |= set(snapshot.relation(MadeBy).targets(node))
    return not said.isdisjoint(pair)


def _partners(known: Known, one: int) -> list[int]:
    everybody = range(len(known.ids))
    return [other for other in everybody if other != one and known.compatible(one, other)]


def _able(known: Known) -> list[int]:
    return [one for one in range(len(known.ids)) if _partners(known, one)]


def _parts(n: int, left: np.ndarray, right: np.ndarray) -> int:
    tied = sparse.coo_array((np.ones(len(left)), (left, right)), shape=(n, n))
    return int(connected_components(tied, directed=False)[0])


def _mean(values: Iterator[float | bool]) -> float:
    found = [float(value) for value in values]
    return sum(found) / len(found) if found else 0.0
