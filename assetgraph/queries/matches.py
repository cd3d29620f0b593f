"""Who could meet whom: mensen aan mensen, with reasons, an introducer, a place and a first step."""

from __future__ import annotations

from assetgraph.matching.field import Field
from assetgraph.matching.shortlist import Index, Shortlist
from assetgraph.matching.voices import Understanding, asking
from assetgraph.matching.weighing import SHIPPED, Weighing
from assetgraph.matching.weights import Leaning
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.answers import Match
from assetgraph.queries.suggesting import Suggesting, looking, shortlist_size, with_wish
from assetgraph.vocabulary import vocabulary


def matches(
    snapshot: Snapshot,
    *,
    resident: str | None = None,
    wish: str | None = None,
    leaning: Leaning | None = None,
    top: int | None = 5,
    understanding: Understanding | None = None,
    shortlist: Shortlist | None = None,
    weighing: Weighing = SHIPPED,
) -> list[Match]:
    """Suggestions from a snapshot made for matching, `top` per resident (None: all), best first.

    For the resident with this id, or for everyone: who has the fewest ties first. With a `wish`:
    who could help with it, put in for the resident or for nobody in particular. Somebody who is
    not in the snapshot gets none, nor does a professional, nor who has room for nobody new. Never
    suggested: professionals, people of whom one avoids the other, people who are close already
    (closeness 3 or 4), who has room for nobody new, and people out of reach (who live in another
    buurt, and share no group, no place and no tie). Equal scores stand by the partner's name, then
    id. Where no `leaning` is asked for, it is what each person needs first: who knows nobody,
    their own circle.

    A `shortlist` of the resident, as `Enquiry.shortlist` makes it, says whom to compare; then the
    snapshot need not hold more than the company of these people.
    """
    known = understanding or vocabulary()
    field = Field(snapshot, known, weighing=weighing)
    suggesting = Suggesting(field, leaning)
    if resident is None:
        if wish is not None:
            return suggesting.matches(suggesting.volunteers(asking(wish, known), top))
        people = sorted(
            range(field.ties.n), key=lambda one: (field.ties.degree[one], field.rank[one])
        )
        return [
            match for one in people for match in suggesting.matches(suggesting.ranked(one, top))
        ]
    person = field.ties.position.get(snapshot.index.get(resident, -1))
    if person is None:
        return []
    voice = None if wish is None else with_wish(field, person, wish, known)
    return suggesting.matches(suggesting.ranked(person, top, voice, shortlist))


class Enquiry:
    """Whom to look up for one resident, from a snapshot of that resident's own company."""

    def __init__(
        self,
        snapshot: Snapshot,
        resident: str,
        *,
        wish: str | None = None,
        leaning: Leaning | None = None,
        understanding: Understanding | None = None,
        weighing: Weighing = SHIPPED,
    ) -> None:
        """The resident is in the snapshot, is no professional, and has a buurt that is known."""
        known = understanding or vocabulary()
        suggesting = Suggesting(Field(snapshot, known, weighing=weighing), leaning)
        person = suggesting.field.ties.position[snapshot.index[resident]]
        field = suggesting.leaned(person)
        voice = None if wish is None else with_wish(field, person, wish, known)
        self._field, self._asks = field, wish is not None
        self._closed = {field.id(other) for other in field.closed(person)}
        self._asking = looking(field, person, voice)

    def keys(self) -> list[str]:
        """The keys by which others matter."""
        return self._asking.keys()

    def elsewhere(self, found: Index) -> list[str]:
        """The residents of whom all keys are needed beside."""
        return self._asking.elsewhere(found)

    def shortlist(self, found: Index, top: int | None) -> Shortlist:
        """Whom to compare, given who was found."""
        size = shortlist_size(self._field, top)
        return self._asking.shortlist(found, self._closed, size, asked=self._asks)
