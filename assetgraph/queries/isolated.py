"""Who is not part of it yet: alone, hanging by a thread, or simply not known to us."""

from __future__ import annotations

from datetime import timedelta

from assetgraph.matching.field import Field
from assetgraph.matching.voices import Understanding
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.answers import Certainty, Missing, Ref, Status
from assetgraph.queries.hooks import Hooks
from assetgraph.queries.knowledge import TWO_YEARS
from assetgraph.queries.meeting import Meeting
from assetgraph.queries.standing import Standings
from assetgraph.vocabulary import vocabulary

_URGENCY = list(Status)


def isolated(
    snapshot: Snapshot,
    *,
    top: int | None = None,
    not_asked_for: timedelta = TWO_YEARS,
    meeting: Meeting | None = None,
    understanding: Understanding | None = None,
) -> list[Missing]:
    """Residents without ties, on one thread, or not in the picture; most pressing first.

    Isolated: something is known of them, and they know nobody but professionals. By a thread: as
    `assetgraph.queries.standing` says. Not in the picture: nothing is known but a name and an
    address, or nothing was heard for longer than `not_asked_for`; that says nothing about being
    alone, and so comes before the other two. Professionals are not listed, and ties to them lift
    nobody. Within a status those with the fewest hooks come first, then by name and id.
    """
    standings = Standings(snapshot, not_asked_for=not_asked_for)
    ties, knowledge = standings.ties, standings.knowledge
    field = Field(snapshot, understanding or vocabulary())
    hooks = Hooks(field, meeting or Meeting.within(snapshot), standings.households)
    found = []
    for person, node in enumerate(ties.people.tolist()):
        standing = standings.of(person)
        if standing is None:
            continue
        certainty, doubts = knowledge.of(person, *standing.doubts)
        if standing.status is Status.NOT_IN_PICTURE:
            certainty = Certainty.LOW
        found.append(
            Missing(
                resident=Ref.of(snapshot, node),
                status=standing.status,
                ties=int(ties.degree[person]),
                professional_ties=int(standings.professional[person]),
                reasons=standing.reasons,
                hooks=hooks.of(person),
                household_ties=int(standings.at_home[person]),
                last_heard=knowledge.heard(person),
                certainty=certainty,
                doubts=doubts,
            )
        )
    found.sort(
        key=lambda one: (
            _URGENCY.index(one.status),
            one.ties,
            len(one.hooks),
            one.resident.name,
            one.resident.id,
        )
    )
    return found[:top]
