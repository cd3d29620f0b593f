"""`template`, `import`, `history` and `undo`: the way of a facilitator's sheets."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from assetgraph.model.changeset import no_counts
from tests.cli.command import Shell, widest
from tests.cli.sheets import NEIGHBOURS, changed, fill

ZEROS = no_counts()
ISSUE = {"code", "severity", "file", "sheet", "row", "column", "value", "message", "hint"}


def test_the_template_says_what_to_do_next(shell: Shell) -> None:
    done = shell("template", "buurt.xlsx")
    assert done.out == ""
    assert "assetgraph import buurt.xlsx" in done.text
    assert "buurt.xlsx is er al." in shell("template", "buurt.xlsx", code=1).text
    shell("template", "buurt.xlsx", "--force", "--lang", "en")
    assert openpyxl.load_workbook(shell.path("buurt.xlsx")).sheetnames[1] == "Residents"


def test_an_empty_template_has_nothing_to_load(shell: Shell, template: Path) -> None:
    done = shell("import", template, "--json", code=1)
    assert done.json["ok"] is False
    assert [issue["code"] for issue in done.json["issues"]] == ["nothing-to-load"]
    screen = shell("import", template, code=1)
    assert "Er staan geen rijen in om in te lezen." in screen.text
    assert "--partial" not in screen.text
    assert not shell.path("buurt.assetgraph").exists()


def test_what_is_new_and_then_nothing(shell: Shell, template: Path) -> None:
    fill(template, shell.path("vol.xlsx"), NEIGHBOURS)
    first = shell("import", "vol.xlsx", "--json").json
    assert first.keys() >= {"ok", "changeset", "added", "changed", "issues"}
    assert first["ok"] is True
    assert first["changeset"] == 1
    assert first["added"] == ZEROS | {"residents": 5, "talents": 2, "wishes": 1, "ties": 2}
    assert first["changed"] == ZEROS
    assert [issue["code"] for issue in first["issues"]] == ["person-without-row"]
    assert all(issue.keys() >= ISSUE for issue in first["issues"])
    second = shell("import", "vol.xlsx", "--json").json
    assert (second["ok"], second["changeset"]) == (True, 2)
    assert second["added"] == second["changed"] == ZEROS
    assert "Er is niets nieuws en niets veranderd." in shell("import", "vol.xlsx").out
    assert shell("history").out.count("Alles was al bekend en is nu bevestigd.") == 2


def test_a_wrong_cell_is_named_and_nothing_is_loaded(shell: Shell, template: Path) -> None:
    rows = NEIGHBOURS + [{"Naam": f"Buur {n}"} for n in range(7)]
    fill(template, shell.path("vol.xlsx"), changed([*rows, {"Naam": "Eva Proef"}], 11))
    fill(template, shell.path("fout.xlsx"), [*rows, {"Naam": "Eva", "Dagdelen": "smiddags"}])
    done = shell("import", "fout.xlsx", code=1)
    assert done.out == ""
    lines = done.err.splitlines()
    at = lines.index("Bewoners, rij 14, kolom Dagdelen: smiddags is geen dagdeel.")
    assert (
        lines[at + 1] == "  Bedoelde u middag? U kunt kiezen uit ochtend, middag, avond en nacht."
    )
    assert "Er is niets ingelezen: er is 1 fout." in done.text
    told = shell("import", "fout.xlsx", "--json", code=1).json
    assert (told["ok"], told["changeset"], told["added"]) == (False, None, ZEROS)
    issue = next(one for one in told["issues"] if one["severity"] == "error")
    assert (issue["code"], issue["file"]) == ("unknown-daypart", "fout.xlsx")
    assert (issue["sheet"], issue["row"], issue["column"]) == ("Bewoners", 14, "Dagdelen")
    assert issue["value"] == "smiddags"
    assert not shell.path("buurt.assetgraph").exists()
    partial = shell("import", "fout.xlsx", "--partial", "--json", code=1).json
    assert partial["changeset"] == 1
    assert partial["added"]["residents"] == 12


def test_what_is_said_of_many_rows_is_said_once(shell: Shell, template: Path) -> None:
    rows = [{"Naam": f"Buur {n}", "Dagdelen": "zzz"} for n in range(12)]
    rows += [{"Naam": f"Buur {n}", "Dagdelen": f"zz{n}"} for n in range(12, 26)]
    fill(template, shell.path("fout.xlsx"), rows)
    done = shell("import", "fout.xlsx", "--lang", "nl", code=1)
    assert "rij 3, 4, 5, 6, 7, 8, 9, 10 en nog 4, kolom Dagdelen: zzz is geen dagdeel." in done.text
    assert done.err.count("Kies uit ochtend, middag") == 1
    assert "… en nog 5 meldingen als deze." in done.text
    assert "er zijn 26 fouten" in done.text
    assert widest(done.err) <= 80
    assert "--partial" not in shell("import", "fout.xlsx", "--partial", code=1).text


def test_a_dry_run_keeps_nothing(again: Shell, template: Path) -> None:
    before = again("history", "--json").json
    fill(template, again.path("vol.xlsx"), [*NEIGHBOURS, {"Naam": "Eva Proef"}])
    told = again("import", "vol.xlsx", "--dry-run", "--json").json
    assert (told["changeset"], told["added"]["residents"]) == (None, 1)
    assert "Dit was een proef: er is niets bewaard." in again("import", "vol.xlsx", "--dry-run").out
    assert again("history", "--json").json == before


def test_a_changed_cell_stands_in_the_history(again: Shell, template: Path) -> None:
    rows = changed(NEIGHBOURS, 0, Straat="Plein", Kent="Bo Toets (groet); Cas Nieuw")
    fill(template, again.path("vol.xlsx"), rows)
    told = again("import", "vol.xlsx", "--json", "--date", "1-6-2027").json
    assert told["added"] == ZEROS
    assert told["changed"] == ZEROS | {"residents": 1, "ties": 1}
    screen = again("history", 2).text
    assert "2. 1-6-2027 vol.xlsx" in screen
    assert "Veranderd: 1 bewoner en 1 contact." in screen
    assert "- Ans Proef: Straat was Laan, is nu Plein" in screen
    assert "- Ans Proef, Kent: Bo Toets was goed, is nu groet" in screen
    _, record = again("history", "--json").json
    assert record.keys() >= {"id", "source", "date", "recorded_at", "who", "undone_at"}
    assert record.keys() >= {"added", "changed", "removed", "changes"}
    assert (record["id"], record["source"], record["date"]) == (2, "vol.xlsx", "2027-06-01")
    assert date.fromisoformat(record["recorded_at"][:10])
    _one_change(record["changes"])


def _one_change(changes: list[dict[str, Any]]) -> None:
    shape = {"node", "name", "field", "label", "other", "before", "after"}
    assert all(change.keys() >= shape for change in changes)
    street = next(change for change in changes if change["field"] == "street")
    assert (street["name"], street["before"], street["after"]) == ("Ans Proef", "Laan", "Plein")


def test_undo(again: Shell, template: Path) -> None:
    fill(template, again.path("meer.xlsx"), [{"Naam": "Eva Proef", "Talenten": "zingen"}])
    again("import", "meer.xlsx", "--source", "straatfeest")
    told = again("undo", "--json").json
    assert told.keys() >= {"changeset", "added", "changed", "removed", "kept", "conflicts"}
    assert told["changeset"] == 2
    assert told["removed"] == ZEROS | {"residents": 1, "talents": 1}
    assert again("history", "--json").json[1]["undone_at"]
    assert "Teruggedraaid op" in again("history").out
    done = again("undo", 1)
    assert "Nummer 1 is teruggedraaid." in done.out
    assert "Weg: 5 bewoners, 2 talenten, 1 wens en 2 contacten." in done.out
    assert "Er is niets om terug te draaien." in again("undo", code=2).text


def test_undoing_an_older_one_keeps_what_was_confirmed(again: Shell, template: Path) -> None:
    rows = changed(NEIGHBOURS, 0, Straat="Plein")
    fill(template, again.path("anders.xlsx"), rows)
    again("import", "anders.xlsx")
    done = again("undo", 1)
    assert "Nummer 1 is teruggedraaid." in done.out
    assert "blijven staan, omdat" in done.text
    assert "Ans Proef" in again("connectors").out


def test_csv_files_and_a_folder(shell: Shell) -> None:
    folder = shell.path("bladen")
    folder.mkdir()
    folder.joinpath("Bewoners.csv").write_bytes(
        "sep=;\r\nNaam;Lat\r\nAns É;52,35\r\n".encode("cp1252")
    )
    told = shell("import", "bladen", "--json").json
    assert (told["ok"], told["added"]["residents"]) == (True, 1)
    shutil.copy(folder / "Bewoners.csv", shell.path("Bewoners.csv"))
    assert shell("import", "Bewoners.csv", "--json").json["added"] == ZEROS
