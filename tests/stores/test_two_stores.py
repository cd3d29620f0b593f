"""Two stores that hear the same say the same: a file, and a database on a Neo4j server."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from assetgraph.errors import QuestionError
from assetgraph.model.changeset import Changeset
from assetgraph.model.consent import Purpose
from assetgraph.model.kinds import NODE_KINDS
from assetgraph.stores.neo4j import Neo4jStore
from assetgraph.stores.sqlite import SqliteStore
from assetgraph.stores.store import GraphStore
from tests.neo4j_server import Database
from tests.stores.random_histories import EXAMPLES, HISTORIES, NAMES
from tests.stores.speech import JANUARY, TODAY, everything, person

pytestmark = pytest.mark.neo4j

MOMENTS = ("recorded_at", "undone_at")


def seen(store: GraphStore) -> dict[str, Any]:
    """All that a store shows, but for the moments at which it was told."""
    snapshots = {
        (purpose, as_of, buurt, who): everything(
            store.snapshot(purpose, today=TODAY, as_of=as_of, buurt=buurt, resident=who)
        )
        for purpose in Purpose
        for as_of, buurt, who in (
            (None, None, None),
            (JANUARY + timedelta(30), None, None),
            (None, "linde", None),
            (None, None, person("Ans")),
        )
    }
    history = []
    for record in store.history():
        facts = asdict(record)
        undone = [facts.pop(moment) is not None for moment in MOMENTS]
        history.append((facts, undone, store.changes(record.id)))
    known = {
        kind: (store.known(kind, [*NAMES, "koor", "zingen"]), store.alike(kind, "o"))
        for kind in NODE_KINDS.values()
    }
    return {
        "snapshots": snapshots,
        "history": history,
        "known": known,
        "counts": store.counts(),
        "positions": store.positions(),
        "found": store.check(),
    }


def told(store: GraphStore, step: Changeset | int) -> Any:
    """What a step answers."""
    if isinstance(step, Changeset):
        return store.apply(step)
    standing = [record.id for record in store.history() if record.undone_at is None]
    try:
        return store.undo(standing[step % len(standing)] if standing else None)
    except QuestionError as error:
        return error.code


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(history=HISTORIES)
def test_the_same_is_told_and_shown(
    neo4j: Database, tmp_path_factory: pytest.TempPathFactory, history: list[Changeset | int]
) -> None:
    """Every answer on the way, and all that is seen at the end."""
    neo4j.empty()
    path: Path = tmp_path_factory.mktemp("same") / "buurt.assetgraph"
    one, other = SqliteStore(path, create=True), Neo4jStore(neo4j.location, create=True)
    for number, step in enumerate(history):
        assert told(one, step) == told(other, step)
        shown = one.snapshot(Purpose.ALL, today=TODAY).ids
        for store in (one, other):
            store.keep_positions(dict.fromkeys(shown[:2], (number, 0.5)))
    assert seen(one) == seen(other)
    one.close()
    other.close()
