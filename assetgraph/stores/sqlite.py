"""The embedded store: one SQLite file, written by one process at a time, read by many."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from assetgraph.errors import QuestionError, StoreError
from assetgraph.model.audit import Access, Logged
from assetgraph.model.bulk import bulk_work
from assetgraph.model.changeset import Change, Changeset, ChangesetRecord, Outcome
from assetgraph.model.consent import Purpose
from assetgraph.model.erasure import Erasure, Mention
from assetgraph.model.kinds import Node
from assetgraph.model.known import Known
from assetgraph.model.pages import Page, Received
from assetgraph.model.snapshot import Snapshot
from assetgraph.model.text import fold
from assetgraph.model.traits import Shared, Traits
from assetgraph.stores import (
    rows,
    sqlite_audit,
    sqlite_erasure,
    sqlite_file,
    sqlite_pages,
    sqlite_selection,
    sqlite_traits,
    tables,
    visibility,
)
from assetgraph.stores.assembly import LinkRows, NodeRows, assemble
from assetgraph.stores.doctor import examine
from assetgraph.stores.keys import Secret
from assetgraph.stores.ledger import Said
from assetgraph.stores.sqlite_door import connect, make, sentences
from assetgraph.stores.sqlite_records import SqliteRecords
from assetgraph.stores.store import Finding
from assetgraph.stores.writer import Writer

UNWIPED = "unwiped"
"""The setting that stands while the file may hold bytes of what was erased."""


class SqliteStore:
    """A `GraphStore` in one file that only its owner may read."""

    def __init__(
        self,
        path: Path,
        *,
        create: bool = False,
        copying: bool = False,
        secret: Secret | None = None,
    ) -> None:
        """Opens the file at `path`; makes it where `create` says so, encrypted with a `secret`.

        With `copying` it may be one into which another is being copied, or a backup. Raises
        StoreError: ``store-missing``, ``store-not-ours``, ``store-newer``, ``store-damaged``,
        ``store-not-writable``, ``copy-unfinished``, ``store-is-backup``, and those of
        `sqlite_door.connect`.
        """
        self.path = path
        if not path.exists():
            if not create:
                raise StoreError("store-missing", path=path)
            make(path)
        self._inside = False
        self._erased = False
        """Something was erased in this transaction, whose old bytes are still in the file."""
        self._connection, self.secret = connect(path, secret)
        self._file = sqlite_file.identity(path)
        try:
            with sentences(path):
                self._open()
                if not copying and self.received() is not None:
                    raise StoreError("copy-unfinished", path=path)
                if not copying and sqlite_file.stamp(self._connection) is not None:
                    raise StoreError("store-is-backup", path=path)
        except BaseException:
            self.close()
            raise

    def _open(self) -> None:
        connection = self._connection
        identity = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        empty = not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        if identity != tables.APPLICATION_ID and not empty:
            raise StoreError("store-not-ours", path=self.path)
        if version > tables.VERSION:
            raise StoreError("store-newer", path=self.path, version=version, known=tables.VERSION)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA cache_size = -131072")
        if not tables.is_current(connection):
            connection.execute("PRAGMA journal_mode = WAL")
            with self.writing():
                tables.migrate(connection)

    @contextmanager
    def writing(self, *, keep: bool = True) -> Iterator[None]:
        """Keeps other writers waiting; all inside is kept together or not at all."""
        if self._inside:
            yield
            return
        with sentences(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
        self._inside = True
        try:
            if sqlite_file.identity(self.path) != self._file:
                raise StoreError("store-replaced", path=self.path)
            yield
        except BaseException:
            self._roll_back()
            raise
        else:
            with sentences(self.path):
                self._commit() if keep else self._roll_back()
        finally:
            self._inside = False
            erased, self._erased = self._erased, False
        if keep and erased:
            self._wipe()

    def _commit(self) -> None:
        try:
            self._connection.execute("COMMIT")
        except Exception:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        """Takes back what was done; after a full disk SQLite has done so already."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    @bulk_work()
    def apply(self, changeset: Changeset) -> Outcome:
        """Adds a changeset, whole."""
        with self.writing(), sentences(self.path):
            return Writer(SqliteRecords(self._connection)).apply(changeset, datetime.now(UTC))

    def undo(self, changeset: int | None = None) -> Outcome:
        """Takes a changeset back, the latest that stands if none is named."""
        with self.writing(), sentences(self.path):
            standing = [record.id for record in self.history() if record.undone_at is None]
            wanted = changeset if changeset is not None else (standing[-1] if standing else None)
            if wanted is None:
                raise QuestionError("nothing-to-undo")
            if wanted not in standing:
                raise QuestionError("no-changeset", id=wanted)
            return Writer(SqliteRecords(self._connection)).undo(wanted, datetime.now(UTC))

    def history(self) -> list[ChangesetRecord]:
        """All changesets, oldest first."""
        with sentences(self.path):
            found = self._connection.execute(
                "SELECT id, source, day, recorded_at, who, undone_at, counts"
                " FROM changeset ORDER BY id"
            ).fetchall()
        return [
            ChangesetRecord(
                id=row[0],
                source=row[1],
                day=date.fromisoformat(row[2]),
                recorded_at=datetime.fromisoformat(row[3]),
                who=row[4],
                undone_at=datetime.fromisoformat(row[5]) if row[5] else None,
                **json.loads(row[6]),
            )
            for row in found
        ]

    def changes(self, changeset: int) -> list[Change]:
        """What a changeset made different about nodes that were there already."""
        with sentences(self.path):
            return rows.changes(self._connection, changeset)

    @bulk_work()
    def snapshot(
        self,
        purpose: Purpose,
        *,
        today: date,
        buurt: str | None = None,
        as_of: date | None = None,
        resident: str | None = None,
        people: Collection[str] | None = None,
    ) -> Snapshot:
        """What a purpose allows today: of all, or of one of the parts that a store can find."""
        if people is not None and as_of is None and buurt is None and resident is None:
            with sentences(self.path), self._reading():
                found = self._assembled(sqlite_selection.company(self._connection, people), today)
            return visibility.company(visibility.restrict(found, purpose, today), people)
        with sentences(self.path), self._reading():
            if as_of is not None:
                whole = visibility.restrict(rows.as_of(self._connection, as_of), purpose, today)
                whole = visibility.part_of(whole, buurt, resident)
                return whole if people is None else visibility.company(whole, people)
            chosen, witnesses = sqlite_selection.selection(self._connection, buurt, resident)
            wanted = None if chosen is None else chosen | witnesses
            whole = self._assembled(wanted, today, buurt)
            outside = rows.ids(self._connection, witnesses)
        part = visibility.without(visibility.restrict(whole, purpose, today), outside)
        part = visibility.part_of(part, buurt, resident)
        return part if people is None else visibility.company(part, people)

    def _assembled(self, chosen: rows.Chosen, today: date, buurt: str | None = None) -> Snapshot:
        there = rows.by_kind(self._connection, chosen)
        nodes, links = rows.nodes(self._connection, there), rows.links(self._connection, there)
        spoken: list[NodeRows | LinkRows] | None = None
        if chosen is not None:
            spoken = [*nodes.values(), *links.values()]
        return assemble(nodes, links, rows.changesets(self._connection, spoken), today, buurt)

    def counts(self) -> dict[str, int]:
        """How many nodes and relations of each kind there are."""
        with sentences(self.path):
            return rows.counts(self._connection)

    def unread(self, stamp: str, today: date, most: int) -> list[str]:
        """Residents of whom no traits are kept under this stamp for today."""
        with sentences(self.path):
            return sqlite_traits.unread(self._connection, stamp, today, most)

    def keep_traits(self, stamp: str, traits: Iterable[Traits]) -> None:
        """Keeps these traits instead of what was kept of these residents."""
        with self.writing(), sentences(self.path):
            sqlite_traits.keep(self._connection, stamp, traits)

    def sharing(self, keys: Collection[str], today: date) -> Shared:
        """Which residents have one of these keys among the traits that hold today."""
        with sentences(self.path):
            return sqlite_traits.sharing(self._connection, keys, today)

    def traits(self, residents: Collection[str], today: date) -> dict[str, Traits]:
        """The traits that hold today of those of these residents who have any."""
        with sentences(self.path):
            return sqlite_traits.traits(self._connection, residents, today)

    def known(self, kind: type[Node], names: Iterable[str]) -> list[Known]:
        """The nodes of a kind with one of these names (folded), or one of these codes or ids."""
        with sentences(self.path):
            if not rows.holds_any(self._connection, kind):
                return []
            return rows.known(self._connection, kind, {fold(name) for name in names})

    def merged(self) -> list[Known]:
        """Every node that is one with another, as it would be known by itself."""
        with sentences(self.path):
            return rows.one_with(self._connection, rows.merged(self._connection))

    def alike(self, kind: type[Node], text: str) -> list[Known]:
        """A few nodes of a kind whose name holds a text."""
        with sentences(self.path):
            return rows.alike(self._connection, kind, fold(text))

    def positions(self) -> dict[str, tuple[float, float]]:
        """Where nodes stand on the map, by id."""
        with sentences(self.path):
            found = self._connection.execute(
                "SELECT uid, x, y FROM position JOIN node ON node.id = position.node"
            ).fetchall()
        return {uid: (x, y) for uid, x, y in found}

    def keep_positions(self, positions: Mapping[str, tuple[float, float]]) -> None:
        """Remembers where nodes stand."""
        with self.writing(), sentences(self.path):
            self._connection.executemany(
                "INSERT OR REPLACE INTO position (node, x, y) SELECT id, ?, ? FROM node"
                " WHERE uid = ?",
                [(x, y, uid) for uid, (x, y) in positions.items()],
            )

    def erase(self, node: str) -> Erasure:
        """Takes a node out of everything, for good."""
        with self.writing(), sentences(self.path):
            found = sqlite_erasure.erase(self._connection, node)
            self._to_wipe()
        return found

    def reword(self, words: Mapping[Mention, str]) -> None:
        """Writes other text in these places."""
        with self.writing(), sentences(self.path):
            sqlite_erasure.reword(self._connection, words)
            self._to_wipe()

    def said(self, node: str) -> list[Said]:
        """All that was ever said of a node."""
        records = SqliteRecords(self._connection)
        with sentences(self.path):
            return records.said(records.find([node])).get(node, [])

    def _to_wipe(self) -> None:
        """Bytes are left in the file that belong to nothing any more."""
        tables.set_setting(self._connection, UNWIPED, "1")
        self._erased = True

    def _wipe(self) -> None:
        """Leaves no byte in the file and beside it that belongs to nothing any more."""
        with sentences(self.path):
            self._connection.execute("VACUUM")
            busy, _, _ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if busy:
                raise StoreError("erase-unfinished", path=self.path)
            self._connection.execute("DELETE FROM setting WHERE name = ?", (UNWIPED,))

    def erased(self, kind: type[Node], words: Iterable[str]) -> set[str]:
        """Those of these names, codes and ids that were an erased node's."""
        with sentences(self.path):
            return sqlite_erasure.erased(self._connection, kind, words)

    def forget(self, changeset: int) -> None:
        """Takes out for good what a changeset said that was taken back."""
        with self.writing(), sentences(self.path):
            sqlite_erasure.forget(self._connection, changeset)
            self._to_wipe()

    def forget_log(self, number: int) -> None:
        """Takes out of the log what is up to and with an entry."""
        with self.writing(), sentences(self.path):
            sqlite_audit.forget(self._connection, number)
            self._to_wipe()

    def record(self, access: Access) -> None:
        """Adds an entry at the end of the log."""
        with self.writing(), sentences(self.path):
            sqlite_audit.record(self._connection, access)

    def audit(self, about: str | None = None) -> list[Logged]:
        """The log, oldest first."""
        with sentences(self.path):
            return sqlite_audit.audit(self._connection, about)

    def publications(self) -> str | None:
        """What earlier publications told."""
        with sentences(self.path):
            return tables.setting(self._connection, sqlite_pages.PUBLICATIONS)

    def keep_publications(self, text: str) -> None:
        """Remembers what was published."""
        with self.writing(), sentences(self.path):
            tables.set_setting(self._connection, sqlite_pages.PUBLICATIONS, text)

    def pages(self) -> Iterator[Page]:
        """All that is kept, for another store."""
        with sentences(self.path), self._reading():
            yield from sqlite_pages.pages(self._connection)

    def received(self) -> Received | None:
        """How far this store came in taking over another."""
        with sentences(self.path):
            return sqlite_pages.received(self._connection)

    @bulk_work()
    def receive(self, page: Page, checksum: str) -> None:
        """Takes over a page, with what it makes hold, in one step."""
        with self.writing(), sentences(self.path):
            sqlite_pages.receive(self._connection, page, checksum)

    def complete(self) -> None:
        """Everything has been received."""
        with self.writing(), sentences(self.path):
            sqlite_pages.complete(self._connection)

    def start_over(self) -> None:
        """Empties a store that is taking over another."""
        with self.writing(), sentences(self.path):
            sqlite_pages.start_over(self._connection)

    def empty(self) -> None:
        """Takes out all that is kept."""
        with self.writing(), sentences(self.path):
            sqlite_pages.empty(self._connection)
            self._to_wipe()

    def check(self) -> list[Finding]:
        """Looks for damage and mends what the ledger can rebuild."""
        with sentences(self.path):
            unwiped = tables.setting(self._connection, UNWIPED) is not None
            with self.writing():
                found = examine(self._connection)
        if unwiped and not self._inside:
            self._wipe()
            found.append(Finding("erase-finished", {}, mended=True))
        if not self._inside:
            with sentences(self.path):
                self._connection.execute("PRAGMA journal_mode = WAL")
            if gone := sqlite_file.clear(self.path):
                found.append(Finding("leftovers-removed", {"n": gone}, mended=True))
        return found

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else has the file open, and all that is kept stands in it.

        Raises StoreError ``store-busy`` where somebody else has. Afterwards the store is closed.
        """
        try:
            with sentences(self.path):
                self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
                self._connection.execute("PRAGMA journal_mode = DELETE")
                self._connection.execute("BEGIN EXCLUSIVE")
        except BaseException:
            self.close()
            raise
        self._inside = True
        try:
            yield
        finally:
            self._roll_back()
            self._inside = False
            if sqlite_file.identity(self.path) == self._file:
                self._connection.execute("PRAGMA journal_mode = WAL")
            self.close()

    def stamp(self) -> sqlite_file.Stamp | None:
        """What a backup says of itself; None for a store that is not one."""
        with sentences(self.path):
            return sqlite_file.stamp(self._connection)

    def put_stamp(self, stamp: sqlite_file.Stamp) -> None:
        """Makes this a backup: no command opens it but to put it back."""
        with self.writing(), sentences(self.path):
            sqlite_file.put_stamp(self._connection, stamp)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """One consistent view over several reads."""
        if self._inside:
            yield
            return
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.execute("COMMIT")
