"""The store of a team or a city: a graph in a Neo4j database, shared by many."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import neo4j
from neo4j import exceptions as trouble

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
    cypher,
    cypher_keeping,
    cypher_reading,
    cypher_writing,
    neo4j_erasure,
    neo4j_log,
    neo4j_pages,
    neo4j_traits,
    visibility,
)
from assetgraph.stores.assembly import assemble
from assetgraph.stores.ledger import Said
from assetgraph.stores.neo4j_doctor import examine
from assetgraph.stores.neo4j_records import Neo4jRecords
from assetgraph.stores.neo4j_rows import Row, Rows, Run
from assetgraph.stores.packing import unpack
from assetgraph.stores.servers import Server, password, server
from assetgraph.stores.store import Finding
from assetgraph.stores.writer import Writer

WAIT_SECONDS = 20
"""How long a writer waits for another."""

CONNECT_SECONDS = 5
RETRY_SECONDS = 3
"""How long what fails for a moment is tried again."""

LOOKS = 5
"""How often something is read anew because another wrote in between."""

T = TypeVar("T")

logging.getLogger("neo4j").addHandler(logging.NullHandler())


class Neo4jStore:
    """A `GraphStore` in one database of a server."""

    def __init__(self, location: str, *, create: bool = False, copying: bool = False) -> None:
        """Opens the database; what it needs is made there at the first change.

        With `copying` it may be one into which another is being copied. Raises StoreError:
        ``store-missing`` where the database is empty and `create` does not say to make a store
        there, ``database-not-ours``, ``database-newer``, ``copy-unfinished``, and those of
        `_sentences`.
        """
        self.server = server(location)
        self._driver = _driver(self.server)
        self._writing: neo4j.Transaction | None = None
        self._wrote = False
        """Something was written in this transaction."""
        self._seen = 0
        """The last changeset that is whole, within a transaction that writes."""
        try:
            self._made = self._is_ours()
            if not self._made and not create:
                raise StoreError("store-missing", path=self.server.path)
            if self._made and not copying and self.received() is not None:
                raise StoreError("copy-unfinished", path=self.server.path)
        except BaseException:
            self._driver.close()
            raise

    def _is_ours(self) -> bool:
        """Whether there is a store; False where the database is empty."""
        with self._sentences(), self._session(neo4j.READ_ACCESS) as session:
            found = session.execute_read(lambda tx: tx.run(cypher_reading.STORE_FOUND).values())
            if found:
                version = found[0][0]
                if version > cypher.VERSION:
                    raise StoreError(
                        "database-newer",
                        path=self.server.path,
                        version=version,
                        known=cypher.VERSION,
                    )
                return True
            if session.execute_read(lambda tx: tx.run(cypher_reading.ANYTHING).values()):
                raise StoreError("database-not-ours", path=self.server.path)
        return False

    # --- writing ---
    @contextmanager
    def writing(self, *, keep: bool = True) -> Iterator[None]:
        """Keeps other writers waiting; all inside is kept together or not at all."""
        if self._writing is not None:
            yield
            return
        with self._sentences():
            self._make()
            self._wait()
        with self._session() as session:
            with self._sentences():
                transaction = session.begin_transaction()
                transaction.run(cypher_writing.LOCK).consume()
                self._seen = transaction.run(cypher_reading.STORE_FOUND).values()[0][1]
                self._sweep(self._seen)
            before = self._seen
            self._writing, self._wrote = transaction, False
            try:
                yield
                with self._sentences():
                    transaction.commit() if keep else transaction.rollback()
            except BaseException:
                keep = False
                _close(transaction)
                raise
            finally:
                self._writing = None
                if not keep:
                    self._sweep_quietly(before)

    def _make(self) -> None:
        """Makes constraints, indexes and the node of the store, as far as they are not there."""
        lacking = self._lacking()
        if self._made and not lacking:
            return
        with self._session() as session:
            for name in lacking:
                session.run(cypher.schema()[name]).consume()
            if not self._made:
                session.execute_write(
                    lambda tx: tx.run(cypher_writing.MAKE_STORE, version=cypher.VERSION).consume()
                )
                self._made = True

    def _lacking(self) -> list[str]:
        """The names of constraints and indexes that are not there."""
        with self._session(neo4j.READ_ACCESS) as session:
            there = {
                name for query in cypher_reading.SCHEMA_NAMES for (name,) in session.run(query)
            }
        return [name for name in cypher.schema() if name not in there]

    def _wait(self) -> None:
        """Waits until no other writes, but not for ever. Raises StoreError ``store-busy``."""
        with self._session() as session:
            try:
                waiting = session.begin_transaction(timeout=WAIT_SECONDS)
                waiting.run(cypher_writing.LOCK).consume()
                waiting.rollback()
            except trouble.Neo4jError as error:
                if "TransactionTimedOut" in (error.code or ""):
                    raise StoreError("store-busy", path=self.server.path) from error
                raise

    def _sweep(self, seen: int) -> int:
        """Removes what an import that did not end left behind; gives how many nodes."""
        run = self._alone
        ids = {
            node
            for (packed,) in run(cypher_reading.LEFT_BEHIND, seen=seen)
            for node in unpack(packed)
        }
        if not ids:
            return 0
        n = 0
        swept = sorted(ids)
        for start in range(0, len(swept), 1_000):
            n += run(cypher_writing.SWEEP, ids=swept[start : start + 1_000], seen=seen)[0][0]
        run(cypher_writing.SWEEP_STATEMENTS, seen=seen)
        return n

    def _sweep_quietly(self, seen: int) -> None:
        """Tidies up behind a change that is not kept; else the next writer does."""
        try:
            self._sweep(seen)
        except (trouble.Neo4jError, trouble.DriverError):
            return

    def _alone(self, query: str, /, **parameters: Any) -> list[Row]:
        """Runs a query in a transaction of its own."""
        with self._session() as session:
            return session.execute_write(lambda tx: tx.run(query, parameters).values())

    def _inside(self, query: str, /, **parameters: Any) -> list[Row]:
        """Runs a query in the transaction that writes."""
        if self._writing is None:
            raise RuntimeError("no transaction is open")
        return self._writing.run(query, parameters).values()

    def _writer(self) -> Writer:
        stage: Run | None = None if self._wrote else self._alone
        self._wrote = True
        return Writer(Neo4jRecords(self._inside, stage, self._seen))

    @bulk_work()
    def apply(self, changeset: Changeset) -> Outcome:
        """Adds a changeset, whole."""
        with self.writing(), self._sentences():
            outcome = self._writer().apply(changeset, datetime.now(UTC))
            self._seen += 1
            return outcome

    def undo(self, changeset: int | None = None) -> Outcome:
        """Takes a changeset back, the latest that stands if none is named."""
        with self.writing(), self._sentences():
            standing = [record.id for record in self.history() if record.undone_at is None]
            wanted = changeset if changeset is not None else (standing[-1] if standing else None)
            if wanted is None:
                raise QuestionError("nothing-to-undo")
            if wanted not in standing:
                raise QuestionError("no-changeset", id=wanted)
            return self._writer().undo(wanted, datetime.now(UTC))

    def keep_positions(self, positions: Mapping[str, tuple[float, float]]) -> None:
        """Remembers where nodes stand."""
        with self.writing(), self._sentences():
            self._wrote = True
            rows = [[node, *map(float, at)] for node, at in positions.items()]
            self._inside(cypher_writing.PLACE, rows=rows)

    def check(self) -> list[Finding]:
        """Looks for damage and mends what the ledger can rebuild."""
        with self._sentences():
            lacking = self._lacking() if self._made else []
            left = self._left_behind()
            with self.writing():
                self._wrote = True
                found = examine(self._inside, self._seen)
        if left:
            found.insert(0, Finding("unfinished-import", {"n": left}, mended=True))
        return [Finding("schema-rebuilt", {"table": one}, mended=True) for one in lacking] + found

    def erase(self, node: str) -> Erasure:
        """Takes a node out of everything, for good."""
        with self.writing(), self._sentences():
            self._wrote = True
            return neo4j_erasure.erase(self._inside, self._seen, node)

    def reword(self, words: Mapping[Mention, str]) -> None:
        """Writes other text in these places."""
        with self.writing(), self._sentences():
            self._wrote = True
            neo4j_erasure.reword(self._inside, self._seen, words)

    def said(self, node: str) -> list[Said]:
        """All that was ever said of a node."""

        def look(rows: Rows, run: Run) -> list[Said]:
            records = Neo4jRecords(run, None, rows.seen)
            return records.said(records.find([node])).get(node, [])

        return self._read(look)

    def erased(self, kind: type[Node], words: Iterable[str]) -> set[str]:
        """Those of these names, codes and ids that were an erased node's."""
        asked = list(words)
        return self._read(lambda _, run: neo4j_erasure.erased(run, kind, asked))

    def publications(self) -> str | None:
        """What earlier publications told."""
        found = self._read(lambda _, run: run(cypher_keeping.PUBLICATIONS))
        return found[0][0] if found else None

    def keep_publications(self, text: str) -> None:
        """Remembers what was published."""
        with self.writing(), self._sentences():
            self._wrote = True
            self._inside(cypher_keeping.SET_PUBLICATIONS, text=text)

    def forget(self, changeset: int) -> None:
        """Takes out for good what a changeset said that was taken back."""
        with self.writing(), self._sentences():
            undone = {one.id for one in self.history() if one.undone_at is not None}
            if changeset not in undone:
                raise QuestionError("no-changeset", id=changeset)
            self._wrote = True
            neo4j_erasure.forget(self._inside, self._seen, changeset)

    def forget_log(self, number: int) -> None:
        """Takes out of the log what is up to and with an entry."""
        with self.writing(), self._sentences():
            self._wrote = True
            neo4j_log.forget(self._inside, number)

    def record(self, access: Access) -> None:
        """Adds an entry at the end of the log."""
        with self.writing(), self._sentences():
            self._wrote = True
            neo4j_log.record(self._inside, access)

    def audit(self, about: str | None = None) -> list[Logged]:
        """The log, oldest first."""
        return self._read(lambda _, run: neo4j_log.audit(run, about))

    def pages(self) -> Iterator[Page]:
        """All that is kept, for another store."""
        yield from self._read(lambda rows, run: list(neo4j_pages.pages(rows, run)))

    def received(self) -> Received | None:
        """How far this store came in taking over another."""
        return self._read(lambda _, run: neo4j_pages.received(run))

    @bulk_work()
    def receive(self, page: Page, checksum: str) -> None:
        """Takes over a page, with what it makes hold, in one step."""
        with self.writing(), self._sentences():
            self._wrote = True
            neo4j_pages.receive(self._inside, self._seen, page, checksum)
            self._look_again()

    def complete(self) -> None:
        """Everything has been received."""
        with self.writing(), self._sentences():
            neo4j_pages.complete(self._inside, self._seen)

    def start_over(self) -> None:
        """Empties a store that is taking over another."""
        with self.writing(), self._sentences():
            neo4j_pages.start_over(self._inside)
            self._look_again()

    def empty(self) -> None:
        """Takes out all that is kept."""
        with self.writing(), self._sentences():
            self._wrote = True
            neo4j_pages.empty(self._inside)
            self._look_again()

    def _look_again(self) -> None:
        """Reads which changeset is the last now."""
        self._seen = self._inside(cypher_reading.STORE_FOUND)[0][1]

    def _left_behind(self) -> int:
        """How many statements an import that did not end left; the next writer removes them."""
        return self._read(
            lambda rows, run: sum(
                len(unpack(packed)) for (packed,) in run(cypher_reading.LEFT_BEHIND, seen=rows.seen)
            )
        )

    # --- reading ---
    def history(self) -> list[ChangesetRecord]:
        """All changesets, oldest first."""
        return self._read(lambda rows, _: rows.history())

    def changes(self, changeset: int) -> list[Change]:
        """What a changeset made different about nodes that were there already."""
        return self._read(lambda rows, _: rows.changes(changeset))

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
        if as_of is not None:
            then = self._read(lambda rows, _: rows.as_of(as_of))
            whole = visibility.restrict(then, purpose, today)
            whole = visibility.part_of(whole, buurt, resident)
            return whole if people is None else visibility.company(whole, people)

        def now(rows: Rows, _: Run) -> tuple[Snapshot, set[str]]:
            chosen: set[str] | None
            witnesses: set[str]
            if people is not None and buurt is None and resident is None:
                chosen, witnesses = rows.company(people), set()
            else:
                chosen, witnesses = rows.selection(buurt, resident)
            wanted = None if chosen is None else chosen | witnesses
            nodes, links = rows.nodes(wanted), rows.links(wanted)
            return assemble(nodes, links, rows.changesets(), today, buurt), witnesses

        whole, outside = self._read(now)
        part = visibility.without(visibility.restrict(whole, purpose, today), outside)
        part = visibility.part_of(part, buurt, resident)
        return part if people is None else visibility.company(part, people)

    def counts(self) -> dict[str, int]:
        """How many nodes and relations of each kind there are."""
        return self._read(lambda rows, _: rows.counts())

    def unread(self, stamp: str, today: date, most: int) -> list[str]:
        """Residents of whom no traits are kept under this stamp for today."""
        return self._read(lambda rows, run: neo4j_traits.unread(run, rows.seen, stamp, today, most))

    def keep_traits(self, stamp: str, traits: Iterable[Traits]) -> None:
        """Keeps these traits instead of what was kept of these residents."""
        with self.writing(), self._sentences():
            self._wrote = True
            neo4j_traits.keep(self._inside, stamp, traits)

    def sharing(self, keys: Collection[str], today: date) -> Shared:
        """Which residents have one of these keys among the traits that hold today."""
        return self._read(lambda _, run: neo4j_traits.sharing(run, keys, today))

    def traits(self, residents: Collection[str], today: date) -> dict[str, Traits]:
        """The traits that hold today of those of these residents who have any."""
        return self._read(lambda _, run: neo4j_traits.traits(run, residents, today))

    def known(self, kind: type[Node], names: Iterable[str]) -> list[Known]:
        """The nodes of a kind with one of these names (folded), or one of these codes or ids."""
        words = {fold(name) for name in names}
        return self._read(lambda rows, _: rows.known(kind, words))

    def merged(self) -> list[Known]:
        """Every node that is one with another, as it would be known by itself."""
        return self._read(lambda rows, _: rows.one_with(rows.merged()))

    def alike(self, kind: type[Node], text: str) -> list[Known]:
        """A few nodes of a kind whose name holds a text."""
        return self._read(lambda rows, _: rows.alike(kind, fold(text)))

    def positions(self) -> dict[str, tuple[float, float]]:
        """Where nodes stand on the map, by id."""
        return self._read(lambda rows, _: rows.positions())

    def _read(self, look: Callable[[Rows, Run], T]) -> T:
        """What `look` sees; read anew where another wrote meanwhile, so that it is one moment."""
        with self._sentences():
            if self._writing is not None:
                return look(Rows(self._inside, self._seen), self._inside)
            with self._session(neo4j.READ_ACCESS) as session:
                return session.execute_read(lambda tx: _one_moment(tx, look))

    def close(self) -> None:
        """Lets go of the server."""
        self._driver.close()

    def _session(self, access: str = neo4j.WRITE_ACCESS) -> neo4j.Session:
        return self._driver.session(
            database=self.server.database, default_access_mode=access, fetch_size=-1
        )

    def _sentences(self) -> AbstractContextManager[None]:
        return _sentences(self.server)


