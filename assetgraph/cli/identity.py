"""`duplicates`, `merge` and `split`: one person is one person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from assetgraph.cli.answering import sentence
from assetgraph.cli.keys import read_key
from assetgraph.cli.options import DEFAULT_STORE, Buurt, Json, Lang, Store
from assetgraph.cli.screen import Screen

if TYPE_CHECKING:
    from assetgraph.workflows.identity import Duplicate, Evidence, Judged

FEW = 20
"""Pairs that the screen shows unless `--top` says otherwise; `--json` gives all."""

SUREST = 99
"""As many percent as the screen says: evidence is never certain."""

Two = tuple[str, str]


def duplicates(
    ctx: typer.Context,
    as_json: Json = False,
    buurt: Buurt = "",
    top: Annotated[
        int | None, typer.Option("--top", min=0, metavar="N", help="cli.option.top")
    ] = None,
    review: Annotated[bool, typer.Option("--review", help="cli.option.review-duplicates")] = False,
    not_: Annotated[
        Two | None, typer.Option("--not", metavar="A B", help="cli.option.not-the-same")
    ] = None,
    maybe: Annotated[
        Two | None, typer.Option("--maybe", metavar="A B", help="cli.option.maybe-the-same")
    ] = None,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Who may be recorded twice; and what was looked at before."""
    from assetgraph.errors import AssetGraphError  # noqa: PLC0415
    from assetgraph.workflows import identity  # noqa: PLC0415

    screen: Screen = ctx.obj
    if not_ or maybe:
        one, other = not_ or maybe or ("", "")
        declare = identity.different if not_ else identity.maybe_one
        judged = declare(store, one, other, today=date.today())
        if as_json:
            screen.json(identity.to_json(judged, screen.words))
        else:
            key = "duplicates.screen.different" if not_ else "duplicates.screen.maybe"
            screen.say(key, one=judged.one.name, other=judged.others[0].name)
        return 0
    if review and not screen.can_ask():
        raise AssetGraphError("review-needs-a-terminal")
    found = identity.duplicates(store, today=date.today(), buurt=buurt or None, top=top)
    if as_json:
        screen.json([identity.to_json(one, screen.words) for one in found])
        return 0
    if not found:
        screen.say("duplicates.screen.none")
    elif review:
        _walk(screen, store, found)
    else:
        _list(screen, found, len(found) if top is not None else FEW)
    return 0


def merge(
    ctx: typer.Context,
    one: Annotated[str, typer.Argument(metavar="BEWONER", help="cli.argument.stays")],
    other: Annotated[str, typer.Argument(metavar="BEWONER", help="cli.argument.goes")],
    as_json: Json = False,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Two residents are one person."""
    from assetgraph.workflows import identity  # noqa: PLC0415

    screen: Screen = ctx.obj
    judged = identity.merge(store, one, other, today=date.today())
    if as_json:
        screen.json(identity.to_json(judged, screen.words))
    else:
        _merged(screen, judged)
    return 0


def split(
    ctx: typer.Context,
    resident: Annotated[str, typer.Argument(metavar="BEWONER", help="cli.argument.split")],
    as_json: Json = False,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """One person is two residents after all."""
    from assetgraph.workflows import identity  # noqa: PLC0415

    screen: Screen = ctx.obj
    judged = identity.split(store, resident, today=date.today())
    if as_json:
        screen.json(identity.to_json(judged, screen.words))
        return 0
    names = [judged.one.name, *(other.name for other in judged.others)]
    screen.say("duplicates.screen.split", names=names)
    screen.say("duplicates.screen.undo", id=judged.changeset)
    return 0


def _merged(screen: Screen, judged: Judged) -> None:
    other = judged.others[0].name
    screen.say("duplicates.screen.merged", one=judged.one.name, other=other)
    screen.say("duplicates.screen.narrower")
    if judged.against:
        screen.say("duplicates.screen.against")
        _reasons(screen, judged.against, indent=2)
    screen.say("duplicates.screen.undo", id=judged.changeset)


def _list(screen: Screen, found: Sequence[Duplicate], most: int) -> None:
    screen.say("duplicates.screen.head", n=len(found))
    for one in found[:most]:
        screen.line()
        _pair(screen, one)
        commands = (f'assetgraph merge "{one.called[0]}" "{one.called[1]}"',)
        screen.points(commands, indent=2, mark="> ")
    screen.line()
    if len(found) > most:
        screen.say("duplicates.screen.more", n=len(found) - most)
    screen.say("duplicates.screen.how")


def _pair(screen: Screen, one: Duplicate) -> None:
    key = "duplicates.screen.likely" if one.likely else "duplicates.screen.possible"
    told = screen.text(key, one=one.one.name, other=one.other.name)
    screen.line(f"{told}  ({min(round(one.score * 100), SUREST)} %)", "bold")
    _reasons(screen, one.reasons, indent=2)


def _reasons(screen: Screen, reasons: Sequence[Evidence], indent: int) -> None:
    """What speaks for it behind a plus, what speaks against it behind a minus."""
    for mark, some in (
        ("+ ", [one for one in reasons if one.weight >= 0]),
        ("- ", [one for one in reasons if one.weight < 0]),
    ):
        screen.points([sentence(screen.text(one.text)) for one in some], indent=indent, mark=mark)


def _walk(screen: Screen, store: str, found: Sequence[Duplicate]) -> None:
    """Asks about each pair, and keeps each answer at once; stops where the user stops."""
    from assetgraph.workflows import identity  # noqa: PLC0415

    today = date.today()
    merged: set[str] = set()
    screen.say("duplicates.screen.keys")
    for at, one in enumerate(found, start=1):
        if merged & {one.one.id, one.other.id}:
            continue
        screen.line()
        screen.line(f"{at}/{len(found)}")
        _pair(screen, one)
        key = _key(screen)
        if key == "q":
            screen.say("duplicates.screen.stopped")
            return
        if key == "1":
            _merged(screen, identity.merge(store, one.one.id, one.other.id, today=today))
            merged.add(one.other.id)
        elif key == "2":
            identity.different(store, one.one.id, one.other.id, today=today)
            screen.say("duplicates.screen.different", one=one.one.name, other=one.other.name)
    screen.line()
    screen.say("duplicates.screen.done")


def _key(screen: Screen) -> str:
    """1 for one person, 2 for two, "" for later, q to stop."""
    while True:
        key = read_key().casefold()
        if key in ("", "q", "\x04", "\x1b"):
            return "q"
        if key in ("s", "\n", "\r", " "):
            return ""
        if key in ("1", "2"):
            return key
        screen.say("duplicates.screen.keys")
