"""What a user gives, understood: a store, a person, a buurt, a day, a purpose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from assetgraph.errors import AssetGraphError, QuestionError
from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Place, Resident
from assetgraph.model.text import fold
from assetgraph.stores import GraphStore, open_store

if TYPE_CHECKING:
    from assetgraph.model.known import Known
    from assetgraph.model.snapshot import Snapshot

BUURTEN = 8
"""Buurten that are named where somebody asks for one that is not there."""


@contextmanager
def opened(location: str, *, create: bool = False) -> Iterator[GraphStore]:
    """A store that is closed at the end."""
    store = open_store(location, create=create)
    try:
        yield store
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

    Raises QuestionError where no resident and no place has that buurt today; it names those that
    the purpose shows.
    """
    asked = store.snapshot(purpose, today=today, buurt=buurt, as_of=as_of, resident=resident)
    if buurt is None or asked.ids:
        return asked
    if fold(buurt) in map(fold, _buurten(store.snapshot(Purpose.ALL, today=today))):
        return asked
    known = _buurten(store.snapshot(purpose, today=today))
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
    """The resident with this code, id or name. Raises QuestionError where that is not one."""
    found = store.known(Resident, [text])
    exact = [one for one in found if text in (one.id, one.distinctions.get("code"))]
    found = (
        exact
        or [one for one in found if fold(one.distinctions.get("code", "")) == fold(text)]
        or found
    )
    if len(found) == 1:
        return found[0]
    if found:
        candidates = [_described(one) for one in found]
        raise QuestionError("ambiguous-resident", value=text, candidates=candidates)
    alike = [one.name for one in store.alike(Resident, text)]
    if alike:
        raise QuestionError("no-resident-alike", value=text, candidates=alike)
    raise QuestionError("no-resident", value=text)


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


def as_purpose(text: str) -> Purpose:
    """A purpose by its name or its word. Raises AssetGraphError ``unknown-purpose``."""
    for purpose in Purpose:
        if fold(text) in (purpose.value, *map(fold, purpose.label.spellings())):
            return purpose
    raise AssetGraphError("unknown-purpose", value=text, known=[p.value for p in Purpose])
