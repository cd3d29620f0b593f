"""How much of other people's Dutch the vocabulary finds. The bound only guards against a fall."""

from assetgraph.vocabulary import Direction, vocabulary
from tests.vocabulary.held_out import OFFERS, WISHES

LEAST = 0.3


def recall(rows, direction, *, first=5):
    found = 0
    for text, wanted in rows:
        meanings = vocabulary().understand(text, direction=direction)[:first]
        found += any(meaning.concept in wanted for meaning in meanings)
    return found / len(rows)


def test_offers_in_other_voices():
    assert recall(OFFERS, Direction.OFFER) >= LEAST


def test_wishes_in_other_voices():
    assert recall(WISHES, Direction.WISH) >= LEAST
