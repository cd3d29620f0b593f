"""`log`: who looked at or changed what about whom, why and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from assetgraph.cli.options import DEFAULT_STORE, Json, Lang, Store
from assetgraph.cli.screen import Screen

if TYPE_CHECKING:
    from assetgraph.workflows.logs import Entry

FEW = 3
"""People whose ids stand on the screen with one entry; `--json` gives all."""


def log(
    ctx: typer.Context,
    resident: Annotated[
        str | None, typer.Argument(metavar="BEWONER", help="log.argument.resident")
    ] = None,
    as_json: Json = False,
    top: Annotated[int, typer.Option("--top", min=0, metavar="N", help="log.option.top")] = 50,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """The log of a store."""
    from assetgraph.workflows import logs  # noqa: PLC0415

    screen: Screen = ctx.obj
    found = logs.log(store, resident, top=top)
    if as_json:
        screen.json([as_data(entry) for entry in found])
        return 0
    if not found:
        screen.say("log.none" if resident is None else "log.none-about")
    for entry in found:
        show(entry, screen, person=resident is not None)
    return 0


def show(entry: Entry, screen: Screen, *, person: bool = False) -> None:
    """An entry in two or three lines; `person` says that all are about one resident."""
    moment = entry.at.astimezone()
    when = f"{screen.day(moment.date())} {moment:%H:%M}"
    who = entry.who or screen.text("log.nobody")
    done = screen.text(f"log.sort.{entry.sort}")
    screen.line(screen.text("log.line", n=entry.number, when=when, who=who, what=done), "bold")
    about = screen.text("log.everybody")
    if entry.about and person:
        about = screen.text("log.this-person")
    elif entry.about:
        ids = list(entry.about[:FEW])
        more = len(entry.about) - len(ids)
        about = screen.words.enumerate([*ids, *([screen.text("log.more", n=more)] if more else [])])
    parts = [screen.text("log.with", command=entry.command), screen.text("log.about", who=about)]
    if entry.purpose:
        parts.append(screen.text("log.purpose", purpose=entry.purpose.label))
    screen.line(" · ".join(parts), indent=4)
    if entry.why:
        screen.line(screen.text("log.why", why=entry.why), indent=4)
    if entry.taken_away:
        screen.line(screen.text("log.taken-away"), indent=4)


def as_data(entry: Entry) -> dict[str, Any]:
    """An entry for scripts."""
    return {
        "number": entry.number,
        "at": entry.at.isoformat(),
        "who": entry.who,
        "action": entry.sort,
        "command": entry.command,
        "about": list(entry.about),
        "purpose": entry.purpose.value if entry.purpose else None,
        "why": entry.why,
        "taken_away": entry.taken_away,
    }
