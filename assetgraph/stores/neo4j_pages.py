"""All that the graph in Neo4j keeps as pages, and pages of another store taken over."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Any

from assetgraph.errors import StoreError
from assetgraph.model.audit import Logged
from assetgraph.model.kinds import NODE_KINDS
from assetgraph.model.pages import PAGE, Page, Part, Received, Row
from assetgraph.stores import cypher_keeping as keeping
from assetgraph.stores import cypher_reading as reading
from assetgraph.stores import cypher_writing as writing
from assetgraph.stores import ledger, neo4j_erasure, neo4j_log
from assetgraph.stores.neo4j_records import Neo4jRecords
from assetgraph.stores.neo4j_rows import Rows, Run
from assetgraph.stores.packing import Words, pack, pack_rows, part_of, parts, unpack, unpack_rows
from assetgraph.stores.records import Move
from assetgraph.stores.writer import Writer

AT_ONCE = 5_000


def pages(rows: Rows, run: Run) -> Iterator[Page]:
    """All that is kept."""
    for part in Part:
        page: list[Row] = []
        for row in _ROWS[part](rows, run):
            page.append(row)
            if len(page) == PAGE:
                yield Page(part, page)
                page = []
        if page:
            yield Page(part, page)


def _changesets(rows: Rows, _: Run) -> Iterable[Row]:
    return (
        [
            record.id,
            record.source,
            record.day.isoformat(),
            record.recorded_at.isoformat(),
            record.who,
            record.undone_at and record.undone_at.isoformat(),
            record.added,
            record.changed,
            record.removed,
        ]
        for record in rows.history()
    )


def _nodes(rows: Rows, run: Run) -> Iterable[Row]:
    ((ids,),) = run(keeping.ALL_ENTITIES, seen=rows.seen)
    return ([node] for node in sorted(ids))


def _statements(rows: Rows, run: Run) -> Iterable[Row]:
    said: dict[str, list[Any]] = {node: [] for (node,) in _nodes(rows, run)}
    for changeset, packed in run(reading.ALL_STATEMENTS, seen=rows.seen):
        for node, doc in unpack(packed).items():
            said[node].append([changeset, doc])
    return ([node, sorted(words, key=lambda one: one[0])] for node, words in said.items())


def _changes(rows: Rows, run: Run) -> Iterable[Row]:
    return (
        [changeset, *row]
        for changeset, _, packed in run(keeping.ALL_CHANGES, seen=rows.seen)
        for row in unpack_rows(packed)
    )


def _positions(rows: Rows, _: Run) -> Iterable[Row]:
    return ([node, *at] for node, at in sorted(rows.positions().items()))


def _erasures(_: Rows, run: Run) -> Iterable[Row]:
    return neo4j_erasure.kept(run)


def _audit(_: Rows, run: Run) -> Iterable[Row]:
    return run(keeping.LOG)


def _publications(_: Rows, run: Run) -> Iterable[Row]:
    return ([text] for (text,) in run(keeping.PUBLICATIONS) if text)


_ROWS: dict[Part, Callable[[Rows, Run], Iterable[Row]]] = {
    Part.CHANGESETS: _changesets,
    Part.NODES: _nodes,
    Part.STATEMENTS: _statements,
    Part.CHANGES: _changes,
    Part.POSITIONS: _positions,
    Part.ERASURES: _erasures,
    Part.AUDIT: _audit,
    Part.PUBLICATIONS: _publications,
}


def received(run: Run) -> Received | None:
    """How far a copy came; None in a store that is whole."""
    found = run(keeping.COPYING)
    return Received(**json.loads(found[0][0])) if found and found[0][0] else None


def receive(run: Run, seen: int, page: Page, checksum: str) -> None:
    """Takes over a page."""
    came = received(run)
    if came is None:
        if run(keeping.ANY_CONTENT):
            raise StoreError("copy-not-empty")
        came = Received(0, "")
    _TAKE[page.part](run, seen, page.rows)
    mark = {"pages": came.pages + 1, "checksum": checksum}
    run(keeping.SET_COPYING, mark=json.dumps(mark))


def complete(run: Run, seen: int) -> None:
    """Everything has been received."""
    Writer(Neo4jRecords(run, None, seen)).settle()
    run(keeping.SET_COPYING, mark=None)


def start_over(run: Run) -> None:
    """Empties a store that is taking over another."""
    if received(run) is None and run(keeping.ANY_CONTENT):
        raise StoreError("copy-not-empty")
    empty(run)


def empty(run: Run) -> None:
    """Takes out all that is kept."""
    while run(keeping.EMPTY, most=AT_ONCE)[0][0]:
        pass
    run(keeping.RESET)


def _take_changesets(run: Run, _: int, rows: list[Row]) -> None:
    """How many statements each holds is not known yet; about as many as it added or changed."""
    taken = []
    for number, source, day, recorded_at, who, undone_at, added, changed, removed in rows:
        counts = {"added": added, "changed": changed, "removed": removed}
        about = sum(added.values()) + sum(changed.values())
        taken.append(
            [
                number,
                source,
                date.fromisoformat(day),
                datetime.fromisoformat(recorded_at),
                who,
                undone_at and datetime.fromisoformat(undone_at),
                json.dumps(counts),
                parts(about) + 1,
            ]
        )
    run(keeping.TAKE_CHANGESETS, rows=taken)


def _take_nodes(run: Run, _: int, rows: list[Row]) -> None:
    """What holds of them follows with what was said."""
    run(keeping.TAKE_NODES, ids=[node for (node,) in rows])


def _take_statements(run: Run, seen: int, rows: list[Row]) -> None:
    heard = Rows(run, seen).heard()
    packed: dict[tuple[int, int], Words] = {}
    moves = []
    for node, said in rows:
        for changeset, doc in said:
            part = part_of(node, heard[changeset][3])
            packed.setdefault((changeset, part), {})[node] = doc
        spoken = [ledger.Said(number, *heard[number][:3], doc) for number, doc in said]
        moves.append(Move(node, NODE_KINDS[node.rsplit("-", 1)[0]], None, ledger.fold(spoken)))
    there = run(reading.SOME_PARTS, parts=[list(part) for part in packed])
    for changeset, part, earlier in there:
        packed[changeset, part].update(unpack(earlier))
    for changeset, same in groupby(sorted(packed), key=lambda part: part[0]):
        kept = [[part, pack(packed[changeset, part])] for _, part in same]
        run(writing.KEEP_STATEMENTS, changeset=changeset, rows=kept)
    spoken_in = [[node, [changeset for changeset, _ in said]] for node, said in rows]
    run(keeping.SET_SPOKEN, rows=spoken_in)
    Neo4jRecords(run, None, seen).move(moves)


def _take_changes(run: Run, _: int, rows: list[Row]) -> None:
    for changeset, same in groupby(rows, key=lambda row: row[0]):
        ((start,),) = run(keeping.PARTS_OF_CHANGES, changeset=changeset)
        packed = pack_rows([row[1:] for row in same])
        run(writing.KEEP_CHANGES, changeset=changeset, rows=[[start, packed]])


def _take_positions(run: Run, _: int, rows: list[Row]) -> None:
    run(writing.PLACE, rows=[[node, float(x), float(y)] for node, x, y in rows])


def _take_erasures(run: Run, _: int, rows: list[Row]) -> None:
    neo4j_erasure.take(run, rows)


def _take_audit(run: Run, _: int, rows: list[Row]) -> None:
    neo4j_log.add(run, map(Logged.of, rows))


def _take_publications(run: Run, _: int, rows: list[Row]) -> None:
    run(keeping.SET_PUBLICATIONS, text=rows[0][0])


_TAKE: dict[Part, Callable[[Run, int, list[Row]], None]] = {
    Part.CHANGESETS: _take_changesets,
    Part.NODES: _take_nodes,
    Part.STATEMENTS: _take_statements,
    Part.CHANGES: _take_changes,
    Part.POSITIONS: _take_positions,
    Part.ERASURES: _take_erasures,
    Part.AUDIT: _take_audit,
    Part.PUBLICATIONS: _take_publications,
}
