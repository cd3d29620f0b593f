"""The embedded store's records, as a `Writer` finds, reads and writes them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from assetgraph.model.changeset import REVERSED, Changeset, Statement
from assetgraph.model.kinds import NODE_KINDS, RELATION_KINDS
from assetgraph.stores import ledger, rows, sqlite_traits, tables
from assetgraph.stores.ledger import Link, Said
from assetgraph.stores.merging import Merged
from assetgraph.stores.records import Move
from assetgraph.stores.stored import (
    CODE,
    Row,
    columns_of,
    sought,
    sought_all,
    stored_columns,
    stored_row,
)
from assetgraph.stores.tally import Pair, Tally


class SqliteRecords:
    """`Records` by their integer keys, which are looked up once for each node."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._keys: dict[str, int] = {}
        """The integer key of every node that this change touches, by id."""

    def begin(self, changeset: Changeset, now: datetime) -> int:
        """Notes a changeset."""
        row = self._connection.execute(
            "INSERT INTO changeset (source, day, recorded_at, who, counts) VALUES (?, ?, ?, ?, '')",
            (changeset.source, changeset.day.isoformat(), now.isoformat(), changeset.who),
        )
        if row.lastrowid is None:
            raise sqlite3.DatabaseError("no row was inserted")
        return row.lastrowid

    def find(self, ids: Sequence[str]) -> set[str]:
        """Those of these nodes that were ever spoken of."""
        keys = self._keys
        missing = [node for node in ids if node not in keys]
        if missing and self._connection.execute("SELECT 1 FROM node LIMIT 1").fetchone():
            keys.update(
                self._connection.execute(
                    "SELECT uid, id FROM node WHERE uid IN (SELECT value FROM json_each(?))",
                    (json.dumps(missing),),
                ).fetchall()
            )
        return {node for node in ids if node in keys}

    def said(self, ids: Collection[str]) -> dict[str, list[Said]]:
        """All that was ever said of these nodes."""
        found = {self._keys[node]: node for node in ids}
        return {
            found[key]: said for key, said in rows.statements(self._connection, set(found)).items()
        }

    def spoken_of(self, changeset: int) -> list[str]:
        """The ids of the nodes that a changeset speaks of."""
        found = self._connection.execute(
            "SELECT uid, node.id FROM statement JOIN node ON node.id = node WHERE changeset = ?",
            (changeset,),
        ).fetchall()
        self._keys.update(found)
        return [node for node, _ in found]

    def merged(self, *, without: int | None = None) -> Merged:
        """Which nodes are one."""
        return rows.merged(self._connection, without)

    def stating(self, ids: Collection[str]) -> set[str]:
        """The nodes that state now a relation with one of these."""
        wanted = json.dumps([self._keys[node] for node in ids])
        found: set[str] = set()
        for kind in RELATION_KINDS:
            for end, other, reverse in (("source", "target", 0), ("target", "source", 1)):
                stated = self._connection.execute(
                    f'SELECT node.uid, node.id FROM "{kind}" JOIN node ON node.id = {end}'
                    f" WHERE {other} IN ({rows.AMONG}) AND reversed = ?",
                    (wanted, reverse),
                ).fetchall()
                self._keys.update(stated)
                found.update(node for node, _ in stated)
        return found

    def add(self, changeset: int, statements: list[Statement], merged: Merged) -> None:
        """Writes nodes that were never spoken of."""
        connection, keys = self._connection, self._keys
        start = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM node").fetchone()[0]
        keys.update({one.id: key for key, one in enumerate(statements, start)})
        words = [(key, changeset, ledger.write(one)) for key, one in enumerate(statements, start)]
        kinds: dict[str, list[Statement]] = {}
        for one in statements:
            kinds.setdefault(one.kind, []).append(one)
        self._insert(
            "node",
            tables.NODE,
            [
                (keys[one.id], one.id, one.kind, name, code, changeset, changeset)
                for same in kinds.values()
                for one, name, code in zip(same, *sought_all(same), strict=True)
            ],
        )
        for kind, same in kinds.items():
            names, columns = stored_columns(NODE_KINDS[kind], same)
            found = list(zip([keys[one.id] for one in same], *columns, strict=True))
            self._insert(kind, ("id", *names), found)
        self._insert("statement", tables.STATEMENT, words)
        self._add_links(changeset, statements, merged)

    def _add_links(self, changeset: int, statements: list[Statement], merged: Merged) -> None:
        keys = self._keys
        stated: dict[str, list[Row]] = {}
        for one in statements:
            key = keys[one.id]
            for name, others in one.relations.items():
                kind, reverse = name.removesuffix(REVERSED), name.endswith(REVERSED)
                columns = RELATION_KINDS[kind].properties
                stated.setdefault(kind, []).extend(
                    [
                        (keys[other], key, 1, changeset, changeset, *map(properties.get, columns))
                        if reverse
                        else (
                            key,
                            keys[other],
                            0,
                            changeset,
                            changeset,
                            *map(properties.get, columns),
                        )
                        for other, properties in (
                            merged.held(one.id, others) if merged else others
                        ).items()
                    ]
                )
        for kind, found in stated.items():
            found.sort()
            self._insert(kind, tables.columns(RELATION_KINDS[kind]), found)

    def _insert(self, table: str, columns: Sequence[str], found: list[Row]) -> None:
        with tables.indexed_after(self._connection, table, len(found)):
            self._connection.executemany(tables.insert(table, columns), found)

    def speak(self, changeset: int, words: list[tuple[str, str | None]]) -> None:
        """Writes what a changeset says of nodes that were spoken of before."""
        found: list[Row] = [(self._keys[node], changeset, doc) for node, doc in words]
        self._insert("statement", tables.STATEMENT, found)

    def confirm(self, changeset: int, ids: list[str]) -> None:
        """Makes this changeset the last to speak of these nodes and of all that they state."""
        execute = self._connection.execute
        keys = json.dumps([self._keys[node] for node in ids])
        execute("CREATE TEMP TABLE confirmed (id INTEGER PRIMARY KEY)")
        execute("INSERT INTO confirmed SELECT value FROM json_each(?)", (keys,))
        among = "IN (SELECT id FROM confirmed)"
        execute(f"UPDATE node SET last = ? WHERE id {among}", (changeset,))
        for kind in RELATION_KINDS:
            for reverse, end in ((0, "source"), (1, "target")):
                if execute(
                    f'SELECT 1 FROM "{kind}" WHERE reversed = ? LIMIT 1', (reverse,)
                ).fetchone():
                    execute(
                        f'UPDATE "{kind}" SET last = ? WHERE reversed = ? AND {end} {among}',
                        (changeset, reverse),
                    )
        execute("DROP TABLE confirmed")

    def move(self, moves: list[Move]) -> None:
        """Brings nodes and the relations that they state from one state to another."""
        for move in moves:
            self._move_node(move)
            before = move.old.links if move.old is not None else {}
            after = move.new.links if move.new is not None else {}
            for link in before.keys() | after.keys():
                self._move_link(move.id, link, before.get(link), after.get(link))

    def _move_node(self, move: Move) -> None:
        connection, key = self._connection, self._keys[move.id]
        kind, old, new = move.kind, move.old, move.new
        if new is None:
            if old is not None:
                connection.execute(f'DELETE FROM "{kind.kind}" WHERE id = ?', (key,))
                connection.execute("DELETE FROM position WHERE node = ?", (key,))
            return
        row = stored_row(kind, new.properties, new.mention)
        found_by = sought(new.properties.get(CODE), row[columns_of(kind).naming])
        connection.execute(
            "UPDATE node SET key = ?, code = ?, first = ?, last = ? WHERE id = ?",
            (*found_by, new.first, new.last, key),
        )
        if old is None:
            self._insert(kind.kind, tables.columns(kind), [(key, *row)])
        elif row != stored_row(kind, old.properties, old.mention):
            columns = ", ".join(f'"{name}" = ?' for name in kind.properties)
            connection.execute(f'UPDATE "{kind.kind}" SET {columns} WHERE id = ?', (*row, key))

    def _move_link(
        self, node: str, link: tuple[str, str], old: Link | None, new: Link | None
    ) -> None:
        name, key, other = link[0], self._keys[node], self._keys[link[1]]
        table, reverse = name.removesuffix(REVERSED), name.endswith(REVERSED)
        ends = (other, key) if reverse else (key, other)
        row = (*ends, int(reverse))
        if new is None:
            self._connection.execute(
                f'DELETE FROM "{table}" WHERE source = ? AND target = ? AND reversed = ?',
                row,
            )
        elif new != old:
            values = [new.properties.get(c) for c in RELATION_KINDS[table].properties]
            self._connection.execute(
                tables.insert(table, tables.columns(RELATION_KINDS[table]), replace=True),
                (*row, new.first, new.last, *values),
            )

    def undone(self, changeset: int, now: datetime) -> None:
        """Notes that a changeset is undone."""
        self._connection.execute(
            "UPDATE changeset SET undone_at = ? WHERE id = ?", (now.isoformat(), changeset)
        )

    def ties(self, pairs: Collection[Pair]) -> Mapping[Pair, int]:
        """How many statements say now that two residents know each other."""
        return {
            both: self._connection.execute(
                "SELECT count(*) FROM knows WHERE (source = ?1 AND target = ?2)"
                " OR (source = ?2 AND target = ?1)",
                (self._keys[both[0]], self._keys[both[1]]),
            ).fetchone()[0]
            for both in pairs
        }

    def names(self, ids: Collection[str]) -> Mapping[str, str]:
        """What those of these nodes that hold are called."""
        return rows.names_of(self._connection, [self._keys[node] for node in ids])

    def outdate(self, ids: Collection[str]) -> None:
        """Forgets the traits of residents to whom these nodes matter."""
        sqlite_traits.outdate(self._connection, {self._keys[node] for node in ids})

    def finish(self, changeset: int, counts: Tally) -> None:
        """Writes what a changeset added, changed and removed."""
        added, changed, removed = counts.totals()
        self._connection.execute(
            "UPDATE changeset SET counts = ? WHERE id = ?",
            (json.dumps({"added": added, "changed": changed, "removed": removed}), changeset),
        )
        self._connection.executemany(
            "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?)",
            [
                (
                    changeset,
                    self._keys[node],
                    field,
                    None if other is None else self._keys[other],
                    _json(before),
                    _json(after),
                )
                for node, field, other, before, after in counts.changes
            ],
        )


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)
