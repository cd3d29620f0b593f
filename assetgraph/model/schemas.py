"""The declared kinds for other eyes: a JSON Schema for each, and one page of documentation.

``python -m assetgraph.model.schemas`` writes both into the checkout it is run in.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assetgraph.model.choices import Closeness
from assetgraph.model.consent import CONSENTED, Purpose
from assetgraph.model.kinds import NODE_KINDS, RELATION_KINDS, Node, Property, Relation
from assetgraph.model.labels import Block, Label, Sensitivity
from assetgraph.model.workbook import Sheet, sheets

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PAGE = "docs/model.md"
URN = "urn:assetgraph:schema:"

_ID = {"type": "string", "description": "Stable across imports and stores."}
_ENDS = {
    "source": {"type": "string", "description": "The id of the node it starts from."},
    "target": {"type": "string", "description": "The id of the node it leads to."},
}
_OF_THE_WORKBOOK = {"aliases", "column"}
_PROVENANCE = {
    "first_said": {"type": "string", "format": "date", "description": "Day it was first said."},
    "last_confirmed": {"type": "string", "format": "date", "description": "Day it was last said."},
    "said_by": {"type": "string", "description": "The source that says it."},
}


def generated() -> dict[str, str]:
    """Every generated file: its text by its path in the checkout."""
    kinds: list[type[Node] | type[Relation]] = [*NODE_KINDS.values(), *RELATION_KINDS.values()]
    files = {
        f"schemas/{kind.kind}.schema.json": json.dumps(schema(kind), indent=2, ensure_ascii=False)
        + "\n"
        for kind in kinds
    }
    return {**files, PAGE: page()}


def schema(kind: type[Node] | type[Relation]) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one node or edge as the JSON export holds it.

    Beside the keywords of the standard stand ours: ``label``, ``block``, ``sensitivity``,
    ``identifies`` and ``distinguishes``; for a relation also the kinds at its ends.
    """
    drafted = kind.model_json_schema()
    relation = issubclass(kind, Relation)
    head: dict[str, Any] = {**_ENDS} if relation else {"id": _ID}
    head["kind"] = {"const": kind.kind}
    if not relation:
        head["name"] = {"type": "string", "description": "What a reader sees as its name."}
    properties = {
        name: {**_untitled(drafted["properties"][name]), "title": declared.label.en}
        for name, declared in kind.properties.items()
    }
    required = [*head, *(name for name in drafted.get("required", []) if name not in head)]
    made: dict[str, Any] = {
        "$schema": DIALECT,
        "$id": f"{URN}{kind.kind}",
        "title": kind.label.en,
        "description": _description(kind),
        "label": _words(kind.label),
        "block": int(kind.block),
    }
    if issubclass(kind, Relation):
        made["sensitivity"] = kind.sensitivity.value
        made["source_kinds"] = [end.kind for end in kind.sources]
        made["target_kinds"] = [end.kind for end in kind.targets]
        made["symmetric"] = kind.symmetric
    else:
        made["plural"] = kind.plural
    made |= {
        "type": "object",
        "properties": {**head, **properties, **_PROVENANCE},
        "required": required,
        "additionalProperties": False,
    }
    if "$defs" in drafted:
        made["$defs"] = {name: _untitled(part) for name, part in sorted(drafted["$defs"].items())}
    return made


def page() -> str:
    """The documentation of the model, in Markdown."""
    return "\n".join(_page()).rstrip() + "\n"


def write(checkout: Path) -> None:
    """Writes every generated file, and removes schemas of kinds that are no more."""
    files = generated()
    for found in (checkout / "schemas").glob("*.schema.json"):
        of_a_kind = json.loads(found.read_text(encoding="utf-8")).get("$id", "").startswith(URN)
        if of_a_kind and f"schemas/{found.name}" not in files:
            found.unlink()
    for path, text in files.items():
        (checkout / path).parent.mkdir(exist_ok=True)
        (checkout / path).write_text(text, encoding="utf-8", newline="\n")


