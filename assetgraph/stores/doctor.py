"""Looking for damage in the embedded store, and mending what the ledger can rebuild."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from assetgraph.model.changeset import REVERSED
from assetgraph.model.kinds import NODE_KINDS, RELATION_KINDS
from assetgraph.stores import ledger, rows, sqlite_audit, sqlite_traits, tables
from assetgraph.stores.store import Finding
from assetgraph.stores.stored import CODE, Row, sought, stored_row


def examine(connection: sqlite3.Connection) -> list[Finding]:
    """Findings, most serious first; the tables are rebuilt where they differ from the ledger."""
    broken = [
        Finding("file-damaged", {"detail": line}, mended=False)
        for (line,) in connection.execute("PRAGMA integrity_check").fetchall()
        if line != "ok"
    ]
    orphans = [
        Finding("orphan-row", {"table": row[0], "row": row[1]}, mended=False)
        for row in connection.execute("PRAGMA foreign_key_check").fetchall()
    ]
    if broken or orphans:
        return broken + orphans
    rebuilt = _rebuild(connection)
    if rebuilt:
        sqlite_traits.forget_all(connection)
    return sqlite_audit.examine(connection) + rebuilt


def _rebuild(connection: sqlite3.Connection) -> list[Finding]:
    anchors = connection.execute("SELECT id, uid, kind FROM node").fetchall()
    keys = {uid: key for key, uid, _ in anchors}
    ids = {key: uid for key, uid, _ in anchors}
    said = {ids[key]: words for key, words in rows.statements(connection).items()}
    together = rows.merged(connection)
    states = {key: together.state(uid, said) for key, uid, _ in anchors}
    findings = _reconcile_nodes(connection, states)
    for kind in NODE_KINDS.values():
        expected = {
            (key, *stored_row(kind, state.properties, state.mention))
            for key, _, name in anchors
            if name == kind.kind and (state := states[key]) is not None
        }
        findings += _reconcile(connection, kind.kind, tables.columns(kind), expected)
    links: dict[str, set[Row]] = {name: set() for name in RELATION_KINDS}
    for key, _, _ in anchors:
        state = states[key]
        for (name, other), link in (state.links if state else {}).items():
            kind_name, reverse = name.removesuffix(REVERSED), name.endswith(REVERSED)
            far = keys[other]
            ends = (far, key) if reverse else (key, far)
            values = [link.properties.get(c) for c in RELATION_KINDS[kind_name].properties]
            links[kind_name].add((*ends, int(reverse), link.first, link.last, *values))
    for name, expected in links.items():
        columns = tables.columns(RELATION_KINDS[name])
        findings += _reconcile(connection, name, columns, expected)
    return findings


def _reconcile_nodes(
    connection: sqlite3.Connection, states: Mapping[int, ledger.State | None]
) -> list[Finding]:
    """Mends the word by which each node is found, and who spoke of it first and last."""
    found = connection.execute("SELECT id, kind, key, code, first, last FROM node").fetchall()
    expected = []
    for key, name, *_ in found:
        if (state := states[key]) is not None:
            called = state.properties.get(NODE_KINDS[name].naming()) or state.mention
            found_by = sought(state.properties.get(CODE), called)
            expected.append((key, name, *found_by, state.first, state.last))
    wrong = set(expected) - set(found)
    if not wrong:
        return []
    connection.executemany(
        "UPDATE node SET key = ?, code = ?, first = ?, last = ? WHERE id = ?",
        [(*rest, key) for key, _, *rest in wrong],
    )
    return [Finding("table-rebuilt", {"table": "node", "n": len(wrong)}, mended=True)]


def _reconcile(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], expected: set[Row]
) -> list[Finding]:
    """Makes a table hold exactly these rows."""
    names = ", ".join(f'"{column}"' for column in columns)
    found = set(connection.execute(f'SELECT {names} FROM "{table}"').fetchall())
    if found == expected:
        return []
    connection.execute(f'DELETE FROM "{table}"')
    connection.executemany(tables.insert(table, columns), list(expected))
    wrong = len(found ^ expected)
    return [Finding("table-rebuilt", {"table": table, "n": wrong}, mended=True)]
