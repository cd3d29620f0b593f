"""From stored rows to a snapshot: ids become indices, rows become columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import repeat
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from assetgraph.model.consent import Purpose
from assetgraph.model.kinds import NODE_KINDS, RELATION_KINDS, Node, Property, Relation
from assetgraph.model.nodes import Resident
from assetgraph.model.relations import Avoids
from assetgraph.model.snapshot import NO_LINKS, Links, Provenance, Snapshot
from assetgraph.model.text import fold

ChangesetFacts = Mapping[int, tuple[date, str]]
"""By changeset: its day and its source."""


@dataclass(slots=True)
class NodeRows:
    """Nodes of one kind, ascending by id; `columns` by property as JSON values."""

    keys: list[Any]
    """How the store's relations refer to each node."""
    ids: list[str]
    first: list[int]
    last: list[int]
    columns: dict[str, list[Any]]


@dataclass(slots=True)
class LinkRows:
    """Relations of one kind by the stores' own keys of both ends."""

    source: list[Any]
    target: list[Any]
    first: list[int]
    last: list[int]
    columns: dict[str, list[Any]] = field(default_factory=dict)


def assemble(
    nodes: Mapping[type[Node], NodeRows],
    links: Mapping[type[Relation], LinkRows],
    changesets: ChangesetFacts,
    day: date,
    buurt: str | None = None,
) -> Snapshot:
    """A snapshot of everything that is given; relations with an end that is not given are left."""
    witness = _Witness(changesets)
    ids: list[str] = []
    ranges: dict[type[Node], range] = {}
    columns: dict[type[Node], dict[str, list[Any]]] = {}
    provenance: list[Provenance] = []
    index: dict[Any, int] = {}
    for kind in NODE_KINDS.values():
        rows = nodes.get(kind) or NodeRows([], [], [], [], {name: [] for name in kind.properties})
        start = len(ids)
        index.update(zip(rows.keys, range(start, start + len(rows.ids)), strict=True))
        ids.extend(rows.ids)
        ranges[kind] = range(start, len(ids))
        columns[kind] = {
            name: _values(prop, rows.columns[name]) for name, prop in kind.properties.items()
        }
        provenance.extend(witness.of(rows.first, rows.last))
    found = {
        kind: _links(kind, links[kind], index, witness)
        for kind in RELATION_KINDS.values()
        if kind in links and links[kind].source
    }
    _keep_apart(found, columns[Resident], provenance)
    return Snapshot(
        purpose=Purpose.ALL,
        day=day,
        ids=ids,
        ranges=ranges,
        columns=columns,
        links=found,
        provenance=provenance,
        buurt=buurt,
    )


def _keep_apart(
    links: dict[type[Relation], Links],
    residents: Mapping[str, list[Any]],
    provenance: Sequence[Provenance],
) -> None:
    """Lets "rather not" hold for somebody who was named before being on the map.

    The name or code that was written may fit several people; then it holds for all of them.
    """
    pairs: list[tuple[int, int]] = []
    called: dict[str, list[int]] = {}
    for i, names in enumerate(residents["avoids_names"]):
        if names and not called:
            for j, words in enumerate(zip(residents["name"], residents["code"], strict=True)):
                for word in words:
                    called.setdefault(fold(word or ""), []).append(j)
        pairs.extend((i, j) for name in names for j in called.get(fold(name), ()) if i != j)
    if pairs:
        known = links.get(Avoids, NO_LINKS)
        source, target = (np.array(ends, np.int32) for ends in zip(*pairs, strict=True))
        links[Avoids] = Links(
            np.concatenate([known.source, source]),
            np.concatenate([known.target, target]),
            {},
            [*known.provenance, *(provenance[i] for i, _ in pairs)],
        )


class _Witness:
    """Who said what when; equal provenance is one object."""

    def __init__(self, changesets: ChangesetFacts) -> None:
        self._changesets = changesets
        self._known: dict[tuple[int, int], Provenance] = {}

    def of(self, first: Sequence[int], last: Sequence[int]) -> list[Provenance]:
        spans = list(zip(first, last, strict=True))
        for span in set(spans) - self._known.keys():
            (said, source), (confirmed, _) = self._changesets[span[0]], self._changesets[span[1]]
            self._known[span] = Provenance(said, max(said, confirmed), source)
        return [self._known[span] for span in spans]


def _links(
    kind: type[Relation], rows: LinkRows, index: Mapping[Any, int], witness: _Witness
) -> Links:
    source, target = (
        np.fromiter(map(index.get, ends, repeat(-1)), np.int32, len(ends))
        for ends in (rows.source, rows.target)
    )
    span = np.int64(len(index) + 1)
    known = np.flatnonzero((source >= 0) & (target >= 0))
    pairs, at, pair = np.unique(
        source[known].astype(np.int64) * span + target[known],
        return_index=True,
        return_inverse=True,
    )
    chosen = known[at]
    order = chosen.tolist()
    first, last = (np.array(spoken, np.int64)[known] for spoken in (rows.first, rows.last))
    said, confirmed = first[at], last[at]
    if len(pairs) < len(known):
        np.minimum.at(said, pair, first)
        np.maximum.at(confirmed, pair, last)
    return Links(
        source=source[chosen],
        target=target[chosen],
        properties={
            name: _values(prop, [rows.columns[name][i] for i in order])
            for name, prop in kind.properties.items()
        },
        provenance=witness.of(said.tolist(), confirmed.tolist()),
    )


def _values(prop: Property, column: Sequence[Any]) -> list[Any]:
    """JSON values as Python values; each distinct value is read once."""
    if not column:
        return []
    if prop.of in (str, float) and not prop.many:
        return list(column)
    read = _reader(prop.annotation)
    keys = column
    if prop.many:
        keys = [None if cell is None else _hashable(cell) for cell in column]
    values = {
        key: prop.default if cell is None else read(cell)
        for key, cell in dict(zip(keys, column, strict=True)).items()
    }
    return [values[key] for key in keys]


def _hashable(cell: list[Any]) -> Any:
    return tuple(tuple(sorted(v.items())) if isinstance(v, dict) else v for v in cell)


@cache
def _reader(annotation: Any) -> Callable[[Any], Any]:
    return TypeAdapter(annotation).validate_python
