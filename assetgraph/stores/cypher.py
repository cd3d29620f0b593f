"""Names and schema of the graph in Neo4j, from the declared kinds.

Query texts are constants: what is put into them comes from the declarations alone, through the
names of this module. Every value is a parameter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NewType

from assetgraph.model.kinds import NODE_KINDS, RELATION_KINDS, Node, Property, Relation
from assetgraph.model.nodes import Resident

Named = NewType("Named", str)
"""A label, a relation type or a property, made from a declaration; safe to stand in a query."""

VERSION = 1
"""The version of the schema; a database of a higher one is left alone."""

STORE = Named("AssetGraph")
"""The one node that says whose database this is; writers lock it."""
CHANGESET = Named("Changeset")
STATEMENTS = Named("Statements")
"""What a changeset says, packed: as many nodes' worth as `packing.MOST`."""
CHANGES = Named("Changes")
"""What a changeset made different, packed."""
ENTITY = Named("Entity")
"""Every node of the neighbourhood, beside the label of its kind; by this its id is looked up."""
WITHDRAWN = Named("Withdrawn")
"""Instead of its kind: a node of which no active statement speaks."""

ERASED = Named("Erased")
"""A keyed digest of what an erased node was found by."""
ACCESS = Named("Access")
"""An entry of the log: who saw or changed what."""
TRAITS = Named("Traits")
"""What one resident is found by when people are matched."""
TRAIT = Named("Trait")
"""Who is found by one key."""

OWN = ("id", "key", "code_key", "buurt_key", "apart", "first", "last", "changesets", "x", "y")
"""Properties of a node beside the declared ones."""

KEYED = {"code": "code_key", "buurt": "buurt_key", "avoids_names": "apart"}
"""By declared property: the one that holds how it is looked up. A name is looked up by ``key``."""

SEARCHED = (Resident,)
"""Kinds of which a part of a name is looked up, too."""

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def _named(text: str) -> Named:
    if not _WORD.fullmatch(text):
        raise ValueError(text)
    return Named(text)


@cache
def label(kind: type[Node]) -> Named:
    """``Resident``: a kind of node as Neo4j's conventions write it."""
    return _named("".join(word.capitalize() for word in kind.kind.split("_")))


@cache
def relation_type(kind: type[Relation]) -> Named:
    """``TAKES_ROLE``: a kind of relation as Neo4j's conventions write it."""
    return _named(kind.kind.upper())


@cache
def name(prop: Property) -> Named:
    """A property, under the name of its declaration."""
    return _named(prop.name)


@cache
def names(kind: type[Node] | type[Relation]) -> tuple[Named, ...]:
    """All properties of a kind, in the order of their declaration."""
    return tuple(name(prop) for prop in kind.properties.values())


@cache
def keys(kind: type[Node]) -> tuple[Named, ...]:
    """The properties by which nodes of a kind are looked up, beside their id."""
    return (_named("key"), *(_named(KEYED[name]) for name in kind.properties if name in KEYED))


def naming(kind: type[Node]) -> Named:
    """The property that holds what a node of a kind is called."""
    return name(kind.properties[kind.naming()])


def any_type() -> Named:
    """Every relation type, as a pattern takes them."""
    return Named("|".join(relation_type(kind) for kind in RELATION_KINDS.values()))


def schema() -> dict[str, str]:
    """Constraints and indexes by name: the text that makes each where it is not there."""
    return dict(_schema())


def _schema() -> Iterator[tuple[str, str]]:
    for one, property_ in ((STORE, "id"), (ENTITY, "id"), (CHANGESET, "number")):
        yield _unique(one, _named(property_))
    for one in (STATEMENTS, CHANGES):
        yield _unique(one, _named("changeset"), _named("part"))
    yield _index(ENTITY, _named("x"))
    for kind in NODE_KINDS.values():
        for key in keys(kind):
            yield _index(label(kind), key)
    yield _unique(TRAITS, _named("resident"))
    for property_ in ("unread", "since", "until"):
        yield _index(TRAITS, _named(property_))
    yield _unique(TRAIT, _named("word"))
    yield _unique(ERASED, _named("digest"))
    yield _unique(ACCESS, _named("number"))
    for kind in SEARCHED:
        yield _text_index(label(kind), _named("key"))


def _unique(of: Named, *properties: Named) -> tuple[str, str]:
    named = f"{of.lower()}_{'_'.join(properties)}"
    listed = ", ".join(f"n.{one}" for one in properties)
    return named, (
        f"CREATE CONSTRAINT {named} IF NOT EXISTS FOR (n:{of}) REQUIRE ({listed}) IS UNIQUE"
    )


def _index(of: Named, property_: Named) -> tuple[str, str]:
    named = f"{of.lower()}_{property_}"
    return named, f"CREATE INDEX {named} IF NOT EXISTS FOR (n:{of}) ON (n.{property_})"


def _text_index(of: Named, property_: Named) -> tuple[str, str]:
    named = f"{of.lower()}_{property_}_text"
    return named, f"CREATE TEXT INDEX {named} IF NOT EXISTS FOR (n:{of}) ON (n.{property_})"
