"""What in free text may not belong on a map of a neighbourhood: a question to who types, no error.

`schemas/free_text.toml` holds the words for illness and money troubles; telephone numbers and mail
addresses are known by their form. A citizen service number is never stored: `values.check`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from assetgraph import resources
from assetgraph.model.kinds import Node
from assetgraph.model.nodes import Dream, Exchange, Group, Institution, Role, Story, Talent, Wish
from assetgraph.model.text import fold
from assetgraph.model.workbook import Column

WORDS = "schemas/free_text.toml"

_SUBJECTS = {"medical": "free-text-medical", "money": "free-text-money"}
"""The tables of the file, and the code of the issue that each raises."""

_PHONE = re.compile(r"(?<![\d,.+])(?:(?:\+|00)31[ -]?(?:\(0\))?|\(?0)[1-9](?:\)?[ -]?\d){8}(?!\d)")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")

_OF_PEOPLE: tuple[type[Node], ...] = (Talent, Wish, Dream, Role)
"""What is written about one person, in words of their own."""
_TOLD: tuple[tuple[type[Node], str], ...] = (
    *((Story, name) for name in ("title", "text", "topics")),
    (Exchange, "what"),
    (Group, "activity"),
)
"""Other properties in which people are told about."""
_MEANT_FOR_IT: tuple[tuple[type[Node], str], ...] = ((Institution, "contact"),)
"""Properties that are there to hold an address or a number."""


class _Words(NamedTuple):
    """The words of one subject, compiled."""

    code: str
    single: re.Pattern[str]
    """A word that says it by itself."""
    telling: frozenset[str]
    """The longest word of each phrase: without it no phrase is there."""
    found: re.Pattern[str]
    """What finds a word or a phrase in folded text."""


def doubts(text: str, *, told: bool = True) -> Iterator[tuple[str, str]]:
    """The codes of issues that a text raises, each with what was found; `told`: also in words."""
    yield from doubtful([text], told=told).get(text, ())


def doubtful(texts: Collection[str], *, told: bool) -> dict[str, list[tuple[str, str]]]:
    """Those of these texts that raise issues: their codes, each with what was found in the text.

    Most columns raise none; one look at all their texts together says so.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    together = "\n".join(texts)
    for code, form in (("free-text-phone", _PHONE), ("free-text-mail", _MAIL)):
        if form.search(together):
            for text in texts:
                if hit := form.search(text):
                    found.setdefault(text, []).append((code, hit[0]))
    if told:
        used = set(_split(fold(together)))
        for words in _words():
            suspects = {one for one in used if one in words.telling or words.single.fullmatch(one)}
            if not suspects:
                continue
            for text in texts:
                folded = fold(text)
                if not suspects.isdisjoint(_split(folded)) and (hit := words.found.search(folded)):
                    found.setdefault(text, []).append((words.code, hit[0]))
    return found


def looked_at(kind: type[Node], column: Column) -> bool | None:
    """Whether a column of the sheet of a kind is read for words too (True), for forms alone
    (False), or not at all (None)."""
    if column.fact is None:
        return column.others[0] in _OF_PEOPLE
    if column.fact.of is not str or (kind, column.key) in _MEANT_FOR_IT:
        return None
    return (kind, column.key) in _TOLD


def _split(text: str) -> list[str]:
    return re.findall(r"[\w-]+", text)


@cache
def _words() -> tuple[_Words, ...]:
    content = resources.read_toml(WORDS)
    return tuple(_compiled(code, content[name]) for name, code in _SUBJECTS.items())


def _compiled(code: str, entry: Mapping[str, str]) -> _Words:
    words, phrases = (
        [line.strip() for line in entry[name].splitlines() if line.strip()]
        for name in ("words", "phrases")
    )
    single = "|".join(
        re.escape(word.rstrip("*")) + (r"[\w-]*" if word.endswith("*") else "") for word in words
    )
    either = "|".join([*map(re.escape, phrases), single])
    return _Words(
        code,
        re.compile(single),
        frozenset(max(phrase.split(), key=len) for phrase in phrases),
        re.compile(rf"(?<![\w-])(?:{either})(?![\w-])"),
    )
