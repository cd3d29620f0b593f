"""`gatherings` and `talents`: reasons to bring people together, and what nobody asked for yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from assetgraph.cli.answering import answered, asked, sentence
from assetgraph.cli.options import DEFAULT_STORE, AsOf, Buurt, Json, Lang, Store
from assetgraph.cli.screen import Screen

if TYPE_CHECKING:
    from assetgraph.workflows.asking import Gathering, Unused, Voiced

TopRows = Annotated[int | None, typer.Option("--top", min=0, metavar="N", help="cli.option.top")]

SHOWN = 8
"""Gatherings, talents and wishes that the screen shows of each, unless `--top` says otherwise."""

NAMED = 3
"""People whom the screen names with a talent or a wish."""


def gatherings(
    ctx: typer.Context,
    as_json: Json = False,
    buurt: Buurt = "",
    as_of: AsOf = "",
    top: TopRows = None,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Reasons to bring people together."""
    screen: Screen = ctx.obj
    found = asked("gatherings", store, buurt, as_of, top=top)
    if not answered(found, screen, as_json, buurt, as_of):
        show_gatherings(found, screen, SHOWN if top is None else len(found))
    return 0


def talents(
    ctx: typer.Context,
    as_json: Json = False,
    buurt: Buurt = "",
    as_of: AsOf = "",
    top: TopRows = None,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Talents that nobody asked for yet, beside wishes that nobody answers yet."""
    screen: Screen = ctx.obj
    found = asked("talents", store, buurt, as_of, top=top)
    if not answered(found, screen, as_json, buurt, as_of):
        show_talents(found, screen, SHOWN if top is None else len(found))
    return 0


def show_gatherings(found: Sequence[Gathering], screen: Screen, most: int) -> None:
    """Each gathering: about what, who, who could lead, whom to invite, and the first step."""
    if not found:
        screen.say("gatherings.none")
        return
    for one in found[:most]:
        screen.line(sentence(screen.text(one.topic)), "bold")
        for voiced in one.residents:
            screen.points([_words(voiced.resident.name, voiced.text, screen)], indent=2)
        screen.line(screen.text(one.lead_because), indent=2)
        if one.invite:
            names = [each.resident.name for each in one.invite]
            screen.line(screen.text("gatherings.invite", names=names), indent=2)
        screen.line(screen.text("cli.matches.first-step", step=one.first_step), indent=2)
        screen.line()
    if len(found) > most:
        screen.say("gatherings.more", n=len(found) - most, all=len(found))


def show_talents(found: Sequence[Unused], screen: Screen, most: int) -> None:
    """Talents that wait, then wishes that wait."""
    if not found:
        screen.say("talents.none")
        return
    parts = {
        "talents.wished": [one for one in found if one.fits],
        "talents.head": [one for one in found if one.kind == "talent" and not one.fits],
        "talents.wishes": [one for one in found if one.kind == "wish"],
    }
    for head, rows in parts.items():
        if not rows:
            continue
        screen.line(screen.text(head, n=len(rows)), "bold")
        for one in rows[:most]:
            screen.line(sentence(screen.text(one.topic)), "bold", indent=2)
            said = _few(one.residents, screen)
            if one.fits:
                said = screen.text("talents.can", said=said)
                wished = screen.text("talents.wish", said=_few(one.fits, screen))
                screen.points([said, wished], indent=4)
            else:
                screen.line(said, indent=4)
        if len(rows) > most:
            screen.line(screen.text("talents.more", n=len(rows) - most), indent=2)
        screen.line()


def _few(said: Sequence[Voiced], screen: Screen) -> str:
    """Some people with their words, and how many more there are."""
    words = [_words(each.resident.name, each.text, screen) for each in said[:NAMED]]
    told = "; ".join(words)
    more = len(said) - NAMED
    return screen.text("talents.and-more", said=told, n=more) if more > 0 else told


def _words(name: str, text: str, screen: Screen) -> str:
    return screen.text("gatherings.words", name=name, text=text)