def _one_moment(transaction: neo4j.ManagedTransaction, look: Callable[[Rows, Run], T]) -> T:
    def run(query: str, /, **parameters: Any) -> list[Row]:
        return transaction.run(query, parameters).values()

    looks = 1
    while True:
        before = run(cypher_reading.STORE_FOUND)
        found = look(Rows(run, before[0][1] if before else 0), run)
        if looks == LOOKS or run(cypher_reading.STORE_FOUND) == before:
            return found
        looks += 1


def _driver(asked: Server) -> neo4j.Driver:
    with _sentences(asked):
        driver = neo4j.GraphDatabase.driver(
            asked.uri,
            auth=(asked.user, password(asked)),
            connection_timeout=CONNECT_SECONDS,
            connection_acquisition_timeout=CONNECT_SECONDS,
            max_transaction_retry_time=RETRY_SECONDS,
            notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF,
            telemetry_disabled=True,
        )
    try:
        with _sentences(asked):
            driver.verify_connectivity()
    except BaseException:
        driver.close()
        raise
    return driver


def _close(transaction: neo4j.Transaction) -> None:
    """Lets go of a transaction that is not kept; the server takes it back by itself if it must."""
    try:
        transaction.close()
    except (trouble.Neo4jError, trouble.DriverError):
        return


