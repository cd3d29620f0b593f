"""What a snapshot may hold: the part of a neighbourhood that was asked for and a purpose allows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from assetgraph.model.consent import Purpose, allowed
from assetgraph.model.introductions import Introduces
from assetgraph.model.kinds import Node, Relation, ShownWith
from assetgraph.model.nodes import Place, Resident
from assetgraph.model.relations import Avoids, ContactOf, Knows
from assetgraph.model.snapshot import Guards, Links, Provenance, Snapshot
from assetgraph.model.text import fold
from assetgraph.stores.guards import guards_of, moved

Mask = NDArray[np.bool_]


def restrict(snapshot: Snapshot, purpose: Purpose, today: date) -> Snapshot:
    """The part of a full snapshot that a purpose allows today.

    A resident without consent is not in it, nor anything that tells about that resident, nor any
    property or relation that is more sensitive than the purpose may see.
    """
    introducing = purpose in (Purpose.MATCH, Purpose.ALL)
    snapshot = replace(snapshot, guards=guards_of(snapshot) if introducing else Guards())
    keep = np.ones(len(snapshot.ids), np.bool_)
    consents = snapshot.values(Resident, "consent")
    keep[: len(consents)] = [allowed(stated, purpose, today) for stated in consents]
    visible = {
        kind: links
        for kind, links in snapshot.links.items()
        if purpose.sees(kind.sensitivity, kind.needed_for)
    }
    seen, hidden = _about_people(snapshot, visible, keep)
    for kind, span in snapshot.ranges.items():
        own = slice(span.start, span.stop)
        if kind.shown_with is ShownWith.ANY:
            keep[own] = seen[own]
        elif kind.shown_with is ShownWith.EVERY:
            keep[own] = ~hidden[own]
        if kind.needed_for not in (None, purpose) and purpose is not Purpose.ALL:
            keep[own] = False
    part = _part(replace(snapshot, links=visible, purpose=purpose), keep)
    part = replace(part, columns=_visible_columns(part, purpose), links=_visible_links(part))
    return _without_sources(part) if purpose is Purpose.PUBLISH else part


def part_of(snapshot: Snapshot, buurt: str | None = None, resident: str | None = None) -> Snapshot:
    """What was asked for of a snapshot that holds it, and only what is there leads to.

    A store finds a part before it knows whom a purpose allows. Cut anew from what is allowed,
    nothing is in it that only somebody leads to who may not be seen.
    """
    if buurt is not None:
        snapshot = within_buurt(snapshot, buurt)
    return snapshot if resident is None else around(snapshot, resident)


def within_buurt(snapshot: Snapshot, buurt: str) -> Snapshot:
    """The residents and places of one buurt, and what they are linked to other than residents."""
    seeds = [
        span.start + i
        for kind, span in snapshot.ranges.items()
        if "buurt" in kind.properties
        for i, value in enumerate(snapshot.values(kind, "buurt"))
        if value is not None and fold(value) == fold(buurt)
    ]
    chosen = buurt_selection(seeds, _links_of(snapshot))
    return _part(replace(snapshot, buurt=buurt), _mask(snapshot, chosen))


def around(snapshot: Snapshot, resident: str) -> Snapshot:
    """One resident, whom they know, and what these are linked to; nothing for an unknown id."""
    at = snapshot.index.get(resident)
    chosen = surroundings_selection(at, _links_of(snapshot)) if at is not None else set()
    return _part(snapshot, _mask(snapshot, chosen))


def company(snapshot: Snapshot, people: Collection[str]) -> Snapshot:
    """Some residents, and all that is weighed when they are matched with each other.

    That is two rings of what is no resident around them, the places of their buurten and those of
    which no buurt is known (all places where the buurt of one of them is not known); and, without
    what these are linked to, the residents whom the stories and exchanges among it are about, whom
    one of them knows or is kept apart from, and to whom one turns for the groups among it; with the
    introductions of these, which say for how many they have room. What is kept of the guards is
    that of themselves and of who could introduce them. Nothing where none of them is there.
    """
    known = {snapshot.index[one] for one in people if one in snapshot.index}
    buurten = snapshot.values(Resident, "buurt")
    near = {fold(buurten[at] or "") for at in known}
    places = {
        at
        for at, buurt in zip(snapshot.ranges[Place], snapshot.values(Place, "buurt"), strict=True)
        if known and ("" in near or not buurt or fold(buurt) in near)
    }
    linked = _links_of(snapshot)
    things = company_things(known, places, linked)
    apart, contacts = snapshot.relation(Avoids), snapshot.relation(ContactOf)
    beside = {end for one in known for end in (*apart.targets(one), *apart.sources(one))}
    beside |= {end for group in things for end in contacts.sources(group)}
    beside |= linked(known, True)
    followed = snapshot.relation(Introduces)
    things |= {step for one in beside for step in followed.sources(one)}
    telling = {node for node in things if snapshot.kind_of(node).shown_with is ShownWith.EVERY}
    told = {
        end
        for links in snapshot.links.values()
        for node in telling
        for end in (*links.targets(node), *links.sources(node))
        if end in snapshot.residents
    }
    part = _part(snapshot, _mask(snapshot, known | things | told | beside))
    asked = known | linked(known, True) | {end for one in things for end in contacts.sources(one)}
    theirs = {part.index[snapshot.ids[one]] for one in asked}
    kept = frozenset(pair for pair in part.guards.unwelcome if pair[0] in theirs)
    return replace(part, guards=Guards(kept))


def without(snapshot: Snapshot, nodes: set[str]) -> Snapshot:
    """The snapshot less these nodes and all relations that touch them."""
    if not nodes:
        return snapshot
    return _part(snapshot, np.array([node not in nodes for node in snapshot.ids], np.bool_))


Key = TypeVar("Key", int, str)

Linked = Callable[[set[Key], bool], set[Key]]
"""What a set of nodes is linked to: only residents they know (True), or all else (False)."""


def buurt_selection(seeds: Iterable[Key], linked: Linked[Key]) -> set[Key]:
    """The nodes of a buurt: its residents and places, and two rings of what is not a resident."""
    chosen = set(seeds)
    ring = linked(chosen, False) - chosen
    return chosen | ring | linked(ring, False)


def surroundings_selection(resident: Key, linked: Linked[Key]) -> set[Key]:
    """The nodes around a resident: whom they know, and one ring of what these are linked to."""
    people = {resident} | linked({resident}, True)
    return people | linked(people, False)


def company_things(people: set[Key], places: set[Key], linked: Linked[Key]) -> set[Key]:
    """What is no resident in the company of some residents, given the places near them."""
    ring = linked(people, False)
    return places | ring | linked(ring, False)


def _links_of(snapshot: Snapshot) -> Linked[int]:
    residents = snapshot.residents

    def linked(nodes: set[int], people: bool) -> set[int]:
        near = _mask(snapshot, nodes)
        found = np.zeros(len(near), np.bool_)
        for kind, links in snapshot.links.items():
            if kind is Knows or not people:
                found[links.target[near[links.source]]] = True
                found[links.source[near[links.target]]] = True
        if people:
            found[residents.stop :] = False
        else:
            found[: residents.stop] = False
        return set(np.flatnonzero(found).tolist())

    return linked


def _mask(snapshot: Snapshot, chosen: set[int]) -> Mask:
    keep = np.zeros(len(snapshot.ids), np.bool_)
    keep[list(chosen)] = True
    return keep


def _about_people(
    snapshot: Snapshot, visible: dict[type[Relation], Links], keep: Mask
) -> tuple[Mask, Mask]:
    """Which nodes are seen to be linked to a resident who is kept, and which to one who is not."""
    people = len(snapshot.residents)
    seen, hidden = (np.zeros(len(snapshot.ids), np.bool_) for _ in range(2))
    for relation, links in snapshot.links.items():
        for ends, others in ((links.source, links.target), (links.target, links.source)):
            personal = others < people
            near, far = ends[personal], others[personal]
            kept = keep[far]
            hidden[near[~kept]] = True
            if relation in visible:
                seen[near[kept]] = True
    return seen, hidden


def _part(snapshot: Snapshot, keep: Mask) -> Snapshot:
    """The snapshot of the nodes that are kept and the relations between them."""
    if keep.all():
        return snapshot
    new = np.cumsum(keep, dtype=np.int32) - 1
    kept = keep.tolist()
    ranges: dict[type[Node], range] = {}
    columns = {}
    start = 0
    for kind, span in snapshot.ranges.items():
        mine = kept[span.start : span.stop]
        columns[kind] = {
            name: [value for value, stays in zip(values, mine, strict=True) if stays]
            for name, values in snapshot.columns[kind].items()
        }
        ranges[kind] = range(start, start + sum(mine))
        start = ranges[kind].stop
    links = {}
    for relation, rows in snapshot.links.items():
        chosen = np.flatnonzero(keep[rows.source] & keep[rows.target])
        if len(chosen):
            order = chosen.tolist()
            links[relation] = Links(
                source=new[rows.source[chosen]].astype(np.int32),
                target=new[rows.target[chosen]].astype(np.int32),
                properties={n: [v[i] for i in order] for n, v in rows.properties.items()},
                provenance=[rows.provenance[i] for i in order],
            )
    return replace(
        snapshot,
        ids=[node for node, stays in zip(snapshot.ids, kept, strict=True) if stays],
        ranges=ranges,
        columns=columns,
        links=links,
        provenance=[p for p, stays in zip(snapshot.provenance, kept, strict=True) if stays],
        guards=moved(snapshot.guards, np.where(keep, new, -1).astype(np.int32)),
    )


def _visible_columns(
    snapshot: Snapshot, purpose: Purpose
) -> dict[type[Node], dict[str, list[Any]]]:
    columns = {}
    for kind, values in snapshot.columns.items():
        columns[kind] = {
            name: column
            if purpose.sees(kind.properties[name].sensitivity)
            else [kind.model_fields[name].default] * len(column)
            for name, column in values.items()
        }
    return columns


def _visible_links(snapshot: Snapshot) -> dict[type, Links]:
    links = {}
    for kind, rows in snapshot.links.items():
        properties = {
            name: values
            if snapshot.purpose.sees(kind.properties[name].sensitivity)
            else [kind.model_fields[name].default] * len(values)
            for name, values in rows.properties.items()
        }
        links[kind] = replace(rows, properties=properties)
    return links


def _without_sources(snapshot: Snapshot) -> Snapshot:
    """The snapshot without the names of files and workshops, which are nobody's outside."""
    bare: dict[Provenance, Provenance] = {}

    def unnamed(rows: Sequence[Provenance]) -> list[Provenance]:
        for one in set(rows) - bare.keys():
            bare[one] = replace(one, source="")
        return [bare[one] for one in rows]

    return replace(
        snapshot,
        provenance=unnamed(snapshot.provenance),
        links={
            kind: replace(links, provenance=unnamed(links.provenance))
            for kind, links in snapshot.links.items()
        },
    )
