"""How long what is kept, and clearing it."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from assetgraph.cli.main import main
from assetgraph.matching.courses import pair_mark
from assetgraph.model.audit import Access, broken
from assetgraph.model.consent import Purpose
from assetgraph.model.introductions import Introduction
from assetgraph.model.nodes import Story
from assetgraph.stores.sqlite import SqliteStore
from assetgraph.workflows import words
from assetgraph.workflows.retention import DEFAULTS
from tests.stores.speech import node, person, resident, says

STORE = "buurt.assetgraph"
TODAY = date.today()
LONG_AGO = TODAY - timedelta(days=4 * 366)
RECENTLY = TODAY - timedelta(days=10)

Typed = Callable[..., tuple[int, str, str]]


def _consent(**ends: date) -> list[dict[str, Any]]:
    return [{"purpose": "map", **{name: day.isoformat() for name, day in ends.items()}}]


@pytest.fixture
def typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Typed:
    """A command in a folder with a store in which some of everything is due."""
    monkeypatch.chdir(tmp_path)
    for name in ("ASSETGRAPH_STORE", "ASSETGRAPH_LANG"):
        monkeypatch.delenv(name, raising=False)
    store = SqliteStore(Path(STORE), create=True)
    for number, days in enumerate((6 * 366, 5 * 366 + 10, 3)):
        at = datetime.now(UTC) - timedelta(days=days)
        store.record(Access(at, f"wie {number}", "read matches"))
    store.apply(
        says(
            resident("Verlopen Vera", consent=_consent(until=LONG_AGO)),
            resident("Ingetrokken Ivo", consent=_consent(withdrawn_on=LONG_AGO)),
            resident("Net Voorbij", consent=_consent(until=RECENTLY)),
            resident("Bewaar Mij", consent=_consent(until=LONG_AGO, restricted_on=LONG_AGO)),
            resident("Nog Even", consent=_consent(until=TODAY + timedelta(days=9))),
            source="lijst",
            day=RECENTLY,
        )
    )
    store.apply(says(resident("Oude Otto"), source="oud", day=LONG_AGO))
    store.apply(says(resident("Zomaar Zus"), source="vergissing", day=RECENTLY))
    store.undo(3)
    then = (datetime.now(UTC) - timedelta(days=40)).isoformat()
    store._connection.execute("UPDATE changeset SET undone_at = ? WHERE id = 3", (then,))
    store.close()

    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["retention", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def _due(typed: Typed, *arguments: str) -> dict[str, int]:
    code, out, _ = typed("--json", *arguments)
    assert code == 0
    return {row["what"]: row["due"] for row in json.loads(out)}


ALL = {
    "toestemming_voorbij": 2,
    "niet_bevestigd": 1,
    "kennismaking_gestopt": 0,
    "teruggedraaid": 1,
    "logboek": 2,
}


def test_what_is_due_is_told_and_nothing_changes(typed: Typed) -> None:
    before = Path(STORE).read_bytes()
    assert _due(typed) == ALL
    code, out, err = typed()
    assert code == 0
    assert "Ingetrokken Ivo" in out
    assert "Oude Otto" in out
    assert "Net Voorbij" not in out
    assert "Bewaar Mij" not in out
    assert "Blijft 90 dagen bewaard. Nu toe aan" in out
    assert "Is kept for 3 years." in typed("--lang", "en")[1]
    assert "--clear" in err
    assert len(Path(STORE).read_bytes()) >= len(before)


def test_it_is_cleared_for_good_with_a_line_in_the_log(typed: Typed) -> None:
    assert typed("--clear")[0] == 2
    assert _due(typed, "--clear", "--yes") == ALL
    store = SqliteStore(Path(STORE))
    whole = store.snapshot(Purpose.ALL, today=TODAY)
    assert sorted(whole.names) == ["Bewaar Mij", "Net Voorbij", "Nog Even"]
    log = store.audit()
    assert log[0].access.who == "wie 2"
    assert [one.access.action for one in log[-1:]] == ["change retention"]
    assert broken(log) is None
    assert store.check() == []
    assert len(store.history()) == 3
    store.close()
    content = Path(STORE).read_bytes()
    for gone in ("Verlopen Vera", "Ivo", "Otto", "Zomaar Zus", "wie 0"):
        assert gone.encode() not in content, gone
    assert not any(_due(typed).values())
    assert _due(typed, "--clear", "--yes") == dict.fromkeys(ALL, 0)


def test_words_of_others_and_words_beside_the_store_go_along(typed: Typed) -> None:
    """Who is cleared is named nowhere any more, as of who is erased."""
    tale = node(Story, "Feest", text="Oude Otto zong, en Nog Even danste.")
    store = SqliteStore(Path(STORE))
    store.apply(says(tale, source="blad"))
    store.close()
    words.add_term(STORE, "koken", "soep van Oude Otto")
    assert typed("--clear", "--yes")[0] == 0
    store = SqliteStore(Path(STORE))
    whole = store.snapshot(Purpose.ALL, today=TODAY)
    (at,) = whole.ranges[Story]
    assert whole.value(at, "text") == "iemand zong, en Nog Even danste."
    store.close()
    left = [one.name for one in Path.cwd().iterdir() if b"otto" in one.read_bytes().lower()]
    assert left == []


def test_settings_are_written_and_hold(typed: Typed) -> None:
    assert typed("--settings")[0] == 0
    file = Path("buurt.bewaren.toml")
    text = file.read_text(encoding="utf-8")
    for name, keep in DEFAULTS.items():
        assert f'{name} = "{keep}"' in text
    assert typed("--settings")[0] == 1
    assert _due(typed) == ALL
    text = text.replace('niet_bevestigd = "3j"', 'niet_bevestigd = "altijd"')
    text = text.replace('toestemming_voorbij = "90d"', 'toestemming_voorbij = "5d"')
    file.write_text(text, encoding="utf-8")
    assert _due(typed) == {**ALL, "niet_bevestigd": 0, "toestemming_voorbij": 3}


@pytest.mark.parametrize(
    "text", ["logboek = 5", 'logboek = "vijf jaar geleden"', 'log = "5j"', "logboek", "[logboek]"]
)
def test_a_setting_that_is_none_is_said(typed: Typed, text: str) -> None:
    Path("buurt.bewaren.toml").write_text(text, encoding="utf-8")
    code, out, err = typed()
    assert (code, out) == (2, "")
    assert "buurt.bewaren.toml" in " ".join(err.split())


def test_settings_travel_in_a_backup(typed: Typed) -> None:
    typed("--settings")
    file = Path("buurt.bewaren.toml")
    assert main(["backup", "kopie.reserve"]) == 0
    file.unlink()
    assert main(["restore", "kopie.reserve", "--yes"]) == 0
    assert file.exists()


def test_after_clearing_a_backup_goes_back_without_losing_the_log(typed: Typed) -> None:
    assert main(["backup", "kopie.reserve"]) == 0
    typed("--clear", "--yes")
    assert main(["restore", "kopie.reserve", "--yes"]) == 0
    store = SqliteStore(Path(STORE))
    assert store.check() == []
    assert "change retention" in [one.access.action for one in store.audit()]
    assert "Otto" not in str(store.snapshot(Purpose.ALL, today=TODAY).names)
    store.close()


def test_introductions_that_stopped_long_ago_go(typed: Typed) -> None:
    """Recorded as a linkworker does: all steps of two who stopped; not of who went on since."""
    agreed = [{"purpose": "map"}, {"purpose": "match"}]
    names = ("Wil Een", "Wil Twee", "Wil Drie")
    with closing(SqliteStore(Path(STORE))) as store:
        store.apply(says(*(resident(one, consent=agreed) for one in names), source="wie wil"))
    then, before = ((LONG_AGO - timedelta(days=n)).isoformat() for n in (0, 5))

    def record(one: str, other: str, state: str, day: str) -> None:
        steps = ("--state", state, "--date", day)
        assert main(["introductions", "record", one, other, *steps]) == 0

    record("Wil Een", "Wil Twee", "voorgesteld", before)
    record("Wil Een", "Wil Twee", "gestopt", then)
    record("Wil Een", "Wil Drie", "gestopt", then)
    record("Wil Een", "Wil Drie", "voorgesteld", then)
    assert _due(typed)["kennismaking_gestopt"] == 2
    assert typed("--clear", "--yes")[0] == 0
    assert _due(typed)["kennismaking_gestopt"] == 0
    with closing(SqliteStore(Path(STORE))) as store:
        whole = store.snapshot(Purpose.ALL, today=TODAY)
        assert len(whole.ranges[Introduction]) == 2
    kept = Path(STORE).read_bytes()
    assert pair_of("Wil Een", "Wil Twee").encode() not in kept
    assert pair_of("Wil Een", "Wil Drie").encode() in kept


def pair_of(one: str, other: str) -> str:
    """What the steps of two people have in common."""
    return pair_mark(person(one), person(other))
