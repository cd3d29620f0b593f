"""What is said as a fact, and what is only asked."""

import pytest

from assetgraph.vocabulary import Direction, vocabulary
from assetgraph.vocabulary.confidence import SURE

PLAIN = [
    ("sleutelt aan brommers", "brommer-repareren"),
    ("voorlezen", "voorlezen"),
    ("kan goed koken", "koken"),
    ("oppassen en voorlezen", "voorlezen"),
    ("koken, naaien en fietsen maken", "naaien"),
]


@pytest.mark.parametrize(("text", "concept"), PLAIN)
def test_a_plain_phrase_is_sure(text, concept):
    assert concept in {one.concept for one in vocabulary().understand(text) if one.sure}


NAMED = [
    ("leren koken", "koken"),
    ("koken leren", "koken"),
    ("klaverjassen", "kaarten"),
    ("huiswerkhulp", "huiswerkhulp"),
    ("een klusser", "klussen"),
]


@pytest.mark.parametrize(("text", "concept"), NAMED)
def test_a_wish_that_only_names_a_talent_is_sure(text, concept):
    best = vocabulary().understand(text, direction=Direction.WISH)[0]
    assert (best.concept, best.sure) == (concept, True)


@pytest.mark.parametrize("text", ["schilderen", "taalmaatje"])
def test_a_name_of_two_talents_is_not(text):
    meanings = vocabulary().understand(text, direction=Direction.WISH)
    assert meanings
    assert not any(one.sure for one in meanings)


def test_single_words_make_nothing_sure():
    meanings = vocabulary().understand("iets met een emmer en een trap", direction=Direction.WISH)
    assert meanings
    assert not any(one.sure for one in meanings)


@pytest.mark.parametrize("text", [text for text, _ in PLAIN])
def test_what_is_sure_weighs_more_than_what_is_not(text):
    meanings = vocabulary().understand(text)
    sure = [one.weight for one in meanings if one.sure]
    maybe = [one.weight for one in meanings if not one.sure]
    assert min(sure, default=1.0) > max(maybe, default=0.0)
    assert all((one.confidence >= SURE) is one.sure for one in meanings)


def test_a_slip_of_the_pen_is_read_through():
    for text, concept in (
        ("fietzen maken", "fiets-repareren"),
        ("gitaarless", "gitaar"),
        ("tunieren", "tuinieren"),
        ("belastingaangfite", "belasting-toeslagen"),
    ):
        assert concept in {one.concept for one in vocabulary().understand(text)}, text


def test_what_is_avoided_is_not_supposed_either():
    for text in ("geen honden", "houdt niet van koken"):
        directions = {
            one.direction for one in vocabulary().understand(text, direction=Direction.OFFER)
        }
        assert directions == {Direction.NOT}, text
