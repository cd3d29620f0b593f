"""Taking a node out of the embedded store: rows, ledger, caches; the file's bytes come after."""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from pydantic_core import to_json

from assetgraph.errors import QuestionError
from assetgraph.model.erasure import (
    KEY_BYTES,
    Erasure,
    Mention,
    digest,
    finder,
    first_names,
    telling,
)
from assetgraph.model.identity import PREFIX
from assetgraph.model.kinds import Node
from assetgraph.model.pages import Row
from assetgraph.model.text import fold
from assetgraph.stores import erasing, ledger, rows, sqlite_audit, sqlite_traits, tables
from assetgraph.stores.records import Move
from assetgraph.stores.sqlite_records import SqliteRecords

KEY = "erasure-key"
"""The setting that holds the key of the digests, as hex."""

Docs = dict[str, list[ledger.Doc]]
"""Statements by the id of their node."""


def erase(connection: sqlite3.Connection, node: str) -> Erasure:
    """Takes a node, all that are one with it, and what goes with them, out of all tables."""
    if not connection.execute("SELECT 1 FROM node WHERE uid = ?", (node,)).fetchone():
        raise QuestionError("no-node", id=node)
    people = set(rows.merged(connection).members(node))
    own = _docs(connection, people)
    names = erasing.called(node, (doc for one in people for doc in own.get(one, ())))
    folded = {fold(name) for name in names} - {""}
    sure, maybe = finder(telling(folded)), finder(first_names(folded))
    gone = _gone(connection, people, own)
    _forget_judgements(connection, people)
    touched = _scrub(connection, gone, folded)
    records = SqliteRecords(connection)
    records.find([*gone, *touched])
    records.outdate({*gone, *touched})
    among = json.dumps(sorted(gone))
    connection.execute(f"DELETE FROM node WHERE uid IN ({rows.AMONG})", (among,))
    sqlite_traits.forget_words(connection)
    _remember(connection, node, {*names, *people})
    sqlite_audit.scrub(connection, lambda text: erasing.holds(text, sure))
    mentions = _mentions(connection, sure)
    others = [one for one in _mentions(connection, maybe) if one not in mentions]
    return Erasure(node, tuple(sorted(gone)), tuple(mentions), tuple(others))


def reword(connection: sqlite3.Connection, words: Mapping[Mention, str]) -> None:
    """Writes other text in these places, wherever it was ever said."""
    merged = rows.merged(connection)
    spoken = {one.node for one in words} - {""}
    nodes = sorted({one for node in spoken for one in merged.members(node)})
    touched = _rewrite(connection, nodes, lambda node, doc: erasing.reworded(node, doc, words))
    records = SqliteRecords(connection)
    records.find(sorted(touched))
    records.outdate(touched)
    sqlite_traits.forget_words(connection)
    changed = connection.execute(
        "SELECT change.rowid, uid, field, before, after FROM change JOIN node ON node.id = node"
        f" WHERE other IS NULL AND uid IN ({rows.AMONG})",
        (json.dumps(nodes),),
    ).fetchall()
    for row, node, field, *values in changed:
        texts = [
            None if one is None else _json(erasing.with_words(json.loads(one), node, field, words))
            for one in values
        ]
        if texts != values:
            connection.execute(
                "UPDATE change SET before = ?, after = ? WHERE rowid = ?", (*texts, row)
            )
    sources = connection.execute("SELECT id, source, who FROM changeset").fetchall()
    for number, *named in sources:
        new = [erasing.renamed(number, text, words) for text in named]
        if new != named:
            connection.execute(
                "UPDATE changeset SET source = ?, who = ? WHERE id = ?", (*new, number)
            )


def forget(connection: sqlite3.Connection, changeset: int) -> None:
    """Takes out what an undone changeset said, and what nothing else ever spoke of."""
    if not connection.execute(
        "SELECT 1 FROM changeset WHERE id = ? AND undone_at IS NOT NULL", (changeset,)
    ).fetchone():
        raise QuestionError("no-changeset", id=changeset)
    _forget_judgements(
        connection, {node for number, node, _ in _judged(connection) if number == changeset}
    )
    connection.execute("DELETE FROM statement WHERE changeset = ?", (changeset,))
    connection.execute("DELETE FROM change WHERE changeset = ?", (changeset,))
    connection.execute("DELETE FROM node WHERE id NOT IN (SELECT node FROM statement)")


