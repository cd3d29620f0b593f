"""Who may be recorded twice: pairs of residents, with what speaks for and against."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from assetgraph.matching.same_person import Evidence, Registry
from assetgraph.model.nodes import Resident
from assetgraph.model.snapshot import Snapshot
from assetgraph.model.text import fold
from assetgraph.queries.answers import Ref

LIKELY, WORTH_A_LOOK = 0.9, 0.25
"""The chance from which a pair is called likely, and from which it is listed."""


@dataclass(frozen=True)
class Duplicate:
    """Two residents who may be one person; somebody has to look."""

    one: Ref
    other: Ref
    called: tuple[str, str]
    """What a command may call each: the code, else a name that nobody shares, else the id."""
    score: float
    """0…1: the chance that they are one, by the evidence."""
    likely: bool
    reasons: tuple[Evidence, ...]
    """What weighs most for it first, what speaks against it last; in bits."""


def duplicates(
    snapshot: Snapshot, *, top: int | None = None, least: float = WORTH_A_LOOK
) -> list[Duplicate]:
    """Pairs of residents who may be one person, likeliest first.

    Pairs of whom somebody said that they are not the same are left out. Nothing is merged here.
    """
    registry, called = Registry(snapshot), _called(snapshot)
    found = [registry.weigh(one, other) for one, other in registry.candidates()]
    listed = sorted(
        (pair for pair in found if pair.chance >= least),
        key=lambda pair: (-pair.chance, snapshot.ids[pair.one], snapshot.ids[pair.other]),
    )
    return [
        Duplicate(
            Ref.of(snapshot, pair.one),
            Ref.of(snapshot, pair.other),
            (called[pair.one], called[pair.other]),
            round(pair.chance, 4),
            pair.chance >= LIKELY,
            pair.evidence,
        )
        for pair in listed[:top]
    ]


def _called(snapshot: Snapshot) -> list[str]:
    """What a command may call each resident, by index."""
    names = [snapshot.names[i] or "" for i in snapshot.residents]
    borne = Counter(map(fold, names))
    codes = snapshot.values(Resident, "code")
    return [
        code or (name if borne[fold(name)] == 1 else snapshot.ids[i])
        for i, (name, code) in enumerate(zip(names, codes, strict=True))
    ]
