"""Reading the graph in Neo4j: columns by kind, chosen by index, in parts that fit in memory."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, Protocol

from assetgraph.model.changeset import Change, ChangesetRecord
from assetgraph.model.identity import PREFIX
from assetgraph.model.kinds import NODE_KINDS, RELATION_KINDS, Node, Relation, ShownWith
from assetgraph.model.known import Known
from assetgraph.model.nodes import Place, Resident
from assetgraph.model.relations import Avoids, Knows
from assetgraph.model.snapshot import Snapshot
from assetgraph.model.text import fold
from assetgraph.stores import cypher_reading as reading
from assetgraph.stores import past
from assetgraph.stores.assembly import ChangesetFacts, LinkRows, NodeRows
from assetgraph.stores.cypher import label, names, relation_type
from assetgraph.stores.ledger import Said
from assetgraph.stores.merging import Merged, faces
from assetgraph.stores.native import json_columns, key_of
from assetgraph.stores.packing import Words, part_of, unpack, unpack_rows
from assetgraph.stores.tally import Note, named
from assetgraph.stores.visibility import buurt_selection, company_things, surroundings_selection

AT_ONCE = 20_000
"""Nodes whose facts, or whose relations of one kind, are read in one answer."""

Row = list[Any]
Heard = dict[int, tuple[str, date, bool, int]]
"""By changeset: its source, its day, whether it stands, and its number of parts."""


class Run(Protocol):
    """Runs a query inside a transaction that somebody else opens and closes."""

    def __call__(self, query: str, /, **parameters: Any) -> list[Row]:
        """The rows of the answer."""


class Rows:
    """What stands in the graph up to a changeset."""

    def __init__(self, run: Run, seen: int) -> None:
        self._run = run
        self.seen = seen
        """The last changeset that is whole."""

    def history(self) -> list[ChangesetRecord]:
        """All changesets, oldest first."""
        return [
            ChangesetRecord(
                id=number,
                source=source,
                day=day.to_native(),
                recorded_at=_moment(recorded_at),
                who=who,
                undone_at=None if undone_at is None else _moment(undone_at),
                **json.loads(counts),
            )
            for number, source, day, recorded_at, who, undone_at, counts in self._run(
                reading.HISTORY, seen=self.seen
            )
        ]

    def changes(self, changeset: int) -> list[Change]:
        """What a changeset made different, in the order in which it was noted."""
        found = [
            row
            for (packed,) in self._run(reading.CHANGES_OF, changeset=changeset)
            for row in unpack_rows(packed)
        ]
        names = self.names({end for row in found for end in (row[0], row[2]) if end is not None})
        return named((Note(*row) for row in found), names)

    def names(self, ids: Collection[str]) -> dict[str, str]:
        """What those of these nodes that hold are called."""
        return dict(self._run(reading.CALLED, ids=sorted(ids), seen=self.seen))

    def changesets(self) -> ChangesetFacts:
        """By changeset: its day and source."""
        return {number: (day, source) for number, (source, day, _, _) in self.heard().items()}

    def heard(self, numbers: Collection[int] | None = None) -> Heard:
        """What is known of changesets; of all where none are named."""
        if numbers is None:
            found = self._run(reading.CHANGESET_FACTS, seen=self.seen)
        else:
            found = self._run(reading.SOME_CHANGESETS, numbers=sorted(numbers))
        return {
            number: (source, day.to_native(), stands, parts)
            for number, day, source, stands, parts in found
        }

    # --- the ledger ---
    def spoken_of(self, changeset: int) -> list[str]:
        """The ids of the nodes that a changeset speaks of."""
        found = self._run(reading.STATEMENTS_OF, changeset=changeset)
        return [node for (packed,) in found for node in unpack(packed)]

    def said(self, spoken: Mapping[str, Collection[int]]) -> dict[str, list[Said]]:
        """All that was ever said of nodes, given the changesets that speak of each."""
        heard = self.heard({number for numbers in spoken.values() for number in numbers})
        wanted = {
            (number, part_of(node, heard[number][3]))
            for node, numbers in spoken.items()
            for number in numbers
        }
        said: dict[str, list[Said]] = {node: [] for node in spoken}
        found = self._run(reading.SOME_STATEMENTS, parts=[list(part) for part in wanted])
        for changeset, packed in sorted(found, key=lambda row: row[0]):
            _hear(said, changeset, heard, unpack(packed), spoken)
        return said

    def all_said(self) -> dict[str, list[Said]]:
        """All that was ever said."""
        heard = self.heard()
        said: dict[str, list[Said]] = {}
        for changeset, packed in self._run(reading.ALL_STATEMENTS, seen=self.seen):
            _hear(said, changeset, heard, unpack(packed))
        return said

    def as_of(self, day: date) -> Snapshot:
        """Everything as it stood on a day, from the ledger; consent is today's."""
        ((ids, texts),) = self._run(reading.RESIDENT_CONSENTS, seen=self.seen)
        blank = {name: [None] * len(ids) for name in Resident.properties}
        columns = json_columns(Resident, list({**blank, "consent": texts}.values()))
        consents = dict(zip(ids, columns["consent"], strict=True))
        return past.as_of(self.all_said(), consents, self.changesets(), day, self.merged())

    def merged(self, without: int | None = None) -> Merged:
        """Which nodes are one by the judgements that stand, or would without one changeset."""
        numbers = self._run(reading.JUDGEMENTS, seen=self.seen, prefix=PREFIX, without=without or 0)
        return Merged.read(
            said
            for (number,) in numbers
            for (packed,) in self._run(reading.STATEMENTS_OF, changeset=number)
            for said in unpack(packed).items()
        )

    def one_with(self, together: Merged) -> list[Known]:
        """Every node that is one with another, as it was known by itself."""
        if not together:
            return []
        ((found, changesets),) = self._run(reading.FOUND, ids=sorted(together))
        return faces(together, self.said(dict(zip(found, changesets, strict=True))))

    # --- what stands now ---
    def nodes(self, chosen: set[str] | None) -> dict[type[Node], NodeRows]:
        """The nodes as they stand now, by kind, ascending by id."""
        found = {}
        for kind, columns in self._node_columns(chosen):
            ids, first, last, *values = _ordered(columns)
            if ids:
                found[kind] = NodeRows(list(ids), ids, first, last, json_columns(kind, values))
        return found

    def _node_columns(self, chosen: set[str] | None) -> Iterator[tuple[type[Node], list[Any]]]:
        if chosen is not None:
            for kind, ids in by_kind(chosen):
                yield kind, self._run(reading.some_nodes(kind), ids=ids, seen=self.seen)[0]
            return
        for kind in NODE_KINDS.values():
            yield kind, _joined(self._in_parts(reading.nodes_between(kind), kind))

    def links(self, chosen: set[str] | None) -> dict[type[Relation], LinkRows]:
        """The relations as they stand now, by kind."""
        found: dict[type[Relation], LinkRows] = {}
        for kind, (source, target, first, last, *values) in self._link_columns(chosen):
            if source:
                found[kind] = LinkRows(source, target, first, last, json_columns(kind, values))
        return found

    def _link_columns(self, chosen: set[str] | None) -> Iterator[tuple[type[Relation], list[Any]]]:
        """By kind, once; a kind of relation starts at one kind of node."""
        if chosen is not None:
            found = self._run(reading.SOME_LINKS, ids=sorted(chosen), seen=self.seen)
            kinds = {relation_type(kind): kind for kind in RELATION_KINDS.values()}
            for type_, source, target, first, last, *values in found:
                kind = kinds[type_]
                stated = dict(zip(reading.LINK_PROPERTIES, values, strict=True))
                yield kind, [source, target, first, last, *(stated[one] for one in names(kind))]
            return
        for kind in RELATION_KINDS.values():
            (source,) = kind.sources
            yield kind, _joined(self._in_parts(reading.links_between(kind), source))

    def _in_parts(self, query: str, kind: type[Node]) -> Iterator[Row]:
        """The answers about all nodes of a kind, in parts that fit in memory; ids start with it."""
        ((n,),) = self._run(reading.count(label(kind)))
        parts = max(-(-n // AT_ONCE), 1)
        bounds = [f"{kind.kind}-{i * 65_536 // parts:04x}" for i in range(1, parts)]
        for start, stop in zip([f"{kind.kind}-", *bounds], [*bounds, f"{kind.kind}."], strict=True):
            yield from self._run(query, seen=self.seen, start=start, stop=stop)

    def counts(self) -> dict[str, int]:
        """How many nodes of each kind there are, by plural, and relations of each kind, by kind."""
        counts = {}
        whole = not self._run(reading.UNDER_WAY, seen=self.seen)
        for kind in NODE_KINDS.values():
            query = reading.count(label(kind)) if whole else reading.count_nodes(kind)
            ((counts[kind.plural],),) = self._run(query, seen=self.seen)
        for relation in RELATION_KINDS.values():
            query = reading.count_links(relation) if whole else reading.count_whole_links(relation)
            ((counts[relation.kind],),) = self._run(query, seen=self.seen)
        return counts

    def positions(self) -> dict[str, tuple[float, float]]:
        """Where nodes stand on the map, by id."""
        ((ids, xs, ys),) = self._run(reading.POSITIONS)
        return dict(zip(ids, zip(xs, ys, strict=True), strict=True))

    # --- a part of it ---
    def selection(
        self, buurt: str | None, resident: str | None
    ) -> tuple[set[str] | None, set[str]]:
        """The ids of a buurt's nodes, or of those around one resident; None for everything.

        With them come witnesses: residents outside whom chosen stories and exchanges are about, so
        that it can be seen whether these may be shown.
        """
        chosen: set[str] | None = None
        if buurt is not None:
            chosen = buurt_selection(self._in_buurt(buurt), self._linked)
        if resident is not None:
            there = set(self.names([resident]))
            near = surroundings_selection(resident, self._linked) if there else set()
            chosen = near if chosen is None else near & chosen
        if chosen is None:
            return None, set()
        people = {node for node in chosen if node.startswith(f"{Resident.kind}-")}
        apart = self._ids(reading.between_residents(Avoids), ids=sorted(people))
        return chosen, (self._told_about(chosen) | apart) - chosen

    def company(self, people: Collection[str]) -> set[str]:
        """The ids of what `visibility.company` cuts from the whole, before a purpose is asked."""
        found = self._run(reading.RESIDENT_KEYS, ids=sorted(people), seen=self.seen)
        if not found:
            return set()
        known = {row[0] for row in found}
        things = company_things(known, self._places_near({row[1] for row in found}), self._linked)
        contacts = self._ids(reading.CONTACTS_OF, ids=sorted(things))
        acquainted = self._linked(known, True)
        asked = sorted(known | acquainted | contacts)
        keys = self._run(reading.RESIDENT_KEYS, ids=asked, seen=self.seen)
        called = {word for row in keys for word in row[2:4] if word}
        names = {fold(name) for row in keys for name in row[4] or ()}
        apart = self._ids(reading.between_residents(Avoids), ids=asked)
        apart |= self._avoiding(called) | self._called(names)
        around = company_things(apart, set(), self._linked) if apart else set()
        beside = acquainted | apart | contacts
        things |= self._ids(reading.INTRODUCTIONS_OF, ids=sorted(beside))
        return known | things | self._told_about(things) | beside | around

    def _places_near(self, buurten: set[str]) -> set[str]:
        """Places in these buurten and of no known buurt; all places where one is unknown."""
        if "" in buurten:
            return self._ids(reading.all_ids(Place))
        return self._ids(reading.in_buurt(Place), buurten=["", *sorted(buurten)])

    def _avoiding(self, called: set[str]) -> set[str]:
        """Residents who are not to be coupled with somebody of one of these names or codes."""
        return {
            node
            for node, names in self._run(reading.APART, seen=self.seen)
            if not called.isdisjoint(map(fold, names))
        }

    def _called(self, names: set[str]) -> set[str]:
        """Residents of one of these names or codes (folded)."""
        return {one.id for one in self.known(Resident, names)} if names else set()

    def _told_about(self, chosen: set[str]) -> set[str]:
        """Residents to whom nodes are linked that are shown only while all of them may be seen."""
        telling = [
            node
            for kind, ids in by_kind(chosen)
            if kind.shown_with is ShownWith.EVERY
            for node in ids
        ]
        return self.residents_of(telling) if telling else set()

    def residents_of(self, nodes: Iterable[str]) -> set[str]:
        """The residents that nodes are linked to, in whatever way."""
        return self._ids(reading.LINKED_RESIDENTS, ids=sorted(nodes))

    def _in_buurt(self, buurt: str) -> set[str]:
        key = key_of(buurt)
        if not key:
            return set()
        return {
            node
            for kind in NODE_KINDS.values()
            if "buurt" in kind.properties
            for node in self._ids(reading.in_buurt(kind), buurten=[key])
        }

    def _linked(self, nodes: set[str], people: bool) -> set[str]:
        """What nodes are linked to: only residents they know (True), or all else (False)."""
        if people:
            return self._ids(reading.between_residents(Knows), ids=sorted(nodes))
        return self._ids(reading.LINKED_THINGS, ids=sorted(nodes))

    def _ids(self, query: str, **parameters: Any) -> set[str]:
        return {node for (ids,) in self._run(query, seen=self.seen, **parameters) for node in ids}

    # --- by name ---
    def known(self, kind: type[Node], words: Collection[str]) -> list[Known]:
        """The nodes of a kind whose folded name, code or id is one of `words`; ascending by id.

        So is who is one with a node of that name, code or id.
        """
        if together := self.merged():
            faces_of = self.one_with(together)
            words = {*words, *(one.one_with for one in faces_of if one.answers(words))}
        distinctions = [p.name for p in kind.properties.values() if p.distinguishes]
        found = self._run(
            reading.known(kind),
            keys=sorted({key_of(word) for word in words}),
            ids=sorted(words),
            seen=self.seen,
        )
        candidates = (
            Known.of(kind, node, name, distinctions, values) for node, name, *values in found
        )
        wanted = set(words)
        return [one for one in candidates if wanted & _answers_to(one)]

    def alike(self, kind: type[Node], text: str, most: int = 5) -> list[Known]:
        """Some nodes of a kind whose folded name holds `text`, in order of name."""
        found = self._run(reading.alike(kind), text=text, most=most, seen=self.seen)
        return [Known(node, kind.kind, name) for node, name in found]


def by_kind(ids: Iterable[str]) -> Iterator[tuple[type[Node], list[str]]]:
    """Ids of nodes by their kinds, in the order of declaration; ids of no kind are left."""
    found: dict[str, list[str]] = {}
    for node in sorted(ids):
        found.setdefault(node.rsplit("-", 1)[0], []).append(node)
    for name, kind in NODE_KINDS.items():
        if name in found:
            yield kind, found[name]


def _hear(
    said: dict[str, list[Said]],
    changeset: int,
    heard: Heard,
    words: Words,
    wanted: Collection[str] | None = None,
) -> None:
    source, day, stands, _ = heard[changeset]
    for node, doc in words.items():
        if wanted is None or node in wanted:
            said.setdefault(node, []).append(Said(changeset, source, day, stands, doc))


def _joined(answers: Iterable[Row]) -> list[list[Any]]:
    """The columns of several answers under each other."""
    first, *others = answers
    if not others:
        return first
    columns = zip(first, *others, strict=True)
    return [[value for part in column for value in part] for column in columns]


def _ordered(columns: list[list[Any]]) -> list[list[Any]]:
    """Columns in ascending order of the first."""
    ids = columns[0]
    order = sorted(range(len(ids)), key=ids.__getitem__)
    return [[column[i] for i in order] for column in columns]


def _answers_to(one: Known) -> set[str]:
    """The words by which a node is found."""
    return {one.id, fold(one.name), fold(one.distinctions.get("code", ""))}


def _moment(value: Any) -> datetime:
    moment: datetime = value.to_native().astimezone(UTC)
    return moment
