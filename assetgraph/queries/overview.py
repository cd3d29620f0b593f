"""The neighbourhood on one screen: what is known, and what is missing, by block and street."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from assetgraph.analysis.parts import components
from assetgraph.messages import Message, say
from assetgraph.model.kinds import Relation
from assetgraph.model.labels import Block
from assetgraph.model.nodes import (
    Exchange,
    Group,
    Institution,
    Place,
    Resident,
    Story,
    Talent,
    Wish,
)
from assetgraph.model.relations import (
    About,
    BelongsTo,
    Can,
    ComesTo,
    ContactOf,
    DreamsOf,
    MadeBy,
    MadeWith,
    MemberOf,
    ToldBy,
    Uses,
    Wants,
    WorksWith,
)
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.answers import Certainty, Status
from assetgraph.queries.connectors import connectors
from assetgraph.queries.standing import Standings
from assetgraph.queries.summaries import BlockLine, Overview, StreetLine

CONNECTORS = 3


def overview(snapshot: Snapshot, *, top: int | None = None) -> list[Overview]:
    """One summary of a neighbourhood; nothing where nothing is on the map.

    For each building block of how many residents, places or organisations something is known; for
    each street, the largest first, of how many residents something is known beside name and
    address. `top` limits the streets. Whom organisations support is not looked at.
    """
    if not snapshot.ids:
        return []
    return [_Found(snapshot).overview(top)]


class _Found:
    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._standings = Standings(snapshot)
        self._ties = self._standings.ties
        self._people = set(self._ties.people.tolist())

    def overview(self, top: int | None) -> Overview:
        snapshot, knowledge = self._snapshot, self._standings.knowledge
        statuses = Counter(self._standings.statuses().values())
        heard = [provenance.last_confirmed for provenance in snapshot.provenance]
        notes = list(knowledge.small)
        if knowledge.coverage < 1 and self._ties.n and knowledge.few_speak() not in notes:
            notes.append(knowledge.few_speak())
        return Overview(
            day=snapshot.day,
            buurt=snapshot.buurt,
            residents=self._ties.n,
            professionals=len(snapshot.residents) - self._ties.n,
            blocks=tuple(self._blocks()),
            streets=tuple(self._streets()[:top]),
            ties=len(self._ties),
            parts=sum(len(part) > 1 for part in components(self._ties)),
            isolated=statuses[Status.ISOLATED],
            by_a_thread=statuses[Status.BY_A_THREAD],
            not_in_picture=statuses[Status.NOT_IN_PICTURE],
            connectors=tuple(
                one.resident
                for one in connectors(snapshot, top=CONNECTORS)
                if one.betweenness or one.nominations or one.connects
            ),
            last_heard=max(heard, default=None),
            certainty=Certainty.LOW if knowledge.small else knowledge.overall,
            notes=tuple(notes),
        )

    def _blocks(self) -> Iterable[BlockLine]:
        snapshot, everybody = self._snapshot, self._ties.n
        talented = self._having(Can, Wants, DreamsOf)
        yield self._line(
            Block.TALENTS,
            len(talented),
            everybody,
            [
                self._count("talents", len(snapshot.ranges[Talent])),
                self._count("wishes", len(snapshot.ranges[Wish])),
            ],
        )
        tied = {node for node in self._people if self._ties.degree[self._ties.position[node]]}
        yield self._line(
            Block.TIES,
            len(tied | self._having(MemberOf, ContactOf)),
            everybody,
            [
                self._count("ties", len(self._ties)),
                self._count("groups", len(snapshot.ranges[Group])),
            ],
        )
        places = snapshot.ranges[Place]
        visited = set(snapshot.relation(ComesTo).target.tolist())
        yield self._line(
            Block.PLACES,
            len(visited & set(places)),
            len(places),
            [self._count("places", len(places))],
        )
        trading = self._at_far_end(MadeBy, MadeWith)
        yield self._line(
            Block.ECONOMY,
            len(trading),
            everybody,
            [self._count("exchanges", len(snapshot.ranges[Exchange]))],
        )
        telling = self._at_far_end(ToldBy, About)
        yield self._line(
            Block.STORIES,
            len(telling),
            everybody,
            [self._count("stories", len(snapshot.ranges[Story]))],
        )
        institutions = snapshot.ranges[Institution]
        works = snapshot.relation(WorksWith)
        working = {*works.source.tolist(), *works.target.tolist()}
        present = {*snapshot.relation(Uses).source.tolist()}
        present |= set(snapshot.relation(BelongsTo).target.tolist())
        yield self._line(
            Block.INSTITUTIONS,
            len((working | present) & set(institutions)),
            len(institutions),
            [self._count("institutions", len(institutions))],
        )

    def _line(self, block: Block, known: int, of: int, counts: list[Message]) -> BlockLine:
        name = block.name.lower()
        if not of or not any(message.values["n"] for message in counts):
            missing = Message(f"overview.nothing.{name}")
        elif known < of:
            missing = Message(f"overview.missing.{name}", {"n": of - known})
        else:
            missing = say("overview.complete")
        return BlockLine(
            block=block.value,
            name=Message(f"overview.block.{name}"),
            known=known,
            of=of,
            share=round(known / of, 4) if of else 0.0,
            counts=tuple(counts),
            missing=missing,
        )

    def _streets(self) -> list[StreetLine]:
        streets = self._snapshot.values(Resident, "street")
        told = self._standings.knowledge.told
        lines: dict[str | None, list[int]] = {}
        for person, node in enumerate(self._ties.people.tolist()):
            lines.setdefault(streets[node] or None, []).append(person)
        found = []
        for street, people in lines.items():
            known = sum(person in told or bool(self._ties.degree[person]) for person in people)
            tied = sum(bool(self._ties.degree[person]) for person in people)
            missing = (
                say("overview.street.missing", n=len(people) - known)
                if known < len(people)
                else say("overview.street.all")
            )
            found.append(
                StreetLine(street, len(people), known, tied, round(known / len(people), 4), missing)
            )
        found.sort(key=lambda line: (line.street is None, -line.residents, line.street or ""))
        return found

    def _having(self, *kinds: type[Relation]) -> set[int]:
        """The residents, professionals aside, from whom one of these relations leads."""
        sources = (self._snapshot.relation(kind).source.tolist() for kind in kinds)
        return {node for nodes in sources for node in nodes} & self._people

    def _at_far_end(self, *kinds: type[Relation]) -> set[int]:
        targets = (self._snapshot.relation(kind).target.tolist() for kind in kinds)
        return {node for nodes in targets for node in nodes} & self._people

    def _count(self, plural: str, n: int) -> Message:
        return Message(f"overview.count.{plural}", {"n": n})
