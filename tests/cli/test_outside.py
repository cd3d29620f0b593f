"""Nobody outside a purpose appears in what any command prints or writes, directly or indirectly.

Directly: no name, code, id or word that is only theirs. Indirectly: every byte is as it would be
had they never been written down; so no count, order, score, reason, place on the map or search
index tells of them; but what is published counts them, ten or more together,
and has other ids in every store. On a server the same is printed as from a file.

One thing is left out on purpose: whom to keep apart guards people also where one of the two is not
shown. It only takes a suggestion or a place away (`stores/guards.py`).
"""

from __future__ import annotations

import contextlib
import io
import os
import re
from datetime import date
from pathlib import Path

import pytest

from assetgraph.cli.main import main
from assetgraph.model.consent import Purpose
from assetgraph.stores import open_store
from assetgraph.workflows.logbook import LOGGED, Sort
from tests.neighbourhoods import Neighbourhood, neighbourhood
from tests.neo4j_server import Database
from tests.stores.speech import person

TODAY = date.today()
SEEDS = range(int(os.environ.get("ASSETGRAPH_EXAMPLES", "2")))

# What is typed for each purpose; {person} and {other} are two people whom it shows, {out} a name
# without its ending for a file.
ASKED = {
    Purpose.MAP: (
        "overview",
        "overview --json",
        "overview --buurt Linde --json",
        "connectors",
        "connectors --json --top 50",
        "connectors --buurt Kade --json",
        "connectors --key-players 3",
        "connectors --without {person}",
        "connectors --between Koor Tuinclub",
        "isolated",
        "isolated --json",
        "missing Koor --json",
        "missing {place}",
        "islands",
        "islands --json",
        "growth --from 1-1-2020",
        "growth --json --from 1-1-2020",
        "growth --from 1-1-2020 --buurt Linde",
        "missing Tuinclub",
        "islands --top 9",
        "visualize {out}.html",
        "visualize {out}.html --buurt Linde --initials",
        "export {out}.json",
        "export {out}.graphml",
        "export {out}.gexf",
        "export {out}.xlsx",
        "export {out}.zip",
    ),
    Purpose.MATCH: (
        "matches",
        "matches --json",
        "matches --wish koken",
        "matches {person} --json",
        "matches {person} --bridging",
        "matches --wish schaken --json",
        "matches {person} --ladder",
        "matches --explain {person} {other}",
        "gatherings",
        "gatherings --json",
        "gatherings --buurt Kade --json",
        "talents",
        "talents --json",
        "introductions plan",
        "introductions plan --json",
        "introductions plan --buurt Linde --json",
        "introductions list",
        "introductions list --json",
        "introductions results",
        "introductions results --json",
        "vocabulary unknown",
        "vocabulary unknown --json",
        "visualize {out}.html --purpose match",
        "visualize {out}.html --purpose match --around {person}",
        "export {out}.json --purpose match",
    ),
    Purpose.PUBLISH: (
        "visualize {out}.html --purpose publish",
        "export {out}.json --purpose publish",
        "export {out}.gexf --purpose publish",
        "export {out}.zip --purpose publish",
    ),
}

# Commands that read or export and are for the keeper of the store or the person alone, or that
# have a test of their own.
ELSEWHERE = {
    "history": "tests/cli/test_residents.py: it tells changes of people on the map alone",
    "backup": "everything, for the keeper of the store",
    "copy": "everything, for the keeper of the store",
    "log": "ids, for the keeper of the store",
    "vocabulary review": "asks of the texts that `vocabulary unknown` lists",
    "resident show": "for the person alone",
    "resident consents": "for the keeper of the store",
    "resident export": "for the person alone",
}


def test_every_command_that_shows_people_is_asked() -> None:
    """A new command that reads or exports stands in one of the two tables."""
    typed = {asked for lines in ASKED.values() for asked in lines}
    shows = {name for name, sort in LOGGED.items() if sort in (Sort.READ, Sort.EXPORT)}
    asked = {name for name in shows if any(line.split("{")[0].startswith(name) for line in typed)}
    assert sorted(shows - asked - ELSEWHERE.keys()) == []


