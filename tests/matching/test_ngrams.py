"""Texts that no vocabulary knows meet by rare words, and not by common or denied ones."""

from __future__ import annotations

import pytest

from assetgraph.matching.ngrams import likeness
from assetgraph.matching.weights import weights


def alike(one: str, other: str) -> float:
    return next((near for _, _, near in likeness([one], [other], weights())), 0.0)


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


def test_pairs_come_in_order_whatever_the_size() -> None:
    asked = [f"molen{letter} bezoeken" for letter in "abc"]
    found = list(likeness(asked, asked, weights()))
    assert [(row, column) for row, column, _ in found] == sorted(
        (row, column) for row, column, _ in found
    )
    assert list(likeness([], asked, weights())) == list(likeness(asked, [], weights())) == []
