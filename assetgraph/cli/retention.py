"""`retention`: how long what is kept, what is due, and clearing it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from assetgraph.cli.options import DEFAULT_STORE, Json, Lang, Store, Yes
from assetgraph.cli.screen import Screen
from assetgraph.errors import AssetGraphError

if TYPE_CHECKING:
    from assetgraph.workflows.retention import Due

NAMES = 10
"""People whom the screen names; `--json` names all."""


def retention(
    ctx: typer.Context,
    clear: Annotated[bool, typer.Option("--clear", help="retention.option.clear")] = False,
    settings: Annotated[bool, typer.Option("--settings", help="retention.option.settings")] = False,
    yes: Yes = False,
    as_json: Json = False,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Tells what is due, and clears it where that is asked."""
    from assetgraph.workflows import retention  # noqa: PLC0415

    screen: Screen = ctx.obj
    today = date.today()
    if settings:
        screen.say("retention.written", path=retention.write_settings(store, screen.language))
        return 0
    found = retention.due(store, today=today)
    some = any(one.n for one in found)
    if not clear or not some:
        _show(found, store, screen, as_json=as_json, cleared=clear)
        return 0
    if not yes:
        _show(found, store, screen, as_json=False, cleared=False)
        answer = screen.confirm("retention.sure")
        if answer is None:
            raise AssetGraphError("asks-first")
        if not answer:
            screen.note("safe.stopped")
            return 1
    _show(retention.clear(store, today=today), store, screen, as_json=as_json, cleared=True)
    return 0


def _show(
    found: Sequence[Due], store: str, screen: Screen, *, as_json: bool, cleared: bool
) -> None:
    from assetgraph.workflows import retention  # noqa: PLC0415

    if as_json:
        screen.json(
            [
                {
                    "what": one.what,
                    "keep": one.keep,
                    "due": one.n,
                    "people": [{"id": node, "name": name} for node, name in one.people],
                    "cleared": cleared,
                }
                for one in found
            ]
        )
        return
    for one in found:
        screen.line(screen.text(f"retention.what.{one.what}"), "bold")
        key = "retention.cleared" if cleared else "retention.due"
        screen.line(screen.text(key, keep=_lasting(one.keep, screen), n=one.n), indent=2)
        names = [name for _, name in one.people]
        if names and not cleared:
            more = len(names) - NAMES
            shown = [*names[:NAMES], *([screen.text("retention.more", n=more)] if more > 0 else [])]
            screen.line(screen.words.enumerate(shown), indent=2)
    path = retention.settings_file(store)
    screen.note("retention.set-in" if path.exists() else "retention.defaults", path=path)
    if not cleared and any(one.n for one in found):
        screen.note("retention.how")


def _lasting(keep: str, screen: Screen) -> str:
    """A period in words."""
    from assetgraph.workflows import given, retention  # noqa: PLC0415

    if keep == retention.NEVER:
        return screen.text("retention.period.always")
    n, unit = given.in_units(keep)
    return screen.text(f"retention.period.{unit}", n=n)
