"""Traits in the embedded store: who is found by which key, and of whom that must be read again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from datetime import date

from pydantic_core import from_json

from assetgraph.model.kinds import RELATION_KINDS
from assetgraph.model.nodes import Resident
from assetgraph.model.relations import MadeBy, MadeWith
from assetgraph.model.traits import Shared, Traits
from assetgraph.stores import tables

STAMP = "traits"
"""The setting under which the stamp of the traits is kept; absent while none are."""

AMONG = "SELECT value FROM json_each(?)"

_ABOUT_PEOPLE = [
    (kind.kind, near, far)
    for kind in RELATION_KINDS.values()
    for near, far, others in (
        ("target", "source", kind.sources),
        ("source", "target", kind.targets),
    )
    if Resident in others
]
"""By which relations a resident is found from another node: table, that node's end, the other."""


def unread(connection: sqlite3.Connection, stamp: str, today: date, most: int) -> list[str]:
    """Residents of whom no traits are kept under this stamp for today."""
    if tables.setting(connection, STAMP) != stamp:
        found = connection.execute(
            "SELECT uid FROM resident JOIN node USING (id) ORDER BY id LIMIT ?", (most,)
        )
    else:
        day = today.isoformat()
        found = connection.execute(
            "SELECT uid FROM (SELECT node FROM unread"
            " UNION SELECT node FROM found_by WHERE until < ?1"
            " UNION SELECT node FROM found_by WHERE since > ?1)"
            " JOIN node ON node.id = node JOIN resident ON resident.id = node LIMIT ?2",
            (day, most),
        )
    return [uid for (uid,) in found]


def keep(connection: sqlite3.Connection, stamp: str, traits: Iterable[Traits]) -> None:
    """Keeps these traits instead of what was kept of these residents."""
    if tables.setting(connection, STAMP) != stamp:
        forget_all(connection)
        connection.execute("INSERT INTO unread SELECT id FROM resident")
        tables.set_setting(connection, STAMP, stamp)
    _keep(connection, list(traits))


def _keep(connection: sqlite3.Connection, traits: Collection[Traits]) -> None:
    ids = json.dumps([one.resident for one in traits])
    keys = dict(
        connection.execute(f"SELECT uid, id FROM node WHERE uid IN ({AMONG})", (ids,)).fetchall()
    )
    there = [one for one in traits if one.resident in keys]
    _forget(connection, {keys[one.resident] for one in there})
    words = json.dumps(sorted({key for one in there for key in one.keys}))
    connection.execute("INSERT OR IGNORE INTO term (word) SELECT value FROM json_each(?)", (words,))
    terms = dict(
        connection.execute(
            f"SELECT word, id FROM term WHERE word IN ({AMONG})", (words,)
        ).fetchall()
    )
    connection.executemany(
        "INSERT INTO trait (term, node, weight) VALUES (?, ?, ?)",
        sorted(
            (terms[key], keys[one.resident], weight)
            for one in there
            for key, weight in one.keys.items()
        ),
    )
    connection.executemany(
        "INSERT INTO found_by (node, uid, since, until, beside) VALUES (?, ?, ?, ?, ?)",
        [
            (
                keys[one.resident],
                one.resident,
                one.since.isoformat(),
                one.until.isoformat(),
                json.dumps(one.beside, ensure_ascii=False),
            )
            for one in there
        ],
    )
    connection.executemany(
        "INSERT INTO found_with (node, terms, texts) VALUES (?, ?, ?)",
        [
            (
                keys[one.resident],
                json.dumps([[terms[key], weight] for key, weight in one.keys.items()]),
                json.dumps(one.read, ensure_ascii=False),
            )
            for one in there
        ],
    )


