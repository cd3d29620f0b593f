"""Looking for damage in the graph in Neo4j, and mending what the ledger can rebuild."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from assetgraph.model.changeset import REVERSED
from assetgraph.model.kinds import NODE_KINDS, RELATION_KINDS, Node, Relation
from assetgraph.stores import cypher_checking as checking
from assetgraph.stores import cypher_writing as writing
from assetgraph.stores import ledger, neo4j_log, neo4j_traits
from assetgraph.stores.cypher import WITHDRAWN, label, relation_type
from assetgraph.stores.ledger import State
from assetgraph.stores.native import native_row, native_values
from assetgraph.stores.neo4j_rows import Row, Rows, Run
from assetgraph.stores.packing import unpack
from assetgraph.stores.store import Finding

BATCH = 5_000

Ends = tuple[str, str]


def examine(run: Run, seen: int) -> list[Finding]:
    """Findings, most serious first; the graph is rebuilt where it differs from the ledger."""
    damaged = list(_unreadable(run, seen))
    if damaged:
        return damaged
    rows = Rows(run, seen)
    said = rows.all_said()
    together = rows.merged()
    states = {node: together.state(node, said) for node in said}
    spoken = {node: sorted({one.changeset for one in words}) for node, words in said.items()}
    findings = []
    for kind in NODE_KINDS.values():
        findings += _reconcile_nodes(run, kind, _expected_nodes(kind, states, spoken))
    findings += _reconcile_withdrawn(run, states, spoken)
    links = _expected_links(states)
    for relation in RELATION_KINDS.values():
        findings += _reconcile_links(run, relation, links[relation])
    if findings:
        neo4j_traits.forget_all(run)
    return neo4j_log.examine(run) + findings


def _unreadable(run: Run, seen: int) -> Iterator[Finding]:
    """Changesets whose statements cannot be read."""
    wrong = set()
    parts: dict[int, int] = {}
    for changeset, packed in run(checking.ALL_STATEMENTS, seen=seen):
        parts[changeset] = parts.get(changeset, 0) + 1
        try:
            for doc in unpack(packed).values():
                ledger.read(doc or "{}")
        except (zlib.error, ValueError, TypeError):
            wrong.add(changeset)
    heard = Rows(run, seen).heard()
    wrong |= parts.keys() ^ {number for number, (*_, n) in heard.items() if n}
    for number in sorted(wrong):
        yield Finding("ledger-damaged", {"number": number}, mended=False)


def _expected_nodes(
    kind: type[Node], states: Mapping[str, State | None], spoken: Mapping[str, list[int]]
) -> dict[str, Row]:
    """By id: keys, properties, first, last and the changesets that speak of it."""
    start = f"{kind.kind}-"
    return {
        node: [
            *native_row(kind, state.properties, state.mention),
            state.first,
            state.last,
            spoken[node],
        ]
        for node, state in states.items()
        if state is not None and node.startswith(start)
    }


def _reconcile_nodes(run: Run, kind: type[Node], expected: dict[str, Row]) -> list[Finding]:
    """Makes the nodes of a kind hold exactly these facts."""
    of = label(kind)
    found: dict[str, Row] = {}
    doubled: set[str] = set()
    for node, *facts in run(checking.all_nodes(kind)):
        if node in found:
            doubled.add(node)
        found[node] = facts
    strange = sorted((found.keys() - expected.keys()) | doubled, key=str)
    wrong = sorted(
        node
        for node, facts in expected.items()
        if node in doubled or not _same(found.get(node), facts)
    )
    if not strange and not wrong:
        return []
    run(checking.remove(of), ids=strange)
    for batch in _batches([[node, *expected[node]] for node in wrong]):
        run(checking.restore(kind), rows=batch)
    n = len({*strange, *wrong})
    return [Finding("table-rebuilt", {"table": str(of), "n": n}, mended=True)]


def _reconcile_withdrawn(
    run: Run, states: Mapping[str, State | None], spoken: Mapping[str, list[int]]
) -> list[Finding]:
    """Makes the nodes that nobody speaks of any more be there, and no others."""
    found: dict[str, list[int]] = {
        str(node): numbers for node, numbers in run(checking.ALL_WITHDRAWN)
    }
    expected = {node: spoken[node] for node, state in states.items() if state is None}
    strange = sorted(found.keys() - expected.keys())
    wrong = sorted(node for node in expected if found.get(node) != expected[node])
    if not strange and not wrong:
        return []
    run(checking.remove(WITHDRAWN), ids=strange)
    run(checking.RESTORE_WITHDRAWN, rows=[[node, expected[node]] for node in wrong])
    n = len({*strange, *wrong})
    return [Finding("table-rebuilt", {"table": str(WITHDRAWN), "n": n}, mended=True)]


def _expected_links(states: Mapping[str, State | None]) -> dict[type[Relation], dict[Ends, Row]]:
    """By both ends: what the source's side states, and the target's, None where it is silent."""
    expected: dict[type[Relation], dict[Ends, Row]] = {k: {} for k in RELATION_KINDS.values()}
    for node, state in states.items():
        for (name, other), link in (state.links if state else {}).items():
            kind, reverse = RELATION_KINDS[name.removesuffix(REVERSED)], name.endswith(REVERSED)
            ends = (other, node) if reverse else (node, other)
            width = 2 + len(kind.properties)
            row = expected[kind].setdefault(ends, [None] * 2 * width)
            facts = [link.first, link.last, *native_values(kind, link.properties)]
            at = width if reverse else 0
            row[at : at + width] = facts
    return expected


def _reconcile_links(run: Run, kind: type[Relation], expected: dict[Ends, Row]) -> list[Finding]:
    """Makes the relations of a kind hold exactly these facts."""
    found: dict[Ends, Row] = {}
    doubled: set[Ends] = set()
    for source, target, *facts in run(checking.all_links(kind)):
        if (source, target) in found:
            doubled.add((source, target))
        found[source, target] = facts
    strange = (found.keys() - expected.keys()) | doubled
    wrong = [
        ends
        for ends, facts in expected.items()
        if ends in doubled or not _same(found.get(ends), facts)
    ]
    if not strange and not wrong:
        return []
    run(checking.cut(kind), ends=sorted([list(ends) for ends in strange], key=str))
    width = 2 + len(kind.properties)
    for reverse, at in ((False, 0), (True, width)):
        stated = [[*ends, *expected[ends][at : at + width]] for ends in wrong]
        for batch in _batches(stated):
            run(writing.put_links(kind, reverse), rows=batch)
    n = len({*strange, *wrong})
    return [Finding("table-rebuilt", {"table": str(relation_type(kind)), "n": n}, mended=True)]


def _same(found: Row | None, expected: Row) -> bool:
    """Whether facts are equal; what the server calls a date is compared as it is written."""
    return found is not None and [*map(_plain, found)] == [*map(_plain, expected)]


def _plain(value: Any) -> Any:
    return str(value) if hasattr(value, "isoformat") or hasattr(value, "iso_format") else value


def _batches(rows: list[Row]) -> Iterable[list[Row]]:
    return (rows[at : at + BATCH] for at in range(0, len(rows), BATCH))
