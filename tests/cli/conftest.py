"""A working directory, the empty workbook, a small neighbourhood and the demo, each made once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.command import Done, Shell
from tests.cli.sheets import NEIGHBOURS, fill


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A new working directory."""
    return Shell(tmp_path)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The empty workbook, from the command."""
    shell = Shell(tmp_path_factory.mktemp("template"))
    shell("template", "leeg.xlsx")
    return shell.path("leeg.xlsx")


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, template: Path) -> Shell:
    """A folder with ``vol.xlsx`` and the store that it was imported into; only read it."""
    shell = Shell(tmp_path_factory.mktemp("small"))
    fill(template, shell.path("vol.xlsx"), NEIGHBOURS)
    shell("import", "vol.xlsx")
    return shell


@pytest.fixture
def again(small: Shell, shell: Shell) -> Shell:
    """A copy of the small neighbourhood, to change."""
    shutil.copytree(small.folder, shell.folder, dirs_exist_ok=True)
    return shell


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Shell, Done]:
    """A folder with the demo, and what the command printed; only read it."""
    shell = Shell(tmp_path_factory.mktemp("shown"))
    return shell, shell("demo")


@pytest.fixture(scope="session")
def demo(shown: tuple[Shell, Done]) -> Shell:
    """The folder with the demo's store; only read it."""
    return Shell(shown[0].path("demo"))
