"""A store kept safe: backups and putting them back, and a key on the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assetgraph.errors import QuestionError, RefusedError, StoreError
from assetgraph.matching import weighing
from assetgraph.model.kinds import NODE_KINDS
from assetgraph.model.pages import PAGE, Page, Part
from assetgraph.stores import GraphStore, keys, sqlite_door
from assetgraph.stores.keys import Secret, remember
from assetgraph.stores.servers import is_server
from assetgraph.stores.sqlite import SqliteStore
from assetgraph.stores.sqlite_file import Stamp, prepared, put_in_place
from assetgraph.vocabulary.local import SUFFIX, beside
from assetgraph.workflows import logbook, remembered, retention
from assetgraph.workflows.copying import Content, contents, fill
from assetgraph.workflows.given import opened
from assetgraph.workflows.unlocking import offered, read_keys

if TYPE_CHECKING:
    from assetgraph.model.erasure import Mention

__all__ = [
    "Restored",
    "Secret",
    "backup",
    "backup_name",
    "can_decrypt",
    "can_encrypt",
    "decrypt",
    "encrypt",
    "is_encrypted",
    "new_secret",
    "offered",
    "read_keys",
    "rekey",
    "remember",
    "restore",
    "side_files",
    "try_key",
]

Step = Callable[[str], None]


@dataclass(frozen=True)
class Restored:
    """What was put back."""

    content: Content
    made: datetime | None
    """When the backup was made; None for a store that was no backup."""
    erased: int
    """People and things that were erased since, and were erased again."""
    mentions: tuple[Mention, ...]
    """Where words of others in the backup still name them."""
    log_kept: int
    """Entries of the log that are newer than the backup, and stayed."""
    replaced: bool
    stay: tuple[Path, ...]
    """Files beside the store that are other than in the backup, and stay."""


def is_encrypted(location: str) -> bool:
    """Whether a store is a file that needs a key."""
    return not is_server(location) and keys.salt_of(Path(location)) is not None


def new_secret(words: str) -> Secret:
    """What opens a file that is still to be made. Raises StoreError ``key-short``."""
    return keys.new(words)


def side_files(location: str) -> list[Path]:
    """The files beside a store in which words of people may stand, as far as they are there: the
    own words, and the headers of columns that somebody was asked about."""
    return [one for one in (beside(location), remembered.beside(location)) if one.exists()]


def _beside(location: str) -> dict[str, Path]:
    """By ending, where such a file is."""
    return {
        SUFFIX: beside(location),
        remembered.SUFFIX: remembered.beside(location),
        weighing.SUFFIX: weighing.beside(location),
        retention.SUFFIX: retention.settings_file(location),
    }


# --- a key on the file ---
def can_encrypt(location: str) -> None:
    """Raises RefusedError ``encrypted-already``, and StoreError where that cannot be."""
    path = _file(location)
    if is_encrypted(location):
        raise RefusedError("encrypted-already", path=location)
    SqliteStore(path).close()
    sqlite_door.cipher()


def can_decrypt(location: str) -> None:
    """Raises RefusedError ``not-encrypted``, and StoreError where that cannot be."""
    path = _file(location)
    if not path.exists():
        raise StoreError("store-missing", path=path)
    if not is_encrypted(location):
        raise RefusedError("not-encrypted", path=location)


def try_key(location: str) -> None:
    """Opens a store and lets go of it. Raises StoreError ``key-missing`` and ``key-wrong``."""
    with opened(location):
        pass


def encrypt(location: str, secret: Secret, *, step: Step = lambda _: None) -> Content:
    """Puts a key on a store. Raises what `can_encrypt` raises."""
    can_encrypt(location)
    return _made_anew(location, secret, step)


def decrypt(location: str, *, step: Step = lambda _: None) -> Content:
    """Takes the key off a store. Raises what `can_decrypt` raises."""
    return _without_old_key(location, None, step)


def rekey(location: str, secret: Secret, *, step: Step = lambda _: None) -> Content:
    """Puts another key on a store. Raises what `can_decrypt` raises."""
    return _without_old_key(location, secret, step)


def _without_old_key(location: str, secret: Secret | None, step: Step) -> Content:
    can_decrypt(location)
    salt = keys.salt_of(Path(location))
    content = _made_anew(location, secret, step)
    if salt is not None:
        keys.forget(salt)
    return content


def _made_anew(location: str, secret: Secret | None, step: Step) -> Content:
    """Writes the store anew beside the old file, compares them, and only then replaces it."""
    path = _file(location)
    store = SqliteStore(path)
    with store.alone(), prepared(path) as ready:
        content = _filled(store, ready, secret, path, step, log=location)
        put_in_place(ready, path)
    return content


def _filled(
    source: GraphStore,
    ready: Path,
    secret: Secret | None,
    path: Path,
    step: Step,
    log: str | None = None,
) -> Content:
    """A new file with what another store holds, compared; `log` is the store it takes the place
    of, where it does."""
    target = SqliteStore(ready, create=True, copying=True, secret=secret)
    try:
        content = fill(source, target, str(path), step).content
        if log is not None:
            logbook.enter(target, log)
    finally:
        target.close()
    return content


def _file(location: str) -> Path:
    """Raises StoreError ``server-has-no-file``."""
    if is_server(location):
        raise StoreError("server-has-no-file", path=location)
    return Path(location)


# --- backups ---
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
        content = _filled(store, ready, own or secret, path, step)
        side = {
            ending: one.read_text(encoding="utf-8")
            for ending, one in _beside(location).items()
            if one.exists()
        }
        made = SqliteStore(ready, copying=True, secret=own or secret)
        try:
            made.put_stamp(Stamp(moment, content.checksum, side))
        finally:
            made.close()
        put_in_place(ready, path)
    return content


def restore(path: Path, location: str, *, step: Step = lambda _: None) -> Restored:
    """Puts a backup back: what was erased since is erased again, and the log goes on.

    At every moment the old or the new file stands there. An encrypted store is never replaced by
    one that everybody can read. Raises StoreError ``backup-missing``, ``backup-differs`` where it
    is not what was written, ``restore-over-unreadable`` where the store that is there cannot be
    read, and ``restore-other-store`` where the two cannot be joined.
    """
    target = _file(location)
    if not path.exists():
        raise StoreError("backup-missing", path=path)
    if path.resolve() == target.resolve():
        raise StoreError("copy-onto-itself", path=path)
    source = SqliteStore(path, copying=True)
    try:
        step("check")
        stamp, there = _checked(source)
        if not target.exists():
            return _restored(source, stamp, there, None, target, step)
        current = _readable(target)
        with current.alone():
            return _restored(source, stamp, there, current, target, step)
    finally:
        source.close()


def _checked(source: SqliteStore) -> tuple[Stamp | None, Content]:
    """What the backup holds; it is what was written."""
    if source.received() is not None:
        raise StoreError("copy-unfinished", path=source.path)
    stamp = source.stamp()
    try:
        there = contents(source)
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError("backup-differs", path=source.path) from error
    if stamp is not None and stamp.checksum != there.checksum:
        raise StoreError("backup-differs", path=source.path)
    return stamp, there


def _readable(target: Path) -> SqliteStore:
    try:
        return SqliteStore(target)
    except StoreError as error:
        if error.code in ("store-damaged", "store-not-ours", "store-newer"):
            raise StoreError("restore-over-unreadable", path=target) from error
        raise


def _restored(
    source: SqliteStore,
    stamp: Stamp | None,
    there: Content,
    current: SqliteStore | None,
    target: Path,
    step: Step,
) -> Restored:
    now = _Present(current, target)
    again = now.erased_since(source)
    with prepared(target) as ready:
        secret = (current.secret if current else None) or source.secret
        made = SqliteStore(ready, create=True, copying=True, secret=secret)
        try:
            step("copy")
            content = Content()
            for page in now.joined(source):
                content = content.and_(page)
                made.receive(page, content.checksum)
            step("compare")
            if contents(made) != content:
                raise StoreError("copy-differs", path=target)
            made.complete()
            mentions = _erase(made, again)
            logbook.enter(made, str(target), again)
        finally:
            made.close()
        put_in_place(ready, target)
    stay = tuple(_put_beside(stamp, str(target)))
    log = content.rows.get(Part.AUDIT, 0) - there.rows.get(Part.AUDIT, 0)
    when = stamp.made if stamp else None
    return Restored(content, when, len(again), mentions, log, current is not None, stay)


def _erase(made: SqliteStore, again: list[str]) -> tuple[Mention, ...]:
    mentions: list[Mention] = []
    with made.writing():
        for node in again:
            try:
                mentions += made.erase(node).mentions
            except QuestionError as error:
                if error.code != "no-node":  # It went along with somebody else.
                    raise
    return tuple(dict.fromkeys(mentions))


class _Present:
    """What the store that is replaced knows and the backup does not."""

    def __init__(self, current: SqliteStore | None, target: Path) -> None:
        self._current, self._target = current, target
        rows: dict[Part, list[list[object]]] = {part: [] for part in Part}
        wanted = (Part.NODES, Part.ERASURES, Part.AUDIT, Part.PUBLICATIONS)
        for page in current.pages() if current else ():
            if page.part in wanted:
                rows[page.part] += page.rows
        self._nodes = {str(row[0]) for row in rows[Part.NODES]}
        self._tokens, self._log = rows[Part.ERASURES], rows[Part.AUDIT]
        self._published = rows[Part.PUBLICATIONS]

    def erased_since(self, source: SqliteStore) -> list[str]:
        """The ids in a backup of what was erased after it was made.

        Somebody who was erased, came back and is there now was erased before, if the backup knows
        of it; then the backup speaks of the second time.
        """
        if self._current is None or not self._tokens:
            return []
        listed = (page for page in source.pages() if page.part is Part.NODES)
        ids = [str(one) for page in listed for (one,) in page.rows]
        gone = []
        for kind in NODE_KINDS.values():
            own = [one for one in ids if one.rsplit("-", 1)[0] == kind.kind]
            known = source.erased(kind, own)
            gone += [
                one
                for one in sorted(self._current.erased(kind, own))
                if one not in self._nodes or one not in known
            ]
        return gone

    def joined(self, source: SqliteStore) -> Iterator[Page]:
        """The pages of a backup, with the erasures, the log and the publications of now."""
        late: dict[Part, list[list[object]]] = {
            part: [] for part in (Part.ERASURES, Part.AUDIT, Part.PUBLICATIONS)
        }
        for page in source.pages():
            if page.part in late:
                late[page.part] += page.rows
            else:
                yield page
        late[Part.ERASURES] = self._all_tokens(late[Part.ERASURES])
        if self._goes_on_from(late[Part.AUDIT]):
            late[Part.AUDIT] = self._log
        late[Part.PUBLICATIONS] = self._published or late[Part.PUBLICATIONS]
        yield from (page for part, rows in late.items() for page in pages_of(part, rows))

    def _goes_on_from(self, theirs: list[list[object]]) -> bool:
        """Whether the log of now is that of the backup and more, or began after it."""
        if not theirs or not self._log:
            return bool(self._log)
        first, last = self._log[0], theirs[-1]
        return last in self._log or _number(first) > _number(last)

    def _all_tokens(self, theirs: list[list[object]]) -> list[list[object]]:
        """The tokens of both; the first row is the key under which they were made."""
        if not theirs or not self._tokens:
            return theirs or self._tokens
        if theirs[0] != self._tokens[0]:
            raise StoreError("restore-other-store", path=self._target)
        both = {str(row[0]) for row in [*theirs[1:], *self._tokens[1:]]}
        return [theirs[0], *_rows(both)]


def _number(entry: list[object]) -> int:
    return int(str(entry[0]))


def _rows(values: set[str]) -> list[list[object]]:
    return [[one] for one in sorted(values)]


def pages_of(part: Part, rows: list[list[object]]) -> Iterator[Page]:
    """Rows of one part as pages."""
    for start in range(0, len(rows), PAGE):
        yield Page(part, rows[start : start + PAGE])


def _put_beside(stamp: Stamp | None, location: str) -> list[Path]:
    """Puts the files beside the store back; those that stay, for they are there and differ."""
    stay = []
    for ending, text in (stamp.beside if stamp else {}).items():
        own = _beside(location).get(ending)
        if own is None:
            continue
        if own.exists():
            if own.read_text(encoding="utf-8") != text:
                stay.append(own)
            continue
        with prepared(own) as ready:
            ready.write_text(text, encoding="utf-8", newline="\n")
            put_in_place(ready, own)
    return stay
