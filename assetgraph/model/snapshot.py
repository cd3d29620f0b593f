"""A neighbourhood as columns, for one purpose: what every question is asked of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assetgraph.model.consent import Purpose
from assetgraph.model.kinds import Node, Relation
from assetgraph.model.nodes import Resident

Indices = NDArray[np.int32]


@dataclass(frozen=True)
class Provenance:
    """Where a fact comes from: when first said, when last confirmed, and by which source."""

    first_said: date
    last_confirmed: date
    source: str


@dataclass(frozen=True)
class Links:
    """All relations of one kind, as columns of equal length m.

    `source` and `target` are indices into the snapshot's nodes, shape (m,). A pair appears once
    for each direction in which it was stated.
    """

    source: Indices
    target: Indices
    properties: dict[str, list[Any]] = field(default_factory=dict)
    provenance: Sequence[Provenance] = ()

    def __len__(self) -> int:
        return len(self.source)

    @cached_property
    def _targets(self) -> dict[int, list[int]]:
        return _grouped(self.source, self.target)

    @cached_property
    def _sources(self) -> dict[int, list[int]]:
        return _grouped(self.target, self.source)

    def targets(self, node: int) -> list[int]:
        """The nodes that this node points at, ascending."""
        return self._targets.get(node, [])

    def sources(self, node: int) -> list[int]:
        """The nodes that point at this node, ascending."""
        return self._sources.get(node, [])


@dataclass(frozen=True)
class Guards:
    """What holds introductions back, from everything that is recorded.

    It also comes from people whom the snapshot does not show. It can only hide, and is never told.
    """

    unwelcome: frozenset[tuple[int, int]] = frozenset()
    """A resident and a group or place to which somebody comes with whom that resident is not to be
    coupled."""


@dataclass(frozen=True)
class Snapshot:
    """The part of a neighbourhood that one purpose allows, at one moment.

    Nodes are numbered 0…n-1: residents first, then the other kinds in the order of their
    declaration, within a kind by id. Nothing that the purpose does not allow is in here, so no
    question can show it.
    """

    purpose: Purpose
    day: date
    """The day that the answers hold for."""
    ids: Sequence[str]
    ranges: dict[type[Node], range]
    columns: dict[type[Node], dict[str, list[Any]]]
    """By kind and property: one value per node of the kind, None or () where nothing is known."""
    links: dict[type[Relation], Links]
    provenance: Sequence[Provenance] = ()
    buurt: str | None = None
    guards: Guards = Guards()

    @property
    def residents(self) -> range:
        """The indices of residents: 0…r-1, professionals included."""
        return self.ranges[Resident]

    @cached_property
    def index(self) -> dict[str, int]:
        """The index of each node by id."""
        return {node: i for i, node in enumerate(self.ids)}

    @cached_property
    def names(self) -> list[str]:
        """What each node is called, by index."""
        names: list[str] = []
        for kind in self.ranges:
            names.extend(self.columns[kind][kind.naming()])
        return names

    @cached_property
    def on_the_map(self) -> Snapshot:
        """This snapshot without the kinds that are kept for one purpose, such as introductions.

        These are declared last, so that all other nodes keep their indices.
        """
        ranges = {kind: span for kind, span in self.ranges.items() if kind.needed_for is None}
        size = max((span.stop for span in ranges.values()), default=0)
        return replace(
            self,
            ids=self.ids[:size],
            ranges=ranges,
            columns={kind: self.columns[kind] for kind in ranges},
            links={
                kind: links
                for kind, links in self.links.items()
                if all(end.needed_for is None for end in (*kind.sources, *kind.targets))
            },
            provenance=self.provenance[:size],
        )

    def kind_of(self, node: int) -> type[Node]:
        """The kind of the node at this index."""
        return next(kind for kind, span in self.ranges.items() if node in span)

    def values(self, kind: type[Node], name: str) -> list[Any]:
        """One property of all nodes of a kind, in the order of their indices."""
        return self.columns[kind][name]

    def value(self, node: int, name: str) -> Any:
        """One property of one node."""
        kind = self.kind_of(node)
        return self.columns[kind][name][node - self.ranges[kind].start]

    def relation(self, kind: type[Relation]) -> Links:
        """The relations of one kind; empty where there are none."""
        return self.links.get(kind, NO_LINKS)


NO_LINKS = Links(np.empty(0, np.int32), np.empty(0, np.int32))


def _grouped(keys: Indices, values: Indices) -> dict[int, list[int]]:
    groups: dict[int, set[int]] = {}
    for key, value in zip(keys.tolist(), values.tolist(), strict=True):
        groups.setdefault(key, set()).add(value)
    return {key: sorted(group) for key, group in groups.items()}
