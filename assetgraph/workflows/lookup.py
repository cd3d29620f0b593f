"""One resident's matches by lookup: what that person needs is read, and never the whole city."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from assetgraph.errors import StoreError
from assetgraph.matching.shortlist import Index
from assetgraph.matching.traits import Remembered, read_traits, stamp
from assetgraph.matching.weighing import SHIPPED, Weighing
from assetgraph.model.bulk import bulk_work
from assetgraph.model.consent import Purpose
from assetgraph.queries.explained import explained
from assetgraph.queries.matches import Enquiry, matches
from assetgraph.vocabulary import vocabulary
from assetgraph.workflows.logbook import NOT_WRITABLE

if TYPE_CHECKING:
    from assetgraph.matching.voices import Understanding
    from assetgraph.matching.weights import Leaning
    from assetgraph.model.snapshot import Snapshot
    from assetgraph.stores import GraphStore

SLICE = 2_000
"""Residents whose texts are read together."""


def read_up(
    store: GraphStore, today: date, understanding: Understanding, weighing: Weighing = SHIPPED
) -> bool:
    """Reads what residents can be found by, where that is not known yet; False where that fails.

    It is kept in the store. Into a store that cannot be written nothing is kept.
    """
    known = stamp(understanding, weighing)
    while people := store.unread(known, today, SLICE):
        snapshot = store.snapshot(Purpose.MATCH, today=today, people=people)
        try:
            store.keep_traits(known, read_traits(snapshot, people, understanding, weighing))
        except StoreError as error:
            if error.code not in NOT_WRITABLE:
                raise
            return False
    return True


@bulk_work()
def matches_of(
    store: GraphStore,
    mine: Snapshot,
    resident: str,
    *,
    partner: str | None = None,
    top: int | None = 5,
    wish: str | None = None,
    leaning: Leaning | None = None,
    understanding: Understanding | None = None,
    weighing: Weighing = SHIPPED,
) -> list[Any]:
    """What `matches` answers about a resident on the whole snapshot made for matching.

    With a `partner` (id) it is what `explained` answers. `mine` is that resident's company today;
    the resident is in it, and no professional. Where it is not known where to look, or nothing can
    be kept, the whole snapshot is read after all.
    """
    known, today = understanding or vocabulary(), mine.day
    asked: dict[str, Any] = {"leaning": leaning, "weighing": weighing}
    if partner is None:
        asked["wish"] = wish
    local = mine.value(mine.index[resident], "buurt") and read_up(store, today, known, weighing)
    if not local:
        whole = store.snapshot(Purpose.MATCH, today=today)
        return _answer(whole, resident, partner, top=top, understanding=known, **asked)
    own = Remembered(known, store.traits([resident], today).values())
    enquiry = Enquiry(mine, resident, understanding=own, **asked)
    shared = store.sharing(enquiry.keys(), today)
    profiles: dict[str, Mapping[str, float]] = {}
    ids = sorted(shared.beside)
    at = {one: position for position, one in enumerate(ids)}
    rows = zip(shared.keys, map(at.__getitem__, shared.residents), shared.weights, strict=True)
    found = Index(ids, [shared.beside[one] for one in ids], rows, profiles)
    if beyond := enquiry.elsewhere(found):
        kept = store.traits(beyond, today)
        profiles.update({one: traits.keys for one, traits in kept.items()})
    shortlist = enquiry.shortlist(found, top)
    people = [resident, *shortlist.people, *([partner] if partner else ())]
    read = Remembered(known, store.traits(people, today).values())
    company = store.snapshot(Purpose.MATCH, today=today, people=people)
    return _answer(
        company, resident, partner, top=top, shortlist=shortlist, understanding=read, **asked
    )


def _answer(snapshot: Snapshot, resident: str, partner: str | None, **asked: Any) -> list[Any]:
    if partner is None:
        return matches(snapshot, resident=resident, **asked)
    return explained(snapshot, resident=resident, partner=partner, **asked)
