"""`copy`: everything into another store, checked, resumed after a kill, never half."""

from __future__ import annotations

import multiprocessing
import os
import signal
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assetgraph.model import pages
from assetgraph.model.audit import Access
from assetgraph.model.pages import Part
from assetgraph.stores.sqlite import SqliteStore
from assetgraph.workflows import copying
from tests.cli.command import Shell

TARGET = "kopie.assetgraph"


@pytest.fixture
def rich(again: Shell) -> Shell:
    """The small neighbourhood with a bit of everything that is kept."""
    store = SqliteStore(again.path("buurt.assetgraph"))
    ids = [row[0] for page in store.pages() if page.part is Part.NODES for row in page.rows]
    residents = [node for node in ids if node.startswith("resident-")]
    store.keep_positions({residents[0]: (1.5, -2.0)})
    store.erase(residents[-1])
    store.record(Access(datetime(2026, 6, 1, tzinfo=UTC), "ik", "export", (residents[0],)))
    store.close()
    return again


def lines_in_the_log(shell: Shell) -> int:
    """How many the store has now; tests that read the shared neighbourhood before added theirs."""
    store = SqliteStore(shell.path("buurt.assetgraph"))
    try:
        return sum(len(page.rows) for page in store.pages() if page.part is Part.AUDIT)
    finally:
        store.close()


def test_everything_is_there(rich: Shell) -> None:
    before = lines_in_the_log(rich)
    found = rich("copy", "buurt.assetgraph", TARGET, "--json").json
    assert found["ok"] is True
    assert (found["from"], found["to"], found["resumed"]) == ("buurt.assetgraph", TARGET, False)
    assert set(found["counts"]) == {part.value for part in Part}
    assert found["counts"]["audit"] == before + 1
    assert found["counts"]["positions"] > 0
    for asked in ("history", "connectors", "isolated", "matches"):
        one, two = (rich("--store", name, asked, "--json").json for name in (
            "buurt.assetgraph", TARGET))  # fmt: skip
        assert one == two
    assert rich("--store", TARGET, "doctor", "--json").json["findings"] == []
    back = rich("copy", TARGET, "terug.assetgraph", "--json").json
    assert back["checksum"] == found["checksum"]
    assert back["counts"].pop("audit") > found["counts"].pop("audit")
    assert back["counts"] == found["counts"]


def test_on_screen(rich: Shell) -> None:
    before = lines_in_the_log(rich)
    told = rich("copy", "buurt.assetgraph", TARGET).out
    assert TARGET in told
    assert f"{before + 1} regels in het logboek" in told
    assert "Controlegetal" in told
    english = rich("copy", "buurt.assetgraph", TARGET, "--lang", "en").out
    assert "complete already" in english
    assert "Checksum" in english


def test_a_copy_that_is_there_is_only_compared(rich: Shell) -> None:
    first = rich("copy", "buurt.assetgraph", TARGET, "--json").json
    again = rich("copy", "buurt.assetgraph", TARGET, "--json").json
    assert again == {**first, "pages": 0}


def test_something_else_is_refused_and_stays(rich: Shell) -> None:
    rich("copy", "buurt.assetgraph", TARGET)
    rich("--store", TARGET, "undo")
    before = rich("--store", TARGET, "history", "--json").json
    refused = rich("copy", "buurt.assetgraph", TARGET, code=2)
    assert refused.out == ""
    assert rich("--store", TARGET, "history", "--json").json == before
    rich.path("brief.txt").write_text("een brief", encoding="utf-8")
    rich("copy", "buurt.assetgraph", "brief.txt", code=2)
    assert rich.path("brief.txt").read_text(encoding="utf-8") == "een brief"


@pytest.mark.parametrize(
    "typed",
    [
        ("nergens.assetgraph", TARGET),
        ("buurt.assetgraph", "buurt.assetgraph"),
        ("buurt.assetgraph", "./buurt.assetgraph"),
    ],
)
def test_nothing_to_copy(rich: Shell, typed: tuple[str, str]) -> None:
    rich("copy", *typed, code=2)
    assert not rich.path(TARGET).exists()


def _killed(folder: Path, after: int, rows: int) -> None:
    """A copy that is killed after some pages."""
    os.chdir(folder)
    pages.PAGE = rows
    plain = SqliteStore.receive
    left = [after]

    def receive(store: SqliteStore, page: pages.Page, checksum: str) -> None:
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
        plain(store, page, checksum)

    SqliteStore.receive = receive  # type: ignore[method-assign]
    copying.copy("buurt.assetgraph", TARGET)


def kill_after(shell: Shell, after: int) -> None:
    """Runs a copy in a process of its own and kills it in the middle."""
    process = multiprocessing.get_context("spawn").Process(
        target=_killed, args=(shell.folder, after, pages.PAGE)
    )
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("after", [0, 1, 3])
def test_a_killed_copy_is_never_whole_and_goes_on(rich: Shell, after: int) -> None:
    kill_after(rich, after)
    if after:
        refused = rich("--store", TARGET, "history", code=2)
        assert "copy" in refused.err
    done = rich("copy", "buurt.assetgraph", TARGET, "--json").json
    assert done["resumed"] is (after > 0)
    whole = rich("copy", "buurt.assetgraph", "heel.assetgraph", "--json").json
    assert done["pages"] == whole["pages"] - after
    assert done["checksum"] == whole["checksum"]
    assert rich("--store", TARGET, "doctor", "--json").json["findings"] == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_source_that_changed_since_is_copied_anew(rich: Shell) -> None:
    kill_after(rich, 2)
    rich("undo")
    done = rich("copy", "buurt.assetgraph", TARGET, "--json").json
    assert done["resumed"] is False
    fresh = rich("copy", "buurt.assetgraph", "heel.assetgraph", "--json").json
    assert done["checksum"] == fresh["checksum"]
