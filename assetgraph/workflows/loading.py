"""Sheets into a store: a workshop's, or the example's."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assetgraph import resources
from assetgraph.errors import AssetGraphError, RefusedError
from assetgraph.importing.columns import Guess, Ways
from assetgraph.importing.issues import Issue, Place, Report, Severity, Understood
from assetgraph.importing.readers import read
from assetgraph.importing.statements import NAMED, everybody
from assetgraph.importing.workbook import Step, interpret
from assetgraph.messages import catalogue
from assetgraph.model.changeset import OWN_WORD
from assetgraph.model.identity import is_judgement
from assetgraph.model.kinds import NODE_KINDS
from assetgraph.model.text import fold
from assetgraph.stores import GraphStore, exists
from assetgraph.workflows import logbook, remembered
from assetgraph.workflows.erasing import returned, set_aside, spots
from assetgraph.workflows.given import on_the_map, opened

if TYPE_CHECKING:
    from assetgraph.importing.statements import Lookup, Shown
    from assetgraph.importing.tables import Source
    from assetgraph.model.changeset import Changeset, Outcome
    from assetgraph.model.kinds import Node
    from assetgraph.model.known import Known

__all__ = ["Guess", "Imported", "Issue", "import_files", "unpack_demo"]

NAMES_WITHIN = 2_000
"""Named things in a file up to which the new ones are looked up by name."""

_DEMO = "imports/examples/demo"
_DEMO_MARK = "voorbeeld.txt"


TakeBack = Callable[[Sequence[str]], bool | None]
"""Whether people who were erased, by these names, are taken in after all; None: nobody can say."""


@dataclass(frozen=True)
class Imported:
    """What an import did, or would do, and what is to be said about the files."""

    outcome: Outcome | None
    issues: list[Issue]
    ok: bool
    understood: list[Understood] = field(default_factory=list)
    """What each table was read as."""
    sources: list[Source] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    """The names of people, groups, places and organisations that are new, where they are few."""
    confirmed: dict[str, int] = field(default_factory=dict)
    """By plural of kind: how many of what the files name was known and stays as it is."""


def import_files(
    location: str,
    paths: Sequence[Path],
    *,
    today: date,
    who: str = "",
    source: str | None = None,
    mapping: str | None = None,
    dry_run: bool = False,
    partial: bool = False,
    erased_too: bool = False,
    take_back: TakeBack = lambda _: None,
    ask: Callable[[Guess], bool] | None = None,
    column: str | None = None,
    block: str | None = None,
    ask_block: Callable[[str, list[str]], str] | None = None,
    told: Callable[[Imported], None] = lambda _: None,
    step: Step = lambda _: None,
) -> Imported:
    """Reads files, reports, and loads them as one changeset or not at all.

    Where rows err nothing is loaded, unless `partial` leaves just those out. With `dry_run` all is
    done and then taken back. No store is made for files that do not load.

    Of people who were erased nothing is loaded, unless `erased_too` or `take_back` says so: where
    that says no, and with `partial`, they are left out; where it cannot say, nothing is loaded.
    """
    if dry_run:
        logbook.only_reading()
    step("read")
    sources = [read(path) for path in paths]
    name = source or ", ".join(one.name for one in sources)
    ways = Ways(remembered.known(location), ask, column, block, ask_block)

    if is_judgement(name) or fold(name) == OWN_WORD:
        raise AssetGraphError("source-reserved", value=name)

    def understood(lookup: Lookup, shown: Shown = everybody) -> tuple[Changeset, Report]:
        return interpret(
            sources,
            lookup,
            shown=shown,
            source=name,
            day=today,
            who=who,
            partial=partial,
            mapping=mapping,
            ways=ways,
            step=step,
        )

    def nothing(report: Report) -> Imported:
        done = Imported(None, report.issues, report.ok, report.understood, sources)
        told(done)
        return done

    def load(store: GraphStore, ready: tuple[Changeset, Report] | None = None) -> Imported:
        with store.writing(keep=not dry_run):
            still_empty = ready is not None and not store.history()
            changeset, report = (
                ready
                if ready and still_empty
                else understood(each_apart(store), lambda ids: on_the_map(store, ids))
            )
            if not _loads(report, partial) or not changeset.statements:
                logbook.only_reading()
                return nothing(report)
            allowed = without_erased(store, changeset, report)
            if allowed is None:
                logbook.only_reading()
                return nothing(report)
            step("store")
            fresh = _fresh(store, allowed)
            outcome = store.apply(allowed)
            done = Imported(
                outcome,
                report.issues,
                report.ok,
                report.understood,
                sources,
                fresh,
                _confirmed(allowed, outcome),
            )
            told(done)
            if not dry_run:
                logbook.enter(store, location, outcome.touched)
        remembered.remember(location, ways.answered)
        return done

    def without_erased(store: GraphStore, changeset: Changeset, report: Report) -> Changeset | None:
        """The changeset without those who were erased, or with, as is decided; None for neither."""
        found = None if erased_too else returned(store, changeset)
        if not found or not found.names:
            return changeset
        decided = False if partial else take_back(found.names)
        if decided:
            return changeset
        severity = Severity.ERROR if decided is None else Severity.WARNING
        code = "erased-person" if decided is None else "erased-person-left"
        for one in found.names:
            for place in spots(sources, one) or [Place(name)]:
                report.add(code, severity, place, one)
        return None if decided is None else set_aside(changeset, found)

    if exists(location):
        with opened(location) as store:
            return load(store)
    changeset, report = ready = understood(_nobody)
    if not _loads(report, partial) or not changeset.statements:
        return nothing(report)
    if dry_run:
        with tempfile.TemporaryDirectory() as folder, opened(f"{folder}/x", create=True) as store:
            return load(store, ready)
    with opened(location, create=True) as store:
        return load(store, ready)


def _fresh(store: GraphStore, changeset: Changeset) -> list[str]:
    """The names of what is new, of the kinds that have names; none where they are many."""
    by_kind: dict[str, dict[str, str]] = {}
    for said in changeset.statements:
        name = said.mention or said.properties.get(NODE_KINDS[said.kind].naming())
        if NODE_KINDS[said.kind] in NAMED and name:
            by_kind.setdefault(said.kind, {})[said.id] = str(name)
    if sum(map(len, by_kind.values())) > NAMES_WITHIN:
        return []
    return [
        name
        for kind, names in by_kind.items()
        for known in ({one.id for one in store.known(NODE_KINDS[kind], names)},)
        for node, name in names.items()
        if node not in known
    ]


def _confirmed(changeset: Changeset, outcome: Outcome) -> dict[str, int]:
    """How many of the nodes that are spoken of were known and are as they were."""
    spoken = Counter(NODE_KINDS[said.kind].plural for said in changeset.statements)
    return {
        plural: left
        for plural, n in spoken.items()
        if (left := n - outcome.added.get(plural, 0) - outcome.changed.get(plural, 0)) > 0
    }


def each_apart(store: GraphStore) -> Lookup:
    """What a store knows by names and codes: of who are one person, each as known by itself."""
    merged = {one.id: one for one in store.merged()}

    def lookup(kind: type[Node], names: set[str]) -> list[Known]:
        found = store.known(kind, names)
        if not merged:
            return found
        words = {*names, *map(fold, names)}
        faces = [one for one in merged.values() if one.kind == kind.kind and one.answers(words)]
        return [one for one in found if one.id not in merged] + faces

    return lookup


def _nobody(kind: type[Node], names: set[str]) -> list[Known]:
    """What a store that is not there yet knows."""
    return []


def _loads(report: Report, partial: bool) -> bool:
    """Whether the rows may be loaded; what is wrong with a whole file always stops it."""
    errors = (issue for issue in report.issues if issue.severity is Severity.ERROR)
    return all(partial and issue.place.row is not None for issue in errors)


def unpack_demo(folder: Path, language: str) -> Path:
    """Puts the example's sheets in a folder, as a facilitator has them; gives their folder.

    Raises RefusedError where the folder holds something that is no earlier example.
    """
    mark = folder / _DEMO_MARK
    sheets = folder / "werkboek"
    try:
        if folder.exists() and any(folder.iterdir()) and not mark.exists():
            raise RefusedError("demo-folder-in-use", path=folder)
        sheets.mkdir(parents=True, exist_ok=True)
        mark.write_text(catalogue(language).text("cli.demo.mark") + "\n", encoding="utf-8")
        for leftover in folder.glob("buurt.assetgraph*"):
            leftover.unlink()
        for name in resources.names(_DEMO, ".csv"):
            (sheets / name).write_bytes(resources.read_bytes(f"{_DEMO}/{name}"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise AssetGraphError("cannot-write", path=folder, reason=reason) from error
    return sheets
