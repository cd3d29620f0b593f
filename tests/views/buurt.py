"""A small fictional neighbourhood in which each of the six blocks has something."""

from __future__ import annotations

from datetime import date

from assetgraph.matching.reasons import Reason
from assetgraph.matching.weights import Kind
from assetgraph.messages import Message, say
from assetgraph.model.choices import ExchangeSort, Unit
from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Activity, Group, Institution, Place, Resident, Story
from assetgraph.model.relations import About, Offers, Supports, ToldBy, WorksWith
from assetgraph.model.snapshot import Provenance, Snapshot
from assetgraph.queries.answers import (
    Certainty,
    Connector,
    ConnectorKind,
    Match,
    Parts,
    Reach,
    Ref,
    Room,
)
from tests.snapshots import Neighbourhood

SAID = Provenance(date(2026, 1, 12), date(2026, 2, 9), "werkplaats in de hub")


def vlinderbuurt() -> Neighbourhood:
    """José knows Fatima well, Noor keeps to herself, Wil works here."""
    buurt = Neighbourhood()
    buurt.resident(
        "José Brandão",
        talents=["fado zingen", "fietsen maken"],
        wishes=["Nederlands oefenen"],
        groups=["Soepclub"],
        places=["Hub De Vlinder"],
        nominates=["Fatima Aziz"],
        languages=("Portugees", "Nederlands"),
        street="Rupsstraat",
        house_number="12",
    )
    buurt.resident(
        "Fatima Aziz", talents=["soep koken"], groups=["Soepclub"], avoids=["Noor de Wit"]
    )
    buurt.resident("Noor de Wit", dreams=["een tuin met bijen"])
    buurt.resident("Wil Post", professional=True, roles=["opbouwwerker"])
    buurt.knows("José Brandão", "Fatima Aziz", 2)
    buurt.knows("Fatima Aziz", "José Brandão", 4)
    buurt.knows("Wil Post", "Fatima Aziz")
    buurt.place("Hub De Vlinder", hub=True, opening_hours="ma-vr 9-17", lat=52.1, lon=4.9)
    buurt.node(Group, "Soepclub", activity="koken en samen eten", moment="dinsdag")
    buurt.gathers("Soepclub", "Hub De Vlinder")
    ruil = buurt.exchange("José Brandão", ExchangeSort.OFFER, "band plakken", "Fatima Aziz")
    buurt.nodes[next(k for k in buurt.nodes if k.kind == "exchange")][ruil].update(
        day=date(2026, 2, 1), amount=1.5, unit=Unit.MAKKIE
    )
    story = buurt.node(Story, "De brug van 1962", text="Iedereen liep er de eerste dag overheen.")
    buurt.link(ToldBy, story, buurt.node(Resident, "Fatima Aziz"))
    buurt.link(About, story, buurt.node(Place, "Hub De Vlinder"))
    care = buurt.node(Institution, "Zorg Nabij", sort="zorgaanbieder")
    buurt.link(WorksWith, care, buurt.node(Institution, "Welzijn De Kade"))
    buurt.link(Offers, care, buurt.node(Activity, "inloop op maandag"))
    buurt.link(Supports, care, buurt.node(Resident, "Noor de Wit"))
    return buurt


def with_sources(snapshot: Snapshot) -> Snapshot:
    """The same snapshot, each node said at one workshop."""
    return Snapshot(
        snapshot.purpose,
        snapshot.day,
        snapshot.ids,
        snapshot.ranges,
        snapshot.columns,
        snapshot.links,
        [SAID] * len(snapshot.ids),
        snapshot.buurt,
    )


def in_a_row(snapshot: Snapshot) -> dict[str, tuple[float, float]]:
    """A place for each node without any layout."""
    return {node: (80.0 * (i % 5), 80.0 * (i // 5)) for i, node in enumerate(snapshot.ids)}


def small(purpose: Purpose = Purpose.MAP) -> Snapshot:
    """The neighbourhood as a snapshot with sources."""
    return with_sources(vlinderbuurt().snapshot(purpose))


def connector(snapshot: Snapshot, name: str) -> Connector:
    """Somebody of whom a question said that they connect."""
    known = dict(zip(snapshot.names, snapshot.ids, strict=True))
    ref = Ref(known.get(name, "resident-gone"), name)
    joins = say("connectors.joins.groups", one="Soepclub", other="Fietsploeg")
    reason = say("connectors.reason.named", n=2, name=name)
    return Connector(
        ref,
        score=0.5,
        degree=2,
        betweenness=0.4,
        constraint=0.3,
        effective_size=1.5,
        nominations=2,
        connects=(joins,),
        reasons=(reason,),
        kind=ConnectorKind.SPANS,
        stands_out="between",
        parts=Parts(0.2, 0.1, 0.1, 0.05, 0.05),
        reach=Reach(2, 1, 1, 1, 1),
        room=Room.SOME,
        certainty=Certainty.HIGH,
        doubts=(),
    )


def matches(snapshot: Snapshot) -> dict[str, list[Match]]:
    """One suggestion: José could meet Fatima, who cooks."""
    ids = dict(zip(snapshot.names, snapshot.ids, strict=True))
    one, other = "José Brandão", "Fatima Aziz"
    words = {"asker": one, "giver": other, "wish": "een kookboek maken", "offer": "soep koken"}
    reason = Reason(Kind.WISH, 1.0, Message("matches.reason.wish", words), ())
    step = say("matches.step.asked", partner=other, moment=say("matches.moment.once"))
    met = Match(Ref(ids[one], one), Ref(ids[other], other), 1.0, True, (reason,), None, None, step)
    return {ids[one]: [met]}
