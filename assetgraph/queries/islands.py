"""Eilanden: parts that do not touch, the easiest tie that joins them, and how groups mix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import combinations
from math import isnan

from assetgraph.analysis.mixing import mixing_of
from assetgraph.analysis.parts import components
from assetgraph.analysis.ties import Ties, resident_ties
from assetgraph.matching.voices import Understanding
from assetgraph.messages import Message, say
from assetgraph.model.nodes import Group, Institution
from assetgraph.model.relations import BelongsTo, ComesTo, Uses, WorksWith
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.answers import Proposal, Ref
from assetgraph.queries.gathered import gathered
from assetgraph.queries.meeting import Meeting
from assetgraph.queries.new_ties import NewTies
from assetgraph.queries.summaries import Island, MixingSort, Part, PartKind

MOST_PARTS = 12
"""Parts of residents that are joined two by two; of more only the largest."""

MOST_PAIRS = 10
"""Pairs of groups, and of organisations, that are told unless all are asked for."""

LEAST_VISITORS = 2
"""As many residents who come to places of two organisations make it worth telling."""

EVEN = 1 / 3
"""Between this E-I index and its negative a group does both: bonding and bridging."""


def islands(
    snapshot: Snapshot,
    *,
    top: int | None = None,
    meeting: Meeting | None = None,
    understanding: Understanding | None = None,
) -> list[Island]:
    """Parts of residents, groups and organisations that do not touch; then how each group mixes.

    With each pair the easiest new tie: who have most in common (`assetgraph.queries.new_ties`).
    People alone are no island: `isolated` tells of them; one part by itself stands in one row.
    Organisations count as apart when they share a place or at least `LEAST_VISITORS` visitors and
    do not work together; whom they support is not looked at. The smallest E-I index (Krackhardt
    and Stern 1988) comes first.
    """
    ties = resident_ties(snapshot)
    found = _Found(snapshot, ties, meeting or Meeting.within(snapshot), understanding)
    rows = [*found.residents(), *found.groups(), *found.organisations(), *found.mixing()]
    return rows[:top]


class _Found:
    def __init__(
        self,
        snapshot: Snapshot,
        ties: Ties,
        meeting: Meeting,
        understanding: Understanding | None,
    ) -> None:
        self._snapshot = snapshot
        self._ties = ties
        self._new_ties = NewTies(snapshot, ties, meeting, understanding)
        self._people = {
            group: people
            for group in snapshot.ranges[Group]
            if (people := gathered(snapshot, ties, group))
        }

    def residents(self) -> Iterator[Island]:
        """The parts of two or more people, each with each; a single one by itself."""
        parts = [part for part in components(self._ties) if len(part) > 1][:MOST_PARTS]
        if len(parts) == 1:
            whole = self._part(parts[0], self._called(parts[0]))
            told = (say("islands.reason.one-whole", n=whole.size),)
            yield Island(PartKind.RESIDENTS, whole, None, None, None, None, None, None, told)
        if len(parts) < 2:
            return
        joined = self._new_ties.joining(parts)
        for (one, other), proposal in zip(combinations(parts, 2), joined, strict=True):
            yield self._pair(
                PartKind.RESIDENTS,
                self._part(one, self._called(one)),
                self._part(other, self._called(other)),
                proposal,
                [say("islands.reason.residents", n=len(one), other=len(other))],
            )

    def groups(self) -> Iterator[Island]:
        """Groups that share nobody and between which nobody knows anybody, largest first."""
        pairs = [
            (one, other)
            for one, other in combinations(sorted(self._people, key=self._largest), 2)
            if not self._touch(self._people[one], self._people[other])
        ]
        for one, other in pairs[:MOST_PAIRS]:
            mine, theirs = self._people[one], self._people[other]
            names = self._snapshot.names[one], self._snapshot.names[other]
            (proposal,) = self._new_ties.joining([mine, theirs])
            yield self._pair(
                PartKind.GROUPS,
                self._part(mine, names[0]),
                self._part(theirs, names[1]),
                proposal,
                [say("islands.reason.groups", one=names[0], other=names[1])],
            )

    def organisations(self) -> Iterator[Island]:
        """Organisations that share a place or visitors and do not work together."""
        snapshot = self._snapshot
        works = snapshot.relation(WorksWith)
        together = {
            frozenset(pair)
            for pair in zip(works.source.tolist(), works.target.tolist(), strict=True)
        }
        found = []
        for one, other in combinations(snapshot.ranges[Institution], 2):
            if frozenset((one, other)) in together:
                continue
            places = self._places(one) & self._places(other)
            visitors = len(self._visitors(one) & self._visitors(other))
            if not places and visitors < LEAST_VISITORS:
                continue
            reasons = self._in_common(one, other, places, visitors)
            found.append(((-len(places), -visitors), one, other, reasons))
        found.sort(key=lambda row: (row[0], snapshot.names[row[1]], snapshot.names[row[2]]))
        for _, one, other, reasons in found[:MOST_PAIRS]:
            refs = Ref.of(snapshot, one), Ref.of(snapshot, other)
            yield self._pair(
                PartKind.ORGANISATIONS,
                Part(refs[0].name, 1, refs[:1]),
                Part(refs[1].name, 1, refs[1:]),
                Proposal(*refs, tuple(reasons)),
                [say("islands.reason.organisations", one=refs[0].name, other=refs[1].name)],
            )

    def mixing(self) -> Iterator[Island]:
        """How each group of two or more mixes, the most inward first."""
        rows = []
        for group, people in self._people.items():
            if len(people) < 2:
                continue
            found = mixing_of(self._ties, people)
            ei = None if isnan(found.ei) else round(found.ei, 6)
            name = self._snapshot.names[group]
            sort = _sort(ei)
            row = Island(
                kind=PartKind.MIXING,
                one=self._part(people, name),
                other=None,
                proposal=None,
                ei=ei,
                mixing=sort,
                inside=found.inside,
                outside=found.outside,
                reasons=(Message(f"islands.mixing.{sort.value}"),),
            )
            rows.append((name, row))
        rows.sort(key=lambda row: (row[1].ei is None, row[1].ei, row[0]))
        yield from (row for _, row in rows)

    def _in_common(self, one: int, other: int, places: set[int], visitors: int) -> list[Message]:
        snapshot = self._snapshot
        reasons = []
        if places:
            names = sorted(snapshot.names[place] for place in places)
            reasons.append(say("islands.reason.place", places=names))
        if visitors:
            reasons.append(say("islands.reason.visitors", n=visitors))
        works = snapshot.relation(WorksWith)
        partners = [
            {*works.targets(node), *works.sources(node)} - {one, other} for node in (one, other)
        ]
        shared = sorted(snapshot.names[node] for node in partners[0] & partners[1])
        if shared:
            reasons.append(say("islands.reason.partner", partners=shared))
        return reasons

    def _places(self, institution: int) -> set[int]:
        uses, belongs = self._snapshot.relation(Uses), self._snapshot.relation(BelongsTo)
        return {*uses.targets(institution), *belongs.sources(institution)}

    def _visitors(self, institution: int) -> set[int]:
        comes = self._snapshot.relation(ComesTo)
        at = self._ties.position
        who = (one for place in self._places(institution) for one in comes.sources(place))
        return {one for one in who if one in at}

    def _touch(self, one: frozenset[int], other: frozenset[int]) -> bool:
        neighbours = self._ties.neighbours
        small, large = sorted((one, other), key=len)
        return bool(one & other) or any(neighbours[a].keys() & large for a in small)

    def _largest(self, group: int) -> tuple[int, str]:
        return -len(self._people[group]), self._snapshot.names[group]

    def _pair(
        self, kind: PartKind, one: Part, other: Part, proposal: Proposal | None, why: list[Message]
    ) -> Island:
        return Island(kind, one, other, proposal, None, None, None, None, tuple(why))

    def _part(self, people: Collection[int], name: str | Message) -> Part:
        refs = [Ref.of(self._snapshot, int(self._ties.people[one])) for one in people]
        refs.sort(key=lambda ref: (ref.name, ref.id))
        return Part(name, len(refs), tuple(refs))

    def _called(self, part: tuple[int, ...]) -> Message:
        """What a part is called: the most of all, or after a group most share, or a person."""
        if 2 * len(part) > int((self._ties.degree > 0).sum()):
            return say("islands.part.most", n=len(part))
        groups = Counter(
            group for group, people in self._people.items() for one in part if one in people
        )
        for group, count in groups.most_common(1):
            if 2 * count > len(part):
                return say("islands.part.around", n=len(part), name=self._snapshot.names[group])
        most = max(part, key=lambda one: (int(self._ties.degree[one]), -one))
        name = self._snapshot.names[int(self._ties.people[most])]
        return say("islands.part.around", n=len(part), name=name)


def _sort(ei: float | None) -> MixingSort:
    if ei is None:
        return MixingSort.UNKNOWN
    if ei <= -EVEN:
        return MixingSort.BONDING
    return MixingSort.BRIDGING if ei >= EVEN else MixingSort.BOTH
