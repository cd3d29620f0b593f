"""Which column of the workbook a header means, by words that are known and never by a guess.

A header is compared without case, accents, stars, colons, words in brackets and units. The names of
a column come first, then its other words, then the words of the plain mappings; a word that only
holds a pattern comes last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import translate
from functools import cache, lru_cache
from typing import NamedTuple

from assetgraph.importing.plain import Plain, plain_mappings
from assetgraph.model.choices import Daypart
from assetgraph.model.consent import CONSENTED
from assetgraph.model.kinds import Node
from assetgraph.model.text import fold
from assetgraph.model.workbook import Column, Sheet

LONGEST = 200
"""Characters of the longest text that is looked at as a header: a question of a form."""

POINT = "point"
"""A column that holds latitude and longitude in one cell."""

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_MARKS = re.compile(r"[*:?!_\"„”“]|\.{2,}|…")
_NUMBERED = re.compile(r"^(.*\D)\s*(?:nr|no)?[\s.#]*(\d{1,2})$")
_UNIT = re.compile(r"\s+(?:in (?:jaren|jaar|uren|uur|euro|meter|minuten)|€|%)$")


class How(StrEnum):
    """What a cell of a column gives."""

    TEXT = "text"
    """Its text."""
    TICK = "tick"
    """A value that the header names, where the cell is ticked."""
    SCALE = "scale"
    """A person whom the header names, as close as the number in the cell says."""
    PART = "part"
    """A part of the value: a first name, a house letter."""
    GRID = "grid"
    """A value that the header names, as what the cell says: can it, wants to learn it."""


class Use(NamedTuple):
    """A column of a sheet, and what it is used for."""

    at: int
    header: str
    """As it is written."""
    key: str
    """The key of the workbook's column."""
    how: How = How.TEXT
    name: str = ""
    """For a tick: the value. For a part: its place in the whole."""
    exact: bool = True
    """Whether it goes by one of the two names of the column."""


@dataclass(frozen=True)
class Words:
    """All words that a header of one sheet may have."""

    sheet: Sheet
    plain: Plain | None = None
    """The mapping of plain tables whose words count too."""

    def use(self, at: int, written: str, above: str = "") -> Use | None:
        """What a header means, or None where no word is known for it."""
        if len(written) > LONGEST:
            return None
        for text in dict.fromkeys(filter(None, (f"{above} {written}".strip(), written))):
            found = self._use(at, text, written)
            if found is not None:
                return found
        return None

    def _use(self, at: int, text: str, written: str) -> Use | None:
        word = bare(text)
        labels, patterns, sides = _known(self.sheet.node, self.plain)
        if word in labels:
            return labels[word]._replace(at=at, header=shown(written))
        numbered = _NUMBERED.match(word)
        if numbered and (found := labels.get(numbered[1].strip())) and found.how is How.TEXT:
            return found._replace(at=at, header=shown(written), exact=False)
        if sides.match(word):
            return None
        fits = patterns.regex.match(word)
        if fits is None or fits.lastindex is None:
            return None
        return patterns.uses[fits.lastindex - 1]._replace(at=at, header=shown(written))

    def ticks(self, at: int, written: str) -> Use | None:
        """The value of a fixed choice that a header is or ends in: ``Ochtend``, ``Mag: match``."""
        known, word = _choices(self.sheet.node), bare(written)
        found = known.get(word) or known.get(word.rsplit(" ", 1)[-1])
        return None if found is None else found._replace(at=at, header=shown(written))

    def is_aside(self, written: str) -> bool:
        """Whether a header is known to hold nothing for a map."""
        _, _, sides = _known(self.sheet.node, self.plain)
        return sides.match(bare(written)) is not None

    def spellings(self) -> dict[str, Use]:
        """Every word that is compared as a whole."""
        return _known(self.sheet.node, self.plain)[0]

    def required(self) -> list[set[str]]:
        """By column that a row must fill: the keys of which one is enough."""
        naming = self.sheet.node.naming()
        return [
            {column.key, f"{naming}.1", f"{naming}.3"} if column.key == naming else {column.key}
            for column in self.sheet.columns
            if column.required
        ]


