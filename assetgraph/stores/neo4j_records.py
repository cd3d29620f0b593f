"""The records of the graph in Neo4j, as a `Writer` finds, reads and writes them."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from assetgraph.model.changeset import REVERSED, Changeset, Statement
from assetgraph.model.kinds import NODE_KINDS, RELATION_KINDS, Node, Relation
from assetgraph.stores import cypher_reading as reading
from assetgraph.stores import cypher_writing as writing
from assetgraph.stores import ledger, neo4j_traits
from assetgraph.stores.ahead import Ahead, all_of
from assetgraph.stores.cypher import ENTITY
from assetgraph.stores.ledger import Link, Said
from assetgraph.stores.merging import Merged
from assetgraph.stores.native import native_row, native_values
from assetgraph.stores.neo4j_rows import Row, Rows, Run, by_kind
from assetgraph.stores.packing import Words, pack, pack_rows, part_of, parts
from assetgraph.stores.records import Move
from assetgraph.stores.tally import Pair, Tally

BATCH = 5_000
"""Nodes or relations that are written by one query."""

ONE_TRANSACTION = 10_000
"""More statements than these are written in transactions of their own, before the one that makes
them hold: until then nobody reads them."""

PACKED_CHANGES = 1_000
"""Changes that are packed in one record."""

T = TypeVar("T")

Stated = tuple[type[Relation], bool, str, str, Row]
"""A relation: its kind, whether its target states it, both ends, and what is stated."""


class Neo4jRecords:
    """`Records` by the ids of nodes."""

    def __init__(self, run: Run, stage: Run | None, seen: int) -> None:
        """`stage` runs a query in a transaction of its own; None where that cannot be."""
        self._run, self._stage = run, stage
        self._seen = seen
        self._spoken: dict[str, list[int]] = {}
        """The changesets that speak of each node that this change touches, by id."""
        self._parts = 1
        self._words: dict[int, Words] = {}
        self._unkept: set[int] = set()

    @property
    def _rows(self) -> Rows:
        return Rows(self._run, self._seen)

    def begin(self, changeset: Changeset, now: datetime) -> int:
        """Notes a changeset."""
        self._seen += 1
        self._parts = max(parts(len(changeset.statements)), 1)
        self._run(
            writing.BEGIN,
            number=self._seen,
            source=changeset.source,
            day=changeset.day,
            now=now,
            who=changeset.who,
            parts=self._parts,
        )
        return self._seen

    def find(self, ids: Sequence[str]) -> set[str]:
        """Those of these nodes that were ever spoken of."""
        missing = [node for node in ids if node not in self._spoken]
        if missing and self._run(reading.count(ENTITY))[0][0]:
            ((found, changesets),) = self._run(reading.FOUND, ids=missing)
            self._spoken.update(zip(found, changesets, strict=True))
        return {node for node in ids if node in self._spoken}

    def said(self, ids: Collection[str]) -> dict[str, list[Said]]:
        """All that was ever said of these nodes."""
        self.find(list(ids))
        return self._rows.said({node: self._spoken[node] for node in ids})

    def spoken_of(self, changeset: int) -> list[str]:
        """The ids of the nodes that a changeset speaks of."""
        return self._rows.spoken_of(changeset)

    def merged(self, *, without: int | None = None) -> Merged:
        """Which nodes are one."""
        return self._rows.merged(without)

    def stating(self, ids: Collection[str]) -> set[str]:
        """The nodes that state now a relation with one of these, and what these state."""
        found = self._run(reading.LINKED, ids=sorted(ids))
        return {node for (nodes,) in found for node in nodes}

    def add(self, changeset: int, statements: list[Statement], merged: Merged) -> None:
        """Writes nodes that were never spoken of."""
        run = self._run
        if self._stage is not None and len(statements) > ONE_TRANSACTION:
            run = self._stage
        self._spoken.update({one.id: [changeset] for one in statements})
        self._speak((one.id, ledger.write(one)) for one in statements)
        kinds: dict[str, list[Statement]] = {}
        for one in statements:
            kinds.setdefault(one.kind, []).append(one)
        with Ahead(run) as ahead:
            self._keep(ahead.write, changeset)
            for name, same in kinds.items():
                kind = NODE_KINDS[name]
                rows = ([one.id, *native_row(kind, one.properties, one.mention)] for one in same)
                for batch in _batches(rows):
                    query = writing.add_nodes(kind)
                    ahead.write(query, len(batch), rows=batch, changeset=changeset)
            self._add_links(ahead, changeset, statements, merged)

    def _add_links(
        self, ahead: Ahead, changeset: int, statements: list[Statement], merged: Merged
    ) -> None:
        stated: dict[type[Relation], dict[str, list[Row]]] = {}
        turned: list[tuple[type[Relation], str, str, Row]] = []
        for one in statements:
            for name, others in one.relations.items():
                kind = RELATION_KINDS[name.removesuffix(REVERSED)]
                for other, properties in merged.held(one.id, others).items():
                    values = native_values(kind, properties)
                    if name.endswith(REVERSED):
                        turned.append((kind, other, one.id, [changeset, changeset, *values]))
                    else:
                        ends = stated.setdefault(kind, {})
                        ends.setdefault(one.id, []).append([other, *values])
        for kind, ends in stated.items():
            for batch in _ends_in_batches(ends):
                n = sum(len(others) for _, others in batch)
                ahead.write(writing.add_links(kind), n, rows=batch, changeset=changeset)
        self._put(ahead, ((kind, True, s, t, values) for kind, s, t, values in turned))

    def speak(self, changeset: int, words: list[tuple[str, str | None]]) -> None:
        """Writes what a changeset says of nodes that were spoken of before."""
        self._speak(words)
        for ids in _batches(node for node, _ in words):
            all_of(len(ids), self._run(writing.SPEAK, ids=ids, changeset=changeset))

    def confirm(self, changeset: int, ids: list[str]) -> None:
        """Makes this changeset the last to speak of these nodes and of all that they state."""
        for batch in _batches(ids):
            all_of(len(batch), self._run(writing.CONFIRM, ids=batch, changeset=changeset))

    def move(self, moves: list[Move]) -> None:
        """Brings nodes and the relations that they state from one state to another."""
        self._move_nodes(moves)
        dropped: list[Stated] = []
        put: list[Stated] = []
        for move in moves:
            before = move.old.links if move.old is not None else {}
            after = move.new.links if move.new is not None else {}
            for link in before.keys() | after.keys():
                kind, reverse, *ends = _ends(move.id, link)
                old, new = before.get(link), after.get(link)
                if new is None:
                    dropped.append((kind, reverse, ends[0], ends[1], []))
                elif new != old:
                    put.append((kind, reverse, ends[0], ends[1], _link_row(kind, new)))
        for (kind, reverse), rows in _grouped(dropped):
            for batch in _batches(rows):
                self._run(writing.drop_links(kind, reverse), rows=batch)
        with Ahead(self._run) as ahead:
            self._put(ahead, put)

    def _move_nodes(self, moves: list[Move]) -> None:
        put: dict[type[Node], list[Row]] = {}
        gone: list[str] = []
        for move in moves:
            new = move.new
            if new is not None:
                facts = native_row(move.kind, new.properties, new.mention)
                put.setdefault(move.kind, []).append([move.id, *facts, new.first, new.last])
            elif move.old is not None:
                gone.append(move.id)
        for kind, rows in put.items():
            for batch in _batches(rows):
                all_of(len(batch), self._run(writing.put_nodes(kind), rows=batch))
        for kind, same in by_kind(gone):
            for ids in _batches(same):
                all_of(len(ids), self._run(writing.withdraw(kind), ids=ids))

    def _put(self, ahead: Ahead, links: Iterable[Stated]) -> None:
        for (kind, reverse), rows in _grouped(links):
            for batch in _batches(rows):
                ahead.write(writing.put_links(kind, reverse), len(batch), rows=batch)

    def undone(self, changeset: int, now: datetime) -> None:
        """Notes that a changeset is undone."""
        self._run(writing.UNDONE, number=changeset, now=now)

    def ties(self, pairs: Collection[Pair]) -> Mapping[Pair, int]:
        """How many statements say now that two residents know each other."""
        found = self._run(reading.TIES, pairs=[list(both) for both in pairs]) if pairs else []
        return {(pair[0], pair[1]): n for pair, n in found}

    def names(self, ids: Collection[str]) -> Mapping[str, str]:
        """What those of these nodes that hold are called."""
        return self._rows.names(ids)

    def outdate(self, ids: Collection[str]) -> None:
        """Forgets the traits of residents to whom these nodes matter."""
        neo4j_traits.outdate(self._rows, self._run, ids)

    def finish(self, changeset: int, counts: Tally) -> None:
        """Writes what a changeset added, changed and removed, and makes it hold."""
        self._keep(self._run, changeset)
        noted = [list(note) for note in counts.changes]
        packed = [[i, pack_rows(some)] for i, some in enumerate(_batches(noted, PACKED_CHANGES))]
        for batch in _batches(packed, 20):
            self._run(writing.KEEP_CHANGES, changeset=changeset, rows=batch)
        totals = dict(zip(("added", "changed", "removed"), counts.totals(), strict=True))
        self._run(writing.FINISH, number=changeset, counts=json.dumps(totals))

    def _speak(self, words: Iterable[tuple[str, str | None]]) -> None:
        for node, doc in words:
            part = part_of(node, self._parts)
            self._words.setdefault(part, {})[node] = doc
            self._unkept.add(part)

    def _keep(self, run: Callable[..., object], changeset: int) -> None:
        """Writes the statements that are not written yet."""
        for batch in _batches(sorted(self._unkept), 100):
            rows = [[part, pack(self._words[part])] for part in batch]
            run(writing.KEEP_STATEMENTS, changeset=changeset, rows=rows)
        self._unkept.clear()


def _grouped(links: Iterable[Stated]) -> Iterable[tuple[tuple[type[Relation], bool], list[Row]]]:
    """Rows of relations by kind and side."""
    groups: dict[tuple[type[Relation], bool], list[Row]] = {}
    for kind, reverse, source, target, values in links:
        groups.setdefault((kind, reverse), []).append([source, target, *values])
    return groups.items()


def _ends(node: str, link: tuple[str, str]) -> tuple[type[Relation], bool, str, str]:
    """A relation that a node states: its kind, whether from the side of its target, its ends."""
    name, other = link
    kind, reverse = RELATION_KINDS[name.removesuffix(REVERSED)], name.endswith(REVERSED)
    return (kind, reverse, other, node) if reverse else (kind, reverse, node, other)


def _link_row(kind: type[Relation], link: Link) -> Row:
    return [link.first, link.last, *native_values(kind, link.properties)]


def _batches(rows: Iterable[T], most: int = BATCH) -> Iterator[list[T]]:
    batch: list[T] = []
    for row in rows:
        batch.append(row)
        if len(batch) == most:
            yield batch
            batch = []
    if batch:
        yield batch


def _ends_in_batches(ends: Mapping[str, list[Row]]) -> Iterator[list[Any]]:
    """Relations by the end that states them, about as many at once as one query takes."""
    batch: list[Any] = []
    n = 0
    for node, others in ends.items():
        batch.append([node, others])
        n += len(others)
        if n >= BATCH:
            yield batch
            batch, n = [], 0
    if batch:
        yield batch
