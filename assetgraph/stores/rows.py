"""Reading the embedded store: rows by kind, chosen by index, as columns."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from assetgraph.model.changeset import Change
from assetgraph.model.kinds import NODE_KINDS, RELATION_KINDS, Node, Relation, ShownWith
from assetgraph.model.known import Known
from assetgraph.model.nodes import Place, Resident
from assetgraph.model.relations import Avoids, Knows
from assetgraph.model.snapshot import Snapshot
from assetgraph.model.text import fold
from assetgraph.stores import ledger, past, tables
from assetgraph.stores.assembly import LinkRows, NodeRows
from assetgraph.stores.visibility import buurt_selection, company_things, surroundings_selection

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


def selection(
    connection: sqlite3.Connection, buurt: str | None, resident: str | None
) -> tuple[Chosen, set[int]]:
    """The keys of a buurt's nodes, or of those around one resident; None for everything.

    With them come witnesses: residents outside whom chosen stories and exchanges are about, so
    that it can be seen whether these may be shown.
    """
    chosen: Chosen = None
    linked = _Linked(connection)
    if buurt is not None:
        chosen = buurt_selection(_in_buurt(connection, buurt), linked)
    if resident is not None:
        key = connection.execute("SELECT id FROM node WHERE uid = ?", (resident,)).fetchone()
        near = surroundings_selection(key[0], linked) if key else set()
        chosen = near if chosen is None else near & chosen
    if chosen is None:
        return None, set()
    return chosen, linked.residents_of(_telling(connection, chosen)) - chosen


def company(connection: sqlite3.Connection, people: Collection[str]) -> set[int]:
    """The keys of what `visibility.company` cuts from the whole, before a purpose is asked."""
    linked = _Linked(connection)
    found = connection.execute(
        "SELECT k.id, k.buurt, key, node.code, avoids_names FROM resident AS k"
        f" JOIN node ON node.id = k.id WHERE uid IN ({AMONG})",
        (json.dumps(sorted(people)),),
    ).fetchall()
    if not found:
        return set()
    known = {row[0] for row in found}
    near = {fold(row[1] or "") for row in found}
    spellings = [None, *_buurten(connection, Place)]
    named = [buurt for buurt in spellings if "" in near or fold(buurt or "") in {"", *near}]
    places = {
        key
        for buurt in named
        for (key,) in connection.execute("SELECT id FROM place WHERE buurt IS ?", (buurt,))
    }
    things = company_things(known, places, linked)
    told = linked.residents_of(_telling(connection, things))
    if len(set(people)) > 1:
        return known | things | told | linked.known_to_two(known)
    called = {word for row in found for word in row[2:4] if word}
    names = {fold(name) for row in found for name in json.loads(row[4] or "[]")}
    apart = linked.kept_apart(known) | _avoiding(connection, called) | _called(connection, names)
    return known | things | told | linked(known, True) | apart


def _avoiding(connection: sqlite3.Connection, called: set[str]) -> set[int]:
    """Residents who are not to be coupled with somebody of one of these names or codes (folded)."""
    listed = connection.execute(
        f"SELECT id, avoids_names FROM resident WHERE {tables.some('avoids_names')}"
    )
    return {key for key, names in listed if not called.isdisjoint(map(fold, json.loads(names)))}


def _called(connection: sqlite3.Connection, names: set[str]) -> set[int]:
    """Residents of one of these names or codes (folded)."""
    wanted = json.dumps(sorted(names))
    return {
        key
        for column in ("key", "code")
        for (key,) in connection.execute(
            f"SELECT id FROM node WHERE {column} IN ({AMONG}) AND kind = ?",
            (wanted, Resident.kind),
        )
        if names
    }


def _telling(connection: sqlite3.Connection, chosen: Iterable[int]) -> set[int]:
    """The nodes among these that are shown only while all they tell about may be seen."""
    wanted = json.dumps(sorted(chosen))
    return {
        key
        for kind in NODE_KINDS.values()
        if kind.shown_with is ShownWith.EVERY
        for (key,) in connection.execute(
            f'SELECT id FROM "{kind.kind}" WHERE id IN ({AMONG})', (wanted,)
        )
    }


def ids(connection: sqlite3.Connection, keys: set[int]) -> set[str]:
    """The ids of nodes by their keys."""
    where, values = _among("id", keys)
    return {uid for (uid,) in connection.execute(f"SELECT uid FROM node {where}", values)}


def _in_buurt(connection: sqlite3.Connection, buurt: str) -> list[int]:
    """Residents and places of a buurt; the few spellings of its name are compared folded."""
    keys: list[int] = []
    for kind in (Resident, Place):
        spellings = _buurten(connection, kind)
        for value in (value for value in spellings if fold(value) == fold(buurt)):
            found = connection.execute(
                f'SELECT id FROM "{kind.kind}" WHERE buurt = ?',
                (value,),
            )
            keys.extend(key for (key,) in found)
    return keys


def _buurten(connection: sqlite3.Connection, kind: type[Node]) -> list[str]:
    """Every buurt as it is written; the index is stepped through, one step for each."""
    found = connection.execute(
        "WITH RECURSIVE step (buurt) AS ("
        f' SELECT min(buurt) FROM "{kind.kind}" UNION ALL'
        f' SELECT (SELECT min(buurt) FROM "{kind.kind}" AS k WHERE k.buurt > step.buurt)'
        " FROM step WHERE step.buurt IS NOT NULL) SELECT buurt FROM step WHERE buurt IS NOT NULL"
    )
    return [buurt for (buurt,) in found]


class _Linked:
    """What nodes are linked to, by index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __call__(self, nodes: set[int], people: bool) -> set[int]:
        if people:
            return self._found(_ends((Knows,), people=True), nodes)
        return self._found(_ends(tuple(RELATION_KINDS.values()), people=False), nodes)

    def kept_apart(self, nodes: set[int]) -> set[int]:
        """The residents whom these avoid or are avoided by."""
        return self._found(_ends((Avoids,), people=True), nodes)

    def known_to_two(self, nodes: set[int]) -> set[int]:
        """The residents whom at least two of these know, whoever says so."""
        among = "IN (SELECT value FROM json_each(?1))"
        found = self._connection.execute(
            f"SELECT far FROM (SELECT source AS near, target AS far FROM knows WHERE source {among}"
            f" UNION SELECT target, source FROM knows WHERE target {among})"
            " GROUP BY far HAVING count(*) > 1",
            (json.dumps(sorted(nodes)),),
        )
        return {key for (key,) in found}

    def residents_of(self, nodes: set[int]) -> set[int]:
        """The residents that nodes are linked to, in whatever way."""
        return self._found(_ends(tuple(RELATION_KINDS.values()), people=True), nodes)

    def _found(self, query: str, nodes: set[int]) -> set[int]:
        if not nodes:
            return set()
        found = self._connection.execute(query, (json.dumps(sorted(nodes)),))
        return {key for (key,) in found}


