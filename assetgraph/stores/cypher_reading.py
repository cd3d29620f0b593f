"""The queries that read the graph in Neo4j; each is a constant made from the declared kinds.

Nodes and relations are read as columns, since a row each takes five times as long. What a killed
import left behind has a higher changeset than `$seen` and is never read.
"""

from __future__ import annotations

from functools import cache

from assetgraph.model.introductions import Introduces, Introduction
from assetgraph.model.kinds import NODE_KINDS, RELATION_KINDS, Node, Relation
from assetgraph.model.nodes import Exchange, Resident
from assetgraph.model.relations import ContactOf, Knows, MadeBy, MadeWith
from assetgraph.stores.cypher import (
    CHANGES,
    CHANGESET,
    ENTITY,
    STATEMENTS,
    STORE,
    WITHDRAWN,
    Named,
    any_type,
    label,
    name,
    names,
    naming,
    relation_type,
)

_COMPLETE = "coalesce(r.first, r.first_reversed) <= $seen"

STORE_FOUND = f"MATCH (s:{STORE}) RETURN s.version, s.changesets, s.writes"

ANYTHING = "MATCH (n) RETURN 1 LIMIT 1"

SCHEMA_NAMES = (
    "SHOW CONSTRAINTS YIELD name RETURN name",
    "SHOW INDEXES YIELD name RETURN name",
)

HISTORY = (
    f"MATCH (c:{CHANGESET}) WHERE c.number <= $seen RETURN c.number, c.source, c.day,"
    " c.recorded_at, c.who, c.undone_at, c.counts ORDER BY c.number"
)

CHANGESET_FACTS = (
    f"MATCH (c:{CHANGESET}) WHERE c.number <= $seen"
    " RETURN c.number, c.day, c.source, c.undone_at IS NULL, c.parts"
)

SOME_CHANGESETS = (
    f"UNWIND $numbers AS number MATCH (c:{CHANGESET} {{number: number}})"
    " RETURN c.number, c.day, c.source, c.undone_at IS NULL, c.parts"
)

ALL_STATEMENTS = (
    f"MATCH (s:{STATEMENTS}) WHERE s.changeset <= $seen AND s.part >= 0"
    " RETURN s.changeset, s.packed ORDER BY s.changeset"
)

SOME_STATEMENTS = (
    f"UNWIND $parts AS part"
    f" MATCH (s:{STATEMENTS} {{changeset: part[0], part: part[1]}}) RETURN s.changeset, s.packed"
)

SOME_PARTS = (
    f"UNWIND $parts AS part"
    f" MATCH (s:{STATEMENTS} {{changeset: part[0], part: part[1]}})"
    " RETURN s.changeset, s.part, s.packed"
)

STATEMENTS_OF = (
    f"MATCH (s:{STATEMENTS}) WHERE s.changeset = $changeset AND s.part >= 0 RETURN s.packed"
)

LEFT_BEHIND = f"MATCH (s:{STATEMENTS}) WHERE s.changeset > $seen AND s.part >= 0 RETURN s.packed"

CHANGES_OF = (
    f"MATCH (c:{CHANGES}) WHERE c.changeset = $changeset AND c.part >= 0"
    " RETURN c.packed ORDER BY c.part"
)


@cache
def count(of: Named) -> str:
    """How many nodes have a label; the server knows without looking."""
    return f"MATCH (n:{of}) RETURN count(n)"


@cache
def count_nodes(kind: type[Node]) -> str:
    """How many nodes of a kind are read, while an import is not done."""
    return f"MATCH (n:{label(kind)}) WHERE n.key >= '' AND n.first <= $seen RETURN count(n)"


@cache
def count_links(kind: type[Relation]) -> str:
    """How many relations of a kind there are; the server knows without looking."""
    return f"MATCH ()-[r:{relation_type(kind)}]->() RETURN count(r)"


@cache
def count_whole_links(kind: type[Relation]) -> str:
    """How many relations of a kind are read, while an import is not done."""
    return f"MATCH ()-[r:{relation_type(kind)}]->() WHERE {_COMPLETE} RETURN count(r)"


UNDER_WAY = f"MATCH (s:{STATEMENTS}) WHERE s.changeset > $seen AND s.part >= 0 RETURN 1 LIMIT 1"


FOUND = (
    f"UNWIND $ids AS id MATCH (n:{ENTITY} {{id: id}}) RETURN collect(n.id), collect(n.changesets)"
)
"""Those of `$ids` that were ever spoken of, with the changesets that speak of each."""


def _node_columns(kind: type[Node]) -> str:
    values = ", ".join(_column(kind, one) for one in names(kind))
    return f"collect(n.id), collect(n.first), collect(n.last), {values}"


