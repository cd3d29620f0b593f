"""`backup`, `restore`, `encrypt`, `decrypt` and `rekey`: a store that is not lost, and not read."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assetgraph.cli.options import DEFAULT_STORE, Force, Json, Lang, Store, Yes
from assetgraph.cli.screen import Screen
from assetgraph.errors import AssetGraphError

if TYPE_CHECKING:
    from assetgraph.workflows.copying import Content
    from assetgraph.workflows.locking import Secret
    from assetgraph.workflows.restoring import Restored

MENTIONS = 10
"""Texts that still name somebody that `restore` shows."""

Remember = Annotated[bool, typer.Option("--remember", help="safe.option.remember")]


def backup(
    ctx: typer.Context,
    path: Annotated[
        Path | None, typer.Argument(metavar="BESTAND", help="safe.argument.backup")
    ] = None,
    encrypted: Annotated[bool, typer.Option("--encrypted", help="safe.option.encrypted")] = False,
    force: Force = False,
    as_json: Json = False,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Writes a backup of the store."""
    from assetgraph.workflows import backups, locking  # noqa: PLC0415

    screen: Screen = ctx.obj
    now = datetime.now(UTC)
    out = path or Path(backups.backup_name(store, now.date().isoformat()))
    locked = locking.is_encrypted(store)
    secret = _new_key(screen, out) if encrypted and not locked else None
    with screen.progress() as step:
        made = backups.backup(store, out, moment=now, secret=secret, force=force, step=step)
    if as_json:
        screen.json({**_content(made), "file": str(out), "encrypted": locked or encrypted})
        return 0
    screen.say("safe.backup.done", path=out)
    screen.say("safe.checked", checksum=made.checksum or "-")
    screen.note("safe.backup.locked" if locked or encrypted else "safe.backup.open")
    return 0


def restore(
    ctx: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="BESTAND", help="safe.argument.restore")],
    yes: Yes = False,
    as_json: Json = False,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Puts a backup back."""
    from assetgraph.workflows import restoring  # noqa: PLC0415

    screen: Screen = ctx.obj
    if restoring.is_there(store) and not yes:
        answer = screen.confirm("safe.restore.sure", path=store, backup=path)
        if answer is None:
            raise AssetGraphError("asks-first")
        if not answer:
            screen.note("safe.stopped")
            return 1
    with screen.progress() as step:
        done = restoring.restore(path, store, step=step)
    if as_json:
        screen.json(
            {
                **_content(done.content),
                "made": done.made.isoformat() if done.made else None,
                "erased": done.erased,
                "mentions": [
                    {"node": one.node, "field": one.field, "text": one.text}
                    for one in done.mentions
                ],
            }
        )
        return 0
    _tell(done, store, screen)
    return 0


def encrypt(
    ctx: typer.Context, remember: Remember = False, store: Store = DEFAULT_STORE, lang: Lang = "nl"
) -> int:
    """Puts a key on the store."""
    from assetgraph.workflows import backups, locking  # noqa: PLC0415

    screen: Screen = ctx.obj
    locking.can_encrypt(store)
    words = _new_words(screen, Path(store))
    secret = locking.new_secret(words)
    with screen.progress() as step:
        locking.encrypt(store, secret, step=step)
    screen.say("safe.encrypt.done", path=store)
    screen.say("safe.encrypt.lose")
    for one in backups.side_files(store):
        screen.note("safe.encrypt.beside", path=one)
    screen.note("safe.encrypt.elsewhere")
    _keep(screen, words, secret, remember=remember)
    return 0


def decrypt(
    ctx: typer.Context, yes: Yes = False, store: Store = DEFAULT_STORE, lang: Lang = "nl"
) -> int:
    """Takes the key off the store."""
    from assetgraph.workflows import locking  # noqa: PLC0415

    screen: Screen = ctx.obj
    locking.can_decrypt(store)
    if not yes:
        answer = screen.confirm("safe.decrypt.sure", path=store)
        if answer is None:
            raise AssetGraphError("asks-first")
        if not answer:
            screen.note("safe.stopped")
            return 1
    with screen.progress() as step:
        locking.decrypt(store, step=step)
    screen.say("safe.decrypt.done", path=store)
    return 0


def rekey(
    ctx: typer.Context,
    new_key_fd: Annotated[
        int | None, typer.Option("--new-key-fd", metavar="N", help="safe.option.new-key-fd")
    ] = None,
    remember: Remember = False,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Puts another key on the store."""
    from assetgraph.workflows import locking  # noqa: PLC0415

    screen: Screen = ctx.obj
    locking.can_decrypt(store)
    locking.try_key(store)
    if new_key_fd is None:
        words = _typed_twice(screen, Path(store))
    else:
        words = locking.read_keys(new_key_fd)[0]
    secret = locking.new_secret(words)
    with screen.progress() as step:
        locking.rekey(store, secret, step=step)
    screen.say("safe.rekey.done", path=store)
    screen.say("safe.encrypt.lose")
    screen.note("safe.rekey.backups")
    _keep(screen, words, secret, remember=remember)
    return 0


def _content(content: Content) -> dict[str, object]:
    counts = {part.value: n for part, n in content.rows.items()}
    return {"ok": True, "counts": counts, "checksum": content.checksum}


def _tell(done: Restored, store: str, screen: Screen) -> None:
    if done.made is None:
        screen.say("safe.restore.done-store", path=store)
    else:
        screen.say("safe.restore.done", path=store, day=screen.day(done.made.date()))
    screen.say("safe.checked", checksum=done.content.checksum or "-")
    if done.erased:
        screen.say("safe.restore.erased", n=done.erased)
    if done.mentions:
        screen.say("safe.restore.mentions", n=len(done.mentions))
        screen.points([one.text for one in done.mentions[:MENTIONS]], indent=2)
    if done.log_kept > 0:
        screen.say("safe.restore.log", n=done.log_kept)
    if not done.replaced:
        screen.note("safe.restore.erase-again")
    for path in done.stay:
        screen.note("safe.restore.stays", path=path)


def _keep(screen: Screen, words: str, secret: Secret, *, remember: bool) -> None:
    """Gives the key to the keyring of this computer where that was asked."""
    from assetgraph.workflows import locking  # noqa: PLC0415

    if remember:
        took = locking.remember(words, secret.salt)
        screen.note("safe.remembered" if took else "safe.not-remembered")


def _new_key(screen: Screen, path: Path) -> Secret:
    from assetgraph.workflows import locking  # noqa: PLC0415

    return locking.new_secret(_new_words(screen, path))


def _new_words(screen: Screen, path: Path) -> str:
    """The key for what has none: from `--key-fd`, or typed twice."""
    from assetgraph.workflows import locking  # noqa: PLC0415

    return locking.offered() or _typed_twice(screen, path)


def _typed_twice(screen: Screen, path: Path) -> str:
    """A new key. Raises AssetGraphError ``key-not-given`` and ``keys-differ``."""
    words = screen.secret("safe.new-key", path=path)
    if not words:
        raise AssetGraphError("key-not-given")
    if screen.secret("safe.again") != words:
        raise AssetGraphError("keys-differ")
    return words
