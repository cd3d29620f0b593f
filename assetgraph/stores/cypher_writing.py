"""The queries that write the graph in Neo4j; each is a constant made from the declared kinds."""

from __future__ import annotations

from functools import cache

from assetgraph.model.kinds import Node, Relation
from assetgraph.stores.cypher import (
    CHANGES,
    CHANGESET,
    ENTITY,
    STATEMENTS,
    STORE,
    WITHDRAWN,
    keys,
    label,
    names,
    relation_type,
)

MAKE_STORE = (
    f"MERGE (s:{STORE} {{id: 'store'}})"
    " ON CREATE SET s.version = $version, s.changesets = 0, s.writes = 0"
)

LOCK = f"MATCH (s:{STORE} {{id: 'store'}}) SET s.writes = s.writes + 1"
"""Other writers wait here until the transaction ends."""

BEGIN = (
    f"CREATE (:{CHANGESET} {{number: $number, source: $source, day: $day,"
    " recorded_at: $now, who: $who, parts: $parts, counts: ''})"
)

FINISH = (
    f"MATCH (c:{CHANGESET} {{number: $number}}), (s:{STORE} {{id: 'store'}})"
    " SET c.counts = $counts, s.changesets = $number"
)

UNDONE = f"MATCH (c:{CHANGESET} {{number: $number}}) SET c.undone_at = $now"

KEEP_STATEMENTS = (
    "UNWIND $rows AS row"
    f" MERGE (s:{STATEMENTS} {{changeset: $changeset, part: row[0]}}) SET s.packed = row[1]"
)

KEEP_CHANGES = (
    "UNWIND $rows AS row"
    f" CREATE (:{CHANGES} {{changeset: $changeset, part: row[0], packed: row[1]}})"
)

SWEEP_STATEMENTS = f"MATCH (s:{STATEMENTS}) WHERE s.changeset > $seen AND s.part >= 0 DELETE s"


SWEEP = (
    f"UNWIND $ids AS id MATCH (n:{ENTITY} {{id: id}}) WHERE n.first > $seen"
    " DETACH DELETE n RETURN count(*)"
)
"""Removes the nodes among `$ids` that only an import that did not end speaks of."""


@cache
def add_nodes(kind: type[Node]) -> str:
    """Makes nodes: each row an id, its keys, its properties."""
    values = ", ".join(
        f"{one}: row[{i}]" for i, one in enumerate((*keys(kind), *names(kind)), start=1)
    )
    return (
        f"UNWIND $rows AS row CREATE (:{ENTITY}:{label(kind)} {{id: row[0], {values},"
        " first: $changeset, last: $changeset, changesets: [$changeset]}) RETURN count(*)"
    )


@cache
def add_links(kind: type[Relation]) -> str:
    """Makes relations that a source states: each row an end, and rows of the other ends."""
    values = "".join(f", {one}: other[{i}]" for i, one in enumerate(names(kind), start=1))
    return (
        f"UNWIND $rows AS row MATCH (a:{ENTITY} {{id: row[0]}})"
        f" UNWIND row[1] AS other MATCH (b:{ENTITY} {{id: other[0]}})"
        f" CREATE (a)-[:{relation_type(kind)} {{first: $changeset, last: $changeset{values}}}]->(b)"
        " RETURN count(*)"
    )


@cache
def put_nodes(kind: type[Node]) -> str:
    """Gives nodes their facts: each row an id, its keys, its properties, its first and last."""
    stated = (*keys(kind), *names(kind), "first", "last")
    values = ", ".join(f"n.{one} = row[{i}]" for i, one in enumerate(stated, start=1))
    return (
        f"UNWIND $rows AS row MATCH (n:{ENTITY} {{id: row[0]}})"
        f" SET {values} REMOVE n:{WITHDRAWN} SET n:{label(kind)} RETURN count(*)"
    )


@cache
def withdraw(kind: type[Node]) -> str:
    """Leaves of nodes that nobody speaks of only what the ledger needs to find them."""
    return (
        f"UNWIND $ids AS id MATCH (n:{ENTITY} {{id: id}})"
        f" SET n = {{id: n.id, changesets: n.changesets}}"
        f" REMOVE n:{label(kind)} SET n:{WITHDRAWN} RETURN count(*)"
    )


SPEAK = (
    f"UNWIND $ids AS id MATCH (n:{ENTITY} {{id: id}})"
    " SET n.changesets = n.changesets + $changeset RETURN count(*)"
)
"""Notes that a changeset speaks of nodes."""

CONFIRM = (
    f"UNWIND $ids AS id MATCH (n:{ENTITY} {{id: id}}) SET n.last = $changeset"
    " WITH n CALL (n) { MATCH (n)-[r]->() WHERE r.last IS NOT NULL SET r.last = $changeset }"
    " CALL (n) { MATCH (n)<-[r]-() WHERE r.last_reversed IS NOT NULL"
    " SET r.last_reversed = $changeset }"
    " RETURN count(*)"
)
"""Makes a changeset the last word on nodes and on what they state."""


def _side(reverse: bool) -> str:
    return "_reversed" if reverse else ""


@cache
def put_links(kind: type[Relation], reverse: bool) -> str:
    """Makes or changes what one side states: both ends, first, last, properties."""
    side = _side(reverse)
    values = "".join(f", r.{one}{side} = row[{i}]" for i, one in enumerate(names(kind), start=4))
    return (
        f"UNWIND $rows AS row MATCH (a:{ENTITY} {{id: row[0]}}) MATCH (b:{ENTITY} {{id: row[1]}})"
        f" MERGE (a)-[r:{relation_type(kind)}]->(b)"
        f" SET r.first{side} = row[2], r.last{side} = row[3]{values} RETURN count(*)"
    )


@cache
def drop_links(kind: type[Relation], reverse: bool) -> str:
    """Takes back what one side states; a relation that no side states is gone."""
    side = _side(reverse)
    values = "".join(f", r.{one}{side} = null" for one in names(kind))
    return (
        f"UNWIND $rows AS row MATCH (a:{ENTITY} {{id: row[0]}})-[r:{relation_type(kind)}]->"
        f"(b:{ENTITY} {{id: row[1]}})"
        f" SET r.first{side} = null, r.last{side} = null{values}"
        " WITH r WHERE r.first IS NULL AND r.first_reversed IS NULL DELETE r RETURN count(*)"
    )


PLACE = (
    f"UNWIND $rows AS row MATCH (n:{ENTITY} {{id: row[0]}}) WHERE NOT n:{WITHDRAWN}"
    " SET n.x = row[1], n.y = row[2]"
)
"""Remembers where nodes stand on the map."""
