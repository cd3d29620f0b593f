"""A backup: all that a store keeps and the files beside it, in one file that is read back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from assetgraph.errors import RefusedError
from assetgraph.matching import weighing
from assetgraph.stores.keys import Secret
from assetgraph.stores.servers import is_server
from assetgraph.stores.sqlite import SqliteStore
from assetgraph.stores.sqlite_file import Stamp, prepared, put_in_place
from assetgraph.vocabulary.local import SUFFIX, beside
from assetgraph.workflows import remembered, retention
from assetgraph.workflows.copying import Content, in_new_file
from assetgraph.workflows.given import opened

__all__ = ["backup", "backup_name", "beside_store", "side_files"]

Step = Callable[[str], None]


def side_files(location: str) -> list[Path]:
    """The files beside a store in which words of people may stand, as far as they are there: the
    own words, and the headers of columns that somebody was asked about."""
    return [one for one in (beside(location), remembered.beside(location)) if one.exists()]


def beside_store(location: str) -> dict[str, Path]:
    """By ending, where such a file is."""
    return {
        SUFFIX: beside(location),
        remembered.SUFFIX: remembered.beside(location),
        weighing.SUFFIX: weighing.beside(location),
        retention.SUFFIX: retention.settings_file(location),
    }


def backup_name(location: str, day: str) -> str:
    """What a backup is called where nobody says so: beside the store, with the day."""
    if is_server(location):
        return f"{location.rstrip('/').rpartition('/')[2]}.{day}.reserve"
    path = Path(location)
    return str(path.with_name(f"{path.stem}.{day}.reserve"))


def backup(
    location: str,
    path: Path,
    *,
    moment: datetime,
    secret: Secret | None = None,
    force: bool = False,
    step: Step = lambda _: None,
) -> Content:
    """Writes all that a store keeps to one file, reads it back, and only then gives it its name.

    The backup of an encrypted store has its key; `secret` puts one on the backup of another.
    Raises RefusedError ``export-exists``.
    """
    if path.exists() and (not force or path.resolve() == Path(location).resolve()):
        raise RefusedError("export-exists", path=path)
    with opened(location) as store, prepared(path) as ready:
        own = store.secret if isinstance(store, SqliteStore) else None
        content = in_new_file(store, ready, own or secret, path, step)
        side = {
            ending: one.read_text(encoding="utf-8")
            for ending, one in beside_store(location).items()
            if one.exists()
        }
        made = SqliteStore(ready, copying=True, secret=own or secret)
        try:
            made.put_stamp(Stamp(moment, content.checksum, side))
        finally:
            made.close()
        put_in_place(ready, path)
    return content
