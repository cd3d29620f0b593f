"""Whatever stands in a cell: a sensible reading, no exception, and work that stays in line."""

import pytest

from assetgraph.vocabulary import Direction, vocabulary
from assetgraph.vocabulary.foreign import foreign
from assetgraph.vocabulary.reading import Reader

NOTHING = [
    *("", "?", "n.v.t.", "weet niet", "komt later", "-", "...", "x", "12", "06-12345678"),
    *("😀", "👍👍", "\x00", "\u200b", "  \n ", "volgt nog", "geen idee"),
]
ODD = [
    "أحب الطبخ وأريد تعلم اللغة",
    "Türkçe konuşuyorum ve yemek yapmayı seviyorum",
    "I love to cook for the neighbours",
    "<script>alert('koken')</script> <b>koken</b>",
    "koken " * 20_000,
    "a" * 100_000,
    "kook" * 25_000,
    "; ".join(["koken", "naaien", "tuinieren", "honden uitlaten", "lekke band"] * 100),
    "niet " * 5_000,
    "op aan uit " * 3_000,
    "'" * 1_000,
    "koken\tnaaien\r\nwandelen",
]


@pytest.mark.parametrize("text", NOTHING)
@pytest.mark.parametrize("column", [Direction.OFFER, Direction.WISH, None])
def test_says_nothing(text, column):
    assert vocabulary().understand(text, direction=column) == ()


@pytest.mark.parametrize("text", ODD, ids=lambda text: text[:20])
@pytest.mark.parametrize("column", [Direction.OFFER, Direction.WISH, None])
def test_is_read_without_an_exception(text, column):
    meanings = vocabulary().understand(text, direction=column)
    assert all(0 < one.weight <= 1 and 0 <= one.confidence <= 1 for one in meanings)
    assert len({(one.concept, one.direction) for one in meanings}) == len(meanings)


def test_every_item_of_a_long_list_counts():
    text = "; ".join(["koken", "naaien", "tuinieren"] * 160)
    sure = {one.concept for one in vocabulary().understand(text) if one.sure}
    assert sure >= {"koken", "naaien", "tuinieren"}


def test_a_long_text_is_read_in_short_stretches():
    """So that the work grows with the length of a text, and not with its square."""
    reader: Reader = vocabulary()._reader
    longest = max(len(clause.read) for clause in reader.clauses("kan op kinderen passen " * 5_000))
    assert longest <= 60


def test_marks_of_a_page_are_no_words():
    sure = {one.concept for one in vocabulary().understand("<b>koken</b>") if one.sure}
    assert "koken" in sure


@pytest.mark.parametrize(
    "text", [*ODD[:3], "je ne sais pas et je suis avec ma mère", "nie umiem i nie mam, jest to dla"]
)
def test_another_language_is_seen(text):
    assert foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        "koken",
        "in mijn land ik was elektro",
        "ik hep me hele leve gekookt",
        "",
        "pom en roti",
        "😀",
    ],
)
def test_dutch_is_dutch(text):
    assert not foreign(text)
