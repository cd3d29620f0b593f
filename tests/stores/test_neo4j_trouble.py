"""Several people at once on a Neo4j server, and what goes wrong: nothing lost, one sentence."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assetgraph.errors import StoreError
from assetgraph.model.consent import Purpose
from assetgraph.stores import neo4j_records, neo4j_session, open_store
from assetgraph.stores.neo4j import Neo4jStore
from assetgraph.stores.servers import server
from assetgraph.stores.store import GraphStore
from tests.conftest import neo4j_new_server
from tests.neo4j_server import Database, Server
from tests.stores.processes import crowd
from tests.stores.speech import TODAY, everything, resident, says

pytestmark = pytest.mark.neo4j

ROOT = Path(__file__).parents[2]


@pytest.fixture
def store(neo4j: Database) -> Iterator[Neo4jStore]:
    """A store with one resident."""
    neo4j.empty()
    store = Neo4jStore(neo4j.location, create=True)
    store.apply(says(resident("Fatima Bouali"), source="begin"))
    yield store
    store.close()


def refused(location: str, *, create: bool = False) -> str:
    """The code of what is said when a store cannot be opened."""
    with pytest.raises(StoreError) as error:
        open_store(location, create=create).close()
    return error.value.code


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "assetgraph", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def interrupted(store: GraphStore) -> None:
    """An import that does not end."""
    with store.writing():
        store.apply(crowd(40))
        raise KeyboardInterrupt


# --- several at once ------------------------------------------------------------------------------
def test_two_imports_at_once_both_land(neo4j: Database, store: Neo4jStore) -> None:
    wrong: list[Exception] = []

    def write(source: str) -> None:
        try:
            mine = Neo4jStore(neo4j.location)
            for i in range(4):
                mine.apply(crowd(5, f"{source} {i}"))
            mine.close()
        except Exception as error:
            wrong.append(error)

    writers = [threading.Thread(target=write, args=(who,)) for who in ("Ans", "Bo")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
    assert wrong == []
    assert len(store.snapshot(Purpose.ALL, today=TODAY).residents) == 1 + 2 * 4 * 5
    records = store.history()
    assert [record.id for record in records] == list(range(1, 10))
    assert sorted(record.source for record in records) == sorted(
        ["begin", *(f"{who} {i}" for who in ("Ans", "Bo") for i in range(4))]
    )
    assert store.check() == []


def test_who_waits_too_long_for_a_writer_is_told(
    neo4j: Database, store: Neo4jStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is lost and nothing is half done: the other can try again."""
    other = Neo4jStore(neo4j.location)
    with store.writing():
        store.apply(crowd(3, "eerste"))
        monkeypatch.setattr(neo4j_session, "WAIT_SECONDS", 1)
        with pytest.raises(StoreError) as busy:
            other.apply(crowd(3, "tweede"))
        assert busy.value.code == "store-busy"
        assert len(other.snapshot(Purpose.ALL, today=TODAY).residents) == 1
    other.apply(crowd(3, "tweede"))
    assert [record.source for record in store.history()] == ["begin", "eerste", "tweede"]
    other.close()


