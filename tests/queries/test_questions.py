"""The registry: what command line, docs and tests iterate over."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from assetgraph.messages import LANGUAGES, catalogue
from assetgraph.model.consent import Purpose
from assetgraph.model.kinds import Node
from assetgraph.model.nodes import Group, Resident
from assetgraph.queries import QUESTIONS, Question, question
from assetgraph.queries.answers import to_json
from assetgraph.queries.meeting import Meeting
from tests.snapshots import Neighbourhood


@pytest.fixture
def buurt() -> Neighbourhood:
    """Two groups and somebody who knows people in both."""
    made = Neighbourhood()
    for name in ("Anna", "Bert", "Cor"):
        made.resident(name, wishes=["leren naaien"], groups=["Koor"])
        made.knows("Dirk", name)
    made.resident("Dirk", talents=["naaien"], groups=["Tuin"], nominates=["Anna"])
    made.resident("Eva", wishes=["naaien"], languages=("Twi",))
    made.knows("Eva", "Anna")
    made.introduced("Anna", "Bert", reasons=["wish"])
    return made


def named(asked: Question, buurt: Neighbourhood) -> dict[str, Any]:
    """Somebody or something for each option that takes the id of something on the map."""
    things: dict[type[Node], list[str]] = {Group: ["Koor", "Tuin"], Resident: ["Dirk"]}
    waiting = {kind: iter(names) for kind, names in things.items()}
    return {
        option: buurt.node(kinds[0], next(waiting[kinds[0]]))
        for option, kinds in asked.finds.items()
    }


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda one: one.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_answers(asked: Question, language: str, buurt: Neighbourhood) -> None:
    assert asked.ask(Neighbourhood().snapshot(asked.purpose)) == []
    snapshot = buurt.snapshot(asked.purpose)
    options = named(asked, buurt)
    if asked.introduces:
        options["meeting"] = Meeting(frozenset(snapshot.ids))
    found = asked.ask(snapshot, **options)
    assert found
    assert [type(to_json(one, catalogue(language))) for one in found] == [dict] * len(found)
    assert 0 < len(asked.ask(snapshot, **options, top=1)) <= len(found)


@pytest.mark.parametrize("asked", [one for one in QUESTIONS if one.finds], ids=lambda one: one.name)
def test_what_is_not_there_has_no_answer(asked: Question, buurt: Neighbourhood) -> None:
    snapshot = buurt.snapshot(asked.purpose)
    assert asked.ask(snapshot, **dict.fromkeys(asked.finds, "niets")) == []


def test_nothing_is_asked_for_the_public() -> None:
    """Who connects or is missing is for the people who made the map, never for everyone."""
    assert {one.purpose for one in QUESTIONS} == {Purpose.MAP, Purpose.MATCH}


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
