"""A few people and things with every difficulty that an export has to bring over."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from assetgraph.model.changeset import node_id
from assetgraph.model.choices import Closeness, Daypart, ExchangeSort, Steering, Timeline, Unit
from assetgraph.model.consent import Consent, LawfulBasis, Purpose
from assetgraph.model.kinds import NODE_KINDS, Node, Relation
from assetgraph.model.nodes import (
    Activity,
    Exchange,
    Group,
    Institution,
    Place,
    Resident,
    Story,
    Talent,
)
from assetgraph.model.relations import (
    About,
    Avoids,
    Can,
    ComesTo,
    ContactOf,
    Knows,
    MadeBy,
    MadeWith,
    MemberOf,
    Offers,
    Supports,
    ToldBy,
    WorksWith,
)
from assetgraph.model.snapshot import Links, Provenance, Snapshot

DAY = date(2026, 3, 1)
SAID = Provenance(date(2026, 1, 5), date(2026, 2, 5), "workshop in de hub")

FATIMA = "Fatima Bouali"
FORMULAS = ("=1+1", "+31 6 12345678", "@buur", "-streepje", "\tinspringen")

NODES: list[tuple[type[Node], str, dict[str, Any]]] = [
    (
        Resident,
        FATIMA,
        {
            "code": "B001",
            "street": "Lindestraat",
            "house_number": "10-2",
            "postcode": "1099 AB",
            "lat": 52.3602,
            "lon": -4.5,
            "languages": ("Nederlands", "Arabisch"),
            "dayparts": (Daypart.MORNING, Daypart.EVENING),
            "avoids_names": ("Nel van ver",),
            "consent": (
                Consent(purpose=Purpose.MAP, basis=LawfulBasis.CONSENT),
                Consent(purpose=Purpose.MATCH, withdrawn_on=date(2026, 2, 1)),
                Consent(purpose=Purpose.PUBLISH, until=date(2027, 1, 1)),
            ),
        },
    ),
    (Resident, "Jan Bakker", {"code": "B002", "consent": ()}),
    (Resident, "jan  bakker", {"house_number": "3"}),
    (Resident, "Joop 🌳 Visser", {"professional": True}),
    (Resident, "Mei; Chen", {"professional": False}),
    *((Resident, name, {}) for name in FORMULAS),
    (Talent, "soep koken, voor velen", {}),
    (Talent, "zingen", {}),
    (Group, "Dinsdagkoks", {"activity": "Koken; en eten", "steering": Steering.BY}),
    (Group, FATIMA, {}),
    (Place, "Buurthub De Linde", {"hub": True, "lat": 52.36, "lon": 4.9}),
    (
        Exchange,
        "oppassen",
        {
            "sort": ExchangeSort.SWAP,
            "day": date(2026, 2, 3),
            "amount": 1.5,
            "unit": Unit.HOUR,
        },
    ),
    (
        Story,
        "De strenge winter",
        {
            "text": "De vaart was dicht.\nIedereen schaatste.",
            "from_year": 1963,
            "timelines": (Timeline.BUURT, Timeline.SOCIAL_DOMAIN),
            "topics": ("schaatsen",),
        },
    ),
    (Institution, "Welzijn Oost", {"sort": "welzijn", "contact": "Samira"}),
    (Institution, "De Sleutel", {}),
    (Activity, "open inloop", {}),
]

LINKS: list[tuple[type[Relation], str, str, dict[str, Any]]] = [
    (Can, FATIMA, "soep koken, voor velen", {}),
    (Can, FATIMA, "zingen", {}),
    (Knows, FATIMA, "Jan Bakker", {"closeness": Closeness.CLOSE}),
    (Knows, FATIMA, "jan  bakker", {"closeness": Closeness.GREETS}),
    (Knows, "Jan Bakker", "Mei; Chen", {"closeness": 2}),
    (MemberOf, "Jan Bakker", "Dinsdagkoks", {}),
    (ContactOf, "Jan Bakker", "Dinsdagkoks", {}),
    (ComesTo, FATIMA, "Buurthub De Linde", {}),
    (Avoids, FATIMA, "Joop 🌳 Visser", {}),
    (MadeBy, "oppassen", FATIMA, {}),
    (MadeWith, "oppassen", "De Sleutel", {}),
    (ToldBy, "De strenge winter", "Joop 🌳 Visser", {}),
    (About, "De strenge winter", "Dinsdagkoks", {}),
    (WorksWith, "Welzijn Oost", "De Sleutel", {}),
    (Offers, "Welzijn Oost", "open inloop", {}),
    (Supports, "Welzijn Oost", "Joop 🌳 Visser", {}),
]


def id_of(kind: type[Node], name: str) -> str:
    """The id of a node of this buurt; namesakes differ by how they are written."""
    return node_id(kind, name)


def buurt() -> Snapshot:
    """The buurt as a snapshot of everything."""
    found = sorted(
        ((kind, id_of(kind, name), name, props) for kind, name, props in NODES),
        key=lambda node: (list(NODE_KINDS.values()).index(node[0]), node[1]),
    )
    ids = [node for _, node, _, _ in found]
    ranges: dict[type[Node], range] = {}
    columns: dict[type[Node], dict[str, list[Any]]] = {}
    start = 0
    for kind in NODE_KINDS.values():
        rows = [{kind.naming(): name, **props} for k, _, name, props in found if k is kind]
        ranges[kind] = range(start, start + len(rows))
        start += len(rows)
        columns[kind] = {
            name: [
                row.get(name, None if p.required else kind.model_fields[name].default)
                for row in rows
            ]
            for name, p in kind.properties.items()
        }
    return Snapshot(
        purpose=Purpose.ALL,
        day=DAY,
        ids=ids,
        ranges=ranges,
        columns=columns,
        links=_links({(kind, name): i for i, (kind, _, name, _) in enumerate(found)}),
        provenance=[SAID] * len(ids),
    )


def _links(index: dict[tuple[type[Node], str], int]) -> dict[type[Relation], Links]:
    def at(kinds: tuple[type[Node], ...], name: str) -> int:
        return next(index[kind, name] for kind in kinds if (kind, name) in index)

    links = {}
    for relation in {link[0]: None for link in LINKS}:
        stated = sorted(
            (at(relation.sources, one), at(relation.targets, other), i)
            for i, (kind, one, other, _) in enumerate(LINKS)
            if kind is relation
        )
        links[relation] = Links(
            source=np.array([one for one, _, _ in stated], np.int32),
            target=np.array([other for _, other, _ in stated], np.int32),
            properties={
                name: [LINKS[i][3][name] for _, _, i in stated] for name in relation.properties
            },
            provenance=[SAID] * len(stated),
        )
    return links
