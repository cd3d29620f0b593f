"""`vocabulary`: what the tool makes of the words that people write."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assetgraph.cli.options import DEFAULT_STORE, Buurt, Force, Json, Lang, Store, Top
from assetgraph.cli.screen import Screen
from assetgraph.errors import AssetGraphError

if TYPE_CHECKING:
    from assetgraph.workflows.words import Meaning

_QUESTIONS = 3
"""What is only likely, on screen; `--json` gives all."""

Text = Annotated[str, typer.Argument(metavar="TEKST", help="cli.argument.text")]
Concept = Annotated[str, typer.Argument(metavar="BEGRIP", help="cli.argument.concept")]


def explain(
    ctx: typer.Context,
    text: Text,
    as_json: Json = False,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Which talent concepts a text means, and why."""
    from assetgraph.workflows.words import explain as explained  # noqa: PLC0415

    screen: Screen = ctx.obj
    if not text.strip():
        raise AssetGraphError("missing-argument", value="TEKST", command=ctx.command_path)
    meanings, label, foreign = explained(text, store)
    if foreign:
        screen.note("cli.vocabulary.foreign")
    if as_json:
        screen.json(
            [_as_json(one, label(one.concept, screen.language), screen) for one in meanings]
        )
        return 0
    if not meanings:
        screen.say("cli.vocabulary.nothing", text=text)
    sure = [one for one in meanings if one.sure]
    for one in (*sure, *[one for one in meanings if not one.sure][:_QUESTIONS]):
        name = label(one.concept, screen.language)
        if one.sure:
            direction = screen.text(f"vocabulary.direction.{one.direction.value}")
            screen.line(f"{name} ({direction})", "bold")
        else:
            screen.say("cli.vocabulary.question", concept=name)
        screen.line(screen.text(one.because), indent=2)
    return 0


def _as_json(meaning: Meaning, label: str, screen: Screen) -> dict[str, Any]:
    return {
        "concept": meaning.concept,
        "label": label,
        "direction": meaning.direction.value,
        "weight": round(meaning.weight, 3),
        "because": screen.text(meaning.because),
        "sure": meaning.sure,
        "confidence": meaning.confidence,
    }


def unknown(
    ctx: typer.Context,
    as_json: Json = False,
    buurt: Buurt = "",
    top: Top = 0,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """The texts in the store that are not surely understood."""
    from assetgraph.workflows.words import doubts  # noqa: PLC0415

    screen: Screen = ctx.obj
    found = doubts(store, today=date.today(), buurt=buurt or None)
    shown = found[:top] if top else found
    if as_json:
        screen.json(
            [
                {
                    "text": one.text,
                    "asked": one.asked,
                    "people": one.people,
                    "maybe": list(one.maybe),
                }
                for one in shown
            ]
        )
        return 0
    if not found:
        screen.say("cli.vocabulary.all-known")
    for one in shown:
        asked = screen.text("cli.vocabulary.unknown-wish", text=one.text)
        screen.line(asked if one.asked else one.text, "bold")
        if one.maybe:
            screen.line(", ".join(one.maybe[:3]), indent=2)
    if found:
        screen.note("cli.vocabulary.review-them", n=len(found))
    return 0


def review(
    ctx: typer.Context,
    buurt: Buurt = "",
    assistant: Annotated[
        str, typer.Option("--assistant", metavar="URL", help="cli.option.assistant")
    ] = "",
    allow_remote_assistant: Annotated[
        bool, typer.Option("--allow-remote-assistant", help="cli.option.allow-remote-assistant")
    ] = False,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Walks through what is not surely understood, one key an answer."""
    from assetgraph.cli.reviewing import walk  # noqa: PLC0415
    from assetgraph.workflows.words import Review, doubts, proposer  # noqa: PLC0415

    screen: Screen = ctx.obj
    propose = proposer(assistant, store, remote=allow_remote_assistant) if assistant else None
    found = doubts(store, today=date.today(), buurt=buurt or None)
    if not found:
        screen.say("cli.vocabulary.all-known")
        return 0
    if not screen.can_ask():
        raise AssetGraphError("needs-a-terminal", command="vocabulary review")
    walk(screen, Review(store), found, propose)
    return 0


def add(
    ctx: typer.Context,
    concept: Concept,
    text: Text,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Adds a phrase of one's own to a concept."""
    from assetgraph.workflows.words import add_term  # noqa: PLC0415

    add_term(store, concept, _given(ctx, text))
    ctx.obj.say("cli.vocabulary.added", text=text, concept=concept)
    return 0


def new(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(metavar="NAAM", help="cli.argument.concept-name")],
    english: Annotated[str, typer.Option("--en", metavar="NAAM", help="cli.option.en")] = "",
    broader: Annotated[
        str, typer.Option("--broader", metavar="BEGRIP", help="cli.option.broader")
    ] = "",
    term: Annotated[
        list[str] | None, typer.Option("--term", metavar="TEKST", help="cli.option.term")
    ] = None,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Adds a concept of one's own."""
    from assetgraph.workflows.words import new_concept  # noqa: PLC0415

    name = _given(ctx, text)
    made = new_concept(store, name, english=english, broader=broader, phrases=tuple(term or ()))
    ctx.obj.say("cli.vocabulary.made", concept=made)
    return 0


def not_(
    ctx: typer.Context,
    text: Text,
    concept: Concept,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Remembers that a text does not mean a concept."""
    from assetgraph.workflows.words import deny  # noqa: PLC0415

    deny(store, _given(ctx, text), concept)
    ctx.obj.say("cli.vocabulary.denied", text=text, concept=concept)
    return 0


def export(
    ctx: typer.Context,
    skos: Annotated[str, typer.Option("--skos", metavar="BESTAND", help="cli.option.skos")] = "",
    force: Force = False,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Writes the vocabulary for other tools."""
    from assetgraph.workflows.words import write_skos  # noqa: PLC0415

    if not skos:
        raise AssetGraphError("missing-argument", value="--skos", command=ctx.command_path)
    n = write_skos(store, Path(skos), force=force)
    ctx.obj.note("cli.vocabulary.written", n=n, path=skos)
    return 0


def _given(ctx: typer.Context, text: str) -> str:
    if not text.strip():
        raise AssetGraphError("missing-argument", value="TEKST", command=ctx.command_path)
    return " ".join(text.split())
