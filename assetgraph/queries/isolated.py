"""Who is not part of it yet: alone, hanging by a thread, or simply not known to us."""

from __future__ import annotations

from assetgraph.analysis.threads import Thread, threads
from assetgraph.analysis.ties import Ties, professional_ties
from assetgraph.matching.field import Field
from assetgraph.matching.voices import Understanding
from assetgraph.messages import Message, say
from assetgraph.model.kinds import RELATION_KINDS
from assetgraph.model.labels import Sensitivity
from assetgraph.model.nodes import Resident
from assetgraph.model.relations import Knows
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.answers import Missing, Ref, Status
from assetgraph.queries.hooks import Hooks
from assetgraph.vocabulary import vocabulary

_TELLING = ("languages", "dayparts")
"""What is more than a name, an address and what they agreed to."""

_URGENCY = list(Status)


def isolated(
    snapshot: Snapshot, *, top: int | None = None, understanding: Understanding | None = None
) -> list[Missing]:
    """Residents without ties, on one thread, or not in the picture; most pressing first.

    Isolated: something is known of them, and they know nobody but professionals. By a thread: as
    `threads` defines it. Not in the picture: nothing is known but a name and an address; that says
    nothing about being alone. Professionals are not listed, and ties to them lift nobody.
    Within a status those with the fewest hooks come first, then by name and id.
    """
    field = Field(snapshot, understanding or vocabulary())
    ties = field.ties
    hanging = threads(ties)
    paid = professional_ties(snapshot, ties)
    told = _told_of(snapshot)
    hooks = Hooks(field)
    found = []
    for person, node in enumerate(ties.people.tolist()):
        known, helped = int(ties.degree[person]), int(paid[person])
        if known and person not in hanging:
            continue
        ref = Ref.of(snapshot, node)
        if known:
            status = Status.BY_A_THREAD
            reasons = _thread(snapshot, ties, hanging[person], own=node in told)
        elif node in told or helped:
            status, reasons = Status.ISOLATED, [say("isolated.reason.no-ties", name=ref.name)]
        else:
            status, reasons = Status.NOT_IN_PICTURE, [say("isolated.reason.unknown", name=ref.name)]
        if helped:
            reasons.append(say("isolated.reason.professionals", n=helped, name=ref.name))
        found.append(Missing(ref, status, known, helped, tuple(reasons), hooks.of(person)))
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


def _told_of(snapshot: Snapshot) -> set[int]:
    """The residents of whom something is known beside name, address, consent and ties.

    Restricted facts say nothing here, so that the answer is the same for every purpose.
    """
    told: set[int] = set()
    for name in _TELLING:
        told.update(node for node, value in enumerate(snapshot.values(Resident, name)) if value)
    for kind in RELATION_KINDS.values():
        if kind is Knows or kind.sensitivity is Sensitivity.RESTRICTED:
            continue
        links = snapshot.relation(kind)
        if Resident in kind.sources:
            told.update(links.source.tolist())
        if Resident in kind.targets:
            told.update(links.target[links.target < len(snapshot.residents)].tolist())
    return told


def _thread(snapshot: Snapshot, ties: Ties, thread: Thread, *, own: bool) -> list[Message]:
    def name(person: int) -> str:
        return snapshot.names[int(ties.people[person])]

    me, via = name(thread.person), name(thread.via)
    if len(ties.neighbours[thread.person]) == 1:
        reasons = [say("isolated.reason.one-tie", name=me, via=via)]
    else:
        circle = sorted(name(other) for other in thread.circle)
        reasons = [say("isolated.reason.one-road", name=me, via=via, circle=circle)]
    if not own:
        reasons.append(say("isolated.reason.only-named", name=me))
    return reasons
