"""Which nodes of the embedded store a snapshot needs: of a buurt, or around people; by index."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from functools import cache

from assetgraph.model.introductions import Introduces
from assetgraph.model.kinds import NODE_KINDS, RELATION_KINDS, Node, Relation, ShownWith
from assetgraph.model.nodes import Place, Resident
from assetgraph.model.relations import Avoids, ContactOf, Knows
from assetgraph.model.text import fold
from assetgraph.stores import tables
from assetgraph.stores.rows import AMONG, Chosen
from assetgraph.stores.visibility import buurt_selection, company_things, surroundings_selection


def selection(
    connection: sqlite3.Connection, buurt: str | None, resident: str | None
) -> tuple[Chosen, set[int]]:
    """The keys of a buurt's nodes, or of those around one resident; None for everything.

    With them come witnesses: residents outside whom chosen stories and exchanges are about, so
    that it can be seen whether these may be shown.
    """
    chosen: Chosen = None
    linked = _Linked(connection)
    if buurt is not None:
        chosen = buurt_selection(_in_buurt(connection, buurt), linked)
    if resident is not None:
        key = connection.execute("SELECT id FROM node WHERE uid = ?", (resident,)).fetchone()
        near = surroundings_selection(key[0], linked) if key else set()
        chosen = near if chosen is None else near & chosen
    if chosen is None:
        return None, set()
    outside = linked.residents_of(_telling(connection, chosen)) | linked.kept_apart(chosen)
    return chosen, outside - chosen


def company(connection: sqlite3.Connection, people: Collection[str]) -> set[int]:
    """The keys of what `visibility.company` cuts from the whole, before a purpose is asked."""
    linked = _Linked(connection)
    found = connection.execute(
        "SELECT k.id, k.buurt FROM resident AS k"
        f" JOIN node ON node.id = k.id WHERE uid IN ({AMONG})",
        (json.dumps(sorted(people)),),
    ).fetchall()
    if not found:
        return set()
    known = {row[0] for row in found}
    near = {fold(row[1] or "") for row in found}
    spellings = [None, *_buurten(connection, Place)]
    named = [buurt for buurt in spellings if "" in near or fold(buurt or "") in {"", *near}]
    places = {
        key
        for buurt in named
        for (key,) in connection.execute("SELECT id FROM place WHERE buurt IS ?", (buurt,))
    }
    things = company_things(known, places, linked)
    contacts, acquainted = linked.contacts_of(things), linked(known, True)
    asked = known | acquainted | contacts
    called, names = _words_of(connection, asked)
    apart = linked.kept_apart(asked) | _avoiding(connection, called) | _called(connection, names)
    around = company_things(apart, set(), linked)
    beside = acquainted | apart | contacts
    things |= linked.introductions_of(beside)
    told = linked.residents_of(_telling(connection, things))
    return known | things | told | beside | around


def _words_of(connection: sqlite3.Connection, people: set[int]) -> tuple[set[str], set[str]]:
    """What residents are called, by name and code, and with whom they are not to be coupled."""
    rows = connection.execute(
        "SELECT key, node.code, avoids_names FROM resident AS k"
        f" JOIN node ON node.id = k.id WHERE k.id IN ({AMONG})",
        (json.dumps(sorted(people)),),
    ).fetchall()
    called = {word for row in rows for word in row[:2] if word}
    return called, {fold(name) for row in rows for name in json.loads(row[2] or "[]")}


def _avoiding(connection: sqlite3.Connection, called: set[str]) -> set[int]:
    """Residents who are not to be coupled with somebody of one of these names or codes (folded)."""
    listed = connection.execute(
        f"SELECT id, avoids_names FROM resident WHERE {tables.some('avoids_names')}"
    )
    return {key for key, names in listed if not called.isdisjoint(map(fold, json.loads(names)))}


def _called(connection: sqlite3.Connection, names: set[str]) -> set[int]:
    """Residents of one of these names or codes (folded)."""
    wanted = json.dumps(sorted(names))
    return {
        key
        for column in ("key", "code")
        for (key,) in connection.execute(
            f"SELECT id FROM node WHERE {column} IN ({AMONG}) AND kind = ?",
            (wanted, Resident.kind),
        )
        if names
    }


def _telling(connection: sqlite3.Connection, chosen: Iterable[int]) -> set[int]:
    """The nodes among these that are shown only while all they tell about may be seen."""
    wanted = json.dumps(sorted(chosen))
    return {
        key
        for kind in NODE_KINDS.values()
        if kind.shown_with is ShownWith.EVERY
        for (key,) in connection.execute(
            f'SELECT id FROM "{kind.kind}" WHERE id IN ({AMONG})', (wanted,)
        )
    }


def _in_buurt(connection: sqlite3.Connection, buurt: str) -> list[int]:
    """Residents and places of a buurt; the few spellings of its name are compared folded."""
    keys: list[int] = []
    for kind in (Resident, Place):
        spellings = _buurten(connection, kind)
        for value in (value for value in spellings if fold(value) == fold(buurt)):
            found = connection.execute(
                f'SELECT id FROM "{kind.kind}" WHERE buurt = ?',
                (value,),
            )
            keys.extend(key for (key,) in found)
    return keys


def _buurten(connection: sqlite3.Connection, kind: type[Node]) -> list[str]:
    """Every buurt as it is written; the index is stepped through, one step for each."""
    found = connection.execute(
        "WITH RECURSIVE step (buurt) AS ("
        f' SELECT min(buurt) FROM "{kind.kind}" UNION ALL'
        f' SELECT (SELECT min(buurt) FROM "{kind.kind}" AS k WHERE k.buurt > step.buurt)'
        " FROM step WHERE step.buurt IS NOT NULL) SELECT buurt FROM step WHERE buurt IS NOT NULL"
    )
    return [buurt for (buurt,) in found]


class _Linked:
    """What nodes are linked to, by index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __call__(self, nodes: set[int], people: bool) -> set[int]:
        if people:
            return self._found(_ends((Knows,), people=True), nodes)
        return self._found(_ends(tuple(RELATION_KINDS.values()), people=False), nodes)

    def kept_apart(self, nodes: set[int]) -> set[int]:
        """The residents whom these avoid or are avoided by."""
        return self._found(_ends((Avoids,), people=True), nodes)

    def introductions_of(self, people: set[int]) -> set[int]:
        """The steps of introductions of these residents with another."""
        return self._found(_ends((Introduces,), people=False), people)

    def contacts_of(self, nodes: set[int]) -> set[int]:
        """The residents to whom one turns for the groups among these."""
        return self._found(_ends((ContactOf,), people=True), nodes)

    def residents_of(self, nodes: set[int]) -> set[int]:
        """The residents that nodes are linked to, in whatever way."""
        return self._found(_ends(tuple(RELATION_KINDS.values()), people=True), nodes)

    def _found(self, query: str, nodes: set[int]) -> set[int]:
        if not nodes:
            return set()
        found = self._connection.execute(query, (json.dumps(sorted(nodes)),))
        return {key for (key,) in found}


@cache
def _ends(relations: tuple[type[Relation], ...], *, people: bool) -> str:
    """The query for the other ends of relations: only residents, or all else."""
    parts = []
    for relation in relations:
        for near, far, kinds in (
            ("source", "target", relation.targets),
            ("target", "source", relation.sources),
        ):
            wanted = [kind for kind in kinds if (kind is Resident) is people]
            if not wanted:
                continue
            mixed = len(wanted) < len(kinds)
            join = f" JOIN node ON node.id = {far}" if mixed else ""
            only = f" AND (node.kind = '{Resident.kind}') = {int(people)}" if mixed else ""
            parts.append(
                f'SELECT {far} FROM "{relation.kind}"{join}'
                f" WHERE {near} IN (SELECT value FROM json_each(?1)){only}"
            )
    return " UNION ".join(parts)
