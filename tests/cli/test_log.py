"""The log: one entry for every command that reads or changes data about people."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assetgraph.cli.main import COMMANDS, GROUPS
from assetgraph.stores.sqlite import SqliteStore
from assetgraph.workflows.logbook import LOGGED
from tests.cli.command import Shell

NAMES = {name for name, *_ in COMMANDS} | {
    f"{group} {name}" for group, _, commands in GROUPS for name, *_ in commands
}
GROUP_NAMES = {group for group, *_ in GROUPS}

# How each command is typed in the folder of the small neighbourhood so that it does its work.
TYPED = {
    "demo": None,
    "template": "template leeg.xlsx",
    "import": "import meer.csv",
    "overview": "overview",
    "connectors": "connectors",
    "isolated": "isolated",
    "missing": "missing Koor",
    "islands": "islands",
    "matches": "matches T1",
    "gatherings": "gatherings",
    "talents": "talents",
    "introductions plan": "introductions plan",
    "introductions record": "introductions record T1 T3",
    "introductions list": "introductions list",
    "introductions results": "introductions results",
    "growth": "growth --from 1-1-2020",
    "duplicates": "duplicates --not T1 T2",
    "merge": "merge T1 T2",
    "split": None,
    "visualize": "visualize kaart.html",
    "export": "export uit.json",
    "history": "history",
    "undo": "undo",
    "copy": "copy buurt.assetgraph kopie.assetgraph",
    "backup": "backup kopie.reserve",
    "restore": None,
    "encrypt": None,
    "decrypt": None,
    "rekey": None,
    "retention": None,
    "log": "log",
    "resident show": "resident show T1",
    "resident consent": "resident consent T1 --purpose match --withdraw",
    "resident consents": "resident consents",
    "resident correct": "resident correct T1 Straat Plein",
    "resident restrict": "resident restrict T1",
    "resident object": "resident object T1 --purpose kaart",
    "resident export": "resident export T1 brief",
    "resident erase": "resident erase T1 --yes",
    "mappings": "mappings",
    "doctor": "doctor",
    "vocabulary explain": "vocabulary explain koken",
    "vocabulary unknown": "vocabulary unknown",
    "vocabulary review": None,
    "vocabulary add": "vocabulary add koken pruttelen",
    "vocabulary new": "vocabulary new Klompendansen",
    "vocabulary not": "vocabulary not koken breien",
    "vocabulary export": "vocabulary export woorden.ttl",
}
"""None for a command that needs a terminal, a key or a merge, has a store of its own, or replaces
it."""


def test_every_command_declares_what_it_logs() -> None:
    """A new command says in `LOGGED` what it does with data about people, and here how it runs."""
    assert sorted(NAMES - LOGGED.keys()) == []
    assert sorted(NAMES - TYPED.keys()) == []


def entries(shell: Shell) -> list[tuple[str, str]]:
    store = SqliteStore(shell.path("buurt.assetgraph"))
    found = [(one.access.who, one.access.action) for one in store.audit()]
    store.close()
    return found


@pytest.mark.parametrize("command", sorted(name for name, typed in TYPED.items() if typed))
def test_a_command_writes_what_it_declares(again: Shell, command: str) -> None:
    """One entry with who and what, and none of a command that shows nothing about people."""
    again.path("meer.csv").write_text(
        "Naam;Talenten;Groepen\nEls Extra;zingen;Koor\n", encoding="utf-8"
    )
    again("import", "meer.csv")
    before = entries(again)
    typed = TYPED[command]
    assert typed is not None
    again(*typed.split(), "--as", "Ans Kuiper", code=None)
    sort = LOGGED[command]
    expected = [("Ans Kuiper", f"{sort} {command}")] if sort else []
    assert entries(again)[len(before) :] == expected


def test_who_why_and_whom(again: Shell) -> None:
    again("matches", "T1", "--why", "gesprek aan  tafel", "--as=Ans Kuiper")
    again("--why=kaart", "connectors", ASSETGRAPH_AS="Bo", ASSETGRAPH_WHY="niet dit")
    again("isolated", ASSETGRAPH_WHY="dit wel")
    *_, one, two, three = again("log", "--json").json
    assert (one["who"], one["why"], one["action"]) == ("Ans Kuiper", "gesprek aan tafel", "read")
    assert (one["command"], one["purpose"], len(one["about"])) == ("matches", "match", 1)
    assert (two["who"], two["why"], two["about"], two["purpose"]) == ("Bo", "kaart", [], "map")
    assert three["why"] == "dit wel"
    assert three["who"]


def test_an_import_tells_whom_it_changed(small: Shell, again: Shell) -> None:
    (first,) = [one for one in again("log", "--json").json if one["command"] == "import"]
    assert len(first["about"]) == 5
    again("import", "vol.xlsx", "--dry-run")
    again("import", "vol.xlsx")
    dry, confirmed = again("log", "--json").json[-2:]
    assert (dry["action"], confirmed["action"], confirmed["about"]) == ("read", "change", [])


def test_the_log_about_one_resident(again: Shell) -> None:
    again("matches", "T1")
    again("matches", "Ans Proef")
    again("connectors")
    found = again("log", "T1", "--json").json
    ids = {one for entry in found for one in entry["about"]}
    assert len(ids) == 1
    assert [one["command"] for one in found] == ["import", "matches", "matches", "connectors"]
    text = again("log", "T1").text
    assert "deze bewoner" in text
    assert "iedereen" in text
    assert again("log", "Niemand", code=2).out == ""


def test_a_refused_command_and_wrong_usage_write_nothing(again: Shell) -> None:
    before = entries(again)
    again("matches", "T2", code=1)
    again("connectors", "--weg", code=2)
    again("connectors", "--why", code=2)
    assert entries(again) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes anywhere")
def test_a_store_that_cannot_be_written_is_read_and_it_is_said(again: Shell) -> None:
    Path(again.path("buurt.assetgraph")).chmod(0o400)
    again.folder.chmod(0o500)
    try:
        done = again("connectors")
    finally:
        again.folder.chmod(0o700)
    assert "kon niet worden opgeschreven" in done.err


def test_a_busy_store_is_read_and_it_is_said(again: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who writes for long keeps the log waiting, not the answer."""
    from assetgraph.errors import StoreError
    from assetgraph.workflows import asking, logbook

    def busy(*_: object) -> None:
        raise StoreError("store-busy", path="x")

    monkeypatch.setattr(SqliteStore, "record", busy)
    path = str(again.path("buurt.assetgraph"))
    with logbook.doing("connectors") as deed:
        from datetime import date

        assert asking.ask(path, "connectors", today=date(2026, 6, 1))
    assert deed.unlogged == {path}
