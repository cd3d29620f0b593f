"""`isolated` and `missing`: around whom, and with whom, the circle can grow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from assetgraph.cli.answering import answered, asked, listed
from assetgraph.cli.options import DEFAULT_STORE, AsOf, Buurt, Json, Lang, Store, Top
from assetgraph.cli.screen import Screen

if TYPE_CHECKING:
    from assetgraph.workflows.asking import Invitee, Missing

LINES = 3
"""Reasons or hooks that the screen shows of each person; `--json` gives all."""

STATUSES = ("isolated", "by_a_thread", "not_in_picture")

_SEEN = {"isolated.reason.no-ties", "isolated.reason.unknown"}
"""Reasons that the line under a heading says already."""

_SAID = {"isolated.reason.only-named"}
"""With this reason a doubt would say the same again."""


def isolated(
    ctx: typer.Context,
    not_asked_for: Annotated[
        str, typer.Option("--not-asked-for", metavar="2j", help="cli.option.not-asked-for")
    ] = "2j",
    as_json: Json = False,
    buurt: Buurt = "",
    as_of: AsOf = "",
    top: Annotated[
        int | None, typer.Option("--top", min=0, metavar="N", help="cli.option.top")
    ] = None,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Who is isolated, hangs by a thread, or is not in the picture."""
    from assetgraph.workflows import given  # noqa: PLC0415

    period = given.as_period(not_asked_for)
    found = asked("isolated", store, buurt, as_of, top=top, not_asked_for=period)
    if not answered(found, ctx.obj, as_json, buurt, as_of):
        show_isolated(found, ctx.obj)
    return 0


def missing(
    ctx: typer.Context,
    group: Annotated[str, typer.Argument(metavar="GROEP", help="cli.argument.gathering")],
    as_json: Json = False,
    buurt: Buurt = "",
    as_of: AsOf = "",
    top: Top = 10,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Who could belong to a group, place or activity and is not there."""
    found = asked("missing", store, buurt, as_of, named={"of": group}, top=top)
    if not answered(found, ctx.obj, as_json, buurt, as_of):
        show_missing(found, group, ctx.obj)
    return 0


def show_isolated(found: Sequence[Missing], screen: Screen) -> None:
    """Who is missing, by what sort of missing it is."""
    if not found:
        screen.say("cli.isolated.none")
        return
    for status in STATUSES:
        some = [one for one in found if one.status == status]
        if not some:
            continue
        name = status.replace("_", "-")
        screen.line(screen.text(f"cli.isolated.head.{name}", n=len(some)), "bold")
        screen.say(f"cli.isolated.about.{name}")
        for one in some:
            _one(one, screen)
        screen.line()
    if any(one.status != "not_in_picture" for one in found):
        screen.say("cli.isolated.next")


def _one(one: Missing, screen: Screen) -> None:
    screen.line(one.resident.name, "bold", indent=2)
    reasons = [reason for reason in one.reasons if reason.key not in _SEEN]
    listed([*reasons, *one.hooks[:LINES]], screen, 4)
    said = any(reason.key in _SAID for reason in reasons)
    if one.status != "not_in_picture" and one.certainty != "high" and not said:
        why = " ".join(screen.text(doubt) for doubt in one.doubts)
        how = screen.text(f"certainty.how.{one.certainty.value}")
        screen.points([screen.text("certainty.because", how=how, why=why)], indent=4)


def show_missing(found: Sequence[Invitee], group: str, screen: Screen) -> None:
    """Who could belong somewhere and is not there."""
    if not found:
        screen.say("cli.missing.none", group=group)
        return
    screen.line(screen.text("cli.missing.head", group=found[0].of.name), "bold")
    for one in found:
        screen.line(one.resident.name, "bold", indent=2)
        listed(one.reasons[:LINES], screen, 4)
        if one.along is not None:
            along, name = one.along.name, one.resident.name
            screen.points([screen.text("cli.missing.along", along=along, name=name)], indent=4)
