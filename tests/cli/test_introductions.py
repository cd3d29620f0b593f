"""`introductions record`, `list` and `results`, as a linkworker types them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.cli.command import Shell, widest

SHEET = (
    "Naam;Code;Talenten;Wensen;Kent;Liever niet;Beroepskracht;Toestemming\n"
    "Ans Proef;T1;koken;leren naaien;Cas Toets;;;ja\n"
    "Bo Vries;T2;naaien;leren koken;Cas Toets;;;ja\n"
    "Cas Toets;T3;schaken;;;;;ja\n"
    "Dirk Kamp;T4;naaien;;;;;kaart\n"
    "Eva Werk;T5;;;;;ja;ja\n"
    "Finn Dijk;T6;naaien;;;Ans Proef;;ja\n"
)
PAIR = ("Ans Proef", "Bo Vries")


@pytest.fixture
def buurt(shell: Shell) -> Shell:
    """A folder with a store of six."""
    shell.path("Bewoners.csv").write_text(SHEET, encoding="utf-8")
    shell("import", "Bewoners.csv")
    return shell


def listed(shell: Shell, *options: str) -> list[dict[str, Any]]:
    """What `introductions list` says."""
    found: list[dict[str, Any]] = shell("introductions", "list", "--json", *options).json
    return found


def record(shell: Shell, *arguments: object, code: int = 0) -> Any:
    """Records a step."""
    return shell("introductions", "record", *arguments, code=code)


def test_from_proposed_to_a_tie_and_back(buurt: Shell) -> None:
    done = record(buurt, *PAIR, "--by", "T3", "--place", "Hub", code=2)
    assert "Hub" in done.err
    record(buurt, *PAIR, "--by", "T3")
    assert [one["partner"]["name"] for one in buurt("matches", "T1", "--json").json] == []
    for state in ("afgesproken", "ontmoet"):
        record(buurt, *reversed(PAIR), "--state", state)
    done = record(buurt, "T1", "T2", "--state", "vervolg", "--json").json
    assert (done["added"]["ties"], done["introduction"]["state"]) == (1, "vervolg")
    (one,) = listed(buurt)
    assert (one["resident"]["name"], one["partner"]["name"]) == PAIR
    assert [each["state"] for each in one["history"]] == [
        "voorgesteld", "afgesproken", "ontmoet", "vervolg",
    ]  # fmt: skip
    assert one["introducer"]["name"] == "Cas Toets"
    assert {"learn", "reciprocal_wish", "mutual"} <= set(one["reasons"])
    kinds = {row["kind"]: row for row in buurt("introductions", "results", "--json").json}
    assert (kinds["learn"]["met"], kinds["learn"]["introductions"]) == (1, 1)
    buurt("undo")
    assert listed(buurt)[0]["state"] == "ontmoet"


def test_a_day_and_what_is_due(buurt: Shell) -> None:
    today = date.today()
    record(buurt, *PAIR, "--date", (today - timedelta(20)).isoformat())
    assert [one["is_due"] for one in listed(buurt, "--due")] == [True]
    assert listed(buurt, "--as-of", (today - timedelta(21)).isoformat()) == []
    soon = (today + timedelta(5)).isoformat()
    record(buurt, *PAIR, "--state", "agreed", "--date", soon, "--lang", "en")
    (one,) = listed(buurt)
    assert (one["state"], one["since"], one["appointment"]) == (
        "afgesproken", today.isoformat(), soon,
    )  # fmt: skip
    assert listed(buurt, "--due") == []
    record(buurt, *PAIR, "--state", "ontmoet", "--date", soon, code=2)


@pytest.mark.parametrize(
    ("arguments", "code", "named"),
    [
        (("T1", "T4"), 1, "Dirk"),
        (("T1", "T2", "--by", "T4"), 1, "Dirk"),
        (("T1", "T5"), 1, "Eva"),
        (("T1", "T6"), 1, "Finn"),
        (("T1", "T2", "--by", "T6"), 1, "Ans"),
        (("T1", "T1"), 2, "Ans"),
        (("T1", "T2", "--by", "T2"), 2, "Bo"),
        (("T1", "T2", "--state", "misschien"), 2, "misschien"),
        (("T1", "Niemand"), 2, "Niemand"),
    ],
)
def test_what_is_not_recorded(
    buurt: Shell, arguments: tuple[str, ...], code: int, named: str
) -> None:
    done = record(buurt, *arguments, code=code)
    assert named in done.err
    assert not done.out
    assert listed(buurt) == []


@pytest.mark.parametrize("kept", ["Ans Proef", "Bo Vries", "Cas Toets"])
@pytest.mark.parametrize("agrees", ["ja", "kaart"])
def test_not_where_somebody_comes_who_is_kept_apart(buurt: Shell, kept: str, agrees: str) -> None:
    buurt.path("meer").mkdir()
    buurt.path("meer/Plekken.csv").write_text("Naam;Buurt\nHub;Kade\nBank;Kade\n", encoding="utf-8")
    buurt.path("meer/Bewoners.csv").write_text(
        f"Naam;Code;Liever niet;Plekken;Buurt;Toestemming\nGerda Weg;T7;{kept};Hub;Kade;{agrees}\n",
        encoding="utf-8",
    )
    buurt("import", "meer")
    done = record(buurt, *PAIR, "--by", "T3", "--place", "Hub", code=1)
    assert "Hub" in done.err
    assert "Gerda" not in done.err
    assert listed(buurt) == []
    record(buurt, *PAIR, "--by", "T3", "--place", "Bank")
    assert listed(buurt)[0]["place"]["name"] == "Bank"
    sheet = buurt.path("meer/Bewoners.csv")
    sheet.write_text(sheet.read_text(encoding="utf-8").replace(";Hub;", ";Bank;"), encoding="utf-8")
    buurt("import", "meer")
    assert listed(buurt)[0]["place"] is None
    record(buurt, *PAIR, "--place", "Bank", "--state", "gestopt")


def test_a_team_sets_when_it_is_due_and_how_long_it_rests(buurt: Shell) -> None:
    own = buurt.path("buurt.gewichten.toml")
    ago = (date.today() - timedelta(20)).isoformat()
    record(buurt, *PAIR, "--date", ago)
    own.write_text("[due]\nvoorgesteld = 30\n", encoding="utf-8")
    assert listed(buurt, "--due") == []
    record(buurt, *PAIR, "--state", "gestopt", "--date", ago)
    partners = [one["partner"]["name"] for one in buurt("matches", "T1", "--json").json]
    assert partners == []
    own.write_text("[rest]\ngestopt = 10\n", encoding="utf-8")
    partners = [one["partner"]["name"] for one in buurt("matches", "T1", "--json").json]
    assert partners == ["Bo Vries"]
    own.write_text("[rest]\ngestopt = 10.5\n", encoding="utf-8")
    assert "rest.gestopt" in buurt("introductions", "list", code=2).err


def test_that_it_stopped_may_always_be_recorded(buurt: Shell) -> None:
    record(buurt, "T1", "T6", "--state", "gestopt")
    assert listed(buurt) == []


def test_who_works_here_may_introduce(buurt: Shell) -> None:
    record(buurt, *PAIR, "--by", "T5")
    assert listed(buurt)[0]["introducer"]["name"] == "Eva Werk"


def test_who_withdraws_is_not_in_the_list(buurt: Shell) -> None:
    record(buurt, *PAIR, "--by", "T3")
    sheet = buurt.path("Bewoners.csv")
    sheet.write_text(SHEET.replace("Cas Toets;;;ja", "Cas Toets;;;kaart"), encoding="utf-8")
    buurt("import", "Bewoners.csv")
    assert listed(buurt) == []
    assert buurt("introductions", "results", "--json").json == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_on_the_screen(buurt: Shell, language: str) -> None:
    for command in ("list", "results"):
        done = buurt("introductions", command, "--lang", language)
        assert "introductions record" in done.text
    done = record(buurt, *PAIR, "--lang", language)
    assert "undo 2" in done.err
    for command in ("list", "results"):
        done = buurt("introductions", command, "--lang", language)
        assert done.out
        assert widest(done.out) <= 80
    assert "Ans Proef" in buurt("introductions", "list", "--lang", language).out
    none = buurt("introductions", "list", "--due", "--lang", language).text
    assert "introductions list" in none
