"""What an erasure takes out of what others said, and what it leaves for somebody to decide on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from assetgraph.model.changeset import REVERSED
from assetgraph.model.erasure import Mention
from assetgraph.model.identity import APART
from assetgraph.model.kinds import NODE_KINDS, RELATION_KINDS, Node, ShownWith
from assetgraph.model.nodes import Resident
from assetgraph.model.text import fold
from assetgraph.stores.ledger import Doc

KEPT_APART = "avoids_names"
"""The property in which a resident lists names that others have."""

CODE = "code"

NAMING = (KEPT_APART, Resident.naming(), CODE)
"""The properties whose earlier values may be the name of another resident."""


def kind_of(node: str) -> type[Node]:
    """The kind of a node by its id."""
    return NODE_KINDS[node.rsplit("-", 1)[0]]


def called(node: str, docs: Iterable[Doc]) -> set[str]:
    """Every name and code that was ever said of a node, as written."""
    naming = kind_of(node).naming()
    found: set[str] = set()
    for doc in docs:
        said = doc.get("p", {})
        found.update(filter(None, (doc.get("m"), said.get(naming), said.get(CODE))))
    return found


def named_in(doc: Doc) -> set[str]:
    """The ids at the other end of all relations that a statement states."""
    return {other for others in doc.get("r", {}).values() for other in others}


def goes_along(node: str, people: Collection[str]) -> bool:
    """Whether a node goes with somebody erased, given who else was ever linked to it."""
    depends = kind_of(node).shown_with is not ShownWith.ALWAYS
    return depends and not any(kind_of(one) is Resident for one in people)


def rests_on(docs: Iterable[Doc], people: Collection[str]) -> bool:
    """Whether something that was so described means nothing without one of these people."""
    return any(
        not others.keys().isdisjoint(people)
        for doc in docs
        for key, others in doc.get("r", {}).items()
        if not key.endswith(REVERSED) and RELATION_KINDS[key].essential
    )


Judged = Collection[tuple[int, str, str]]
"""Who was ever judged to be the same as whom: the changeset, a node, and the other."""


def while_one(judged: Judged, people: Collection[str]) -> tuple[set[str], int]:
    """Who else was ever one with these people, and since which changeset.

    What changed of them since is noted under one id: it may be of either.
    """
    together = set(people)
    since = [number for number, *pair in judged if not together.isdisjoint(pair)]
    while len(
        wider := together.union(*(p for _, *p in judged if not together.isdisjoint(p)))
    ) > len(together):
        together = wider
    return together - set(people), min(since, default=0)


def scrubbed(doc: Doc, gone: Collection[str], names: Collection[str]) -> Doc:
    """A statement without relations to what is gone and without names (folded) to keep apart."""
    cleaned = dict(doc)
    if "r" in doc:
        cleaned["r"] = {
            key: {other: facts for other, facts in others.items() if other not in gone}
            for key, others in doc["r"].items()
        }
    if doc.get("s") in gone:
        cleaned["s"] = APART
    listed = doc.get("p", {}).get(KEPT_APART)
    if listed:
        cleaned["p"] = {**doc["p"], KEPT_APART: without_names(listed, names)}
    return cleaned


def without_names(listed: Iterable[str], names: Collection[str]) -> list[str]:
    """A list of names without these (folded)."""
    return [name for name in listed if fold(name) not in names]


def unnamed(field: str, values: Sequence[Any], names: Collection[str]) -> list[Any] | None:
    """What a change noted of one of `NAMING`, before and after, without these names (folded).

    None where it notes one of them itself: somebody was one with who is erased.
    """
    if field == KEPT_APART:
        return [None if one is None else without_names(one, names) for one in values]
    if any(isinstance(one, str) and fold(one) in names for one in values):
        return None
    return list(values)


def mentions(node: str, doc: Mapping[str, Any], names: re.Pattern[str]) -> Iterator[Mention]:
    """Where a statement's own words hold a name."""
    for field, value in _worded(node, doc).items():
        for text in strings(value):
            if names.search(fold(text)):
                yield Mention(node, field, text)


def reworded(node: str, doc: Doc, words: Mapping[Mention, str]) -> Doc:
    """A statement with other text in these places."""
    cleaned = dict(doc)
    if "m" in doc:
        cleaned["m"] = words.get(Mention(node, kind_of(node).naming(), doc["m"]), doc["m"])
    if "p" in doc:
        cleaned["p"] = {
            field: with_words(value, node, field, words) for field, value in doc["p"].items()
        }
    return cleaned


def with_words(value: Any, node: str, field: str, words: Mapping[Mention, str]) -> Any:
    """A JSON value of a property with other text in these places."""
    if isinstance(value, str):
        return words.get(Mention(node, field, value), value)
    if isinstance(value, list):
        return [with_words(one, node, field, words) for one in value]
    if isinstance(value, dict):
        return {name: with_words(one, node, field, words) for name, one in value.items()}
    return value


def renamed(number: int, text: str, words: Mapping[Mention, str]) -> str:
    """The source of a changeset, or who gave it, in other words."""
    return words.get(Mention("", str(number), text), text)


def _worded(node: str, doc: Mapping[str, Any]) -> dict[str, Any]:
    """What a statement says in words, by property; its mention as the name."""
    naming = kind_of(node).naming()
    return {**({naming: doc["m"]} if "m" in doc else {}), **doc.get("p", {})}


def strings(value: Any) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


def holds(text: str, names: re.Pattern[str] | None) -> bool:
    """Whether a text holds a name."""
    return names is not None and names.search(fold(text)) is not None
