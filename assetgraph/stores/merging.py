"""One person who was recorded as several nodes: which are one, and what holds of them together.

Nothing is copied: each node keeps what was said of it, and every relation its ends. What holds is
folded for all of them together under the id of one, the head; the others hold nothing by
themselves. So a judgement is taken back without a trace, and a sheet that names one of them speaks
of that one, as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from assetgraph.model.changeset import Statement
from assetgraph.model.consent import Consent, last_day
from assetgraph.model.kinds import NODE_KINDS, Node
from assetgraph.model.known import Known
from assetgraph.stores import ledger
from assetgraph.stores.erasing import CODE
from assetgraph.stores.ledger import Said, State

CONSENT = "consent"


class Merged:
    """Which nodes are one."""

    def __init__(self, into: Mapping[str, str] = {}) -> None:
        """`into` gives, for each node that is the same as another, that other."""
        self._into = dict(into)
        self._members: dict[str, list[str]] = {}
        self._heads: dict[str, str] = {}
        for node in sorted({*into, *into.values()}):
            head = self._followed(node)
            self._heads[node] = head
            self._members.setdefault(head, []).append(node)

    @classmethod
    def read(cls, docs: Iterable[tuple[str, str | None]]) -> Merged:
        """From what judgements say, oldest first: a node and a kept statement about it."""
        into: dict[str, str] = {}
        for node, doc in docs:
            same = None if doc is None else ledger.read(doc).get("s")
            if same:
                into[node] = same
            elif same is not None:
                into.pop(node, None)
        return cls(into)

    def __bool__(self) -> bool:
        return bool(self._into)

    def _followed(self, node: str) -> str:
        """Where a chain ends; of a circle, which undoing can make, the least."""
        path = [node]
        while (end := self._into.get(path[-1])) is not None:
            if end in path:
                return min(path[path.index(end) :])
            path.append(end)
        return path[-1]

    def head(self, node: str) -> str:
        """The node under which this one holds."""
        return self._heads.get(node, node)

    def members(self, node: str) -> list[str]:
        """All that are one with a node: the head first."""
        head = self.head(node)
        return [head, *(one for one in self._members.get(head, ()) if one != head)]

    def __contains__(self, node: object) -> bool:
        return node in self._heads

    def __iter__(self) -> Iterator[str]:
        """Every node that is one with another."""
        return iter(self._heads)

    def changed(self, statements: Iterable[Statement]) -> Merged:
        """Which are one after these were said."""
        into = dict(self._into)
        for one in statements:
            if one.same:
                into[one.id] = one.same
            elif one.same is not None:
                into.pop(one.id, None)
        return self if into == self._into else Merged(into)

    def moved(self, other: Merged) -> set[str]:
        """The nodes that hold under another id in another reading, with both ids."""
        found = {node for node in {*self, *other} if self.head(node) != other.head(node)}
        return found | {one for node in found for one in (self.head(node), other.head(node))}

    def state(
        self, node: str, said: Mapping[str, Sequence[Said]], until: date | None = None
    ) -> State | None:
        """What holds under an id; None under the id of one who is a part of another."""
        if self.head(node) != node:
            return None
        heard = [ledger.heard(said.get(one, ()), until) for one in self.members(node)]
        found = [state for state, _ in heard if state is not None]
        if not found:
            return None
        state = found[0] if len(found) == 1 else _united(NODE_KINDS[node.rsplit("-", 1)[0]], found)
        own = [voice for _, voice in heard if voice is not None]
        if own:
            ledger.overrule(state, own[0] if len(own) == 1 else _own(own))
        return self._led(node, state) if self else state

    def held(self, node: str, others: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        """The other ends of relations of a node, as they hold."""
        if not self:
            return dict(others)
        return {
            self.head(other): facts
            for other, facts in others.items()
            if self.head(other) != self.head(node)
        }

    def _led(self, node: str, state: State) -> State:
        """A state whose relations go to who holds; to itself goes none."""
        if not any(other in self._heads or other == node for _, other in state.links):
            return state
        links: dict[tuple[str, str], ledger.Link] = {}
        for (key, other), link in state.links.items():
            end = self.head(other)
            if end != node:
                known = links.get((key, end))
                links[key, end] = link if known is None else ledger.merged(known, link)
        state.links = links
        return state


def _united(kind: type[Node], states: Sequence[State]) -> State:
    """What holds of several nodes that are one; the first is the head.

    Name and code are the head's, where it has them; lists hold what any of them holds; of consent
    the narrower holds; of all else the newest word. Over all of that goes what they said of
    themselves, under either name.
    """
    united = State(min(one.first for one in states), max(one.last for one in states))
    united.mention = next((one.mention for one in states if one.mention is not None), None)
    for name, prop in kind.properties.items():
        stated = [one for one in states if name in one.properties]
        if not stated:
            continue
        newest = max(stated, key=lambda one: one.said[name])
        first = stated[0] if name in (kind.naming(), CODE) else newest
        united.said[name] = newest.said[name]
        united.properties[name] = first.properties[name]
        if name == CONSENT:
            united.properties[name] = narrowest([one.properties[name] for one in stated])
        elif prop.many:
            values = (value for one in stated for value in one.properties[name])
            united.properties[name] = list(dict.fromkeys(values))
    for state in states:
        for key, link in state.links.items():
            known = united.links.get(key)
            united.links[key] = link if known is None else ledger.merged(known, link)
    return united


def _own(voices: Sequence[ledger.Voice]) -> ledger.Voice:
    """The own word of somebody who spoke under several names: of each fact the last; of consent,
    for each purpose, what all that speak of it allow."""
    one = ledger.Voice()
    for voice in voices:
        for name, told in voice.properties.items():
            if name not in one.properties or told[0] > one.properties[name][0]:
                one.properties[name] = told
        for key, moment in voice.listed.items():
            if key not in one.listed or moment > one.listed[key]:
                one.listed[key], one.relations[key] = moment, voice.relations[key]
    allowed = [
        voice.properties[CONSENT][1] or [] for voice in voices if CONSENT in voice.properties
    ]
    if len(allowed) > 1:
        one.properties[CONSENT] = one.properties[CONSENT][0], _each_narrowest(allowed)
    return one


def _each_narrowest(stated: Sequence[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Of consents, as JSON, for each purpose what all of those that name it allow."""
    found: list[dict[str, Any]] = []
    for purpose in dict.fromkeys(one["purpose"] for consents in stated for one in consents):
        about = [[one for one in consents if one["purpose"] == purpose] for consents in stated]
        found += narrowest([consents for consents in about if consents])
    return found


