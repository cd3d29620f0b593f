"""The way to a Neo4j server: a driver, transactions that write, moments that read, and troubles.

This is the one module that knows the driver. What a store promises is in `neo4j`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, TypeVar

import neo4j
from neo4j import exceptions as trouble

from assetgraph.errors import StoreError
from assetgraph.stores import cypher, cypher_reading, cypher_writing, neo4j_pages
from assetgraph.stores.neo4j_rows import Row, Rows, Run
from assetgraph.stores.packing import unpack
from assetgraph.stores.servers import Server, password, server

WAIT_SECONDS = 20
"""How long a writer waits for another."""

CONNECT_SECONDS = 5
RETRY_SECONDS = 3
"""How long what fails for a moment is tried again."""

LOOKS = 5
"""How often something is read anew because another wrote in between."""

T = TypeVar("T")

logging.getLogger("neo4j").addHandler(logging.NullHandler())


class Neo4jSession:
    """One database of a server: what is written in one step, what is read as of one moment."""

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
            if self._made and not copying and self._read(_received) is not None:
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


def _received(_: Rows, run: Run) -> object:
    return neo4j_pages.received(run)


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
