"""`visualize`, `export` and `demo`: what leaves the store, and for whom."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from assetgraph.cli.options import DEFAULT_STORE, AnyStore, AsOf, Buurt, Force, Lang, Store, Yes
from assetgraph.cli.reporting import counted
from assetgraph.cli.screen import Screen
from assetgraph.errors import AssetGraphError, RefusedError

PurposeOption = Annotated[
    str, typer.Option("--purpose", metavar="map|match|publish", help="cli.option.purpose")
]


def visualize(
    ctx: typer.Context,
    out: Annotated[Path, typer.Argument(metavar="KAART.html", help="cli.argument.map")],
    purpose: PurposeOption = "map",
    around: Annotated[
        str | None, typer.Option("--around", metavar="BEWONER", help="cli.option.around")
    ] = None,
    initials: Annotated[bool, typer.Option("--initials", help="cli.option.initials")] = False,
    theme: Annotated[
        str, typer.Option("--theme", metavar="auto|light|dark|contrast", help="cli.option.theme")
    ] = "auto",
    buurt: Buurt = "",
    as_of: AsOf = "",
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Writes the interactive map."""
    from assetgraph.model.consent import CONSENTED  # noqa: PLC0415
    from assetgraph.workflows import given, sharing  # noqa: PLC0415

    screen: Screen = ctx.obj
    meant = given.as_purpose(purpose)
    if meant not in CONSENTED:
        known = [one.value for one in CONSENTED]
        raise AssetGraphError("unknown-purpose", value=purpose, known=known)
    snapshot, remembered = sharing.draw(
        store,
        out,
        purpose=meant,
        today=date.today(),
        language=screen.language,
        around=around,
        buurt=buurt or None,
        as_of=given.as_day(as_of) if as_of else None,
        theme=theme,
        initials=initials,
    )
    screen.note("cli.visualize.done", path=out, n=sharing.neighbours(snapshot))
    screen.note(f"cli.visualize.for-{meant.value}")
    if not remembered:
        screen.note("cli.visualize.places-not-kept")
    return 0


def export(
    ctx: typer.Context,
    out: Annotated[str, typer.Argument(metavar="BESTAND", help="cli.argument.export")],
    purpose: Annotated[
        str, typer.Option("--purpose", metavar="map|match|publish|all", help="cli.option.purpose")
    ] = "map",
    force: Force = False,
    yes: Yes = False,
    buurt: Buurt = "",
    as_of: AsOf = "",
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Writes the graph for other tools."""
    from assetgraph.model.consent import Purpose  # noqa: PLC0415
    from assetgraph.workflows import given, sharing  # noqa: PLC0415

    screen: Screen = ctx.obj
    meant = given.as_purpose(purpose)
    if meant is Purpose.ALL and not yes:
        answer = screen.confirm("cli.export.sure")
        if answer is None:
            raise AssetGraphError("needs-yes")
        if not answer:
            screen.note("cli.export.stopped")
            return 1
    snapshot = sharing.write_export(
        store,
        out,
        purpose=meant,
        today=date.today(),
        language=screen.language,
        force=force,
        buurt=buurt or None,
        as_of=given.as_day(as_of) if as_of else None,
    )
    screen.note("cli.export.done", path=out, n=len(snapshot.residents), purpose=meant.label)
    return 0


def demo(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option("--out", metavar="MAP", help="cli.option.out")] = Path(
        "demo"
    ),
    store: AnyStore = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """The whole tool in one command."""
    from assetgraph.model.consent import Purpose  # noqa: PLC0415
    from assetgraph.workflows import asking, loading, sharing  # noqa: PLC0415

    screen: Screen = ctx.obj
    started = time.monotonic()
    today = date.today()
    sheets = loading.unpack_demo(out, screen.language)
    own, page = str(out / DEFAULT_STORE), out / "kaart.html"
    with screen.progress() as step:
        done = loading.import_files(own, [sheets], today=today, who="demo", step=step)
        if done.outcome is None:
            raise RefusedError("demo-not-loaded", path=sheets)
        step("questions")
        connectors = asking.ask(own, "connectors", today=today, top=3)
        missing = asking.ask(own, "isolated", today=today)
        matches = asking.ask(own, "matches", today=today, top=1)
        step("map")
        sharing.draw(own, page, purpose=Purpose.MAP, today=today, language=screen.language)
    screen.say("cli.demo.intro")
    screen.say("cli.demo.loaded", what=counted(done.outcome.added, screen))
    screen.line()
    screen.line(screen.text("cli.demo.connectors"), "bold")
    for one in connectors:
        name, n = one.resident.name, one.degree
        if one.connects:
            screen.say("cli.demo.connector", name=name, n=n, joins=one.connects[0])
        else:
            screen.say("cli.demo.connector-named", name=name, n=n)
    screen.line()
    screen.line(screen.text("cli.demo.missing"), "bold")
    for status in ("isolated", "by_a_thread", "not_in_picture"):
        names = [one.resident.name for one in missing if one.status == status]
        if names:
            screen.say(f"cli.demo.status.{status.replace('_', '-')}", names=names)
    screen.line()
    screen.line(screen.text("cli.demo.matches"), "bold")
    for one in matches[:2]:
        screen.line(f"{one.resident.name} - {one.partner.name}", "bold")
        screen.line(screen.text(one.reasons[0].text), indent=2)
        screen.line(screen.text("cli.matches.first-step", step=one.first_step), indent=2)
    screen.line()
    screen.say("cli.demo.open", path=page, seconds=round(time.monotonic() - started, 1))
    screen.say("cli.demo.next", store=own)
    return 0
