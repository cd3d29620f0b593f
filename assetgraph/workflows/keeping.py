"""The changesets of a store, taking one back, and the health of the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assetgraph.errors import StoreError
from assetgraph.stores import Finding, open_store
from assetgraph.stores.servers import is_server
from assetgraph.workflows import logbook
from assetgraph.workflows.given import opened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assetgraph.model.changeset import Change, ChangesetRecord, Outcome

__all__ = ["Finding", "doctor", "explained", "history", "undo"]


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
