"""The privacy papers are true to the code: every command, option and period that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

from assetgraph.exporting.publishing import LEAST
from assetgraph.model.consent import CONSENTED, DEFAULT_CONSENT, Purpose
from assetgraph.model.nodes import Resident
from assetgraph.stores.keys import SHORTEST
from assetgraph.workflows.retention import DEFAULTS, SUFFIX
from tests.house.sources import ROOT

FOLDER = ROOT / "docs" / "privacy"
PAPERS = sorted(path.name for path in FOLDER.glob("*.md"))
EVERYWHERE = {"--why", "--as", "--key-fd", "--insecure"}
"""Options that are taken out before a command sees them."""


def _read(paper: str) -> str:
    return (FOLDER / paper).read_text(encoding="utf-8")


def _commands() -> dict[str, set[str]]:
    """Every command with its options."""
    typer: Any = import_module("typer")
    main: Any = import_module("assetgraph.cli.main")
    return dict(_below(typer.main.get_command(main.app), ""))


def _below(command: Any, path: str) -> Iterator[tuple[str, set[str]]]:
    for name, inner in getattr(command, "commands", {}).items():
        if hasattr(inner, "commands"):
            yield from _below(inner, f"{path}{name} ")
        else:
            yield f"{path}{name}", {one for param in inner.params for one in param.opts}


def test_all_papers_are_there() -> None:
    assert PAPERS == [
        "README.md",
        "aan-tafel.md",
        "dpia.md",
        "for-residents.md",
        "verwerkingsregister.md",
        "voor-bewoners.md",
    ]


@pytest.mark.parametrize("paper", PAPERS)
def test_every_command_and_option_exists(paper: str) -> None:
    commands = _commands()
    found = 0
    for line in _read(paper).splitlines():
        spans = re.findall(r"`([^`]+)`", line)
        named: set[str] = set()
        for span in spans:
            if not span.startswith("assetgraph "):
                continue
            found += 1
            words = span.split()[1:]
            path = " ".join(words[:2]) if " ".join(words[:2]) in commands else words[0]
            assert path in commands, span
            named |= commands[path]
        for option in re.findall(r"(?<![\w-])--[a-z-]+", " ".join(spans)):
            known = named or {one for options in commands.values() for one in options}
            everywhere = {one for options in commands.values() for one in options}
            assert option in known | EVERYWHERE | (set() if named else everywhere), (line, option)
    assert found or paper in ("README.md", "voor-bewoners.md", "for-residents.md")


def test_every_right_has_its_command() -> None:
    """Of each command about one resident all three papers for professionals tell."""
    rights = {name for name in _commands() if name.startswith("resident ")}
    assert rights
    texts = " ".join(map(_read, ("dpia.md", "verwerkingsregister.md")))
    assert {name for name in rights if f"assetgraph {name}" not in texts} == set()


def test_every_period_is_the_default() -> None:
    named = dict(re.findall(r"`(\w+) = \"(\w+)\"`", _read("verwerkingsregister.md")))
    assert named == DEFAULTS
    assert f"buurt{SUFFIX}" in _read("verwerkingsregister.md")
    for paper, words in (
        ("voor-bewoners.md", ("na 90 dagen", "3 jaar")),
        ("for-residents.md", ("after 90 days", "3 years")),
    ):
        for text, keep in zip(words, ("90d", "3j"), strict=True):
            assert text in " ".join(_read(paper).split())
            assert keep in DEFAULTS.values()
    assert (DEFAULTS["toestemming_voorbij"], DEFAULTS["niet_bevestigd"]) == ("90d", "3j")


def test_every_number_is_that_of_the_code() -> None:
    assert f"minstens {LEAST} anderen" in _read("dpia.md")
    assert f"{LEAST} of meer mensen" in _read("voor-bewoners.md")
    assert f"{LEAST} or more people" in _read("for-residents.md")
    assert f"minstens {SHORTEST} tekens" in _read("dpia.md")


def test_what_is_said_of_consent_and_of_what_is_needed_holds() -> None:
    """Three choices; the first where nothing is said; only a name is needed."""
    assert CONSENTED == (Purpose.MAP, Purpose.MATCH, Purpose.PUBLISH)
    assert [one.purpose for one in DEFAULT_CONSENT] == [Purpose.MAP]
    assert [name for name, p in Resident.properties.items() if p.required] == ["name"]


@pytest.mark.parametrize("paper", ["voor-bewoners.md", "for-residents.md"])
def test_the_page_for_residents_is_one_page_in_short_sentences(paper: str) -> None:
    text = re.sub(r"[*#]|^- |^\d\. ", "", _read(paper), flags=re.M)
    sentences = [one for one in re.split(r"[.:?!;]\s+|\n\n", text) if one.strip()]
    lengths = [len(one.split()) for one in sentences]
    assert sum(lengths) < 450
    assert sum(lengths) / len(lengths) < 10
    assert max(lengths) <= 22
