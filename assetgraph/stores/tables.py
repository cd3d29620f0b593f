"""The embedded store's tables, made from the declared kinds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from assetgraph.model.kinds import NODE_KINDS, RELATION_KINDS, Node, Property, Relation

VERSION = 2
"""The version of the fixed tables; a step in `MIGRATIONS` leads to each."""

APPLICATION_ID = 0x41475248

_FIXED = """
CREATE TABLE changeset (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    day TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    who TEXT NOT NULL,
    undone_at TEXT,
    counts TEXT NOT NULL
);
CREATE TABLE node (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    code TEXT,
    first INTEGER NOT NULL REFERENCES changeset,
    last INTEGER NOT NULL REFERENCES changeset
);
CREATE INDEX node_key ON node (key);
CREATE INDEX node_code ON node (code) WHERE code IS NOT NULL;
CREATE TABLE statement (
    node INTEGER NOT NULL REFERENCES node ON DELETE CASCADE,
    changeset INTEGER NOT NULL REFERENCES changeset,
    doc TEXT,
    PRIMARY KEY (node, changeset)
) WITHOUT ROWID;
CREATE INDEX statement_changeset ON statement (changeset);
CREATE TABLE change (
    changeset INTEGER NOT NULL REFERENCES changeset,
    node INTEGER NOT NULL REFERENCES node ON DELETE CASCADE,
    field TEXT NOT NULL,
    other INTEGER REFERENCES node ON DELETE CASCADE,
    before TEXT,
    after TEXT
);
CREATE INDEX change_changeset ON change (changeset);
CREATE TABLE position (
    node INTEGER PRIMARY KEY REFERENCES node ON DELETE CASCADE,
    x REAL NOT NULL,
    y REAL NOT NULL
);
"""

_BESIDE_THE_FACTS = """
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE term (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE);
CREATE TABLE trait (
    term INTEGER NOT NULL,
    node INTEGER NOT NULL,
    weight REAL NOT NULL,
    PRIMARY KEY (term, node)
) WITHOUT ROWID;
CREATE TABLE found_by (
    node INTEGER PRIMARY KEY REFERENCES node ON DELETE CASCADE,
    uid TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    beside TEXT NOT NULL
);
CREATE TABLE found_with (
    node INTEGER PRIMARY KEY REFERENCES found_by ON DELETE CASCADE,
    terms TEXT NOT NULL,
    texts TEXT NOT NULL
);
CREATE INDEX found_by_since ON found_by (since);
CREATE INDEX found_by_until ON found_by (until);
CREATE TABLE unread (node INTEGER PRIMARY KEY REFERENCES node ON DELETE CASCADE);
CREATE TABLE erased (digest TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    about TEXT NOT NULL,
    purpose TEXT NOT NULL,
    why TEXT NOT NULL,
    seal TEXT NOT NULL
);
CREATE TABLE audited (
    node TEXT NOT NULL,
    number INTEGER NOT NULL REFERENCES audit,
    PRIMARY KEY (node, number)
) WITHOUT ROWID;
CREATE INDEX change_node ON change (node);
CREATE INDEX change_other ON change (other) WHERE other IS NOT NULL;
"""

MIGRATIONS = {0: _FIXED, 1: _BESIDE_THE_FACTS}
"""By the version it starts from: the step to the next."""

INDEXED = {"resident": ("buurt",), "place": ("buurt",)}
"""By kind: properties that are looked up by value."""

SELDOM = {"resident": ("avoids_names",)}
"""By kind: lists that few nodes have, of which all are looked through."""


def migrate(connection: sqlite3.Connection) -> None:
    """Brings the tables to this version and to what is declared now; keeps all rows."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    for start in range(version, VERSION):
        for statement in MIGRATIONS[start].split(";\n"):
            if statement.strip():
                connection.execute(statement)
    for statement in _declared(connection):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def setting(connection: sqlite3.Connection, name: str) -> str | None:
    """What the store remembers of itself under a name; None where that is nothing."""
    found = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return None if found is None else str(found[0])


