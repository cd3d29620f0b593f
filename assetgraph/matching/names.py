"""How alike two names of people are, and in what way: spelling, call names, order, initials."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from assetgraph import resources
from assetgraph.model.text import fold

_PART = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?\.?", re.UNICODE)
_BRACKETED = re.compile(r"[(\"“”„].*?[)\"“”]")
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "’": "'"})

LONG = 3
"""Consonants from which on a name is known by them alone."""


class Likeness(StrEnum):
    """In what way two words of names are the same; the surest first."""

    SAME = "same"
    CALL_NAME = "call-name"
    SOUND = "sound"
    TYPING = "typing"
    SHORTENED = "shortened"
    INITIAL = "initial"


_STEPS = list(Likeness)


@dataclass(frozen=True)
class Name:
    """A name taken apart; all words folded, without titles."""

    words: tuple[str, ...]
    """What says who it is, in the order in which it is written; a hyphen makes two."""
    particles: tuple[str, ...]
    joined: bool
    """Two surnames are joined by a hyphen, or one is named as the name at birth."""
    aside: tuple[str, ...] = ()
    """Words in brackets or quotes: another way in which somebody is called."""

    @property
    def full(self) -> bool:
        """It has more than one word."""
        return len(self.words) > 1


@dataclass(frozen=True)
class Alike:
    """How the words of two names go together."""

    pairs: tuple[tuple[str, str, Likeness], ...]
    """A word of each and their likeness; each word once."""
    left: tuple[tuple[str, ...], tuple[str, ...]]
    """The words of either that nothing in the other is like."""
    turned: bool
    """The words stand in another order."""
    particles: bool
    """Words such as *van der* differ."""


@lru_cache(maxsize=100_000)
def parse(text: str) -> Name:
    """A name as it is written: ``Dhr. J. (Jo) van der Berg-Smit`` or ``Berg, Jo van der``."""
    plain = fold(text).translate(_LETTERS)
    aside = " ".join(_BRACKETED.findall(plain))
    plain = _BRACKETED.sub(" ", plain)
    last, comma, first = plain.partition(",")
    if comma and first.strip():
        plain = f"{first} {last}"
    content = _content()
    words: list[str] = []
    particles: list[str] = []
    joined = False
    for part in re.split(r"[\s]+", plain):
        found = [one.rstrip(".") for one in _PART.findall(part)]
        if part.strip(".") in content.particles and words:
            particles += found
            continue
        if part.count(".") and all(len(one) == 1 for one in found) and len(found) > 1:
            words += found
            continue
        joined |= len(found) > 1 and "-" in part and bool(words)
        for one in found:
            if one in content.born:
                joined = True
            elif one in content.titles and not words:
                continue
            elif one in content.particles and (words or len(found) == 1):
                particles.append(one)
            else:
                words.append(one)
    if not words:
        words, particles = particles, []
    extra = tuple(one.rstrip(".") for one in _PART.findall(aside))
    return Name(tuple(words), tuple(sorted(particles)), joined, extra)


def compare(one: str, other: str) -> Alike:
    """How the words of two names go together: the likest first."""
    mine, theirs = parse(one), parse(other)
    options = sorted(
        (_STEPS.index(likeness), abs(i - j), i, j)
        for i, word in enumerate(mine.words)
        for j, word_ in enumerate(theirs.words)
        if (likeness := alike(word, word_)) is not None
    )
    taken: dict[int, int] = {}
    pairs = []
    for step, _, i, j in options:
        if i not in taken and j not in taken.values():
            taken[i] = j
            pairs.append((mine.words[i], theirs.words[j], _STEPS[step]))
    order = [taken[i] for i in sorted(taken)]
    return Alike(
        tuple(pairs),
        (
            tuple(w for i, w in enumerate(mine.words) if i not in taken),
            tuple(w for j, w in enumerate(theirs.words) if j not in taken.values()),
        ),
        turned=order != sorted(order),
        particles={word[0] for word in mine.particles}.isdisjoint(
            word[0] for word in theirs.particles
        )
        and bool(mine.particles or theirs.particles),
    )


@lru_cache(maxsize=200_000)
def alike(one: str, other: str) -> Likeness | None:
    """In what way two words are the same name; None where they are not."""
    short, long = sorted((one, other), key=len)
    if one == other:
        found = Likeness.SAME
    elif len(short) == 1:
        starts = {long[0], sound(long)[:1], *(root[0] for root in roots(long))}
        return Likeness.INITIAL if short in starts else None
    elif roots(one) & roots(other):
        found = Likeness.CALL_NAME
    elif sound(one) == sound(other) or _same_bones(one, other):
        found = Likeness.SOUND
    elif len(short) >= 4 and slips(one, other) <= (2 if len(short) >= 8 else 1):
        found = Likeness.TYPING
    elif len(short) >= 3 and long.startswith(short):
        found = Likeness.SHORTENED
    else:
        return None
    return found


def _same_bones(one: str, other: str) -> bool:
    mine = bones(one)
    return mine == bones(other) and len(mine) >= LONG and abs(len(one) - len(other)) <= 2


@cache
def roots(word: str) -> frozenset[str]:
    """The full names that a call name may come from; none for other words."""
    return _content().roots.get(word, frozenset())


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """A word as it sounds: one way of writing for each sound, no letter twice."""
    for written, heard in _content().sounds:
        word = word.replace(written, heard)
    return re.sub(r"(.)\1+", r"\1", word.replace("'", ""))


@lru_cache(maxsize=100_000)
def bones(word: str) -> str:
    """The consonants of a word as it sounds, after its first letter; an h is not heard."""
    heard = sound(word)
    return heard[:1] + "".join(c for c in heard[1:] if c not in "aeiouhj")


def slips(one: str, other: str) -> int:
    """How many letters must be changed, added, left out or swapped with the next."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, mine in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, theirs in enumerate(other, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (mine != theirs))
            if i > 1 and j > 1 and mine == other[j - 2] and one[i - 2] == theirs:
                least = min(least, earlier[j - 2] + 1)
            row.append(least)
    return row[-1]


def keys(text: str) -> set[str]:
    """What a name is looked up by: who may be the same shares one of these.

    Each of its words beside the first letter of each other; a name of one word by that word.
    """
    name = parse(text)
    words = list(dict.fromkeys((*name.words, *name.aside)))
    heard = {word: _heard(word) for word in words}
    found = {f"1 {key}" for word in words for key in heard[word] if len(word) > 1}
    for word in words:
        for other in words:
            if word is not other and len(word) > 1:
                letters = {key[0] for key in heard[other]} | {other[0]}
                found |= {f"{key} {letter}" for key in heard[word] for letter in letters}
    return found


def _heard(word: str) -> set[str]:
    """How a word is looked up: as it sounds, and by the names it may come from."""
    return {bones(word), *map(bones, roots(word))}


@dataclass(frozen=True)
class _Content:
    particles: frozenset[str]
    titles: frozenset[str]
    born: frozenset[str]
    roots: dict[str, frozenset[str]]
    sounds: tuple[tuple[str, str], ...]


@cache
def _content() -> _Content:
    read: dict[str, Any] = resources.read_toml("schemas/names.toml")
    found: dict[str, set[str]] = {}
    for full, *called in read["short"]:
        for name in (full, *called):
            found.setdefault(fold(name), set()).add(full)
    return _Content(
        frozenset(word.rstrip(".") for word in read["particles"]),
        frozenset(read["titles"]),
        frozenset(read["born"]),
        {name: frozenset(full) for name, full in found.items()},
        tuple((written, heard) for written, heard in read["sounds"]),
    )
