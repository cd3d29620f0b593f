"""`template` and `import`: the sheets that a facilitator fills, and what comes back from them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assetgraph.cli.options import DEFAULT_STORE, AnyStore, Force, Json, Lang, Store
from assetgraph.cli.screen import Screen

if TYPE_CHECKING:
    from assetgraph.model.changeset import Outcome
    from assetgraph.workflows.loading import Imported, Issue

SHOWN = 10
"""Sentences of one kind that are printed before the rest is only counted."""

ROWS = 8
"""Rows that are named where the same is said of many."""


def template(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="BESTAND.xlsx", help="cli.argument.template")],
    force: Force = False,
    store: AnyStore = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Writes the empty workbook."""
    from assetgraph.workflows.blank import write_template  # noqa: PLC0415

    screen: Screen = ctx.obj
    write_template(file, screen.language, force=force)
    screen.note("cli.template.done", path=file)
    return 0


def import_(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="BESTAND", help="cli.argument.files")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="cli.option.dry-run")] = False,
    partial: Annotated[bool, typer.Option("--partial", help="cli.option.partial")] = False,
    source: Annotated[
        str | None, typer.Option("--source", metavar="TEKST", help="cli.option.source")
    ] = None,
    day: Annotated[
        str | None, typer.Option("--date", metavar="DATUM", help="cli.option.date")
    ] = None,
    mapping: Annotated[
        str | None, typer.Option("--mapping", metavar="NAAM", help="cli.option.mapping")
    ] = None,
    as_json: Json = False,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Reads, reports, loads."""
    from assetgraph.workflows import given, loading, logbook  # noqa: PLC0415

    screen: Screen = ctx.obj
    with screen.progress() as step:
        done = loading.import_files(
            store,
            files,
            today=given.as_day(day) if day else date.today(),
            who=logbook.who(),
            source=source,
            mapping=mapping,
            dry_run=dry_run,
            partial=partial,
            step=step,
        )
    if as_json:
        screen.json(_as_json(done, screen, dry_run=dry_run))
    else:
        _report(done, screen, dry_run=dry_run, partial=partial)
    return 0 if done.ok else 1


def counted(counts: dict[str, int], screen: Screen) -> str:
    """What was counted, in words: "12 bewoners, 8 contacten"; empty where all is zero."""
    return screen.words.enumerate(
        [screen.text(f"cli.count.{name}", n=n) for name, n in counts.items() if n]
    )


def _report(done: Imported, screen: Screen, *, dry_run: bool, partial: bool) -> None:
    """The issues to standard error, most serious last; what was done to standard output."""
    several = len({issue.place.file for issue in done.issues}) > 1
    for severity in ("info", "warning", "error"):
        by_code: dict[str, list[Issue]] = {}
        for issue in done.issues:
            if issue.severity == severity:
                by_code.setdefault(issue.code, []).append(issue)
        for issues in by_code.values():
            _print(issues, screen, several=several)
    if done.outcome is None:
        errors = [issue for issue in done.issues if issue.severity == "error"]
        if not errors:
            screen.note("cli.import.nothing-there")
        elif partial or any(issue.place.row is None for issue in errors):
            screen.note("cli.import.nothing-loaded", n=len(errors))
        else:
            screen.note("cli.import.nothing-loaded-yet", n=len(errors))
        return
    if not told(done.outcome, screen):
        screen.say("cli.import.no-change")
    screen.say("cli.import.dry-run" if dry_run else "cli.import.done", id=done.outcome.changeset)


def told(outcome: Outcome, screen: Screen) -> bool:
    """Says in a few lines what a change did; gives whether it did anything."""
    rows = (
        ("cli.import.added", outcome.added),
        ("cli.import.changed", outcome.changed),
        ("cli.import.removed", outcome.removed),
    )
    lines = [(key, text) for key, counts in rows if (text := counted(counts, screen))]
    for key, text in lines:
        screen.say(key, what=text)
    return bool(lines)


def _print(issues: Sequence[Issue], screen: Screen, *, several: bool) -> None:
    """The issues of one code: what is said of many rows once, and one hint for all it helps."""
    same: dict[tuple[str, str, str | None, str | None, str | None], list[Issue]] = {}
    for issue in issues:
        place = issue.place
        words = (screen.text(issue.hint), screen.text(issue.message))
        same.setdefault((*words, place.file, place.sheet, place.column), []).append(issue)
    style = {"error": "bold red", "warning": "yellow"}.get(issues[0].severity, "")
    for hint, alike in groupby(list(same.items())[:SHOWN], key=lambda entry: entry[0][0]):
        for (_, sentence, *_), group in alike:
            where = _where(group, screen, several=several)
            screen.remark(f"{where}: {sentence}" if where else sentence, style)
        screen.remark(hint, indent=2)
    left = sum(len(group) for group in list(same.values())[SHOWN:])
    if left:
        screen.note("cli.import.more", n=left)


def _where(issues: Sequence[Issue], screen: Screen, *, several: bool) -> str:
    """The place of issues that differ only in their rows."""
    place = issues[0].place
    parts = [place.file, place.sheet] if several and place.sheet else [place.sheet or place.file]
    rows = sorted({issue.place.row for issue in issues if issue.place.row is not None})
    if len(rows) > ROWS:
        few = ", ".join(map(str, rows[:ROWS]))
        parts.append(screen.text("cli.import.rows-more", rows=few, n=len(rows) - ROWS))
    elif rows:
        parts.append(screen.text("cli.import.row", row=list(rows)))
    if place.column is not None:
        parts.append(screen.text("cli.import.column", column=place.column))
    return ", ".join(part for part in parts if part)


def _as_json(done: Imported, screen: Screen, *, dry_run: bool) -> dict[str, Any]:
    from assetgraph.model.changeset import no_counts  # noqa: PLC0415

    outcome = done.outcome
    zeros = no_counts()
    return {
        "ok": done.ok,
        "changeset": outcome.changeset if outcome and not dry_run else None,
        "added": outcome.added if outcome else zeros,
        "changed": outcome.changed if outcome else zeros,
        "removed": outcome.removed if outcome else zeros,
        "issues": [
            {
                "code": issue.code,
                "severity": str(issue.severity),
                "file": issue.place.file,
                "sheet": issue.place.sheet,
                "row": issue.place.row,
                "column": issue.place.column,
                "value": issue.value,
                "message": screen.text(issue.message),
                "hint": screen.text(issue.hint),
            }
            for issue in done.issues
        ],
    }
