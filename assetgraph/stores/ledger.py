"""From statements to facts: what holds about one node, given all that sources have said about it.

Each source speaks for itself: its latest word on a property or list replaces its earlier one, and
what it does not speak of again stays. Between sources, the latest word wins for a property; a
relation holds while any source states it. A source that repeats itself confirms: that is
remembered, but does not make its word newer than another's. What a resident says of themselves
(`OWN_WORD`) wins over all others, older and newer, until they say otherwise; of consent, for each
purpose that they speak of. All stores share these rules.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pydantic_core import from_json, to_json

from assetgraph.model.changeset import OWN_WORD, Statement
from assetgraph.model.consent import overlaid
from assetgraph.model.identity import is_judgement

CONSENT = "consent"
"""The property that a resident's own word changes for each purpose by itself."""

Doc = dict[str, Any]
"""A statement as it is kept: ``m`` mention, ``p`` properties, ``r`` relations, ``s`` same as."""

Moment = tuple[date, int]
"""When something was said: the day it holds from, and the changeset."""


@dataclass(frozen=True, slots=True)
class Said:
    """One statement about a node as the store holds it."""

    changeset: int
    source: str
    day: date
    active: bool
    """Not undone."""
    doc: str | None
    """None: the source repeats, to the letter, what it said last."""


@dataclass(frozen=True, slots=True)
class Link:
    """A relation that holds: its properties, and the changesets that said it first and last."""

    properties: dict[str, Any]
    first: int
    last: int
    said: Moment
    """When the properties were said that hold."""


@dataclass(slots=True)
class State:
    """What holds about one node."""

    first: int
    last: int
    mention: str | None = None
    properties: dict[str, Any] = field(default_factory=dict)
    said: dict[str, Moment] = field(default_factory=dict)
    """By property: when the value was said that holds."""
    links: dict[tuple[str, str], Link] = field(default_factory=dict)
    """By relation key and the id at the other end."""


def write(statement: Statement, said: Collection[Said] = (), source: str = "") -> str:
    """A statement as text to keep, after what its source said about the node before.

    What the source has a place for but leaves empty is written only where it was stated before.
    """
    doc: Doc = {}
    if statement.mention is not None:
        doc["m"] = statement.mention
    if statement.properties:
        doc["p"] = statement.properties
    if statement.relations:
        doc["r"] = statement.relations
    if statement.same is not None:
        doc["s"] = statement.same
    if not said:
        return to_json(doc).decode()
    earlier = [read(one.doc) for one in said if one.source == source and one.doc is not None]
    for part, nothing in (("p", None), ("r", {})):
        before = {name for one in earlier for name in one.get(part, ())}
        if emptied := before & statement.spoken - doc.get(part, {}).keys():
            doc[part] = {**doc.get(part, {}), **dict.fromkeys(sorted(emptied), nothing)}
    return to_json(doc).decode()


def read(text: str) -> Doc:
    """A kept statement, parsed."""
    doc: Doc = from_json(text)
    return doc


def repeats(said: Iterable[Said], source: str, doc: str) -> bool:
    """Whether a source's new statement equals the last one it made about this node."""
    last = next((one.doc for one in _newest_first(said) if one.source == source and one.doc), None)
    return last is not None and (last == doc or read(last) == read(doc))


def stated(said: Iterable[Said], changeset: int) -> Doc:
    """What one changeset said about a node."""
    return next(doc for one, doc in resolved(said) if one.changeset == changeset)


def fold(said: Iterable[Said], until: date | None = None) -> State | None:
    """What holds about a node, on a day if one is given; None while no active statement speaks.

    A judgement of who is who adds to what holds, also on an earlier day: whoever is one with
    another was so before somebody saw it. It does not make a node hold.
    """
    state, own = heard(said, until)
    if state is not None and own is not None:
        overrule(state, own)
    return state


