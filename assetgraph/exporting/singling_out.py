"""What in a publication points at somebody who did not agree: a name, or what together is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assetgraph.messages import Message, say
from assetgraph.model.kinds import Node
from assetgraph.model.nodes import Place, Resident
from assetgraph.model.relations import ComesTo, MemberOf, TakesRole
from assetgraph.model.snapshot import Snapshot
from assetgraph.model.text import fold

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_FACTS = (MemberOf, ComesTo, TakesRole)


@dataclass(frozen=True)
class Combination:
    """Facts in a publication that together can only be people who did not agree to it."""

    kind: type[Node]
    name: str
    """Of the node that holds the first of them."""
    field: str
    words: tuple[str, ...]

    @property
    def told(self) -> Message:
        """In a sentence."""
        label = self.kind.properties[self.field].label
        return say(
            "publish.combination",
            kind=self.kind.label,
            name=self.name,
            field=label,
            words=list(self.words),
        )


@dataclass(frozen=True)
class _Person:
    """Somebody who did not agree, and what points at them beside a first name."""

    words: tuple[str, ...]
    """Of the name, folded."""
    facts: tuple[str, ...]


def singled_out(published: Snapshot, everybody: Snapshot) -> list[Combination]:
    """All such combinations in what is published; `everybody` holds all residents and facts.

    Looked for are a whole name in any text; a first name, of nobody who agreed, beside a street,
    group, place or role of its owner, in the same text or in what it is linked to; and a place at
    the door of somebody's home.
    """
    named = {published.ids[at] for at in published.residents}
    people = _people(everybody, named)
    agreed = {
        fold(published.names[at]).split()[0] for at in published.residents if published.names[at]
    }
    by_first: dict[str, list[_Person]] = {}
    for person in people:
        by_first.setdefault(person.words[0], []).append(person)
    beside = _beside(published)
    found = list(_homes(published, everybody, named))
    for at, kind, field, text in _texts(published):
        words = [fold(word) for word in _WORD.findall(text)]
        capital = {fold(word) for word in _WORD.findall(text) if word[:1].isupper()}
        if not capital & by_first.keys():
            continue
        context = f" {' '.join([*words, *beside.get(at, ())])} "
        for first in sorted(capital & by_first.keys()):
            for person in by_first[first]:
                pointing = _pointing(person, words, context, alone=first not in agreed)
                if pointing:
                    found.append(Combination(kind, published.names[at], field, pointing))
    return list(dict.fromkeys(found))


def _pointing(person: _Person, words: list[str], context: str, *, alone: bool) -> tuple[str, ...]:
    size = len(person.words)
    whole = any(tuple(words[i : i + size]) == person.words for i in range(len(words) - size + 1))
    if whole and size > 1:
        return (" ".join(word.capitalize() for word in person.words),)
    if alone:
        for fact in person.facts:
            if fact and f" {fact} " in context:
                return person.words[0].capitalize(), fact
    return ()


def _plain(text: str) -> str:
    """The words of a text, folded."""
    return " ".join(fold(word) for word in _WORD.findall(text))


def _people(everybody: Snapshot, named: set[str]) -> list[_Person]:
    streets = everybody.values(Resident, "street")
    facts: dict[int, list[str]] = {
        at: [_plain(street)] if street else []
        for at, street in zip(everybody.residents, streets, strict=True)
    }
    for relation in _FACTS:
        links = everybody.relation(relation)
        for person, thing in zip(links.source.tolist(), links.target.tolist(), strict=True):
            facts[person].append(_plain(everybody.names[thing]))
    return [
        _Person(words, tuple(facts[at]))
        for at in everybody.residents
        if everybody.ids[at] not in named
        and (words := tuple(fold(w) for w in _WORD.findall(everybody.names[at])))
    ]


def _texts(published: Snapshot) -> Iterator[tuple[int, type[Node], str, str]]:
    """Every text in what is published but the names of residents: node, kind, field, text."""
    for kind, span in published.ranges.items():
        for field, values in published.columns[kind].items():
            if kind is Resident and field == Resident.naming():
                continue
            for at, value in zip(span, values, strict=True):
                for text in [value] if isinstance(value, str) else _several(value):
                    yield at, kind, field, text


def _several(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, tuple) else []


def _beside(published: Snapshot) -> dict[int, list[str]]:
    """By node the names of what it is linked to that is no resident."""
    found: dict[int, list[str]] = {}
    people = len(published.residents)
    for links in published.links.values():
        for one, other in zip(links.source.tolist(), links.target.tolist(), strict=True):
            for here, there in ((one, other), (other, one)):
                if here >= people and there >= people:
                    found.setdefault(here, []).append(_plain(published.names[there]))
    return found


def _homes(published: Snapshot, everybody: Snapshot, named: set[str]) -> Iterator[Combination]:
    """Places at the door of somebody who did not agree."""
    doors = {
        (fold(street), fold(str(number)))
        for at, street, number in zip(
            everybody.residents,
            everybody.values(Resident, "street"),
            everybody.values(Resident, "house_number"),
            strict=True,
        )
        if street and number and everybody.ids[at] not in named
    }
    places = published.ranges.get(Place, range(0))
    for at, street, number in zip(
        places,
        published.values(Place, "street"),
        published.values(Place, "house_number"),
        strict=True,
    ):
        if street and number and (fold(street), fold(str(number))) in doors:
            yield Combination(Place, published.names[at], "house_number", (f"{street} {number}",))
