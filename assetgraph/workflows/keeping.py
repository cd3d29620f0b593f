"""The changesets of a store, taking one back, and the health of the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assetgraph.stores import Finding
from assetgraph.workflows import logbook
from assetgraph.workflows.given import opened

if TYPE_CHECKING:
    from assetgraph.model.changeset import Change, ChangesetRecord, Outcome

__all__ = ["Finding", "doctor", "history", "undo"]


def history(location: str) -> list[tuple[ChangesetRecord, list[Change]]]:
    """All changesets, oldest first, each with what it made different."""
    with opened(location) as store:
        return [(record, store.changes(record.id)) for record in store.history()]


def undo(location: str, changeset: int | None) -> Outcome:
    """Takes a changeset back."""
    with opened(location) as store, store.writing():
        outcome = store.undo(changeset)
        logbook.enter(store, location, outcome.touched)
    return outcome


def doctor(location: str) -> list[Finding]:
    """What is wrong with a store; what could be mended is."""
    with opened(location) as store:
        return store.check()
