"""Files on which a fuzzer broke a reader: what came of each since."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest

from assetgraph.errors import SourceError
from assetgraph.importing.csv_files import read_csv
from assetgraph.importing.readers import read
from assetgraph.importing.tables import Source
from tests.fuzzing import attempt, changed, seeds, workbook
from tests.importing.reading import understood

FORM = """ID,Start time,Completion time,Email,Name,What is your na,Which street do you live in?,\
What are you good at?,What would you like to learn?,Which languages do you speak?
1,5/4/26 10:59,5/4/26 11:02,anonymous,,Grace Example,Ringkade,singing;sewing;,Dutch,English;Twi;
"""


def test_a_form_without_its_question_for_the_name_misses_a_value() -> None:
    _, report = understood(Source("form", [read_csv(FORM.encode(), "form.csv", "form")]))
    assert not report.ok


@pytest.mark.parametrize("part", ["xl/_rels/workbook.xml.rels", "xl/workbook.xml"])
def test_a_workbook_whose_list_of_sheets_is_broken_is_damaged(tmp_path: Path, part: str) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    assert b't="e"' in parts["xl/worksheets/sheet1.xml"]
    parts[part] = parts[part][:60] + b"\x00<" + parts[part][60:]
    with zipfile.ZipFile(made, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)
    path = tmp_path / "kapot.xlsx"
    path.write_bytes(made.getvalue())
    with pytest.raises(SourceError) as raised:
        read(path)
    assert raised.value.code == "damaged-workbook"


def test_a_few_changed_files_of_every_kind_break_nothing(tmp_path: Path) -> None:
    """`make fuzz` tries more, and other ones each time."""
    chance = random.Random(3)
    for name, data in sorted(seeds().items()):
        some = 1 if name.endswith((".xlsx", ".xls", ".ods", ".zip")) else 8
        for _ in range(some):
            assert attempt(name, changed(data, chance), tmp_path, chance) is None
