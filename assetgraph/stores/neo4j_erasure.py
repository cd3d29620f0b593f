"""Taking a node out of the graph in Neo4j: what holds, what was ever said, and what is derived."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from pydantic_core import to_json

from assetgraph.errors import QuestionError
from assetgraph.model.erasure import (
    KEY_BYTES,
    Erasure,
    Mention,
    digest,
    finder,
    first_names,
    telling,
)
from assetgraph.model.identity import is_judgement
from assetgraph.model.kinds import Node
from assetgraph.model.text import fold
from assetgraph.stores import cypher_keeping as keeping
from assetgraph.stores import cypher_traits, cypher_writing, erasing, ledger, neo4j_log
from assetgraph.stores.ledger import Doc, Said
from assetgraph.stores.merging import Merged
from assetgraph.stores.neo4j_records import Neo4jRecords
from assetgraph.stores.neo4j_rows import Heard, Rows, Run
from assetgraph.stores.packing import Words, pack, pack_rows, unpack, unpack_rows
from assetgraph.stores.records import Move


def erase(run: Run, seen: int, node: str) -> Erasure:
    """Takes a node, and what goes with it, out of everything."""
    records = Neo4jRecords(run, None, seen)
    if not records.find([node]):
        raise QuestionError("no-node", id=node)
    said = _Ledger(run, seen)
    merged = records.merged()
    people = set(merged.members(node))
    names = erasing.called(node, (doc for one in people for doc in said.docs(one)))
    folded = {fold(name) for name in names} - {""}
    sure, maybe = finder(telling(folded)), finder(first_names(folded))
    gone = _gone(said, people)
    judged = said.judged(people)
    together = erasing.while_one(said.same(), people)
    moves = said.scrub(gone, folded, merged)
    records.find(sorted({other for move in moves if move.old for _, other in move.old.links}))
    records.find([*gone, *(move.id for move in moves)])
    records.move(moves)
    records.outdate({*gone, *(move.id for move in moves)})
    run(keeping.REMOVE, ids=sorted(gone))
    run(cypher_traits.FORGET, ids=sorted(gone))
    said.keep()
    _scrub_changes(run, seen, gone, folded, judged, together)
    _remember(run, node, {*names, *people})
    neo4j_log.scrub(run, lambda text: erasing.holds(text, sure))
    rows = Rows(run, seen)
    mentions = dict.fromkeys([*said.mentions(sure), *_sources(rows, sure)])
    others = dict.fromkeys([*said.mentions(maybe), *_sources(rows, maybe)])
    unsure = tuple(one for one in others if one not in mentions)
    return Erasure(node, tuple(sorted(gone)), tuple(mentions), unsure)


def reword(run: Run, seen: int, words: Mapping[Mention, str]) -> None:
    """Writes other text in these places, wherever it was ever said."""
    records, said = Neo4jRecords(run, None, seen), _Ledger(run, seen)
    merged = records.merged()
    spoken = {one.node for one in words} - {""}
    nodes = {one for node in spoken for one in merged.members(node)}
    moves = said.rewrite(nodes, lambda node, doc: erasing.reworded(node, doc, words), merged)
    records.find(sorted({other for move in moves if move.old for _, other in move.old.links}))
    records.find([move.id for move in moves])
    records.move(moves)
    records.outdate({move.id for move in moves})
    said.keep()
    for changeset, part, packed in run(keeping.ALL_CHANGES, seen=seen):
        changed = unpack_rows(packed)
        cleaned = [
            [node, field, other, *values]
            if other is not None
            else [node, field, other, *(erasing.with_words(v, node, field, words) for v in values)]
            for node, field, other, *values in changed
        ]
        if cleaned != changed:
            run(keeping.SET_CHANGES, changeset=changeset, part=part, packed=pack_rows(cleaned))
    for record in Rows(run, seen).history():
        named = [record.source, record.who]
        new = [erasing.renamed(record.id, text, words) for text in named]
        if new != named:
            run(keeping.RENAME, number=record.id, source=new[0], who=new[1])


def forget(run: Run, seen: int, changeset: int) -> None:
    """Takes out what an undone changeset said, and what nothing else ever spoke of."""
    judged = _Ledger(run, seen).same()
    people = {node for number, node, _ in judged if number == changeset}
    if people:
        _scrub_changes(run, seen, set(), (), (), erasing.while_one(judged, people))
    for query in (
        keeping.FORGET_STATEMENTS,
        keeping.FORGET_CHANGES,
        keeping.FORGET_SPOKEN,
        keeping.FORGET_PARTS,
    ):
        run(query, changeset=changeset)
    run(keeping.FORGET_UNSPOKEN)


def erased(run: Run, kind: type[Node], words: Iterable[str]) -> set[str]:
    """Those of these words that an erased node was found by."""
    key = _key(run)
    if key is None:
        return set()
    digests = {word: digest(bytes.fromhex(key), kind.kind, word) for word in set(words)}
    found = run(keeping.REMEMBERED, digests=sorted(set(digests.values())))
    there = {one for (one,) in found}
    return {word for word, one in digests.items() if one in there}


def kept(run: Run) -> list[list[Any]]:
    """The key and all digests, as rows of a page; none where nothing was erased."""
    key = _key(run)
    return [] if key is None else [[key], *run(keeping.ALL_REMEMBERED)]


def take(run: Run, rows: list[list[Any]]) -> None:
    """Takes over the key and the digests of another store."""
    digests = [one for (one,) in rows]
    if _key(run) is None:
        run(keeping.SET_ERASURE_KEY, key=digests.pop(0))
    run(keeping.REMEMBER, digests=digests)


def _key(run: Run) -> str | None:
    found = run(keeping.ERASURE_KEY)
    return found[0][0] if found else None


class _Ledger:
    """All that was ever said, in the parts in which it is kept."""

    def __init__(self, run: Run, seen: int) -> None:
        self._run = run
        self._heard: Heard = Rows(run, seen).heard()
        self._parts: dict[tuple[int, int], Words] = {
            (changeset, part): unpack(packed)
            for changeset, part, packed in run(keeping.ALL_PARTS, seen=seen)
        }
        self._changed: set[tuple[int, int]] = set()

    def _all(self) -> Iterator[tuple[str, int, str]]:
        """Every statement: its node, its changeset, its text."""
        for (changeset, _), words in self._parts.items():
            for node, doc in words.items():
                if doc is not None:
                    yield node, changeset, doc

    def docs(self, node: str) -> list[Doc]:
        """All that was ever said of a node."""
        return [ledger.read(doc) for one, _, doc in self._all() if one == node]

    def judged(self, people: Collection[str]) -> set[int]:
        """The changesets that judged who some nodes are one with."""
        return {
            changeset
            for node, changeset, _ in self._all()
            if node in people and is_judgement(self._heard[changeset][0])
        }

    def same(self) -> list[tuple[int, str, str]]:
        """Who was ever judged to be the same as whom, also where that was taken back."""
        return [
            (changeset, node, other)
            for node, changeset, doc in self._all()
            if is_judgement(self._heard[changeset][0]) and (other := ledger.read(doc).get("s"))
        ]

    def speaking_of(self, words: Collection[str]) -> dict[str, list[Doc]]:
        """All that was ever said in which one of these words stands, by node."""
        found: dict[str, list[Doc]] = {}
        if words:
            pattern = re.compile("|".join(map(re.escape, sorted(words))))
            for node, _, doc in self._all():
                if pattern.search(doc):
                    found.setdefault(node, []).append(ledger.read(doc))
        return found

    def scrub(self, gone: set[str], names: Collection[str], merged: Merged) -> list[Move]:
        """Takes what is gone out of all that was said; gives whose facts that touches."""
        words = [*gone, *([erasing.KEPT_APART] if names else [])]
        spoken = set(self.speaking_of(words)) - gone
        others = {one for node in spoken for one in merged.members(node)}
        for part, said in self._parts.items():
            for node in [node for node in said if node in gone]:
                del said[node]
                self._changed.add(part)
        return self.rewrite(others, lambda _, doc: erasing.scrubbed(doc, gone, names), merged)

    def rewrite(
        self, nodes: set[str], how: Callable[[str, Doc], Doc], merged: Merged
    ) -> list[Move]:
        """Says otherwise what was ever said of some nodes; gives whose facts that touches."""
        before = self._said(nodes)
        for part, said in self._parts.items():
            for node in nodes & said.keys():
                if (text := said[node]) is not None:
                    doc = ledger.read(text)
                    cleaned = how(node, doc)
                    if cleaned != doc:
                        said[node] = to_json(cleaned).decode()
                        self._changed.add(part)
        after = self._said(nodes)
        changed = {merged.head(one) for one in nodes if before[one] != after[one]}
        return [
            Move(one, erasing.kind_of(one), merged.state(one, before), merged.state(one, after))
            for one in sorted(changed)
        ]

    def _said(self, nodes: Collection[str]) -> dict[str, list[Said]]:
        said: dict[str, list[Said]] = {node: [] for node in nodes}
        for (changeset, _), words in sorted(self._parts.items(), key=lambda item: item[0]):
            source, day, stands, _ = self._heard[changeset]
            for node in words.keys() & said.keys():
                said[node].append(Said(changeset, source, day, stands, words[node]))
        return said

    def keep(self) -> None:
        """Writes what was changed."""
        for changeset, part in sorted(self._changed):
            packed = pack(self._parts[changeset, part])
            self._run(cypher_writing.KEEP_STATEMENTS, changeset=changeset, rows=[[part, packed]])

    def mentions(self, names: re.Pattern[str] | None) -> Iterator[Mention]:
        """Where the words of others hold a name."""
        if names is None:
            return
        for node, _, doc in sorted(self._all()):
            if erasing.holds(doc, names):
                yield from erasing.mentions(node, ledger.read(doc), names)


def _gone(said: _Ledger, people: set[str]) -> set[str]:
    """The people, who are one, and what was nobody else's."""
    own = [doc for one in people for doc in said.docs(one)]
    beside = {other for doc in own for other in erasing.named_in(doc)}
    beside.update(said.speaking_of(people))
    wanted = sorted(one for one in beside - people if erasing.goes_along(one, ()))
    told = {one: said.docs(one) for one in wanted}
    linked: dict[str, set[str]] = {
        one: {other for doc in docs for other in erasing.named_in(doc)}
        for one, docs in told.items()
    }
    gone = people | {one for one, docs in told.items() if erasing.rests_on(docs, people)}
    for speaker, docs in said.speaking_of(wanted).items():
        for doc in docs:
            for one in erasing.named_in(doc) & linked.keys():
                linked[one].add(speaker)
    return gone.union(one for one in wanted if erasing.goes_along(one, linked[one] - people))