def erased(connection: sqlite3.Connection, kind: type[Node], words: Iterable[str]) -> set[str]:
    """Those of these words that an erased node was found by."""
    key = tables.setting(connection, KEY)
    if key is None:
        return set()
    digests = {word: digest(bytes.fromhex(key), kind.kind, word) for word in set(words)}
    found = connection.execute(
        f"SELECT digest FROM erased WHERE digest IN ({rows.AMONG})",
        (json.dumps(sorted(digests.values())),),
    )
    there = {one for (one,) in found}
    return {word for word, one in digests.items() if one in there}


def kept(connection: sqlite3.Connection) -> list[Row]:
    """The key and all digests, as rows of a page; none where nothing was erased."""
    key = tables.setting(connection, KEY)
    found = connection.execute("SELECT digest FROM erased ORDER BY digest").fetchall()
    return [] if key is None else [[key], *([one] for (one,) in found)]


def take(connection: sqlite3.Connection, found: list[Row]) -> None:
    """Takes over the key and the digests of another store."""
    digests = [one for (one,) in found]
    if tables.setting(connection, KEY) is None:
        tables.set_setting(connection, KEY, digests.pop(0))
    connection.executemany("INSERT INTO erased (digest) VALUES (?)", [(one,) for one in digests])


def _gone(connection: sqlite3.Connection, people: set[str], own: Docs) -> set[str]:
    """The people, who are one, and what was nobody else's."""
    beside = {other for docs in own.values() for doc in docs for other in erasing.named_in(doc)}
    beside.update(_speaking_of(connection, people))
    wanted = sorted(one for one in beside - people if erasing.goes_along(one, ()))
    linked: dict[str, set[str]] = {one: set() for one in wanted}
    gone = set(people)
    for one, docs in _docs(connection, wanted).items():
        linked[one].update(*(erasing.named_in(doc) for doc in docs))
        if erasing.rests_on(docs, people):
            gone.add(one)
    for speaker, docs in _speaking_of(connection, wanted).items():
        for doc in docs:
            for one in erasing.named_in(doc) & linked.keys():
                linked[one].add(speaker)
    return gone.union(one for one in wanted if erasing.goes_along(one, linked[one] - people))


def _forget_judgements(connection: sqlite3.Connection, people: Collection[str]) -> None:
    """Forgets what changed when these were made one with others, and while they were: it holds
    facts of both."""
    connection.execute(
        "DELETE FROM change WHERE changeset IN (SELECT changeset.id FROM changeset"
        " JOIN statement ON changeset = changeset.id JOIN node ON node.id = statement.node"
        f" WHERE substr(source, 1, ?) = ? AND uid IN ({rows.AMONG}))",
        (len(PREFIX), PREFIX, json.dumps(sorted(people))),
    )
    others, since = erasing.while_one(_judged(connection), people)
    connection.execute(
        "DELETE FROM change WHERE changeset >= ?"
        f" AND node IN (SELECT id FROM node WHERE uid IN ({rows.AMONG}))",
        (since, json.dumps(sorted(others))),
    )


def _judged(connection: sqlite3.Connection) -> list[tuple[int, str, str]]:
    """Who was ever judged to be the same as whom, also where that was taken back."""
    found = connection.execute(
        "SELECT changeset.id, uid, doc FROM changeset JOIN statement ON changeset = changeset.id"
        " JOIN node ON node.id = node WHERE substr(source, 1, ?) = ? AND doc IS NOT NULL",
        (len(PREFIX), PREFIX),
    )
    return [
        (number, node, same) for number, node, doc in found if (same := ledger.read(doc).get("s"))
    ]


def _scrub(connection: sqlite3.Connection, gone: set[str], names: Collection[str]) -> set[str]:
    """Takes what is gone out of what others said; gives whose facts that touches."""
    spoken = _speaking_of(connection, gone, erasing.KEPT_APART if names else "")
    merged = rows.merged(connection)
    others = sorted({one for node in spoken.keys() - gone for one in merged.members(node)})
    touched = _rewrite(connection, others, lambda _, doc: erasing.scrubbed(doc, gone, names))
    _scrub_changes(connection, names)
    return touched


