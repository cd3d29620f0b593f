"""What an import says of a sheet, its report in the sheet itself, and what it remembers."""

from __future__ import annotations

import openpyxl

from tests.cli.command import Shell

SHEET = """Lijst van De Linde;;;
Naam;Adres;Dagdelen;Straatnm
Fatima;Lindestraat 12;ochtend;a
Henk;idem;zz1;b
Jo;Kade 2;zz2;123456782
Mei;Kade 3;zz3;c
Ton;Kade 4;zz4;=1+1
"""


def test_a_sheet_comes_back_with_remarks(shell: Shell) -> None:
    shell.path("Bewoners.csv").write_text(SHEET, encoding="utf-8")
    done = shell("import", "Bewoners.csv", "--report", "nagekeken.xlsx", code=1)
    assert "4 × onbekend dagdeel, eerste in rij 4 (Bewoners, Dagdelen)" in done.text
    assert "Adres → Straat: Lindestraat 12, idem, Kade 2" in done.text
    page = openpyxl.load_workbook(shell.path("nagekeken.xlsx"))["Bewoners"]
    cell = page["C4"]
    assert cell.value == "zz1"
    assert cell.fill.fgColor.rgb == "FFF4B6B0"
    assert "zz1 is geen dagdeel." in cell.comment.text
    assert page["D5"].value == "•" * 9
    assert (page["D7"].value, page["D7"].data_type) == ("=1+1", "s")
    assert page["C3"].comment is None
    page["C4"], page["C5"], page["C6"], page["C7"] = ("avond",) * 4
    page.parent.save(shell.path("nagekeken.xlsx"))
    assert shell("import", "nagekeken.xlsx", "--json").json["added"]["residents"] == 5


def test_a_page_with_remarks_has_no_script(shell: Shell) -> None:
    sheet = SHEET.replace("Fatima", "<script>alert(1)</script>")
    shell.path("Bewoners.csv").write_text(sheet, encoding="utf-8")
    shell("import", "Bewoners.csv", "--report", "nagekeken.html", code=1)
    text = shell.path("nagekeken.html").read_text(encoding="utf-8")
    assert "zz1 is geen dagdeel." in text
    assert "<script" not in text
    assert "123456782" not in text


def test_a_report_has_a_form(shell: Shell) -> None:
    shell.path("Bewoners.csv").write_text(SHEET, encoding="utf-8")
    done = shell("import", "Bewoners.csv", "--report", "a.pdf", code=2)
    assert ".xlsx" in done.text
    assert not shell.path("a.pdf").exists()


def test_what_changes_is_said_first(shell: Shell) -> None:
    sheet = "Naam;Code;Straat\nAns;1;Kade\nBo;2;Plein\n"
    shell.path("Bewoners.csv").write_text(sheet, encoding="utf-8")
    first = shell("import", "Bewoners.csv")
    assert "Nieuw met naam: Ans en Bo." in first.text
    shell.path("Bewoners.csv").write_text(sheet.replace("Kade", "Laan") + "Cor;3;Kade\n")
    told = shell("import", "Bewoners.csv", "--dry-run")
    assert "Nieuw met naam: Cor." in told.text
    assert "Ans: Straat was Kade, is nu Laan" in told.text
    assert "Bevestigd, al bekend: 1 bewoner." in told.text
    assert shell("import", "Bewoners.csv", "--json").json["confirmed"]["residents"] == 1


def test_what_was_said_of_columns(shell: Shell) -> None:
    assert "nog niets onthouden" in shell("mappings").text
    kept = '[[kolom]]\nblad = "resident"\nkop = "straatnm"\nis = "street"\n'
    shell.path("buurt.kolommen.toml").write_text(kept, encoding="utf-8")
    assert "Bewoners: de kolom straatnm is Straat" in shell("mappings").text
    shell.path("Bewoners.csv").write_text("Naam;Straatnm\nAns;Kade\n", encoding="utf-8")
    read = shell("import", "Bewoners.csv", "--json").json["understood"][0]["columns"]
    assert [one["property"] for one in read] == ["Naam", "Straat"]
    shell("mappings", "--forget", "Straatnm")
    assert shell("mappings", "--json").json == []
    shell("mappings", "--forget", "Straatnm", code=2)
    shell.path("buurt.kolommen.toml").write_text("[[kolom]]\nblad = 1", encoding="utf-8")
    assert "buurt.kolommen.toml" in shell("mappings", code=2).text
