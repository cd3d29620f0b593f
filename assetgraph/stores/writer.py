"""Writing the embedded store: statements go to the ledger, what they change goes to the tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from assetgraph.model.changeset import (
    REVERSED,
    Change,
    Changeset,
    Outcome,
    Statement,
)
from assetgraph.model.kinds import NODE_KINDS, RELATION_KINDS, Node
from assetgraph.model.relations import Knows
from assetgraph.stores import ledger, rows, tables
from assetgraph.stores.ledger import Link, Said, State
from assetgraph.stores.stored import (
    CODE,
    Row,
    columns_of,
    sought,
    sought_all,
    stored_columns,
    stored_row,
)
from assetgraph.stores.tally import Note, Tally, pair


class Writer:
    """One change of the store, inside a transaction that somebody else opens and closes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._keys: dict[str, int] = {}
        """The integer key of every node that this change touches, by id."""
        self._counts = Tally()
        self._changeset = 0

    def apply(self, changeset: Changeset, now: datetime) -> Outcome:
        """Adds a changeset."""
        self._changeset = self._begin(changeset, now)
        statements = sorted(changeset.statements, key=lambda one: one.id)
        self._keys = self._find([one.id for one in statements])
        new = [one for one in statements if one.id not in self._keys]
        old = [one for one in statements if one.id in self._keys]
        self._add(new)
        self._amend(old, changeset)
        return self._finish()

    def undo(self, changeset: int, now: datetime) -> Outcome:
        """Marks a changeset as undone and lets what remains speak."""
        self._changeset = changeset
        touched: dict[int, str] = dict(
            self._connection.execute(
                "SELECT node.id, uid FROM statement JOIN node ON node.id = node"
                " WHERE changeset = ?",
                (changeset,),
            ).fetchall()
        )
        before = rows.statements(self._connection, set(touched))
        self._connection.execute(
            "UPDATE changeset SET undone_at = ? WHERE id = ?", (now.isoformat(), changeset)
        )
        after = rows.statements(self._connection, set(touched))
        pairs = {
            key: (ledger.fold(before[key]), ledger.fold(after[key])) for key in sorted(touched)
        }
        self._learn_keys(state for pair in pairs.values() for state in pair)
        self._keys.update({uid: key for key, uid in touched.items()})
        kept: list[Note] = []
        for key, (old, new) in pairs.items():
            self._move(key, touched[key], old, new)
            kept.extend(self._kept(key, ledger.stated(before[key], changeset), old, new))
        self._counts.settle_ties(self._tied)
        changes = self._named(self._counts.changes)
        return Outcome(changeset, *self._counts.totals(), changes, self._named(kept))

    def _kept(self, key: int, doc: ledger.Doc, old: State | None, new: State | None) -> list[Note]:
        """What an undone changeset said about a node and still holds, or held otherwise already.

        A fact that only now returns to what was said before is a change, and is noted as such.
        """
        if old is None or new is None:
            return []
        kept = [
            Note(key, field, None, value, new.properties[field])
            for field, value in doc.get("p", {}).items()
            if value is not None
            and field in new.properties
            and new.properties[field] in (value, old.properties.get(field))
        ]
        for field, others in doc.get("r", {}).items():
            for other, before in others.items():
                was, link = old.links.get((field, other)), new.links.get((field, other))
                if was and link and link.properties in (before, was.properties):
                    kept.append(Note(key, field, self._keys[other], before, link.properties))
        return kept

    def _begin(self, changeset: Changeset, now: datetime) -> int:
        row = self._connection.execute(
            "INSERT INTO changeset (source, day, recorded_at, who, counts) VALUES (?, ?, ?, ?, '')",
            (changeset.source, changeset.day.isoformat(), now.isoformat(), changeset.who),
        )
        if row.lastrowid is None:
            raise sqlite3.DatabaseError("no row was inserted")
        return row.lastrowid

    def _finish(self) -> Outcome:
        self._counts.settle_ties(self._tied)
        added, changed, removed = self._counts.totals()
        self._connection.execute(
            "UPDATE changeset SET counts = ? WHERE id = ?",
            (
                json.dumps({"added": added, "changed": changed, "removed": removed}),
                self._changeset,
            ),
        )
        changes = self._counts.changes
        self._connection.executemany(
            "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?)",
            [
                (self._changeset, node, field, other, _json(before), _json(after))
                for node, field, other, before, after in changes
            ],
        )
        return Outcome(self._changeset, added, changed, removed, self._named(changes))

    def _find(self, ids: list[str]) -> dict[str, int]:
        if not self._connection.execute("SELECT 1 FROM node LIMIT 1").fetchone():
            return {}
        found = self._connection.execute(
            "SELECT uid, id FROM node WHERE uid IN (SELECT value FROM json_each(?))",
            (json.dumps(ids),),
        )
        return dict(found.fetchall())

    def _add(self, statements: list[Statement]) -> None:
        """Nodes that were never spoken of: what is said is what holds."""
        if not statements:
            return
        connection, changeset, keys = self._connection, self._changeset, self._keys
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
        for kind_name, same in kinds.items():
            kind = NODE_KINDS[kind_name]
            names, columns = stored_columns(kind, same)
            found = list(zip([keys[one.id] for one in same], *columns, strict=True))
            self._insert(kind_name, ("id", *names), found)
            self._counts.added[kind.plural] += len(found)
        self._insert("statement", tables.STATEMENT, words)
        self._add_links(statements)

    def _add_links(self, statements: list[Statement]) -> None:
        keys, changeset = self._keys, self._changeset
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
                        for other, properties in others.items()
                    ]
                )
        for kind, found in stated.items():
            found.sort()
            self._insert(kind, tables.columns(RELATION_KINDS[kind]), found)
            if kind == Knows.kind:
                self._counts.new_ties.update([pair(row[0], row[1]) for row in found])

    def _insert(self, table: str, columns: Sequence[str], found: list[Row]) -> None:
        with tables.indexed_after(self._connection, table, len(found)):
            self._connection.executemany(tables.insert(table, columns), found)

    def _amend(self, statements: list[Statement], changeset: Changeset) -> None:
        """Nodes that were spoken of before: what holds is folded anew."""
        if not statements:
            return
        keys = self._keys
        earlier = rows.statements(self._connection, {keys[one.id] for one in statements})
        words: list[Row] = []
        moved: list[tuple[Statement, State | None, State | None]] = []
        confirmed: list[int] = []
        for one in statements:
            key = keys[one.id]
            said = earlier.get(key, [])
            if _only_ever(said, changeset) and said[0].doc == ledger.write(one):
                words.append((key, self._changeset, None))
                confirmed.append(key)
                continue
            doc: str | None = ledger.write(one, said, changeset.source)
            if doc is not None and ledger.repeats(said, changeset.source, doc):
                doc = None
            words.append((key, self._changeset, doc))
            if doc is None and _only_ever(said, changeset):
                confirmed.append(key)
                continue
            now = Said(self._changeset, changeset.source, changeset.day, True, doc)
            moved.append((one, ledger.fold(said), ledger.fold([*said, now])))
        self._insert("statement", tables.STATEMENT, words)
        self._confirm(confirmed)
        self._learn_keys(state for _, *pair in moved for state in pair)
        for one, old, new in moved:
            self._move(keys[one.id], one.id, old, new)

    def _confirm(self, keys: list[int]) -> None:
        """A source repeats all it ever said of these nodes: only the last word is later."""
        if not keys:
            return
        execute = self._connection.execute
        execute("CREATE TEMP TABLE confirmed (id INTEGER PRIMARY KEY)")
        execute("INSERT INTO confirmed SELECT value FROM json_each(?)", (json.dumps(keys),))
        among = "IN (SELECT id FROM confirmed)"
        execute(f"UPDATE node SET last = ? WHERE id {among}", (self._changeset,))
        for kind in RELATION_KINDS:
            for reverse, end in ((0, "source"), (1, "target")):
                if execute(
                    f'SELECT 1 FROM "{kind}" WHERE reversed = ? LIMIT 1', (reverse,)
                ).fetchone():
                    execute(
                        f'UPDATE "{kind}" SET last = ? WHERE reversed = ? AND {end} {among}',
                        (self._changeset, reverse),
                    )
        execute("DROP TABLE confirmed")

    def _learn_keys(self, states: Iterable[State | None]) -> None:
        """The keys of all nodes that relations of these states point at."""
        others = {other for state in states if state is not None for _, other in state.links}
        missing = others - self._keys.keys()
        if missing:
            self._keys.update(self._find(sorted(missing)))

    def _move(self, key: int, uid: str, old: State | None, new: State | None) -> None:
        """Brings the tables from one state of a node to another, and counts what differs."""
        kind = NODE_KINDS[uid.rsplit("-", 1)[0]]
        self._move_node(kind, key, old, new)
        before = old.links if old is not None else {}
        after = new.links if new is not None else {}
        stayed = old is not None and new is not None
        for link in before.keys() | after.keys():
            self._move_link(key, link, before.get(link), after.get(link))
            self._count_link(kind, key, link, before.get(link), after.get(link), stayed)

    def _move_node(self, kind: type[Node], key: int, old: State | None, new: State | None) -> None:
        connection = self._connection
        if new is None:
            if old is not None:
                connection.execute(f'DELETE FROM "{kind.kind}" WHERE id = ?', (key,))
                connection.execute("DELETE FROM position WHERE node = ?", (key,))
                self._counts.removed[kind.plural] += 1
            return
        row = stored_row(kind, new.properties, new.mention)
        found_by = sought(new.properties.get(CODE), row[columns_of(kind).naming])
        connection.execute(
            "UPDATE node SET key = ?, code = ?, first = ?, last = ? WHERE id = ?",
            (*found_by, new.first, new.last, key),
        )
        if old is None:
            self._insert(kind.kind, tables.columns(kind), [(key, *row)])
            self._counts.added[kind.plural] += 1
            return
        was = stored_row(kind, old.properties, old.mention)
        if row == was:
            return
        columns = ", ".join(f'"{name}" = ?' for name in kind.properties)
        connection.execute(
            f'UPDATE "{kind.kind}" SET {columns} WHERE id = ?',
            (*row, key),
        )
        for prop, before, after in zip(kind.properties.values(), was, row, strict=True):
            if before != after:
                values = (before, after) if not prop.many else (_parsed(before), _parsed(after))
                self._counts.changed_node(kind, key, prop.name, None, *values)

    def _move_link(
        self, key: int, link: tuple[str, str], old: Link | None, new: Link | None
    ) -> None:
        name, other = link[0], self._keys[link[1]]
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

    def _count_link(
        self,
        kind: type[Node],
        key: int,
        link: tuple[str, str],
        old: Link | None,
        new: Link | None,
        stayed: bool,
    ) -> None:
        """Notes a relation that differs; of a node that comes or goes only its ties count."""
        name, other = link[0], self._keys[link[1]]
        before = old.properties if old is not None else None
        after = new.properties if new is not None else None
        if before == after:
            return
        if name == Knows.kind:
            self._counts.changed_tie(key, other, before, after)
        if stayed:
            self._counts.changed_link(kind, Note(key, name, other, before, after))

    def _tied(self, both: tuple[int, int]) -> int:
        """How many statements say now that two residents know each other: 0, 1 or 2."""
        found = self._connection.execute(
            "SELECT count(*) FROM knows WHERE (source = ?1 AND target = ?2)"
            " OR (source = ?2 AND target = ?1)",
            both,
        ).fetchone()
        return int(found[0])

    def _named(self, changes: list[Note]) -> list[Change]:
        keys = {key for change in changes for key in (change[0], change[2]) if key is not None}
        names = rows.names_of(self._connection, keys)
        ids = {key: uid for uid, key in self._keys.items()}
        return [
            Change(
                node=ids.get(node, ""),
                name=names.get(node, ""),
                field=field,
                other=names.get(other, "") if other is not None else None,
                before=before,
                after=after,
            )
            for node, field, other, before, after in changes
        ]


def _only_ever(said: list[Said], changeset: Changeset) -> bool:
    """Whether this source alone has spoken, said one thing, and now says it later again."""
    return sum(one.doc is not None for one in said) == 1 and all(
        one.active and one.source == changeset.source and one.day <= changeset.day for one in said
    )


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _parsed(text: str | None) -> Any:
    return None if text is None else json.loads(text)
