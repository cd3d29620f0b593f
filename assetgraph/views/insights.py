"""What the questions say about a snapshot, as far as its purpose lets a map show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assetgraph.model.consent import Purpose
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries import question
from assetgraph.queries.answers import Connector, Match

MATCHES_FOR = 400
"""Up to this number of residents a map for matching holds suggestions for everyone; above it only
for the one that it is drawn around."""
EACH, AROUND = 3, 6
"""How many suggestions there are for each resident, and for the one a map is drawn around."""


@dataclass(frozen=True)
class Insights:
    """Who connects, around whom the circle can grow, and who could meet whom; ids of residents."""

    connectors: Sequence[Connector] = ()
    widen: Sequence[str] = ()
    matches: Mapping[str, Sequence[Match]] = field(default_factory=dict)


def insights(snapshot: Snapshot, *, around: str | None = None) -> Insights:
    """The insights that a map of this snapshot may show.

    What is published says nothing about who connects or who is alone; suggestions are only in a
    map for matching.
    """
    if snapshot.purpose is Purpose.PUBLISH:
        return Insights()
    return Insights(
        question("connectors").ask(snapshot),
        [one.resident.id for one in question("isolated").ask(snapshot)],
        _matches(snapshot, around) if snapshot.purpose is Purpose.MATCH else {},
    )


def _matches(snapshot: Snapshot, around: str | None) -> dict[str, list[Match]]:
    ask = question("matches").ask
    found: list[Match] = []
    if around is not None:
        found = ask(snapshot, resident=around, top=AROUND)
    elif len(snapshot.residents) <= MATCHES_FOR:
        found = ask(snapshot, top=EACH)
    by_person: dict[str, list[Match]] = {}
    for match in found:
        if match.resident is not None:
            by_person.setdefault(match.resident.id, []).append(match)
    return by_person
