"""How a cell of the workbook refers to a node, so that who reads it finds that one and no other."""

from __future__ import annotations

from collections import Counter

from assetgraph.model.kinds import Node
from assetgraph.model.nodes import Resident
from assetgraph.model.snapshot import Snapshot
from assetgraph.model.text import fold


class References:
    """Mentions of a snapshot's nodes: by name where that is enough, else by code, else by id."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._folded = [fold(name) for name in snapshot.names]
        span = snapshot.ranges.get(Resident, range(0))
        codes = snapshot.columns.get(Resident, {}).get("code", [None] * len(span))
        self._codes: dict[int, str] = {
            node: code for node, code in zip(span, codes, strict=True) if code
        }
        self._shared: dict[tuple[type[Node], ...], set[str]] = {}

    def mention(self, node: int, kinds: tuple[type[Node], ...]) -> str:
        """The node as a cell names it whose values are nodes of these kinds."""
        name = self._snapshot.names[node]
        if self._folded[node] not in self._ambiguous(kinds):
            return name
        return self._codes.get(node, self._snapshot.ids[node])

    def _ambiguous(self, kinds: tuple[type[Node], ...]) -> set[str]:
        """The folded names that more than one node answers to, by name or by code.

        A kind without a sheet has no rows to refer to: its nodes are the words themselves.
        """
        if kinds not in self._shared:
            answers: Counter[str] = Counter()
            for kind in kinds:
                if kind.sheet is not None:
                    span = self._snapshot.ranges.get(kind, range(0))
                    answers.update(self._folded[span.start : span.stop])
            if Resident in kinds:
                for node, code in self._codes.items():
                    if fold(code) != self._folded[node]:
                        answers[fold(code)] += 1
            self._shared[kinds] = {name for name, count in answers.items() if count > 1}
        return self._shared[kinds]
