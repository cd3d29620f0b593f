"""`copy`: everything of one store into another."""

from __future__ import annotations

from typing import Annotated

import typer

from assetgraph.cli.options import DEFAULT_STORE, AnyStore, Json, Lang
from assetgraph.cli.screen import Screen


def copy(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(metavar="VAN", help="cli.argument.copy-from")],
    target: Annotated[str, typer.Argument(metavar="NAAR", help="cli.argument.copy-to")],
    as_json: Json = False,
    store: AnyStore = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Copies a store, and checks the copy."""
    from assetgraph.workflows import copying  # noqa: PLC0415

    screen: Screen = ctx.obj
    with screen.progress() as step:
        done = copying.copy(source, target, step=step)
    counts = {part.value: done.content.rows.get(part, 0) for part in copying.Part}
    if as_json:
        screen.json(
            {
                "ok": True,
                "from": source,
                "to": target,
                "counts": counts,
                "checksum": done.content.facts,
                "resumed": done.resumed,
                "pages": done.taken,
            }
        )
        return 0
    if not done.taken:
        screen.say("cli.copy.same", path=target)
    else:
        screen.say("cli.copy.resumed" if done.resumed else "cli.copy.done", path=target)
    for name, n in counts.items():
        if n:
            screen.line(screen.text(f"cli.copy.part.{name}", n=n), indent=2)
    screen.say("cli.copy.checked", checksum=done.content.facts or "-")
    return 0
