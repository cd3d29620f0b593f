"""Counting what a change of the store adds, changes and removes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from assetgraph.model.changeset import TIES, Change, no_counts
from assetgraph.model.kinds import Node
from assetgraph.model.relations import Knows


class Note(NamedTuple):
    """One fact that became different."""

    node: str
    field: str
    other: str | None
    before: Any
    after: Any


def named(notes: Iterable[Note], names: Mapping[str, str]) -> list[Change]:
    """Notes as they are told: with the names of the nodes, "" where there is none."""
    return [
        Change(
            node=node,
            name=names.get(node, ""),
            field=field,
            other=names.get(other, "") if other is not None else None,
            before=before,
            after=after,
        )
        for node, field, other, before, after in notes
    ]


Pair = tuple[str, str]
"""The ids of two residents, smaller first."""


def pair(one: str, other: str) -> Pair:
    """Two ids, smaller first."""
    return (one, other) if one < other else (other, one)


class Tally:
    """What a change adds, changes and removes; a tie is a pair, whoever states it."""

    def __init__(self) -> None:
        self.added, self.changed, self.removed = no_counts(), no_counts(), no_counts()
        self.changes: list[Note] = []
        self.new_ties: set[Pair] = set()
        self._tie_steps: dict[Pair, int] = {}
        self._changed_ties: set[Pair] = set()
        self._changed: set[str] = set()

    def changed_node(
        self, kind: type[Node], key: str, field: str, other: str | None, before: Any, after: Any
    ) -> None:
        """One fact of a node that was there already and stays."""
        self.changes.append(Note(key, field, other, before, after))
        if key not in self._changed:
            self._changed.add(key)
            self.changed[kind.plural] += 1

    def changed_link(self, kind: type[Node], note: Note) -> None:
        """One relation of a node that stays; ties count as pairs, others change the node."""
        if note.field == Knows.kind:
            self.changes.append(note)
        else:
            self.changed_node(kind, *note)

    def changed_tie(self, one: str, other: str, before: Any, after: Any) -> None:
        """One statement that two residents know each other, made, changed or taken back."""
        both = pair(one, other)
        if before is None or after is None:
            step = 1 if before is None else -1
            self._tie_steps[both] = self._tie_steps.get(both, 0) + step
        else:
            self._changed_ties.add(both)

    def stepped_ties(self) -> set[Pair]:
        """The pairs of whom must be known how many statements now say that they know each other."""
        return self._tie_steps.keys() - self.new_ties

    def settle_ties(self, tied: Mapping[Pair, int]) -> None:
        """Counts the pairs, given how many statements now say that each of `stepped_ties` holds."""
        self.added[TIES] += len(self.new_ties)
        for both in self.stepped_ties():
            step, now = self._tie_steps[both], tied.get(both, 0)
            if now and now == step:
                self.added[TIES] += 1
            elif not now and step < 0:
                self.removed[TIES] += 1
        self.changed[TIES] += len(self._changed_ties)

    def totals(self) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
        """Added, changed and removed, by plural of kind."""
        return self.added, self.changed, self.removed
