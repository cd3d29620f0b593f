"""What every store promises: a few primitives that all questions and imports stand on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from assetgraph.model.audit import Access, Logged
from assetgraph.model.changeset import Change, Changeset, ChangesetRecord, Outcome
from assetgraph.model.consent import Purpose
from assetgraph.model.erasure import Erasure, Mention
from assetgraph.model.kinds import Node
from assetgraph.model.known import Known
from assetgraph.model.pages import Page, Received
from assetgraph.model.snapshot import Snapshot
from assetgraph.model.traits import Shared, Traits
from assetgraph.stores.ledger import Said


@dataclass(frozen=True)
class Finding:
    """Something that `check` found: a code that the catalogues word, and whether it is mended."""

    code: str
    values: Mapping[str, object]
    mended: bool


class GraphStore(Protocol):
    """A graph that grows by changesets and is read as snapshots."""

    def writing(self, *, keep: bool = True) -> AbstractContextManager[None]:
        """Keeps other writers waiting; what is done inside happens together or not at all.

        With `keep` false it is done to see what would happen, and taken back at the end.

        Raises StoreError ``store-busy`` when another writer does not finish in time.
        """

    def apply(self, changeset: Changeset) -> Outcome:
        """Adds a changeset, whole."""

    def undo(self, changeset: int | None = None) -> Outcome:
        """Takes a changeset back, the latest that stands if none is named.

        What other changesets say too stays. Raises QuestionError ``no-changeset``.
        """

    def history(self) -> list[ChangesetRecord]:
        """All changesets, oldest first."""

    def changes(self, changeset: int) -> list[Change]:
        """What a changeset made different about nodes that were there already."""

    def snapshot(
        self,
        purpose: Purpose,
        *,
        today: date,
        buurt: str | None = None,
        as_of: date | None = None,
        resident: str | None = None,
        people: Collection[str] | None = None,
    ) -> Snapshot:
        """What a purpose allows today: of all, of one buurt, or of one resident's surroundings.

        `as_of` reads the graph as it stood on that day; consent is always today's. `people` are
        the ids of residents of whom all is wanted that matching weighs: what
        `visibility.company` cuts from the whole. No part is found by reading the whole, unless
        `as_of` is given.
        """

    def counts(self) -> dict[str, int]:
        """How many nodes of each kind there are, by plural, and relations of each kind, by kind.

        For the keeper of the store alone: nobody's consent is asked.
        """

    def unread(self, stamp: str, today: date, most: int) -> list[str]:
        """Up to `most` residents of whom no traits are kept under this stamp for today."""

    def keep_traits(self, stamp: str, traits: Iterable[Traits]) -> None:
        """Keeps these traits instead of what was kept of these residents.

        Under a new stamp all that was kept under another is forgotten. A resident's traits are
        forgotten together with the change that touches what they may rest on: a changeset, an
        undo or an erasure that speaks of the resident, or of something that the resident is linked
        to. So what is found is never out of date; what was forgotten is in `unread`.
        """

    def sharing(self, keys: Collection[str], today: date) -> Shared:
        """Which residents have one of these keys among the traits that hold today."""

    def traits(self, residents: Collection[str], today: date) -> dict[str, Traits]:
        """The traits that hold today of those of these residents who have any, by id."""

    def known(self, kind: type[Node], names: Iterable[str]) -> list[Known]:
        """The nodes of a kind with one of these names (folded), or one of these codes or ids.

        Nodes that are one are known under the id by which they hold, by the names of each.
        """

    def merged(self) -> list[Known]:
        """Every node that is one with another, as it would be known by itself; ascending by id.

        Among them is the one under whose id they hold (`one_with`).
        """

    def alike(self, kind: type[Node], text: str) -> list[Known]:
        """A few nodes of a kind whose name holds a text, for "did you mean"."""

    def positions(self) -> dict[str, tuple[float, float]]:
        """Where nodes stand on the map, by id, as far as they were drawn before."""

    def keep_positions(self, positions: Mapping[str, tuple[float, float]]) -> None:
        """Remembers where nodes stand."""

    def erase(self, node: str) -> Erasure:
        """Takes a node out of everything, for good: what holds, what was ever said, and caches.

        With it goes what is linked to nobody else and shown only with its people (its talents,
        its exchanges…); in what others said, its id goes out of their relations and its name and
        code out of the names to keep apart. No undo brings it back. Afterwards its name stands in
        no file of an embedded store, other than in the `mentions` of the answer. Kept is a keyed
        digest of its names, codes and id. Raises QuestionError ``no-node``, and StoreError
        ``erase-unfinished`` where all is gone from the answers but something that reads along
        keeps old bytes in the file: `check` finishes it.
        """

    def reword(self, words: Mapping[Mention, str]) -> None:
        """Writes other text in these places, in all that was ever said and in what it changed.

        It is for what an erasure leaves to decide on. The old text then stands in no file of an
        embedded store.
        """

    def said(self, node: str) -> list[Said]:
        """All that was ever said of a node, oldest first, undone or not; () for an unknown id.

        For the keeper of the store and the person that it is about: nobody's consent is asked.
        """

    def erased(self, kind: type[Node], words: Iterable[str]) -> set[str]:
        """Those of these names, codes and ids that were an erased node's, however written."""

    def forget(self, changeset: int) -> None:
        """Takes out for good what a changeset said that was taken back; history keeps its line.

        What nothing else ever spoke of goes with it. Raises QuestionError ``no-changeset`` where
        it still stands.
        """

    def forget_log(self, number: int) -> None:
        """Takes out of the log what is up to and with an entry.

        An entry recorded before, with `audit.cleared` as its purpose, lets the chain begin there.
        """

    def record(self, access: Access) -> None:
        """Adds an entry at the end of the log."""

    def audit(self, about: str | None = None) -> list[Logged]:
        """The log, oldest first: all of it, or what is about one node by its id."""

    def publications(self) -> str | None:
        """What earlier publications told, as `keep_publications` was given it; None for nothing."""

    def keep_publications(self, text: str) -> None:
        """Remembers what was published, so that a later publication tells nothing beside it."""

    def pages(self) -> Iterator[Page]:
        """All that is kept, for another store: parts in the order of `Part`, none for an empty one.

        Equal content gives equal pages in every store. Traits are not among them: they are read
        again.
        """

    def received(self) -> Received | None:
        """How far this store came in taking over another; None if it is not doing so.

        A store that is, is opened for nothing else: `open_store` raises StoreError
        ``copy-unfinished`` unless it is told that it is for copying.
        """

    def receive(self, page: Page, checksum: str) -> None:
        """Takes over a page, with what it makes hold, and notes how far it came, in one step.

        Pages come in order, the first into an empty store. Raises StoreError ``copy-not-empty``.
        """

    def complete(self) -> None:
        """Everything has been received: from now on this is a store like any other."""

    def start_over(self) -> None:
        """Empties a store that is taking over another. Raises StoreError ``copy-not-empty``."""

    def empty(self) -> None:
        """Takes out all that is kept, inside a change, so that pages of a backup take its place.

        Then `receive` and `complete` fill it in the same change: that is kept whole or not at all.
        """

    def check(self) -> list[Finding]:
        """Looks for damage and mends what the ledger can rebuild.

        An entry of the log that does not follow on the one before it, or a log that ends too soon,
        is ``log-broken`` (with `number`) and cannot be mended.
        """

    def close(self) -> None:
        """Lets go of files and connections."""
