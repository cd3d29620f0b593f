"""Words are compared alike, one at a time and many at once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assetgraph.model.text import Folded, fold, fold_all


@pytest.mark.parametrize("text", ["José  de  Vries", " jose DE vries ", "JOSÉ\tde\nVries"])
def test_case_accents_and_spaces_make_no_difference(text: str) -> None:
    assert fold(text) == "jose de vries"


@pytest.mark.parametrize("text", ["فاطمة", "陈美", "Ελένη"])
def test_letters_of_other_scripts_stay(text: str) -> None:
    assert fold(text)


@settings(derandomize=True, deadline=None)
@given(st.lists(st.text(max_size=12)))
def test_many_fold_as_each(texts: list[str]) -> None:
    assert fold_all(texts) == [fold(text) for text in texts]


@settings(derandomize=True, deadline=None)
@given(st.sets(st.text(max_size=12)))
def test_learned_words_are_folded(texts: set[str]) -> None:
    folded = Folded()
    folded.learn(texts)
    assert all(folded[text] == fold(text) for text in texts)


@settings(derandomize=True, deadline=None)
@given(st.text(max_size=20))
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
