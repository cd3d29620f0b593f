"""Everything of one store into another, checked on both sides, resumed if interrupted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from assetgraph.errors import StoreError
from assetgraph.model.pages import Page, Part
from assetgraph.stores import GraphStore, open_store
from assetgraph.stores.keys import Secret
from assetgraph.stores.sqlite import SqliteStore
from assetgraph.workflows import logbook
from assetgraph.workflows.given import opened

__all__ = ["Copied", "Part", "contents", "copy"]

Step = Callable[[str], None]


@dataclass(frozen=True)
class Content:
    """What a store holds, told from its pages."""

    rows: Mapping[Part, int] = field(default_factory=dict)
    checksum: str = ""
    facts: str = ""
    """The checksum of all but the log: that of a copy goes its own way, as it is looked at."""

    def and_(self, page: Page) -> Content:
        """With one more page."""
        rows = {**self.rows, page.part: self.rows.get(page.part, 0) + len(page.rows)}
        facts = self.facts if page.part is Part.AUDIT else page.after(self.facts)
        return Content(rows, page.after(self.checksum), facts)


@dataclass(frozen=True)
class Copied:
    """A copy that is whole: what both sides hold."""

    content: Content
    resumed: bool
    """It went on with what was there of it."""
    taken: int
    """Pages that were taken over now; 0 where the copy was there already."""


def copy(source: str, target: str, *, step: Step = lambda _: None) -> Copied:
    """Copies a store to another place, of whatever kind; both then hold the same.

    A copy that was interrupted goes on where it came; one that is whole is only checked. Until it
    is whole, the target is opened for nothing else. Raises StoreError ``copy-onto-itself``,
    ``copy-not-empty`` where the target holds something else, and ``copy-differs``.
    """
    if _place(source) == _place(target):
        raise StoreError("copy-onto-itself", path=target)
    with opened(source) as one:
        # What cannot be read by everybody is not copied into what can.
        secret = one.secret if isinstance(one, SqliteStore) else None
        other = open_store(target, create=True, copying=True, secret=secret)
        try:
            return fill(one, other, target, step, place=source)
        finally:
            other.close()


def fill(
    source: GraphStore, target: GraphStore, path: str, step: Step, *, place: str | None = None
) -> Copied:
    """Copies an open store into another, and compares them; `place` is where it is logged first."""
    came = target.received()
    if came is None and next(target.pages(), None) is not None:
        step("compare")
        content = contents(source)
        if contents(target).facts != content.facts:
            raise StoreError("copy-not-empty", path=path)
        return Copied(content, resumed=False, taken=0)
    step("copy")
    if came is None and place is not None:
        logbook.let_go(source, place)
    there = came.pages if came else 0
    if came and contents(source, there).checksum != came.checksum:
        target.start_over()
        there = 0
    content, taken = Content(), 0
    for number, page in enumerate(source.pages(), 1):
        content = content.and_(page)
        if number > there:
            target.receive(page, content.checksum)
            taken += 1
    step("compare")
    if contents(target) != content:
        target.start_over()
        raise StoreError("copy-differs", path=path)
    target.complete()
    return Copied(content, resumed=there > 0, taken=taken)


def in_new_file(
    source: GraphStore,
    ready: Path,
    secret: Secret | None,
    path: Path,
    step: Step,
    log: str | None = None,
) -> Content:
    """A new file with what another store holds, compared; `log` is the store it takes the place
    of, where it does."""
    target = SqliteStore(ready, create=True, copying=True, secret=secret)
    try:
        content = fill(source, target, str(path), step).content
        if log is not None:
            logbook.enter(target, log)
    finally:
        target.close()
    return content


def contents(store: GraphStore, most: int | None = None) -> Content:
    """What a store holds now, or what its first pages hold."""
    content = Content()
    for page in islice(store.pages(), most):
        content = content.and_(page)
    return content


def _place(location: str) -> str:
    return location if "://" in location else str(Path(location).resolve())
