"""Each example in `imports/examples/` gives what its `expected.json` says, and twice no more."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest

from assetgraph.importing.mappings import mappings
from assetgraph.importing.plain import plain_mappings
from assetgraph.importing.readers import read
from assetgraph.importing.workbook import interpret
from assetgraph.model.consent import Purpose
from assetgraph.model.snapshot import Snapshot
from assetgraph.stores.sqlite import SqliteStore
from tests.importing.reading import MARCH, TODAY
from tests.stores.speech import facts, some

EXAMPLES = Path(__file__).parents[2] / "imports" / "examples"
PAIRS = sorted(path.parent for path in EXAMPLES.glob("*/expected.json"))


def outcome(example: Path, folder: Path) -> dict[str, Any]:
    """What importing an example gives, in a form that people can read and compare."""
    store = SqliteStore(folder / "buurt.assetgraph", create=True)
    source = read(example / "input")
    changeset, report = interpret([source], store.known, source=source.name, day=MARCH)
    added = some(store.apply(changeset).added)
    changeset, _ = interpret([source], store.known, source=source.name, day=MARCH)
    again = store.apply(changeset)
    assert (some(again.added), some(again.changed), some(again.removed)) == ({}, {}, {})
    snapshot = store.snapshot(Purpose.ALL, today=TODAY)
    store.close()
    return {
        "added": added,
        "issues": [
            [i.code, i.severity.value, i.place.sheet, i.place.row, i.place.column, i.value]
            for i in report.issues
        ],
        "nodes": _nodes(snapshot),
        "relations": _relations(snapshot),
    }


def _nodes(snapshot: Snapshot) -> dict[str, Any]:
    found = {}
    for kind, span in snapshot.ranges.items():
        own = sorted((facts(snapshot, snapshot.ids[i]) for i in span), key=_text)
        if own:
            found[kind.kind] = json.loads(json.dumps(own, default=_plain))
    return found


def _relations(snapshot: Snapshot) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for kind, rows in snapshot.links.items():
        pairs = zip(rows.source.tolist(), rows.target.tolist(), strict=True)
        found[kind.kind] = sorted(
            [
                snapshot.names[one],
                snapshot.names[other],
                *(int(v[i]) for v in rows.properties.values()),
            ]
            for i, (one, other) in enumerate(pairs)
        )
    return found


def _plain(value: Any) -> Any:
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", exclude_none=True)
    return str(value)


def _text(value: Any) -> str:
    return json.dumps(value, default=_plain, sort_keys=True)


def test_every_mapping_has_an_example() -> None:
    named = {pair.name for pair in PAIRS}
    assert {*mappings(), *plain_mappings()} <= named


@pytest.mark.parametrize("example", PAIRS, ids=lambda path: path.name)
def test_an_example_gives_what_is_expected(example: Path, tmp_path: Path) -> None:
    expected = json.loads((example / "expected.json").read_text("utf-8"))
    assert outcome(example, tmp_path) == expected


if __name__ == "__main__":
    for pair in sorted(path.parent for path in EXAMPLES.glob("*/input")):
        with tempfile.TemporaryDirectory() as made:
            result = outcome(pair, Path(made))
        text = json.dumps(result, ensure_ascii=False, indent=2) + "\n"
        (pair / "expected.json").write_text(text, encoding="utf-8", newline="\n")
