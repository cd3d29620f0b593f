"""Taking a resident out of everything, with what others wrote about them shown for a decision."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assetgraph.importing.issues import Place
from assetgraph.model.changeset import Changeset, Statement
from assetgraph.model.erasure import Mention, finder, first_names, grams, telling, without
from assetgraph.model.kinds import NODE_KINDS, ShownWith
from assetgraph.model.nodes import Resident
from assetgraph.model.text import fold
from assetgraph.stores import erasing
from assetgraph.workflows import logbook
from assetgraph.workflows.forgetting import SOMEBODY, clear_beside, words_of
from assetgraph.workflows.given import find_resident, opened

if TYPE_CHECKING:
    from assetgraph.importing.tables import Source
    from assetgraph.model.erasure import Erasure
    from assetgraph.model.known import Known
    from assetgraph.stores import GraphStore

__all__ = ["Decide", "Erased", "Mention", "Plan", "erase", "returned", "set_aside", "spots"]


@dataclass(frozen=True)
class Plan:
    """What an erasure would take out, and what there is to decide on."""

    person: Known
    counts: Mapping[str, int]
    """By plural of kind: what goes, the person included."""
    mentions: tuple[Mention, ...]
    """Texts of others in which the name stands."""
    maybe: tuple[Mention, ...]
    """Texts of others in which the first name alone stands; it may be somebody else's."""
    _names: re.Pattern[str] | None
    _first_names: re.Pattern[str] | None

    def replaced(self, mention: Mention) -> str:
        """The text with *somebody* in the place of the name; the first name too where it is one of
        those in which that alone stands."""
        text = mention.text
        if self._names is not None:
            text = without(text, self._names, SOMEBODY)
        if mention in self.maybe and self._first_names is not None:
            text = without(text, self._first_names, SOMEBODY)
        return text


Decide = Callable[[Plan], Mapping[Mention, str] | None]
"""What becomes of the texts, given the plan: other words for some of them; None to stop."""


@dataclass(frozen=True)
class Erased:
    """What an erasure did."""

    id: str
    counts: Mapping[str, int]
    reworded: int
    left: tuple[Mention, ...]
    """Texts that stay as they were, by decision."""


def erase(location: str, text: str, decide: Decide) -> Erased | None:
    """Takes a resident out of everything, for good; None where the decision is not to.

    The entry in the log holds the id. Raises QuestionError where the name is not one person's.
    """
    with opened(location) as store:
        person = find_resident(store, text)
        with store.writing(keep=False):
            planned = store.erase(person.id)
        said = words_of(store, {*planned.nodes, person.id})
        plan = Plan(
            person,
            _counts(planned),
            planned.mentions,
            planned.maybe,
            finder(telling(said.names)),
            finder(first_names(said.names)),
        )
        words = decide(plan)
        if words is None:
            logbook.only_reading()
            return None
        with store.writing():
            logbook.enter(store, location, [person.id])
            store.erase(person.id)
            if words:
                store.reword(words)
    clear_beside(location, said)
    left = tuple(one for one in (*plan.mentions, *plan.maybe) if one not in words)
    return Erased(person.id, plan.counts, len(words), left)


def _counts(planned: Erasure) -> dict[str, int]:
    return dict(Counter(erasing.kind_of(node).plural for node in planned.nodes))


# --- who comes back with an old sheet ---


@dataclass(frozen=True)
class Returned:
    """People who were erased and whom a sheet speaks of again."""

    nodes: frozenset[str]
    names: tuple[str, ...]
    """How a report calls them, as the sheet does."""
    words: frozenset[str]
    """Their names and codes in the sheet."""


def returned(store: GraphStore, changeset: Changeset) -> Returned:
    """Whom of those who were erased a changeset speaks of, also in free text."""
    called: dict[str, set[str]] = {}
    for said in changeset.statements:
        if said.kind == Resident.kind:
            words = {said.mention, said.properties.get("name"), said.properties.get("code")}
            called[said.id] = {word for word in words if word}
    aside = {
        name
        for said in changeset.statements
        for name in said.properties.get(erasing.KEPT_APART) or ()
    }
    grams = {gram for said in changeset.statements for gram in _grams(said)}
    everything = {word for words in called.values() for word in words}
    found = store.erased(Resident, everything | aside | grams | called.keys())
    if not found:
        return Returned(frozenset(), (), frozenset())
    suspects = {node for node, words in called.items() if found & {*words, node}}
    there = {one.id for one in store.known(Resident, suspects)} if suspects else set()
    nodes = frozenset(suspects - there)
    living = {fold(word) for node in there for word in called[node]}
    texts = {word for word in found & (aside | grams) if fold(word) not in living}
    words = texts.union(*(called[node] for node in nodes))
    heads = {_head(said) for said in changeset.statements if said.id in nodes}
    names = heads | {word for word in texts if fold(word) not in set(map(fold, heads))}
    return Returned(nodes, tuple(sorted(names)), frozenset(words))


def _head(said: Statement) -> str:
    """What a sheet calls a resident."""
    return str(said.properties.get("name") or said.mention or said.properties.get("code"))


def _grams(said: Statement) -> Iterator[str]:
    """Every few words in a statement's texts that look like a name."""
    texts = list(erasing.strings(said.properties))
    if said.kind != Resident.kind and said.mention:
        texts.append(said.mention)
    for text in texts:
        yield from grams(text)


def spots(sources: Collection[Source], name: str) -> list[Place]:
    """The rows of files in which a name or code stands; [] where its words stand apart."""
    sought = finder({fold(name)})
    return [
        Place(table.file, table.sheet, number)
        for source in sources
        for table in source.tables
        for number, row in enumerate(table.rows, 1)
        if sought is not None and sought.search(fold(" ".join(row)))
    ]


def set_aside(changeset: Changeset, found: Returned) -> Changeset:
    """The changeset without people who were erased, and without what is only theirs."""
    folded = {fold(word) for word in found.words}
    names = finder(telling(folded))
    gone = set(found.nodes)
    linked: dict[str, set[str]] = {}
    for said in changeset.statements:
        for ends in said.relations.values():
            for other in ends:
                linked.setdefault(other, set()).add(said.id)
                linked.setdefault(said.id, set()).add(other)
    for said in changeset.statements:
        beside = linked.get(said.id, set())
        others = [one for one in beside - gone if erasing.kind_of(one) is Resident]
        depends = NODE_KINDS[said.kind].shown_with is not ShownWith.ALWAYS
        if depends and beside & found.nodes and not others:
            gone.add(said.id)
    kept = [
        _without(said, gone, folded, names) for said in changeset.statements if said.id not in gone
    ]
    return replace(changeset, statements=kept)


def _without(
    said: Statement, gone: Collection[str], folded: Collection[str], names: re.Pattern[str] | None
) -> Statement:
    properties: dict[str, Any] = dict(said.properties)
    if apart := properties.get(erasing.KEPT_APART):
        properties[erasing.KEPT_APART] = erasing.without_names(apart, folded)
    mention = said.mention
    if names is not None:
        words = {
            Mention(said.id, field, text): without(text, names, SOMEBODY)
            for field, value in properties.items()
            for text in erasing.strings(value)
        }
        properties = {
            field: erasing.with_words(value, said.id, field, words)
            for field, value in properties.items()
        }
        mention = None if mention is None else without(mention, names, SOMEBODY)
    relations = {
        key: {other: facts for other, facts in others.items() if other not in gone}
        for key, others in said.relations.items()
    }
    return replace(said, mention=mention, properties=properties, relations=relations)
