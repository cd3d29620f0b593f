"""The queries by which a doctor compares the graph in Neo4j with its ledger, and mends it."""

from __future__ import annotations

from functools import cache

from assetgraph.model.kinds import Node, Relation
from assetgraph.stores.cypher import (
    ENTITY,
    STATEMENTS,
    WITHDRAWN,
    Named,
    keys,
    label,
    names,
    relation_type,
)

ALL_STATEMENTS = f"MATCH (s:{STATEMENTS}) WHERE s.changeset <= $seen RETURN s.changeset, s.packed"

ALL_WITHDRAWN = f"MATCH (n:{WITHDRAWN}) RETURN n.id, n.changesets"

RESTORE_WITHDRAWN = (
    f"UNWIND $rows AS row MERGE (n:{ENTITY} {{id: row[0]}})"
    f" SET n:{WITHDRAWN}, n.changesets = row[1]"
)


def _facts(kind: type[Node]) -> tuple[str, ...]:
    return (*keys(kind), *names(kind), "first", "last", "changesets")


@cache
def all_nodes(kind: type[Node]) -> str:
    """Every node of a kind with all that is kept of it."""
    values = ", ".join(f"n.{one}" for one in _facts(kind))
    return f"MATCH (n:{label(kind)}) RETURN n.id, {values}"


@cache
def restore(kind: type[Node]) -> str:
    """Gives nodes their facts, and makes those that are not there."""
    values = ", ".join(f"n.{one} = row[{i}]" for i, one in enumerate(_facts(kind), start=1))
    return (
        f"UNWIND $rows AS row MERGE (n:{ENTITY} {{id: row[0]}})"
        f" SET {values} REMOVE n:{WITHDRAWN} SET n:{label(kind)}"
    )


@cache
def remove(of: Named) -> str:
    """Takes out the nodes of a label among `$ids`, and those without an id."""
    return f"MATCH (n:{of}) WHERE n.id IS NULL OR n.id IN $ids DETACH DELETE n"


@cache
def all_links(kind: type[Relation]) -> str:
    """Every relation of a kind with all that is kept of it, both sides."""
    own = ("first", "last", *names(kind))
    values = ", ".join(f"r.{one}{side}" for side in ("", "_reversed") for one in own)
    return f"MATCH (a)-[r:{relation_type(kind)}]->(b) RETURN a.id, b.id, {values}"


@cache
def cut(kind: type[Relation]) -> str:
    """Takes out the relations of a kind between `$ends`."""
    return f"MATCH (a)-[r:{relation_type(kind)}]->(b) WHERE [a.id, b.id] IN $ends DELETE r"
