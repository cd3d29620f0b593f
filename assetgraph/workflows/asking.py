"""Questions and their answers; a module of matching or analysis is loaded when it is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from assetgraph.queries.gathered_wishes import Gathering, Unused, Voiced
from assetgraph.queries.meeting import Meeting
from assetgraph.queries.summaries import Growth, Island, Overview
from assetgraph.workflows import logbook
from assetgraph.workflows.given import find_named, find_resident, opened, snapshot_of

if TYPE_CHECKING:
    from assetgraph.matching.weights import Leaning
    from assetgraph.messages import Message
    from assetgraph.model.known import Known
    from assetgraph.model.snapshot import Snapshot
    from assetgraph.queries.explained import Explained
    from assetgraph.queries.ladder import Ladder
    from assetgraph.stores import GraphStore

__all__ = [
    "Absence",
    "Connector",
    "Explained",
    "Gathering",
    "Growth",
    "Invitee",
    "Island",
    "KeyPlayer",
    "Ladder",
    "Linker",
    "Match",
    "Missing",
    "Overview",
    "Proposal",
    "Unused",
    "Voiced",
    "ask",
    "climb",
    "grown",
    "leaning",
    "match",
    "silent",
    "to_json",
]

_READING = frozenset(
    {"absence", "islands", "isolated", "matches", "missing", "plan", "gatherings", "talents"}
)
"""Questions that read texts."""

_WEIGHING = frozenset({"gatherings", "introductions", "matches", "plan", "results", "talents"})
"""Questions that weigh, or follow introductions, by a team's own numbers."""


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
            options["meeting"] = _meeting(store, location, today=today, as_of=as_of)
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


def _meeting(store: GraphStore, location: str, *, today: date, as_of: date | None) -> Meeting:
    """Who may be named to whom.

    Who avoids whom is read of everybody, also of those who are not in the answer: it only hides.
    """
    from assetgraph.matching.weighing import beside, read_weighing  # noqa: PLC0415

    agreed = store.snapshot(Purpose.MATCH, today=today, as_of=as_of)
    guarding = store.snapshot(Purpose.ALL, today=today, as_of=as_of)
    return Meeting.of(agreed, guarding, read_weighing(beside(location)))


def match(
    location: str,
    resident: str | None,
    *,
    today: date,
    buurt: str | None = None,
    as_of: date | None = None,
    partner: str | None = None,
    **options: Any,
) -> list[Any]:
    """Suggestions for one resident, named by code, id or name, or for everyone.

    With a `partner` why these two are or are not suggested to each other: an `Explained`. Raises
    QuestionError where a name is not one person's, or both are one, and RefusedError where a person
    has not agreed to introductions or is a professional.
    """
    if resident is None:
        return ask(location, "matches", today=today, buurt=buurt, as_of=as_of, **options)
    from assetgraph.workflows.lookup import matches_of  # noqa: PLC0415

    options.update(_reading("matches", location))
    with opened(location) as store:
        person = find_resident(store, resident)
        other = None if partner is None else find_resident(store, partner)
        if other is not None and other.id == person.id:
            raise QuestionError("explain-one", name=person.name)
        people = [person] if other is None else [person, other]
        if buurt is None and as_of is None:
            own = _own(store, people, today)
            found = None if other is None else other.id
            return matches_of(store, own, person.id, partner=found, **options)
        snapshot = snapshot_of(store, Purpose.MATCH, today=today, buurt=buurt, as_of=as_of)
    for one in people:
        _suggestible(snapshot, one)
    if other is None:
        return question("matches").ask(snapshot, resident=person.id, **options)
    from assetgraph.queries.explained import explained  # noqa: PLC0415

    return explained(snapshot, resident=person.id, partner=other.id, **options)


def climb(
    location: str,
    resident: str | None,
    *,
    today: date,
    wish: str | None = None,
    buurt: str | None = None,
    as_of: date | None = None,
    top: int | None = 3,
) -> list[Ladder]:
    """The ladder of a wish, or of each wish of a resident who is named by code, id or name.

    Of a resident the own buurt is read, where that is known. Raises as `match` does.
    """
    from assetgraph.queries.ladder import ladder  # noqa: PLC0415

    with opened(location) as store:
        person = None if resident is None else find_resident(store, resident)
        if person is not None:
            own = _own(store, [person], today) if as_of is None else None
            where = own and own.value(own.index[person.id], "buurt")
            buurt = buurt or where or None
        snapshot = snapshot_of(store, Purpose.MATCH, today=today, buurt=buurt, as_of=as_of)
    if person is not None:
        _suggestible(snapshot, person)
    who = None if person is None else person.id
    return ladder(snapshot, wish=wish, resident=who, top=top, **_reading("matches", location))


def silent(
    location: str,
    resident: str | None,
    *,
    today: date,
    buurt: str | None = None,
    as_of: date | None = None,
) -> Message:
    """Why `match` found nobody, and what would help."""
    from assetgraph.queries.silence import silence  # noqa: PLC0415

    with opened(location) as store:
        person = None if resident is None else find_resident(store, resident)
        if person is not None and buurt is None and as_of is None:
            own = _own(store, [person], today)
            buurt = own.value(own.index[person.id], "buurt") or None
        snapshot = snapshot_of(store, Purpose.MATCH, today=today, buurt=buurt, as_of=as_of)
    return silence(snapshot, resident=None if person is None else person.id)


def _own(store: GraphStore, people: Sequence[Known], today: date) -> Snapshot:
    """The company of the first of these; raises RefusedError where one is not to be suggested."""
    logbook.purpose(Purpose.MATCH.value)
    for one in reversed(people):
        own = store.snapshot(Purpose.MATCH, today=today, people=[one.id])
        _suggestible(own, one)
    return own


def _suggestible(snapshot: Snapshot, person: Known) -> None:
    """Raises RefusedError for somebody who has not agreed to introductions or works here."""
    if person.id not in snapshot.index:
        raise RefusedError("no-match-consent", name=person.name)
    if snapshot.value(snapshot.index[person.id], "professional"):
        raise RefusedError("professional-match", name=person.name)


def _reading(name: str, location: str) -> dict[str, Any]:
    """The neighbourhood's own words, for a question that reads texts; for matches own numbers."""
    read: dict[str, Any] = {}
    if name in _READING:
        from assetgraph.workflows.words import own_words  # noqa: PLC0415

        read["understanding"] = own_words(location)
    if name in _WEIGHING:
        from assetgraph.matching.weighing import beside, read_weighing  # noqa: PLC0415

        read["weighing"] = read_weighing(beside(location))
    return read


def leaning(*, bonding: bool, bridging: bool) -> Leaning | None:
    """What weighs more: being alike, being different; None for what each person needs first.

    Raises AssetGraphError.
    """
    from assetgraph.matching.weights import Leaning  # noqa: PLC0415

    if bonding and bridging:
        raise AssetGraphError("bonding-or-bridging")
    return Leaning.BONDING if bonding else Leaning.BRIDGING if bridging else None
