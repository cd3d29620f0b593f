"""Putting a backup back, in a file or on a server: who was erased since is erased again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from assetgraph.errors import StoreError
from assetgraph.model.erasure import Mention, digest
from assetgraph.model.kinds import NODE_KINDS
from assetgraph.model.pages import PAGE, Page, Part
from assetgraph.stores import GraphStore, open_store
from assetgraph.stores.servers import is_server
from assetgraph.stores.sqlite import SqliteStore
from assetgraph.stores.sqlite_file import Stamp, prepared, put_in_place
from assetgraph.workflows import logbook
from assetgraph.workflows.backups import beside_store
from assetgraph.workflows.copying import Content, contents
from assetgraph.workflows.forgetting import Words, clear_beside, erase_all

__all__ = ["Restored", "is_there", "restore"]

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
    """Words of others in the backup that named them, as they read now."""
    log_kept: int
    """Entries of the log that are newer than the backup, and stayed."""
    replaced: bool
    stay: tuple[Path, ...]
    """Files beside the store that are other than in the backup, and stay."""


def is_there(location: str) -> bool:
    """Whether a backup that is put back here may take the place of something."""
    return is_server(location) or Path(location).exists()


def restore(path: Path, location: str, *, step: Step = lambda _: None) -> Restored:
    """Puts a backup back: what was erased since is erased again, and the log goes on.

    At every moment the old or the new content stands there, in a file and on a server. An
    encrypted file is never replaced by one that everybody can read. Raises StoreError
    ``backup-missing``, ``backup-differs`` where it is not what was written,
    ``restore-over-unreadable`` where the store that is there cannot be read, and
    ``restore-other-store`` where the two cannot be joined.
    """
    if not path.exists():
        raise StoreError("backup-missing", path=path)
    if not is_server(location) and path.resolve() == Path(location).resolve():
        raise StoreError("copy-onto-itself", path=path)
    source = SqliteStore(path, copying=True)
    try:
        step("check")
        stamp, there = _checked(source)
        back = _Back(source, location, step)
        put = _on_server(back, location) if is_server(location) else _in_file(back, Path(location))
    finally:
        source.close()
    stay = tuple(_put_beside(stamp, location, put.words))
    log = put.content.rows.get(Part.AUDIT, 0) - there.rows.get(Part.AUDIT, 0)
    when = stamp.made if stamp else None
    return Restored(put.content, when, put.erased, put.mentions, log, put.replaced, stay)


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


@dataclass(frozen=True)
class _Put:
    """What stands there now."""

    content: Content
    words: Words
    """Of who was erased again."""
    mentions: tuple[Mention, ...]
    erased: int
    replaced: bool


@dataclass(frozen=True)
class _Back:
    """A backup that is put back at a place."""

    source: SqliteStore
    location: str
    step: Step

    def into(self, made: GraphStore, now: _Present) -> _Put:
        """Fills an empty store, compares it, and erases again who was erased since."""
        again = now.erased_since(self.source)
        self.step("copy")
        content = Content()
        for page in now.joined(self.source):
            content = content.and_(page)
            made.receive(page, content.checksum)
        self.step("compare")
        if contents(made) != content:
            raise StoreError("copy-differs", path=self.location)
        made.complete()
        with made.writing():
            words, instead = erase_all(made, again)
            if instead:
                made.reword(instead)
        logbook.enter(made, self.location, again)
        mentions = tuple(replace(one, text=text) for one, text in instead.items())
        return _Put(content, words, mentions, len(again), now.is_there)


def _in_file(back: _Back, target: Path) -> _Put:
    """Writes a new file beside the old one, and only then replaces that."""
    if not target.exists():
        return _in_new_file(back, target, None)
    current = _readable(target)
    with current.alone():
        return _in_new_file(back, target, current)


def _in_new_file(back: _Back, target: Path, current: SqliteStore | None) -> _Put:
    now = _Present(current, back.location)
    with prepared(target) as ready:
        secret = (current.secret if current else None) or back.source.secret
        made = SqliteStore(ready, create=True, copying=True, secret=secret)
        try:
            put = back.into(made, now)
        finally:
            made.close()
        put_in_place(ready, target)
    return put


def _on_server(back: _Back, location: str) -> _Put:
    """Replaces all that a server keeps in one transaction."""
    current = open_store(location, create=True, copying=True)
    try:
        with current.writing():
            whole = current.received() is None
            now = _Present(current if whole else None, location)
            current.empty()
            return back.into(current, now)
    finally:
        current.close()


class _Present:
    """What the store that is replaced knows and the backup does not."""

    def __init__(self, current: GraphStore | None, location: str) -> None:
        self._location = location
        rows: dict[Part, list[list[object]]] = {part: [] for part in Part}
        wanted = (Part.NODES, Part.ERASURES, Part.AUDIT, Part.PUBLICATIONS)
        for page in current.pages() if current else ():
            if page.part in wanted:
                rows[page.part] += page.rows
        self._nodes = {str(row[0]) for row in rows[Part.NODES]}
        self._tokens, self._log = rows[Part.ERASURES], rows[Part.AUDIT]
        self._published = rows[Part.PUBLICATIONS]
        self.is_there = bool(self._nodes or self._tokens or self._log)

    def erased_since(self, source: SqliteStore) -> list[str]:
        """The ids in a backup of what was erased after it was made.

        Somebody who was erased, came back and is there now was erased before, if the backup knows
        of it; then the backup speaks of the second time.
        """
        if not self._tokens:
            return []
        key, digests = (
            bytes.fromhex(str(self._tokens[0][0])),
            {str(one) for (one,) in self._tokens[1:]},
        )
        listed = (page for page in source.pages() if page.part is Part.NODES)
        ids = [str(one) for page in listed for (one,) in page.rows]
        gone = []
        for kind in NODE_KINDS.values():
            own = [one for one in ids if one.rsplit("-", 1)[0] == kind.kind]
            known = source.erased(kind, own)
            gone += [
                one
                for one in sorted(own)
                if digest(key, kind.kind, one) in digests
                and (one not in self._nodes or one not in known)
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
            raise StoreError("restore-other-store", path=self._location)
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


def _put_beside(stamp: Stamp | None, location: str, words: Words) -> list[Path]:
    """Puts the files beside the store back, without words of who was erased since; gives those
    that stay, for they are there and differ."""
    stay = []
    for ending, text in (stamp.beside if stamp else {}).items():
        own = beside_store(location).get(ending)
        if own is None:
            continue
        if own.exists():
            if own.read_text(encoding="utf-8") != text:
                stay.append(own)
            continue
        with prepared(own) as ready:
            ready.write_text(text, encoding="utf-8", newline="\n")
            put_in_place(ready, own)
    clear_beside(location, words)
    return stay
