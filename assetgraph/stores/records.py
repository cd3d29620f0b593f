"""What a store does for a `Writer`: find, read and write records; nodes go by their ids."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from assetgraph.model.changeset import Changeset, Statement
from assetgraph.model.kinds import Node
from assetgraph.stores.ledger import Said, State
from assetgraph.stores.merging import Merged
from assetgraph.stores.tally import Pair, Tally


class Move(NamedTuple):
    """A node whose facts go from one state to another; None where it does not hold."""

    id: str
    kind: type[Node]
    old: State | None
    new: State | None


class Records(Protocol):
    """The records of one store, inside a transaction that somebody else opens and closes."""

    def begin(self, changeset: Changeset, now: datetime) -> int:
        """Notes a changeset; gives its number, higher than all before it."""

    def find(self, ids: Sequence[str]) -> set[str]:
        """Those of these nodes that were ever spoken of."""

    def said(self, ids: Collection[str]) -> dict[str, list[Said]]:
        """All that was ever said of these nodes, by id, oldest first."""

    def spoken_of(self, changeset: int) -> list[str]:
        """The ids of the nodes that a changeset speaks of."""

    def merged(self, *, without: int | None = None) -> Merged:
        """Which nodes are one by the judgements that stand, or would without one of them."""

    def stating(self, ids: Collection[str]) -> set[str]:
        """The nodes that state now a relation with one of these; it may give a few more."""

    def add(self, changeset: int, statements: list[Statement], merged: Merged) -> None:
        """Writes nodes that were never spoken of: what is said is what holds."""

    def speak(self, changeset: int, words: list[tuple[str, str | None]]) -> None:
        """Writes what a changeset says of nodes that were spoken of before, by id."""

    def confirm(self, changeset: int, ids: list[str]) -> None:
        """Makes this changeset the last to speak of these nodes and of all that they state."""

    def move(self, moves: list[Move]) -> None:
        """Brings nodes and the relations that they state from one state to another."""

    def undone(self, changeset: int, now: datetime) -> None:
        """Notes that a changeset is undone."""

    def ties(self, pairs: Collection[Pair]) -> Mapping[Pair, int]:
        """How many statements say now that two residents know each other, where any does."""

    def names(self, ids: Collection[str]) -> Mapping[str, str]:
        """What those of these nodes that hold are called."""

    def outdate(self, ids: Collection[str]) -> None:
        """Forgets the traits of residents to whom these nodes matter.

        That is those among these nodes; and those who are linked to one of the others, or to an
        exchange with one of them.
        """

    def finish(self, changeset: int, counts: Tally) -> None:
        """Writes what a changeset added, changed and removed."""
