"""What is missing for somebody whom a plan cannot serve, in words that say what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assetgraph.matching.field import Field
from assetgraph.messages import Message, say

NAMED = 3
"""People, or texts, that a sentence names."""


def what_is_missing(
    field: Field, person: int, able: Sequence[int], asked: Mapping[int, int]
) -> tuple[Message, ...]:
    """Why somebody (a position) is in no plan; `able` are partners who would fit.

    `asked` says in how many introductions of the plan each takes part.
    """
    name = field.name(person)
    if not field.room[person]:
        return (say("plan.missing.no-room", name=name),)
    if able:
        full = sorted(able, key=lambda other: (-asked.get(other, 0), field.rank[other]))
        names = [field.name(other) for other in full[:NAMED]]
        return (say("plan.missing.full", name=name, names=names, n=len(able)),)
    voice, life = field.voices[person], field.lives[person]
    said = [*voice.asks, *voice.offers]
    if not said and not life.groups and not life.places:
        return (say("plan.missing.nothing-told", name=name),)
    found = []
    unread = sorted({one.text for one in said if not one.known})
    if unread:
        found.append(say("plan.missing.not-understood", texts=unread[:NAMED], n=len(unread)))
    asks = sorted({one.text for one in voice.asks if one.known})
    if asks:
        found.append(say("plan.missing.nobody-offers", name=name, texts=asks[:NAMED]))
    found.append(say("plan.missing.nobody-shares", name=name))
    return tuple(found)
