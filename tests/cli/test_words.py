"""`vocabulary`: asked, mended and grown from the command line."""

from __future__ import annotations

import json
import os
import select
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from assetgraph.errors import AssetGraphError
from assetgraph.workflows.assistant import Assistant
from tests.cli.command import COMMAND, Shell, environment

ROWS = """Naam;Talenten;Wensen;Toestemming
Ans Proef;koken;iets met xqzv;ja
Bo Toets;xqzv blorp;weet niet;ja
Cor Test;zwetsen met wummels;eet altijd alleen;kaart
"""


@pytest.fixture
def buurt(shell: Shell) -> Shell:
    """A store with words that nobody knows."""
    shell.path("Bewoners.csv").write_text(ROWS, encoding="utf-8")
    assert shell("import", "Bewoners.csv").code == 0
    return shell


def unknown(shell: Shell) -> list[str]:
    return [one["text"] for one in shell("vocabulary", "unknown", "--json").json]


def test_unknown_lists_what_is_not_surely_read_of_those_who_agreed(buurt: Shell) -> None:
    assert unknown(buurt) == ["xqzv blorp", "iets met xqzv"]


def test_an_added_term_is_understood(buurt: Shell) -> None:
    assert buurt("vocabulary", "add", "koken", "xqzv").code == 0
    assert unknown(buurt) == []
    found = buurt("vocabulary", "explain", "xqzv", "--json").json
    assert [(one["concept"], one["sure"]) for one in found][:1] == [("koken", True)]
    helpers = buurt("matches", "--wish", "hulp bij xqzv", "--json").json
    assert [one["partner"]["name"] for one in helpers][:1] != []


def test_a_new_concept_is_there_at_once(buurt: Shell) -> None:
    done = buurt("vocabulary", "new", "Wummels bouwen", "--broader", "klussen", "--term", "xqzv")
    assert done.code == 0
    found = buurt("vocabulary", "explain", "xqzv", "--json").json
    assert [one["concept"] for one in found if one["sure"]] == ["wummels-bouwen"]
    buurt("vocabulary", "new", "wummels bouwen", code=2)


def test_not_is_remembered(buurt: Shell) -> None:
    text = "sleutelt aan brommers"
    assert buurt("vocabulary", "not", text, "brommer-repareren").code == 0
    found = buurt("vocabulary", "explain", text, "--json").json
    assert "brommer-repareren" not in [one["concept"] for one in found]


def test_undo_leaves_the_answers(buurt: Shell) -> None:
    buurt("vocabulary", "add", "koken", "xqzv")
    before = buurt.path("buurt.woorden.toml").read_text(encoding="utf-8")
    buurt("undo")
    assert buurt.path("buurt.woorden.toml").read_text(encoding="utf-8") == before


def test_an_unknown_concept_is_named_with_others(buurt: Shell) -> None:
    done = buurt("vocabulary", "add", "kooken", "xqzv", code=2)
    assert "koken" in done.err


def test_a_mistake_in_the_file_is_told(buurt: Shell) -> None:
    buurt.path("buurt.woorden.toml").write_text("[koken]\nwoorden = 'x'\n", encoding="utf-8")
    done = buurt("vocabulary", "explain", "koken", code=2)
    assert "buurt.woorden.toml" in done.err
    assert "woorden" in done.err


def test_another_language_is_told(shell: Shell) -> None:
    assert shell("vocabulary", "explain", "Türkçe konuşuyorum ve ben yemek için varım").err != ""


def test_skos_is_read_again_by_others(shell: Shell) -> None:
    rdflib = pytest.importorskip("rdflib")
    shell("vocabulary", "new", "Wummels bouwen")
    assert shell("vocabulary", "export", "--skos", "w.ttl").code == 0
    shell("vocabulary", "export", "--skos", "w.ttl", code=1)
    graph = rdflib.Graph().parse(shell.path("w.ttl"))
    uri = rdflib.URIRef("https://w3id.org/assetgraph/vocabulary/wummels-bouwen")
    assert (uri, rdflib.RDF.type, rdflib.SKOS.Concept) in graph
    assert len(set(graph.subjects(rdflib.RDF.type, rdflib.SKOS.Concept))) > 300


