"""What leaves the store: the map, and files for other tools."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assetgraph.errors import RefusedError, StoreError
from assetgraph.exporting.writing import write_file
from assetgraph.messages import catalogue
from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Resident
from assetgraph.workflows.given import find_resident, opened, snapshot_of

if TYPE_CHECKING:
    from assetgraph.exporting.publishing import Count
    from assetgraph.model.snapshot import Snapshot
    from assetgraph.stores import GraphStore
    from assetgraph.views import Insights


def draw(
    location: str,
    path: Path,
    *,
    purpose: Purpose,
    today: date,
    language: str,
    around: str | None = None,
    buurt: str | None = None,
    as_of: date | None = None,
    theme: str = "auto",
    initials: bool = False,
) -> tuple[Snapshot, bool]:
    """Writes the map as one HTML file; gives what is on it, and whether its places were kept."""
    from assetgraph.analysis.layout import positions  # noqa: PLC0415
    from assetgraph.views import map_html  # noqa: PLC0415
    from assetgraph.views.themes import known_theme  # noqa: PLC0415

    known_theme(theme)
    with opened(location) as store:
        person = find_resident(store, around).id if around else None
        snapshot = snapshot_of(
            store, purpose, today=today, buurt=buurt, as_of=as_of, resident=person
        )
        if person is not None and person not in snapshot.index:
            raise RefusedError("not-on-this-map", name=around, purpose=purpose.label)
        until = _until(store, snapshot, today)
        told_by = _told_by(store, snapshot, person, today=today, initials=initials)
        rows: list[Count] = []
        if purpose is Purpose.PUBLISH:
            # Where somebody stands on a map of more people tells of those people.
            snapshot, rows, ids = _published(
                store,
                location,
                snapshot,
                today=today,
                as_of=as_of,
                language=language,
                whole=person is None,
            )
            person = person and ids[person]
            placed, remembered = positions(snapshot.on_the_map, {}), True
        else:
            kept = store.positions()
            placed = positions(snapshot.on_the_map, kept)
            remembered = _remember(store, {n: at for n, at in placed.items() if n not in kept})
    html = map_html(
        snapshot,
        placed,
        theme=theme,
        language=language,
        made_on=today,
        until=until,
        around=person,
        initials=initials,
        told_by=told_by,
        counts=_worded(rows, language),
    )
    write_file(path, lambda beside: _write(beside, html), force=True)
    return snapshot, remembered


def _told_by(
    store: GraphStore, shown: Snapshot, person: str | None, *, today: date, initials: bool
) -> Insights | None:
    """For a map around one person: suggestions from the whole buurt, not from who is near."""
    from assetgraph.views.initials import with_initials  # noqa: PLC0415
    from assetgraph.views.insights import insights  # noqa: PLC0415

    if person is None or shown.purpose is not Purpose.MATCH:
        return None
    whole = store.snapshot(shown.purpose, today=today, as_of=shown.day)
    return insights(with_initials(whole) if initials else whole, around=person)


def _until(store: GraphStore, shown: Snapshot, today: date) -> date:
    """The last day on which the file may be used; a published one holds no consents itself."""
    from assetgraph.views.map_data import usable_until  # noqa: PLC0415

    everything = store.snapshot(Purpose.ALL, today=today)
    return usable_until(everything, today, purpose=shown.purpose, people=frozenset(shown.ids))


def neighbours(shown: Snapshot) -> int:
    """How many residents are shown, without professionals: as the page itself counts them."""
    return sum(not works for works in shown.values(Resident, "professional"))


def _write(path: Path, html: str) -> None:
    path.write_text(html, encoding="utf-8", newline="\n")


def _remember(store: GraphStore, positions: dict[str, tuple[float, float]]) -> bool:
    """Keeps where nodes stand; a map of a store that cannot be written is drawn all the same."""
    try:
        store.keep_positions(positions)
    except StoreError:
        return False
    return True


def write_export(
    location: str,
    path: str,
    *,
    purpose: Purpose,
    today: date,
    language: str,
    force: bool = False,
    buurt: str | None = None,
    as_of: date | None = None,
) -> Snapshot:
    """Writes what a purpose allows for other tools, in the form that the path's ending names."""
    from assetgraph.exporting.files import export  # noqa: PLC0415

    rows: list[Count] = []
    with opened(location) as store:
        snapshot = snapshot_of(store, purpose, today=today, buurt=buurt, as_of=as_of)
        if purpose is Purpose.PUBLISH:
            snapshot, rows, _ = _published(
                store, location, snapshot, today=today, as_of=as_of, language=language
            )
    export(snapshot, path, language=language, force=force, counts=rows)
    return snapshot


def _published(
    store: GraphStore, location: str, named: Snapshot, **options: Any
) -> tuple[Snapshot, list[Count], dict[str, str]]:
    """Who agreed, under new ids, counts of the others, and the new ids."""
    from assetgraph.workflows.publishing import publication  # noqa: PLC0415

    made = publication(store, location, named, **options)
    return made.snapshot, made.counts, made.ids


def _worded(rows: list[Count], language: str) -> list[tuple[str, str, int]]:
    if not rows:
        return []
    from assetgraph.exporting.publishing import told  # noqa: PLC0415

    return told(rows, catalogue(language))
