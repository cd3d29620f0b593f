"""The log of a store: who looked at or changed what about whom, why and when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from assetgraph.errors import QuestionError
from assetgraph.model.audit import TAKEN_AWAY, Logged
from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Resident
from assetgraph.stores import GraphStore
from assetgraph.workflows.given import find_resident, opened

__all__ = ["Entry", "entries", "log"]


@dataclass(frozen=True)
class Entry:
    """An entry as it is shown."""

    number: int
    at: datetime
    who: str
    """"" where a name that stood there was taken away."""
    sort: str
    """read, export or change."""
    command: str
    about: tuple[str, ...]
    """Ids; () for everybody, or nobody in particular."""
    purpose: Purpose | None
    why: str
    """"" where there was none, or a name that stood in it was taken away."""
    taken_away: bool
    """Something typed stood here in which somebody was named who was erased."""

    @classmethod
    def of(cls, logged: Logged) -> Entry:
        """From the store's."""
        access = logged.access
        sort, _, command = access.action.partition(" ")
        who, why = ("" if t.startswith(TAKEN_AWAY) else t for t in (access.who, access.why))
        gone = (who, why) != (access.who, access.why)
        return cls(
            logged.number,
            access.at,
            who,
            sort,
            command,
            access.about,
            next((one for one in Purpose if one.value == access.purpose), None),
            why,
            gone,
        )


def log(location: str, resident: str | None = None, *, top: int | None = None) -> list[Entry]:
    """The log, oldest first; if `top` is given the last so many entries.

    About a resident, by name, code or id (also of somebody who was erased): the entries that name
    this one, and those about everybody. Raises QuestionError where that is not one person's.
    """
    with opened(location) as store:
        found = entries(store, None if resident is None else _person(store, resident))
    return found if top is None else found[len(found) - min(top, len(found)) :]


def entries(store: GraphStore, person: str | None) -> list[Entry]:
    """What the log tells of all, or of one resident by id, since the first entry that names this
    one, under any id that is one with it; of others it then tells nothing."""
    found = [Entry.of(one) for one in store.audit()]
    if person is None:
        return found
    called = {face.id for face in store.merged() if face.one_with == person} | {person}
    first = next((one.number for one in found if not called.isdisjoint(one.about)), 1)
    return [
        replace(one, about=(person,) if one.about else ())
        for one in found
        if one.number >= first and not (one.about and called.isdisjoint(one.about))
    ]


def _person(store: GraphStore, text: str) -> str:
    """The id of a resident; that of an erased one is found by itself alone."""
    if text.startswith(f"{Resident.kind}-") and not store.known(Resident, [text]):
        if store.audit(text):
            return text
        raise QuestionError("no-resident", value=text)
    return find_resident(store, text).id
