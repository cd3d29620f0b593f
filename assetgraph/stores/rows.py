"""Reading the embedded store: rows by kind, as columns."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from assetgraph.model.changeset import Change
from assetgraph.model.identity import PREFIX
from assetgraph.model.kinds import NODE_KINDS, RELATION_KINDS, Node, Relation
from assetgraph.model.known import Known
from assetgraph.model.snapshot import Snapshot
from assetgraph.stores import ledger, past
from assetgraph.stores.assembly import LinkRows, NodeRows
from assetgraph.stores.merging import Merged, faces
from assetgraph.stores.tally import Note, named

AMONG = "SELECT value FROM json_each(?)"

ByKind = Mapping[str, set[int]] | None
"""Keys of the nodes to read, by kind; None: all."""

Chosen = set[int] | None
"""The keys of the nodes to read; None: all."""


def changesets(
    connection: sqlite3.Connection, spoken: Iterable[NodeRows | LinkRows] | None = None
) -> dict[int, tuple[date, str]]:
    """By changeset: its day and source; of all, or of those that these rows name."""
    named = None
    if spoken is not None:
        named = {number for rows in spoken for number in (*rows.first, *rows.last)}
    where, values = _among("id", named)
    found = connection.execute(f"SELECT id, day, source FROM changeset {where}", values).fetchall()
    return {key: (date.fromisoformat(day), source) for key, day, source in found}


def ids(connection: sqlite3.Connection, keys: set[int]) -> set[str]:
    """The ids of nodes by their keys."""
    where, values = _among("id", keys)
    return {uid for (uid,) in connection.execute(f"SELECT uid FROM node {where}", values)}


def by_kind(connection: sqlite3.Connection, chosen: Chosen) -> ByKind:
    """Keys of nodes by their kind; None for all."""
    if chosen is None:
        return None
    found: dict[str, set[int]] = {}
    wanted = (json.dumps(sorted(chosen)),)
    for key, kind in connection.execute(f"SELECT id, kind FROM node WHERE id IN ({AMONG})", wanted):
        found.setdefault(kind, set()).add(key)
    return found


def nodes(connection: sqlite3.Connection, there: ByKind) -> dict[type[Node], NodeRows]:
    """The nodes as they stand now, by kind, ascending by id."""
    found = {}
    for kind in NODE_KINDS.values():
        if there is not None and kind.kind not in there:
            continue
        where, values = _among("k.id", None if there is None else there[kind.kind])
        names = ", ".join(f'k."{name}"' for name in kind.properties)
        read = connection.execute(
            f"SELECT node.id, node.uid, node.first, node.last, {names}"
            f' FROM "{kind.kind}" AS k JOIN node ON node.id = k.id {where} ORDER BY node.uid',
            values,
        ).fetchall()
        if read:
            keys, ids, first, last, *columns = (list(column) for column in zip(*read, strict=True))
            found[kind] = NodeRows(keys, ids, first, last, _parsed(kind, columns))
    return found


def links(connection: sqlite3.Connection, there: ByKind) -> dict[type[Relation], LinkRows]:
    """The relations as they stand now, by kind."""
    found = {}
    for kind in RELATION_KINDS.values():
        ends = None
        if there is not None:
            ends = set().union(*(there.get(source.kind, ()) for source in kind.sources))
            if not ends:
                continue
        where, values = _among("source", ends)
        names = "".join(f', "{name}"' for name in kind.properties)
        read = connection.execute(
            f'SELECT source, target, first, last{names} FROM "{kind.kind}" {where}',
            values,
        ).fetchall()
        if read:
            source, target, first, last, *columns = (list(c) for c in zip(*read, strict=True))
            found[kind] = LinkRows(source, target, first, last, _parsed(kind, columns))
    return found


def as_of(connection: sqlite3.Connection, day: date) -> Snapshot:
    """Everything as it stood on a day, from the ledger; consent is today's."""
    ids = dict(connection.execute("SELECT id, uid FROM node").fetchall())
    said = {ids[key]: words for key, words in statements(connection).items()}
    consents = {
        ids[key]: json.loads(text)
        for key, text in connection.execute(
            'SELECT id, consent FROM "resident" WHERE consent IS NOT NULL'
        )
    }
    return past.as_of(said, consents, changesets(connection), day, merged(connection))


def merged(connection: sqlite3.Connection, without: int | None = None) -> Merged:
    """Which nodes are one by the judgements that stand, or would without one changeset."""
    found = connection.execute(
        "SELECT uid, doc FROM changeset JOIN statement ON changeset = changeset.id"
        " JOIN node ON node.id = node WHERE substr(source, 1, ?) = ? AND undone_at IS NULL"
        " AND changeset.id IS NOT ? ORDER BY changeset.id",
        (len(PREFIX), PREFIX, without),
    )
    return Merged.read(found)


def one_with(connection: sqlite3.Connection, together: Merged) -> list[Known]:
    """Every node that is one with another, as it was known by itself."""
    keys = dict(
        connection.execute(
            f"SELECT id, uid FROM node WHERE uid IN ({AMONG})", (json.dumps(sorted(together)),)
        ).fetchall()
    )
    said = statements(connection, set(keys)) if keys else {}
    return faces(together, {keys[key]: words for key, words in said.items()})


