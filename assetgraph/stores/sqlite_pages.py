"""All that the embedded store keeps as pages, and pages of another store taken over."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date

from assetgraph.errors import StoreError
from assetgraph.model.audit import Logged
from assetgraph.model.kinds import NODE_KINDS, RELATION_KINDS
from assetgraph.model.pages import PAGE, Page, Part, Received, Row
from assetgraph.stores import ledger, sqlite_audit, sqlite_erasure, tables
from assetgraph.stores.records import Move
from assetgraph.stores.sqlite_records import SqliteRecords
from assetgraph.stores.writer import Writer

COPYING = "copying"
"""The setting that says how far a copy came; absent in a store that is whole."""

PUBLICATIONS = "publications"
"""The setting that holds what earlier publications told."""

_QUERIES = {
    Part.CHANGESETS: "SELECT id, source, day, recorded_at, who, undone_at, counts"
    " FROM changeset ORDER BY id",
    Part.NODES: "SELECT uid FROM node ORDER BY uid",
    Part.STATEMENTS: "SELECT uid, (SELECT json_group_array(json_array(changeset, doc))"
    " FROM (SELECT changeset, doc FROM statement WHERE node = node.id ORDER BY changeset))"
    " FROM node ORDER BY uid",
    Part.CHANGES: "SELECT changeset, a.uid, field, b.uid, before, after FROM change"
    " JOIN node AS a ON a.id = change.node LEFT JOIN node AS b ON b.id = change.other"
    " ORDER BY changeset, change.rowid",
    Part.POSITIONS: "SELECT uid, x, y FROM position JOIN node ON node.id = position.node"
    " ORDER BY uid",
    Part.AUDIT: "SELECT number, at, who, action, about, purpose, why, seal FROM audit"
    " ORDER BY number",
    Part.PUBLICATIONS: f"SELECT value FROM setting WHERE name = '{PUBLICATIONS}'",
}


def pages(connection: sqlite3.Connection) -> Iterator[Page]:
    """All that is kept."""
    for part in Part:
        if part is Part.ERASURES:
            found: list[Row] = sqlite_erasure.kept(connection)
            for start in range(0, len(found), PAGE):
                yield Page(part, found[start : start + PAGE])
            continue
        cursor = connection.execute(_QUERIES[part])
        while some := cursor.fetchmany(PAGE):
            yield Page(part, [_row(part, list(one)) for one in some])


def _row(part: Part, row: Row) -> Row:
    if part is Part.CHANGESETS:
        counts = json.loads(row.pop())
        return [*row, counts["added"], counts["changed"], counts["removed"]]
    if part is Part.STATEMENTS:
        row[1] = json.loads(row[1])
    if part is Part.CHANGES:
        row[4:] = [None if text is None else json.loads(text) for text in row[4:]]
    if part is Part.AUDIT:
        row[4] = json.loads(row[4])
    return row


def received(connection: sqlite3.Connection) -> Received | None:
    """How far a copy came; None in a store that is whole."""
    found = tables.setting(connection, COPYING)
    return None if found is None else Received(**json.loads(found))


def receive(connection: sqlite3.Connection, page: Page, checksum: str) -> None:
    """Takes over a page."""
    came = received(connection)
    if came is None:
        if not _is_empty(connection):
            raise StoreError("copy-not-empty")
        came = Received(0, "")
    _TAKE[page.part](connection, page.rows)
    mark = {"pages": came.pages + 1, "checksum": checksum}
    tables.set_setting(connection, COPYING, json.dumps(mark))


def complete(connection: sqlite3.Connection) -> None:
    """Everything has been received."""
    Writer(SqliteRecords(connection)).settle()
    connection.execute("DELETE FROM setting WHERE name = ?", (COPYING,))


def start_over(connection: sqlite3.Connection) -> None:
    """Empties a store that is taking over another."""
    if received(connection) is None and not _is_empty(connection):
        raise StoreError("copy-not-empty")
    empty(connection)


def empty(connection: sqlite3.Connection) -> None:
    """Takes out all that is kept."""
    kinds = (*RELATION_KINDS, *NODE_KINDS)
    derived = (
        "trait",
        "term",
        "found_with",
        "found_by",
        "unread",
        "position",
        "change",
        "statement",
    )
    for table in (*derived, *kinds, "node", "changeset", "erased", "audited", "audit", "setting"):
        connection.execute(f'DELETE FROM "{table}"')


def _is_empty(connection: sqlite3.Connection) -> bool:
    return not any(
        connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone()
        for table in ("changeset", "node", "erased", "audit")
    )


def _take_changesets(connection: sqlite3.Connection, found: list[Row]) -> None:
    connection.executemany(
        "INSERT INTO changeset (id, source, day, recorded_at, who, undone_at, counts)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (*row[:6], json.dumps(dict(zip(("added", "changed", "removed"), row[6:], strict=True))))
            for row in found
        ],
    )


def _take_nodes(connection: sqlite3.Connection, found: list[Row]) -> None:
    """What holds of them follows with what was said."""
    connection.executemany(
        "INSERT INTO node (uid, kind, key, first, last)"
        " SELECT ?, ?, '', min(id), min(id) FROM changeset",
        [(uid, uid.rsplit("-", 1)[0]) for (uid,) in found],
    )


def _take_statements(connection: sqlite3.Connection, found: list[Row]) -> None:
    heard = {
        key: (source, date.fromisoformat(day), undone is None)
        for key, source, day, undone in connection.execute(
            "SELECT id, source, day, undone_at FROM changeset"
        )
    }
    records = SqliteRecords(connection)
    records.find([uid for uid, _ in found])
    moves = []
    for uid, said in found:
        spoken = [ledger.Said(changeset, *heard[changeset], doc) for changeset, doc in said]
        connection.executemany(
            "INSERT INTO statement (node, changeset, doc) SELECT id, ?, ? FROM node WHERE uid = ?",
            [(changeset, doc, uid) for changeset, doc in said],
        )
        state = ledger.fold(spoken)
        moves.append(Move(uid, NODE_KINDS[uid.rsplit("-", 1)[0]], None, state))
    records.find(sorted({other for move in moves if move.new for _, other in move.new.links}))
    records.move(moves)


def _take_changes(connection: sqlite3.Connection, found: list[Row]) -> None:
    connection.executemany(
        "INSERT INTO change (changeset, node, field, other, before, after)"
        " SELECT ?1, id, ?3, (SELECT id FROM node WHERE uid = ?4), ?5, ?6"
        " FROM node WHERE uid = ?2",
        [
            (
                *row[:4],
                *(None if one is None else json.dumps(one, ensure_ascii=False) for one in row[4:]),
            )
            for row in found
        ],
    )


def _take_positions(connection: sqlite3.Connection, found: list[Row]) -> None:
    connection.executemany(
        "INSERT INTO position (node, x, y) SELECT id, ?2, ?3 FROM node WHERE uid = ?1", found
    )


def _take_audit(connection: sqlite3.Connection, found: list[Row]) -> None:
    sqlite_audit.add(connection, map(Logged.of, found))


def _take_publications(connection: sqlite3.Connection, found: list[Row]) -> None:
    tables.set_setting(connection, PUBLICATIONS, found[0][0])


_TAKE: dict[Part, Callable[[sqlite3.Connection, list[Row]], None]] = {
    Part.CHANGESETS: _take_changesets,
    Part.NODES: _take_nodes,
    Part.STATEMENTS: _take_statements,
    Part.CHANGES: _take_changes,
    Part.POSITIONS: _take_positions,
    Part.ERASURES: sqlite_erasure.take,
    Part.AUDIT: _take_audit,
    Part.PUBLICATIONS: _take_publications,
}
