"""From stored rows to a snapshot: ids become indices, rows become columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    pairs, chosen = np.unique(source.astype(np.int64) * span + target, return_index=True)
    inside = (source[chosen] >= 0) & (target[chosen] >= 0)
    chosen = chosen[inside]
    order = chosen.tolist()
    first, last = rows.first, rows.last
    if len(pairs) < len(source):
        first, last = _widened(source, target, first, last)
    return Links(
        source=source[chosen],
        target=target[chosen],
        properties={
            name: _values(prop, [rows.columns[name][i] for i in order])
            for name, prop in kind.properties.items()
        },
        provenance=witness.of([first[i] for i in order], [last[i] for i in order]),
    )


def _widened(
    source: Any, target: Any, first: Sequence[int], last: Sequence[int]
) -> tuple[list[int], list[int]]:
    """First and last words over both sides that state the same relation."""
    span: dict[tuple[int, int], tuple[int, int]] = {}
    pairs = list(zip(source.tolist(), target.tolist(), strict=True))
    for pair, a, b in zip(pairs, first, last, strict=True):
        known = span.get(pair, (a, b))
        span[pair] = (min(a, known[0]), max(b, known[1]))
    return [span[pair][0] for pair in pairs], [span[pair][1] for pair in pairs]


def _values(prop: Property, column: Sequence[Any]) -> list[Any]:
    """JSON values as Python values; each distinct value is read once."""
    if prop.of in (str, float) and not prop.many:
        return list(column)
    adapter = _adapter(prop)
    keys = [_hashable(cell) if prop.many and cell is not None else cell for cell in column]
    cells = dict(zip(keys, column, strict=True))
    values = {key: _value(prop, adapter, cell) for key, cell in cells.items()}
    return [values[key] for key in keys]


def _value(prop: Property, adapter: TypeAdapter[Any], cell: Any) -> Any:
    return prop.default if cell is None else adapter.validate_python(cell)


def _hashable(cell: list[Any]) -> Any:
    return tuple(tuple(sorted(v.items())) if isinstance(v, dict) else v for v in cell)


@cache
def _adapter(prop: Property) -> TypeAdapter[Any]:
    return TypeAdapter(prop.annotation)