@lru_cache(maxsize=8192)
def bare(header: str) -> str:
    """A header as it is compared; "" for what is too long to be one."""
    if len(header) > LONGEST:
        return ""
    text = _MARKS.sub(" ", _BRACKETS.sub(" ", header))
    if not text.strip():
        text = _MARKS.sub(" ", header)
    word = fold(text)
    return _UNIT.sub("", word.strip(" .-–;,/"))


def shown(header: str) -> str:
    """A header as a report shows it: on one line, without the star of what must be filled."""
    return " ".join(header.split()).rstrip("* ")


@dataclass(frozen=True)
class _Patterns:
    regex: re.Pattern[str]
    """A group for each pattern, in their order."""
    uses: list[Use]


@cache
def _known(
    node: type[Node], plain: Plain | None
) -> tuple[dict[str, Use], _Patterns, re.Pattern[str]]:
    """Words that are compared as a whole, patterns in order, and patterns of what is aside."""
    from assetgraph.model.workbook import sheet_of  # noqa: PLC0415

    columns = {column.key: column for column in sheet_of(node).columns}
    labels: dict[str, Use] = {}
    for column in columns.values():
        for word in (column.label.nl, column.label.en):
            labels.setdefault(bare(word), Use(-1, "", column.key))
    for column in columns.values():
        for word in column.label.aliases:
            labels.setdefault(bare(word), Use(-1, "", column.key, exact=False))
    patterns: list[tuple[str, Use]] = []
    sides: list[str] = []
    for one in _ordered(plain):
        for key, words in one.words.get(node.kind, {}).items():
            use = _of_key(key, columns)
            for word in words:
                if "*" in word:
                    patterns.append((fold(word), use))
                elif bare(word) not in labels:
                    labels[bare(word)] = use
                elif use.how is How.PART:
                    labels[bare(word)] = use._replace(exact=labels[bare(word)].exact)
        sides += one.aside.get(node.kind, ())
    compiled = _Patterns(_any_of(word for word, _ in patterns), [use for _, use in patterns])
    return labels, compiled, _any_of(map(fold, sides))


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """One expression for all of these patterns; one that fits nothing where there are none."""
    return re.compile("|".join(f"({translate(one)})" for one in patterns) or r"(?!)")


def _ordered(plain: Plain | None) -> Iterable[Plain]:
    """The mappings whose words count: the one that a table goes by first, then the general."""
    general = [one for one in plain_mappings().values() if one.general]
    return general if plain is None or plain.general else [plain, *general]


def _of_key(key: str, columns: dict[str, Column]) -> Use:
    stem, dot, part = key.rpartition(".")
    if dot and part.isdigit() and stem in columns:
        return Use(-1, "", stem, How.PART, part, exact=False)
    if key != POINT and key not in columns:
        raise KeyError(key)
    return Use(-1, "", key, exact=False)


@cache
def _choices(node: type[Node]) -> dict[str, Use]:
    """Headers that are a value of a fixed choice that a cell may hold several of."""
    found: dict[str, Use] = {}
    if "dayparts" in node.properties:
        for daypart in Daypart:
            for word in daypart.label.spellings():
                found[bare(word)] = Use(-1, "", "dayparts", How.TICK, daypart.label.nl)
    if "consent" in node.properties:
        for purpose in CONSENTED:
            for word in purpose.label.spellings():
                for text in (word, f"toestemming {word}", f"toestemming voor {word}"):
                    found.setdefault(bare(text), Use(-1, "", "consent", How.TICK, purpose.label.nl))
    return found


def matched(words: Words, cells: Iterable[tuple[int, str, str]]) -> list[Use]:
    """The columns whose words are known, of filled columns with what stands above each."""
    found = []
    for at, cell, above in cells:
        if use := words.use(at, cell, above):
            found.append(use)
    return found
