"""A Neo4j Community server for tests, from Maven's jars: no Docker, nothing installed.

The jars are kept outside the checkout, in a folder named after their version. A server has a folder
of its own, a free port of the loopback, and a password of its own.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

VERSION = "5.26.30"
"""The long-term line, which runs on Java 17."""

PASSWORD = "buurtbuurt"
PATIENCE_SECONDS = 300
"""A busy machine needs a minute or two; a free one 5 seconds."""

_POM = f"""\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>assetgraph</groupId><artifactId>neo4j-for-tests</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{VERSION}</version>
    </dependency>
    <dependency>
      <groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId>
      <version>{VERSION}</version>
    </dependency>
  </dependencies>
</project>
"""

BRIEF = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""For a server that lives for minutes: what the usual compiler and collector take is never earned
back. It starts in half the seconds of CPU, and what tests ask takes six tenths."""

_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")


class MissingError(Exception):
    """What this machine lacks to run a server."""


def jars() -> Path:
    """The folder with the server's jars; fetched by Maven where they are not there yet.

    Raises MissingError where Java is missing, or Maven while the jars have to be fetched.
    """
    if shutil.which("java") is None:
        raise MissingError("java (Debian: apt install default-jdk-headless)")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "assetgraph" / f"neo4j-{VERSION}"
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder / "lock"):
        whole = folder / "whole"
        if whole.exists():
            return folder / "lib"
        if shutil.which("mvn") is None:
            raise MissingError("mvn (Debian: apt install maven)")
        pom = folder / "pom.xml"
        pom.write_text(_POM, encoding="utf-8")
        fetched = subprocess.run(
            [
                *("mvn", "-q", "-B", "-f", str(pom), "dependency:copy-dependencies"),
                f"-DoutputDirectory={folder / 'lib'}",
            ],
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        if fetched.returncode:
            raise MissingError(f"the jars of Neo4j {VERSION}: {fetched.stdout[-2_000:]}")
        whole.touch()
    return folder / "lib"


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One process at a time."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class Server:
    """A server in a folder; it can be stopped, killed and started again with its data."""

    def __init__(
        self,
        home: Path,
        lib: Path,
        settings: Mapping[str, str] | None = None,
        options: tuple[str, ...] = BRIEF,
    ) -> None:
        self.home, self.lib, self.options = home, lib, options
        self.port = _free_port()
        self.settings = dict(settings or {})
        self._process: subprocess.Popen[bytes] | None = None
        (home / "conf").mkdir(parents=True)
        self._configure()
        subprocess.run(
            [
                *self._java("org.neo4j.server.startup.Neo4jAdminCommand"),
                *("dbms", "set-initial-password", PASSWORD),
            ],
            env=self._environment(),
            check=True,
            capture_output=True,
            timeout=PATIENCE_SECONDS,
        )

    @property
    def location(self) -> str:
        """As ``--store`` takes it."""
        return f"neo4j://neo4j@127.0.0.1:{self.port}/neo4j"

    def start(self, **settings: str) -> None:
        """Starts the server and waits until it answers; settings are by name, ``_`` for ``.``."""
        self._configure(settings)
        options = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED]
        self._process = subprocess.Popen(
            [
                *self._java("org.neo4j.server.CommunityEntryPoint", "-Xms256m", "-Xmx1g", *options),
                f"--home-dir={self.home}",
                f"--config-dir={self.home / 'conf'}",
            ],
            env=self._environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            self._wait()
        except BaseException:
            self.kill()
            raise

    def stop(self) -> None:
        """Stops the server as its owner would."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Ends the server as a power cut would."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(PATIENCE_SECONDS)
            self._process = None

    def _java(self, main: str, *options: str) -> list[str]:
        return ["java", *self.options, *options, "-cp", f"{self.lib}/*", main]

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "NEO4J_HOME": str(self.home),
            "NEO4J_CONF": str(self.home / "conf"),
        }

    def _configure(self, settings: Mapping[str, str] | None = None) -> None:
        lines = {
            "server.default_listen_address": "127.0.0.1",
            "server.bolt.listen_address": f"127.0.0.1:{self.port}",
            "server.http.enabled": "false",
            "server.https.enabled": "false",
            "server.memory.pagecache.size": "128m",
            "db.tx_log.preallocate": "false",
            "db.transaction.monitor.check.interval": "100ms",
            "dbms.usage_report.enabled": "false",
            **self.settings,
            **(settings or {}),
        }
        text = "".join(f"{name}={value}\n" for name, value in lines.items())
        (self.home / "conf" / "neo4j.conf").write_text(text, encoding="utf-8")

    def _wait(self) -> None:
        from neo4j import GraphDatabase
        from neo4j.exceptions import DriverError, Neo4jError

        deadline = time.monotonic() + PATIENCE_SECONDS
        uri = f"bolt://127.0.0.1:{self.port}"
        while True:
            assert self._process is not None
            if self._process.poll() is not None:
                raise MissingError(f"a Neo4j server: it ended, see {self.home}/logs")
            try:
                # The server answers before its database does, above all after a power cut.
                with (
                    GraphDatabase.driver(uri, auth=("neo4j", PASSWORD)) as driver,
                    driver.session(database="neo4j") as session,
                ):
                    session.run("RETURN 1").consume()
                return
            except (DriverError, Neo4jError, OSError):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


class Database:
    """A database for tests, on a server of ours or of the user."""

    def __init__(self, location: str, password: str) -> None:
        from neo4j import GraphDatabase

        self.location, self.password = location, password
        scheme, _, rest = location.partition("://")
        user, _, address = rest.rpartition("@")
        host, _, self.name = address.partition("/")
        self.driver = GraphDatabase.driver(
            f"{scheme}://{host}", auth=(user or "neo4j", password), notifications_min_severity="OFF"
        )

    def run(self, query: str, **values: object) -> list[list[object]]:
        """Runs a query beside the store."""
        with self.driver.session(database=self.name or "neo4j") as session:
            return session.run(query, values).values()

    def empty(self) -> None:
        """Takes all out but the constraints, the indexes and the node that says whose it is."""
        self.run("MATCH (n) WHERE NOT n:AssetGraph DETACH DELETE n")
        self.run("MATCH (n:AssetGraph) SET n = {id: 'store', version: 1, changesets: 0, writes: 0}")

    def clear(self) -> None:
        """Takes all out, the constraints and indexes too: a database that nobody used yet."""
        self.run("MATCH (n) DETACH DELETE n")
        for (name,) in self.run("SHOW CONSTRAINTS YIELD name RETURN name"):
            self.run(f"DROP CONSTRAINT {name}")
        for (name,) in self.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name"):
            self.run(f"DROP INDEX {name}")


@contextmanager
def borrowed(location: str, password: str) -> Iterator[Database]:
    """The database of a server that somebody else runs, for one process at a time.

    Raises RuntimeError where something is in it that is not ours.
    """
    mark = f"assetgraph-{zlib.crc32(location.encode()):08x}.lock"
    with _alone(Path(tempfile.gettempdir()) / mark):
        database = Database(location, password)
        try:
            used = database.run("MATCH (n) RETURN 1 LIMIT 1")
            if used and not database.run("MATCH (n:AssetGraph) RETURN 1"):
                raise RuntimeError(f"{location} holds something that is not ours; it is left alone")
            yield database
        finally:
            database.driver.close()
