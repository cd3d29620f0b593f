"""How words are compared, wherever names and headers meet."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """The text as it is compared: no case, no accents, single spaces.

    "José  de  Vries" and "jose de vries" fold alike; letters without accents pass quickly.
    """
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in parts if not unicodedata.combining(char))
    return " ".join(text.casefold().split())
