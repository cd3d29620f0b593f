"""What leaves the store: the map, and files for other tools."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assetgraph.errors import RefusedError, StoreError
from assetgraph.exporting.writing import write_file
from assetgraph.model.consent import Purpose
from assetgraph.queries import question
from assetgraph.workflows.given import find_resident, opened, snapshot_of

if TYPE_CHECKING:
    from assetgraph.model.snapshot import Snapshot
    from assetgraph.stores import GraphStore


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
) -> tuple[Snapshot, bool]:
    """Writes the map as one HTML file; gives what is on it, and whether its places were kept."""
    from assetgraph.analysis.layout import positions  # noqa: PLC0415
    from assetgraph.views.page import map_html  # noqa: PLC0415

    with opened(location) as store:
        person = find_resident(store, around).id if around else None
        snapshot = snapshot_of(
            store, purpose, today=today, buurt=buurt, as_of=as_of, resident=person
        )
        if person is not None and person not in snapshot.index:
            raise RefusedError("not-on-this-map", name=around, purpose=purpose.label)
        kept = store.positions()
        placed = positions(snapshot, kept)
        remembered = _remember(store, {n: at for n, at in placed.items() if n not in kept})
    shown = purpose is not Purpose.PUBLISH
    html = map_html(
        snapshot,
        placed,
        language=language,
        made_on=today,
        connectors=_ids("connectors", snapshot) if shown else (),
        widen=_ids("isolated", snapshot) if shown else (),
    )
    write_file(path, lambda beside: _write(beside, html), force=True)
    return snapshot, remembered


def _write(path: Path, html: str) -> None:
    path.write_text(html, encoding="utf-8", newline="\n")


def _remember(store: GraphStore, positions: dict[str, tuple[float, float]]) -> bool:
    """Keeps where nodes stand; a map of a store that cannot be written is drawn all the same."""
    try:
        store.keep_positions(positions)
    except StoreError:
        return False
    return True


def _ids(name: str, snapshot: Snapshot) -> list[str]:
    return [answer.resident.id for answer in question(name).ask(snapshot)]


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

    with opened(location) as store:
        snapshot = snapshot_of(store, purpose, today=today, buurt=buurt, as_of=as_of)
    export(snapshot, path, language=language, force=force)
    return snapshot
