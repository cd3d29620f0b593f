"""The queries of traits in Neo4j: who is found by which key, and of whom that must be read again.

Beside each resident stands a node `Traits`, and for each key a node `Trait` with those who have it:
a key belongs to one neighbourhood, so that is a short list. Who must be read again has `unread`.
"""

from __future__ import annotations

from assetgraph.model.nodes import Resident
from assetgraph.stores.cypher import ENTITY, STORE, TRAIT, TRAITS, label

STAMP = f"MATCH (s:{STORE} {{id: 'store'}}) RETURN s.traits"

SET_STAMP = f"MATCH (s:{STORE} {{id: 'store'}}) SET s.traits = $stamp"

ANYBODY = (
    f"MATCH (n:{label(Resident)}) WHERE n.buurt_key >= '' AND n.first <= $seen"
    " RETURN n.id ORDER BY n.buurt_key LIMIT $most"
)
"""Those of one buurt come together: they have the same keys."""

UNREAD = f"MATCH (t:{TRAITS}) WHERE t.unread >= '' RETURN t.resident ORDER BY t.unread LIMIT $most"

OUTLIVED = (
    f"MATCH (t:{TRAITS}) WHERE t.until < $today RETURN t.resident LIMIT $most"
    f" UNION MATCH (t:{TRAITS}) WHERE t.since > $today RETURN t.resident LIMIT $most"
)

EVERYBODY_UNREAD = (
    f"UNWIND $ids AS id MATCH (n:{ENTITY} {{id: id}}) WHERE n:{label(Resident)}"
    f" MERGE (t:{TRAITS} {{resident: id}}) SET t = {{resident: id, unread: n.buurt_key}}"
)

ALL_RESIDENTS = f"MATCH (n:{label(Resident)}) WHERE n.key >= '' RETURN collect(n.id)"

KEEP = (
    f"UNWIND $rows AS row MATCH (n:{ENTITY} {{id: row[0]}}) WHERE n:{label(Resident)}"
    f" MERGE (t:{TRAITS} {{resident: row[0]}}) SET t = {{resident: row[0], since: row[1],"
    " until: row[2], keys: row[3], weights: row[4], beside: row[5], read: row[6]}"
)

KEYS_OF = (
    f"UNWIND $ids AS id MATCH (t:{TRAITS} {{resident: id}}) WHERE t.keys IS NOT NULL"
    " RETURN t.resident, t.keys"
)

FORGET = f"UNWIND $ids AS id MATCH (t:{TRAITS} {{resident: id}}) DELETE t"

FOUND_BY = (
    f"UNWIND $words AS word MATCH (t:{TRAIT} {{word: word}}) RETURN t.word, t.residents, t.weights"
)

SET_FOUND_BY = (
    f"UNWIND $rows AS row MERGE (t:{TRAIT} {{word: row[0]}})"
    " SET t.residents = row[1], t.weights = row[2]"
)

FORGET_WORDS = f"UNWIND $words AS word MATCH (t:{TRAIT} {{word: word}}) DELETE t"

BESIDE = (
    f"UNWIND $ids AS id MATCH (t:{TRAITS} {{resident: id}})"
    " WHERE t.since <= $today AND t.until >= $today"
    " RETURN collect(t.resident), collect(t.beside)"
)

HELD = (
    f"UNWIND $ids AS id MATCH (t:{TRAITS} {{resident: id}})"
    " WHERE t.since <= $today AND t.until >= $today AND size(t.keys) > 0"
    " RETURN t.resident, t.since, t.until, t.keys, t.weights, t.beside, t.read"
)

FORGET_ALL = f"MATCH (t:{TRAITS}|{TRAIT}) WITH t LIMIT $most DELETE t RETURN count(*)"