@cache
def _ends(relations: tuple[type[Relation], ...], *, people: bool) -> str:
    """The query for the other ends of relations: only residents, or all else."""
    parts = []
    for relation in relations:
        for near, far, kinds in (
            ("source", "target", relation.targets),
            ("target", "source", relation.sources),
        ):
            wanted = [kind for kind in kinds if (kind is Resident) is people]
            if not wanted:
                continue
            mixed = len(wanted) < len(kinds)
            join = f" JOIN node ON node.id = {far}" if mixed else ""
            only = f" AND (node.kind = '{Resident.kind}') = {int(people)}" if mixed else ""
            parts.append(
                f'SELECT {far} FROM "{relation.kind}"{join}'
                f" WHERE {near} IN (SELECT value FROM json_each(?1)){only}"
            )
    return " UNION ".join(parts)


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
    return past.as_of(said, consents, changesets(connection), day)


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
    """The nodes of a kind whose folded name, code or id is one of `keys`; ascending by id."""
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
    return [
        Known(
            id=uid,
            kind=kind.kind,
            name=name,
            distinctions={
                d: value for d, value in zip(distinctions, values, strict=True) if value is not None
            },
        )
        for uid, name, *values in found
    ]


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
        "SELECT a.uid, a.id, field, b.id, before, after FROM change"
        " JOIN node AS a ON a.id = change.node LEFT JOIN node AS b ON b.id = change.other"
        " WHERE changeset = ? ORDER BY change.rowid",
        (changeset,),
    ).fetchall()
    names = names_of(connection, {row[1] for row in found} | {row[3] for row in found if row[3]})
    return [
        Change(
            node=uid,
            name=names.get(key, ""),
            field=field,
            other=names.get(other, "") if other is not None else None,
            before=json.loads(before) if before is not None else None,
            after=json.loads(after) if after is not None else None,
        )
        for uid, key, field, other, before, after in found
    ]


def names_of(connection: sqlite3.Connection, keys: Iterable[int]) -> dict[int, str]:
    """What nodes are called, by key."""
    wanted = json.dumps(sorted(keys))
    names: dict[int, str] = {}
    for kind in NODE_KINDS.values():
        names.update(
            connection.execute(
                f'SELECT id, "{kind.naming()}" FROM "{kind.kind}"'
                " WHERE id IN (SELECT value FROM json_each(?))",
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
