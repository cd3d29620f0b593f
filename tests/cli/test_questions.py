"""`connectors`, `isolated`, `matches` and `vocabulary explain`: shapes, words and who is asked."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from tests.cli.command import Shell

REF = {"id": str, "name": str}
NUMBER = (int, float)
CONNECTOR = {
    "resident": dict,
    "score": NUMBER,
    "degree": int,
    "betweenness": NUMBER,
    "constraint": (int, float, type(None)),
    "effective_size": NUMBER,
    "nominations": int,
    "connects": list,
    "reasons": list,
    "kind": (str, type(None)),
    "stands_out": str,
    "parts": dict,
    "reach": dict,
    "room": str,
    "certainty": str,
    "doubts": list,
}
MISSING = {
    "resident": dict,
    "status": str,
    "ties": int,
    "professional_ties": int,
    "reasons": list,
    "hooks": list,
    "household_ties": int,
    "last_heard": (str, type(None)),
    "certainty": str,
    "doubts": list,
}
MATCH = {
    "resident": dict,
    "partner": dict,
    "score": NUMBER,
    "mutual": bool,
    "reasons": list,
    "introducer": (dict, type(None)),
    "place": (dict, type(None)),
    "first_step": str,
}
REASON = {"kind": str, "weight": NUMBER, "text": str, "facts": list}
MEANING = {"concept": str, "label": str, "direction": str, "weight": NUMBER, "because": str}


def check(row: dict[str, Any], shape: dict[str, Any]) -> None:
    """A row holds these keys, each with a value of its type."""
    assert shape.keys() <= row.keys()
    assert [name for name, kind in shape.items() if not isinstance(row[name], kind)] == []


def ref(value: dict[str, Any] | None) -> None:
    """Somebody or something by id and name, or nobody."""
    if value is not None:
        check(value, REF)


def texts(values: list[Any]) -> None:
    """A list of sentences."""
    assert [value for value in values if not (isinstance(value, str) and value)] == []


def test_connectors(demo: Shell) -> None:
    rows = demo("connectors", "--json").json
    assert len(rows) == 10
    for row in rows:
        check(row, CONNECTOR)
        ref(row["resident"])
        texts(row["connects"] + row["reasons"])
        assert 0 <= row["betweenness"] <= 1
    assert [row["score"] for row in rows] == sorted((r["score"] for r in rows), reverse=True)
    assert any(row["connects"] for row in rows)
    screen = demo("connectors", "--top", 3).out
    assert screen.split()[:3] == ["Wie", "Kent", "Genoemd"]
    assert rows[0]["resident"]["name"] in screen
    assert rows[3]["resident"]["name"] not in screen


def test_isolated(demo: Shell) -> None:
    rows = demo("isolated", "--json").json
    for row in rows:
        check(row, MISSING)
        ref(row["resident"])
        texts(row["reasons"] + row["hooks"])
    assert {row["status"] for row in rows} == {"isolated", "by_a_thread", "not_in_picture"}
    assert all(row["ties"] == 0 for row in rows if row["status"] == "isolated")
    screen = demo("isolated").out
    for head in (
        "Nog zonder contacten met buren (",
        "Kan wel wat meer mensen",
        "Nog niet in beeld (",
    ):
        assert head in screen
    assert all(row["resident"]["name"] in screen for row in rows)


def test_matches(demo: Shell) -> None:
    rows = demo("matches", "--json", "--top", 2).json
    for row in rows:
        check(row, MATCH)
        for who in ("resident", "partner", "introducer", "place"):
            ref(row[who])
        for reason in row["reasons"]:
            check(reason, REASON)
            texts([reason["text"], *reason["facts"]])
        weights = sum(reason["weight"] for reason in row["reasons"])
        assert row["score"] == pytest.approx(weights, abs=0.01)
    grouped = [row["resident"]["id"] for row in rows]
    assert all(grouped.count(one) <= 2 for one in set(grouped))
    changes = sum(a != b for a, b in pairwise(grouped))
    assert changes == len(set(grouped)) - 1


def test_the_screen_shows_the_weightiest_reasons_only(demo: Shell) -> None:
    rows = demo("matches", "--json", "--top", 1).json
    row = max(rows, key=lambda row: len(row["reasons"]))
    assert len(row["reasons"]) > 4
    screen = demo("matches", row["resident"]["id"], "--top", 1).out
    assert screen.startswith(f"Voor {row['resident']['name']}\n")
    assert screen.count("    - ") == 4
    assert "Eerste stap:" in screen


def test_a_wish(demo: Shell) -> None:
    wish = "mijn kookplaat doet het niet"
    rows = demo("matches", "--wish", wish, "--json").json
    assert rows
    assert {row["resident"] for row in rows} == {None}
    assert "Eerste stap:" in demo("matches", "--wish", wish, "--top", 1).out


def test_a_resident_goes_by_name_code_and_id(demo: Shell) -> None:
    row = demo("matches", "--json", "--top", 1).json[0]["resident"]
    by_id = demo("matches", row["id"], "--json").json
    by_name = demo("matches", row["name"].upper(), "--json").json
    assert by_id == by_name
    assert {one["resident"]["id"] for one in by_id} == {row["id"]}


def test_a_code_too(small: Shell) -> None:
    assert small("matches", "T1", "--json").json == small("matches", "Ans Proef", "--json").json
    assert small("matches", "t1").code == 0


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            "Dina Voorbeeld",
            ("Dina Voorbeeld (T3, Laan", "Dina Voorbeeld (T4, Plein", "code of het"),
        ),
        ("Ans", ("Niemand heet precies Ans. Wel: Ans Proef.",)),
        ("Niemand Hier", ("Niemand heet Niemand Hier",)),
    ],
)
def test_a_name_that_is_not_one_persons(small: Shell, typed: str, told: tuple[str, ...]) -> None:
    for command in (("matches", typed), ("visualize", "k.html", "--around", typed)):
        done = small(*command, code=2)
        assert [part for part in told if part not in done.text] == []
    assert not small.path("k.html").exists()


@pytest.mark.parametrize("who", ["Bo Toets", "T4"])
def test_without_consent_there_is_no_suggestion(small: Shell, who: str) -> None:
    done = small("matches", who, "--json", code=1)
    assert done.json == []
    assert "heeft geen toestemming gegeven voor kennismakingen" in done.err.replace("\n", " ")
    assert small("matches", who, code=1).out == ""


def test_vocabulary(shell: Shell) -> None:
    rows = shell("vocabulary", "explain", "sleutelt aan brommers", "--json").json
    for row in rows:
        check(row, MEANING)
        assert row["direction"] in {"offer", "wish", "learn", "past", "not"}
    screen = shell("vocabulary", "explain", "sleutelt aan brommers").out
    assert screen.startswith(f"{rows[0]['label']} (kan of geeft)\n  ")
    nothing = shell("vocabulary", "explain", "xyzzy", "--lang", "en")
    assert nothing.out == "Of “xyzzy” assetgraph understands nothing yet.\n"