def set_setting(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Lets the store remember something of itself."""
    connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (name, value))


def is_current(connection: sqlite3.Connection) -> bool:
    """Whether `migrate` would change nothing."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    return version == VERSION and next(_declared(connection), None) is None


NODE = ("id", "uid", "kind", "key", "code", "first", "last")
STATEMENT = ("node", "changeset", "doc")


def columns(kind: type[Node] | type[Relation]) -> tuple[str, ...]:
    """The columns of a kind's table, in the order in which rows are written."""
    own = ("id",) if issubclass(kind, Node) else ("source", "target", "reversed", "first", "last")
    return (*own, *kind.properties)


def insert(table: str, names: Sequence[str], *, replace: bool = False) -> str:
    """The statement that inserts a row with these columns; a table may hold them otherwise."""
    listed = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    return f'INSERT {"OR REPLACE " if replace else ""}INTO "{table}" ({listed}) VALUES ({marks})'


LARGE = 1_000
"""As many rows are inserted sooner without than with the indexes of their table."""


@contextmanager
def indexed_after(connection: sqlite3.Connection, table: str, rows: int) -> Iterator[None]:
    """Makes the indexes of a table anew after many rows are inserted into it while it is empty."""
    large = rows >= LARGE and not connection.execute(f'SELECT 1 FROM "{table}" LIMIT 1').fetchone()
    indexes = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ?"
        " AND sql IS NOT NULL",
        (table,),
    ).fetchall()
    for name, _ in indexes if large else ():
        connection.execute(f'DROP INDEX "{name}"')
    yield
    for _, statement in indexes if large else ():
        connection.execute(statement)


def some(column: str) -> str:
    """The condition that a list of `SELDOM` holds something."""
    return f"{column} IS NOT NULL AND {column} <> '[]'"


def _declared(connection: sqlite3.Connection) -> Iterator[str]:
    """The statements that make the tables of all kinds, as far as they are not there."""
    for node in NODE_KINDS.values():
        yield from _table(
            connection,
            node.kind,
            "id INTEGER PRIMARY KEY REFERENCES node ON DELETE CASCADE",
            node.properties.values(),
            "",
        )
        indexes = {name: f"({name})" for name in INDEXED.get(node.kind, ())} | {
            name: f"(id) WHERE {some(name)}" for name in SELDOM.get(node.kind, ())
        }
        for name, what in indexes.items():
            index = f"{node.kind}_{name}"
            if not connection.execute(
                "SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = ?", (index,)
            ).fetchone():
                yield f'CREATE INDEX {index} ON "{node.kind}" {what}'
    for relation in RELATION_KINDS.values():
        yield from _table(
            connection,
            relation.kind,
            "source INTEGER NOT NULL REFERENCES node ON DELETE CASCADE, "
            "target INTEGER NOT NULL REFERENCES node ON DELETE CASCADE, "
            "reversed INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL",
            relation.properties.values(),
            "PRIMARY KEY (source, target, reversed)",
        )


def _table(
    connection: sqlite3.Connection,
    name: str,
    keys: str,
    properties: Iterable[Property],
    constraint: str,
) -> Iterator[str]:
    columns = [f'"{prop.name}" {_affinity(prop)}' for prop in properties]
    there = {row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')}
    if not there:
        body = ", ".join([keys, *columns, *([constraint] if constraint else [])])
        yield f'CREATE TABLE "{name}" ({body})' + (" WITHOUT ROWID" if constraint else "")
        if constraint:
            yield f'CREATE INDEX "{name}_target" ON "{name}" (target)'
    for column in columns if there else ():
        if column.split('"')[1] not in there:
            yield f'ALTER TABLE "{name}" ADD COLUMN {column}'


def _affinity(prop: Property) -> str:
    if prop.many:
        return "TEXT"
    if issubclass(prop.of, float):
        return "REAL"
    return "INTEGER" if issubclass(prop.of, int) else "TEXT"
