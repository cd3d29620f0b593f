"""Every screen of help, in both languages."""

from __future__ import annotations

import re

import pytest

from assetgraph.cli.main import COMMANDS, GROUPS
from tests.cli.command import Shell, widest

PATHS = [
    (),
    *((name,) for name, *_ in COMMANDS),
    *((group,) for group, *_ in GROUPS),
    *((group, name) for group, _, commands in GROUPS for name, *_ in commands),
]
NAMES = {name for path in PATHS for name in path}
"""What commands are called, in whatever language that is."""
ENGLISH = re.compile(
    r"\b(usage|options|commands?|arguments?|show|exit|required|default|help)\b", re.I
)


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_help_is_dutch_with_an_example(shell: Shell, path: tuple[str, ...]) -> None:
    text = shell(*path, "--help").out
    assert text.startswith(f"Gebruik: {' '.join(['assetgraph', *path])}")
    assert re.search(r"(?m)^  Voorbeeld: assetgraph ", text)
    words = re.sub(r"--[a-z-]+", "", text)
    assert set(ENGLISH.findall(words)) <= NAMES
    assert widest(text) <= 80


def test_help_is_english_where_asked(shell: Shell) -> None:
    for done in (
        shell("--lang", "en", "--help"),
        shell("--help", ASSETGRAPH_LANG="en"),
        shell("import", "--help", "--lang=en"),
        shell("--lang=en", "vocabulary", "explain", "--help"),
    ):
        assert done.out.startswith("Usage: assetgraph")
        assert "Example: assetgraph" in done.out
        assert "Voorbeeld" not in done.out


def test_without_a_command_the_help_is_shown(shell: Shell) -> None:
    assert shell().out == shell("--help").out
    assert shell("--store", "x").out == shell("--help").out
    assert shell("vocabulary").out == shell("vocabulary", "--help").out


def test_help_names_every_command(shell: Shell) -> None:
    listed = shell("--help").out.partition("Opdrachten:")[2]
    names = re.findall(r"(?m)^  (\w+)  ", listed)
    assert names == [path[0] for path in PATHS if len(path) == 1]