def statements(
    connection: sqlite3.Connection, chosen: Chosen = None
) -> dict[int, list[ledger.Said]]:
    """All that was ever said, by the key of the node."""
    heard = {
        key: (source, date.fromisoformat(day), undone is None)
        for key, source, day, undone in connection.execute(
            "SELECT id, source, day, undone_at FROM changeset"
        )
    }
    where, values = _among("node", chosen)
    said: dict[int, list[ledger.Said]] = {}
    for node, changeset, doc in connection.execute(
        f"SELECT node, changeset, doc FROM statement {where} ORDER BY node, changeset",
        values,
    ):
        source, day, active = heard[changeset]
        said.setdefault(node, []).append(ledger.Said(changeset, source, day, active, doc))
    return said


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many nodes of each kind there are, by plural, and relations of each kind, by kind."""
    found = {}
    for kind in NODE_KINDS.values():
        found[kind.plural] = connection.execute(f'SELECT count(*) FROM "{kind.kind}"').fetchone()[0]
    for relation in RELATION_KINDS:
        found[relation] = connection.execute(
            f'SELECT count(*) FROM (SELECT DISTINCT source, target FROM "{relation}")'
        ).fetchone()[0]
    return found


def holds_any(connection: sqlite3.Connection, kind: type[Node]) -> bool:
    """Whether there is a node of a kind."""
    return connection.execute(f'SELECT 1 FROM "{kind.kind}" LIMIT 1').fetchone() is not None


def known(connection: sqlite3.Connection, kind: type[Node], keys: set[str]) -> list[Known]:
    """The nodes of a kind whose folded name, code or id is one of `keys`; ascending by id.

    So is who is one with a node of that name, code or id.
    """
    if together := merged(connection):
        keys = keys | {one.one_with for one in one_with(connection, together) if one.answers(keys)}
    distinctions = [p.name for p in kind.properties.values() if p.distinguishes]
    columns = "".join(f', k."{name}"' for name in distinctions)
    wanted = json.dumps(sorted(keys))
    among = "IN (SELECT value FROM json_each(?1))"
    found = connection.execute(
        f'SELECT node.uid, k."{kind.naming()}"{columns}'
        f' FROM "{kind.kind}" AS k JOIN node ON node.id = k.id WHERE k.id IN ('
        f"SELECT id FROM node WHERE key {among} UNION SELECT id FROM node WHERE uid {among}"
        f" UNION SELECT id FROM node WHERE code {among}) ORDER BY node.uid",
        (wanted,),
    ).fetchall()
    return [Known.of(kind, uid, name, distinctions, values) for uid, name, *values in found]


def alike(
    connection: sqlite3.Connection, kind: type[Node], text: str, most: int = 5
) -> list[Known]:
    """Some nodes of a kind whose folded name holds `text`, in order of name."""
    found = connection.execute(
        f'SELECT node.uid, k."{kind.naming()}" FROM "{kind.kind}" AS k'
        " JOIN node ON node.id = k.id WHERE instr(node.key, ?) ORDER BY node.key, node.uid LIMIT ?",
        (text, most),
    ).fetchall()
    return [Known(uid, kind.kind, name) for uid, name in found]


def changes(connection: sqlite3.Connection, changeset: int) -> list[Change]:
    """What a changeset made different, in the order in which it was noted."""
    found = connection.execute(
        "SELECT a.id, b.id, a.uid, field, b.uid, before, after FROM change"
        " JOIN node AS a ON a.id = change.node LEFT JOIN node AS b ON b.id = change.other"
        " WHERE changeset = ? ORDER BY change.rowid",
        (changeset,),
    ).fetchall()
    names = names_of(connection, {key for row in found for key in row[:2] if key is not None})
    notes = (
        Note(node, field, other, _value(before), _value(after))
        for _, _, node, field, other, before, after in found
    )
    return named(notes, names)


def _value(text: str | None) -> Any:
    """What is kept as JSON; None for nothing."""
    return None if text is None else json.loads(text)


def names_of(connection: sqlite3.Connection, keys: Iterable[int]) -> dict[str, str]:
    """What nodes are called, by id."""
    wanted = json.dumps(sorted(keys))
    names: dict[str, str] = {}
    for kind in NODE_KINDS.values():
        names.update(
            connection.execute(
                f'SELECT uid, k."{kind.naming()}" FROM "{kind.kind}" AS k'
                f" JOIN node ON node.id = k.id WHERE k.id IN ({AMONG})",
                (wanted,),
            ).fetchall()
        )
    return names


def _among(column: str, chosen: Chosen) -> tuple[str, tuple[str, ...]]:
    if chosen is None:
        return "", ()
    where = f"WHERE {column} IN (SELECT value FROM json_each(?))"
    return where, (json.dumps(sorted(chosen)),)


def _parsed(kind: type[Node] | type[Relation], columns: Sequence[list[Any]]) -> dict[str, Any]:
    """Columns by property; lists are read from their JSON, each distinct text once."""
    parsed = {}
    for prop, column in zip(kind.properties.values(), columns, strict=True):
        if prop.many:
            texts = {text: json.loads(text) for text in set(column) if text is not None}
            parsed[prop.name] = [texts.get(text) for text in column]
        else:
            parsed[prop.name] = column
    return parsed
