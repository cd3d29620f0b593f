"""What may be published: who agreed by name, under ids of this publication, and others as counts.

Counts are of at least `LEAST` people, and so is what can be had from two of them. A count that was
told before changes only when at least `LEAST` people changed, so that two publications do not tell
who came or went (docs/decisions/0022-what-may-be-published.md).
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

import numpy as np

from assetgraph.messages import Catalogue, Message, say
from assetgraph.model.labels import Sensitivity
from assetgraph.model.nodes import Resident
from assetgraph.model.relations import Can, ComesTo, MemberOf
from assetgraph.model.snapshot import Indices, Links, Snapshot
from assetgraph.model.text import fold

LEAST = 10
"""As few people as a count may be of."""

PEOPLE, BUURT, LANGUAGES, GROUPS, PLACES, TALENTS = (
    "people",
    "buurt",
    "languages",
    "groups",
    "places",
    "talents",
)
THEMES = (PEOPLE, BUURT, LANGUAGES, GROUPS, PLACES, TALENTS)
"""What people are counted by, in the order in which counts are told."""

PARTING = frozenset({BUURT})
"""Themes in which everybody is counted at most once."""

Cell = tuple[str, str]
"""A theme, and what is counted within it."""


@dataclass(frozen=True, order=True)
class Count:
    """How many of those who are not named."""

    theme: str
    name: str
    n: int


def cells(
    mapped: Snapshot, named: Iterable[str], concepts: Callable[[str], Iterable[str]]
) -> dict[Cell, frozenset[str]]:
    """Who is counted where: the ids of residents of a map who are not named, without professionals.

    `concepts` gives what a talent means, whatever the language it is told in. Counted is only what
    may be published of who agrees.
    """
    gone = set(named)
    works = mapped.values(Resident, "professional")
    counted = {at for at in mapped.residents if not works[at] and mapped.ids[at] not in gone}
    found: dict[Cell, set[str]] = {(PEOPLE, ""): {mapped.ids[at] for at in counted}}

    def add(theme: str, name: str, at: int) -> None:
        if at in counted:
            found.setdefault((theme, name), set()).add(mapped.ids[at])

    for theme in (BUURT, LANGUAGES):
        if Resident.properties[theme].sensitivity is not Sensitivity.PUBLIC:
            continue
        for at, value in zip(mapped.residents, mapped.values(Resident, theme), strict=True):
            for name in [value] if isinstance(value, str) else value or ():
                add(theme, name, at)
    for theme, relation in ((GROUPS, MemberOf), (PLACES, ComesTo)):
        links = mapped.relation(relation)
        for person, thing in zip(links.source.tolist(), links.target.tolist(), strict=True):
            add(theme, mapped.names[thing], person)
    talents = mapped.relation(Can)
    meant = {at: tuple(concepts(mapped.names[at])) for at in set(talents.target.tolist())}
    for person, thing in zip(talents.source.tolist(), talents.target.tolist(), strict=True):
        for concept in meant[thing]:
            add(TALENTS, concept, person)
    return {cell: frozenset(people) for cell, people in found.items()}


class Memory:
    """What was told in earlier publications, by digests: of cells and of the people in them."""

    def __init__(self, text: str | None) -> None:
        kept: dict[str, Any] = (
            json.loads(text) if text else {"key": secrets.token_hex(32), "told": {}}
        )
        self._key = bytes.fromhex(kept["key"])
        self._told: dict[str, list[tuple[str, int | None, list[str]]]] = {
            cell: [(scope, n, list(who)) for scope, n, who in told]
            for cell, told in kept["told"].items()
        }

    @property
    def text(self) -> str:
        """To be kept."""
        kept = {"key": self._key.hex(), "told": self._told}
        return json.dumps(kept, separators=(",", ":"), sort_keys=True)

    def told(self, cell: Cell, scope: str, people: frozenset[str]) -> int | None:
        """The number that may be told of these people in a part of the neighbourhood, or None.

        It is the number of now where they are the same as ever before, or differ by at least
        `LEAST` people from all that a number was told or kept back of; else that of last time.
        """
        if cell[0] in (PEOPLE, BUURT):  # One is told from the other by leaving out.
            cell, scope = (PEOPLE, ""), cell[1] or scope
        where, who = self._digest(fold(scope)), {self._digest(one) for one in people}
        earlier = self._told.setdefault(self._digest("\x1f".join(cell)), [])
        differ = [len(who ^ set(one)) for _, _, one in earlier]
        if all(n == 0 or n >= LEAST for n in differ):
            n = len(who) if len(who) >= LEAST else None
            if 0 not in differ:
                earlier.append((where, n, sorted(who)))
            return n
        return next((n for there, n, _ in reversed(earlier) if there == where), None)

    def _digest(self, text: str) -> str:
        return blake2b(text.encode(), key=self._key, digest_size=8).hexdigest()


def counts(found: Mapping[Cell, frozenset[str]], memory: Memory, scope: str = "") -> list[Count]:
    """What may be told of a part of the neighbourhood; [] where too few people are in it."""
    told = {
        cell: n
        for cell in sorted(found, key=_in_order)
        if (n := memory.told(cell, scope, found[cell])) is not None
    }
    return guarded(told)


def _in_order(cell: Cell) -> tuple[int, str]:
    return THEMES.index(cell[0]), cell[1]


def guarded(told: Mapping[Cell, int]) -> list[Count]:
    """The counts from which none of fewer than `LEAST` people follows.

    Not those who are all but a few of everybody; and where a theme parts the people, as many more
    are kept back as it takes to hide those that were.
    """
    everybody = told.get((PEOPLE, ""))
    if everybody is None:
        return []
    rows = [
        Count(theme, name, n)
        for (theme, name), n in told.items()
        if theme == PEOPLE or everybody - n >= LEAST
    ]
    for theme in PARTING:
        mine = sorted((row for row in rows if row.theme == theme), key=lambda row: row.n)
        while mine and 0 != everybody - sum(row.n for row in mine) < LEAST:
            rows.remove(mine.pop(0))
    return sorted(rows, key=lambda row: (THEMES.index(row.theme), -row.n, row.name))


def heading(theme: str) -> Message:
    """What people are counted by, in a sentence."""
    return say(f"publish.theme.{theme}")


def count_header(words: Catalogue) -> tuple[str, str, str]:
    """Over the columns of `told`."""
    by, name, n = (words.text(f"publish.column.{column}") for column in ("theme", "name", "n"))
    return by, name, n


def told(rows: Iterable[Count], words: Catalogue) -> list[tuple[str, str, int]]:
    """The counts in words: what people are counted by, of whom, and how many."""
    return [(words.text(heading(row.theme)), row.name, row.n) for row in rows]


def renamed(
    snapshot: Snapshot, token: Callable[[], str] = lambda: secrets.token_hex(8)
) -> tuple[Snapshot, dict[str, str]]:
    """The snapshot under ids of this publication alone, in their order; and each id by the old one.

    Nobody can tell which node it was in the store, or in another publication, but by what is told
    of it. When and by whom it was said is left out.
    """
    fresh = {old: f"{old.rsplit('-', 1)[0]}-{token()}" for old in snapshot.ids}
    order = [
        at
        for span in snapshot.ranges.values()
        for at in sorted(span, key=lambda at: fresh[snapshot.ids[at]])
    ]
    new = np.empty(len(order), np.int32)
    new[order] = np.arange(len(order), dtype=np.int32)
    columns = {
        kind: {
            name: [values[at - span.start] for at in order[span.start : span.stop]]
            for name, values in snapshot.columns[kind].items()
        }
        for kind, span in snapshot.ranges.items()
    }
    links = {relation: _moved(rows, new) for relation, rows in snapshot.links.items()}
    ids = [fresh[snapshot.ids[at]] for at in order]
    return replace(snapshot, ids=ids, columns=columns, links=links, provenance=()), fresh


def _moved(links: Links, new: Indices) -> Links:
    source, target = new[links.source], new[links.target]
    order = np.lexsort((target, source)).tolist()
    properties = {name: [values[i] for i in order] for name, values in links.properties.items()}
    return Links(source[order], target[order], properties)
