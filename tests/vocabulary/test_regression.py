"""Phrases that were once read wrongly, and names that mean nothing: see ``regression.py``."""

import pytest

from assetgraph.vocabulary import Direction, vocabulary
from tests.vocabulary.regression import ROWS

COLUMNS = {"+": Direction.OFFER, "?": Direction.WISH}


def cases():
    for line in ROWS.strip().splitlines():
        phrase, _, expected = line[2:].partition(" =")
        must, _, never = expected.partition("!")
        yield pytest.param(COLUMNS[line[0]], phrase, split(must), split(never), id=phrase)


def split(text):
    return [part.strip() for part in text.split(",") if part.strip()]


def understood(text, column, *, surely):
    return {
        f"~{one.concept}" if one.direction is Direction.NOT else one.concept
        for one in vocabulary().understand(text, direction=column)
        if one.sure or not surely
    }


@pytest.mark.parametrize(("column", "phrase", "must", "never"), list(cases()))
def test_phrase(column, phrase, must, never):
    read = understood(phrase, column, surely=False)
    assert [one for one in must if read.isdisjoint(one.split("|"))] == []
    found = understood(phrase, column, surely=True)
    assert [one for one in never if one in found] == []
    assert "*" not in never or not found


def test_rows_name_concepts_that_exist():
    named = {
        one.strip("~")
        for case in cases()
        for text in (*case.values[2], *case.values[3])
        for one in text.split("|")
    }
    assert sorted(named - {"*"} - vocabulary().concepts.keys()) == []
