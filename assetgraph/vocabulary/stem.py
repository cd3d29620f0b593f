"""Dutch endings taken off, carefully: unlike words keep unlike stems.

Inflection always goes ("breien", "breit"). What makes a new word of an old one ("-ing", "-heid",
"-aar") goes only where much is left: "wandeling" is "wandel", but "leiding" is not "leid".
"""

from __future__ import annotations

_VOWELS = frozenset("aeiouy")
_DIMINUTIVES = ("etje", "pje", "kje", "tje", "je")
_DERIVED = (("ing", 5), ("heid", 5), ("aar", 6))
_SHORTEST = 3
_DULL = frozenset("lrnm")
_BEFORE_T = frozenset("bdgjklmpwx")


def stem(word: str, *, known: bool = True) -> str:
    """The stem of a dictionary form; of a word that no dictionary holds its plural, diminutive
    and verb ending go as well."""
    if not known:
        word = _loose(word)
    for ending, least in _DERIVED:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return _shut(word[: -len(ending)])
    if word.endswith("en") and len(word) > _SHORTEST and not word.endswith("een"):
        return _shut(word[:-2]) if _has_vowel(word[:-2]) else word
    if word.endswith("e") and len(word) > _SHORTEST and word[-2] not in _VOWELS:
        return _shut(word[:-1]) if _has_vowel(word[:-1]) else word
    return word


def _loose(word: str) -> str:
    """An unknown word without "-s", "-je" and "-t"."""
    word = word.removesuffix("'s")
    if word.endswith("s") and len(word) > _SHORTEST + 1 and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in _DIMINUTIVES:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return _single(word[: -len(ending)])
    if word.endswith("t") and len(word) > _SHORTEST and word[-2] in _BEFORE_T:
        return word[:-1]
    return word


def _shut(root: str) -> str:
    """A root as it stands alone: "lop" of "lopen" is "loop", "bakk" is "bak", "geev" is "geef"."""
    single = _single(root)
    root = f"{root[:-1]}{root[-2]}{root[-1]}" if single == root and _opens(root) else single
    if root.endswith("v"):
        return f"{root[:-1]}f"
    return f"{root[:-1]}s" if root.endswith("z") else root


def _opens(root: str) -> bool:
    """Whether the last vowel is single, long and stressed: "lop(en)", and not "wandel(en)"."""
    if len(root) < _SHORTEST - 1 or root[-1] in _VOWELS or root[-2] not in "aeou":
        return False
    if len(root) > _SHORTEST - 1 and root[-3] in _VOWELS:
        return False
    dull = root[-2] == "e" and root[-1] in _DULL
    return not (dull and _has_vowel(root[:-2]))


def _single(root: str) -> str:
    if len(root) > _SHORTEST and root[-1] == root[-2] and root[-1] not in _VOWELS:
        return root[:-1]
    return root


def _has_vowel(text: str) -> bool:
    return not _VOWELS.isdisjoint(text)