_CODES: tuple[tuple[str, str], ...] = (
    ("Security.Unauthorized", "server-refused"),
    ("Security.AuthenticationRateLimit", "server-refused"),
    ("Security.CredentialsExpired", "server-refused"),
    ("Security.Forbidden", "database-not-writable"),
    ("ReadOnly", "database-not-writable"),
    ("NotALeader", "database-not-writable"),
    ("Database.DatabaseNotFound", "database-missing"),
    ("Database.DatabaseUnavailable", "server-away"),
    ("Transaction.TransactionTimedOut", "store-busy"),
    ("Transaction.LockClientStopped", "store-busy"),
    ("General.DatabaseUnavailable", "server-away"),
    ("MemoryPoolOutOfMemory", "server-full"),
    ("OutOfMemory", "server-full"),
    ("OutOfDisk", "server-full"),
)
"""By part of what Neo4j calls its trouble: what we call it."""


@contextmanager
def _sentences(asked: Server) -> Iterator[None]:
    """Turns what the server or the way to it says into a StoreError with a code of ours."""
    try:
        yield
    except trouble.Neo4jError as error:
        said = error.code or ""
        code = next((ours for part, ours in _CODES if part in said), "server-trouble")
        values = {"detail": said} if code == "server-trouble" else {}
        raise StoreError(code, path=asked.path, **values) from error
    except (trouble.ServiceUnavailable, trouble.SessionExpired, OSError) as error:
        # Where a database may only be read, no server takes what is to be written.
        code = "database-not-writable" if "'WRITE' server" in str(error) else "server-away"
        raise StoreError(code, path=asked.path) from error
    except trouble.DriverError as error:
        raise StoreError("server-trouble", path=asked.path, detail=type(error).__name__) from error
