"""What is published: who agreed by name, everybody else as counts, and nothing that points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from assetgraph.errors import RefusedError
from assetgraph.exporting.publishing import TALENTS, Count, Memory, cells, counts, renamed
from assetgraph.exporting.singling_out import singled_out
from assetgraph.model.consent import Purpose
from assetgraph.vocabulary import Direction
from assetgraph.workflows.words import own_words

if TYPE_CHECKING:
    from assetgraph.model.snapshot import Snapshot
    from assetgraph.stores import GraphStore
    from assetgraph.vocabulary import Vocabulary

__all__ = ["Publication", "publication"]

SHOWN = 5
"""Combinations that are named where a publication is refused."""


@dataclass(frozen=True)
class Publication:
    """What goes out."""

    snapshot: Snapshot
    """Who agreed, under ids of this publication alone."""
    counts: list[Count]
    ids: dict[str, str]
    """The new id of each node by its id in the store."""


def publication(
    store: GraphStore,
    location: str,
    named: Snapshot,
    *,
    today: date,
    as_of: date | None,
    language: str,
    whole: bool = True,
) -> Publication:
    """Makes a publication of the people who agreed, and remembers what it tells.

    Without `whole` it is of somebody's surroundings, and counts nobody. Raises RefusedError
    ``publication-singles-out``, with the combinations, where somebody is pointed at who did not
    agree.
    """
    everybody = store.snapshot(Purpose.ALL, today=today, as_of=as_of)
    pointing = singled_out(named, everybody)
    if pointing:
        told = [one.told for one in pointing[:SHOWN]]
        raise RefusedError("publication-singles-out", n=len(pointing), combinations=told)
    agreed = store.snapshot(Purpose.PUBLISH, today=today, as_of=as_of)
    rows: list[Count] = []
    if whole:
        mapped = store.snapshot(Purpose.MAP, today=today, buurt=named.buurt, as_of=as_of)
        by_name = [agreed.ids[at] for at in agreed.residents]
        words = own_words(location)
        found = cells(mapped, by_name, lambda text: _meant(text, words))
        with store.writing():
            memory = Memory(store.publications())
            rows = counts(found, memory, named.buurt or "")
            store.keep_publications(memory.text)
        rows = [
            replace(row, name=words.label(row.name, language)) if row.theme == TALENTS else row
            for row in rows
        ]
    fresh, ids = renamed(named)
    return Publication(fresh, rows, ids)


def _meant(text: str, words: Vocabulary) -> set[str]:
    """The concepts that a talent surely is of."""
    found = words.understand(text, direction=Direction.OFFER)
    return {one.concept for one in found if one.sure}
