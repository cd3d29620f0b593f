"""Vier wat er tot bloei komt: what grew between two days, and what was lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assetgraph.analysis.ties import resident_ties
from assetgraph.messages import Message
from assetgraph.model.kinds import Node, Relation
from assetgraph.model.nodes import Exchange, Group, Institution, Place, Resident, Story
from assetgraph.model.relations import Can, ContactOf, MemberOf, Wants, WorksWith
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.answers import Status
from assetgraph.queries.standing import Standings
from assetgraph.queries.summaries import Growth, Theme

_NODES: tuple[tuple[Theme, type[Node]], ...] = (
    (Theme.GROUPS, Group),
    (Theme.PLACES, Place),
    (Theme.EXCHANGES, Exchange),
    (Theme.STORIES, Story),
    (Theme.INSTITUTIONS, Institution),
)
_ORDER = list(Theme)

Things = Mapping[tuple[str, ...], str]
"""What there is at a moment: the name of each thing by what identifies it."""


def growth(
    snapshot: Snapshot, *, since: Snapshot | None = None, top: int | None = None
) -> list[Growth]:
    """What came and went between the moment `since` and that of `snapshot`, theme by theme.

    Themes in which there was never anything are left out. `since` None: everything came. Both
    snapshots are for one purpose, so that nobody comes or goes by a consent. Who is no longer
    isolated was so, or hung by a thread, and does neither now; who is not on the map any more does
    not count. `top` limits the themes.
    """
    rows = []
    for theme, now in _things(snapshot).items():
        before = _things(since)[theme] if since is not None else {}
        if now or before:
            rows.append(_row(theme, before, now))
    if since is not None:
        freed = _freed(since, snapshot)
        if freed is not None:
            rows.append(freed)
    rows.sort(key=lambda row: _ORDER.index(row.theme))
    return rows[:top]


def _row(theme: Theme, before: Things, now: Things) -> Growth:
    new = sorted(name for key, name in now.items() if key not in before)
    gone = sorted(name for key, name in before.items() if key not in now)
    return _grown(theme, len(before), len(now), new, gone)


def _grown(theme: Theme, before: int, now: int, new: list[str], gone: list[str]) -> Growth:
    return Growth(
        theme=theme,
        gained=len(new),
        lost=len(gone),
        before=before,
        now=now,
        new=tuple(new),
        gone=tuple(gone),
        text=Message(f"growth.new.{_dashed(theme)}", {"n": len(new)}),
        loss=Message(f"growth.gone.{_dashed(theme)}", {"n": len(gone)}) if gone else None,
    )


def _dashed(theme: Theme) -> str:
    return theme.value.replace("_", "-")


def _things(snapshot: Snapshot) -> dict[Theme, Things]:
    ids, names = snapshot.ids, snapshot.names
    ties = resident_ties(snapshot)
    people: list[int] = ties.people.tolist()
    pairs = (
        sorted((people[one], people[other]), key=lambda node: (names[node], ids[node]))
        for one, other in zip(ties.left.tolist(), ties.right.tolist(), strict=True)
    )
    found: dict[Theme, Things] = {
        Theme.RESIDENTS: {(ids[node],): names[node] for node in people},
        Theme.TIES: {
            tuple(sorted((ids[one], ids[other]))): f"{names[one]} - {names[other]}"
            for one, other in pairs
        },
        Theme.MEMBERSHIPS: _linked(snapshot, MemberOf, ContactOf),
        Theme.TALENTS: _linked(snapshot, Can),
        Theme.WISHES: _linked(snapshot, Wants),
        Theme.COOPERATION: _cooperating(snapshot),
    }
    for theme, kind in _NODES:
        found[theme] = {(ids[node],): names[node] for node in snapshot.ranges[kind]}
    return found


def _linked(snapshot: Snapshot, *kinds: type[Relation]) -> Things:
    """Who has what: professionals are left out."""
    ids, names = snapshot.ids, snapshot.names
    paid = snapshot.values(Resident, "professional")
    return {
        (ids[one], ids[other]): f"{names[one]} - {names[other]}"
        for kind in kinds
        for links in [snapshot.relation(kind)]
        for one, other in zip(links.source.tolist(), links.target.tolist(), strict=True)
        if paid[one] is not True
    }


def _cooperating(snapshot: Snapshot) -> Things:
    ids, names = snapshot.ids, snapshot.names
    works = snapshot.relation(WorksWith)
    pairs = {
        tuple(sorted((one, other), key=lambda node: (names[node], ids[node])))
        for one, other in zip(works.source.tolist(), works.target.tolist(), strict=True)
        if one != other
    }
    return {
        tuple(sorted((ids[one], ids[other]))): f"{names[one]} - {names[other]}"
        for one, other in pairs
    }


@dataclass(frozen=True)
class _Moment:
    """By id: who had no ties or hung by a thread, whoever had a status, and everybody's names."""

    missing: frozenset[str]
    unclear: frozenset[str]
    names: Mapping[str, str]


def _freed(since: Snapshot, snapshot: Snapshot) -> Growth | None:
    """Who was isolated or on a thread and is not now, and the other way round.

    Who is, or was, not in the picture neither gained nor lost: that we do not know.
    """
    before, now = _moment(since), _moment(snapshot)
    if not before.missing and not now.missing:
        return None
    new = sorted(_named(before.missing - now.missing - now.unclear, now.names))
    gone = sorted(_named(now.missing - before.missing - before.unclear, before.names))
    return _grown(Theme.NO_LONGER_ISOLATED, len(before.missing), len(now.missing), new, gone)


def _named(people: frozenset[str], there: Mapping[str, str]) -> Iterator[str]:
    return (there[one] for one in people if one in there)


def _moment(snapshot: Snapshot) -> _Moment:
    statuses = Standings(snapshot).statuses()
    unclear = frozenset(one for one, status in statuses.items() if status is Status.NOT_IN_PICTURE)
    names = {snapshot.ids[node]: snapshot.names[node] for node in snapshot.residents}
    return _Moment(frozenset(statuses) - unclear, unclear, names)