def _untitled(part: Any) -> Any:
    """The schema without the titles that pydantic makes up, and without the workbook's part."""
    if isinstance(part, list):
        return [_untitled(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {
        key: _untitled(value)
        for key, value in part.items()
        if not (key == "title" and isinstance(value, str)) and key not in _OF_THE_WORKBOOK
    }


def _words(label: Label) -> dict[str, str]:
    return {"nl": label.nl, "en": label.en}


def _description(kind: type[Node] | type[Relation]) -> str:
    return " ".join((kind.__doc__ or "").split())


def _page() -> Iterator[str]:
    yield "# The model"
    yield ""
    yield "Generated from `assetgraph/model` by `python -m assetgraph.model.schemas`; edit there."
    yield "Each kind also has a JSON Schema in `schemas/`."
    for block in Block:
        yield ""
        yield f"## {int(block)}. {block.label.en} ({block.label.nl})"
        for node in NODE_KINDS.values():
            if node.block is block:
                yield from _node(node)
        relations = [r for r in RELATION_KINDS.values() if r.block is block]
        yield from _relations(relations)
    yield from _closing()


def _node(node: type[Node]) -> Iterator[str]:
    yield ""
    yield f"### `{node.kind}`: {node.label.nl}"
    yield ""
    sheet = f" Sheet `{node.sheet.nl}` (`{node.sheet.en}`)." if node.sheet else ""
    yield _description(node) + sheet
    yield ""
    yield "| property | Dutch | English | what | sensitivity |"
    yield "|---|---|---|---|---|"
    for name, declared in node.properties.items():
        what = node.model_fields[name].description or ""
        yield (
            f"| `{name}`{_marks(declared)} | {declared.label.nl} | {declared.label.en} "
            f"| {what} | {declared.sensitivity.value} |"
        )


def _marks(declared: Property) -> str:
    marks = "\\*" if declared.required else ""
    if declared.identifies:
        marks += " (names it)"
    return marks + (" (tells apart)" if declared.distinguishes else "")


def _relations(relations: list[type[Relation]]) -> Iterator[str]:
    yield ""
    yield "| relation | from | to | what | column | sensitivity |"
    yield "|---|---|---|---|---|---|"
    for relation in relations:
        ends = " | ".join(
            ", ".join(end.kind for end in kinds) for kinds in (relation.sources, relation.targets)
        )
        columns = "; ".join(
            f"`{label.nl}` in `{sheet.label.nl}`" for sheet, label in _columns(relation)
        )
        star = "\\*" if relation.required else ""
        yield (
            f"| `{relation.kind}`{star} | {ends} "
            f"| {_description(relation)} | {columns} | {relation.sensitivity.value} |"
        )


def _columns(relation: type[Relation]) -> Iterator[tuple[Sheet, Label]]:
    for sheet in sheets():
        for column in sheet.columns:
            if column.relation is relation:
                yield sheet, column.label


def _closing() -> Iterator[str]:
    yield ""
    yield "`*` is required. *Names it*: two nodes with another value are two. *Tells apart*: where"
    yield "two nodes with one name both state it and differ, they are two."
    yield ""
    yield "## Closeness"
    yield ""
    yield "How well one resident knows another; 2 where nothing is said. Read undirected, the"
    yield "larger of two statements counts."
    yield ""
    yield "| | Dutch | English |"
    yield "|---|---|---|"
    for closeness in Closeness:
        yield f"| {int(closeness)} | {closeness.label.nl} | {closeness.label.en} |"
    yield ""
    yield "## Consent"
    yield ""
    yield "Held per resident and purpose: `purpose`, `basis` (the lawful basis), `recorded_by`,"
    yield "`recorded_on`, `explained`, `until`, `withdrawn_on`. Where nothing is recorded, a"
    yield "resident is on the map and nowhere else. `all` is for the keeper of the store alone."
    yield ""
    yield "| purpose | Dutch | sees facts that are | residents can agree to it |"
    yield "|---|---|---|---|"
    for purpose in Purpose:
        seen = [level.value for level in Sensitivity if purpose.sees(level)]
        agree = "yes" if purpose in CONSENTED else "no"
        yield f"| `{purpose.value}` | {purpose.label.nl} | {', '.join(seen)} | {agree} |"


if __name__ == "__main__":
    here = Path.cwd()
    if not (here / "assetgraph" / "model").is_dir():
        sys.exit("Run this in the root of a checkout.")
    write(here)
