"""`history`, `undo` and `doctor`: what was said when, taking it back, and keeping it whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assetgraph.cli.facts import described, field_name
from assetgraph.cli.options import DEFAULT_STORE, Json, Lang, Store
from assetgraph.cli.reporting import counted, told
from assetgraph.cli.screen import Screen
from assetgraph.messages import Message, say

if TYPE_CHECKING:
    from assetgraph.model.changeset import Change, ChangesetRecord
    from assetgraph.workflows.keeping import Finding

FEW = 3
"""Changes that `history` shows with each import; `history N` shows all."""


def history(
    ctx: typer.Context,
    changeset: Annotated[
        int | None, typer.Argument(metavar="NR", help="cli.argument.changeset")
    ] = None,
    as_json: Json = False,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """All changesets, or one with all that it changed."""
    from assetgraph.errors import QuestionError  # noqa: PLC0415
    from assetgraph.workflows import keeping  # noqa: PLC0415

    screen: Screen = ctx.obj
    found = keeping.history(store, today=date.today())
    if changeset is not None:
        found = [(record, changes) for record, changes in found if record.id == changeset]
        if not found:
            raise QuestionError("unknown-changeset", id=changeset)
    if as_json:
        screen.json([_record(record, changes) for record, changes in found])
        return 0
    if not found:
        screen.say("cli.history.none")
    for record, changes in found:
        _show(record, changes, screen, FEW if changeset is None else len(changes))
    return 0


def undo(
    ctx: typer.Context,
    changeset: Annotated[int | None, typer.Argument(metavar="NR", help="cli.argument.undo")] = None,
    as_json: Json = False,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Takes a changeset back."""
    from assetgraph.workflows import keeping  # noqa: PLC0415

    screen: Screen = ctx.obj
    outcome = keeping.undo(store, changeset, today=date.today())
    stays = [change for change in outcome.kept if change.before == change.after]
    otherwise = [change for change in outcome.kept if change.before != change.after]
    if as_json:
        counts = {name: getattr(outcome, name) for name in ("added", "changed", "removed")}
        screen.json(
            {
                "changeset": outcome.changeset,
                **counts,
                "kept": [_change(change) for change in stays],
                "conflicts": [_change(change) for change in otherwise],
            }
        )
        return 0
    screen.say("cli.undo.done", id=outcome.changeset)
    if not told(outcome, screen):
        screen.say("cli.undo.nothing")
    if stays:
        names = sorted({change.name for change in stays})
        screen.say("cli.undo.kept", n=len(stays), names=names[:FEW])
    for change in otherwise[:20]:
        screen.line(screen.text("cli.undo.conflict", what=described(change, screen)), indent=2)
    if len(otherwise) > 20:
        screen.line(screen.text("cli.history.more", n=len(otherwise) - 20), indent=2)
    return 0


def doctor(
    ctx: typer.Context, as_json: Json = False, store: Store = DEFAULT_STORE, lang: Lang = "nl"
) -> int:
    """Checks the installation, the store and its integrity."""
    from assetgraph import __version__  # noqa: PLC0415
    from assetgraph.workflows import keeping  # noqa: PLC0415

    screen: Screen = ctx.obj
    findings = keeping.doctor(store)
    ok = all(finding.mended for finding in findings)
    if as_json:
        screen.json(
            {
                "ok": ok,
                "version": __version__,
                "findings": [
                    {
                        "code": finding.code,
                        "mended": finding.mended,
                        "message": screen.text(_told(finding)),
                    }
                    for finding in findings
                ],
            }
        )
        return 0 if ok else 1
    screen.say("cli.doctor.version", version=__version__, path=store)
    for finding in findings:
        screen.say(_told(finding))
    if not findings:
        screen.say("cli.doctor.well")
    else:
        screen.say("cli.doctor.mended" if ok else "cli.doctor.damaged")
    return 0 if ok else 1


def _told(finding: Finding) -> Message:
    return say(f"cli.doctor.finding.{finding.code}", **finding.values)


def _show(record: ChangesetRecord, changes: Sequence[Change], screen: Screen, most: int) -> None:
    head = screen.text(
        "cli.history.line",
        id=record.id,
        day=screen.day(record.day),
        source=_source(record, screen),
        who=record.who or "-",
    )
    screen.line(head, "bold" if record.undone_at is None else "dim")
    if record.undone_at is not None:
        screen.line(
            screen.text("cli.history.undone", day=screen.day(record.undone_at.date())), indent=4
        )
    for key, counts in (
        ("cli.import.added", record.added),
        ("cli.import.changed", record.changed),
        ("cli.import.removed", record.removed),
    ):
        what = counted(counts, screen)
        if what:
            screen.line(screen.text(key, what=what), indent=4)
    if not any((*record.added.values(), *record.changed.values(), *record.removed.values())):
        screen.line(screen.text("cli.history.confirmed"), indent=4)
    screen.points([described(change, screen) for change in changes[:most]], indent=4)
    if len(changes) > most:
        screen.line(screen.text("cli.history.more", n=len(changes) - most), indent=4)


def _source(record: ChangesetRecord, screen: Screen) -> str:
    """The source in words: a judgement of who is who has none of its own."""
    from assetgraph.model.identity import DIFFERENT, is_judgement  # noqa: PLC0415

    if record.source == DIFFERENT:
        return screen.text("duplicates.screen.history-different")
    if is_judgement(record.source):
        fewer = any(record.removed[plural] for plural in record.removed if plural != "ties")
        key = "merged" if fewer else "split"
        return screen.text(f"duplicates.screen.history-{key}")
    return record.source


def _record(record: ChangesetRecord, changes: Sequence[Change]) -> dict[str, Any]:
    return {
        "id": record.id,
        "source": record.source,
        "date": record.day.isoformat(),
        "recorded_at": record.recorded_at.isoformat(),
        "who": record.who,
        "undone_at": record.undone_at.isoformat() if record.undone_at else None,
        "added": record.added,
        "changed": record.changed,
        "removed": record.removed,
        "changes": [_change(change) for change in changes],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "node": change.node,
        "name": change.name,
        "field": change.field,
        "label": field_name(change, "nl"),
        "other": change.other,
        "before": change.before,
        "after": change.after,
    }
