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
    from assetgraph.vocabulary import Vocabulary

__all__ = ["Connector", "Match", "Missing", "ask", "leaning", "match", "to_json"]

_READING = frozenset({"isolated", "matches"})


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
    return asked.ask(snapshot, **_reading(name, location), **options)


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
    asked = question("matches")
    with opened(location) as store:
        person = find_resident(store, resident)
        snapshot = snapshot_of(store, asked.purpose, today=today, buurt=buurt, as_of=as_of)
    if person.id not in snapshot.index:
        raise RefusedError("no-match-consent", name=person.name)
    if snapshot.value(snapshot.index[person.id], "professional"):
        raise RefusedError("professional-match", name=person.name)
    own = _reading("matches", location)
    return asked.ask(snapshot, resident=person.id, **own, **options)


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
