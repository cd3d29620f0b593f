"""The generated schemas and page are those of the declarations, and they hold what is exported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assetgraph.exporting import facts
from assetgraph.model.kinds import NODE_KINDS, RELATION_KINDS
from assetgraph.model.schemas import PAGE, generated, schema, write
from tests.exporting.buurt import buurt

jsonschema = pytest.importorskip("jsonschema")

ROOT = Path(__file__).parents[2]
KINDS = {**NODE_KINDS, **RELATION_KINDS}


def test_nodes_and_relations_share_no_name() -> None:
    assert not NODE_KINDS.keys() & RELATION_KINDS.keys()


def test_what_is_generated_is_in_the_checkout() -> None:
    """Where this fails: ``python -m assetgraph.model.schemas``."""
    files = generated()
    there = {f"schemas/{file.name}" for file in (ROOT / "schemas").glob("*.schema.json")}
    theirs = {"schemas/vocabulary.schema.json"}  # made by the vocabulary, which tests it
    assert there - theirs == files.keys() - {PAGE}
    assert {path: (ROOT / path).read_text(encoding="utf-8") for path in files} == files


def test_writing_removes_the_schema_of_a_kind_that_is_no_more(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    gone = tmp_path / "schemas/unicorn.schema.json"
    gone.write_text('{"$id": "urn:assetgraph:schema:unicorn"}')
    others = tmp_path / "schemas/vocabulary.schema.json"
    others.write_text("{}")
    write(tmp_path)
    written = {f.relative_to(tmp_path).as_posix() for f in tmp_path.rglob("*.*")}
    assert written - {"schemas/vocabulary.schema.json"} == generated().keys()
    assert others.read_text() == "{}"


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(KINDS[kind]))


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_tells_what_is_declared(kind: str) -> None:
    made = json.loads(generated()[f"schemas/{kind}.schema.json"])
    assert made["label"] == {"nl": KINDS[kind].label.nl, "en": KINDS[kind].label.en}
    assert made["block"] == KINDS[kind].block
    for name, declared in KINDS[kind].properties.items():
        written = made["properties"][name]
        assert written["label"] == {"nl": declared.label.nl, "en": declared.label.en}
        assert written["sensitivity"] == declared.sensitivity.value
        assert written["identifies"] is declared.identifies
        assert (name in made["required"]) is declared.required or name == "name"


def faults(part: dict[str, Any]) -> list[str]:
    checker = jsonschema.Draft202012Validator(
        schema(KINDS[part["kind"]]), format_checker=jsonschema.FormatChecker()
    )
    return [fault.message for fault in checker.iter_errors(part)]


def test_everything_that_is_exported_is_valid() -> None:
    snapshot = buurt()
    parts = [*facts.nodes(snapshot), *facts.edges(snapshot)]
    assert {part["kind"] for part in parts} > {"resident", "exchange", "story", "knows"}
    assert [fault for part in parts for fault in faults(part)] == []


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("resident", {"postcode": "0123 AB"}),
        ("resident", {"lat": 91}),
        ("resident", {"diagnosis": "verboden"}),
        ("resident", {"dayparts": ["dageraad"]}),
        ("resident", {"name": ""}),
        ("exchange", {"sort": "gift"}),
        ("exchange", {"day": "14-3-2026"}),
        ("knows", {"closeness": 5}),
        ("knows", {"said_by": 3}),
    ],
)
def test_what_is_not_allowed_is_seen(kind: str, change: dict[str, Any]) -> None:
    snapshot = buurt()
    parts = [*facts.nodes(snapshot), *facts.edges(snapshot)]
    part = next(part for part in parts if part["kind"] == kind)
    assert faults(part | change) != []


def test_the_page_names_every_kind_and_property() -> None:
    page = generated()[PAGE]
    for kind in KINDS.values():
        assert f"`{kind.kind}`" in page
    for node in NODE_KINDS.values():
        for name, declared in node.properties.items():
            assert f"| `{name}`" in page
            assert f"| {declared.label.nl} | {declared.label.en} |" in page
