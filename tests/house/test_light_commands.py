"""Which heavy packages each command loads: nobody waits for what another command needs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import ROOT

RUN = """
import json, sys
from assetgraph.cli.main import main

code = main(json.loads(sys.argv[1]))
print(json.dumps([code, *sorted(sys.modules)]), file=sys.stderr)
"""

HEAVY = {
    *("assetgraph.analysis", "assetgraph.exporting", "assetgraph.importing"),
    *("assetgraph.matching", "assetgraph.stores", "assetgraph.views", "assetgraph.vocabulary"),
    *("jinja2", "networkx", "numpy", "rapidfuzz", "rustworkx", "scipy", "simplemma"),
    *("sqlite3", "xlsxwriter"),
}
STORE = {"assetgraph.stores", "numpy", "sqlite3"}
QUESTION = {*STORE, "assetgraph.analysis", "rustworkx", "scipy"}
WORDS = {"assetgraph.vocabulary", "numpy", "rapidfuzz", "simplemma"}

# What is typed in a folder with a neighbourhood, and the heavy packages it may load.
MAY_LOAD = {
    "--help": set(),
    "template leeg.xlsx": {"assetgraph.exporting", "numpy", "xlsxwriter"},
    "import Bewoners.csv": {*STORE, "assetgraph.importing", "rapidfuzz"},
    "history": STORE,
    "doctor": STORE,
    "copy buurt.assetgraph kopie.assetgraph": STORE,
    "connectors": QUESTION,
    "connectors --key-players 1": QUESTION,
    "connectors --between Koor Tuin": QUESTION,
    "overview": QUESTION,
    "growth": QUESTION,
    "islands": {*QUESTION, *WORDS, "assetgraph.matching"},
    "missing Koor": {*QUESTION, *WORDS, "assetgraph.matching"},
    "isolated": {*QUESTION, *WORDS, "assetgraph.matching"},
    "matches": {*QUESTION, *WORDS, "assetgraph.matching"},
    "duplicates": {*STORE, "assetgraph.matching"},
    "export uit.json": {*STORE, "assetgraph.exporting", "xlsxwriter"},
    "vocabulary explain koken": WORDS,
    "undo": STORE,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small neighbourhood and its sheet."""
    folder = tmp_path_factory.mktemp("light")
    rows = (
        "Naam;Talenten;Kent;Groepen;Toestemming\n"
        "Ans Proef;koken;Bo Toets;Koor;ja\nBo Toets;;;Tuin;ja\n"
    )
    (folder / "Bewoners.csv").write_text(rows, encoding="utf-8")
    _loaded("import Bewoners.csv", folder)
    return folder


def _loaded(typed: str, folder: Path) -> set[str]:
    """The heavy packages that a command loads."""
    ran = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(typed.split())],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    code, *modules = json.loads(ran.stderr.splitlines()[-1])
    assert code == 0, ran.stderr
    return {package for package in HEAVY if package in modules}


@pytest.mark.parametrize("typed", MAY_LOAD)
def test_a_command_loads_what_it_needs(folder: Path, typed: str) -> None:
    assert _loaded(typed, folder) - MAY_LOAD[typed] == set()
