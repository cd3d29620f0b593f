"""Where and when two people could meet: a place both come to, open when both have time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf

from assetgraph.matching.field import Field, metres, place_points
from assetgraph.matching.moments import WEEK, Open, open_at
from assetgraph.messages import Message, say
from assetgraph.model.choices import Daypart
from assetgraph.model.nodes import Place
from assetgraph.model.text import fold

_PARTS = {
    Daypart.AFTERNOON: "matches.daypart.afternoon",
    Daypart.MORNING: "matches.daypart.morning",
    Daypart.EVENING: "matches.daypart.evening",
    Daypart.NIGHT: "matches.daypart.night",
}
"""In the order in which a moment is chosen: coffee is for the afternoon."""

_DAYS = (
    "matches.day.monday", "matches.day.tuesday", "matches.day.wednesday", "matches.day.thursday",
    "matches.day.friday", "matches.day.saturday", "matches.day.sunday",
)  # fmt: skip

_MOST_DAYS = 4
"""Open on more days in a week than this, a day need not be named."""


@dataclass(frozen=True)
class Meet:
    """A place, as an index into the snapshot, and a moment in words ("op dinsdagmiddag")."""

    place: int | None
    moment: Message


class Meetings:
    """Places and moments in one field."""

    def __init__(self, field: Field) -> None:
        self._field = field
        snapshot = field.snapshot
        self._points = place_points(snapshot)
        span = snapshot.ranges[Place]
        columns = (
            snapshot.values(Place, name) for name in ("hub", "buurt", "opening_hours", "sort")
        )
        self._hubs: set[int] = set()
        self._buurten: dict[int, str] = {}
        self._open: dict[int, Open] = {}
        self._of_a_circle: set[int] = set()
        for node, hub, buurt, hours, sort in zip(span, *columns, strict=True):
            if hub:
                self._hubs.add(node)
            elif field.weights.of_a_circle(sort or snapshot.names[node]):
                self._of_a_circle.add(node)
            self._buurten[node] = fold(buurt or "")
            self._open[node] = open_at(hours)

    def meet(self, one: int | None, other: int, helpers: Iterable[int] = ()) -> Meet:
        """Where and when; no place only where none is known that fits both.

        `helpers` introduce the two, by index into the snapshot, and come along.
        """
        place = self.place(one, other, helpers)
        return Meet(place, self._moment(place, self._free(one, other)))

    def place(self, one: int | None, other: int, helpers: Iterable[int] = ()) -> int | None:
        """Where to meet, as the snapshot's index.

        Where both come (the nearest to both); else where one of them comes, within walking time of
        the other (the nearest to the other, then the first one's own); else a hub, else any place,
        of their buurten or of a buurt that is not known, the nearest first. Never where somebody
        comes with whom one of the two, or of who introduces them, is not to be coupled; nor where
        it is known to be closed whenever both have time; nor, unless both come there, at a place of
        one circle, such as a mosque.
        """
        field = self._field
        theirs = field.lives[other]
        mine = field.lives[one] if one is not None else None
        ours = mine.seen_at if mine else frozenset()
        fitting = self._fitting(one, other, helpers)
        both = fitting & ours & theirs.seen_at
        if both:
            return min(both, key=lambda place: (self._walk(place, one, other), *self._named(place)))
        fitting -= self._of_a_circle
        either = {
            place
            for place in fitting & (ours | theirs.seen_at)
            if one is None or self._within(place, other if place in ours else one)
        }
        if either:
            return min(
                either,
                key=lambda place: (
                    self._walk(place, other) if place in ours else self._walk(place, one),
                    place not in ours,
                    *self._named(place),
                ),
            )
        near = fitting & self._near({theirs.buurt, mine.buurt if mine else theirs.buurt})
        return min(
            near & self._hubs or near,
            key=lambda place: (self._walk(place, one, other), *self._named(place)),
            default=None,
        )

    def _fitting(self, one: int | None, other: int, helpers: Iterable[int]) -> set[int]:
        people = [person for person in (one, other) if person is not None]
        closed = self.unwelcome(people).union(*map(self._field.unwelcome, helpers))
        free = self._free(one, other)
        return {
            place
            for place, open_ in self._open.items()
            if place not in closed and (not open_ or not free or not free.isdisjoint(open_))
        }

    def unwelcome(self, people: Iterable[int]) -> set[int]:
        """Where somebody comes with whom one of these people is not to be coupled; by index."""
        nodes = (int(self._field.ties.people[person]) for person in people)
        return {there for node in nodes for there in self._field.unwelcome(node)}

    def _free(self, one: int | None, other: int) -> frozenset[Daypart]:
        """The parts of the day that both have; of one, where the other's are not known."""
        known = [
            self._field.lives[person].dayparts for person in (one, other) if person is not None
        ]
        stated = [parts for parts in known if parts]
        return frozenset.intersection(*stated) if stated else frozenset()

    def _moment(self, place: int | None, free: Iterable[Daypart]) -> Message:
        open_ = self._open[place] if place is not None else {}
        able = set(free) & open_.keys() if open_ and free else set(free) or set(open_)
        part = next((part for part in _PARTS if part in able), None)
        if part is None:
            return say("matches.moment.once")
        days = open_.get(part, frozenset(range(WEEK)))
        word = Message(_PARTS[part], {})
        if len(days) > _MOST_DAYS:
            return say("matches.moment.part", part=word)
        return say("matches.moment.day", day=Message(_DAYS[min(days)], {}), part=word)

    def together(self, people: Sequence[int]) -> Meet:
        """Where and when several people could meet: most of them have time, and most come there.

        Never where somebody comes with whom one of them is not to be coupled, nor at a place of one
        circle where not all of them come.
        """
        lives = [self._field.lives[person] for person in people]
        closed = self.unwelcome(people) | {
            place for place in self._of_a_circle if not all(place in life.seen_at for life in lives)
        }
        near = self._near({life.buurt for life in lives})
        ways = []
        for place in sorted((near | {at for life in lives for at in life.seen_at}) - closed):
            open_ = self._open[place]
            for turn, part in enumerate(_PARTS):
                if open_ and part not in open_:
                    continue
                able = sum(not life.dayparts or part in life.dayparts for life in lives)
                come = sum(place in life.seen_at for life in lives)
                walk = self._walk(place, *people)
                ways.append((-able, -come, walk, turn, *self._named(place), place, part))
        if not ways:
            return Meet(None, say("matches.moment.once"))
        *_, place, part = min(ways)
        return Meet(place, self._moment(place, [part]))

    def _within(self, place: int, person: int) -> bool:
        """Whether somebody can walk there; yes where that is not known."""
        life, how = self._field.lives[person], self._field.weights
        apart = metres(self._points[place], life.point)
        return apart is None or apart <= how.reach[life.pace]

    def _near(self, buurten: set[str]) -> set[int]:
        """The places of these buurten (folded), and those of none; all where one is not known."""
        if "" in buurten:
            return set(self._points)
        return {node for node, buurt in self._buurten.items() if buurt in buurten or not buurt}

    def _walk(self, place: int, *people: int | None) -> float:
        """Metres from a place to these people together; without end where nothing is known."""
        homes = [self._field.lives[person].point for person in people if person is not None]
        apart = [metres(self._points[place], home) for home in homes]
        known = [metre for metre in apart if metre is not None]
        return sum(known) if known else inf

    def _named(self, place: int) -> tuple[bool, str, str]:
        snapshot = self._field.snapshot
        return place not in self._hubs, snapshot.names[place], snapshot.ids[place]
