"""Who is at a group or place: those who take part, who are its contact, or who come there."""

from __future__ import annotations

from assetgraph.analysis.ties import Ties
from assetgraph.model.nodes import Group, Place
from assetgraph.model.relations import ComesTo, ContactOf, MemberOf
from assetgraph.model.snapshot import Snapshot


def gathered(snapshot: Snapshot, ties: Ties, node: int) -> frozenset[int]:
    """The positions of the people of a group or place; of another node, nobody."""
    at = ties.position
    if node in snapshot.ranges[Group]:
        members, contacts = snapshot.relation(MemberOf), snapshot.relation(ContactOf)
        who = members.sources(node) + contacts.sources(node)
    elif node in snapshot.ranges[Place]:
        who = snapshot.relation(ComesTo).sources(node)
    else:
        who = []
    return frozenset(at[one] for one in who if one in at)
