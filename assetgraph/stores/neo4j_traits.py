"""Traits in Neo4j: who is found by which key, and of whom that must be read again."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from hashlib import blake2b

from assetgraph.model.nodes import Resident
from assetgraph.model.traits import Shared, Traits
from assetgraph.stores import cypher_reading as reading
from assetgraph.stores import cypher_traits as queries
from assetgraph.stores.neo4j_rows import Rows, Run

LONGEST_WORD = 1_000
"""Characters of a key that an index holds; a longer one is found by its digest."""

AT_ONCE = 5_000

Found = dict[str, float]
"""By resident: how much a key weighs."""


def unread(run: Run, seen: int, stamp: str, today: date, most: int) -> list[str]:
    """Residents of whom no traits are kept under this stamp for today."""
    if run(queries.STAMP) != [[stamp]]:
        found = run(queries.ANYBODY, seen=seen, most=most)
    else:
        found = run(queries.UNREAD, most=most)
        if len(found) < most:
            found += run(queries.OUTLIVED, today=today, most=most - len(found))
    return [resident for (resident,) in found][:most]


def keep(run: Run, stamp: str, traits: Iterable[Traits]) -> None:
    """Keeps these traits instead of what was kept of these residents."""
    if run(queries.STAMP) != [[stamp]]:
        forget_all(run)
        ((everybody,),) = run(queries.ALL_RESIDENTS)
        for at in range(0, len(everybody), AT_ONCE):
            run(queries.EVERYBODY_UNREAD, ids=everybody[at : at + AT_ONCE])
        run(queries.SET_STAMP, stamp=stamp)
    kept = list(traits)
    there = {row[0] for row in run(reading.CALLED, ids=[one.resident for one in kept], seen=_ALL)}
    kept = [one for one in kept if one.resident in there]
    _change_words(run, there, {one.resident: one.keys for one in kept})
    rows = [
        [
            one.resident,
            one.since,
            one.until,
            list(one.keys),
            [float(weight) for weight in one.keys.values()],
            json.dumps(one.beside, ensure_ascii=False),
            json.dumps(one.read, ensure_ascii=False),
        ]
        for one in kept
    ]
    run(queries.KEEP, rows=rows)


_ALL = 2**62
"""Higher than every changeset."""


def sharing(run: Run, keys: Collection[str], today: date) -> Shared:
    """Which residents have one of these keys among the traits that hold today."""
    words = {_word(key): key for key in keys}
    found = run(queries.FOUND_BY, words=sorted(words))
    people = sorted({one for _, residents, _ in found for one in residents})
    ((ids, texts),) = run(queries.BESIDE, ids=people, today=today)
    beside = {one: json.loads(text) for one, text in zip(ids, texts, strict=True)}
    rows = sorted(
        (words[word], one, weight)
        for word, residents, weights in found
        for one, weight in zip(residents, weights, strict=True)
        if one in beside
    )
    columns = zip(*rows, strict=True) if rows else ((), (), ())
    shared, residents, weights = (list(column) for column in columns)
    return Shared(shared, residents, weights, beside)


def traits(run: Run, residents: Collection[str], today: date) -> dict[str, Traits]:
    """The traits that hold today of those of these residents who have any."""
    return {
        one: Traits(
            one,
            since.to_native(),
            until.to_native(),
            dict(zip(keys, weights, strict=True)),
            json.loads(beside),
            json.loads(read),
        )
        for one, since, until, keys, weights, beside, read in run(
            queries.HELD, ids=sorted(residents), today=today
        )
    }


def outdate(rows: Rows, run: Run, nodes: Collection[str]) -> None:
    """Forgets the traits of residents among these nodes, and of residents to whom they matter."""
    if run(queries.STAMP) in ([], [[None]]):
        return
    people = {node for node in nodes if node.startswith(f"{Resident.kind}-")}
    things = set(nodes) - people
    ((exchanges,),) = run(reading.EXCHANGES_WITH, ids=sorted(people))
    things.update(exchanges)
    if things:
        people |= rows.residents_of(things)
    _change_words(run, people, {})
    ids = sorted(people)
    for at in range(0, len(ids), AT_ONCE):
        run(queries.FORGET, ids=ids[at : at + AT_ONCE])
        run(queries.EVERYBODY_UNREAD, ids=ids[at : at + AT_ONCE])


def forget_all(run: Run) -> None:
    """Forgets all traits, and that there were any."""
    while run(queries.FORGET_ALL, most=AT_ONCE)[0][0]:
        pass
    run(queries.SET_STAMP, stamp=None)


def _change_words(
    run: Run, residents: Collection[str], stated: Mapping[str, Mapping[str, float]]
) -> None:
    """Lets these residents be found by what is stated, and by nothing else."""
    before = dict(run(queries.KEYS_OF, ids=sorted(residents)))
    words = {_word(key) for keys in before.values() for key in keys}
    words |= {_word(key) for keys in stated.values() for key in keys}
    found: dict[str, Found] = {word: {} for word in words}
    listed = sorted(words)
    for at in range(0, len(listed), AT_ONCE):
        for word, people, weights in run(queries.FOUND_BY, words=listed[at : at + AT_ONCE]):
            found[word] = dict(zip(people, weights, strict=True))
    for one, keys in before.items():
        for key in keys:
            found[_word(key)].pop(one, None)
    for one, weighed in stated.items():
        for key, weight in weighed.items():
            found[_word(key)][one] = float(weight)
    gone = sorted(word for word, people in found.items() if not people)
    run(queries.FORGET_WORDS, words=gone)
    rows = [[word, list(people), list(people.values())] for word, people in found.items() if people]
    for at in range(0, len(rows), AT_ONCE):
        run(queries.SET_FOUND_BY, rows=rows[at : at + AT_ONCE])


def _word(key: str) -> str:
    """How a key is found: by itself, or by its digest where an index cannot hold it."""
    if len(key) <= LONGEST_WORD:
        return key
    return f"\x1f{blake2b(key.encode(), digest_size=16).hexdigest()}"