def written(location: str, area: Neighbourhood, without: set[str]) -> None:
    """Writes a neighbourhood into a store, less some people."""
    store = open_store(location, create=True)
    for changeset in area.changesets(TODAY, without):
        store.apply(changeset)
    store.close()


def printed(location: str, typed: str, folder: Path) -> dict[str, bytes]:
    """What a command prints, and the files that it writes, by name."""
    folder.mkdir()
    out, err = io.StringIO(), io.StringIO()
    arguments = [
        one.replace("{out}", str(folder / "uit")) if "{out}" in one else one.replace("_", " ")
        for one in typed.split()
    ]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["--store", location, *arguments])
    said = (out.getvalue() + err.getvalue()).replace(str(folder), "MAP")
    found = {"code": str(code).encode(), "said": said.encode()}
    for file in sorted(folder.iterdir()):
        found[file.name] = _content(file)
    return found


def _content(file: Path) -> bytes:
    """The bytes of a file; of a zip those of its parts, without the moments of making them."""
    if file.suffix not in (".zip", ".xlsx"):
        return file.read_bytes()
    from zipfile import ZipFile

    with ZipFile(file) as parts:
        read = b"\n".join(name.encode() + parts.read(name) for name in parts.namelist())
    return re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"", read)


def plain(found: dict[str, bytes]) -> str:
    """All of it as text without spaces and case, to look for words in."""
    together = b"\n".join(found.values()).decode("utf-8", "replace")
    return re.sub(r"\s+", "", together).casefold()


@pytest.mark.parametrize("purpose", ASKED)
@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_outside_the_purpose_appears(tmp_path: Path, seed: int, purpose: Purpose) -> None:
    area = neighbourhood(seed, TODAY)
    hidden = area.hidden(purpose, TODAY)
    assert hidden
    area = area.without_guards({one.name for one in hidden})
    full, bare = str(tmp_path / "vol.assetgraph"), str(tmp_path / "kaal.assetgraph")
    written(full, area, set())
    written(bare, area, {one.name for one in hidden})
    for number, typed in enumerate(commands(area, purpose)):
        one = printed(full, typed, tmp_path / f"a{number}")
        other = printed(bare, typed, tmp_path / f"b{number}")
        text = plain(one)
        for gone in hidden:
            for word in (gone.mark, gone.name.replace(" ", ""), person(gone.name)):
                assert word.casefold() not in text, (typed, gone.name)
        if purpose is not Purpose.PUBLISH:
            assert one == other, typed


def commands(area: Neighbourhood, purpose: Purpose) -> list[str]:
    """What is typed for a purpose, with names of people whom it shows."""
    shown = [one for one in area.people if one.sees(purpose, TODAY)]
    neighbours = [one for one in shown if not one.properties["professional"]]
    names = {"{place}": "Hub_Linde"}
    for mark, one in zip(("{person}", "{other}"), neighbours, strict=False):
        names[mark] = one.name.replace(" ", "_")
    nobody = [mark for mark in ("{person}", "{other}") if mark not in names]
    lines = []
    for line in ASKED[purpose]:
        if any(mark in line for mark in nobody):
            continue
        typed = line
        for mark, name in names.items():
            typed = typed.replace(mark, name)
        lines.append(typed)
    return lines


@pytest.fixture(scope="module")
def on_both(
    neo4j: Database, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Neighbourhood, str, str]:
    """A neighbourhood, and where it was written: in a file and on a server."""
    neo4j.empty()
    area = neighbourhood(0, TODAY)
    file = str(tmp_path_factory.mktemp("beide") / "vol.assetgraph")
    for location in (file, neo4j.location):
        written(location, area, set())
    return area, file, neo4j.location


@pytest.mark.long
@pytest.mark.neo4j
@pytest.mark.parametrize("purpose", [Purpose.MAP, Purpose.MATCH])
def test_a_server_prints_the_same(
    on_both: tuple[Neighbourhood, str, str],
    tmp_path: Path,
    purpose: Purpose,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What a file does not tell, a server does not."""
    monkeypatch.chdir(tmp_path)
    area, file, server = on_both
    for number, typed in enumerate(commands(area, purpose)):
        one = printed(file, typed, tmp_path / f"{number}a")
        other = printed(server, typed, tmp_path / f"{number}b")
        assert one == other, typed
