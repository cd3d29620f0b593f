"""`resident`: what a person may see, change, stop and take along."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.command import Shell

LATER = (date.today() + timedelta(days=40)).isoformat()
STORIES = (
    "Titel;Verhaal;Verteld door\n"
    "Feest;ANS  proef danste, en Ans lachte.;Bo Toets\nSoep;Ans kookte.;Bo Toets\n"
)


@pytest.fixture
def told(again: Shell) -> Shell:
    """The small neighbourhood with stories in which Ans Proef is named."""
    again.path("Verhalen.csv").write_text(STORIES, encoding="utf-8")
    again("import", "Verhalen.csv", "--source", "lijst van Ans Proef")
    return again


def purposes(shell: Shell, name: str) -> set[str]:
    """The purposes that hold for somebody."""
    found = shell("resident", "consent", name, "--json").json["consents"]
    return {one["purpose"] for one in found if one["holds"]}


def test_consent_is_given_narrowed_and_withdrawn(again: Shell) -> None:
    assert purposes(again, "T1") == {"map", "match"}
    before = date.today()
    given = again(
        "resident", "consent", "T1", "--purpose", "publiek", "--give", "--until", LATER,
        "--explained", "Uw naam komt op de site", "--by", "Kim", "--basis", "toestemming", "--json",
    ).json  # fmt: skip
    (one,) = [found for found in given["consents"] if found["purpose"] == "publish"]
    # A day may begin while the test runs.
    assert before.isoformat() <= one["recorded_on"] <= date.today().isoformat()
    assert one == {
        "purpose": "publish",
        "basis": "consent",
        "recorded_by": "Kim",
        "recorded_on": one["recorded_on"],
        "explained": "Uw naam komt op de site",
        "until": LATER,
        "withdrawn_on": None,
        "objected_on": None,
        "restricted_on": None,
        "holds": True,
    }
    before = date.today()
    (ending,) = again("resident", "consents", "--soon", 50, "--json").json
    days = {(date.fromisoformat(LATER) - day).days for day in (before, date.today())}
    assert ending["resident"]["name"] == "Ans Proef"
    assert ending["days"] in days
    assert again("resident", "consents", "--soon", 30, "--json").json == []
    again("resident", "consent", "T1", "--purpose", "kaart", "--only")
    assert purposes(again, "T1") == {"map"}
    assert again("matches", "T1", "--json", code=1).json == []
    again("resident", "consent", "T1", "--withdraw")
    assert purposes(again, "T1") == set()
    assert "Ans Proef" not in again("connectors").text
    again("import", "vol.xlsx", "--source", "later")
    assert purposes(again, "T1") == set()


def test_what_does_not_go_together(again: Shell) -> None:
    for typed in (
        "--give",
        "--purpose alles --give",
        "--purpose match --give --withdraw",
        "--purpose match --give --until 1-1-2020",
        "--purpose match --give --basis zomaar",
    ):
        again("resident", "consent", "T1", *typed.split(), code=2)
    assert len(again("history", "--json").json) == 1


def test_an_objection_goes_before_a_public_task(again: Shell) -> None:
    task = ("resident", "consent", "T1", "--purpose", "match", "--give", "--basis", "public task")
    again(*task)
    assert "match" in purposes(again, "T1")
    again("resident", "object", "T1", "--purpose", "match")
    assert purposes(again, "T1") == {"map"}
    assert "bezwaar" in again(*task, code=1).err
    assert purposes(again, "T1") == {"map"}
    again("resident", "consent", "T1", "--purpose", "match", "--give")
    assert "match" in purposes(again, "T1")


def test_a_restriction_stops_all_and_comes_off(again: Shell) -> None:
    again("resident", "restrict", "T1")
    assert purposes(again, "T1") == set()
    again("import", "vol.xlsx", "--source", "later")
    again("resident", "consent", "T1", "--purpose", "publiek", "--give")
    assert purposes(again, "T1") == set()
    assert "Ans Proef" not in again("overview").text + again("isolated").text
    again("resident", "restrict", "T1", "--lift")
    assert purposes(again, "T1") == {"map", "match", "publish"}
    again("resident", "restrict", "T4")
    again("resident", "restrict", "T4", "--lift")
    assert purposes(again, "T4") == {"map"}


def test_a_correction_is_the_last_word(again: Shell) -> None:
    again("resident", "correct", "T1", "straat", "Plein")
    again("resident", "correct", "T1", "Talenten", "zingen; brood bakken")
    again("resident", "correct", "Ans Proef", "Kent", "Bo Toets (groet)")
    again("import", "vol.xlsx", "--source", "later")
    found = again("resident", "show", "T1", "--json").json
    facts = {one["field"]: one["value"] for one in found["facts"]}
    assert facts["street"] == "Plein"
    ties = {(one["relation"], one["name"]) for one in found["ties"]}
    assert ties == {("can", "zingen"), ("can", "brood bakken"), ("knows", "Bo Toets")}
    own = {one["name"] for one in found["ties"] if one["own_word"]}
    assert own == {"zingen", "brood bakken", "Bo Toets"}
    again("resident", "correct", "T1", "Straat", "")
    facts = again("resident", "show", "T1", "--json").json["facts"]
    assert {one["value"] for one in facts if one["field"] == "street"} == {None}


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("Schoenmaat", "42", 2),
        ("Toestemming", "ja", 2),
        ("Kent", "Niemand Nergens", 2),
        ("Postcode", "abc", 1),
        ("Naam", "", 1),
    ],
)
def test_what_cannot_be_corrected(again: Shell, field: str, value: str, code: int) -> None:
    before = again("history", "--json").json
    again("resident", "correct", "T1", field, value, code=code)
    assert again("history", "--json").json == before


def test_a_correction_is_questioned(again: Shell) -> None:
    number = "111222333"
    done = again("resident", "correct", "T1", "Talenten", f"koken {number}", code=1)
    assert number not in done.text
    assert "burgerservicenummer" in done.text
    done = again("resident", "correct", "T1", "Wensen", "bel 06-12345678, schulden", "--json")
    assert {one["code"] for one in done.json["issues"]} == {"free-text-phone", "free-text-money"}
    assert "Hoort dit in een buurtkaart?" in again(
        "resident", "correct", "T1", "Dromen", "mail aan x@voorbeeld.nl").err  # fmt: skip


def test_a_group_that_still_says_so_is_told(again: Shell) -> None:
    again.path("Verbanden.csv").write_text("Naam;Leden\nKoor;Ans Proef\n", encoding="utf-8")
    again("import", "Verbanden.csv")
    assert "Koor" in again("resident", "correct", "T1", "Groepen", "").text


def test_show_leaves_out_what_is_somebody_elses(again: Shell) -> None:
    """Whom others would rather not meet, and who knows them without being on the map."""
    rows = (
        "Naam;Kent;Verbinders;Liever niet;Toestemming\n"
        "Bo Toets;Ans Proef (goed);Ans Proef;;\n"
        "Els Stil;Ans Proef;Ans Proef;Ans Proef;nee\n"
    )
    again.path("Bewoners.csv").write_text(rows, encoding="utf-8")
    again("import", "Bewoners.csv")
    text = again("resident", "show", "T1").text
    assert "Els Stil" not in text
    assert "liever niet" not in text.casefold()
    assert "iemand die zelf niet op de kaart staat" in text
    found = again("resident", "show", "T1", "--json").json
    ties = {(one["relation"], one["direction"], one["name"]) for one in found["ties"]}
    assert ("nominates", "in", "Bo Toets") in ties
    assert ("nominates", "in", None) in ties
    assert ("knows", "out", "Bo Toets") in ties


def test_the_letter_and_the_data(told: Shell) -> None:
    told("resident", "correct", "T1", "Dromen", "een <b>boot</b> & meer")
    told("resident", "export", "T1", "brief")
    letter = told.path("brief/brief.html").read_text(encoding="utf-8")
    assert "Ans Proef" in letter
    assert "een &lt;b&gt;boot&lt;/b&gt; &amp; meer" in letter
    assert "<script" not in letter
    data = json.loads(told.path("brief/gegevens.json").read_text(encoding="utf-8"))
    assert data["resident"]["name"] == "Ans Proef"
    assert {one["relation"] for one in data["ties"]} == {"can", "dreams_of", "knows"}
    assert told.path("brief/brief.html").stat().st_mode & 0o077 == 0
    told("resident", "export", "T1", "brief", code=1)
    told("resident", "export", "T1", "brief", "--force")


# --- erasing ---


def bytes_with(shell: Shell, *words: str) -> list[str]:
    """The files beside the store in whose bytes one of these words stands."""
    return [
        file.name
        for file in sorted(shell.folder.glob("buurt.*"))
        if any(word.casefold().encode() in file.read_bytes().lower() for word in words)
    ]


def test_an_erasure_needs_a_decision(told: Shell) -> None:
    assert told("resident", "erase", "T1", code=1).out == ""
    assert "--yes" in told("resident", "erase", "T1", code=1).err
    assert "Ans Proef" in told("resident", "show", "T1").text


@pytest.mark.parametrize(
    ("texts", "feast", "soup", "n"),
    [
        ("replace", "iemand danste, en Ans lachte.", "Ans kookte.", 2),
        ("all", "iemand danste, en Ans lachte.", "iemand kookte.", 3),
        ("keep", "ANS  proef danste, en Ans lachte.", "Ans kookte.", 0),
    ],
)
def test_what_becomes_of_texts(told: Shell, texts: str, feast: str, soup: str, n: int) -> None:
    done = told("resident", "erase", "T1", "--yes", "--texts", texts, "--json").json
    assert done["texts"]["changed"] == n
    told("export", "uit.json", "--purpose", "all", "--yes")
    data = json.loads(told.path("uit.json").read_text(encoding="utf-8"))
    tales = {one["title"]: one["text"] for one in data["nodes"] if one["kind"] == "story"}
    assert tales == {"Feest": feast, "Soep": soup}


def test_an_erasure_is_for_good(told: Shell) -> None:
    """In no byte of the store and what lies beside it, whatever is undone or loaded after it."""
    told("resident", "correct", "T1", "Straat", "Ansproefplein")
    told("vocabulary", "add", "koken", "soep van Ans Proef")
    told("matches", "T1", "--why", "gesprek met Ans Proef", "--as", "Ans Proef")
    told("visualize", "kaart.html")
    assert bytes_with(told, "ans proef") == ["buurt.assetgraph", "buurt.woorden.toml"]
    gone = told("resident", "erase", "Ans Proef", "--yes", "--json").json
    clean = ("ans proef", "ans  proef", "ansproefplein", "breien")
    assert bytes_with(told, *clean) == []
    assert gone["removed"]["residents"] == 1
    for _ in range(3):
        told("undo", code=None)
    assert bytes_with(told, *clean) == []
    assert told("doctor", "--json").json["findings"] == []
    log = told("log", gone["id"], "--json").json
    assert "resident erase" in [one["command"] for one in log if one["about"]]
    assert any(one["taken_away"] for one in log)


def test_an_old_sheet_does_not_bring_anybody_back(told: Shell) -> None:
    told("resident", "erase", "T1", "--yes")
    told("undo", 1)
    for typed in ("vol.xlsx", "Verhalen.csv"):
        done = told("import", typed, "--json", code=1).json
        (issue,) = [one for one in done["issues"] if one["code"] == "erased-person"]
        assert issue["value"].casefold().split() == ["ans", "proef"]
        assert issue["file"] == typed
        assert (issue["sheet"], issue["row"]) == {
            "vol.xlsx": ("Bewoners", 3),
            "Verhalen.csv": ("Verhalen", 2),
        }[typed]
        assert done["changeset"] is None
    told("import", "vol.xlsx", "--partial")
    told("import", "Verhalen.csv", "--partial")
    assert bytes_with(told, "ans proef", "ans  proef", "breien") == []
    assert "Bo Toets" in told("isolated").text
    told("import", "vol.xlsx", "--erased-too")
    assert "Ans Proef" in told("resident", "show", "T1").text


def test_a_living_namesake_may_come(told: Shell) -> None:
    """Somebody else of the name is asked about once, and then simply there."""
    told("resident", "erase", "T1", "--yes")
    sheet = told.path("Bewoners.csv")
    sheet.write_text("Naam;Code\nAns Proef;X9\n", encoding="utf-8")
    told("import", "Bewoners.csv", code=1)
    told("import", "Bewoners.csv", "--erased-too")
    sheet.write_text("Naam;Code;Talenten\nAns Proef;X9;zingen\n", encoding="utf-8")
    told("import", "Bewoners.csv")


def test_candidates_who_are_not_on_the_map_are_ids_alone(again: Shell) -> None:
    again("resident", "restrict", "T4")
    err = again("matches", "Dina Voorbeeld", code=2).err
    assert "Laan" in err
    assert "Plein" not in err
    assert "T4" not in err


def test_a_buurt_of_people_who_are_not_shown_is_not_there(again: Shell) -> None:
    assert again("connectors", "--buurt", "Zuid", "--json").json == []
    again("resident", "restrict", "T4")
    gone = again("connectors", "--buurt", "Zuid", code=2).text
    never = again("connectors", "--buurt", "Nergens", code=2).text
    assert gone.replace("Zuid", "Nergens") == never


def test_history_tells_nothing_of_who_is_not_on_the_map(again: Shell) -> None:
    again("resident", "correct", "T1", "Straat", "Geheimplein")
    assert "Geheimplein" in again("history").text
    again("resident", "consent", "T1", "--purpose", "kaart", "--withdraw")
    assert "Geheimplein" not in again("history").text + again("history", "--json").out
    assert "Geheimplein" not in again("undo", 2, "--json").out
    assert Path(again.path("buurt.assetgraph")).exists()


def test_who_is_asked_about_is_not_told_of_who_is_not_on_the_map(shell: Shell) -> None:
    """Of candidates who did not agree to the map neither street nor code, and no name."""
    sheet = shell.path("Bewoners.csv")
    head = "Naam;Code;Straat;Kent;Toestemming\n"
    sheet.write_text(
        f"{head}Wim Stil;S1;Stilstraat;;nee\nWim Stil;S2;Kade;;ja\nRia Geheim;R1;Hofje;;nee\n",
        encoding="utf-8",
    )
    shell("import", "Bewoners.csv")
    told = {}
    for code, name in (("ambiguous-name", "Wim Stil"), ("person-without-row", "Ria")):
        sheet.write_text(f"{head}Bo Toets;B1;Laan;{name};ja\n", encoding="utf-8")
        done = shell("import", "Bewoners.csv", "--dry-run", "--json", code=None).json
        (told[name],) = [one for one in done["issues"] if one["code"] == code]
    sheet.write_text("Naam;Toestemming\nWim Stil;ja\n", encoding="utf-8")
    done = shell("import", "Bewoners.csv", "--dry-run", "--json", code=None).json
    (told["row"],) = [one for one in done["issues"] if one["code"] == "same-name"]
    text = json.dumps(told)
    assert text.count("Kade") == 2
    for hidden in ("Stilstraat", "S1", "Hofje", "R1", "Geheim"):
        assert hidden not in text
