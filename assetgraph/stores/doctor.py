"""Looking for damage in the embedded store, and mending what the ledger can rebuild."""

from __future__ import annotations

import sqlite3

from assetgraph.model.changeset import REVERSED
from assetgraph.model.kinds import NODE_KINDS, RELATION_KINDS
from assetgraph.stores import ledger, rows
from assetgraph.stores.store import Finding
from assetgraph.stores.writer import Row, stored_row


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
    return _rebuild(connection)


def _rebuild(connection: sqlite3.Connection) -> list[Finding]:
    anchors = connection.execute("SELECT id, uid, kind FROM node").fetchall()
    keys = {uid: key for key, uid, _ in anchors}
    said = rows.statements(connection)
    states = {key: ledger.fold(said.get(key, [])) for key, _, _ in anchors}
    findings = []
    for kind in NODE_KINDS.values():
        expected = {
            (key, *stored_row(kind, state.properties, state.mention))
            for key, _, name in anchors
            if name == kind.kind and (state := states[key]) is not None
        }
        findings += _reconcile(connection, kind.kind, expected)
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
        findings += _reconcile(connection, name, expected)
    return findings


def _reconcile(connection: sqlite3.Connection, table: str, expected: set[Row]) -> list[Finding]:
    """Makes a table hold exactly these rows."""
    found = set(connection.execute(f'SELECT * FROM "{table}"').fetchall())
    if found == expected:
        return []
    connection.execute(f'DELETE FROM "{table}"')
    marks = ", ".join("?" * len(next(iter(expected or found))))
    connection.executemany(
        f'INSERT INTO "{table}" VALUES ({marks})',
        list(expected),
    )
    wrong = len(found ^ expected)
    return [Finding("table-rebuilt", {"table": table, "n": wrong}, mended=True)]
