"""A neighbourhood as it stood on a day, from what was said; no matter where that is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from assetgraph.model.changeset import REVERSED
from assetgraph.model.kinds import NODE_KINDS, RELATION_KINDS, Node, Relation
from assetgraph.model.nodes import Resident
from assetgraph.model.snapshot import Snapshot
from assetgraph.stores import ledger
from assetgraph.stores.assembly import ChangesetFacts, LinkRows, NodeRows, assemble
from assetgraph.stores.merging import Merged


def as_of(
    said: Mapping[str, Sequence[ledger.Said]],
    consents: Mapping[str, Any],
    changesets: ChangesetFacts,
    day: date,
    merged: Merged,
) -> Snapshot:
    """Everything as it stood on a day; people who are one now were so then.

    `said` holds all statements by id of the node; `consents` is what residents allow today, as
    JSON by id: who withdrew is not seen in an old picture.
    """
    node_rows: dict[type[Node], NodeRows] = {}
    link_rows: dict[type[Relation], LinkRows] = {}
    for node in sorted(said):
        state = merged.state(node, said, day)
        if state is None:
            continue
        kind = NODE_KINDS[node.rsplit("-", 1)[0]]
        _add_node(node_rows, kind, node, state)
        if kind is Resident:
            node_rows[kind].columns["consent"][-1] = consents.get(node)
        for (relation, other), link in state.links.items():
            _add_link(link_rows, relation, node, other, link)
    for rows in node_rows.values():
        rows.keys = list(rows.ids)
    return assemble(node_rows, link_rows, changesets, day)


def property_values(kind: type[Node], state: ledger.State) -> list[Any]:
    """A node's properties in the order of their declaration; its mention where it has no name."""
    naming = kind.naming()
    return [
        state.properties.get(name, state.mention if name == naming else None)
        for name in kind.properties
    ]


def _add_node(
    into: dict[type[Node], NodeRows], kind: type[Node], node: str, state: ledger.State
) -> None:
    rows = into.setdefault(kind, NodeRows([], [], [], [], {n: [] for n in kind.properties}))
    rows.ids.append(node)
    rows.first.append(state.first)
    rows.last.append(state.last)
    for name, value in zip(kind.properties, property_values(kind, state), strict=True):
        rows.columns[name].append(value)


def _add_link(
    into: dict[type[Relation], LinkRows], key: str, node: str, other: str, link: ledger.Link
) -> None:
    kind = RELATION_KINDS[key.removesuffix(REVERSED)]
    rows = into.setdefault(kind, LinkRows([], [], [], [], {n: [] for n in kind.properties}))
    source, target = (other, node) if key.endswith(REVERSED) else (node, other)
    rows.source.append(source)
    rows.target.append(target)
    rows.first.append(link.first)
    rows.last.append(link.last)
    for name in kind.properties:
        rows.columns[name].append(link.properties.get(name))
