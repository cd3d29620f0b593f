"""One typing error in every phrase, always the same ones: a letter swapped, left out, doubled or
replaced by its neighbour on the keyboard, in the longest word."""

from __future__ import annotations

import random
from dataclasses import replace

from benchmarks.vocabulary.clusters import Phrase, PhraseSet

SEED = 7
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def with_typos(phrases: PhraseSet) -> PhraseSet:
    """The same phrases with one typing error each."""
    draw = random.Random(SEED)
    return PhraseSet(
        f"{phrases.name}, one typo each",
        tuple(_mistyped(one, draw) for one in phrases.offers),
        tuple(_mistyped(one, draw) for one in phrases.wishes),
    )


def _mistyped(phrase: Phrase, draw: random.Random) -> Phrase:
    words = phrase.text.split(" ")
    at = max(range(len(words)), key=lambda place: (sum(map(str.isalpha, words[place])), -place))
    words[at] = mistype(words[at], draw)
    return replace(phrase, text=" ".join(words))


def mistype(word: str, draw: random.Random) -> str:
    """A word with one typing error."""
    places = [place for place in range(1, len(word)) if word[place].isalpha()]
    if len(places) < 2:
        return word
    at = draw.choice(places[:-1])
    how = draw.randrange(4)
    if how == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if how == 1:
        return word[:at] + word[at + 1 :]
    if how == 2:
        return word[:at] + word[at] + word[at:]
    return word[:at] + _beside(word[at], draw) + word[at + 1 :]


def _beside(letter: str, draw: random.Random) -> str:
    for row in _ROWS:
        place = row.find(letter.lower())
        if place >= 0:
            return draw.choice([row[at] for at in (place - 1, place + 1) if 0 <= at < len(row)])
    return "e"
