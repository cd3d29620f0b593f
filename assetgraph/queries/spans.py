"""What somebody joins, in words: groups, streets, languages, or circles of acquaintances."""

from __future__ import annotations

from functools import cached_property

from assetgraph.analysis.joins import Circles
from assetgraph.analysis.threads import articulation_people, circles_around, cut_off
from assetgraph.analysis.ties import Ties
from assetgraph.messages import Message, say
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.belonging import Belonging

_AT_MOST = 3


class Spans:
    """Says what each person joins; the circles are counted when first asked for."""

    def __init__(self, snapshot: Snapshot, ties: Ties, belonging: Belonging) -> None:
        self._snapshot = snapshot
        self._ties = ties
        self._belonging = belonging

    def told(self, person: int, *, first: str | None = None) -> tuple[Message, ...]:
        """At most `_AT_MOST` sentences, groups before streets before languages.

        What joins the group with the id `first` comes before the others. Where none of those tell
        anything: two circles of acquaintances who do not know each other.
        """
        joins = self._groups.joined_by(person)
        joins.sort(key=lambda join: first not in (join.one, join.other))
        groups = [
            say("connectors.joins.groups", one=one, other=other)
            for one, other in (
                sorted((self._name(join.one), self._name(join.other))) for join in joins
            )
        ]
        streets = [
            say("connectors.joins.streets", one=join.one, other=join.other)
            for join in self._streets.joined_by(person)
        ]
        languages = [
            say("connectors.joins.languages", one=join.one, other=join.other)
            for join in self._languages.joined_by(person)
        ]
        found = [*groups[:2], *streets[:1], *languages[:1]][:_AT_MOST]
        return tuple(found or self._circles(person))

    def held(self, person: int) -> int:
        """How many people would lose touch with the rest without this person."""
        return cut_off(self._ties, person) if person in self._articulation else 0

    def _circles(self, person: int) -> list[Message]:
        parts = circles_around(self._ties, person)
        if len(parts) < 2:
            return []
        faces = sorted((-len(part), self._face(part)) for part in parts)[:2]
        (_, one), (_, other) = faces
        return [say("connectors.joins.circles", one=one, other=other)]

    def _face(self, part: list[int]) -> str:
        """Who in a circle knows most people, first by name."""
        degree, names = self._ties.degree, self._snapshot.names
        people: list[int] = self._ties.people.tolist()
        return min((-int(degree[one]), names[people[one]]) for one in part)[1]

    def _name(self, node_id: str) -> str:
        return self._snapshot.names[self._snapshot.index[node_id]]

    @cached_property
    def _articulation(self) -> set[int]:
        return articulation_people(self._ties)

    @cached_property
    def _groups(self) -> Circles:
        return Circles(self._ties, self._belonging.groups)

    @cached_property
    def _streets(self) -> Circles:
        return Circles(self._ties, self._belonging.streets)

    @cached_property
    def _languages(self) -> Circles:
        return Circles(self._ties, self._belonging.languages)
