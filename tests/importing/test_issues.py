"""Every issue by its code and place: sheet, row and column as a spreadsheet shows them."""

from __future__ import annotations

import pytest

from assetgraph.importing.issues import Severity
from assetgraph.importing.tables import Source, Table
from assetgraph.messages import catalogue
from tests.importing.reading import Coordinates, found, sheets, understood

B, V, P, R, S, O = "Bewoners", "Verbanden", "Plekken", "Ruil", "Verhalen", "Organisaties"  # noqa: E741
ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

# By a name: the sheets, and all that is said about them.
CASES: dict[str, tuple[dict[str, str], list[tuple[Severity, Coordinates]]]] = {
    "nothing wrong": ({B: "Naam;Code\nAns;B1"}, []),
    # --- files of other tools
    "a map of another tool": (
        {"elements": "Label;Website\nAns;ans.example\nBo;", "connections": "From;To\nAns;Bo"},
        [
            (INFO, ("columns-set-aside", "elements", 1, None)),
            (INFO, ("read-by-mapping", None, None, None)),
        ],
    ),
    "a map of another tool with a table too many": (
        {"elements": "Label\nAns", "perspectives": "Kleur\nrood"},
        [
            (WARNING, ("table-left-aside", "perspectives", None, None)),
            (INFO, ("read-by-mapping", None, None, None)),
        ],
    ),
    "a tie to somebody without a row": (
        {"elements": "Label\nAns", "connections": "From;To\nAns;Cor"},
        [
            (WARNING, ("tie-to-undeclared", "connections", 2, None)),
            (INFO, ("read-by-mapping", None, None, None)),
        ],
    ),
    "a tie that ends nowhere": (
        {"elements": "Label\nAns", "connections": "From;To\nAns;"},
        [
            (WARNING, ("tie-without-end", "connections", 2, None)),
            (INFO, ("read-by-mapping", None, None, None)),
        ],
    ),
    "a tie that the map has no place for": (
        {
            "elements": "Label;Type\nAns;Person\nDe Brug;Organization",
            "connections": "From;To\nAns;De Brug",
        },
        [
            (WARNING, ("tie-of-no-kind", "connections", 2, None)),
            (INFO, ("read-by-mapping", None, None, None)),
        ],
    ),
    "two columns for one thing, and no measure of a tie": (
        {
            "elements": "Label;Type\nAns;Person\nBo;Person",
            "connections": "From;To;Strength\nAns;Bo;heel erg",
        },
        [
            (WARNING, ("closeness-unread", "connections", 2, "Strength")),
            (INFO, ("read-by-mapping", None, None, None)),
        ],
    ),
    "a name in two columns": (
        {"nodes": "id;label;naam\n1;Ans;Ans Bakker\n2;Bo;", "edges": "source;target\n1;2"},
        [
            (WARNING, ("second-value", "nodes", 2, "naam")),
            (INFO, ("read-by-mapping", None, None, None)),
        ],
    ),
    "a telephone of an organisation that is not there": (
        {
            "organizations": "id;name\n1;De Brug",
            "locations": "id;location_type;name\n5;physical;Hub",
            "phones": "id;organization_id;number\n8;2;030 1234567",
        },
        [
            (WARNING, ("row-without-owner", "phones", 2, None)),
            (INFO, ("read-by-mapping", None, None, None)),
        ],
    ),
    "a repeat of which the form is gone": (
        {
            "leden": "naam;_parent_index\nAns;1\nBo;9",
            "gezinnen": "naam;_index\nCor;1",
        },
        [
            (INFO, ("read-by-mapping", "leden", None, None)),
            (INFO, ("columns-set-aside", "leden", 1, None)),
            (WARNING, ("person-without-form", "leden", 3, None)),
            (INFO, ("read-by-mapping", "gezinnen", None, None)),
            (INFO, ("columns-set-aside", "gezinnen", 1, None)),
            (INFO, ("read-by-mapping", None, None, None)),
        ],
    ),
    "an answer of which the form is gone": (
        {"kunnen": "talent;_parent_index\nzingen;1\nkoken;9", "gezinnen": "naam;_index\nCor;1"},
        [
            (INFO, ("columns-set-aside", "kunnen", 1, None)),
            (WARNING, ("row-without-parent", "kunnen", 3, None)),
            (INFO, ("read-by-mapping", "gezinnen", None, None)),
            (INFO, ("columns-set-aside", "gezinnen", 1, None)),
            (INFO, ("read-by-mapping", None, None, None)),
        ],
    ),
    "a repeat without its form": (
        {"leden": "naam;_parent_index\nAns;1"},
        [
            (WARNING, ("repeat-without-parent", "leden", None, None)),
            (INFO, ("read-by-mapping", "leden", None, None)),
            (INFO, ("columns-set-aside", "leden", 1, None)),
            (INFO, ("read-by-mapping", None, None, None)),
        ],
    ),
    # --- sheets and headers
    "an empty sheet": (
        {B: "Naam\nAns", V: ""},
        [(WARNING, ("empty-sheet", V, None, None))],
    ),
    "a header and no rows": (
        {B: "Naam;Code"},
        [(ERROR, ("nothing-to-load", None, None, None))],
    ),
    "no header": (
        {B: "Ans;B1\nBo;B2"},
        [(ERROR, ("no-header", B, None, None))],
    ),
    "a required column is not there": (
        {R: "Wie;Wat\nAns;soep"},
        [(ERROR, ("no-header", R, None, None))],
    ),
    "a sheet of something else": (
        {B: "Naam\nAns", "Begroting": "Post;Bedrag\nkoffie;12"},
        [(WARNING, ("unknown-sheet", "Begroting", None, None))],
    ),
    "only sheets of something else": (
        {"Begroting": "Post;Bedrag\nkoffie;12"},
        [
            (WARNING, ("unknown-sheet", "Begroting", None, None)),
            (ERROR, ("no-known-sheet", None, None, None)),
        ],
    ),
    "a sheet that is known by its header": (
        {"Blad1": "Naam;Kent;Talenten;Wensen\nAns;;;"},
        [(INFO, ("read-as-sheet", "Blad1", None, None))],
    ),
    "lines above the header": (
        {B: "Workshop in de hub;;\n;;\nNaam;Code\nAns;B1\nBo;B2"},
        [(INFO, ("row-above-header", B, 1, None))],
    ),
    "an example of somebody else's": (
        {B: "Naam;Code\nVoorbeeld: Ans;B1\nVoorbeeld: Fatima Bouali;B3\nBo;B2"},
        [(INFO, ("example-row", B, 2, None))],
    ),
    "a doubled header": (
        {B: "Naam;Code;Naam\nAns;B1;Bo"},
        [(ERROR, ("doubled-header", B, 1, "Naam"))],
    ),
    "a doubled header in two languages": (
        {B: "Naam;Straat;Street\nAns;Kade;Plein"},
        [(ERROR, ("doubled-header", B, 1, "Street"))],
    ),
    "unknown columns": (
        {B: "Naam;Schoenmaat;Tallenten\nAns;39;zingen"},
        [
            (WARNING, ("unknown-column", B, 1, "Schoenmaat")),
            (WARNING, ("unknown-column", B, 1, "Tallenten")),
        ],
    ),
    "a column without a header": (
        {B: "Naam;;Code\nAns;;B1\nBo;iets;B2"},
        [(WARNING, ("column-without-header", B, 1, None))],
    ),
    "cells beyond the header": (
        {B: "Naam;Code\nAns;B1\nBo;B2;;iets"},
        [(WARNING, ("column-without-header", B, 1, None))],
    ),
    # --- cells
    "no name": (
        {B: "Naam;Code\n;B1\nAns;B2"},
        [(ERROR, ("missing-value", B, 2, "Naam"))],
    ),
    "no maker of an exchange": (
        {R: "Wie;Soort;Wat\n;aanbod;soep"},
        [(ERROR, ("missing-value", R, 2, "Wie"))],
    ),
    "a part of the day that is none": (
        {B: "Naam;Dagdelen\nAns;ochtend\nBo;smiddaags"},
        [(ERROR, ("unknown-daypart", B, 3, "Dagdelen"))],
    ),
    "a steering that is none": (
        {V: "Naam;Regie\nKoks;boven"},
        [(ERROR, ("unknown-steering", V, 2, "Regie"))],
    ),
    "a sort of exchange that is none": (
        {B: "Naam\nAns", R: "Wie;Soort;Wat\nAns;cadeau;soep"},
        [(ERROR, ("unknown-exchange-sort", R, 2, "Soort"))],
    ),
    "a unit that is none": (
        {B: "Naam\nAns", R: "Wie;Soort;Wat;Munt\nAns;aanbod;soep;gulden"},
        [(ERROR, ("unknown-unit", R, 2, "Munt"))],
    ),
    "a timeline that is none": (
        {S: "Titel;Tijdlijn\nDe winter;heelal"},
        [(ERROR, ("unknown-timeline", S, 2, "Tijdlijn"))],
    ),
    "a consent that is none": (
        {B: "Naam;Toestemming\nAns;misschien\nBo;ja"},
        [(ERROR, ("unknown-consent", B, 2, "Toestemming"))],
    ),
    "yes and no at once": (
        {B: 'Naam;Toestemming\nAns;"kaart; nee"'},
        [(ERROR, ("unknown-consent", B, 2, "Toestemming"))],
    ),
    "agreeing to everything is for nobody": (
        {B: "Naam;Toestemming\nAns;alles"},
        [(ERROR, ("unknown-consent", B, 2, "Toestemming"))],
    ),
    "a column of citizen service numbers": (
        {B: "Naam;BSN\nAns;"},
        [(WARNING, ("bsn-column", B, 1, "BSN"))],
    ),
    "a column of phone numbers": (
        {B: "Naam;Telefoon\nAns;06-12345678"},
        [(WARNING, ("contact-column", B, 1, "Telefoon"))],
    ),
    "a phone number in a cell": (
        {B: "Naam;Talenten\nAns;koken (tel. 06-12345678)"},
        [(WARNING, ("contact-in-cell", B, 2, "Talenten"))],
    ),
    "idem with nothing above": (
        {B: "Naam;Straat\nAns;idem"},
        [(WARNING, ("same-without-above", B, 2, "Straat"))],
    ),
    "idem": (
        {B: "Naam;Straat\nAns;Kade\nBo;idem"},
        [(INFO, ("same-as-above", B, 3, "Straat"))],
    ),
    "a sign for nothing": (
        {B: "Naam;Straat\nAns;n.v.t."},
        [(INFO, ("says-nothing", B, 2, "Straat"))],
    ),
    "an address in one cell": (
        {B: "Naam;Straat\nAns;Kade 12-A"},
        [(INFO, ("address-split", B, 2, "Straat"))],
    ),
    "a house number that became a date": (
        {B: "Naam;Huisnummer\nAns;2026-01-12"},
        [(ERROR, ("bad-house-number", B, 2, "Huisnummer"))],
    ),
    "totals and a remark below": (
        {B: "Naam;Straat\nAns;Kade\n;\nTotaal: 1;\nLet op: niet af;"},
        [(INFO, ("totals-row", B, 4, None)), (INFO, ("note-row", B, 5, None))],
    ),
    "a header that is repeated": (
        {B: "Naam;Straat\nAns;Kade\nNaam;Straat\nBo;Plein"},
        [(INFO, ("header-again", B, 3, None))],
    ),
    "people side by side": (
        {B: "Naam;Ans;Bo\nStraat;Kade;Plein\nDagdelen;avond;"},
        [(INFO, ("turned-sheet", B, None, None))],
    ),
    "a number of people in no number": (
        {B: "Naam;Hoeveel tegelijk\nAns;veel"},
        [(ERROR, ("bad-count", B, 2, "Hoeveel tegelijk"))],
    ),
    "an unknown pace": (
        {B: "Naam;Loopt\nAns;hinkelend"},
        [(ERROR, ("unknown-pace", B, 2, "Loopt"))],
    ),
    "a survey that asks for no name": (
        {"formulier": "start;weer;_uuid\n2026;hier;a1"},
        [
            (WARNING, ("survey-without-names", "formulier", None, None)),
            (INFO, ("columns-set-aside", "formulier", 1, None)),
            (INFO, ("read-by-mapping", None, None, None)),
            (ERROR, ("no-known-sheet", None, None, None)),
        ],
    ),
    "sticky notes of no block": (
        {"bord": "Text;Color\nFatima: koken;geel"},
        [
            (INFO, ("read-by-mapping", "bord", None, None)),
            (ERROR, ("notes-without-block", "bord", None, None)),
        ],
    ),
    "a sticky note of nobody": (
        {"bord": "Text;Area\nkoken;Talenten\nFatima: koken;Talenten"},
        [
            (INFO, ("read-by-mapping", "bord", None, None)),
            (WARNING, ("note-without-person", "bord", 2, "Text")),
        ],
    ),
    "a date with slashes": (
        {B: "Naam\nAns", R: "Wie;Soort;Wat;Datum\nAns;aanbod;soep;3/13/2026"},
        [(ERROR, ("date-with-slashes", R, 2, "Datum"))],
    ),
    "a date that does not exist": (
        {B: "Naam\nAns", R: "Wie;Soort;Wat;Datum\nAns;aanbod;soep;31-2-2026"},
        [(ERROR, ("bad-date", R, 2, "Datum"))],
    ),
    "a number that is none": (
        {B: "Naam;Lat;Lon\nAns;52,36;oost"},
        [(ERROR, ("bad-number", B, 2, "Lon"))],
    ),
    "a latitude that is none": (
        {B: "Naam;Lat\nAns;95,1"},
        [(ERROR, ("out-of-range", B, 2, "Lat"))],
    ),
    "a postcode that is none": (
        {B: "Naam;Postcode\nAns;1099\nBo;1099 SS\nCor;1099ab"},
        [
            (ERROR, ("bad-postcode", B, 2, "Postcode")),
            (ERROR, ("bad-postcode", B, 3, "Postcode")),
        ],
    ),
    "a year that is none": (
        {S: "Titel;Van jaar;Tot jaar\nDe winter;vroeger;1963"},
        [(ERROR, ("bad-year", S, 2, "Van jaar"))],
    ),
    "neither yes nor no": (
        {B: "Naam;Beroepskracht\nAns;soms"},
        [(ERROR, ("bad-yes-no", B, 2, "Beroepskracht"))],
    ),
    "a citizen service number": (
        {B: "Naam;Talenten\nAns;zingen, mijn bsn is 123456782"},
        [(ERROR, ("bsn-found", B, 2, "Talenten"))],
    ),
    "what may not belong on the map": (
        {
            B: "Naam;Talenten;Wensen\nAns;bel 0612345678;schulden kwijt\n"
            "Bo;mail bo@voorbeeld.nl;iets tegen de reuma"
        },
        [
            (WARNING, ("contact-in-cell", B, 2, "Talenten")),
            (WARNING, ("free-text-money", B, 2, "Wensen")),
            (WARNING, ("contact-in-cell", B, 3, "Talenten")),
            (WARNING, ("free-text-medical", B, 3, "Wensen")),
        ],
    ),
    "a cell that is too long": (
        {B: "Naam;Straat\nAns;" + "x" * 40_000},
        [(ERROR, ("cell-too-long", B, 2, "Straat"))],
    ),
    # --- names
    "somebody without a row": (
        {B: "Naam;Kent\nAns;Bo Li"},
        [(INFO, ("person-without-row", B, 2, "Kent"))],
    ),
    "a first name alone": (
        {B: "Naam;Kent\nAns Kuiper;\nBo Li;Ans"},
        [(WARNING, ("person-without-row-alike", B, 3, "Kent"))],
    ),
    "a group without a row": (
        {B: "Naam;Groepen\nAns;Dinsdagkoks"},
        [(INFO, ("group-without-row", B, 2, "Groepen"))],
    ),
    "a part of a group's name": (
        {B: "Naam;Groepen\nAns;Koks", V: "Naam\nKoks van dinsdag"},
        [(WARNING, ("group-without-row-alike", B, 2, "Groepen"))],
    ),
    "a place without a row": (
        {B: "Naam;Plekken\nAns;De Linde"},
        [(INFO, ("place-without-row", B, 2, "Plekken"))],
    ),
    "a part of a place's name": (
        {B: "Naam;Plekken\nAns;Linde", P: "Naam\nLinde buurthub"},
        [(WARNING, ("place-without-row-alike", B, 2, "Plekken"))],
    ),
    "an organisation without a row": (
        {P: "Naam;Van\nDe Linde;Welzijn"},
        [(INFO, ("institution-without-row", P, 2, "Van"))],
    ),
    "a part of an organisation's name": (
        {P: "Naam;Van\nDe Linde;Welzijn", O: "Naam\nWelzijn Oost"},
        [(WARNING, ("institution-without-row-alike", P, 2, "Van"))],
    ),
    "somebody to keep apart who is not there": (
        {B: "Naam;Liever niet\nAns;Piet"},
        [(INFO, ("avoids-unknown", B, 2, "Liever niet"))],
    ),
    "a subject that is not there": (
        {S: "Titel;Gaat over\nDe winter;de vaart"},
        [(INFO, ("unknown-subject", S, 2, "Gaat over"))],
    ),
    "two of one name": (
        {B: "Naam;Straat\nJan;Kade\nJan;Plein"},
        [(ERROR, ("same-name", B, 2, "Naam")), (ERROR, ("same-name", B, 3, "Naam"))],
    ),
    "a mention of one of two": (
        {B: "Naam;Code;Kent\nJan;B1;\nJan;B2;\nAns;B3;Jan"},
        [(ERROR, ("ambiguous-name", B, 4, "Kent"))],
    ),
    "a closeness that is none": (
        {B: "Naam;Kent\nAns;Bo (dikke mik)\nBo;"},
        [(ERROR, ("unknown-closeness", B, 2, "Kent"))],
    ),
    "knowing oneself": (
        {B: "Naam;Kent\nAns;Ans"},
        [(WARNING, ("link-to-self", B, 2, "Kent"))],
    ),
    "naming somebody twice": (
        {B: "Naam;Kent\nAns;Bo (groet), Bo (goed)\nBo;"},
        [(INFO, ("repeated-tie", B, 2, "Kent"))],
    ),
    "a row that stands there twice": (
        {B: "Naam;Straat\nAns;Kade\nAns;Kade"},
        [(INFO, ("double-row", B, 3, None))],
    ),
    "two rows of one person": (
        {B: "Naam;Straat;Talenten\nAns;Kade;zingen\nAns;Kade;koken"},
        [(INFO, ("rows-joined", B, 3, None))],
    ),
    "two rows that contradict each other": (
        {B: "Naam;Code;Buurt\nAns;B1;Linde\nAns;B1;Kade"},
        [
            (ERROR, ("conflicting-values", B, 2, "Buurt")),
            (INFO, ("rows-joined", B, 3, None)),
            (ERROR, ("conflicting-values", B, 3, "Buurt")),
        ],
    ),
    "an exchange that stands there twice": (
        {B: "Naam\nAns", R: "Wie;Soort;Wat\nAns;aanbod;soep\nAns;aanbod;soep"},
        [(INFO, ("double-row", R, 3, None))],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("texts", "expected"), CASES.values(), ids=CASES.keys())
def test_what_is_said(texts: dict[str, str], expected: list[tuple[Severity, Coordinates]]) -> None:
    _, report = understood(sheets(**texts))
    assert [(i.severity, c) for i, c in zip(report.issues, found(report), strict=True)] == expected
    assert report.ok is not any(severity is ERROR for severity, _ in expected)


def test_a_hidden_sheet_is_reported_and_read() -> None:
    table = Table("buurt.xlsx", B, [["Naam"], ["Ans"]], hidden=True)
    changeset, report = understood(Source("buurt.xlsx", [table]))
    assert found(report) == [("hidden-sheet", B, None, None)]
    assert report.ok
    assert len(changeset.statements) == 1


def test_a_cell_with_an_error_is_reported_and_left() -> None:
    table = Table("buurt.xlsx", B, [["Naam", "Lat"], ["Ans", ""]], broken=((0, 5), (1, 1)))
    _, report = understood(Source("buurt.xlsx", [table]))
    assert found(report) == [("formula-error", B, 2, "Lat")]
    assert report.ok


def test_every_issue_has_an_example_here() -> None:
    worded = {
        key.removeprefix("issue.")
        for key in catalogue("nl").entries
        if key.startswith("issue.") and not key.endswith(("-hint", "-near"))
    }
    shown = {coordinates[0] for _, expected in CASES.values() for _, coordinates in expected}
    elsewhere = {"erased-person", "erased-person-left", "free-text-phone", "free-text-mail"}
    elsewhere |= {"file-left-aside", "file-twice", "no-worksheet", "cell-notes", "drawn-text"}
    elsewhere |= {"read-naturally", "not-kept"}
    assert worded - shown == {"hidden-sheet", "formula-error", "notes-without-column"} | elsewhere


def test_an_issue_shows_the_file_and_the_value() -> None:
    _, report = understood(sheets(Bewoners="Naam;Dagdelen\nAns;smiddaags"))
    (issue,) = report.issues
    assert (issue.place.file, issue.value) == ("Bewoners.csv", "smiddaags")
    assert issue.message.key == "issue.unknown-daypart"
    assert issue.hint.key == "issue.unknown-daypart-near"


@pytest.mark.parametrize(
    "cell",
    ["123456782", "1234.56.782", "1234 56 782", "bsn 123456782.", "koken,123456782", "(123456782)"],
)
def test_a_citizen_service_number_is_never_shown(cell: str) -> None:
    """Not in the issue, not in what would be loaded, in whichever column it stands."""
    for column in ("Code", "Talenten", "Kent", "Straat"):
        changeset, report = understood(sheets(Bewoners=f'Naam;{column}\nAns;"{cell}"'))
        assert found(report) == [("bsn-found", B, 2, column)]
        shown = repr((report.issues, changeset)).replace(" ", "").replace(".", "")
        assert "123456782" not in shown


@pytest.mark.parametrize("cell", ["123456789", "0612345678901", "52,123456782", "1234567820"])
def test_other_numbers_are_no_citizen_service_number(cell: str) -> None:
    _, report = understood(sheets(Bewoners=f'Naam;Straat\nAns;"{cell}"'))
    assert found(report) == []


def test_example_rows_are_skipped() -> None:
    changeset, report = understood(
        sheets(
            Bewoners="Naam;Dagdelen\nVoorbeeld: Fatima;nooit\nexample: X;nooit\nAns;",
            Ruil="Wie;Soort;Wat\nFatima;ruil;Voorbeeld: oppassen",
        )
    )
    assert found(report) == [
        ("example-row", B, 2, None),
        ("example-row", B, 3, None),
        ("example-row", R, 2, None),
    ]
    assert [s.properties["name"] for s in changeset.statements] == ["Ans"]


def test_partial_leaves_out_the_rows_that_err() -> None:
    source = sheets(
        Bewoners="Naam;Dagdelen;Kent\nAns;ochtend;\nBo;nooit;Dirk\nCor;;Jan\nJan;;\nEls;;Ans",
        Plekken="Naam;Postcode\nDe Linde;1099 AB\nHet Plein;vol",
    )
    changeset, report = understood(source, partial=True)
    names = {s.properties.get("name", s.mention) for s in changeset.statements}
    assert names == {"Ans", "Cor", "Jan", "Els", "De Linde"}
    errors = [c for i, c in zip(report.issues, found(report), strict=True) if i.severity is ERROR]
    assert errors == [("unknown-daypart", B, 3, "Dagdelen"), ("bad-postcode", P, 3, "Postcode")]


def test_partial_leaves_out_what_nobody_can_tell_apart() -> None:
    """Also whoever names one of the two, and nobody is made up in their place."""
    source = sheets(Bewoners="Naam;Straat;Kent\nJan;Kade;\nJan;Plein;\nAns;;Jan\nBo;;Els\nEls;;")
    changeset, _ = understood(source, partial=True)
    assert {s.properties.get("name", s.mention) for s in changeset.statements} == {"Bo", "Els"}


def test_partial_with_nothing_left_says_nothing() -> None:
    changeset, report = understood(sheets(Bewoners="Naam;Lat\nAns;ver"), partial=True)
    assert changeset.statements == []
    assert not report.ok


def test_only_the_wrong_part_of_a_cell_is_named() -> None:
    _, report = understood(sheets(Bewoners='Naam;Dagdelen\nAns;"ochtend; smiddags"'))
    assert [issue.value for issue in report.issues] == ["smiddags"]
