"""How words are compared, wherever names and headers meet."""

from __future__ import annotations

import unicodedata


class Folded(dict[str, str]):
    """Texts as `fold` gives them, each folded once: ``folded[text]``."""

    def __missing__(self, text: str) -> str:
        self[text] = word = fold(text)
        return word


def fold(text: str) -> str:
    """The text as it is compared: no case, no accents, single spaces.

    "José  de  Vries" and "jose de vries" fold alike; letters without accents pass quickly.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    parts = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in parts if not unicodedata.combining(char))
    return " ".join(bare.casefold().split())