def _column(kind: type[Node], one: Named) -> str:
    """A property of many nodes; columns cannot hold null."""
    absent = "0" if kind.properties[one].of is bool else "false"
    return f"collect(coalesce(n.{one}, {absent}))"


@cache
def nodes_between(kind: type[Node]) -> str:
    """The nodes of a kind with ids from `$start` to before `$stop`; an id starts with its kind."""
    return (
        f"MATCH (n:{ENTITY}) USING INDEX n:{ENTITY}(id)"
        f" WHERE n.id >= $start AND n.id < $stop AND n:{label(kind)} AND n.first <= $seen"
        f" RETURN {_node_columns(kind)}"
    )


@cache
def some_nodes(kind: type[Node]) -> str:
    """The nodes of a kind among `$ids`."""
    return (
        f"UNWIND $ids AS id MATCH (n:{ENTITY} {{id: id}}) WHERE n:{label(kind)}"
        f" AND n.first <= $seen RETURN {_node_columns(kind)}"
    )


def _link_columns(properties: tuple[Named, ...]) -> str:
    """Both ends, the first and last changeset of either side, and properties."""
    values = "".join(f", collect(coalesce(r.{one}, r.{one}_reversed, false))" for one in properties)
    return (
        "collect(a.id), collect(b.id),"
        " collect(CASE WHEN r.first_reversed < r.first THEN r.first_reversed"
        " ELSE coalesce(r.first, r.first_reversed) END),"
        " collect(CASE WHEN r.last_reversed > r.last THEN r.last_reversed"
        f" ELSE coalesce(r.last, r.last_reversed) END){values}"
    )


LINK_PROPERTIES = tuple(
    dict.fromkeys(one for kind in RELATION_KINDS.values() for one in names(kind))
)
"""The properties of all relations, in the order in which `SOME_LINKS` gives them."""


@cache
def links_between(kind: type[Relation]) -> str:
    """The relations of a kind that start at nodes with ids from `$start` to before `$stop`."""
    return (
        f"MATCH (a:{ENTITY}) USING INDEX a:{ENTITY}(id) WHERE a.id >= $start AND a.id < $stop"
        f" MATCH (a)-[r:{relation_type(kind)}]->(b:{ENTITY}) WHERE {_COMPLETE}"
        f" RETURN {_link_columns(names(kind))}"
    )


SOME_LINKS = (
    f"UNWIND $ids AS id MATCH (a:{ENTITY} {{id: id}})-[r:{any_type()}]->(b:{ENTITY})"
    f" WHERE {_COMPLETE} RETURN type(r), {_link_columns(LINK_PROPERTIES)}"
)
"""The relations that start at nodes among `$ids`, by type."""


@cache
def in_buurt(kind: type[Node]) -> str:
    """The nodes of a kind in one of `$buurten`; of no known buurt where that is ``""``."""
    return (
        f"UNWIND $buurten AS buurt MATCH (n:{label(kind)} {{buurt_key: buurt}})"
        " WHERE n.first <= $seen RETURN collect(n.id)"
    )


@cache
def all_ids(kind: type[Node]) -> str:
    """The ids of all nodes of a kind."""
    return f"MATCH (n:{label(kind)}) WHERE n.key >= '' AND n.first <= $seen RETURN collect(n.id)"


LINKED_THINGS = (
    f"UNWIND $ids AS id MATCH (:{ENTITY} {{id: id}})-[r:{any_type()}]-(m:{ENTITY})"
    f" WHERE NOT m:{label(Resident)} AND NOT m:{WITHDRAWN} AND {_COMPLETE}"
    " RETURN collect(DISTINCT m.id)"
)
"""What nodes among `$ids` are linked to, other than residents."""

LINKED_RESIDENTS = (
    f"UNWIND $ids AS id MATCH (:{ENTITY} {{id: id}})-[r:{any_type()}]-(m:{label(Resident)})"
    f" WHERE {_COMPLETE} RETURN collect(DISTINCT m.id)"
)
"""The residents that nodes among `$ids` are linked to, in whatever way."""


@cache
def between_residents(kind: type[Relation]) -> str:
    """The residents to or from whom a relation goes with those among `$ids`."""
    return (
        f"UNWIND $ids AS id MATCH (n:{ENTITY} {{id: id}})-[r:{relation_type(kind)}]-"
        f"(m:{label(Resident)}) WHERE n:{label(Resident)} AND {_COMPLETE}"
        " RETURN collect(DISTINCT m.id)"
    )


