"""`demo`: the whole tool on one screen, in its own folder."""

from __future__ import annotations

import shutil

import pytest

from tests.cli.command import Done, Shell, widest


def test_one_screen(shown: tuple[Shell, Done]) -> None:
    _, done = shown
    assert done.err == ""
    assert len(done.out.splitlines()) <= 50
    assert widest(done.out) <= 80
    for part in (
        "Niemand hierin bestaat.",
        "Wie brengt hier mensen bij elkaar?",
        "Wie is er niet bij?",
        "Kunnen wel wat meer mensen om zich heen gebruiken:",
        "Nog niet in beeld:",
        "Wie zou wie kunnen ontmoeten?",
        "Eerste stap:",
        "Open de kaart in een browser: demo/kaart.html",
    ):
        assert part in done.text


def test_what_it_leaves(demo: Shell) -> None:
    assert demo.path("buurt.assetgraph").is_file()
    assert "<html" in demo.path("kaart.html").read_text(encoding="utf-8")
    assert demo.path("werkboek/Bewoners.csv").is_file()
    assert demo("history", "--json").json[0]["added"]["residents"] >= 100


@pytest.fixture(scope="module")
def second(
    shown: tuple[Shell, Done], small: Shell, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Shell, Done]:
    """The demo once more, over an earlier one, beside another store; in English."""
    shell = Shell(tmp_path_factory.mktemp("second"))
    shutil.copytree(shown[0].path("demo"), shell.path("voorbeeld"))
    shell.path("voorbeeld/werkboek/Bewoners.csv").write_text("weg", encoding="utf-8")
    shutil.copy(small.path("buurt.assetgraph"), shell.path("buurt.assetgraph"))
    done = shell("demo", "--out", "voorbeeld", "--lang=en", ASSETGRAPH_STORE="buurt.assetgraph")
    return shell, done


def test_an_earlier_demo_is_replaced(second: tuple[Shell, Done], demo: Shell) -> None:
    shell, done = second
    assert "Who could meet whom?" in done.out
    rows = shell.path("voorbeeld/werkboek/Bewoners.csv").read_bytes()
    assert rows == demo.path("werkboek/Bewoners.csv").read_bytes()
    assert len(shell("history", "--store", "voorbeeld/buurt.assetgraph", "--json").json) == 1


def test_another_store_is_not_touched(second: tuple[Shell, Done], small: Shell) -> None:
    mine, theirs = second[0].path("buurt.assetgraph"), small.path("buurt.assetgraph")
    assert mine.read_bytes() == theirs.read_bytes()


def test_a_folder_in_use_is_refused(again: Shell) -> None:
    before = {file.name: file.read_bytes() for file in again.folder.iterdir()}
    done = again("demo", "--out", ".", code=1)
    assert "staat iets dat niet van een eerder voorbeeld is." in done.text
    assert {file.name: file.read_bytes() for file in again.folder.iterdir()} == before
    assert "is niet te schrijven" in again("demo", "--out", "vol.xlsx", code=2).text
