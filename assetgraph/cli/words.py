"""`vocabulary`: what the tool makes of the words that people write."""

from __future__ import annotations

from typing import Annotated

import typer

from assetgraph.cli.options import DEFAULT_STORE, AnyStore, Json, Lang
from assetgraph.cli.screen import Screen
from assetgraph.errors import AssetGraphError


def explain(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEKST", help="cli.argument.text")],
    as_json: Json = False,
    store: AnyStore = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Which talent concepts a text means, and why."""
    from assetgraph.workflows.words import explain as explained  # noqa: PLC0415

    screen: Screen = ctx.obj
    if not text.strip():
        raise AssetGraphError("missing-argument", value="TEKST", command=ctx.command_path)
    meanings, label = explained(text)
    if as_json:
        screen.json(
            [
                {
                    "concept": one.concept,
                    "label": label(one.concept, screen.language),
                    "direction": one.direction.value,
                    "weight": round(one.weight, 3),
                    "because": screen.text(one.because),
                }
                for one in meanings
            ]
        )
        return 0
    if not meanings:
        screen.say("cli.vocabulary.nothing", text=text)
    for one in meanings:
        direction = screen.text(f"vocabulary.direction.{one.direction.value}")
        screen.line(f"{label(one.concept, screen.language)} ({direction})", "bold")
        screen.line(screen.text(one.because), indent=2)
    return 0