@pytest.mark.parametrize("most", [10_000, 10])
def test_a_question_during_an_import_sees_nothing_of_it(
    neo4j: Database, store: Neo4jStore, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """Also where the import is written in transactions of their own."""
    monkeypatch.setattr(neo4j_records, "ONE_TRANSACTION", most)
    reader = Neo4jStore(neo4j.location)
    before = everything(reader.snapshot(Purpose.ALL, today=TODAY))
    counts, history = reader.counts(), reader.history()
    with store.writing():
        store.apply(crowd(40))
        assert everything(reader.snapshot(Purpose.ALL, today=TODAY)) == before
        assert reader.counts() == counts
        assert reader.history() == history
    assert len(reader.snapshot(Purpose.ALL, today=TODAY).residents) == 41
    reader.close()


def test_an_import_that_was_killed_is_tidied_up(
    neo4j: Database, store: Neo4jStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it left is never seen; the doctor says so and takes it away, and so does a writer."""
    monkeypatch.setattr(neo4j_records, "ONE_TRANSACTION", 10)
    before = everything(store.snapshot(Purpose.ALL, today=TODAY))
    for mend in (store.check, lambda: store.apply(says(resident("Fatima Bouali")))):
        killed = Neo4jStore(neo4j.location)
        monkeypatch.setattr(killed, "_sweep_quietly", lambda _: None)
        with pytest.raises(KeyboardInterrupt):
            interrupted(killed)
        killed.close()
        assert neo4j.run("MATCH (n:Resident) RETURN count(n)") == [[41]]
        assert everything(store.snapshot(Purpose.ALL, today=TODAY)) == before
        found = mend()
        assert neo4j.run("MATCH (n:Resident) RETURN count(n)") == [[1]]
        if isinstance(found, list):
            assert [one.code for one in found] == ["unfinished-import"]
            assert all(one.mended for one in found)
    assert store.check() == []


def test_damage_is_found_and_mended(neo4j: Database, store: Neo4jStore) -> None:
    """The graph is rebuilt from its ledger, whatever somebody did to it in between."""
    store.apply(crowd(6))
    store.undo()
    store.apply(crowd(5))
    before = everything(store.snapshot(Purpose.ALL, today=TODAY))
    for damage in (
        "MATCH (n:Resident) WITH n LIMIT 2 SET n.name = 'Iemand', n.key = 'iemand'",
        "MATCH ()-[r:KNOWS]->() WITH r LIMIT 3 DELETE r",
        "MATCH ()-[r:KNOWS]->() SET r.closeness = 1, r.last = 99",
        "MATCH (n:Resident) WITH n LIMIT 1 DETACH DELETE n",
        "CREATE (:Resident {name: 'Niemand'}), (:Entity:Resident {id: 'resident-x', key: 'x'})",
        "MATCH (a:Resident), (b:Resident) WHERE a.id < b.id CREATE (a)-[:AVOIDS {first: 1}]->(b)",
        "MATCH (n:Withdrawn) DETACH DELETE n",
        "DROP INDEX resident_key",
    ):
        neo4j.run(damage)
        found = store.check()
        assert found, damage
        assert all(one.mended for one in found), damage
        assert everything(store.snapshot(Purpose.ALL, today=TODAY)) == before, damage
        assert store.check() == [], damage


def test_a_ledger_that_cannot_be_read_is_said_so(neo4j: Database, store: Neo4jStore) -> None:
    neo4j.run("MATCH (s:Statements) SET s.packed = $bytes", bytes=b"\x00niets")
    found = store.check()
    assert [(one.code, one.mended) for one in found] == [("ledger-damaged", False)]


# --- the way in -----------------------------------------------------------------------------------
def test_a_wrong_password(neo4j: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSETGRAPH_NEO4J_PASSWORD", "verkeerd wachtwoord")
    assert refused(neo4j.location) == "server-refused"
    done = command("connectors", "--store", neo4j.location)
    assert done.returncode == 2
    assert "laat deze gebruiker met dit wachtwoord niet binnen" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert "verkeerd" not in done.stderr


def test_no_password(neo4j: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a terminal nobody is asked."""
    monkeypatch.delenv("ASSETGRAPH_NEO4J_PASSWORD")
    assert refused(neo4j.location) == "password-missing"
    done = command("history", "--store", neo4j.location)
    assert (done.returncode, done.stdout) == (2, "")
    assert "wachtwoord nodig" in " ".join(done.stderr.split())


def test_a_server_that_is_not_there() -> None:
    assert refused("bolt://neo4j@127.0.0.1:1/neo4j") == "server-away"
    assert refused("neo4j://neo4j@127.0.0.1:1/neo4j") == "server-away"


def test_a_database_that_is_not_there(neo4j: Database) -> None:
    assert refused(f"{neo4j.location.rpartition('/')[0]}/nergens") == "database-missing"


def test_a_database_that_is_not_ours(neo4j: Database) -> None:
    neo4j.clear()
    neo4j.run("CREATE (:Film {titel: 'Turks Fruit'})")
    for create in (False, True):
        assert refused(neo4j.location, create=create) == "database-not-ours"
    assert neo4j.run("MATCH (n) RETURN labels(n), n.titel") == [[["Film"], "Turks Fruit"]]
    neo4j.clear()
    assert refused(neo4j.location) == "store-missing"
    assert neo4j.run("SHOW CONSTRAINTS YIELD name RETURN name") == []


def test_a_newer_store_is_left_alone(neo4j: Database, store: Neo4jStore) -> None:
    neo4j.run("MATCH (s:AssetGraph) SET s.version = 99")
    assert refused(neo4j.location) == "database-newer"
    done = command("history", "--store", neo4j.location)
    assert done.returncode == 2
    assert "nieuwere versie" in done.stderr


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("neo4j://neo4j:geheim@127.0.0.1/neo4j", "password-in-address"),
        ("neo4j://buurt.example/neo4j", "server-unencrypted"),
        ("bolt://10.0.0.7/neo4j", "server-unencrypted"),
        ("http://127.0.0.1/neo4j", "server-scheme"),
        ("neo4j:///neo4j", "server-address"),
        ("neo4j://localhost/a/b", "server-address"),
        ("neo4j://localhost:poort/a", "server-address"),
        ("neo4j://localhost/a?b=c", "server-address"),
    ],
)
def test_an_address_that_will_not_do(location: str, code: str) -> None:
    assert refused(location) == code
    done = command("history", "--store", location)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert "geheim" not in done.stderr


