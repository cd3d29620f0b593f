"""Cells with several values: what is written is read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.model.cells import join, split

VALUE = st.text(
    st.one_of(st.sampled_from(';,"\r\n\t ab'), st.characters(exclude_categories=("Cs",))),
    min_size=1,
    max_size=12,
).filter(lambda value: value.strip() == value)


@given(values=st.lists(VALUE, max_size=5))
def test_what_is_joined_is_split_again(values: list[str]) -> None:
    assert split(join(values)) == values


@given(cell=st.text(max_size=40))
def test_any_cell_has_values_that_are_trimmed_and_full(cell: str) -> None:
    assert all(value and value.strip() == value for value in split(cell) if '"' not in cell)


@given(cell=st.text(max_size=40))
def test_splitting_and_joining_settles(cell: str) -> None:
    values = [value for value in split(cell) if value.strip() == value]
    assert split(join(values)) == values


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("", []),
        ("  ", []),
        ("zingen", ["zingen"]),
        ("zingen; koken", ["zingen", "koken"]),
        ("zingen, koken", ["zingen", "koken"]),
        ("soep, brood; koken", ["soep, brood", "koken"]),
        ("soep, brood\nkoken", ["soep, brood", "koken"]),
        ("zingen\r\nkoken", ["zingen", "koken"]),
        (";; zingen ;\n;", ["zingen"]),
        (",,zingen,", ["zingen"]),
        ('"soep, brood"', ["soep, brood"]),
        ('"soep, brood", koken', ["soep, brood", "koken"]),
        ('"een; twee\ndrie"; vier', ["een; twee\ndrie", "vier"]),
        ('zegt ""hoi""', ['zegt ""hoi""']),
        ('"zegt ""hoi"""', ['zegt "hoi"']),
        ('Fatima "de kok" Bouali, Bo', ['Fatima "de kok" Bouali', "Bo"]),
        ('een 19" scherm, koken', ['een 19" scherm', "koken"]),
        ('""', []),
    ],
)
def test_the_grammar(cell: str, values: list[str]) -> None:
    """``;`` and line breaks part values, commas only where there is neither; quotes hold."""
    assert split(cell) == values


@pytest.mark.parametrize(
    ("values", "cell"),
    [
        ([], ""),
        (["zingen", "koken"], "zingen; koken"),
        (["soep, brood"], '"soep, brood"'),
        (['zegt "hoi"'], '"zegt ""hoi"""'),
    ],
)
def test_quotes_only_where_they_are_needed(values: list[str], cell: str) -> None:
    assert join(values) == cell
