"""A small builder of snapshots: people and what is said about them, without a store."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np

from assetgraph.matching.courses import pair_mark, step_id
from assetgraph.model.changeset import node_id
from assetgraph.model.choices import Closeness, ExchangeSort
from assetgraph.model.consent import Purpose
from assetgraph.model.introductions import (
    IntroducedAt,
    IntroducedBy,
    Introduces,
    Introduction,
    Stage,
)
from assetgraph.model.kinds import NODE_KINDS, RELATION_KINDS, Node, Relation
from assetgraph.model.nodes import Dream, Exchange, Group, Place, Resident, Role, Talent, Wish
from assetgraph.model.relations import (
    Avoids,
    Can,
    ComesTo,
    DreamsOf,
    GathersAt,
    Knows,
    MadeBy,
    MadeWith,
    MemberOf,
    Nominates,
    TakesRole,
    Wants,
)
from assetgraph.model.snapshot import Links, Provenance, Snapshot

DAY = date(2026, 3, 1)
TODAY = Provenance(DAY, DAY, "gesprek")


class Neighbourhood:
    """Collects nodes and relations by name, and makes a snapshot of them."""

    def __init__(self) -> None:
        self.nodes: dict[type[Node], dict[str, dict[str, Any]]] = {
            kind: {} for kind in NODE_KINDS.values()
        }
        self.links: dict[type[Relation], list[tuple[str, str, dict[str, Any]]]] = {
            kind: [] for kind in RELATION_KINDS.values()
        }
        self.moments: dict[str, Provenance] = {}

    def node(self, kind: type[Node], name: str, **properties: Any) -> str:
        """Adds a node, or properties to one that is there; gives its id."""
        made = node_id(kind, name)
        self.nodes[kind].setdefault(made, {kind.naming(): name}).update(properties)
        return made

    def heard(self, name: str, last: date, *, first: date | None = None) -> None:
        """When a resident was last, and first, heard of; others were on `DAY`."""
        self.moments[node_id(Resident, name)] = Provenance(first or last, last, "gesprek")

    def link(self, kind: type[Relation], source: str, target: str, **properties: Any) -> None:
        """Adds a relation between two ids."""
        self.links[kind].append((source, target, properties))

    def resident(
        self,
        name: str,
        *,
        talents: Iterable[str] = (),
        wishes: Iterable[str] = (),
        dreams: Iterable[str] = (),
        roles: Iterable[str] = (),
        groups: Iterable[str] = (),
        places: Iterable[str] = (),
        nominates: Iterable[str] = (),
        avoids: Iterable[str] = (),
        **properties: Any,
    ) -> str:
        """Adds a resident with what they can, want and do; gives the id."""
        me = self.node(Resident, name, **properties)
        for relation, kind, names in (
            (Can, Talent, talents),
            (Wants, Wish, wishes),
            (DreamsOf, Dream, dreams),
            (TakesRole, Role, roles),
            (MemberOf, Group, groups),
            (ComesTo, Place, places),
            (Nominates, Resident, nominates),
            (Avoids, Resident, avoids),
        ):
            for other in names:
                self.link(relation, me, self.node(kind, other))
        return me

    def knows(self, one: str, other: str, closeness: int | None = None) -> None:
        """`one` says to know `other`; both are residents by name."""
        stated = {} if closeness is None else {"closeness": Closeness(closeness)}
        self.link(Knows, self.node(Resident, one), self.node(Resident, other), **stated)

    def all_know_each_other(self, *names: str, closeness: int | None = None) -> None:
        """Everybody of these says to know the ones named after them."""
        for at, one in enumerate(names):
            for other in names[at + 1 :]:
                self.knows(one, other, closeness)

    def place(self, name: str, **properties: Any) -> str:
        """Adds a place; gives its id."""
        return self.node(Place, name, **properties)

    def gathers(self, group: str, place: str) -> None:
        """A group comes together at a place."""
        self.link(GathersAt, self.node(Group, group), self.node(Place, place))

    def exchange(self, who: str, sort: ExchangeSort, what: str, with_whom: str = "") -> str:
        """Adds an entry of the neighbourhood economy; gives its id."""
        made = self.node(Exchange, what, sort=sort)
        self.link(MadeBy, made, self.node(Resident, who))
        if with_whom:
            self.link(MadeWith, made, self.node(Resident, with_whom))
        return made

    def introduced(
        self,
        one: str,
        other: str,
        stage: Stage = Stage.PROPOSED,
        day: date = DAY,
        *,
        step: int = 1,
        by: str = "",
        place: str = "",
        reasons: Iterable[str] = (),
    ) -> str:
        """Adds a step of an introduction; gives its id."""
        people = [self.node(Resident, name) for name in (one, other)]
        mark = pair_mark(*people)
        made = step_id(mark, stage, day)
        self.nodes[Introduction][made] = {
            "stage": stage, "day": day, "step": step, "pair": mark, "reasons": tuple(reasons),
        }  # fmt: skip
        for at, person in enumerate(people):
            self.link(Introduces, made, person, named_first=not at)
        if by:
            self.link(IntroducedBy, made, self.node(Resident, by))
        if place:
            self.link(IntroducedAt, made, self.node(Place, place))
        return made

    def snapshot(self, purpose: Purpose = Purpose.MATCH, *, seed: int | None = None) -> Snapshot:
        """What a store would give for this purpose, all people having agreed to it.

        A `seed` shuffles the relations, as another order of rows in the sources would.
        """
        ids: list[str] = []
        ranges: dict[type[Node], range] = {}
        columns: dict[type[Node], dict[str, list[Any]]] = {}
        for kind, nodes in self.nodes.items():
            own = sorted(nodes)
            ranges[kind] = range(len(ids), len(ids) + len(own))
            ids.extend(own)
            columns[kind] = {
                name: [nodes[one].get(name, _unknown(kind, name)) for one in own]
                for name in kind.properties
            }
        index = {one: at for at, one in enumerate(ids)}
        links = {
            kind: _links(kind, stated, index, seed)
            for kind, stated in self.links.items()
            if stated and purpose.sees(kind.sensitivity, kind.needed_for)
        }
        said = [self.moments.get(one, TODAY) for one in ids] if self.moments else []
        return Snapshot(purpose, DAY, ids, ranges, columns, links, said)


def _unknown(kind: type[Node], name: str) -> Any:
    default = kind.model_fields[name].default
    return () if default == () else None


def _links(
    kind: type[Relation],
    stated: list[tuple[str, str, dict[str, Any]]],
    index: dict[str, int],
    seed: int | None,
) -> Links:
    if seed is not None:
        stated = random.Random(seed).sample(stated, len(stated))
    return Links(
        np.array([index[source] for source, _, _ in stated], np.int32),
        np.array([index[target] for _, target, _ in stated], np.int32),
        {name: [values.get(name) for _, _, values in stated] for name in kind.properties},
    )
