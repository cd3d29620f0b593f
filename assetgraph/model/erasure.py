"""What was erased with somebody, and where words of others may still name them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from assetgraph.model.text import fold

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where the name of an erased person still stands in what others said."""

    node: str
    """The id of the node that holds the text; "" for the source of a changeset."""
    field: str
    """The property; for a source the number of the changeset."""
    text: str


@dataclass(frozen=True, slots=True)
class Erasure:
    """What an erasure took out."""

    node: str
    nodes: tuple[str, ...]
    """The ids of all that went: the node, and talents, stories… that were nobody else's."""
    mentions: tuple[Mention, ...]
    """What is left for somebody to decide on: text of others in which the name stands."""
    maybe: tuple[Mention, ...] = ()
    """Text of others in which the first name alone stands; it may be somebody else's."""


def digest(key: bytes, kind: str, word: str) -> str:
    """What is kept of a name, a code or an id: a keyed BLAKE2b of it (folded), as hex.

    It says nothing to who has not the key. Who has the whole store, key and all, can still try
    whether a name that they think of is among the erased.
    """
    text = f"{kind}\x1f{fold(word)}".encode()
    return blake2b(text, key=key, digest_size=16).hexdigest()


SHORTEST = 3
"""Letters of a name or code that is looked for in texts; shorter ones are in many words."""

_TITLES = ("buurman", "buurvrouw", "dhr", "heer", "meneer", "mevrouw", "mijnheer", "mvr")
_NO_FIRST_NAMES = {*_TITLES, "mrs", "oma", "oom", "opa", "tante", "the", "van"}


def telling(names: Iterable[str]) -> set[str]:
    """Those of these names and codes (folded) that in a text can only mean this person."""
    return {name for name in names if len(name) >= SHORTEST and not (name + "0").isdigit()}


def first_names(names: Iterable[str]) -> set[str]:
    """The first words of names (folded) of more than one word."""
    firsts = {name.split()[0] for name in names if " " in name}
    return {one for one in telling(firsts) if one.isalpha()} - _NO_FIRST_NAMES


_WORD = re.compile(r"[^\s,;:.!?()\"“”]+")
_LONGEST_NAME = 5
"""Words of the longest name that is looked for in a text."""


def grams(text: str) -> Iterator[str]:
    """Every few words of a text that look like a name: the first has a capital, or it is short."""
    words = _WORD.findall(text)
    for at, word in enumerate(words):
        if word[:1].isupper() or len(words) <= _LONGEST_NAME:
            for end in range(at + 2, min(at + _LONGEST_NAME, len(words)) + 1):
                gram = " ".join(words[at:end])
                yield gram
                yield re.sub(r"['’]?s$", "", gram)


def finder(names: Collection[str]) -> re.Pattern[str] | None:
    """What finds one of these names in folded text: a single word only where it stands alone."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    parts = [
        re.escape(name) if " " in name else rf"(?<!\w){re.escape(name)}(?!\w)"
        for name in longest_first
    ]
    return re.compile("|".join(parts)) if parts else None


def without(text: str, names: re.Pattern[str], instead: str) -> str:
    """A text with other words in the place of every name that a `finder` finds in it."""
    folded: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for one in fold(char) or (" " if char.isspace() else ""):
            if one != " " or folded[-1:] != [" "]:
                folded.append(one)
                places.append(place)
    kept, done = [], 0
    for found in names.finditer("".join(folded)):
        start, end = places[found.start()], places[found.end() - 1] + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        kept += [text[done:start], instead]
        done = end
    return "".join([*kept, text[done:]])
