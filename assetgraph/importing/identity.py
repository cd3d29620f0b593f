"""Who is who: which rows and mentions are one node, and which node of the store that is.

A name is the same node only if nothing contradicts it (code, street, number). The same code is the
same node whatever else differs. Where that leaves more than one possibility nothing is guessed.
People whom somebody merged in the store are known here each by its own name, as before: a row of
either speaks of that one, and the store holds them as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from assetgraph.importing.drafts import Draft
from assetgraph.model.changeset import node_id
from assetgraph.model.kinds import Node
from assetgraph.model.known import Known
from assetgraph.model.text import Folded, fold

CODE = "code"
"""The property that settles who somebody is, whatever else is said."""


@dataclass(eq=False, slots=True)
class Party:
    """One node as far as it is known: from the store, from rows, or from both."""

    kind: type[Node]
    name: str
    distinctions: dict[str, str]
    """Folded values of the properties that distinguish nodes of one name."""
    known: Known | None = None
    drafts: list[Draft] = field(default_factory=list)
    id: str = ""

    def contradicts(self, other: Party) -> bool:
        """Whether two parties of one name cannot be one: both state something, and it differs."""
        if self.known is not None and other.known is not None:
            return True
        mine, theirs = self.distinctions, other.distinctions
        return any(theirs.get(name, value) != value for name, value in mine.items())

    def described(self) -> str:
        """The party as a list of candidates shows it."""
        facts = [v for v in self.stated().values() if v]
        return f"{self.name} ({', '.join(facts)})" if facts else self.name

    def stated(self) -> dict[str, str]:
        """What it states that tells it from others, as written."""
        if self.known is not None:
            return self.known.distinctions
        names = [p.name for p in self.kind.properties.values() if p.distinguishes]
        return {
            name: str(draft.properties[name])
            for name in names
            for draft in reversed(self.drafts)
            if name in draft.properties
        }


@dataclass(frozen=True)
class Conflict:
    """Rows that may be one of several: the rows to ask about, and the candidates."""

    drafts: list[Draft]
    candidates: list[Party]


class Register:
    """All nodes of one kind that an import knows, by name, code and id."""

    def __init__(
        self,
        kind: type[Node],
        known: Iterable[Known],
        drafts: Sequence[Draft],
        folded: Folded | None = None,
    ) -> None:
        self.kind = kind
        self.conflicts: list[Conflict] = []
        self._distinctions = [p.name for p in kind.properties.values() if p.distinguishes]
        self._folded = Folded() if folded is None else folded
        self._by_name: dict[str, list[Party]] = {}
        self._by_code: dict[str, Party] = {}
        self.settled: list[Party] = []
        """The parties that rows are about, without those that have to be asked about."""
        for one in sorted(known, key=lambda one: one.id):
            self._enter(self._stored(one))
        self._settle(drafts)

    def find(self, text: str) -> list[Party]:
        """The parties that a mention may mean: by id or code if it is one, else by name."""
        word = self._folded[text]
        if text.startswith(f"{self.kind.kind}-") and text in self._by_id:
            return [self._by_id[text]]
        if word in self._by_code:
            return [self._by_code[word]]
        return _apart(self._by_name.get(word, []))

    def invent(self, text: str) -> Party:
        """A node that is mentioned and has no row: it has only a name."""
        party = Party(self.kind, text, {})
        party.id = node_id(self.kind, *self._identity(party))
        self._enter(party)
        return party

    def named_alike(self, text: str) -> list[Party]:
        """Parties whose first name is all that was written: "Fatima" for Fatima Bouali."""
        word = fold(text)
        if " " in word or len(word) < 3:
            return []
        start = f"{word} "
        return [p for name, ps in self._by_name.items() if name.startswith(start) for p in ps]

    def _stored(self, one: Known) -> Party:
        folded = {name: fold(value) for name, value in one.distinctions.items()}
        return Party(self.kind, one.name, folded, known=one, id=one.id)

    def _enter(self, party: Party) -> None:
        self._by_name.setdefault(self._folded[party.name], []).append(party)
        if CODE in party.distinctions:
            self._by_code.setdefault(party.distinctions[CODE], party)

    @cached_property
    def _by_id(self) -> dict[str, Party]:
        """Asked for only where somebody wrote an id; who is invented later has no id to write."""
        return {party.id: party for parties in self._by_name.values() for party in parties}

    def _settle(self, drafts: Sequence[Draft]) -> None:
        """Finds the party of every row, the same whatever the order of the rows."""
        by_name: dict[str, list[Party]] = {}
        for party in self._gathered(drafts):
            stored = self._by_code.get(party.distinctions.get(CODE, ""))
            if stored is not None and stored.known is not None:
                self._merge(stored, party)
            else:
                by_name.setdefault(self._folded[party.name], []).append(party)
        shared = []
        for name, fresh in by_name.items():
            if len(fresh) == 1 and name not in self._by_name:
                self._accept(fresh[0])
            else:
                shared.append(name)
        for name in sorted(shared):
            for party in by_name[name]:
                party.distinctions = self._stated(party.drafts)
            alike = [p for p in self._by_name.get(name, ()) if p.known is not None]
            fresh = self._of_one(by_name[name], alike)
            if fresh:
                self._settle_name(fresh, alike)

    def _gathered(self, drafts: Sequence[Draft]) -> Iterable[Party]:
        """One party for all rows of one code, or of one name that state the very same.

        Of rows with a code nothing else is looked at until their name turns out to be shared.
        """
        coded: dict[str, Party] = {}
        alike: dict[tuple[str, ...], Party] = {}
        naming, folded = self.kind.naming(), self._folded
        for draft in drafts:
            name = draft.properties[naming]
            code = draft.properties.get(CODE)
            if code is not None:
                word = folded[code]
                party = coded.get(word)
                if party is None:
                    party = coded[word] = Party(self.kind, name, {CODE: word})
            else:
                stated = self._stated([draft])
                key = (folded[name], *(stated.get(one, "") for one in self._distinctions))
                party = alike.setdefault(key, Party(self.kind, name, stated))
            party.drafts.append(draft)
        return [*coded.values(), *alike.values()]

    def _stated(self, drafts: Sequence[Draft]) -> dict[str, str]:
        """What rows state, folded, of the properties that distinguish; the first row's word."""
        return {
            name: self._folded[str(draft.properties[name])]
            for name in self._distinctions
            for draft in reversed(drafts)
            if name in draft.properties
        }

    def _of_one(self, fresh: list[Party], stored: list[Party]) -> list[Party]:
        """Gives a row that may be one of several who are one person to that person.

        The rows that are left go together with one of those at most, or with other people too.
        """
        left = []
        for party in fresh:
            may_be = [one for one in stored if not party.contradicts(one)]
            strangers = [
                other
                for other in fresh
                if not party.contradicts(other) and all(map(other.contradicts, stored))
            ]
            if len(may_be) > 1 and len(_apart(may_be)) == 1 and not strangers:
                self._merge(_apart(may_be)[0], party)
            else:
                left.append(party)
        return left

    def _settle_name(self, fresh: list[Party], stored: list[Party]) -> None:
        """Parties of one name: those that go together become one, the rest must differ by code."""
        if len(fresh) == 1 and not stored:
            self._accept(fresh[0])
            return
        fresh = sorted(fresh, key=lambda p: sorted(p.distinctions.items()))
        for group in _together(fresh + stored):
            if any(a.contradicts(b) for i, a in enumerate(group) for b in group[i + 1 :]):
                self._ask(group)
                continue
            rows = [p for p in group if p.known is None]
            others = [p for p in fresh + stored if p not in group]
            if rows and any(not _told_apart(group, other) for other in others):
                self._ask([*group, *others])
                continue
            head = next((p for p in group if p.known is not None), group[0])
            for party in rows:
                if party is not head:
                    self._merge(head, party)
            if head.known is None:
                self._accept(head)

    def _ask(self, group: list[Party]) -> None:
        drafts = [draft for party in group if party.known is None for draft in party.drafts]
        asked = {id(draft) for draft in drafts}
        if drafts and not any({id(d) for d in c.drafts} == asked for c in self.conflicts):
            self.conflicts.append(Conflict(drafts, group))
            for party in group:
                if party.known is None and party not in self._by_name.get(fold(party.name), []):
                    party.id = node_id(self.kind, *self._identity(party))
                    self._enter(party)

    def _merge(self, head: Party, party: Party) -> None:
        if head.known is not None and not head.drafts:
            self.settled.append(head)
        head.drafts.extend(party.drafts)
        head.distinctions = {**party.distinctions, **head.distinctions}
        if CODE in head.distinctions:
            self._by_code.setdefault(head.distinctions[CODE], head)
        name = fold(party.name)
        if head not in self._by_name.setdefault(name, []) and head.id:
            self._by_name[name].append(head)

    def _accept(self, party: Party) -> None:
        party.id = node_id(self.kind, *self._identity(party))
        self._enter(party)
        self.settled.append(party)

    def _identity(self, party: Party) -> tuple[str, ...]:
        """What the id is made from: the code where there is one, else all that tells it apart."""
        if CODE in party.distinctions:
            return (CODE, party.distinctions[CODE])
        return (
            self._folded[party.name],
            *(party.distinctions.get(d, "") for d in self._distinctions),
        )


def _apart(parties: list[Party]) -> list[Party]:
    """One party for each person: of those who are one, the one under whose id they hold."""
    people: dict[str, Party] = {}
    for party in parties:
        known = party.known
        person = party.id if known is None or not known.one_with else known.one_with
        if person not in people or party.id == person:
            people[person] = party
    return list(people.values()) if len(people) < len(parties) else parties


def _together(parties: list[Party]) -> list[list[Party]]:
    """Parties grouped by chains of pairs that nothing keeps apart."""
    groups: list[list[Party]] = []
    for party in parties:
        joined = [g for g in groups if any(not party.contradicts(p) for p in g)]
        groups = [g for g in groups if g not in joined]
        groups.append([p for g in joined for p in g] + [party])
    return groups


def _told_apart(group: list[Party], other: Party) -> bool:
    """Whether two different people of one name are known to be two: each has a code."""
    if other.known is not None and all(p.known is not None for p in group):
        return True
    return CODE in other.distinctions and any(CODE in p.distinctions for p in group)