def heard(said: Iterable[Said], until: date | None = None) -> tuple[State | None, Voice | None]:
    """What others say of a node as `fold` reads it, and beside it the resident's own word."""
    spoken = sorted(resolved(said), key=lambda pair: (pair[0].day, pair[0].changeset))
    state: State | None = None
    voices: dict[str, Voice] = {}
    for one, doc in spoken:
        judged = is_judgement(one.source)
        if not one.active or (until is not None and one.day > until and not judged):
            continue
        voices.setdefault(one.source, Voice()).hear(one, doc)
        if judged:
            continue
        if state is None:
            state = State(first=one.changeset, last=one.changeset)
        state.first = min(state.first, one.changeset)
        state.last = max(state.last, one.changeset)
        if state.mention is None:
            state.mention = doc.get("m")
    own = voices.pop(OWN_WORD, None)
    if state is None:
        return None, None
    _agree(state, voices.values())
    return state, own


class Voice:
    """What one source says about one node by now."""

    def __init__(self) -> None:
        self.properties: dict[str, tuple[Moment, Any]] = {}
        self.relations: dict[str, dict[str, Link]] = {}
        self.listed: dict[str, Moment] = {}
        """By relation key: when the source last spoke of it."""

    def hear(self, said: Said, doc: Doc) -> None:
        changeset = said.changeset
        for name, value in doc.get("p", {}).items():
            known = self.properties.get(name)
            if known is None or known[1] != value:
                self.properties[name] = ((said.day, changeset), value)
        for key, targets in doc.get("r", {}).items():
            before = self.relations.get(key, {})
            self.listed[key] = (said.day, changeset)
            self.relations[key] = {
                other: _heard(before.get(other), properties, (said.day, changeset))
                for other, properties in targets.items()
            }


def _agree(state: State, voices: Iterable[Voice]) -> None:
    newest = state.said
    for voice in voices:
        for name, (moment, value) in voice.properties.items():
            if value is not None and (name not in newest or moment > newest[name]):
                newest[name] = moment
                state.properties[name] = value
        for key, links in voice.relations.items():
            for other, link in links.items():
                known = state.links.get((key, other))
                state.links[key, other] = link if known is None else merged(known, link)


def overrule(state: State, own: Voice) -> None:
    """A resident's own word: a fact as they say it, also that there is none."""
    for name, (_, value) in own.properties.items():
        if name == CONSENT:
            if value is not None:
                state.properties[name] = overlaid(state.properties.get(name), value)
        elif value is None:
            state.properties.pop(name, None)
        else:
            state.properties[name] = value
    for key, links in own.relations.items():
        for said in [said for said in state.links if said[0] == key and said[1] not in links]:
            del state.links[said]
        for other, link in links.items():
            known = state.links.get((key, other))
            state.links[key, other] = (
                link
                if known is None
                else replace(merged(known, link), properties=link.properties, said=link.said)
            )


def _heard(known: Link | None, properties: dict[str, Any], moment: Moment) -> Link:
    """A relation that a source states; what it repeats does not become newer."""
    changeset = moment[1]
    if known is None:
        return Link(properties, changeset, changeset, moment)
    said = known.said if known.properties == properties else moment
    return Link(properties, min(known.first, changeset), max(known.last, changeset), said)


def merged(one: Link, other: Link) -> Link:
    """A relation that two state: the newer word, and who said it first and last."""
    newer = max(one, other, key=lambda link: link.said)
    first, last = min(one.first, other.first), max(one.last, other.last)
    return Link(newer.properties, first, last, newer.said)


def resolved(said: Iterable[Said]) -> Iterator[tuple[Said, Doc]]:
    latest: dict[str, Doc] = {}
    for one in sorted(said, key=lambda one: one.changeset):
        if one.doc is not None:
            latest[one.source] = read(one.doc)
        yield one, latest[one.source]


def _newest_first(said: Iterable[Said]) -> list[Said]:
    return sorted(said, key=lambda one: one.changeset, reverse=True)
