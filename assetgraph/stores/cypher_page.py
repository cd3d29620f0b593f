"""The schema of the graph in Neo4j as docs/neo4j.md shows it, made from the declarations.

python -m assetgraph.stores.cypher_page
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from assetgraph.model.kinds import NODE_KINDS, RELATION_KINDS, Node, Property, Relation
from assetgraph.stores.cypher import label, names, relation_type, schema
from assetgraph.stores.native import TYPES, native_type

PAGE = "docs/neo4j.md"
START, END = "<!-- from the declarations -->", "<!-- until here -->"


def schema_text() -> str:
    """The drawing, the tables of labels and relation types, and the constraints and indexes."""
    return "\n".join(_lines())


def written(page: str) -> str:
    """The page with its part between the marks made anew."""
    before, _, rest = page.partition(START)
    return f"{before}{START}\n{schema_text()}\n{END}{rest.partition(END)[2]}"


def _lines() -> Iterator[str]:
    yield from ("", "```mermaid", "graph LR")
    for relation in RELATION_KINDS.values():
        for source in relation.sources:
            for target in relation.targets:
                yield f"  {label(source)} -->|{relation_type(relation)}| {label(target)}"
    yield from ("```", "", "| label | what | properties |", "|---|---|---|")
    for kind in NODE_KINDS.values():
        yield f"| `:{label(kind)}` | {_first_line(kind)} | {_properties(kind)} |"
    yield from ("", "| relation | what | properties |", "|---|---|---|")
    for relation in RELATION_KINDS.values():
        told = f"{_first_line(relation)} | {_properties(relation)}"
        yield f"| `[:{relation_type(relation)}]` | {told} |"
    yield from ("", "| type | in Neo4j |", "|---|---|")
    for of, kept in TYPES.items():
        yield f"| {of} | {kept} |"
    yield from ("", "Constraints and indexes, by name:", "", "```cypher-schema")
    yield from schema().values()
    yield from ("```", "")


def _first_line(kind: type[Node] | type[Relation]) -> str:
    return (kind.__doc__ or "").partition("\n")[0]


def _properties(kind: type[Node] | type[Relation]) -> str:
    props: list[Property] = list(kind.properties.values())
    told = (f"`{one}` {native_type(prop)}" for one, prop in zip(names(kind), props, strict=True))
    return ", ".join(told) or "none"


if __name__ == "__main__":
    page = Path(sys.argv[1] if len(sys.argv) > 1 else PAGE)
    page.write_text(written(page.read_text(encoding="utf-8")), encoding="utf-8")
