"""The queries of what is kept beside the graph in Neo4j: erasures, the log, a copy under way."""

from __future__ import annotations

from assetgraph.stores.cypher import (
    ACCESS,
    CHANGES,
    CHANGESET,
    ENTITY,
    ERASED,
    STATEMENTS,
    STORE,
    WITHDRAWN,
)

# --- the whole ledger ---
ALL_PARTS = (
    f"MATCH (s:{STATEMENTS}) WHERE s.changeset <= $seen AND s.part >= 0"
    " RETURN s.changeset, s.part, s.packed"
)

ALL_CHANGES = (
    f"MATCH (c:{CHANGES}) WHERE c.changeset <= $seen AND c.part >= 0"
    " RETURN c.changeset, c.part, c.packed ORDER BY c.changeset, c.part"
)

SET_CHANGES = f"MATCH (c:{CHANGES} {{changeset: $changeset, part: $part}}) SET c.packed = $packed"

RENAME = f"MATCH (c:{CHANGESET} {{number: $number}}) SET c.source = $source, c.who = $who"

PARTS_OF_CHANGES = (
    f"MATCH (c:{CHANGES}) WHERE c.changeset = $changeset AND c.part >= 0 RETURN count(c)"
)

ALL_ENTITIES = (
    f"MATCH (n:{ENTITY}) WHERE n.id >= '' AND coalesce(n.first, 0) <= $seen RETURN collect(n.id)"
)

# --- erasures ---
ERASURE_KEY = f"MATCH (s:{STORE} {{id: 'store'}}) RETURN s.erasure_key"

SET_ERASURE_KEY = f"MATCH (s:{STORE} {{id: 'store'}}) SET s.erasure_key = $key"

REMEMBER = f"UNWIND $digests AS digest MERGE (:{ERASED} {{digest: digest}})"

REMEMBERED = f"UNWIND $digests AS digest MATCH (e:{ERASED} {{digest: digest}}) RETURN e.digest"

ALL_REMEMBERED = f"MATCH (e:{ERASED}) WHERE e.digest >= '' RETURN e.digest ORDER BY e.digest"

REMOVE = f"UNWIND $ids AS id MATCH (n:{ENTITY} {{id: id}}) DETACH DELETE n"

# --- the log ---
LOG = (
    f"MATCH (a:{ACCESS}) WHERE a.number >= 0"
    " RETURN a.number, a.at, a.who, a.action, a.about, a.purpose, a.why, a.seal ORDER BY a.number"
)

LOG_ABOUT = (
    f"MATCH (a:{ACCESS}) WHERE a.number >= 0 AND $node IN a.about"
    " RETURN a.number, a.at, a.who, a.action, a.about, a.purpose, a.why, a.seal ORDER BY a.number"
)

LAST_LOGGED = (
    f"MATCH (a:{ACCESS}) WHERE a.number >= 0 RETURN a.number, a.seal ORDER BY a.number DESC LIMIT 1"
)

LOG_HEAD = f"MATCH (s:{STORE} {{id: 'store'}}) RETURN s.log_head"

ADD_TO_LOG = (
    f"UNWIND $rows AS row CREATE (:{ACCESS} {{number: row[0], at: row[1], who: row[2],"
    " action: row[3], about: row[4], purpose: row[5], why: row[6], seal: row[7]})"
)

SCRUB_LOG = (
    f"UNWIND $rows AS row MATCH (a:{ACCESS} {{number: row[0]}}) SET a.who = row[1], a.why = row[2]"
)

SET_LOG_HEAD = f"MATCH (s:{STORE} {{id: 'store'}}) SET s.log_head = $seal"

FORGET_LOG = f"MATCH (a:{ACCESS}) WHERE a.number >= 0 AND a.number <= $number DELETE a"

# --- what was taken back, for good ---
FORGET_STATEMENTS = (
    f"MATCH (s:{STATEMENTS}) WHERE s.changeset = $changeset AND s.part >= 0 DELETE s"
)

FORGET_CHANGES = f"MATCH (c:{CHANGES}) WHERE c.changeset = $changeset AND c.part >= 0 DELETE c"

FORGET_SPOKEN = (
    f"MATCH (n:{ENTITY}) WHERE n.id >= '' AND $changeset IN n.changesets"
    " SET n.changesets = [one IN n.changesets WHERE one <> $changeset]"
)

FORGET_UNSPOKEN = f"MATCH (n:{WITHDRAWN}) WHERE size(n.changesets) = 0 DETACH DELETE n"

FORGET_PARTS = f"MATCH (c:{CHANGESET} {{number: $changeset}}) SET c.parts = 0"

# --- what was published ---
PUBLICATIONS = f"MATCH (s:{STORE} {{id: 'store'}}) RETURN s.publications"

SET_PUBLICATIONS = f"MATCH (s:{STORE} {{id: 'store'}}) SET s.publications = $text"

# --- taking over another store ---
COPYING = f"MATCH (s:{STORE}) RETURN s.copying"

SET_COPYING = f"MATCH (s:{STORE} {{id: 'store'}}) SET s.copying = $mark"

ANY_CONTENT = (
    f"MATCH (n:{ENTITY}) RETURN 1 LIMIT 1 UNION MATCH (n:{CHANGESET}) RETURN 1 LIMIT 1"
    f" UNION MATCH (n:{ERASED}) RETURN 1 LIMIT 1 UNION MATCH (n:{ACCESS}) RETURN 1 LIMIT 1"
)

TAKE_CHANGESETS = (
    f"UNWIND $rows AS row CREATE (:{CHANGESET} {{number: row[0], source: row[1], day: row[2],"
    " recorded_at: row[3], who: row[4], undone_at: row[5], counts: row[6], parts: row[7]})"
    f" WITH max(row[0]) AS number MATCH (s:{STORE} {{id: 'store'}}) SET s.changesets = number"
)

TAKE_NODES = f"UNWIND $ids AS id CREATE (:{ENTITY}:{WITHDRAWN} {{id: id, changesets: []}})"

SET_SPOKEN = f"UNWIND $rows AS row MATCH (n:{ENTITY} {{id: row[0]}}) SET n.changesets = row[1]"

EMPTY = f"MATCH (n) WHERE NOT n:{STORE} WITH n LIMIT $most DETACH DELETE n RETURN count(*)"

RESET = (
    f"MATCH (s:{STORE} {{id: 'store'}})"
    " SET s = {id: s.id, version: s.version, writes: s.writes, changesets: 0}"
)
