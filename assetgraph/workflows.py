"""What the command line and a page share: import a workshop, answer a question, draw the map."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assetgraph import resources
from assetgraph.errors import AssetGraphError, QuestionError, RefusedError, StoreError
from assetgraph.exporting.files import export
from assetgraph.exporting.template import write_template
from assetgraph.exporting.writing import write_file
from assetgraph.importing.issues import Issue, Report, Severity
from assetgraph.importing.readers import read
from assetgraph.importing.statements import Lookup
from assetgraph.importing.values import ProblemError, day
from assetgraph.importing.workbook import Step, interpret
from assetgraph.matching.weights import Leaning
from assetgraph.messages import Message, catalogue
from assetgraph.model.changeset import Change, Changeset, ChangesetRecord, Outcome
from assetgraph.model.consent import CONSENTED, Purpose
from assetgraph.model.kinds import Node
from assetgraph.model.known import Known
from assetgraph.model.nodes import Resident
from assetgraph.model.snapshot import Snapshot
from assetgraph.model.text import fold
from assetgraph.queries import Question, question
from assetgraph.queries.answers import Connector, Match, Missing, to_json
from assetgraph.stores import Finding, GraphStore, exists, open_store

if TYPE_CHECKING:
    from assetgraph.vocabulary import Meaning

__all__ = [
    "CONSENTED",
    "Change",
    "ChangesetRecord",
    "Connector",
    "Finding",
    "Issue",
    "Match",
    "Message",
    "Missing",
    "Outcome",
    "Purpose",
    "Question",
    "Severity",
    "to_json",
    "write_template",
]

MAPPINGS = ("werkboek", "workbook")
"""The ways to read a file that there are by now."""

_DEMO = "imports/examples/demo"
_DEMO_MARK = "voorbeeld.txt"


@dataclass(frozen=True)
class Imported:
    """What an import did, or would do, and what is to be said about the files."""

    outcome: Outcome | None
    issues: list[Issue]
    ok: bool


@contextmanager
def opened(location: str, *, create: bool = False) -> Iterator[GraphStore]:
    """A store that is closed at the end."""
    store = open_store(location, create=create)
    try:
        yield store
    finally:
        store.close()


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
    step: Step = lambda _: None,
) -> Imported:
    """Reads files, reports, and loads them as one changeset or not at all.

    Where rows err nothing is loaded, unless `partial` leaves just those out. With `dry_run` all is
    done and then taken back. No store is made for files that do not load.
    """
    if mapping is not None and fold(mapping) not in MAPPINGS:
        raise AssetGraphError("unknown-mapping", name=mapping)
    step("read")
    sources = [read(path) for path in paths]
    name = source or ", ".join(one.name for one in sources)

    def understood(lookup: Lookup) -> tuple[Changeset, Report]:
        return interpret(
            sources, lookup, source=name, day=today, who=who, partial=partial, step=step
        )

    def load(store: GraphStore, ready: tuple[Changeset, Report] | None = None) -> Imported:
        with store.writing(keep=not dry_run):
            still_empty = ready is not None and not store.history()
            changeset, report = ready if ready and still_empty else understood(store.known)
            if not _loads(report, partial) or not changeset.statements:
                return Imported(None, report.issues, report.ok)
            step("store")
            return Imported(store.apply(changeset), report.issues, report.ok)

    if exists(location):
        with opened(location) as store:
            return load(store)
    changeset, report = ready = understood(_nobody)
    if not _loads(report, partial) or not changeset.statements:
        return Imported(None, report.issues, report.ok)
    if dry_run:
        with tempfile.TemporaryDirectory() as folder, opened(f"{folder}/x", create=True) as store:
            return load(store, ready)
    with opened(location, create=True) as store:
        return load(store, ready)


def _nobody(kind: type[Node], names: set[str]) -> list[Known]:
    """What a store that is not there yet knows."""
    return []


def _loads(report: Report, partial: bool) -> bool:
    """Whether the rows may be loaded; what is wrong with a whole file always stops it."""
    errors = (issue for issue in report.issues if issue.severity is Severity.ERROR)
    return all(partial and issue.place.row is not None for issue in errors)


def ask(
    location: str,
    name: str,
    *,
    today: date,
    buurt: str | None = None,
    as_of: date | None = None,
    **options: Any,
) -> list[Any]:
    """The answers to a question, from a snapshot for the question's own purpose."""
    asked = question(name)
    with opened(location) as store:
        snapshot = store.snapshot(asked.purpose, today=today, buurt=buurt, as_of=as_of)
    return asked.ask(snapshot, **options)


def match(
    location: str,
    resident: str | None,
    *,
    today: date,
    buurt: str | None = None,
    as_of: date | None = None,
    **options: Any,
) -> list[Any]:
    """Suggestions for one resident, named by code, id or name, or for everyone.

    Raises QuestionError where the name is not one person's, and RefusedError where that person has
    not agreed to introductions or is a professional.
    """
    if resident is None:
        return ask(location, "matches", today=today, buurt=buurt, as_of=as_of, **options)
    asked = question("matches")
    with opened(location) as store:
        person = find_resident(store, resident)
        snapshot = store.snapshot(asked.purpose, today=today, buurt=buurt, as_of=as_of)
    if person.id not in snapshot.index:
        raise RefusedError("no-match-consent", name=person.name)
    if snapshot.value(snapshot.index[person.id], "professional"):
        raise RefusedError("professional-match", name=person.name)
    return asked.ask(snapshot, resident=person.id, **options)


