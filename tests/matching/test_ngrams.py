"""Texts that no vocabulary knows meet by rare words, and not by common or denied ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.matching.ngrams import likeness, pieces
from assetgraph.matching.weights import weights


def alike(one: str, other: str) -> float:
    return likeness(one, other, weights())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("postduiven houden", "duiven"),
        ("xiangqi leren", "xiangqi en schaken"),
        ("sjoelbak", "twee sjoelbakken"),
        ("Tavlā spelen", "tavla"),
    ],
)
def test_alike(one: str, other: str) -> None:
    assert weights().words_least <= alike(one, other) <= 1
    assert alike(one, other) == pytest.approx(alike(other, one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("naaien", "draaien"),
        ("naaimachine", "wasmachine"),
        ("iemand om mee te praten", "iemand om mee te zingen"),
        ("wil graag leren vissen", "wil graag leren breien"),
        ("geen slakken", "slakken kweken"),
        ("slakken kweken", "bang voor slakken"),
        ("", ""),
    ],
)
def test_not_alike(one: str, other: str) -> None:
    assert alike(one, other) == 0


WORD = st.sampled_from(
    ["duif", "duiven", "postduiven", "molen", "molenaar", "xiangqi", "windmolens", "sjoel", "soep"]
)
TEXT = st.lists(WORD, max_size=4).map(" ".join)


@given(TEXT, TEXT)
def test_what_is_alike_is_found_by_a_piece_of_a_word(one: str, other: str) -> None:
    mine, theirs = pieces(one, weights()), pieces(other, weights())
    found = sum(weight * theirs.get(piece, 0.0) for piece, weight in mine.items())
    assert alike(one, other) == alike(other, one)
    if alike(one, other):
        assert found > 0
    if len(set(one.split())) == len(one.split()):
        assert sum(weight**2 for weight in mine.values()) <= 1 + 1e-9
