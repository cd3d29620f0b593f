"""What the files beside a store keep of people's words, taken out with the person.

Beside a store stand a neighbourhood's own words and the headers that somebody was asked about. A
name may stand there, or a text that nobody said but the person who is erased.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assetgraph.errors import QuestionError
from assetgraph.model.erasure import Mention, finder, telling, without
from assetgraph.model.nodes import Resident
from assetgraph.model.text import fold
from assetgraph.stores import erasing, ledger
from assetgraph.workflows import remembered

if TYPE_CHECKING:
    from assetgraph.stores import GraphStore

SOMEBODY = "iemand"
"""What stands in a text in the place of a name that is taken out."""


_NAMING = ("nl", "en", "broader", "related", "serves", "gives", "esco")
"""Fields of a concept that hold no phrases of people."""


@dataclass(frozen=True)
class Words:
    """What somebody was called, and what is said of nobody else; folded."""

    names: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    """Talents, wishes… that go along."""

    def __or__(self, other: Words) -> Words:
        return Words(self.names | other.names, self.texts | other.texts)


def words_of(store: GraphStore, nodes: Iterable[str]) -> Words:
    """What these nodes were ever called, before they are erased."""
    names: set[str] = set()
    texts: set[str] = set()
    for node in nodes:
        docs = [doc for _, doc in ledger.resolved(store.said(node))]
        kind = erasing.kind_of(node)
        into = names if kind is Resident else texts
        into.update(fold(word) for word in erasing.called(node, docs))
    return Words(frozenset(names - {""}), frozenset(texts - {""}))


def erase_all(store: GraphStore, nodes: Iterable[str]) -> tuple[Words, dict[Mention, str]]:
    """Erases people and things; those that went along with another are passed over.

    Gives what they were called and what was theirs alone, and the texts of others in which they
    are named, with *somebody* in the place of each name.
    """
    gone = Words()
    instead: dict[Mention, str] = {}
    faces = {face.id: face.one_with for face in store.merged()}
    for node in nodes:
        same = {one for one, head in faces.items() if head == faces.get(node)} | {node}
        docs = [doc for one in same for _, doc in ledger.resolved(store.said(one))]
        beside = {other for doc in docs for other in erasing.named_in(doc)}
        known = {one: words_of(store, [one]) for one in same | beside}
        try:
            done = store.erase(node)
        except QuestionError as error:
            if error.code != "no-node":  # It went along with somebody else.
                raise
            continue
        for one in done.nodes:
            gone |= known.get(one, Words())
        names = finder(telling(gone.names))
        for mention in done.mentions:
            text = instead.get(mention, mention.text)
            instead[mention] = text if names is None else without(text, names, SOMEBODY)
    return gone, instead


def clear_beside(location: str, words: Words) -> None:
    """Takes names and texts out of the files beside a store."""
    _clear_own_words(location, words)
    if (names := finder(telling(words.names))) is not None:
        remembered.forget_named(location, names)


def _clear_own_words(location: str, words: Words) -> None:
    """Names become *somebody*; a phrase or an answer that is only theirs goes."""
    from assetgraph.vocabulary.local import (  # noqa: PLC0415
        Local,
        beside,
        plain,
        read_local,
        write_local,
    )

    path = beside(location)
    if not path.exists():
        return
    local = read_local(path)
    names = finder(telling(words.names))
    texts = {plain(text) for text in words.texts}

    def theirs(text: str) -> bool:
        named = names is not None and names.search(fold(text)) is not None
        return named or plain(text) in texts

    def cleared(field: str, text: str) -> str:
        phrases = [] if field in _NAMING else re.split(r"[,\n]", text)
        left = [one.strip() for one in phrases if plain(one) not in texts]
        kept = text if len(left) == len(phrases) else "\n".join(left)
        return kept if names is None else without(kept, names, SOMEBODY)

    def kept(answers: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        return {text: found for text, found in answers.items() if not theirs(text)}

    concepts = {
        concept: {field: said for field, text in fields.items() if (said := cleared(field, text))}
        for concept, fields in local.concepts.items()
    }
    left = Local(
        {concept: fields for concept, fields in concepts.items() if fields},
        kept(local.means),
        kept(local.denied),
        tuple(text for text in local.no_talent if not theirs(text)),
    )
    if left != local:
        write_local(path, left)
