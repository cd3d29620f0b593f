"""The workbook: six sheets whose columns are the declared properties and relations.

`schemas/workbook.toml` orders the sheets and columns and holds the notes and example rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from assetgraph import resources
from assetgraph.model.changeset import relation_key
from assetgraph.model.kinds import NODE_KINDS, RELATION_KINDS, Node, Property, Relation
from assetgraph.model.labels import Label

OURS = "assetgraph"
"""The author of what we write beside the cells of a workbook."""


@dataclass(frozen=True)
class Column:
    """One column of a sheet: a property of the row's node, or its relations of one kind."""

    key: str
    """The property's name, or the relation's `relation_key`."""
    label: Label
    required: bool
    fact: Property | None = None
    relation: type[Relation] | None = None
    reverse: bool = False
    """The row's node is the relation's target."""

    @property
    def others(self) -> tuple[type[Node], ...]:
        """The kinds of node that a cell of a relation's column names."""
        if self.relation is None:
            return ()
        return self.relation.sources if self.reverse else self.relation.targets


@dataclass(frozen=True)
class Sheet:
    """One sheet of the workbook: a row per node of a kind."""

    node: type[Node]
    label: Label
    columns: tuple[Column, ...]
    note: Label
    """What the sheet is for, in one plain sentence."""
    examples: dict[str, Label]
    """The example row: a cell by column key."""


@cache
def sheets() -> tuple[Sheet, ...]:
    """The sheets in the order of `schemas/workbook.toml`."""
    content = resources.read_toml("schemas/workbook.toml")
    return tuple(_sheet(NODE_KINDS[entry["kind"]], entry) for entry in content["sheet"])


def sheet_of(node: type[Node]) -> Sheet:
    """The sheet whose rows are nodes of this kind. Raises KeyError for a kind without one."""
    for sheet in sheets():
        if sheet.node is node:
            return sheet
    raise KeyError(node.kind)


def _sheet(node: type[Node], entry: dict[str, Any]) -> Sheet:
    columns = {column.key: column for column in _declared(node)}
    listed = [columns.pop(key) for key in entry["columns"]]
    if node.sheet is None:
        raise KeyError(node.kind)
    return Sheet(
        node=node,
        label=node.sheet,
        columns=(*listed, *columns.values()),
        note=Label(entry["note"]["nl"], entry["note"]["en"]),
        examples={key: Label(cell["nl"], cell["en"]) for key, cell in entry["example"].items()},
    )


def _declared(node: type[Node]) -> list[Column]:
    columns = [
        Column(key=p.name, label=p.label, required=p.required, fact=p)
        for p in node.properties.values()
        if p.column
    ]
    for relation in RELATION_KINDS.values():
        if relation.column is not None and node in relation.sources:
            columns.append(
                Column(
                    key=relation.kind,
                    label=relation.column,
                    required=relation.required,
                    relation=relation,
                )
            )
        if relation.reverse_column is not None and node in relation.targets:
            columns.append(
                Column(
                    key=relation_key(relation, reverse=True),
                    label=relation.reverse_column,
                    required=False,
                    relation=relation,
                    reverse=True,
                )
            )
    return columns
