"""How names of one person are written, and which names are not."""

from __future__ import annotations

import pytest

from assetgraph.matching.names import Likeness, compare, keys, parse, slips

SAME = [
    ("Johan de Vries", "Jo de Vries"),
    ("Vries, J. de", "Johan de Vries"),
    ("José Pérez", "jose perez"),
    ("Fatma Bouali", "Bouali Fatima"),
    ("Mohamed El Idrissi", "Muhammad Idrissi"),
    ("Anja Smit-de Boer", "Anja de Boer"),
    ("Ans Kuiper geb. Mol", "Ans Mol"),
    ("Yusuf Yılmaz", "Joesoef Yilmaz"),
    ("Kees van den Berg", "Cornelis vd Berg"),
    ("Khadija Azzouzi", "Chadidja Azouzi"),
    ("J.P. Smit", "Jan Pieter Smit"),
    ("Mevr. Truus Bakker", "Geertruida Baker"),
    ("Hatice Şahin", "Hatice Sahin"),
    ("Wojciech Kowalski", "Wojciech Kowalksi"),
    ("Lieke Janssen", "Liekje Jansen"),
    ("Henk (Hein) Smit", "Hendrik Smit"),
    ("Małgorzata Nowak", "Gosia Nowak"),
]
NOT = [
    ("Johan de Vries", "Anneke de Vries"),
    ("Fatima Bouali", "Fatima Azzouzi"),
    ("Jan Smit", "Jan Bakker"),
    ("Mehmet Yilmaz", "Ayşe Yilmaz"),
    ("Ravi Ramdin", "Devi Ramdin"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_every_word_of_one_person_goes_with_one_of_the_other(one: str, other: str) -> None:
    for found in (compare(one, other), compare(other, one)):
        assert not all(found.left)
    assert keys(one) & keys(other)


@pytest.mark.parametrize(("one", "other"), NOT)
def test_words_of_two_people_are_left_on_both_sides(one: str, other: str) -> None:
    assert all(compare(one, other).left)
    assert all(compare(other, one).left)


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Kees Blom", "Cornelis Blom", Likeness.CALL_NAME),
        ("Samira Blom", "Samiera Blom", Likeness.CALL_NAME),
        ("Youssra Blom", "Joesra Blom", Likeness.SOUND),
        ("Desmond Blom", "Destmond Blom", Likeness.TYPING),
        ("K. Blom", "Karel Blom", Likeness.INITIAL),
        ("Char Blom", "Charlotte Blom", Likeness.SHORTENED),
    ],
)
def test_the_way_in_which_words_are_alike(one: str, other: str, likeness: Likeness) -> None:
    assert {found for *_, found in compare(one, other).pairs} == {Likeness.SAME, likeness}


def test_a_name_is_taken_apart() -> None:
    name = parse("Dhr. Pieter-Jan van der Berg-Smit")
    assert name.words == ("pieter", "jan", "berg", "smit")
    assert name.particles == ("der", "van")
    assert name.joined
    assert not parse("Pieter-Jan Smit").joined
    assert parse("Henk (Hein) Smit").aside == ("hein",)


@pytest.mark.parametrize("text", ["", "-", "(", "de", "van der", "李明", "J.", ",", "Ö" * 500])
def test_odd_names_are_names(text: str) -> None:
    parse(text)
    keys(text)
    compare(text, "Jan de Vries")


def test_slips_count_letters() -> None:
    assert (slips("vries", "vreis"), slips("blom", "bloem"), slips("", "ab")) == (1, 1, 2)


def test_order_of_words_and_words_between() -> None:
    assert compare("Bouali Fatima", "Fatima Bouali").turned
    assert not compare("Fatima Bouali", "Fatima Bouali").turned
    assert compare("Jan van Smit", "Jan Smit").particles
    assert not compare("Jan van den Berg", "Jan v.d. Berg").particles