@pytest.mark.parametrize(
    ("location", "uri", "user", "database"),
    [
        ("neo4j://neo4j@127.0.0.1:7688/buurt", "neo4j://127.0.0.1:7688", "neo4j", "buurt"),
        ("neo4j+s://ans@graaf.example/stad", "neo4j+s://graaf.example:7687", "ans", "stad"),
        (
            "neo4j+ssc://ans%40hub@graaf.example",
            "neo4j+ssc://graaf.example:7687",
            "ans@hub",
            "neo4j",
        ),
        ("bolt+s://[2001:db8::1]:9999/x", "bolt+s://[2001:db8::1]:9999", "neo4j", "x"),
        ("bolt://[::1]/", "bolt://[::1]:7687", "neo4j", "neo4j"),
        ("bolt://localhost", "bolt://localhost:7687", "neo4j", "neo4j"),
    ],
)
def test_an_address_is_understood(location: str, uri: str, user: str, database: str) -> None:
    found = server(location)
    assert (found.uri, found.user, found.database) == (uri, user, database)


def test_a_way_that_others_can_read_along_needs_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then it is tried; nobody answers at this address, which is kept for examples."""
    monkeypatch.setenv("ASSETGRAPH_INSECURE", "1")
    assert server("neo4j://192.0.2.7/neo4j").encrypted is False


def test_insecure_is_an_option_of_every_command(neo4j: Database) -> None:
    for arguments in (["--insecure", "history"], ["history", "--insecure"]):
        done = command(*arguments, "--store", "bolt://localhost.invalid:1/neo4j")
        assert done.returncode == 2
        assert "geeft geen antwoord" in " ".join(done.stderr.split())


# --- a server that goes ---------------------------------------------------------------------------
@pytest.fixture(scope="module")
def own(neo4j: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that these tests may stop and start again."""
    server = neo4j_new_server(tmp_path_factory.mktemp("neo4j-own") / "home")
    yield server
    server.kill()


def with_a_kill(store: GraphStore, own: Server) -> None:
    """An import whose server goes before it is kept."""
    with store.writing():
        store.apply(crowd(40))
        own.kill()


def test_a_server_that_goes_and_comes_back(own: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed in the middle of an import, and started as before."""
    monkeypatch.setenv("ASSETGRAPH_NEO4J_PASSWORD", "buurtbuurt")
    monkeypatch.setattr(neo4j_records, "ONE_TRANSACTION", 10)
    own.start()
    store = open_store(own.location, create=True)
    store.apply(says(resident("Fatima Bouali"), source="begin"))

    with pytest.raises(StoreError) as gone:
        with_a_kill(store, own)
    assert gone.value.code == "server-away"
    with pytest.raises(StoreError) as away:
        store.history()
    assert away.value.code == "server-away"
    store.close()
    done = command("connectors", "--store", own.location)
    assert (done.returncode, done.stdout) == (2, "")
    assert "geeft geen antwoord" in " ".join(done.stderr.split())

    own.start()
    again = open_store(own.location)
    again.apply(crowd(40))
    assert len(again.snapshot(Purpose.ALL, today=TODAY).residents) == 41
    assert [record.source for record in again.history()] == ["begin", "bewonerslijst"]
    assert again.check() == []
    again.close()


@pytest.mark.long
def test_a_server_that_may_only_be_read(own: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """It answers, and says that it may not be written; a server started twice takes a minute.

    The Community edition knows no roles: a database that may only be read stands for a user who
    may only read.
    """
    monkeypatch.setenv("ASSETGRAPH_NEO4J_PASSWORD", "buurtbuurt")
    own.start()
    store = open_store(own.location, create=True)
    store.apply(says(resident("Fatima Bouali"), source="begin"))
    before = everything(store.snapshot(Purpose.ALL, today=TODAY))
    store.close()
    own.stop()
    own.start(**{"server.databases.read_only": "neo4j"})
    reader = open_store(own.location)
    assert everything(reader.snapshot(Purpose.ALL, today=TODAY)) == before
    assert len(reader.history()) == 1
    with pytest.raises(StoreError) as refused_:
        reader.apply(crowd(3))
    assert refused_.value.code == "database-not-writable"
    reader.close()
