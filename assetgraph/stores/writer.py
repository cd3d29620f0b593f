"""Writing a store: statements go to its ledger, what they change goes to its records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from assetgraph.model.changeset import REVERSED, Change, Changeset, Outcome, Statement
from assetgraph.model.kinds import NODE_KINDS, Node
from assetgraph.model.nodes import Resident
from assetgraph.model.relations import Knows
from assetgraph.stores import ledger
from assetgraph.stores.ledger import Link, Said
from assetgraph.stores.merging import Merged
from assetgraph.stores.past import property_values
from assetgraph.stores.records import Move, Records
from assetgraph.stores.tally import Note, Tally, named, pair


class Writer:
    """One change of a store, inside a transaction that somebody else opens and closes."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._counts = Tally()
        self._touched: set[str] = set()
        """Nodes that state something else than before, and residents of whom it is stated."""

    def apply(self, changeset: Changeset, now: datetime) -> Outcome:
        """Adds a changeset."""
        merged = self._records.merged()
        number = self._records.begin(changeset, now)
        statements = sorted(changeset.statements, key=lambda one: one.id)
        there = self._records.find([one.id for one in statements])
        self._add(number, [one for one in statements if one.id not in there], there, merged)
        self._amend(number, [one for one in statements if one.id in there], changeset, merged)
        self._settle_ties()
        self._records.outdate(self._touched)
        self._records.finish(number, self._counts)
        changes = self._named(self._counts.changes)
        return Outcome(number, *self._counts.totals(), changes, touched=self._people())

    def undo(self, changeset: int, now: datetime) -> Outcome:
        """Marks a changeset as undone and lets what remains speak."""
        touched = sorted(self._records.spoken_of(changeset))
        merged, after = self._records.merged(), self._records.merged(without=changeset)
        before = self._records.said(touched)
        self._records.undone(changeset, now)
        remains = {node: _without(before[node], changeset) for node in touched}
        moves = self._moves(before, remains, merged, after)
        self._move(moves)
        found = {move.id: move for move in moves}
        kept = [
            note
            for node in touched
            for note in _kept(
                found[after.head(node)], ledger.stated(before[node], changeset), after
            )
        ]
        self._settle_ties()
        self._records.outdate(self._touched)
        changes = self._named(self._counts.changes)
        return Outcome(
            changeset, *self._counts.totals(), changes, self._named(kept), self._people()
        )

    def _people(self) -> frozenset[str]:
        """The residents among what was touched."""
        return frozenset(filter(_is_resident, self._touched))

    def settle(self) -> None:
        """Lets nodes hold together that do so far by themselves, after a copy."""
        merged = self._records.merged()
        self._bring(self._moves({}, {}, Merged(), merged))

    def _add(
        self, changeset: int, statements: list[Statement], there: set[str], merged: Merged
    ) -> None:
        """Nodes that were never spoken of: what is said is what holds."""
        if not statements:
            return
        ids = there.union(one.id for one in statements)
        self._touched.update(one.id for one in statements)
        for one in statements:
            if one.same is not None:
                raise KeyError(one.id)
            self._counts.added[NODE_KINDS[one.kind].plural] += 1
            for others in one.relations.values():
                for other in others.keys() - ids:
                    raise KeyError(other)
                self._touched.update(filter(_is_resident, merged.held(one.id, others)))
            for key in (Knows.kind, Knows.kind + REVERSED):
                held = merged.held(one.id, one.relations.get(key, {}))
                self._counts.new_ties.update(pair(one.id, other) for other in held)
        if merged:
            named = {
                other for one in statements for ends in one.relations.values() for other in ends
            }
            self._records.find(sorted(map(merged.head, named)))
        self._records.add(changeset, statements, merged)

    def _amend(
        self, number: int, statements: list[Statement], changeset: Changeset, merged: Merged
    ) -> None:
        """Nodes that were spoken of before: what holds is folded anew."""
        if not statements:
            return
        earlier = self._records.said([one.id for one in statements])
        words: list[tuple[str, str | None]] = []
        before: dict[str, list[Said]] = {}
        later: dict[str, list[Said]] = {}
        confirmed: list[str] = []
        for one in statements:
            said = earlier.get(one.id, [])
            alone = one.id not in merged and _only_ever(said, changeset)
            if alone and said[0].doc == ledger.write(one):
                words.append((one.id, None))
                confirmed.append(one.id)
                continue
            doc: str | None = ledger.write(one, said, changeset.source)
            if doc is not None and ledger.repeats(said, changeset.source, doc):
                doc = None
            words.append((one.id, doc))
            if doc is None and alone:
                confirmed.append(one.id)
                continue
            now = Said(number, changeset.source, changeset.day, True, doc)
            before[one.id], later[one.id] = said, [*said, now]
        self._records.speak(number, words)
        if confirmed:
            self._records.confirm(number, confirmed)
        self._move(self._moves(before, later, merged, merged.changed(statements)))

    def _moves(
        self,
        before: Mapping[str, list[Said]],
        later: Mapping[str, list[Said]],
        merged: Merged,
        after: Merged,
    ) -> list[Move]:
        """What changes of the nodes that were spoken of, and of who is or was one with them.

        `before` and `later` hold all that was said of each node that is spoken of, without and
        with what is new.
        """
        if not merged and not after:
            return [
                Move(node, _kind(node), ledger.fold(said), ledger.fold(later[node]))
                for node, said in before.items()
            ]
        moved = merged.moved(after)
        nodes = {side.head(node) for side in (merged, after) for node in before} | moved
        if moved:
            self._records.find(sorted(moved))
            nodes |= set(map(after.head, self._records.stating(moved)))
        members = {one for side in (merged, after) for node in nodes for one in side.members(node)}
        missing = sorted(members - before.keys())
        self._records.find(missing)
        beside = self._records.said(missing)
        was, now = {**beside, **before}, {**beside, **later}
        return [
            Move(node, _kind(node), merged.state(node, was), after.state(node, now))
            for node in sorted(nodes)
        ]

    def _move(self, moves: list[Move]) -> None:
        """Brings the records from one state to another, and counts what differs."""
        self._bring(moves)
        for move in moves:
            self._count_node(move)
            before = move.old.links if move.old is not None else {}
            after = move.new.links if move.new is not None else {}
            for link in sorted(before.keys() | after.keys()):
                self._count_link(move, link, before.get(link), after.get(link))

    def _bring(self, moves: list[Move]) -> None:
        ends = {other for move in moves for other in _ends(move)}
        for other in ends - self._records.find(sorted(ends)):
            raise KeyError(other)
        self._records.move(moves)

    def _count_node(self, move: Move) -> None:
        kind, old, new = move.kind, move.old, move.new
        if old is not None and new is not None:
            was, now = property_values(kind, old), property_values(kind, new)
            if was != now:
                self._touched.add(move.id)
            for name, before, after in zip(kind.properties, was, now, strict=True):
                if before != after:
                    self._counts.changed_node(kind, move.id, name, None, before, after)
            return
        if old is not new:
            self._touched.add(move.id)
        if new is not None:
            self._counts.added[kind.plural] += 1
        elif old is not None:
            self._counts.removed[kind.plural] += 1

    def _count_link(
        self, move: Move, link: tuple[str, str], old: Link | None, new: Link | None
    ) -> None:
        """Notes a relation that differs; of a node that comes or goes only its ties count."""
        name, other = link
        before = old.properties if old is not None else None
        after = new.properties if new is not None else None
        if before == after:
            return
        self._touched.add(move.id)
        if _is_resident(other):
            self._touched.add(other)
        if name == Knows.kind:
            self._counts.changed_tie(move.id, other, before, after)
        if move.old is not None and move.new is not None:
            self._counts.changed_link(move.kind, Note(move.id, name, other, before, after))

    def _settle_ties(self) -> None:
        self._counts.settle_ties(self._records.ties(self._counts.stepped_ties()))

    def _named(self, changes: list[Note]) -> list[Change]:
        ids = {node for change in changes for node in (change.node, change.other) if node}
        names = self._records.names(ids)
        return named(changes, names)


