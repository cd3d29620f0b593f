"""Questions and their answers; a module of matching or analysis is loaded when it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from assetgraph.errors import AssetGraphError, QuestionError, RefusedError
from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Resident
from assetgraph.queries import question
from assetgraph.queries.answers import (
    Absence,
    Connector,
    Invitee,
    KeyPlayer,
    Linker,
    Match,
    Missing,
    Proposal,
    to_json,
)
from assetgraph.queries.meeting import Meeting
from assetgraph.queries.summaries import Growth, Island, Overview
from assetgraph.workflows import logbook
from assetgraph.workflows.given import find_named, find_resident, opened, snapshot_of

if TYPE_CHECKING:
    from assetgraph.matching.weights import Leaning
    from assetgraph.model.known import Known
    from assetgraph.model.snapshot import Snapshot
    from assetgraph.stores import GraphStore
    from assetgraph.vocabulary import Vocabulary

__all__ = [
    "Absence",
    "Connector",
    "Growth",
    "Invitee",
    "Island",
    "KeyPlayer",
    "Linker",
    "Match",
    "Missing",
    "Overview",
    "Proposal",
    "ask",
    "grown",
    "leaning",
    "match",
    "to_json",
]

_READING = frozenset({"absence", "islands", "isolated", "matches", "missing"})
"""Questions that read texts."""


def ask(
    location: str,
    name: str,
    *,
    today: date,
    buurt: str | None = None,
    as_of: date | None = None,
    named: Mapping[str, str] | None = None,
    **options: Any,
) -> list[Any]:
    """The answers to a question, from a snapshot for the question's own purpose.

    `named` holds, by option, what a user calls somebody or something; the question gets the id.
    Raises QuestionError where that is not one of what the option may be, and RefusedError where
    it is a resident whom the purpose does not show, or who is a professional.
    """
    asked = question(name)
    with opened(location) as store:
        found = {
            option: find_named(store, asked.finds[option], text)
            for option, text in (named or {}).items()
        }
        snapshot = snapshot_of(store, asked.purpose, today=today, buurt=buurt, as_of=as_of)
        if asked.introduces:
            options["meeting"] = _meeting(store, today=today, as_of=as_of)
    for one in found.values():
        if one.kind != Resident.kind:
            continue
        if one.id not in snapshot.index:
            raise RefusedError("not-on-this-map", name=one.name, purpose=asked.purpose.label)
        if snapshot.value(snapshot.index[one.id], "professional"):
            raise RefusedError("professional-connector", name=one.name)
    options.update((option, one.id) for option, one in found.items())
    return asked.ask(snapshot, **_reading(name, location), **options)


def grown(
    location: str,
    *,
    today: date,
    since: date | None = None,
    until: date | None = None,
    buurt: str | None = None,
    top: int | None = None,
) -> tuple[date, date, list[Growth]]:
    """What grew from the end of one day to the end of another, and which days these are.

    Since the first import unless said (or, if that was on the last day, since before it), until
    today unless said. Raises QuestionError where the first day is not before the last.
    """
    asked = question("growth")
    with opened(location) as store:
        days = sorted(one.day for one in store.history() if one.undone_at is None)
        end = until or today
        start = since or min([*days[:1], end - timedelta(days=1)])
        if start >= end:
            raise QuestionError("days-the-wrong-way", since=start, until=end)
        before = snapshot_of(store, asked.purpose, today=today, buurt=buurt, as_of=start)
        now = snapshot_of(store, asked.purpose, today=today, buurt=buurt, as_of=end)
    return start, end, asked.ask(now, since=before, top=top)


def _meeting(store: GraphStore, *, today: date, as_of: date | None) -> Meeting:
    """Who may be named to whom.

    Who avoids whom is read of everybody, also of those who are not in the answer: it only hides.
    """
    agreed = store.snapshot(Purpose.MATCH, today=today, as_of=as_of)
    return Meeting.of(agreed, store.snapshot(Purpose.ALL, today=today, as_of=as_of))


def match(
    location: str,
    resident: str | None,
    *,
    today: date,
    buurt: str | None = None,
    as_of: date | None = None,
    **options: Any,
) -> list[Any]:
    """Suggestions for one resident, named by code, id or name, or for everyone.

    Raises QuestionError where the name is not one person's, and RefusedError where that person has
    not agreed to introductions or is a professional.
    """
    if resident is None:
        return ask(location, "matches", today=today, buurt=buurt, as_of=as_of, **options)
    from assetgraph.workflows.lookup import matches_of  # noqa: PLC0415

    asked = question("matches")
    logbook.purpose(asked.purpose.value)
    options.update(_reading("matches", location))
    with opened(location) as store:
        person = find_resident(store, resident)
        if buurt is None and as_of is None:
            own = store.snapshot(asked.purpose, today=today, people=[person.id])
            _suggestible(own, person)
            return matches_of(store, own, person.id, **options)
        snapshot = snapshot_of(store, asked.purpose, today=today, buurt=buurt, as_of=as_of)
    _suggestible(snapshot, person)
    return asked.ask(snapshot, resident=person.id, **options)


def _suggestible(snapshot: Snapshot, person: Known) -> None:
    """Raises RefusedError for somebody who has not agreed to introductions or works here."""
    if person.id not in snapshot.index:
        raise RefusedError("no-match-consent", name=person.name)
    if snapshot.value(snapshot.index[person.id], "professional"):
        raise RefusedError("professional-match", name=person.name)


def _reading(name: str, location: str) -> dict[str, Vocabulary]:
    """The vocabulary with the neighbourhood's own words, for a question that reads texts."""
    if name not in _READING:
        return {}
    from assetgraph.workflows.words import own_words  # noqa: PLC0415

    return {"understanding": own_words(location)}


def leaning(*, bonding: bool, bridging: bool) -> Leaning:
    """What weighs more: being alike, being different, or neither. Raises AssetGraphError."""
    from assetgraph.matching.weights import Leaning  # noqa: PLC0415

    if bonding and bridging:
        raise AssetGraphError("bonding-or-bridging")
    return Leaning.BONDING if bonding else Leaning.BRIDGING if bridging else Leaning.BALANCED