def test_review_needs_a_terminal(buurt: Shell) -> None:
    buurt("vocabulary", "review", code=2)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal")
def test_review_walks_keeps_and_goes_on(buurt: Shell) -> None:
    with review(buurt.folder) as terminal:
        terminal.until("1/2")
        terminal.press("1")
        terminal.until("2/2")
        assert buurt.path("buurt.woorden.toml").exists()
        terminal.press("q")
        assert terminal.ended() == 0
    assert unknown(buurt) == ["iets met xqzv"]
    with review(buurt.folder) as terminal:
        terminal.until("1/1")
        terminal.press("0")
        assert terminal.ended() == 0
    assert unknown(buurt) == []


class Terminal:
    """A command on a pseudo-terminal."""

    def __init__(self, process: int, where: int) -> None:
        self.process, self.where, self.seen = process, where, ""

    def until(self, text: str) -> None:
        """Reads until a text has been shown."""
        end = time.monotonic() + 120
        while text not in self.seen:
            assert time.monotonic() < end, self.seen
            if select.select([self.where], [], [], 1)[0]:
                self.seen += os.read(self.where, 4096).decode("utf-8", "replace")

    def press(self, key: str) -> None:
        """Presses a key, without Enter."""
        os.write(self.where, key.encode())

    def ended(self) -> int:
        """Waits for the end; gives the exit code."""
        try:
            while os.read(self.where, 4096):
                pass
        except OSError:
            pass
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


@contextmanager
def review(folder: Path) -> Iterator[Terminal]:
    import pty

    process, where = pty.fork()
    if process == 0:
        os.chdir(folder)
        os.execve(COMMAND[0], [*COMMAND, "vocabulary", "review"], environment(NO_COLOR="1"))
    try:
        yield Terminal(process, where)
    finally:
        os.close(where)


@contextmanager
def assistant(content: object, status: int = 200) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A server on this machine that speaks the protocol and says one thing."""
    heard: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            heard[-1]["path"] = self.path
            body = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
            self.send_response(status)
            self.send_header("Location", "http://example.org/")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return None

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", heard
    finally:
        server.shutdown()
        server.server_close()


LABELS = {"koken": "koken", "honden": "honden"}


def test_an_assistant_proposes_out_of_the_list_only() -> None:
    with assistant("honden, wat-anders, koken en rm -rf") as (url, heard):
        assert Assistant(url, LABELS).propose("kwispelt") == ["honden", "koken"]
    assert heard[0]["path"] == "/v1/chat/completions"
    assert heard[0]["messages"][-1] == {"role": "user", "content": "kwispelt"}


@pytest.mark.parametrize(("content", "status"), [(None, 500), ({}, 302), ("koken", 302)])
def test_an_assistant_that_fails_is_told(content: object, status: int) -> None:
    with (
        assistant(content, status) as (url, _),
        pytest.raises(AssetGraphError) as raised,
    ):
        Assistant(url, LABELS).propose("x")
    assert raised.value.code == "assistant-silent"


@pytest.mark.parametrize(
    "url",
    ["http://example.org/v1", "https://192.168.1.4", "example.org:80", "http://127.0.0.1.nip.io"],
)
def test_another_machine_is_refused(url: str) -> None:
    with pytest.raises(AssetGraphError) as raised:
        Assistant(url, LABELS)
    assert raised.value.code == "assistant-remote"
    Assistant(url, LABELS, remote=True)


@pytest.mark.parametrize("url", ["", "file:///etc/hosts", "ftp://localhost"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(AssetGraphError) as raised:
        Assistant(url, LABELS)
    assert raised.value.code == "assistant-address"
