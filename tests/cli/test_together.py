"""`introductions plan`, `gatherings` and `talents` as typed, and where there is nothing."""

from __future__ import annotations

import pytest

from tests.cli.command import Shell, widest

HEAD = "Naam;Code;Talenten;Wensen;Kent;Liever niet;Hoeveel tegelijk;Toestemming\n"
FOUR = (
    "Ans Proef;T1;schaken;;Bo Vries;;;ja\n"
    "Bo Vries;T2;schaken;leren naaien;;;;ja\n"
    "Cas Toets;T3;;leren schaken;;;;ja\n"
    "Dirk Kamp;T4;koken;;Bo Vries;;;kaart\n"
)
NOTHING = {
    "nobody wishes": (
        "Ans Proef;;koken;;;;;ja\nBo Vries;;timmeren;;;;;ja\n",
        {"matches": "raakt elkaar nog niet", "introductions plan": "nog geen kennismaking"},
    ),
    "nothing said": (
        "Ans Proef;;;;Bo Vries;;;ja\nBo Vries;;;;;;;ja\n",
        {
            "matches": "van niemand staat er een talent of wens",
            "introductions plan": "weten we nog niet wat hij of zij kan",
            "gatherings": "nog geen drie mensen",
            "talents": "nog geen talenten en wensen",
        },
    ),
    "one person": (
        "Ans Proef;;koken;leren schaken;;;;ja\n",
        {
            "matches": "minstens twee",
            "introductions plan": "Niemand noemt nog iets dat past",
            "gatherings": "nog geen drie mensen",
            "talents": "Eén wens waar nog niemand bij past",
        },
    ),
    "nobody consented": (
        "Ans Proef;;koken;leren schaken;Bo Vries;;;kaart\nBo Vries;;schaken;koken;;;;kaart\n",
        {
            "matches": "Nog niemand gaf toestemming",
            "matches --wish schaken": "Nog niemand gaf toestemming",
            "introductions plan": "Nog niemand gaf toestemming",
            "introductions list": "nog geen kennismaking vastgelegd",
            "introductions results": "nog geen kennismaking vastgelegd",
            "gatherings": "nog geen drie mensen",
            "talents": "nog geen talenten en wensen",
        },
    ),
}
EVERYWHERE = (
    "matches",
    "matches --wish schaken",
    "introductions plan",
    "introductions list",
    "introductions results",
    "gatherings",
    "talents",
)


def filled(shell: Shell, rows: str) -> Shell:
    """A store with these residents."""
    shell.path("Bewoners.csv").write_text(HEAD + rows, encoding="utf-8")
    shell("import", "Bewoners.csv")
    return shell


@pytest.mark.parametrize("named", NOTHING)
def test_a_sentence_that_helps(shell: Shell, named: str) -> None:
    rows, sentences = NOTHING[named]
    filled(shell, rows)
    for typed in EVERYWHERE:
        done = shell(*typed.split())
        text = " ".join(done.out.split())
        assert sentences.get(typed, "") in text
        assert text
        assert widest(done.out) <= 80
        assert shell(*typed.split(), "--lang", "en").out.strip()


def test_everybody_wishes_the_same(shell: Shell) -> None:
    names = ("Ans Proef", "Bo Vries", "Cas Toets", "Dirk Kamp")
    filled(shell, "".join(f"{name};;;leren schaken;;;;ja\n" for name in names))
    (gathering,) = shell("gatherings", "--json").json
    assert {each["resident"]["name"] for each in gathering["residents"]} == set(names)
    (wish,) = shell("talents", "--json").json
    assert (wish["kind"], len(wish["residents"]), wish["fits"]) == ("wish", 4, [])
    planned = shell("introductions", "plan", "--json").json
    taking = [row[side]["name"] for row in planned for side in ("resident", "partner")]
    assert max(taking.count(name) for name in names) <= 3
    assert {row["reasons"][0]["kind"] for row in planned} == {"shared_wish"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_on_the_screen(shell: Shell, language: str) -> None:
    filled(shell, FOUR)
    for typed in ("introductions plan", "gatherings", "talents", "introductions plan --top 1"):
        done = shell(*typed.split(), "--lang", language)
        assert widest(done.out) <= 80
        assert "Dirk" not in done.out
    plan = shell("introductions", "plan", "--lang", language).out
    assert "Cas Toets" in plan


def test_of_who_did_not_agree_nothing_is_told(shell: Shell) -> None:
    """Not even how many they are."""
    filled(shell, FOUR)
    before = shell("introductions", "plan").out
    more = "".join(f"Iemand {letter};;;;;;;kaart\n" for letter in "ABCDEF")
    shell.path("Bewoners.csv").write_text(HEAD + FOUR + more, encoding="utf-8")
    shell("import", "Bewoners.csv")
    assert shell("introductions", "plan").out == before


def test_talents_and_their_wishes(shell: Shell) -> None:
    filled(shell, FOUR)
    rows = shell("talents", "--json").json
    told = [
        (row["kind"], [each["resident"]["name"] for each in row["residents"]], len(row["fits"]))
        for row in rows
    ]
    assert told == [("talent", ["Ans Proef", "Bo Vries"], 1), ("wish", ["Bo Vries"], 0)]
    assert all(row["topic"] for row in rows)
    assert [row["kind"] for row in shell("talents", "--json", "--top", "1").json] == ["talent"]


def test_the_caps_of_a_plan(shell: Shell) -> None:
    filled(shell, FOUR)
    assert shell("introductions", "plan", "--per-helper", "0", "--json").json == []
    planned = shell("introductions", "plan", "--per-introducer", "0", "--json").json
    assert planned
    assert [row["introducer"] for row in planned] == [None] * len(planned)