def leaning(*, bonding: bool, bridging: bool) -> Leaning:
    """What weighs more: being alike, being different, or neither. Raises AssetGraphError."""
    if bonding and bridging:
        raise AssetGraphError("bonding-or-bridging")
    return Leaning.BONDING if bonding else Leaning.BRIDGING if bridging else Leaning.BALANCED


def find_resident(store: GraphStore, text: str) -> Known:
    """The resident with this code, id or name. Raises QuestionError where that is not one."""
    found = store.known(Resident, [text])
    exact = [one for one in found if text in (one.id, one.distinctions.get("code"))]
    found = (
        exact
        or [one for one in found if fold(one.distinctions.get("code", "")) == fold(text)]
        or found
    )
    if len(found) == 1:
        return found[0]
    if found:
        candidates = [_described(one) for one in found]
        raise QuestionError("ambiguous-resident", value=text, candidates=candidates)
    alike = [one.name for one in store.alike(Resident, text)]
    if alike:
        raise QuestionError("no-resident-alike", value=text, candidates=alike)
    raise QuestionError("no-resident", value=text)


def _described(one: Known) -> str:
    facts = [*one.distinctions.values(), one.id]
    return f"{one.name} ({', '.join(facts)})"


def history(location: str) -> list[tuple[ChangesetRecord, list[Change]]]:
    """All changesets, oldest first, each with what it made different."""
    with opened(location) as store:
        return [(record, store.changes(record.id)) for record in store.history()]


def undo(location: str, changeset: int | None) -> Outcome:
    """Takes a changeset back."""
    with opened(location) as store:
        return store.undo(changeset)


def doctor(location: str) -> list[Finding]:
    """What is wrong with a store; what could be mended is."""
    with opened(location) as store:
        return store.check()


def draw(
    location: str,
    path: Path,
    *,
    purpose: Purpose,
    today: date,
    language: str,
    around: str | None = None,
    buurt: str | None = None,
    as_of: date | None = None,
) -> tuple[Snapshot, bool]:
    """Writes the map as one HTML file; gives what is on it, and whether its places were kept."""
    from assetgraph.analysis.layout import positions  # noqa: PLC0415
    from assetgraph.views.page import map_html  # noqa: PLC0415

    with opened(location) as store:
        person = find_resident(store, around).id if around else None
        snapshot = store.snapshot(purpose, today=today, buurt=buurt, as_of=as_of, resident=person)
        if person is not None and person not in snapshot.index:
            raise RefusedError("not-on-this-map", name=around, purpose=purpose.label)
        kept = store.positions()
        placed = positions(snapshot, kept)
        remembered = _remember(store, {n: at for n, at in placed.items() if n not in kept})
    shown = purpose is not Purpose.PUBLISH
    html = map_html(
        snapshot,
        placed,
        language=language,
        made_on=today,
        connectors=_ids("connectors", snapshot) if shown else (),
        widen=_ids("isolated", snapshot) if shown else (),
    )
    write_file(path, lambda beside: _write(beside, html), force=True)
    return snapshot, remembered


def _write(path: Path, html: str) -> None:
    path.write_text(html, encoding="utf-8", newline="\n")


def _remember(store: GraphStore, positions: dict[str, tuple[float, float]]) -> bool:
    """Keeps where nodes stand; a map of a store that cannot be written is drawn all the same."""
    try:
        store.keep_positions(positions)
    except StoreError:
        return False
    return True


def _ids(name: str, snapshot: Snapshot) -> list[str]:
    return [answer.resident.id for answer in question(name).ask(snapshot)]


def write_export(
    location: str,
    path: str,
    *,
    purpose: Purpose,
    today: date,
    language: str,
    force: bool = False,
    buurt: str | None = None,
    as_of: date | None = None,
) -> Snapshot:
    """Writes what a purpose allows for other tools, in the form that the path's ending names."""
    with opened(location) as store:
        snapshot = store.snapshot(purpose, today=today, buurt=buurt, as_of=as_of)
    export(snapshot, path, language=language, force=force)
    return snapshot


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


def explain(text: str) -> tuple[Sequence[Meaning], Callable[[str, str], str]]:
    """What a text means, its words deciding the direction; and a concept's label by language."""
    from assetgraph.vocabulary import vocabulary  # noqa: PLC0415

    words = vocabulary()
    return words.understand(text, direction=None), words.label


def as_day(text: str) -> date:
    """A date as a user types it. Raises AssetGraphError ``bad-day``."""
    try:
        return date.fromisoformat(day(text.strip()))
    except ProblemError as error:
        raise AssetGraphError("bad-day", value=text) from error


def as_purpose(text: str) -> Purpose:
    """A purpose by its name or its word. Raises AssetGraphError ``unknown-purpose``."""
    for purpose in Purpose:
        if fold(text) in (purpose.value, *map(fold, purpose.label.spellings())):
            return purpose
    raise AssetGraphError("unknown-purpose", value=text, known=[p.value for p in Purpose])
