"""Who is who: who may be recorded twice, and what somebody judged of that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from assetgraph.errors import QuestionError, RefusedError
from assetgraph.model.changeset import Changeset, Statement
from assetgraph.model.consent import Purpose
from assetgraph.model.identity import APART, DIFFERENT, judgement
from assetgraph.model.nodes import Resident
from assetgraph.model.relations import Avoids, DifferentFrom
from assetgraph.model.text import fold
from assetgraph.queries.answers import Ref, to_json
from assetgraph.workflows import logbook
from assetgraph.workflows.given import find_resident, opened, snapshot_of

if TYPE_CHECKING:
    from assetgraph.matching.same_person import Evidence
    from assetgraph.model.changeset import Outcome
    from assetgraph.model.known import Known
    from assetgraph.model.snapshot import Snapshot
    from assetgraph.queries.duplicates import Duplicate
    from assetgraph.stores import GraphStore

__all__ = [
    "Duplicate",
    "Evidence",
    "Judged",
    "different",
    "duplicates",
    "maybe_one",
    "merge",
    "split",
    "to_json",
]


@dataclass(frozen=True)
class Judged:
    """What a judgement of who is who did."""

    changeset: int | None
    """None where it changed nothing."""
    one: Ref
    others: tuple[Ref, ...]
    against: tuple[Evidence, ...] = ()
    """What speaks against it, for who made it to look at once more."""


def duplicates(
    location: str, *, today: date, buurt: str | None = None, top: int | None = None
) -> list[Duplicate]:
    """Residents who may be recorded twice, likeliest first; for the keeper of the store."""
    from assetgraph.queries import duplicates as asked  # noqa: PLC0415

    with opened(location) as store:
        logbook.only_reading()
        snapshot = snapshot_of(store, Purpose.ALL, today=today, buurt=buurt)
    return asked.duplicates(snapshot, top=top)


def merge(location: str, one: str, other: str, *, today: date) -> Judged:
    """Lets two residents be one, under the id and name of the first.

    Raises QuestionError where a name is not one person's or both name the same person, and
    RefusedError where somebody said that they are not the same.
    """
    from assetgraph.matching.same_person import Registry  # noqa: PLC0415

    with opened(location) as store, store.writing():
        stays, goes = _two(store, one, other)
        snapshot = store.snapshot(Purpose.ALL, today=today)
        if _are_different(snapshot, stays.id, goes.id):
            raise RefusedError("declared-different", one=stays.name, other=goes.name)
        ends = snapshot.index[stays.id], snapshot.index[goes.id]
        weighed = Registry(snapshot).weigh(*sorted(ends))
        said = [Statement(Resident.kind, goes.id, same=stays.id)]
        said += _kept_apart(store, snapshot, stays, goes)
        outcome = store.apply(_judgement(store, said, today))
        logbook.enter(store, location, outcome.touched)
    against = tuple(reason for reason in weighed.evidence if reason.weight < 0)
    return _judged(outcome, stays, [goes], against)


def split(location: str, resident: str, *, today: date) -> Judged:
    """Takes apart who was made one: the one who is named, or all who are one with that person.

    Raises QuestionError where the name is not one person's, or that person was never merged.
    """
    with opened(location) as store, store.writing():
        person = find_resident(store, resident)
        faces = [face for face in store.merged() if face.one_with == person.id]
        words = {resident, fold(resident)}
        parts = [face for face in faces if face.id != person.id]
        named = [face for face in parts if face.answers(words)]
        head = next((face for face in faces if face.id == person.id), None)
        if named and not (head is not None and head.answers(words)):
            parts = named
        if not parts:
            raise QuestionError("not-merged", name=person.name)
        said = [Statement(Resident.kind, face.id, same=APART) for face in parts]
        outcome = store.apply(_judgement(store, said, today))
        logbook.enter(store, location, outcome.touched)
    return _judged(outcome, head or person, parts)


def different(location: str, one: str, other: str, *, today: date) -> Judged:
    """Remembers that two residents are not the same person.

    Raises QuestionError where a name is not one person's or both name the same person.
    """
    return _declare(location, one, other, today=today, holds=True)


def maybe_one(location: str, one: str, other: str, *, today: date) -> Judged:
    """Takes back that two residents are not the same person.

    Raises QuestionError where a name is not one person's or nobody said so of these two.
    """
    return _declare(location, one, other, today=today, holds=False)


def _declare(location: str, one: str, other: str, *, today: date, holds: bool) -> Judged:
    with opened(location) as store, store.writing():
        mine, theirs = _two(store, one, other)
        snapshot = store.snapshot(Purpose.ALL, today=today)
        if _are_different(snapshot, mine.id, theirs.id) == holds:
            if holds:
                return Judged(None, _ref(mine), (_ref(theirs),))
            raise QuestionError("not-declared-different", one=mine.name, other=theirs.name)
        said = []
        for person, far in ((mine, theirs), (theirs, mine)):
            links = snapshot.relation(DifferentFrom)
            known = {snapshot.ids[i] for i in links.targets(snapshot.index[person.id])}
            wanted = known | {far.id} if holds and person is mine else known - {far.id}
            if wanted != known:
                said.append(
                    Statement(
                        Resident.kind,
                        person.id,
                        mention=person.name,
                        relations={DifferentFrom.kind: {node: {} for node in sorted(wanted)}},
                    )
                )
        outcome = store.apply(Changeset(DIFFERENT, today, said, logbook.who()))
        logbook.enter(store, location, outcome.touched)
    return _judged(outcome, mine, [theirs])


def _two(store: GraphStore, one: str, other: str) -> tuple[Known, Known]:
    mine, theirs = find_resident(store, one), find_resident(store, other)
    if mine.id == theirs.id:
        raise QuestionError("already-one", one=one, other=other)
    return mine, theirs


def _are_different(snapshot: Snapshot, one: str, other: str) -> bool:
    links = snapshot.relation(DifferentFrom)
    ends = snapshot.index[one], snapshot.index[other]
    return ends[1] in links.targets(ends[0]) or ends[0] in links.targets(ends[1])


def _kept_apart(
    store: GraphStore, snapshot: Snapshot, stays: Known, goes: Known
) -> list[Statement]:
    """Lets hold what others wrote of a name that is not shown any more: rather not with them."""
    faces = [face for face in store.merged() if face.one_with == goes.id] or [goes]
    names = {
        fold(word) for face in faces for word in (face.name, face.distinctions.get("code")) if word
    }
    names -= {fold(stays.name), fold(stays.distinctions.get("code", ""))}
    return [
        Statement(
            Resident.kind,
            snapshot.ids[i],
            mention=snapshot.names[i],
            relations={Avoids.kind: {goes.id: {}}},
        )
        for i, listed in enumerate(snapshot.values(Resident, "avoids_names"))
        if snapshot.ids[i] not in (stays.id, goes.id) and not names.isdisjoint(map(fold, listed))
    ]


def _judgement(store: GraphStore, said: list[Statement], today: date) -> Changeset:
    return Changeset(judgement(len(store.history()) + 1), today, said, logbook.who())


def _judged(
    outcome: Outcome, one: Known, others: list[Known], against: tuple[Evidence, ...] = ()
) -> Judged:
    return Judged(outcome.changeset, _ref(one), tuple(map(_ref, others)), against)


def _ref(one: Known) -> Ref:
    return Ref(one.id, one.name)
