"""From rows to what their source says: names become ids, cells become properties and relations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from assetgraph.importing.drafts import Draft, Mention, texts
from assetgraph.importing.identity import Party, Register
from assetgraph.importing.issues import Place, Report, Severity
from assetgraph.model.changeset import Statement, node_id
from assetgraph.model.choices import Closeness
from assetgraph.model.kinds import Node, Relation
from assetgraph.model.known import Known
from assetgraph.model.nodes import Exchange, Group, Institution, Resident, Story
from assetgraph.model.nodes import Place as PlaceKind
from assetgraph.model.relations import About, Avoids, Knows
from assetgraph.model.text import fold
from assetgraph.model.workbook import Column, sheets

Lookup = Callable[[type[Node], set[str]], list[Known]]
"""The nodes of a kind that a store knows by one of these names, codes or ids."""

NAMED: tuple[type[Node], ...] = (Resident, Group, PlaceKind, Institution, Story)
"""The kinds of which a name makes one node."""

_ASIDE: dict[type[Relation] | None, tuple[str, str]] = {
    Avoids: ("avoids_names", "avoids-unknown"),
    About: ("topics", "unknown-subject"),
}
"""Relations to a name that is not on the map make no node: the property that keeps the name, and
the code of the issue that says so."""

_CANDIDATES = 5
"""As many candidates as a sentence names."""


def state(drafts: Sequence[Draft], lookup: Lookup, report: Report) -> list[Statement]:
    """Everything that rows say, one statement for each node; the report says what is unclear."""
    return _Speaker(drafts, lookup, report).statements()


class _Speaker:
    def __init__(self, drafts: Sequence[Draft], lookup: Lookup, report: Report) -> None:
        self._drafts = drafts
        self._report = report
        self._said: dict[str, Statement] = {}
        self._spellings: dict[str, set[str]] = {}
        """By the id of a node that is only mentioned: how it is written."""
        self._columns = {
            sheet.node: {column.key: column for column in sheet.columns} for sheet in sheets()
        }
        self._registers = {kind: self._register(kind, lookup) for kind in NAMED}
        self._resolved: dict[tuple[Column, str], list[Party]] = {}

    def _register(self, kind: type[Node], lookup: Lookup) -> Register:
        own = [draft for draft in self._drafts if draft.kind is kind]
        words = {draft.name for draft in own}
        words |= {str(d.properties["code"]) for d in own if "code" in d.properties}
        for node, columns in self._columns.items():
            keys = {key for key, column in columns.items() if kind in column.others}
            named = texts((draft for draft in self._drafts if draft.kind is node), keys)
            words |= named
            if kind is Resident:
                words |= {part for text in named if text.endswith(")") for part in _bracketed(text)}
        return Register(kind, lookup(kind, words) if words else [], own)

    def statements(self) -> list[Statement]:
        """One statement for each node that is spoken of."""
        for register in self._registers.values():
            for conflict in register.conflicts:
                candidates = [party.described() for party in conflict.candidates][:_CANDIDATES]
                for draft in conflict.drafts:
                    place = draft.place(draft.kind.naming())
                    self._note("same-name", place, draft.name, candidates=candidates)
        by_node: dict[str, list[Draft]] = {}
        for draft in self._drafts:
            if draft.kind is Exchange:
                continue
            party = self._registers[draft.kind].party_of.get(id(draft))
            if party is not None:
                by_node.setdefault(party.id, []).append(draft)
        for node, drafts in by_node.items():
            self._speak(node, drafts)
        for draft in self._drafts:
            if draft.kind is Exchange:
                self._exchange(draft)
        for node, spellings in self._spellings.items():
            if node in self._said and self._said[node].mention is not None:
                self._said[node].mention = min(spellings)
        return list(self._said.values())

    def _speak(self, node: str, drafts: list[Draft]) -> None:
        """What the rows of one node say together."""
        first = drafts[0]
        kind = first.kind
        said = Statement(
            kind.kind,
            node,
            properties=dict(first.properties),
            spoken=frozenset(first.layout.columns),
        )
        if len(drafts) > 1:
            said.spoken = frozenset(key for draft in drafts for key in draft.layout.columns)
            said.properties = self._united(kind, drafts)
        self._said[node] = said
        for draft in drafts:
            self._relate(said, draft)

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
                value = draft.properties.get(name, united[name])
                if _compared(value) != _compared(united[name]):
                    other = _shown(united[name])
                    self._note("conflicting-values", draft.place(name), _shown(value), other=other)
        return united

    def _relate(self, said: Statement, draft: Draft) -> None:
        columns = self._columns[draft.kind]
        for key, mentions in draft.mentions.items():
            column = columns[key]
            relation = column.relation
            if relation is None:
                continue
            if column.others[0] not in NAMED:
                kind = column.others[0]
                said.relations.setdefault(key, {}).update(
                    (self._text_node(kind, mention.text), {}) for mention in mentions
                )
                continue
            for mention in mentions:
                others = self._resolve(said, draft, column, mention)
                for other in others:
                    self._link(said, draft, key, other, mention)

    def _link(
        self, said: Statement, draft: Draft, key: str, other: Party, mention: Mention
    ) -> None:
        if other.id == said.id:
            self._note("link-to-self", draft.place(key), mention.text, Severity.WARNING)
            return
        links = said.relations.setdefault(key, {})
        if key != Knows.kind:
            links[other.id] = {}
            return
        closeness = int(mention.closeness or Closeness.TALKS)
        known = links.get(other.id)
        if known is not None:
            self._note("repeated-tie", draft.place(key), mention.text, Severity.INFO)
            closeness = max(closeness, known["closeness"])
        links[other.id] = {"closeness": closeness}

    def _resolve(
        self, said: Statement, draft: Draft, column: Column, mention: Mention
    ) -> list[Party]:
        """Whom or what a mention means: one node, or none with a note of why."""
        known = self._resolved.get((column, mention.text))
        if known is not None:
            return known
        found = self._find(column, mention)
        if len(found) == 1:
            self._mention(found[0])
            self._resolved[column, mention.text] = found
            return found
        place = draft.place(column.key)
        if found:
            candidates = [party.described() for party in found][:_CANDIDATES]
            self._note("ambiguous-name", place, mention.text, candidates=candidates)
            return []
        return self._unknown(said, column, mention, place)

    def _unknown(
        self, said: Statement, column: Column, mention: Mention, place: Place
    ) -> list[Party]:
        """What becomes of a name that nobody has: mostly a node with only that name."""
        aside = _ASIDE.get(column.relation)
        if aside is not None:
            name, code = aside
            said.properties[name] = [*said.properties.get(name, []), mention.text]
            self._note(code, place, mention.text, Severity.INFO)
            return []
        if mention.brackets is not None:
            known = [one.label for one in Closeness]
            self._note("unknown-closeness", place, mention.brackets, known=known)
            return []
        party = self._invent(column.others[0], mention.text, place)
        self._resolved[column, mention.text] = [party]
        return [party]

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
        alike = [party.described() for party in register.named_alike(text)][:_CANDIDATES]
        party = register.invent(text)
        self._mention(party)
        code = "person-without-row" if kind is Resident else f"{kind.kind}-without-row"
        if alike:
            self._note(f"{code}-alike", place, text, Severity.WARNING, candidates=alike)
        else:
            self._note(code, place, text, Severity.INFO)
        return party

    def _mention(self, party: Party) -> None:
        if party.id not in self._said:
            self._said[party.id] = Statement(party.kind.kind, party.id, mention=party.name)

    def _text_node(self, kind: type[Node], text: str) -> str:
        node = node_id(kind, fold(text))
        if node not in self._said:
            self._said[node] = Statement(kind.kind, node, mention=text)
            self._spellings[node] = {text}
        else:
            self._spellings[node].add(text)
        return node

    def _exchange(self, draft: Draft) -> None:
        """An exchange is one by all that it says: what, which sort, when, who and with whom."""
        said = Statement(
            Exchange.kind,
            "",
            properties=dict(draft.properties),
            spoken=frozenset(draft.layout.columns),
        )
        self._relate(said, draft)
        ends = [",".join(sorted(said.relations.get(key, ()))) for key in ("made_by", "made_with")]
        facts = [str(draft.properties.get(name, "")) for name in ("what", "sort", "day")]
        said.id = node_id(Exchange, *(fold(fact) for fact in facts), *ends)
        if said.id in self._said:
            self._note("double-row", draft.place(), draft.name, Severity.INFO, first="")
        self._said[said.id] = said

    def _note(
        self,
        code: str,
        place: Place,
        value: str | None,
        severity: Severity = Severity.ERROR,
        **values: Any,
    ) -> None:
        self._report.add(code, severity, place, value, **values)


def _bracketed(text: str) -> Iterable[str]:
    """The name and the words in brackets of ``Fatima (B001)``."""
    name, _, rest = text.rpartition("(")
    return [part.strip() for part in (name, rest.rstrip(") ")) if part.strip()] if name else []


def _compared(value: Any) -> Any:
    return fold(value) if isinstance(value, str) else value


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else str(value)
