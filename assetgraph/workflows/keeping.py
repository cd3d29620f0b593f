"""The changesets of a store, taking one back, and the health of the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assetgraph.errors import StoreError
from assetgraph.model import NODE_KINDS, RELATION_KINDS
from assetgraph.model.changeset import REVERSED
from assetgraph.model.consent import Purpose
from assetgraph.model.kinds import ShownWith
from assetgraph.model.nodes import Resident
from assetgraph.stores import Finding, open_store
from assetgraph.stores.servers import is_server
from assetgraph.workflows import logbook
from assetgraph.workflows.given import opened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assetgraph.model.changeset import Change, ChangesetRecord, Outcome
    from assetgraph.stores import GraphStore

__all__ = ["Finding", "doctor", "explained", "history", "undo"]


def history(location: str, *, today: date) -> list[tuple[ChangesetRecord, list[Change]]]:
    """All changesets, oldest first, each with what it made different that the map may show."""
    with opened(location) as store:
        shown = _Shown(store, today)
        return [(one, shown.among(store.changes(one.id))) for one in store.history()]


def undo(location: str, changeset: int | None, *, today: date) -> Outcome:
    """Takes a changeset back; tells of it what the map may show."""
    with opened(location) as store, store.writing():
        before = _Shown(store, today)
        outcome = store.undo(changeset)
        logbook.enter(store, location, outcome.touched)
        shown = before.and_(_Shown(store, today))
    return replace(outcome, changes=shown.among(outcome.changes), kept=shown.among(outcome.kept))


class _Shown:
    """Whom and what the map shows today: of nothing else a change is told."""

    def __init__(self, store: GraphStore, today: date) -> None:
        seen = store.snapshot(Purpose.MAP, today=today)
        self._ids, self._names = set(seen.ids), set(seen.names)

    def and_(self, other: _Shown) -> _Shown:
        """What may be shown both then and now."""
        self._ids &= other._ids
        self._names &= other._names
        return self

    def among(self, changes: Sequence[Change]) -> list[Change]:
        """Those of these changes that the map may show."""
        return [one for one in changes if self._shows(one)]

    def _shows(self, change: Change) -> bool:
        if change.node not in self._ids:
            return False
        if change.other is None:
            kind = NODE_KINDS[change.node.rsplit("-", 1)[0]]
            return Purpose.MAP.sees(kind.properties[change.field].sensitivity)
        relation = RELATION_KINDS[change.field.removesuffix(REVERSED)]
        ends = relation.sources if change.field.endswith(REVERSED) else relation.targets
        personal = any(one is Resident or one.shown_with is ShownWith.EVERY for one in ends)
        return (not personal or change.other in self._names) and Purpose.MAP.sees(
            relation.sensitivity, relation.needed_for
        )


def doctor(location: str) -> list[Finding]:
    """What is wrong with a store; what could be mended is."""
    with opened(location) as store:
        return store.check()


def explained(error: Exception, locations: Iterable[str]) -> Exception:
    """What stopped a command that no one foresaw: damage, where one of its files is damaged.

    Else it is the error itself, for then the fault is ours.
    """
    for location in locations:
        if not is_server(location) and _damaged(location):
            return StoreError("store-damaged", path=location)
    return error


def _damaged(location: str) -> bool:
    """Whether there is anything that `doctor` would find; nothing is mended here."""
    try:
        store = open_store(location)
    except StoreError:
        return True
    try:
        with store.writing(keep=False):
            return bool(store.check())
    except Exception:  # What cannot even be looked through is damaged.
        return True
    finally:
        store.close()
