"""What goes where: data and messages, colour, width, a closed pipe, completion."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import ANSI, COMMAND, Shell, environment, widest

QUESTIONS = (
    *("connectors", "isolated", "matches", "overview", "islands", "growth", "history", "doctor"),
    "connectors --key-players 3",
    "connectors --without B006",
    "connectors --between Dinsdagkoks Moestuiniers",
    "missing Dinsdagkoks",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_data_within_eighty_columns(demo: Shell, question: str) -> None:
    done = demo(*question.split())
    assert done.out
    assert done.err == ""
    assert widest(done.out) <= 80
    assert [line for line in done.out.splitlines() if line != line.rstrip()] == []


def test_messages_leave_standard_output_to_the_data(demo: Shell, tmp_path: Path) -> None:
    for arguments in (("visualize", tmp_path / "k.html"), ("export", tmp_path / "k.json")):
        done = demo(*arguments)
        assert done.out == ""
        assert done.err


def test_an_error_is_a_message(shell: Shell) -> None:
    done = shell("connectors", code=2)
    assert done.out == ""
    assert "Er is nog geen buurt in buurt.assetgraph." in done.text


@pytest.mark.skipif(os.name == "nt", reason="a pseudo terminal needs Unix")
def test_colour_is_for_a_terminal_that_wants_it(demo: Shell) -> None:
    assert ANSI.search(_on_a_terminal(demo))
    assert not ANSI.search(_on_a_terminal(demo, NO_COLOR="1"))
    assert not ANSI.search(_on_a_terminal(demo, TERM="dumb"))


def _on_a_terminal(shell: Shell, **settings: str) -> str:
    import pty

    ours, theirs = pty.openpty()
    env = environment(**{"TERM": "xterm", **settings})
    command = [*COMMAND, "history"]
    with subprocess.Popen(command, cwd=shell.folder, env=env, stdout=theirs, stderr=theirs) as ran:
        os.close(theirs)
        text = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:
                break
            if not part:
                break
            text += part
    os.close(ours)
    assert ran.returncode == 0
    return text.decode()


@pytest.mark.skipif(os.name == "nt", reason="a Unix pipe")
@pytest.mark.parametrize("arguments", ["matches --json", "--help"])
def test_a_pipe_that_closes_is_no_disaster(demo: Shell, arguments: str) -> None:
    ran = subprocess.run(
        f"{shlex.join(COMMAND)} {arguments} | head -n 1",
        shell=True,
        cwd=demo.folder,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert len(ran.stdout.splitlines()) == 1
    assert ran.stderr == ""


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_completion(shell: Shell, name: str) -> None:
    done = shell(_ASSETGRAPH_COMPLETE=f"source_{name}", code=None)
    assert "assetgraph" in done.out
    assert "_ASSETGRAPH_COMPLETE" in done.out


def test_a_command_is_completed(shell: Shell) -> None:
    settings = {"_ASSETGRAPH_COMPLETE": "complete_bash", "COMP_CWORD": "1"}
    done = shell(COMP_WORDS="assetgraph con", code=None, **settings)
    assert done.out.split() == ["connectors"]


@pytest.mark.skipif(sys.platform != "linux", reason="where completion is kept differs")
def test_completion_is_installed_in_the_readers_language(shell: Shell) -> None:
    home = shell.path("home")
    home.mkdir()
    done = shell("--install-completion", code=None, HOME=str(home))
    if done.code == 0:
        assert "Open een nieuw venster" in done.text
        assert any(home.rglob("*"))
    else:  # run by something that is no shell
        assert "bash, zsh, fish en powershell" in done.text
    assert "completion installed" not in done.text
