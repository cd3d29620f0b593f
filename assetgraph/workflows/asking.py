"""Questions and their answers; a module of matching or analysis is loaded when it is asked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from assetgraph.errors import AssetGraphError, RefusedError
from assetgraph.queries import question
from assetgraph.queries.answers import Connector, Match, Missing, to_json
from assetgraph.workflows.given import find_resident, opened, snapshot_of

if TYPE_CHECKING:
    from assetgraph.matching.weights import Leaning
    from assetgraph.model.known import Known
    from assetgraph.model.snapshot import Snapshot

__all__ = ["Connector", "Match", "Missing", "ask", "leaning", "match", "to_json"]


def ask(
    location: str,
    name: str,
    *,
    today: date,
    buurt: str | None = None,
    as_of: date | None = None,
    **options: Any,
) -> list[Any]:
    """The answers to a question, from a snapshot for the question's own purpose."""
    asked = question(name)
    with opened(location) as store:
        snapshot = snapshot_of(store, asked.purpose, today=today, buurt=buurt, as_of=as_of)
    return asked.ask(snapshot, **options)


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


def leaning(*, bonding: bool, bridging: bool) -> Leaning:
    """What weighs more: being alike, being different, or neither. Raises AssetGraphError."""
    from assetgraph.matching.weights import Leaning  # noqa: PLC0415

    if bonding and bridging:
        raise AssetGraphError("bonding-or-bridging")
    return Leaning.BONDING if bonding else Leaning.BRIDGING if bridging else Leaning.BALANCED
