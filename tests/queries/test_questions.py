"""The registry: what command line, docs and tests iterate over."""

from __future__ import annotations

import subprocess
import sys

import pytest

from assetgraph.model.consent import Purpose
from assetgraph.queries import QUESTIONS, Question, question
from tests.snapshots import Neighbourhood


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda one: one.name)
def test_every_question_answers_an_empty_and_a_small_neighbourhood(asked: Question) -> None:
    assert asked.ask(Neighbourhood().snapshot(asked.purpose)) == []
    buurt = Neighbourhood()
    buurt.resident("Anna", wishes=["leren naaien"])
    buurt.resident("Bert", talents=["naaien"], nominates=["Anna"])
    assert asked.ask(buurt.snapshot(asked.purpose), top=1)


def test_questions_are_found_by_name() -> None:
    assert question("matches").purpose is Purpose.MATCH
    with pytest.raises(KeyError):
        question("nothing")


def test_the_registry_loads_no_engine() -> None:
    code = "import sys, assetgraph.queries; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not {"scipy", "rustworkx", "simplemma"} & set(loaded.stdout.split())