LINKED = (
    f"UNWIND $ids AS id MATCH (:{ENTITY} {{id: id}})-[r:{any_type()}]-(m:{ENTITY})"
    " RETURN collect(DISTINCT m.id)"
)
"""All that nodes among `$ids` are linked to."""

JUDGEMENTS = (
    f"MATCH (c:{CHANGESET}) WHERE c.number <= $seen AND c.source STARTS WITH $prefix"
    " AND c.undone_at IS NULL AND c.number <> $without RETURN c.number ORDER BY c.number"
)
"""The changesets that say who is who, as far as they stand."""

INTRODUCTIONS_OF = (
    f"UNWIND $ids AS id MATCH (:{ENTITY} {{id: id}})<-[r:{relation_type(Introduces)}]-"
    f"(m:{label(Introduction)}) WHERE {_COMPLETE} RETURN collect(DISTINCT m.id)"
)
"""The steps of introductions of the residents among `$ids`."""

CONTACTS_OF = (
    f"UNWIND $ids AS id MATCH (:{ENTITY} {{id: id}})<-[r:{relation_type(ContactOf)}]-"
    f"(m:{label(Resident)}) WHERE {_COMPLETE} RETURN collect(DISTINCT m.id)"
)
"""The residents to whom one turns for the groups among `$ids`."""

EXCHANGES_WITH = (
    f"UNWIND $ids AS id MATCH (:{ENTITY} {{id: id}})<-"
    f"[:{relation_type(MadeBy)}|{relation_type(MadeWith)}]-(e:{label(Exchange)})"
    " RETURN collect(DISTINCT e.id)"
)
"""The exchanges by or with residents among `$ids`."""

RESIDENT_KEYS = (
    f"UNWIND $ids AS id MATCH (n:{ENTITY} {{id: id}}) WHERE n:{label(Resident)}"
    " AND n.first <= $seen RETURN n.id, n.buurt_key, n.key, n.code_key, n.avoids_names"
)

APART = (
    f"MATCH (n:{label(Resident)} {{apart: true}}) WHERE n.first <= $seen"
    " RETURN n.id, n.avoids_names"
)


@cache
def known(kind: type[Node]) -> str:
    """The nodes of a kind with one of `$keys` as their name or code, or one of `$ids`."""
    of = label(kind)
    ways = [f"UNWIND $keys AS key MATCH (n:{of} {{key: key}}) RETURN n"]
    if "code" in kind.properties:
        ways.append(f"UNWIND $keys AS key MATCH (n:{of} {{code_key: key}}) RETURN n")
    ways.append(f"UNWIND $ids AS id MATCH (n:{ENTITY} {{id: id}}) WHERE n:{of} RETURN n")
    distinctions = "".join(
        f", n.{name(prop)}" for prop in kind.properties.values() if prop.distinguishes
    )
    return (
        f"CALL () {{ {' UNION '.join(ways)} }} WITH n WHERE n.first <= $seen"
        f" RETURN n.id, n.{naming(kind)}{distinctions} ORDER BY n.id"
    )


@cache
def alike(kind: type[Node]) -> str:
    """A few nodes of a kind whose key holds a text."""
    return (
        f"MATCH (n:{label(kind)}) WHERE n.key CONTAINS $text AND n.first <= $seen"
        f" RETURN n.id, n.{naming(kind)} ORDER BY n.key, n.id LIMIT $most"
    )


_NAME = (
    "CASE"
    + "".join(f" WHEN n:{label(kind)} THEN n.{naming(kind)}" for kind in NODE_KINDS.values())
    + " END"
)

CALLED = (
    f"UNWIND $ids AS id MATCH (n:{ENTITY} {{id: id}}) WHERE NOT n:{WITHDRAWN}"
    f" AND n.first <= $seen RETURN n.id, {_NAME}"
)
"""What nodes among `$ids` are called."""

POSITIONS = (
    f"MATCH (n:{ENTITY}) WHERE n.x IS NOT NULL RETURN collect(n.id), collect(n.x), collect(n.y)"
)
"""Where nodes stand on the map."""


TIES = (
    f"UNWIND $pairs AS pair MATCH (:{ENTITY} {{id: pair[0]}})-[r:{relation_type(Knows)}]-"
    f"(:{ENTITY} {{id: pair[1]}})"
    " RETURN pair, sum(CASE WHEN r.first IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN r.first_reversed IS NULL THEN 0 ELSE 1 END)"
)
"""How many statements say that the two of each of `$pairs` know each other."""

RESIDENT_CONSENTS = (
    f"MATCH (n:{label(Resident)}) WHERE n.consent IS NOT NULL AND n.first <= $seen"
    " RETURN collect(n.id), collect(n.consent)"
)