def _kept(move: Move, doc: ledger.Doc, merged: Merged) -> Iterable[Note]:
    """What an undone changeset said about a node and still holds, or held otherwise already.

    A fact that only now returns to what was said before is a change, and is noted as such.
    """
    old, new = move.old, move.new
    if old is None or new is None:
        return
    for field, value in doc.get("p", {}).items():
        if (
            value is not None
            and field in new.properties
            and new.properties[field] in (value, old.properties.get(field))
        ):
            yield Note(move.id, field, None, value, new.properties[field])
    for field, others in doc.get("r", {}).items():
        for other, before in merged.held(move.id, others).items():
            was, link = old.links.get((field, other)), new.links.get((field, other))
            if was and link and link.properties in (before, was.properties):
                yield Note(move.id, field, other, before, link.properties)


def _kind(node: str) -> type[Node]:
    """The kind of a node by its id."""
    return NODE_KINDS[node.rsplit("-", 1)[0]]


def _is_resident(node: str) -> bool:
    return node.startswith(f"{Resident.kind}-")


def _ends(move: Move) -> Iterable[str]:
    """The nodes at the other end of all relations of both states."""
    for state in (move.old, move.new):
        for _, other in state.links if state is not None else ():
            yield other


def _without(said: list[Said], changeset: int) -> list[Said]:
    """What was said, with one changeset undone."""
    return [replace(one, active=False) if one.changeset == changeset else one for one in said]


def _only_ever(said: list[Said], changeset: Changeset) -> bool:
    """Whether this source alone has spoken, said one thing, and now says it later again."""
    return sum(one.doc is not None for one in said) == 1 and all(
        one.active and one.source == changeset.source and one.day <= changeset.day for one in said
    )
