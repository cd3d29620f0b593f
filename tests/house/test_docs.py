"""The documents say what is there."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from assetgraph.messages import catalogue
from tests.house.sources import PACKAGE, ROOT

# Put together here, so that this file does not hold them itself.
MACHINE_PATHS = re.compile(r"(?<![\w.-])/(?:" + "|".join(("work", "root", "home")) + r")/")
NOT_OURS = {".venv", ".git", ".cache", "__pycache__", "dist", "build", "demo"}
CONTENT_FOLDERS = ("schemas", "imports", "visualize")

needs_cli = pytest.mark.skipif(
    not (PACKAGE / "cli/main.py").exists(), reason="cli/main.py is not there yet"
)


def _read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def _files() -> list[Path]:
    """Every file that is, or is about to be, in the repository."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout.decode()
        return [file for name in listed.split("\0") if name and (file := ROOT / name).is_file()]
    return [
        file
        for file in ROOT.rglob("*")
        if file.is_file() and not NOT_OURS & set(file.relative_to(ROOT).parts)
    ]


@pytest.mark.parametrize("command", ["make demo", "make test"])
def test_the_two_commands_of_the_readme_exist(command: str) -> None:
    first_screen = "\n".join(_read("README.md").splitlines()[:40])
    assert command in first_screen
    target = command.removeprefix("make ")
    assert re.search(rf"(?m)^{target}:", _read("Makefile"))


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_every_door_that_is_named_exists(document: str) -> None:
    for target in re.findall(r"(?m)(?:`|^)make ([a-z]+)", _read(document)):
        assert re.search(rf"(?m)^{target}:", _read("Makefile")), f"make {target}"


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    found = []
    for file in _files():
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [
            f"{file.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
            for number, line in enumerate(text.splitlines(), start=1)
            if MACHINE_PATHS.search(line)
        ]
    assert found == []


def test_the_changelog_has_an_unreleased_section() -> None:
    assert re.search(r"(?m)^## \[Unreleased\]$", _read("CHANGELOG.md"))


@pytest.mark.parametrize("folder", CONTENT_FOLDERS)
def test_a_content_folder_says_which_code_reads_it(folder: str) -> None:
    text = _read(f"{folder}/README.md")
    named = re.findall(r"`(assetgraph/[\w/]+\.py)`", text)
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("document", sorted(path.name for path in ROOT.glob("*.md")))
def test_links_inside_the_repository_lead_somewhere(document: str) -> None:
    _check_links(ROOT / document)


@pytest.mark.parametrize(
    "document", sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("docs/**/*.md"))
)
def test_links_inside_the_docs_lead_somewhere(document: str) -> None:
    _check_links(ROOT / document)


def _check_links(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in local if not (document.parent / link).exists()] == []


@needs_cli
def test_every_command_is_documented() -> None:
    text = _read("docs/commands.md")
    commands = list(_commands())
    assert commands
    assert [name for name in commands if f"assetgraph {name}" not in text] == []


@needs_cli
def test_every_option_is_documented() -> None:
    text = _read("docs/commands.md")
    assert sorted(name for name in _options() if f"`{name}" not in text) == []


def _options() -> set[str]:
    typer = import_module("typer")
    waiting = [typer.main.get_command(import_module("assetgraph.cli.main").app)]
    found: set[str] = set()
    while waiting:
        command = waiting.pop()
        waiting += getattr(command, "commands", {}).values()
        found |= {name for param in command.params for name in param.opts if name[:2] == "--"}
    return found


def test_every_issue_is_documented() -> None:
    text = _read("docs/commands.md")
    keys = [key for key in catalogue("nl").entries if key.startswith("issue.")]
    codes = {key.removeprefix("issue.") for key in keys if not key.endswith(("-hint", "-near"))}
    listed = set(re.findall(r"(?m)^\| `([a-z-]+)` \| (?:error|warning|info) \|", text))
    assert listed == codes


def _commands() -> Iterator[str]:
    """Every command of the command line with its group: ``resident consent``."""
    typer = import_module("typer")
    main = import_module("assetgraph.cli.main")
    return _below(typer.main.get_command(main.app), "")


def _below(command: object, path: str) -> Iterator[str]:
    for name, inner in sorted(getattr(command, "commands", {}).items()):
        if getattr(inner, "hidden", False):
            continue
        if hasattr(inner, "commands"):
            yield from _below(inner, f"{path}{name} ")
        else:
            yield f"{path}{name}"
