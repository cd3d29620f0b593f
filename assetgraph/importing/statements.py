"""From rows to what their source says: names become ids, cells become properties and relations."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from assetgraph.importing.drafts import Draft, Mention
from assetgraph.importing.identity import CODE, Party, Register
from assetgraph.importing.issues import Place, Report, Severity
from assetgraph.importing.layout import Layout
from assetgraph.model.changeset import Statement, node_id
from assetgraph.model.choices import Closeness
from assetgraph.model.kinds import Node
from assetgraph.model.known import Known
from assetgraph.model.nodes import Exchange, Group, Institution, Resident, Story
from assetgraph.model.nodes import Place as PlaceKind
from assetgraph.model.relations import About, Avoids, Knows
from assetgraph.model.text import Folded, fold
from assetgraph.model.workbook import Column, sheets

Lookup = Callable[[type[Node], set[str]], list[Known]]
"""The nodes of a kind that a store knows by one of these names, codes or ids."""

Shown = Callable[[Collection[str]], Collection[str]]
"""Of ids of residents those who are on the map; of others no more than the id is told."""

NAMED: tuple[type[Node], ...] = (Resident, Group, PlaceKind, Institution, Story)
"""The kinds of which a name makes one node."""

_ASIDE = {
    Avoids.kind: ("avoids_names", "avoids-unknown"),
    About.kind: ("topics", "unknown-subject"),
}
"""Relations to a name that is not on the map make no node: the property that keeps the name, and
the code of the issue that says so."""

_TIE = {closeness: {"closeness": int(closeness)} for closeness in Closeness}
"""What a tie holds, by its closeness: one object for all of them, never changed."""

_CANDIDATES = 5
"""As many candidates as a sentence names."""


def everybody(ids: Collection[str]) -> Collection[str]:
    """All of them may be told of."""
    return ids


def state(
    drafts: Sequence[Draft], lookup: Lookup, report: Report, shown: Shown = everybody
) -> list[Statement]:
    """Everything that rows say, one statement for each node; the report says what is unclear."""
    return _Speaker(drafts, lookup, report, shown).statements()


class _Speaker:
    def __init__(
        self, drafts: Sequence[Draft], lookup: Lookup, report: Report, shown: Shown
    ) -> None:
        self._drafts = drafts
        self._report = report
        self._shown = shown
        self._said: dict[str, Statement] = {}
        self._spellings: dict[str, set[str]] = {}
        """By the id of a node that is only mentioned: how it is written."""
        self._columns = {
            sheet.node: {column.key: column for column in sheet.columns} for sheet in sheets()
        }
        self._spoken: dict[int, frozenset[str]] = {}
        self._folded = Folded()
        self._registers = self._registered(lookup)
        self._met: dict[type[Node], dict[str, dict[str, str]]] = {
            node: {key: {} for key in columns} for node, columns in self._columns.items()
        }
        """By sheet and column: the id of the node that a text means there, once that is settled."""

    def _registered(self, lookup: Lookup) -> dict[type[Node], Register]:
        """Who is who, by kind: what rows are about, what they name, what the store knows."""
        rows: dict[type[Node], list[Draft]] = {node: [] for node in self._columns}
        for draft in self._drafts:
            rows[draft.kind].append(draft)
        words: dict[type[Node], set[str]] = {kind: set() for kind in NAMED}
        for node, columns in self._columns.items():
            for key, column in columns.items():
                kinds = [kind for kind in column.others if kind in NAMED]
                named = _texts(rows[node], key) if kinds else set()
                for kind in kinds:
                    words[kind] |= named
        words[Resident] |= {
            part for text in words[Resident] if text.endswith(")") for part in _bracketed(text)
        }
        for kind in NAMED:
            for name in (kind.naming(), CODE):
                found = (draft.properties.get(name) for draft in rows[kind])
                words[kind].update(str(value) for value in found if value is not None)
        for named in words.values():
            self._folded.learn(named - self._folded.keys())
        return {
            kind: Register(
                kind, lookup(kind, words[kind]) if words[kind] else [], rows[kind], self._folded
            )
            for kind in NAMED
        }

    def statements(self) -> list[Statement]:
        """One statement for each node that is spoken of."""
        for register in self._registers.values():
            for conflict in register.conflicts:
                candidates = self._told(conflict.candidates)
                for draft in conflict.drafts:
                    place = draft.place(draft.kind.naming())
                    self._note("same-name", place, draft.name, candidates=candidates)
        parties = [party for register in self._registers.values() for party in register.settled]
        for party in parties:
            self._speak(party.id, party.drafts)
        self._exchanges([draft for draft in self._drafts if draft.kind is Exchange])
        for party in parties:
            self._set_aside(self._said[party.id], party.drafts)
        for node, spellings in self._spellings.items():
            if self._said[node].mention is not None:
                self._said[node].mention = min(spellings)
        return list(self._said.values())

    def _speak(self, node: str, drafts: list[Draft]) -> None:
        """What the rows of one node say together."""
        first = drafts[0]
        kind = first.kind
        said = Statement(
            kind.kind,
            node,
            properties=first.properties,
            spoken=self._places(first.layout),
        )
        if len(drafts) > 1:
            said.spoken = frozenset().union(*(self._places(draft.layout) for draft in drafts))
            said.properties = self._united(kind, drafts)
        self._said[node] = said
        for draft in drafts:
            self._relate(said, draft)

    def _set_aside(self, said: Statement, drafts: list[Draft]) -> None:
        """Relations whose unknown names make no node come last, when all who appear are known."""
        for draft in drafts:
            for key in _ASIDE.keys() & draft.mentions.keys():
                self._relate_column(said, draft, key)
                name = _ASIDE[key][0]
                if name in said.properties:
                    said.properties[name] = sorted(set(said.properties[name]))

    def _places(self, layout: Layout) -> frozenset[str]:
        """What a table has a place for: one object for all of its rows."""
        spoken = self._spoken.get(id(layout))
        if spoken is None:
            asides = {_ASIDE[key][0] for key in _ASIDE.keys() & layout.columns.keys()}
            spoken = self._spoken[id(layout)] = frozenset(layout.columns) | asides
        return spoken

    def _united(self, kind: type[Node], drafts: list[Draft]) -> dict[str, Any]:
        """The properties of several rows; where two rows differ, that is an error."""
        united: dict[str, Any] = {}
        for draft in drafts[1:]:
            same = draft.properties == drafts[0].properties and draft.mentions == drafts[0].mentions
            code = "double-row" if same else "rows-joined"
            first = drafts[0].row + 1
            self._note(code, draft.place(), draft.name, Severity.INFO, first=first)
        for name, prop in kind.properties.items():
            stated = [d.properties[name] for d in drafts if name in d.properties]
            if not stated:
                continue
            if prop.many and name != "consent":
                united[name] = sorted({value for values in stated for value in values})
                continue
            united[name] = min(stated, key=str)
            for draft in drafts:
                value = draft.properties.get(name)
                others = [one for one in stated if _compared(one) != _compared(value)]
                if value is not None and others:
                    other = _shown(min(others, key=str))
                    self._note("conflicting-values", draft.place(name), _shown(value), other=other)
        return united

    def _relate(self, said: Statement, draft: Draft) -> None:
        """What the row's columns that name nodes say of its node; asides come later."""
        for key in draft.mentions:
            if key not in _ASIDE:
                self._relate_column(said, draft, key)

    def _relate_column(self, said: Statement, draft: Draft, key: str) -> None:
        """What one column that names nodes says of the row's node."""
        met = self._met[draft.kind][key]
        links = said.relations.get(key, {})
        ties = key == Knows.kind
        for mention in draft.mentions[key]:
            other = met.get(mention.text) or self._meet(said, draft, key, mention)
            if other is None:
                continue
            if other == said.id:
                self._note("link-to-self", draft.place(key), mention.text, Severity.WARNING)
            else:
                links[other] = self._tie(draft, mention, links.get(other)) if ties else {}
        if links:
            said.relations[key] = links

    def _tie(self, draft: Draft, mention: Mention, known: dict[str, Any] | None) -> dict[str, Any]:
        """What a tie holds; of one that is stated twice, the larger closeness."""
        closeness = mention.closeness or Closeness.TALKS
        if known is None:
            return _TIE[closeness]
        self._note("repeated-tie", draft.place(Knows.kind), mention.text, Severity.INFO)
        return max(_TIE[closeness], known, key=lambda tie: tie["closeness"])

    def _meet(self, said: Statement, draft: Draft, key: str, mention: Mention) -> str | None:
        """The node that a mention means, or none with a note of why."""
        column, met = self._columns[draft.kind][key], self._met[draft.kind][key]
        if column.others[0] not in NAMED:
            met[mention.text] = node = self._text_node(column.others[0], mention.text)
            return node
        found = self._find(column, mention)
        if len(found) > 1:
            candidates = self._told(found)
            place = draft.place(key)
            self._note("ambiguous-name", place, mention.text, candidates=candidates)
            return None
        party = found[0] if found else self._unknown(said, column, mention, draft.place(key))
        if party is None:
            return None
        self._mention(party)
        if party.known is None and not party.drafts:
            self._spellings.setdefault(party.id, set()).add(mention.text)
        met[mention.text] = party.id
        return party.id

    def _unknown(
        self, said: Statement, column: Column, mention: Mention, place: Place
    ) -> Party | None:
        """What becomes of a name that nobody has: mostly a node with only that name."""
        if column.key in _ASIDE:
            name, code = _ASIDE[column.key]
            texts = [*said.properties.get(name, []), mention.text]
            said.properties = {**said.properties, name: texts}
            self._note(code, place, mention.text, Severity.INFO)
            return None
        if mention.brackets is not None:
            known = [one.label for one in Closeness]
            self._note("unknown-closeness", place, mention.brackets, known=known)
            return None
        return self._invent(column.others[0], mention.text, place)

    def _find(self, column: Column, mention: Mention) -> list[Party]:
        """The candidates in the first kind that knows the name; a code in brackets settles it."""
        for kind in column.others:
            found = self._registers[kind].find(mention.text)
            if not found and kind is Resident:
                for part in _bracketed(mention.text):
                    coded = self._registers[kind].find(part)
                    if len(coded) == 1 and fold(part) == coded[0].distinctions.get("code"):
                        found = coded
            if found:
                return found
        return []

    def _invent(self, kind: type[Node], text: str, place: Place) -> Party:
        register = self._registers[kind]
        alike = self._told(register.named_alike(text), ids=False)
        party = register.invent(text)
        code = "person-without-row" if kind is Resident else f"{kind.kind}-without-row"
        if alike:
            self._note(f"{code}-alike", place, text, Severity.WARNING, candidates=alike)
        else:
            self._note(code, place, text, Severity.INFO)
        return party

    def _told(self, parties: Sequence[Party], *, ids: bool = True) -> list[str]:
        """Candidates, as a sentence names them: of who is not on the map the id, or nothing."""
        people = [p.id for p in parties if p.known is not None and p.kind is Resident]
        silent = set(people).difference(self._shown(people) if people else ())
        told = [
            party.id if party.id in silent else party.described()
            for party in parties
            if ids or party.id not in silent
        ]
        return told[:_CANDIDATES]

    def _mention(self, party: Party) -> None:
        if party.id not in self._said:
            self._said[party.id] = Statement(party.kind.kind, party.id, mention=party.name)

    def _text_node(self, kind: type[Node], text: str) -> str:
        node = node_id(kind, self._folded[text])
        if node not in self._said:
            self._said[node] = Statement(kind.kind, node, mention=text)
            self._spellings[node] = {text}
        else:
            self._spellings[node].add(text)
        return node

    def _exchanges(self, drafts: list[Draft]) -> None:
        """An exchange is one by all that it says: what, which sort, when, who and with whom."""
        alike: dict[str, list[Draft]] = {}
        for draft in drafts:
            said = Statement(
                Exchange.kind,
                "",
                properties=draft.properties,
                spoken=self._places(draft.layout),
            )
            self._relate(said, draft)
            ends = [",".join(sorted(said.relations.get(k, ()))) for k in ("made_by", "made_with")]
            facts = [str(draft.properties.get(name, "")) for name in ("what", "sort", "day")]
            said.id = node_id(Exchange, *(fold(fact) for fact in facts), *ends)
            alike.setdefault(said.id, []).append(draft)
            self._said[said.id] = said
        for node, same in alike.items():
            if len(same) > 1:
                self._said[node].properties = self._united(Exchange, same)

    def _note(
        self,
        code: str,
        place: Place,
        value: str | None,
        severity: Severity = Severity.ERROR,
        **values: Any,
    ) -> None:
        self._report.add(code, severity, place, value, **values)


def _texts(drafts: Iterable[Draft], key: str) -> set[str]:
    """Everything that rows name in one column."""
    return {mention.text for draft in drafts for mention in draft.mentions.get(key, ())}


def _bracketed(text: str) -> Iterable[str]:
    """The name and the words in brackets of ``Fatima (B001)``."""
    name, _, rest = text.rpartition("(")
    return [part.strip() for part in (name, rest.rstrip(") ")) if part.strip()] if name else []


def _compared(value: Any) -> Any:
    return fold(value) if isinstance(value, str) else value


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else str(value)
