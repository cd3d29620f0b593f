"""The log of the embedded store: entries are added at the end, and nothing else."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable

from assetgraph.model.audit import START, Access, Logged, broken, scrubbed
from assetgraph.stores import tables
from assetgraph.stores.store import Finding

HEAD = "audit"
"""The setting that holds the seal of the last entry: it shows that the log ends too soon."""

_COLUMNS = "number, at, who, action, about, purpose, why, seal"


def record(connection: sqlite3.Connection, access: Access) -> None:
    """Adds an entry at the end."""
    last = connection.execute(
        "SELECT number, seal FROM audit ORDER BY number DESC LIMIT 1"
    ).fetchone()
    number, before = last or (0, START)
    add(connection, [Logged(number + 1, access, access.chained(before))])


def add(connection: sqlite3.Connection, entries: Iterable[Logged]) -> None:
    """Adds entries that follow on the last."""
    for entry in entries:
        access = entry.access
        connection.execute(
            f"INSERT INTO audit ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                entry.number,
                access.at.isoformat(),
                access.who,
                access.action,
                json.dumps(access.about),
                access.purpose,
                access.why,
                entry.seal,
            ),
        )
        connection.executemany(
            "INSERT INTO audited (node, number) VALUES (?, ?)",
            [(node, entry.number) for node in set(access.about)],
        )
        tables.set_setting(connection, HEAD, entry.seal)


def audit(connection: sqlite3.Connection, about: str | None = None) -> list[Logged]:
    """The log, oldest first."""
    where = "" if about is None else "WHERE number IN (SELECT number FROM audited WHERE node = ?)"
    values = () if about is None else (about,)
    found = connection.execute(f"SELECT {_COLUMNS} FROM audit {where} ORDER BY number", values)
    return [Logged.of((*row[:4], json.loads(row[4]), *row[5:])) for row in found]


def scrub(connection: sqlite3.Connection, names: Callable[[str], bool]) -> None:
    """Takes away what was typed in which a name stands."""
    for entry in list(scrubbed(audit(connection), names)):
        connection.execute(
            "UPDATE audit SET who = ?, why = ? WHERE number = ?",
            (entry.access.who, entry.access.why, entry.number),
        )


def forget(connection: sqlite3.Connection, number: int) -> None:
    """Takes the entries up to and with a number out."""
    connection.execute("DELETE FROM audited WHERE number <= ?", (number,))
    connection.execute("DELETE FROM audit WHERE number <= ?", (number,))


def examine(connection: sqlite3.Connection) -> list[Finding]:
    """A finding where an entry was altered or taken out, or the log ends too soon."""
    try:
        log = audit(connection)
        number = broken(log)
    except ValueError:
        return [Finding("log-broken", {"number": 0}, mended=False)]
    ends = log[-1].seal if log else None
    if number is None and tables.setting(connection, HEAD) != ends:
        number = (log[-1].number if log else 0) + 1
    return [] if number is None else [Finding("log-broken", {"number": number}, mended=False)]
