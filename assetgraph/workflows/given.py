"""What a user gives, understood: a store, a person, a buurt, a day, a purpose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING

from assetgraph.errors import AssetGraphError, QuestionError
from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Place, Resident
from assetgraph.model.text import fold
from assetgraph.stores import GraphStore, open_store
from assetgraph.workflows import logbook

if TYPE_CHECKING:
    from assetgraph.model.kinds import Node
    from assetgraph.model.known import Known
    from assetgraph.model.snapshot import Snapshot

BUURTEN = 8
"""Buurten that are named where somebody asks for one that is not there."""


@contextmanager
def opened(location: str, *, create: bool = False) -> Iterator[GraphStore]:
    """A store that is closed at the end; its log then tells what was done."""
    store = open_store(location, create=create)
    logbook.opening(location)
    try:
        yield store
        logbook.let_go(store, location)
    finally:
        store.close()


def snapshot_of(
    store: GraphStore,
    purpose: Purpose,
    *,
    today: date,
    buurt: str | None = None,
    as_of: date | None = None,
    resident: str | None = None,
) -> Snapshot:
    """The store's snapshot, of a buurt that is there if one is named.

    Raises QuestionError where no resident and no place that may be seen has that buurt today; it
    names those that the purpose shows. That somebody lives there who may not be seen is not told.
    """
    logbook.purpose(purpose.value)
    asked = store.snapshot(purpose, today=today, buurt=buurt, as_of=as_of, resident=resident)
    if buurt is None or asked.ids:
        return asked
    known = _buurten(store.snapshot(purpose, today=today))
    around = known
    if purpose in (Purpose.MATCH, Purpose.PUBLISH):
        around = _buurten(store.snapshot(Purpose.MAP, today=today))
    if fold(buurt) in map(fold, around):
        return asked
    if not known:
        raise QuestionError("no-buurten", value=buurt)
    named = sorted(name for name, _ in known.most_common(BUURTEN))
    raise QuestionError("unknown-buurt", value=buurt, known=named)


def _buurten(snapshot: Snapshot) -> Counter[str]:
    """Every buurt that is written down in a snapshot, and of how many residents and places."""
    return Counter(
        value for kind in (Resident, Place) for value in snapshot.values(kind, "buurt") if value
    )


def find_resident(store: GraphStore, text: str) -> Known:
    """The resident with this code, id or name. Raises QuestionError where that is not one.

    Of candidates that are not on the map only the id is said.
    """
    found = store.known(Resident, [text])
    exact = [one for one in found if text in (one.id, one.distinctions.get("code"))]
    found = (
        exact
        or [one for one in found if fold(one.distinctions.get("code", "")) == fold(text)]
        or found
    )
    if len(found) == 1:
        logbook.about([found[0].id])
        return found[0]
    if found:
        shown = on_the_map(store, [one.id for one in found])
        candidates = [_described(one) if one.id in shown else one.id for one in found]
        raise QuestionError("ambiguous-resident", value=text, candidates=candidates)
    near = store.alike(Resident, text)
    shown = on_the_map(store, [one.id for one in near])
    alike = [one.name for one in near if one.id in shown]
    if alike:
        raise QuestionError("no-resident-alike", value=text, candidates=alike)
    raise QuestionError("no-resident", value=text)


def faces_of(store: GraphStore, person: Known, text: str = "") -> list[Known]:
    """All that a resident was recorded as: who is named by this text first, else who holds.

    One who was never merged is one face.
    """
    faces = [face for face in store.merged() if face.one_with == person.id]
    if not faces:
        return [person]
    words = {text, fold(text)}

    def order(face: Known) -> tuple[bool, bool, str]:
        return not face.answers(words), face.id != person.id, face.id

    return sorted(faces, key=order)


def on_the_map(store: GraphStore, people: Collection[str]) -> Collection[str]:
    """The ids of those of these people who may be named."""
    if not people:
        return ()
    today = date.today()
    return store.snapshot(Purpose.MAP, today=today, people=list(people)).index.keys()


def find_named(store: GraphStore, kinds: Sequence[type[Node]], text: str) -> Known:
    """What goes by this name, code or id, of the first of these kinds that has one.

    Raises QuestionError where that is not one.
    """
    if tuple(kinds) == (Resident,):
        return find_resident(store, text)
    for kind in kinds:
        found = store.known(kind, [text])
        if len(found) > 1:
            candidates = [_described(one) for one in found]
            raise QuestionError("ambiguous-name", value=text, candidates=candidates)
        if found:
            if kind is Resident:
                logbook.about([found[0].id])
            return found[0]
    labels = [kind.label for kind in kinds]
    near = [one for kind in kinds for one in store.alike(kind, text)]
    shown = on_the_map(store, [one.id for one in near if one.kind == Resident.kind])
    alike = [one.name for one in near if one.kind != Resident.kind or one.id in shown]
    if alike:
        raise QuestionError("nothing-named-alike", value=text, kinds=labels, candidates=alike)
    raise QuestionError("nothing-named", value=text, kinds=labels)


def _described(one: Known) -> str:
    facts = [*one.distinctions.values(), one.id]
    return f"{one.name} ({', '.join(facts)})"


def as_day(text: str) -> date:
    """A date as a user types it. Raises AssetGraphError ``bad-day``."""
    from assetgraph.importing.values import ProblemError, day  # noqa: PLC0415

    try:
        return date.fromisoformat(day(text.strip()))
    except ProblemError as error:
        raise AssetGraphError("bad-day", value=text) from error


def as_period(text: str) -> timedelta:
    """How long, as a user types it: 2y or 2j, 18m, 6w, 90d.

    Raises AssetGraphError ``bad-period``.
    """
    n, unit = in_units(text)
    return timedelta(days=round(n * UNITS[unit]))


def in_units(text: str) -> tuple[int, str]:
    """How long, as how many of which of `UNITS`. Raises AssetGraphError ``bad-period``."""
    found = re.fullmatch(r"([1-9]\d{0,3})\s*([a-z]+)", fold(text))
    unit = found and next((unit for unit, words in _CALLED.items() if found[2] in words), None)
    if not found or not unit:
        raise AssetGraphError("bad-period", value=text)
    return int(found[1]), unit


UNITS = {"d": 1.0, "w": 7.0, "m": 365.25 / 12, "j": 365.25}
"""Days, weeks, months and years, in days."""

_CALLED = {
    "d": ("d", "dag", "dagen", "day", "days"),
    "w": ("w", "week", "weken", "weeks"),
    "m": ("m", "mnd", "maand", "maanden", "month", "months"),
    "j": ("j", "y", "jaar", "jaren", "year", "years"),
}


def as_purpose(text: str) -> Purpose:
    """A purpose by its name or its word. Raises AssetGraphError ``unknown-purpose``."""
    for purpose in Purpose:
        if fold(text) in (purpose.value, *map(fold, purpose.label.spellings())):
            return purpose
    raise AssetGraphError("unknown-purpose", value=text, known=[p.value for p in Purpose])
