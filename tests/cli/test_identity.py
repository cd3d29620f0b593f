"""`duplicates`, `merge` and `split` as they are typed."""

from __future__ import annotations

import os
import sys
from typing import Any

import pytest

from tests.cli.command import COMMAND, Shell, environment

WORKSHOP = """Naam;Straat;Huisnummer;Kent;Groepen;Talenten;Toestemming;Liever niet
Johan de Vries;Lindestraat;12;Mei Chen, Ans Kuiper;Schaakclub;fietsen;ja;
Mei Chen;Kade;3;;;;ja;
Ans Kuiper;Kade;5;;;soep;ja;Jo de Vries
"""
FORM = """Naam;Code;Straat;Huisnummer;Kent;Groepen;Talenten;Toestemming
Jo de Vries;B7;Lindestraat;12;Ans Kuiper;Schaakclub;schaken;kaart
"""


@pytest.fixture
def twice(shell: Shell) -> Shell:
    """A neighbourhood in which one man stands twice."""
    shell.path("workshop.csv").write_text(WORKSHOP, encoding="utf-8")
    shell.path("formulier.csv").write_text(FORM, encoding="utf-8")
    assert shell("import", "workshop.csv").code == 0
    assert shell("import", "formulier.csv").code == 0
    return shell


def pairs(shell: Shell) -> list[set[str]]:
    found = shell("duplicates", "--json").json
    return [{one["one"]["name"], one["other"]["name"]} for one in found]


def exported(shell: Shell) -> dict[str, Any]:
    """Everything in the store."""
    shell("export", "uit.json", "--purpose", "all", "--yes", "--force")
    import json

    return dict(json.loads(shell.path("uit.json").read_text(encoding="utf-8")))


def names(shell: Shell) -> set[str]:
    return {node["name"] for node in exported(shell)["nodes"] if node["kind"] == "resident"}


def test_who_may_be_recorded_twice_is_told_with_reasons(twice: Shell) -> None:
    assert pairs(twice) == [{"Johan de Vries", "Jo de Vries"}]
    (found,) = twice("duplicates", "--json").json
    assert set(found) == {"one", "other", "called", "score", "likely", "reasons"}
    assert set(found["reasons"][0]) == {"kind", "weight", "text"}
    text = twice("duplicates").text
    assert "Lindestraat 12" in text
    assert "assetgraph merge" in text
    assert "same address" in twice("duplicates", "--lang", "en").text.lower()


def test_merged_a_later_import_finds_the_one(twice: Shell) -> None:
    done = twice("merge", "Johan de Vries", "B7", "--json").json
    assert done["one"]["name"] == "Johan de Vries"
    assert names(twice) == {"Johan de Vries", "Mei Chen", "Ans Kuiper"}
    assert pairs(twice) == []
    again = twice("import", "formulier.csv", "--json").json
    assert not any([*again["added"].values(), *again["changed"].values()])
    assert names(twice) == {"Johan de Vries", "Mei Chen", "Ans Kuiper"}
    assert twice("matches", "Jo de Vries", code=1).code == 1


def test_rather_not_holds_for_the_one(twice: Shell) -> None:
    """Ans wrote a name that nobody bears any more once the two are one."""
    twice("merge", "Johan de Vries", "B7")
    edges = exported(twice)["edges"]
    avoided = [edge for edge in edges if edge["kind"] == "avoids"]
    kept = {node["id"]: node["name"] for node in exported(twice)["nodes"]}
    assert [(kept[e["source"]], kept[e["target"]]) for e in avoided] == [
        ("Ans Kuiper", "Johan de Vries")
    ]


def test_split_and_undo(twice: Shell) -> None:
    before = exported(twice)
    twice("merge", "Johan de Vries", "B7")
    joined = exported(twice)
    twice("split", "Jo de Vries")
    assert "Jo de Vries" in names(twice)
    twice("undo")
    assert exported(twice) == joined
    twice("undo")
    assert exported(twice) == before
    assert twice("split", "Johan de Vries", code=2).code == 2
    assert "samengevoegd" in twice("history").text


def test_not_the_same_is_remembered_and_taken_back(twice: Shell) -> None:
    assert twice("duplicates", "--not", "Johan de Vries", "B7").code == 0
    assert pairs(twice) == []
    twice("import", "formulier.csv")
    twice("import", "workshop.csv")
    assert pairs(twice) == []
    twice("duplicates", "--not", "B7", "Johan de Vries")
    assert twice("merge", "Johan de Vries", "B7", code=1).code == 1
    twice("duplicates", "--maybe", "B7", "Johan de Vries")
    assert len(pairs(twice)) == 1
    twice("duplicates", "--maybe", "B7", "Johan de Vries", code=2)


def test_not_the_same_is_nobodys_business_but_the_keepers(twice: Shell) -> None:
    twice("duplicates", "--not", "Johan de Vries", "B7")
    twice("export", "kaart.json")
    assert "different_from" not in twice.path("kaart.json").read_text(encoding="utf-8")


def test_nobody_is_merged_with_oneself(twice: Shell) -> None:
    twice("merge", "B7", "Jo de Vries", code=2)
    twice("merge", "B7", "Niemand", code=2)
    twice("merge", "Johan de Vries", "B7")
    assert "al één persoon" in twice("merge", "Johan de Vries", "B7", code=2).text


def test_a_source_cannot_call_itself_a_judgement(twice: Shell) -> None:
    assert twice("import", "workshop.csv", "--source", "identity:1", code=2).code == 2


def test_without_a_terminal_there_is_no_review(twice: Shell) -> None:
    assert twice("duplicates", "--review", code=2).code == 2


@pytest.mark.skipif(os.name == "nt", reason="a terminal as Unix has it")
@pytest.mark.parametrize(("key", "left", "listed"), [("1", 3, 0), ("2", 4, 0), ("q", 4, 1)])
def test_a_key_is_an_answer(twice: Shell, key: str, left: int, listed: int) -> None:
    import pty

    process, where = pty.fork()
    if process == 0:
        os.chdir(twice.folder)
        os.execve(sys.executable, [*COMMAND, "duplicates", "--review"], environment(TERM="xterm"))
    os.write(where, key.encode())
    while True:
        try:
            if not os.read(where, 4096):
                break
        except OSError:
            break
    os.close(where)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
    assert len(names(twice)) == left
    assert len(pairs(twice)) == listed
