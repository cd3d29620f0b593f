"""`template` and `import`: the sheets that a facilitator fills, and what comes back from them."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from functools import partial as partial_
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assetgraph.cli.options import DEFAULT_STORE, AnyStore, Force, Json, Lang, Store
from assetgraph.cli.reporting import asked, asked_block, checked, show, write_report
from assetgraph.cli.screen import Screen

if TYPE_CHECKING:
    from assetgraph.workflows.loading import Imported


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
    column: Annotated[
        str | None, typer.Option("--column", metavar="KOP", help="cli.option.column")
    ] = None,
    block: Annotated[
        str | None, typer.Option("--block", metavar="BOUWSTEEN", help="cli.option.block")
    ] = None,
    erased_too: Annotated[
        bool, typer.Option("--erased-too", help="rights.option.erased-too")
    ] = False,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="BESTAND", help="cli.option.report")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="cli.option.yes-columns")] = False,
    as_json: Json = False,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Reads, reports, loads."""
    from assetgraph.workflows import given, loading, logbook  # noqa: PLC0415

    screen: Screen = ctx.obj
    asks = screen.can_ask() and not yes and not as_json

    def tell(done: Imported) -> None:
        if not as_json:
            show(done, screen, dry_run=dry_run, partial=partial)

    if report is not None:
        checked(report)
    with nullcontext(_no_step) if asks else screen.progress() as step:
        done = loading.import_files(
            store,
            files,
            today=given.as_day(day) if day else date.today(),
            who=logbook.who(),
            source=source,
            mapping=mapping,
            dry_run=dry_run,
            partial=partial,
            erased_too=erased_too,
            take_back=lambda names: screen.confirm("rights.take-back", names=list(names)),
            ask=partial_(asked, screen) if asks else None,
            column=column,
            block=block,
            ask_block=partial_(asked_block, screen) if asks else None,
            told=tell,
            step=step,
        )
    if report is not None:
        write_report(done, report, screen.language)
        screen.note("cli.import.report", path=report)
    if as_json:
        screen.json(_as_json(done, screen, dry_run=dry_run))
    elif done.outcome is not None:
        screen.say(
            "cli.import.dry-run" if dry_run else "cli.import.done", id=done.outcome.changeset
        )
    return 0 if done.ok else 1


def mappings(
    ctx: typer.Context,
    forget: Annotated[
        str | None, typer.Option("--forget", metavar="KOP", help="cli.option.forget")
    ] = None,
    as_json: Json = False,
    store: Store = DEFAULT_STORE,
    lang: Lang = "nl",
) -> int:
    """Lists the ways to read a file, and what was said of columns; forgets what was said."""
    from assetgraph.workflows import remembered, ways  # noqa: PLC0415

    screen: Screen = ctx.obj
    if forget is not None:
        n = remembered.forget(store, forget)
        screen.note("cli.mappings.forgotten" if n else "cli.mappings.not-there", value=forget, n=n)
        return 0 if n else 2
    kept = remembered.remembered(store)
    if as_json:
        screen.json(
            [
                {
                    "sheet": one.sheet.text(screen.language),
                    "header": one.header,
                    "property": one.column.text(screen.language),
                }
                for one in kept
            ]
        )
        return 0
    screen.say("cli.mappings.ways")
    for name, label in ways.known():
        screen.line(f"{name}: {label.text(screen.language)}", indent=2)
    screen.line()
    screen.say("cli.mappings.kept" if kept else "cli.mappings.none")
    for one in kept:
        screen.line(
            screen.text(
                "cli.mappings.entry", sheet=one.sheet, header=one.header, column=one.column
            ),
            indent=2,
        )
    return 0


def _no_step(_: str) -> None:
    """Where somebody may be asked, no progress is shown in between."""


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
        "confirmed": zeros | done.confirmed,
        "understood": [
            {
                "file": one.file,
                "sheet": one.sheet,
                "kind": one.kind.text(screen.language),
                "rows": one.rows,
                "columns": [
                    {
                        "header": column.header,
                        "property": column.column.text(screen.language),
                        "examples": column.examples,
                    }
                    for column in one.columns
                ],
            }
            for one in done.understood
        ],
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
