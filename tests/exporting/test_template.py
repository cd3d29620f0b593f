"""The empty workbook, opened by a reader that is not ours."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from assetgraph.errors import RefusedError
from assetgraph.exporting.explanation import Line, lines
from assetgraph.exporting.sheets import TINTS, block_of
from assetgraph.exporting.template import REQUIRED, comment, write_template
from assetgraph.messages import LANGUAGES, catalogue
from assetgraph.model.workbook import sheets

COLUMN_KEYS = {
    f"template.column.{sheet.node.kind}.{column.key}"
    for sheet in sheets()
    for column in sheet.columns
}


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def book(language: str, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = tmp_path_factory.mktemp("template") / "buurt.xlsx"
    write_template(path, language)
    return openpyxl.load_workbook(path)


def drop_downs(sheet: Worksheet) -> dict[str, list[str]]:
    """The values to choose from, by the letter of the column."""
    return {
        str(rule.sqref)[0]: rule.formula1.strip('"').split(",")
        for rule in sheet.data_validations.dataValidation
    }


def test_the_sheets_are_the_declared_ones_after_the_explanation(
    book: Workbook, language: str
) -> None:
    first = {"nl": "Uitleg", "en": "Explanation"}[language]
    assert book.sheetnames == [first, *(sheet.label.text(language) for sheet in sheets())]


def test_the_headers_are_the_declared_ones(book: Workbook, language: str) -> None:
    for sheet in sheets():
        made = book[sheet.label.text(language)]
        headers = [cell.value for cell in made[1]]
        assert [str(header).removesuffix(REQUIRED) for header in headers] == [
            column.label.text(language) for column in sheet.columns
        ]
        assert [str(header).endswith(REQUIRED) for header in headers] == [
            column.required for column in sheet.columns
        ]


def test_the_required_columns_are_those_of_the_contract(book: Workbook, language: str) -> None:
    if language == "nl":
        starred = {
            cell.value for made in book.worksheets[1:] for cell in made[1] if "*" in cell.value
        }
        assert starred == {"Naam*", "Wie*", "Soort*", "Wat*", "Titel*"}


def test_headers_are_bold_coloured_frozen_and_explained(book: Workbook, language: str) -> None:
    for sheet in sheets():
        made = book[sheet.label.text(language)]
        assert made.freeze_panes == "B2"
        for cell, column in zip(made[1], sheet.columns, strict=True):
            assert cell.font.bold
            assert cell.fill.start_color.rgb == "FF" + TINTS[block_of(sheet, column)][1:]
            assert cell.comment is not None
            assert cell.comment.text.strip() == comment(sheet, column, catalogue(language))


def test_the_example_row_is_grey_and_in_italics(book: Workbook, language: str) -> None:
    for sheet in sheets():
        made = book[sheet.label.text(language)]
        for cell, column in zip(made[2], sheet.columns, strict=True):
            example = sheet.examples.get(column.key)
            if example is None or not example.text(language):
                assert cell.value is None
                continue
            expected = example.text(language)
            if isinstance(cell.value, int | float):
                assert cell.value == float(expected.replace(",", "."))
            else:
                assert cell.value == expected
            assert cell.font.italic
            assert cell.font.color.rgb == "FF6B6B6B"
        assert made.max_row == 2


def test_every_sheet_has_an_example_that_says_so(book: Workbook, language: str) -> None:
    word = {"nl": "Voorbeeld:", "en": "Example:"}[language]
    for made in book.worksheets[1:]:
        assert sum(str(cell.value).startswith(word) for cell in made[2]) == 1


def test_fixed_values_can_be_chosen(book: Workbook, language: str) -> None:
    if language == "en":
        assert drop_downs(book["Exchanges"])["B"] == ["offer", "request", "exchange"]
        return
    residents = drop_downs(book["Bewoners"])
    assert residents["J"] == ["ochtend", "middag", "avond", "nacht"]
    assert residents["V"] == ["ja", "nee"]
    assert residents["W"] == [
        *("kaart; match", "kaart; match; publiek", "kaart", "match", "publiek", "nee"),
    ]
    assert set(residents) == {"J", "K", "V", "W"}
    assert drop_downs(book["Verbanden"]) == {"G": ["aan", "voor", "met", "door"]}
    assert drop_downs(book["Plekken"]) == {"K": ["ja", "nee"]}
    assert drop_downs(book["Ruil"]) == {
        "B": ["aanbod", "vraag", "ruil"],
        "G": ["makkie", "euro", "uur", "dienst"],
    }
    assert drop_downs(book["Verhalen"]) == {"G": ["buurt", "organisaties", "sociaal domein"]}


def test_several_values_are_not_stopped(book: Workbook, language: str) -> None:
    for sheet in sheets():
        letters = {
            cell.column_letter: column
            for cell, column in zip(book[sheet.label.text(language)][1], sheet.columns, strict=True)
        }
        rules = book[sheet.label.text(language)].data_validations.dataValidation
        for rule in rules:
            fact = letters[str(rule.sqref)[0]].fact
            assert fact is not None
            assert bool(rule.showErrorMessage) is not fact.many
            assert rule.errorStyle == "warning"


def test_what_excel_would_take_for_a_date_is_text(book: Workbook, language: str) -> None:
    if language == "nl":
        made = book["Bewoners"]
        formats = {cell.value: made.cell(2, cell.column).number_format for cell in made[1]}
        assert {formats[name] for name in ("Code", "Huisnummer", "Postcode", "Kent")} == {"@"}
        assert {formats[name] for name in ("Lat", "Lon")} == {"General"}
        assert made["D2"].value == "12-2"
        assert book["Ruil"]["E2"].number_format == "@"


def test_the_explanation_tells_what_a_reader_must_know(book: Workbook, language: str) -> None:
    told = [row[0] for row in book.worksheets[0].iter_rows(values_only=True)]
    assert told == [text for _, text in lines(catalogue(language))]
    text = "\n".join(map(str, told))
    for word in {
        "nl": ("; tussen", "(goed)", "groet:", "praatje:", "helpt:", "goed:", "kaart:", "match:",
               "publiek:", "nee:", "voorbeeld", "BSN", "diagnose"),
        "en": ("; in between", "(close)", "greets:", "talks:", "helps:", "close:", "map:", "match:",
               "publish:", "no:", "example", "BSN", "diagnosis"),
    }[language]:  # fmt: skip
        assert word in text
    assert next(lines(catalogue(language)))[0] is Line.TITLE


def test_every_column_is_described_and_nothing_else() -> None:
    for language in LANGUAGES:
        keys = {k for k in catalogue(language).entries if k.startswith("template.column.")}
        assert keys == COLUMN_KEYS


def test_a_filled_in_workbook_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "buurt.xlsx"
    path.write_text("vol met namen")
    with pytest.raises(RefusedError) as raised:
        write_template(path, "nl")
    assert raised.value.code == "export-exists"
    assert path.read_text() == "vol met namen"