def _scrub_changes(
    run: Run,
    seen: int,
    gone: set[str],
    names: Collection[str],
    judged: Collection[int],
    together: tuple[set[str], int],
) -> None:
    """Takes what is gone, and its names, out of what changesets changed.

    Of those that judged who is who nothing is kept, and nothing of who was one with somebody who
    is gone since then: it holds facts of both.
    """
    others, since = together
    for changeset, part, packed in run(keeping.ALL_CHANGES, seen=seen):
        rows = unpack_rows(packed)
        cleaned = []
        for node, field, other, *values in [] if changeset in judged else rows:
            if node in gone or other in gone or (changeset >= since and node in others):
                continue
            kept = erasing.unnamed(field, values, names) if field in erasing.NAMING else values
            if kept is not None:
                cleaned.append([node, field, other, *kept])
        if cleaned != rows:
            run(keeping.SET_CHANGES, changeset=changeset, part=part, packed=pack_rows(cleaned))


def _sources(rows: Rows, names: re.Pattern[str] | None) -> Iterator[Mention]:
    """Where the name of a source, or of who gave it, holds a name."""
    for record in rows.history():
        for text in (record.source, record.who):
            if erasing.holds(text, names):
                yield Mention("", str(record.id), text)


def _remember(run: Run, node: str, words: Collection[str]) -> None:
    """Keeps digests of what the node was found by."""
    key = _key(run)
    if key is None:
        key = secrets.token_bytes(KEY_BYTES).hex()
        run(keeping.SET_ERASURE_KEY, key=key)
    kind = erasing.kind_of(node).kind
    digests = sorted({digest(bytes.fromhex(key), kind, word) for word in words})
    run(keeping.REMEMBER, digests=digests)
