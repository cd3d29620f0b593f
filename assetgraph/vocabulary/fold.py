"""Text to words: case and accents folded, marks kept as cuts, every word's place remembered."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_PIECE = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*|['’`][^\W_]{1,2}\b|[^\w\s]|\n")
_LOOSE = str.maketrans({"’": "'", "`": "'", "ß": "ss", "ı": "i", "ø": "o", "ł": "l", "đ": "d"})


class Token(NamedTuple):
    """A folded word, or a mark that cuts, with its place in the text as it was written."""

    text: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether this is a word and not a mark."""
        return self.text[-1].isalnum()


def fold(text: str) -> str:
    """The text in small letters without accents: ``Crème`` is ``creme``."""
    if text.isascii():
        return text.lower()
    loose = unicodedata.normalize("NFKD", text.casefold()).translate(_LOOSE)
    return "".join(letter for letter in loose if not unicodedata.combining(letter))


def tokens(text: str) -> list[Token]:
    """The words and marks of a text, in order. Composed and decomposed accents read alike."""
    text = unicodedata.normalize("NFC", text)
    found = []
    for piece in _PIECE.finditer(text):
        folded = fold(piece.group())
        if folded.strip():
            found.append(Token(folded, piece.start(), piece.end()))
        elif piece.group() == "\n":
            found.append(Token(";", piece.start(), piece.end()))
    return found
