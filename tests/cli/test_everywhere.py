"""Options that hold for every command, before and after its name."""

from __future__ import annotations

import pytest

from tests.cli.command import Shell

BOTH_WAYS = [
    "--store vol.assetgraph connectors",
    "--store=vol.assetgraph connectors",
    "connectors --store vol.assetgraph",
    "connectors --store=vol.assetgraph",
]


@pytest.fixture
def renamed(again: Shell) -> Shell:
    """The small neighbourhood with its store under another name."""
    again.path("buurt.assetgraph").rename(again.path("vol.assetgraph"))
    return again


def test_store(renamed: Shell) -> None:
    answers = {renamed(*typed.split()).out for typed in BOTH_WAYS}
    answers.add(renamed("connectors", ASSETGRAPH_STORE="vol.assetgraph").out)
    answers.add(renamed("connectors", "--store=vol.assetgraph", ASSETGRAPH_STORE="weg").out)
    assert len(answers) == 1
    assert "Ans Proef" in answers.pop()


def test_json(small: Shell) -> None:
    first = small("--json", "isolated")
    assert first.json
    assert small("isolated", "--json").out == first.out
    assert small("--json", "vocabulary", "explain", "koken").json
    assert small("vocabulary", "--json", "explain", "koken").json


def test_buurt_and_date(demo: Shell) -> None:
    everyone = demo("connectors", "--json", "--top", 300).json
    for typed in ("--buurt BU0363ZZ01 connectors", "connectors --buurt=BU0363ZZ01"):
        found = demo(*typed.split(), "--json", "--top", 300).json
        assert 0 < len(found) <= len(everyone)
    for typed in ("--as-of 1990-01-01 connectors", "connectors --as-of=1-1-1990"):
        assert demo(*typed.split(), "--json").json == []


def test_a_choice_that_leaves_nobody_says_so(small: Shell) -> None:
    assert "Voor de buurt zuid is er" in small("connectors", "--buurt", "zuid").text
    assert "Op 1-1-1990 is er niets" in small("isolated", "--as-of", "1-1-1990").text
    done = small("matches", "--as-of", "1-1-1990", "--buurt", "Zuid", "--lang", "en")
    assert "for the neighbourhood Zuid on 1-1-1990" in done.text


def test_top(small: Shell) -> None:
    assert len(small("isolated", "--json", "--top", 1).json) == 1
    assert small("connectors", "--json", "--top=0").json == []


def test_language(small: Shell) -> None:
    dutch = small("isolated").out
    assert "draadje" in dutch
    english = small("isolated", "--lang", "en").out
    assert "hangs by one thread" in english
    assert small("--lang=en", "isolated").out == english
    assert small("isolated", ASSETGRAPH_LANG="en").out == english
    assert small("isolated", "--lang=nl", ASSETGRAPH_LANG="en").out == dutch


def test_commands_without_a_store_take_the_option_too(shell: Shell) -> None:
    shell("--store", "x.assetgraph", "template", "leeg.xlsx")
    shell("--store=x.assetgraph", "vocabulary", "explain", "koken")
    assert not shell.path("x.assetgraph").exists()
