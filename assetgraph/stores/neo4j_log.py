"""The log in Neo4j: entries are added at the end, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from assetgraph.model.audit import START, Access, Logged, broken, scrubbed
from assetgraph.stores import cypher_keeping as keeping
from assetgraph.stores.neo4j_rows import Run
from assetgraph.stores.store import Finding


def record(run: Run, access: Access) -> None:
    """Adds an entry at the end."""
    last = run(keeping.LAST_LOGGED)
    number, before = last[0] if last else (0, START)
    add(run, [Logged(number + 1, access, access.chained(before))])


def add(run: Run, entries: Iterable[Logged]) -> None:
    """Adds entries that follow on the last."""
    rows = [
        [
            entry.number,
            entry.access.at.isoformat(),
            entry.access.who,
            entry.access.action,
            list(entry.access.about),
            entry.access.purpose,
            entry.access.why,
            entry.seal,
        ]
        for entry in entries
    ]
    if rows:
        run(keeping.ADD_TO_LOG, rows=rows)
        run(keeping.SET_LOG_HEAD, seal=rows[-1][-1])


def audit(run: Run, about: str | None = None) -> list[Logged]:
    """The log, oldest first."""
    found = run(keeping.LOG) if about is None else run(keeping.LOG_ABOUT, node=about)
    return [Logged.of(row) for row in found]


def scrub(run: Run, names: Callable[[str], bool]) -> None:
    """Takes away what was typed in which a name stands."""
    changed = scrubbed(audit(run), names)
    rows = [[entry.number, entry.access.who, entry.access.why] for entry in changed]
    if rows:
        run(keeping.SCRUB_LOG, rows=rows)


def forget(run: Run, number: int) -> None:
    """Takes the entries up to and with a number out."""
    run(keeping.FORGET_LOG, number=number)


def examine(run: Run) -> list[Finding]:
    """A finding where an entry was altered or taken out, or the log ends too soon."""
    try:
        log = audit(run)
        number = broken(log)
    except (TypeError, ValueError):
        return [Finding("log-broken", {"number": 0}, mended=False)]
    ends = log[-1].seal if log else None
    if number is None and run(keeping.LOG_HEAD)[0][0] != ends:
        number = (log[-1].number if log else 0) + 1
    return [] if number is None else [Finding("log-broken", {"number": number}, mended=False)]
