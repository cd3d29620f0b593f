"""What holds introductions back, read from everything before a purpose hides the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assetgraph.model.relations import Avoids, ComesTo, ContactOf, GathersAt, MemberOf
from assetgraph.model.snapshot import Guards, Indices, Snapshot


def guards_of(snapshot: Snapshot) -> Guards:
    """The guards of a snapshot that shows everything."""
    avoids = snapshot.relation(Avoids)
    pairs = zip(avoids.source.tolist(), avoids.target.tolist(), strict=True)
    return Guards(
        frozenset(
            (one, there)
            for pair in pairs
            for one, other in (pair, pair[::-1])
            for there in _seen_at(snapshot, other)
        )
    )


def moved(guards: Guards, new: Indices) -> Guards:
    """The guards after nodes got other indices, `new` by old index; -1 for those that went."""
    unwelcome = frozenset(
        (int(new[one]), int(new[there]))
        for one, there in guards.unwelcome
        if new[one] >= 0 and new[there] >= 0
    )
    return replace(guards, unwelcome=unwelcome)


def _seen_at(snapshot: Snapshot, resident: int) -> Iterator[int]:
    """The groups somebody takes part in, and where they come, also with a group."""
    yield from snapshot.relation(ComesTo).targets(resident)
    gathers = snapshot.relation(GathersAt)
    for kind in (MemberOf, ContactOf):
        for group in snapshot.relation(kind).targets(resident):
            yield group
            yield from gathers.targets(group)