def narrowest(stated: Sequence[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Of consents, as JSON, what all of them allow: for each purpose those that end first.

    A purpose that one of them does not name is allowed by none. Where nothing is recorded of
    somebody that is no word, and narrows nothing.
    """
    read = [[Consent.model_validate(one) for one in consents] for consents in stated]
    found: list[dict[str, Any]] = []
    for purpose in dict.fromkeys(one.purpose for consents in read for one in consents):
        if all(any(one.purpose is purpose for one in consents) for consents in read):
            least = min(range(len(read)), key=lambda i: last_day(read[i], purpose))
            found += [one for one in stated[least] if one["purpose"] == purpose.value]
    return found


def faces(merged: Merged, said: Mapping[str, Sequence[Said]]) -> list[Known]:
    """Every node that is one with another, as it would be known by itself; ascending by id."""
    found = []
    for node in sorted(merged):
        state = ledger.fold(said.get(node, ()))
        if state is None:
            continue
        kind = NODE_KINDS[node.rsplit("-", 1)[0]]
        distinctions = [prop.name for prop in kind.properties.values() if prop.distinguishes]
        name = state.properties.get(kind.naming()) or state.mention or ""
        values = [state.properties.get(one) for one in distinctions]
        one = Known.of(kind, node, name, distinctions, values)
        found.append(replace(one, one_with=merged.head(node)))
    return found
