"""Loading a city into a Neo4j server, beside what the bare driver needs for the same graph.

    ASSETGRAPH_TEST_NEO4J=bolt://neo4j@127.0.0.1:7687/neo4j ASSETGRAPH_TEST_NEO4J_PASSWORD=… \\
        python -m benchmarks.neo4j_load [residents] [buurten]

The bare driver writes the same nodes, properties and relations by UNWIND and MERGE, 5,000 nodes and
10,000 relations at once, the uniqueness constraint first. The store writes beside that who said
what when, the keys by which it looks things up, and what it needs for undo: a changeset for each
buurt. Without a server named, one is started from Maven's jars. The database is emptied.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

from assetgraph.model.changeset import REVERSED
from assetgraph.model.kinds import NODE_KINDS, RELATION_KINDS
from assetgraph.stores.cypher import label, relation_type
from assetgraph.stores.native import native_values
from assetgraph.stores.neo4j import Neo4jStore
from benchmarks.city import BUURTEN, RESIDENTS, City
from tests.neo4j_server import PASSWORD, Database, Server, borrowed, jars

NODES, TIES = 5_000, 10_000


def main(residents: int = RESIDENTS, buurten: int = BUURTEN) -> None:
    """Prints the seconds of both and their ratio."""
    city = City(residents, buurten)
    with _database() as database:
        nodes, links = _graph(city)
        database.clear()
        bare = _bare(database, nodes, links)
        n = sum(map(len, nodes.values())), sum(map(len, links.values()))
        print(f"{n[0]} nodes, {n[1]} relations")
        print(f"  bare driver, UNWIND          {bare:8.1f} s")
        database.clear()
        ours = _store(database, city)
        print(f"  assetgraph, {buurten} changesets    {ours:8.1f} s   {ours / bare:.2f} x")
        database.clear()


@contextmanager
def _database() -> Iterator[Database]:
    given = os.environ.get("ASSETGRAPH_TEST_NEO4J")
    if given:
        password = os.environ.get("ASSETGRAPH_TEST_NEO4J_PASSWORD", "")
        os.environ["ASSETGRAPH_NEO4J_PASSWORD"] = password
        with borrowed(given, password) as database:
            yield database
        return
    os.environ["ASSETGRAPH_NEO4J_PASSWORD"] = PASSWORD
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "home", jars(), options=())
        server.start()
        try:
            yield Database(server.location, PASSWORD)
        finally:
            server.stop()


Rows = dict[str, list[list[Any]]]


def _graph(city: City) -> tuple[Rows, Rows]:
    """Nodes by kind (id, properties) and relations by kind (source, target, properties)."""
    facts: dict[str, dict[str, Any]] = {}
    links: dict[str, dict[tuple[str, str], dict[str, Any]]] = {}
    for changeset in city.slices():
        for one in changeset.statements:
            known = facts.setdefault(one.id, {})
            known.update(one.properties)
            if one.mention is not None:
                known.setdefault(NODE_KINDS[one.kind].naming(), one.mention)
            for key, others in one.relations.items():
                name = key.removesuffix(REVERSED)
                for other, stated in others.items():
                    ends = (other, one.id) if key.endswith(REVERSED) else (one.id, other)
                    links.setdefault(name, {})[ends] = stated
    nodes: Rows = {}
    for node, known in facts.items():
        kind = NODE_KINDS[node.rsplit("-", 1)[0]]
        values = dict(zip(kind.properties, native_values(kind, known), strict=True))
        nodes.setdefault(kind.kind, []).append([node, values])
    return nodes, {
        name: [[*ends, stated] for ends, stated in many.items()] for name, many in links.items()
    }


def _bare(database: Database, nodes: Rows, links: Rows) -> float:
    start = perf_counter()
    database.run("CREATE CONSTRAINT bare IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE")
    for name, rows in nodes.items():
        query = (
            "UNWIND $rows AS row MERGE (n:Entity {id: row[0]})"
            f" SET n:{label(NODE_KINDS[name])}, n += row[1]"
        )
        _in_batches(database, query, rows, NODES)
    for name, rows in links.items():
        query = (
            "UNWIND $rows AS row MATCH (a:Entity {id: row[0]}) MATCH (b:Entity {id: row[1]})"
            f" MERGE (a)-[r:{relation_type(RELATION_KINDS[name])}]->(b) SET r += row[2]"
        )
        _in_batches(database, query, rows, TIES)
    return perf_counter() - start


def _in_batches(database: Database, query: str, rows: list[list[Any]], most: int) -> None:
    with database.driver.session(database=database.name) as session:
        for at in range(0, len(rows), most):
            batch = rows[at : at + most]
            session.execute_write(lambda tx, batch=batch: tx.run(query, rows=batch).consume())


def _store(database: Database, city: City) -> float:
    store, seconds = Neo4jStore(database.location, create=True), 0.0
    for said in city.slices():
        start = perf_counter()
        store.apply(said)
        seconds += perf_counter() - start
    store.close()
    return seconds


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
