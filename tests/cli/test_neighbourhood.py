"""`overview`, `missing`, `islands`, `growth` and the other ways of `connectors`, as typed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import Done, Shell, widest
from tests.cli.sheets import kept

HEAD = "Naam;Straat;Huisnummer;Talenten;Wensen;Kent;Groepen;Beroepskracht;Toestemming\n"
RING = ("Ans Proef", "Bo Toets", "Cas Nieuw", "Dina Dal")

# Neighbourhoods in which a measure could trip.
DEGENERATE = {
    "one person": "Ans Proef;;;;;;;;ja\n",
    "a name alone": "Ans Proef;;;;;;;;\n",
    "no ties": "Ans Proef;;;koken;;;;;ja\nBo Toets;;;;koken;;;;ja\n",
    "everyone": "".join(
        f"{name};;;koken;;{', '.join(other for other in RING if other != name)};;;ja\n"
        for name in RING
    ),
    "a star": "Ans Proef;;;koken;;Bo Toets, Cas Nieuw, Dina Dal;;;ja\n",
    "professionals": "Ans Proef;;;;;;;ja;ja\nBo Toets;;;koken;;Ans Proef;;;ja\n",
    "only professionals": "Ans Proef;;;;;Bo Toets;;ja;ja\nBo Toets;;;;;;;ja;ja\n",
    "oneself": "Ans Proef;;;koken;;Ans Proef;;;ja\n",
    "twice": "Ans Proef;;;koken;;Bo Toets (goed), Bo Toets;;;ja\nBo Toets;;;;;Ans Proef;;;ja\n",
    "at home": "Ans Proef;Laan;1;koken;;Bo Toets;;;ja\nBo Toets;Laan;1;koken;;;;;ja\n",
}
WAYS = (
    "overview",
    "connectors",
    "connectors --key-players 3",
    "isolated",
    "islands",
    "growth",
    "growth --from 1-1-2020",
)
GROUPS = "Koor;Ans Proef\nTuin;Bo Toets\n"


def filled(shell: Shell, rows: str, groups: str = "") -> Shell:
    """A store with these residents, and groups with members."""
    folder = shell.path("bladen")
    folder.mkdir()
    (folder / "Bewoners.csv").write_text(HEAD + rows, encoding="utf-8")
    if groups:
        (folder / "Verbanden.csv").write_text(f"Naam;Leden\n{groups}", encoding="utf-8")
    shell("import", "bladen")
    return shell


def read_aloud(done: Done) -> None:
    """An answer is words, in lines that fit, without a number that is none."""
    assert done.out.strip()
    assert done.err == ""
    assert widest(done.out) <= 80
    assert [word for word in ("nan", "None", "inf", "{", "}") if word in done.out.split()] == []


@pytest.mark.parametrize("named", DEGENERATE)
def test_a_sensible_sentence(shell: Shell, named: str) -> None:
    filled(shell, DEGENERATE[named])
    for way in WAYS:
        read_aloud(shell(*way.split()))


def test_a_sensible_sentence_in_english(shell: Shell) -> None:
    filled(shell, DEGENERATE["at home"])
    for way in WAYS:
        read_aloud(shell(*way.split(), "--lang", "en"))


@pytest.mark.parametrize("named", ["no ties", "everyone", "at home"])
def test_a_sensible_sentence_about_somebody(shell: Shell, named: str) -> None:
    filled(shell, DEGENERATE[named], GROUPS)
    for way in (
        ("connectors", "--without", "Ans Proef"),
        ("connectors", "--between", "Koor", "Tuin"),
        ("connectors", "--group", "Koor"),
        ("missing", "Tuin"),
    ):
        read_aloud(shell(*way))


def test_an_empty_store(shell: Shell) -> None:
    filled(shell, DEGENERATE["one person"])
    shell("undo")
    for way in WAYS:
        read_aloud(shell(*way.split()))
        assert shell(*way.split(), "--json").json == []


KEYS = {
    "overview": {"day", "buurt", "residents", "blocks", "streets", "certainty", "notes"},
    "connectors --key-players 2": {"resident", "reach", "adds", "knows", "reasons", "room"},
    "connectors --without B006": {"resident", "cut_off", "alone", "longer", "takeovers", "mends"},
    "connectors --between Dinsdagkoks Moestuiniers": {"resident", "score", "one", "other"},
    "connectors --group Dinsdagkoks": {"resident", "score", "kind", "connects", "certainty"},
    "missing Dinsdagkoks": {"resident", "of", "score", "reasons", "along"},
    "islands": {"kind", "one", "other", "proposal", "ei", "mixing", "reasons"},
    "growth": {"theme", "gained", "lost", "before", "now", "new", "gone", "text", "loss"},
}


@pytest.mark.parametrize("typed", KEYS)
def test_the_json_has_its_fields(demo: Shell, typed: str) -> None:
    rows = demo(*typed.split(), "--json").json
    assert rows
    assert [KEYS[typed] - row.keys() for row in rows] == [set()] * len(rows)
    assert _texts(rows) == []


def _texts(value: Any) -> list[Any]:
    """Sentences that are none: keys, placeholders, empty ones."""
    if isinstance(value, dict):
        return [one for part in value.values() for one in _texts(part)]
    if isinstance(value, list):
        return [one for part in value for one in _texts(part)]
    wrong = isinstance(value, str) and ("{" in value or value.strip() != value or not value)
    return [value] if wrong else []


def test_options_before_and_after(demo: Shell) -> None:
    for first, last in (
        ("--top 2 connectors", "connectors --top 2"),
        ("--buurt=BU0363ZZ01 --json overview", "overview --json --buurt BU0363ZZ01"),
        ("--lang en --top=1 islands", "islands --top=1 --lang=en"),
        ("--as-of 1-1-1990 missing Dinsdagkoks", "missing Dinsdagkoks --as-of 1-1-1990"),
    ):
        assert demo(*first.split()).out == demo(*last.split()).out


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("missing Nergens", "Nergens staat niet op de kaart (gezocht: verband, plek en"),
        ("missing dinsdag", "Wel: Dinsdagkoks en Dinsdagtafel."),
        ("connectors --group Nergens", "Nergens staat niet op de kaart"),
        ("connectors --between Dinsdagkoks Nergens", "Nergens staat niet op de kaart"),
        ("connectors --between Dinsdagkoks", "Achter --between moet nog iets staan."),
        ("connectors --without Niemand", "Niemand heet Niemand"),
        ("connectors --group Dinsdagkoks --key-players 2", "kunnen niet samen."),
        ("connectors --key-players 0", "Bij --key-players hoort een getal."),
        ("isolated --not-asked-for lang", "lang is geen tijd die we kennen."),
        ("growth --from 2-2-2026 --to 1-1-2026", "De eerste dag ligt niet vóór de laatste."),
        ("missing", "Er ontbreekt iets: GROEP."),
    ],
)
def test_wrong_usage(demo: Shell, typed: str, told: str) -> None:
    done = demo(*typed.split(), code=2)
    assert done.out == ""
    assert told in done.text


def test_nothing_of_who_may_not_be_shown(shell: Shell) -> None:
    """Without consent for the map somebody is in no answer, nor found missing by it."""
    rows = "Ans Proef;;;koken;;Bo Toets, Cas Nieuw;;;ja\nBo Toets;;;;;;;;publiek\n"
    filled(shell, rows, GROUPS)
    for way in ("overview", "islands", "growth", "isolated", "connectors --key-players 3"):
        assert "Bo Toets" not in shell(*way.split()).out + shell(*way.split(), "--json").out
    done = shell("connectors", "--without", "Bo Toets", code=1)
    assert done.out == ""
    assert "staat niet op een kaart voor dit doel" in done.text


def test_liever_niet_holds_for_who_is_in_no_answer(shell: Shell) -> None:
    """Bo agreed to the map alone, and so is named to nobody; who avoids Bo is not sent there."""
    sheet = shell.path("Bewoners.csv")
    shell.path("Verbanden.csv").write_text("Naam;Wat doen ze;Leden\nKoor;zingen;Bo Toets\n")

    def asked(avoids: str) -> list[str]:
        rows = f"Ans Proef;zingen;;ja;{avoids}\nBo Toets;zingen;Koor;kaart;\n"
        rows += "Cas Nieuw;zingen;;kaart;\nDina Dal;zingen;;ja;\n"
        sheet.write_text(f"Naam;Talenten;Groepen;Toestemming;Liever niet\n{rows}")
        shell("import", "Bewoners.csv", "Verbanden.csv", "--source", "blad")
        return [row["resident"]["name"] for row in shell("missing", "Koor", "--json").json]

    assert asked("") == ["Ans Proef", "Dina Dal"]
    assert asked("Bo Toets") == ["Dina Dal"]


def test_professionals_are_refused(shell: Shell) -> None:
    filled(shell, DEGENERATE["professionals"])
    assert "is een beroepskracht" in shell("connectors", "--without", "Ans Proef", code=1).text


def test_what_is_read_leaves_no_trace(shell: Shell) -> None:
    """Other than in the log."""
    filled(shell, DEGENERATE["a star"], GROUPS)
    before = kept(shell.path("buurt.assetgraph"))
    for way in WAYS:
        shell(*way.split())
    assert kept(shell.path("buurt.assetgraph")) == before


def test_growth_over_four_moments(shell: Shell, tmp_path: Path) -> None:
    """One source that replaces its own words, and four that add up: counted by hand."""
    moments = (
        {"Ans": "Bo, Cas", "Dirk": "Ans"},
        {"Ans": "Bo, Cas", "Dirk": "Ans", "Bo": "Cas"},
        {"Ans": "Bo", "Dirk": "Ans, Bo", "Bo": "Cas"},
        {"Ans": "Bo", "Dirk": "", "Bo": "Cas"},
    )
    for number, ties in enumerate(moments, start=1):
        sheet = tmp_path / "Bewoners.csv"
        rows = "".join(
            f"{name};koken;{ties.get(name, '')};ja\n" for name in ("Ans", "Bo", "Cas", "Dirk")
        )
        sheet.write_text(f"Naam;Talenten;Kent;Toestemming\n{rows}", encoding="utf-8")
        day = f"{number}-3-2026"
        shell("import", sheet, "--source", "klas", "--date", day, "--store", "een")
        shell("import", sheet, "--source", f"klas {number}", "--date", day, "--store", "vier")

    def ties_between(store: str, start: int, end: int) -> tuple[int, int]:
        days = ("--from", f"{start}-3-2026", "--to", f"{end}-3-2026")
        rows = shell("growth", *days, "--store", store, "--json").json
        row = next(row for row in rows if row["theme"] == "ties")
        return row["gained"], row["lost"]

    assert [ties_between("een", one, one + 1) for one in (1, 2, 3)] == [(1, 0), (1, 1), (0, 2)]
    assert [ties_between("vier", one, one + 1) for one in (1, 2, 3)] == [(1, 0), (1, 0), (0, 0)]
    assert ties_between("een", 1, 4) == (1, 2)
    shown = shell("growth", "--from", "1-3-2026", "--to", "3-3-2026", "--store", "een").out
    # Bo and Dirk hung on Ans alone; Cas still knows one neighbour.
    assert "+ 2 buurtgenoten hebben meer mensen om zich heen gekregen\n" in shown