def sharing(connection: sqlite3.Connection, keys: Collection[str], today: date) -> Shared:
    """Which residents have one of these keys among the traits that hold today."""
    rows = connection.execute(
        "SELECT word, node, weight FROM json_each(?) JOIN term ON word = value"
        " JOIN trait ON trait.term = term.id",
        (json.dumps(sorted(keys)),),
    ).fetchall()
    people = connection.execute(
        "SELECT node, uid, beside FROM found_by WHERE node IN (SELECT value FROM json_each(?1))"
        " AND since <= ?2 AND until >= ?2",
        (json.dumps(sorted({node for _, node, _ in rows})), today.isoformat()),
    ).fetchall()
    ids = {node: uid for node, uid, _ in people}
    found = sorted((word, ids[node], weight) for word, node, weight in rows if node in ids)
    words, residents, weights = zip(*found, strict=True) if found else ((), (), ())
    texts = from_json(f"[{','.join(text for _, _, text in people)}]")
    beside = {uid: read for (_, uid, _), read in zip(people, texts, strict=True)}
    return Shared(list(words), list(residents), list(weights), beside)


def traits(
    connection: sqlite3.Connection, residents: Collection[str], today: date
) -> dict[str, Traits]:
    """The traits that hold today of those of these residents who have any."""
    found = connection.execute(
        "SELECT found_by.uid, since, until, beside, terms, texts FROM json_each(?1)"
        " JOIN node ON node.uid = value JOIN found_by ON found_by.node = node.id"
        " JOIN found_with ON found_with.node = node.id"
        " WHERE since <= ?2 AND until >= ?2 AND terms <> '[]'",
        (json.dumps(sorted(residents)), today.isoformat()),
    ).fetchall()
    listed = {row[0]: json.loads(row[4]) for row in found}
    wanted = sorted({term for many in listed.values() for term, _ in many})
    words = dict(
        connection.execute(
            f"SELECT id, word FROM term WHERE id IN ({AMONG})",
            (json.dumps(wanted),),
        ).fetchall()
    )
    return {
        uid: Traits(
            uid,
            date.fromisoformat(since),
            date.fromisoformat(until),
            {words[term]: weight for term, weight in listed[uid]},
            json.loads(beside),
            json.loads(texts),
        )
        for uid, since, until, beside, _, texts in found
    }


def outdate(connection: sqlite3.Connection, nodes: Collection[int]) -> None:
    """Forgets the traits of residents among these nodes, and of residents to whom they matter."""
    if tables.setting(connection, STAMP) is None:
        return
    touched = json.dumps(sorted(nodes))
    people = {
        key
        for (key,) in connection.execute(
            f"SELECT id FROM node WHERE id IN ({AMONG}) AND kind = ?", (touched, Resident.kind)
        )
    }
    things = set(nodes) - people
    for kind in (MadeBy, MadeWith):
        things.update(
            key
            for (key,) in connection.execute(
                f'SELECT source FROM "{kind.kind}" WHERE target IN ({AMONG})',
                (json.dumps(sorted(people)),),
            )
        )
    linked = json.dumps(sorted(things))
    for table, near, far in _ABOUT_PEOPLE:
        people.update(
            key
            for (key,) in connection.execute(
                f'SELECT {far} FROM "{table}" JOIN resident ON resident.id = {far}'
                f" WHERE {near} IN ({AMONG})",
                (linked,),
            )
        )
    _forget(connection, people)
    connection.execute(
        "INSERT OR IGNORE INTO unread SELECT value FROM json_each(?)", (json.dumps(sorted(people)),)
    )


def forget_all(connection: sqlite3.Connection) -> None:
    """Forgets all traits, and that there were any."""
    for table in ("trait", "term", "found_with", "found_by", "unread"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("DELETE FROM setting WHERE name = ?", (STAMP,))


def forget_words(connection: sqlite3.Connection) -> None:
    """Forgets the keys by which nobody is found any more."""
    connection.execute("DELETE FROM term WHERE id NOT IN (SELECT term FROM trait)")


def _forget(connection: sqlite3.Connection, people: Collection[int]) -> None:
    wanted = json.dumps(sorted(people))
    found = connection.execute(
        "SELECT node, json_extract(value, '$[0]') FROM found_with, json_each(terms)"
        f" WHERE node IN ({AMONG})",
        (wanted,),
    ).fetchall()
    connection.executemany("DELETE FROM trait WHERE node = ? AND term = ?", found)
    for table in ("found_with", "found_by", "unread"):
        connection.execute(f"DELETE FROM {table} WHERE node IN ({AMONG})", (wanted,))
