"""What an import says: what it understood, what is odd, and what changes on the map."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from assetgraph.cli.facts import described
from assetgraph.cli.screen import Screen

if TYPE_CHECKING:
    from assetgraph.model.changeset import Outcome
    from assetgraph.workflows.loading import Guess, Imported, Issue

SHOWN = 10
"""Sentences of one kind that are printed before the rest is only counted."""

ROWS = 8
"""Rows that are named where the same is said of many."""

MANY = 4
"""Findings of one kind in one column from which they are counted first."""

NEW = 8
"""Names of what is new that are printed."""

CHANGES = 8
"""Changes that are printed in full."""

TITLES = (
    "ambiguous-name",
    "avoids-unknown",
    "bad-date",
    "bad-house-number",
    "bad-number",
    "bad-postcode",
    "bad-year",
    "bad-yes-no",
    "bsn-found",
    "conflicting-values",
    "contact-in-cell",
    "date-with-slashes",
    "formula-error",
    "group-without-row",
    "institution-without-row",
    "missing-value",
    "out-of-range",
    "person-without-row",
    "person-without-row-alike",
    "place-without-row",
    "same-name",
    "tie-to-undeclared",
    "tie-of-no-kind",
    "tie-without-end",
    "unknown-closeness",
    "unknown-consent",
    "unknown-daypart",
    "unknown-exchange-sort",
    "unknown-subject",
    "unknown-unit",
)
"""Findings that have a short name, to be counted by."""


def show(done: Imported, screen: Screen, *, dry_run: bool, partial: bool) -> None:
    """The issues to standard error, most serious last; what was done to standard output."""
    several = len({issue.place.file for issue in done.issues}) > 1
    _understood(done, screen)
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
    _difference(done, done.outcome, screen)


def _difference(done: Imported, outcome: Outcome, screen: Screen) -> None:
    """What is new, what changed and what was known, against the map as it stands."""
    changed = told(outcome, screen)
    if done.new:
        names = done.new[:NEW]
        more = len(done.new) - len(names)
        screen.say("cli.import.new-more" if more else "cli.import.new", names=names, n=more)
    for change in outcome.changes[:CHANGES]:
        screen.points([described(change, screen)], indent=2)
    if len(outcome.changes) > CHANGES:
        screen.say("cli.import.changes-more", n=len(outcome.changes) - CHANGES)
    if not changed:
        screen.say("cli.import.no-change")
    if text := counted(done.confirmed, screen):
        screen.say("cli.import.confirmed", what=text)


def _understood(done: Imported, screen: Screen) -> None:
    """What each table was read as: column by column, with a few values."""
    for one in done.understood:
        screen.note(
            "cli.import.understood", file=one.file, sheet=one.sheet, kind=one.kind, n=one.rows
        )
        for column in one.columns:
            label = column.column.text(screen.language)
            examples = ", ".join(column.examples)
            key = "cli.import.column-same" if column.header == label else "cli.import.column-read"
            text = screen.text(key, header=column.header, column=label, examples=examples)
            screen.remark(text, indent=2)


def asked(screen: Screen, guess: Guess) -> bool:
    """Asks on the terminal whether a column is what it looks like."""
    return bool(
        screen.confirm(
            "cli.import.ask",
            sheet=guess.sheet,
            header=guess.header,
            column=guess.column,
            examples=", ".join(guess.examples),
        )
    )


def asked_block(screen: Screen, sheet: str, examples: list[str]) -> str:
    """Asks on the terminal to which building block sticky notes belong."""
    from assetgraph.model.labels import Block  # noqa: PLC0415

    screen.say("cli.import.ask-block", sheet=sheet, examples="; ".join(examples))
    for one in Block:
        screen.line(f"{int(one)} {one.label.text(screen.language)}", indent=2)
    return screen.ask("cli.import.ask-block-number").strip()


def checked(path: Path) -> None:
    """Raises AssetGraphError where a report cannot have this name."""
    from assetgraph.workflows import reporting  # noqa: PLC0415

    reporting.check(path)


def write_report(done: Imported, path: Path, language: str) -> None:
    """Writes the sheets with what is to be looked at, coloured and commented."""
    from assetgraph.workflows import reporting  # noqa: PLC0415

    reporting.write(done, path, language)


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
    _counted(issues, screen)
    style = {"error": "bold red", "warning": "yellow"}.get(issues[0].severity, "")
    for hint, alike in groupby(list(same.items())[:SHOWN], key=lambda entry: entry[0][0]):
        for (_, sentence, *_), group in alike:
            where = _where(group, screen, several=several)
            screen.remark(f"{where}: {sentence}" if where else sentence, style)
        screen.remark(hint, indent=2)
    left = sum(len(group) for group in list(same.values())[SHOWN:])
    if left:
        screen.note("cli.import.more", n=left)


def _counted(issues: Sequence[Issue], screen: Screen) -> None:
    """Of many findings in one column first how many, and where the first is."""
    if issues[0].code not in TITLES:
        return
    by_column: dict[tuple[str | None, str | None], list[Issue]] = {}
    for issue in issues:
        if issue.place.row is not None:
            by_column.setdefault((issue.place.sheet, issue.place.column), []).append(issue)
    for (sheet, column), mine in by_column.items():
        if len(mine) >= MANY:
            title = screen.text(f"finding.{mine[0].code}")
            first = min(issue.place.row or 0 for issue in mine)
            where = ", ".join(filter(None, (sheet, column)))
            screen.note("cli.import.many", n=len(mine), title=title, row=first, where=where)


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


def counted(counts: dict[str, int], screen: Screen) -> str:
    """What was counted, in words: "12 bewoners, 8 contacten"; empty where all is zero."""
    return screen.words.enumerate(
        [screen.text(f"cli.count.{name}", n=n) for name, n in counts.items() if n]
    )