def _rewrite(
    connection: sqlite3.Connection,
    nodes: Collection[str],
    how: Callable[[str, ledger.Doc], ledger.Doc],
) -> set[str]:
    """Says otherwise what was ever said of some nodes; gives those whose facts that touches."""
    records, merged = SqliteRecords(connection), rows.merged(connection)
    records.find(list(nodes))
    before = records.said(nodes)
    for one in nodes:
        for said in before[one]:
            if said.doc is not None:
                doc = ledger.read(said.doc)
                cleaned = how(one, doc)
                if cleaned != doc:
                    connection.execute(
                        "UPDATE statement SET doc = ? WHERE changeset = ?"
                        " AND node = (SELECT id FROM node WHERE uid = ?)",
                        (to_json(cleaned).decode(), said.changeset, one),
                    )
    after = records.said(nodes)
    changed = {merged.head(one) for one in nodes if before[one] != after[one]}
    moves = [
        Move(one, erasing.kind_of(one), merged.state(one, before), merged.state(one, after))
        for one in sorted(changed)
    ]
    records.find(sorted({other for move in moves if move.old for _, other in move.old.links}))
    records.move(moves)
    return changed


def _scrub_changes(connection: sqlite3.Connection, names: Collection[str]) -> None:
    """Takes names out of what changesets changed: of lists, and of who was one with another."""
    found = connection.execute(
        f"SELECT rowid, field, before, after FROM change WHERE field IN ({rows.AMONG})",
        (json.dumps(sorted(erasing.NAMING)),),
    ).fetchall()
    for row, field, *texts in found:
        values = [None if text is None else json.loads(text) for text in texts]
        cleaned = erasing.unnamed(field, values, names)
        if cleaned is None:
            connection.execute("DELETE FROM change WHERE rowid = ?", (row,))
        elif cleaned != values:
            kept = [None if v is None else json.dumps(v, ensure_ascii=False) for v in cleaned]
            connection.execute(
                "UPDATE change SET before = ?, after = ? WHERE rowid = ?", (*kept, row)
            )


def _mentions(connection: sqlite3.Connection, names: re.Pattern[str] | None) -> list[Mention]:
    """Where the words of others hold a name."""
    if names is None:
        return []
    found = {
        mention: None
        for one, doc in connection.execute(
            "SELECT uid, doc FROM statement JOIN node ON node.id = node WHERE doc IS NOT NULL"
            " ORDER BY uid, changeset"
        )
        if erasing.holds(doc, names)
        for mention in erasing.mentions(one, ledger.read(doc), names)
    }
    sources = connection.execute("SELECT id, source, who FROM changeset ORDER BY id").fetchall()
    for number, *texts in sources:
        found.update(
            (Mention("", str(number), text), None) for text in texts if erasing.holds(text, names)
        )
    return list(found)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _docs(connection: sqlite3.Connection, nodes: Collection[str]) -> Docs:
    """All that was ever said of some nodes."""
    return _listed(
        connection,
        f"SELECT uid, doc FROM node JOIN statement ON statement.node = node.id"
        f" WHERE uid IN ({rows.AMONG}) AND doc IS NOT NULL",
        json.dumps(sorted(nodes)),
    )


def _speaking_of(connection: sqlite3.Connection, nodes: Collection[str], word: str = "") -> Docs:
    """All that was ever said in which one of these ids, or a word, stands."""
    words = [*nodes, *([word] if word else [])]
    if not words:
        return {}
    pattern = re.compile("|".join(map(re.escape, sorted(words))))
    connection.create_function("speaks", 1, lambda doc: pattern.search(doc) is not None)
    found = "SELECT uid, doc FROM statement JOIN node ON node.id = node"
    return _listed(connection, f"{found} WHERE doc IS NOT NULL AND speaks(doc)")


def _listed(connection: sqlite3.Connection, query: str, *values: str) -> Docs:
    found: Docs = {}
    for one, doc in connection.execute(query, values):
        found.setdefault(one, []).append(ledger.read(doc))
    return found


def _remember(connection: sqlite3.Connection, node: str, words: Collection[str]) -> None:
    """Keeps digests of what the node was found by."""
    key = tables.setting(connection, KEY)
    if key is None:
        key = secrets.token_bytes(KEY_BYTES).hex()
        tables.set_setting(connection, KEY, key)
    kind = erasing.kind_of(node).kind
    connection.executemany(
        "INSERT OR IGNORE INTO erased (digest) VALUES (?)",
        [(digest(bytes.fromhex(key), kind, word),) for word in sorted(words)],
    )
