"""What every store promises: a few primitives that all questions and imports stand on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from assetgraph.model.changeset import Change, Changeset, ChangesetRecord, Outcome
from assetgraph.model.consent import Purpose
from assetgraph.model.kinds import Node
from assetgraph.model.known import Known
from assetgraph.model.snapshot import Snapshot


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
    ) -> Snapshot:
        """What a purpose allows today: of all, of one buurt, or of one resident's surroundings.

        `as_of` reads the graph as it stood on that day; consent is always today's.
        """

    def known(self, kind: type[Node], names: Iterable[str]) -> list[Known]:
        """The nodes of a kind with one of these names (folded), or one of these codes or ids."""

    def alike(self, kind: type[Node], text: str) -> list[Known]:
        """A few nodes of a kind whose name holds a text, for "did you mean"."""

    def positions(self) -> dict[str, tuple[float, float]]:
        """Where nodes stand on the map, by id, as far as they were drawn before."""

    def keep_positions(self, positions: Mapping[str, tuple[float, float]]) -> None:
        """Remembers where nodes stand."""

    def check(self) -> list[Finding]:
        """Looks for damage and mends what the ledger can rebuild."""

    def close(self) -> None:
        """Lets go of files and connections."""
