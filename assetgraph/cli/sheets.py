"""`template` and `import`: the sheets that a facilitator fills, and what comes back from them."""

from __future__ import annotations

import getpass
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assetgraph.cli.options import DEFAULT_STORE, Force, Json, Lang, Store
from assetgraph.cli.screen import Screen

if TYPE_CHECKING:
    from assetgraph.workflows import Imported, Issue, Outcome

SHOWN = 20
"""Issues of one kind that are printed before the rest is only counted."""


def template(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="BESTAND.xlsx", help="cli.argument.template")],
    force: Force = False,
    lang: Lang = "nl",
) -> int:
    """Writes the empty workbook."""
    from assetgraph import workflows  # noqa: PLC0415

    screen: Screen = ctx.obj
    workflows.write_template(file, screen.language, force=force)
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
    from assetgraph import workflows  # noqa: PLC0415

    screen: Screen = ctx.obj
    with screen.progress() as step:
        done = workflows.import_files(
            store,
            files,
            today=workflows.as_day(day) if day else date.today(),
            who=_login(),
            source=source,
            mapping=mapping,
            dry_run=dry_run,
            partial=partial,
            step=step,
        )
    if as_json:
        screen.json(_as_json(done, screen, dry_run=dry_run))
    else:
        _report(done, screen, dry_run=dry_run)
    return 0 if done.ok else 1


def counted(counts: dict[str, int], screen: Screen) -> str:
    """What was counted, in words: "12 bewoners, 8 contacten"; empty where all is zero."""
    return screen.words.enumerate(
        [screen.text(f"cli.count.{name}", n=n) for name, n in counts.items() if n]
    )


def _report(done: Imported, screen: Screen, *, dry_run: bool) -> None:
    """The issues to standard error, most serious last; what was done to standard output."""
    for severity in ("info", "warning", "error"):
        issues = [issue for issue in done.issues if issue.severity == severity]
        seen: Counter[str] = Counter()
        for issue in issues:
            seen[issue.code] += 1
            if seen[issue.code] <= SHOWN:
                _print(issue, screen)
        for code, n in seen.items():
            if n > SHOWN:
                example = next(issue for issue in issues if issue.code == code)
                screen.note("cli.import.more", n=n - SHOWN, example=example.message)
    if done.outcome is None:
        n = sum(issue.severity == "error" for issue in done.issues)
        screen.note("cli.import.nothing-loaded", n=n)
        return
    told(done.outcome, screen)
    screen.say("cli.import.dry-run" if dry_run else "cli.import.done", id=done.outcome.changeset)


def told(outcome: Outcome, screen: Screen) -> None:
    """What a change did, in a few lines."""
    rows = (
        ("cli.import.added", outcome.added),
        ("cli.import.changed", outcome.changed),
        ("cli.import.removed", outcome.removed),
    )
    lines = [(key, text) for key, counts in rows if (text := counted(counts, screen))]
    for key, text in lines:
        screen.say(key, what=text)
    if not lines:
        screen.say("cli.import.no-change")


def _print(issue: Issue, screen: Screen) -> None:
    style = {"error": "bold red", "warning": "yellow"}.get(issue.severity, "")
    where = _where(issue, screen)
    sentence = screen.text(issue.message)
    screen.remark(f"{where}: {sentence}" if where else sentence, style)
    screen.remark(screen.text(issue.hint), indent=2)


def _where(issue: Issue, screen: Screen) -> str:
    place = issue.place
    parts = [place.sheet or place.file or ""]
    if place.row is not None:
        parts.append(screen.text("cli.import.row", row=place.row))
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


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""
