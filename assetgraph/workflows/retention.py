"""How long what is kept: settings beside the store, what is due, and clearing it for good."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from assetgraph.errors import AssetGraphError, RefusedError
from assetgraph.exporting.writing import write_file
from assetgraph.messages import catalogue
from assetgraph.model.audit import Access, Logged, cleared
from assetgraph.model.consent import CONSENTED, Consent, allowed
from assetgraph.model.consent import Purpose as For
from assetgraph.model.introductions import Introduction, Stage
from assetgraph.model.nodes import Resident
from assetgraph.model.pages import Part
from assetgraph.workflows import logbook
from assetgraph.workflows.forgetting import clear_beside, erase_all
from assetgraph.workflows.given import as_period, opened

if TYPE_CHECKING:
    from assetgraph.model.snapshot import Snapshot
    from assetgraph.stores import GraphStore

__all__ = ["DEFAULTS", "Due", "clear", "due", "settings", "settings_file", "write_settings"]

SUFFIX = ".bewaren.toml"

CONSENT_ENDED, UNCONFIRMED = "toestemming_voorbij", "niet_bevestigd"
STOPPED, UNDONE, LOG = "kennismaking_gestopt", "teruggedraaid", "logboek"

DEFAULTS: Mapping[str, str] = {
    CONSENT_ENDED: "90d",
    UNCONFIRMED: "3j",
    STOPPED: "1j",
    UNDONE: "30d",
    LOG: "5j",
}
"""How long each is kept where nothing is set, in the order in which it is told."""

NEVER = "altijd"
"""What is set for what is never cleared."""


@dataclass(frozen=True)
class Due:
    """What has been kept long enough."""

    what: str
    keep: str
    """How long it is kept, as it is set."""
    n: int
    people: tuple[tuple[str, str], ...] = ()
    """Ids and names of residents who would be erased."""
    ids: tuple[str, ...] = ()
    """Of other nodes that would go."""
    changesets: tuple[int, ...] = ()
    until: Logged | None = None
    """The last entry of the log that would go."""


def settings_file(location: str) -> Path:
    """The file of settings of a store: ``buurt.assetgraph`` has ``buurt.bewaren.toml``.

    A store on a server has it in the working directory, named after its database.
    """
    if "://" in location:
        return Path(location.rstrip("/").rpartition("/")[2] + SUFFIX)
    return Path(location).with_suffix(SUFFIX)


def settings(location: str) -> dict[str, str]:
    """How long each is kept. Raises AssetGraphError ``retention-setting`` for what is not one."""
    path = settings_file(location)
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return dict(DEFAULTS)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise AssetGraphError("retention-unreadable", file=path, detail=str(error)) from error
    for name, value in said.items():
        if name not in DEFAULTS or not isinstance(value, str) or not _is_period(value):
            raise AssetGraphError(
                "retention-setting", file=path, name=name, value=value, known=list(DEFAULTS)
            )
    return {name: said.get(name, standard) for name, standard in DEFAULTS.items()}


def _is_period(value: str) -> bool:
    if value == NEVER:
        return True
    try:
        as_period(value)
    except AssetGraphError:
        return False
    return True


def write_settings(location: str, language: str) -> Path:
    """Writes the settings that hold now, with what each means, to be changed by hand.

    Raises RefusedError ``export-exists`` where there is such a file already.
    """
    path, words = settings_file(location), catalogue(language)
    if path.exists():
        raise RefusedError("export-exists", path=path)
    lines = [f"# {words.text('retention.file')}", ""]
    for name, keep in DEFAULTS.items():
        lines += [f"# {words.text(f'retention.what.{name}')}", f'{name} = "{keep}"', ""]
    text = "\n".join(lines)
    write_file(path, lambda beside: _write(beside, text), force=False)
    return path


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def due(location: str, *, today: date) -> list[Due]:
    """What is due today, of each, also where that is nothing."""
    logbook.only_reading()
    kept = settings(location)
    with opened(location) as store:
        return _due(store, kept, today)


def clear(location: str, *, today: date) -> list[Due]:
    """Clears what is due, for good and together, with a line in the log.

    In texts of others *somebody* stands in the place of who is cleared.
    """
    kept = settings(location)
    with opened(location) as store, store.writing():
        found = _due(store, kept, today)
        gone = [one for due in found for one, _ in due.people]
        words, instead = erase_all(store, [*gone, *(one for due in found for one in due.ids)])
        if instead:
            store.reword(instead)
        for one in found:
            for changeset in one.changesets:
                store.forget(changeset)
            if one.until is not None:
                now = datetime.now(UTC)
                mark = cleared(one.until)
                store.record(Access(now, logbook.who(), "change retention", (), mark))
                store.forget_log(one.until.number)
        logbook.enter(store, location, gone)
    clear_beside(location, words)
    return found


def _due(store: GraphStore, kept: Mapping[str, str], today: date) -> list[Due]:
    logbook.purpose(For.ALL.value)
    whole = store.snapshot(For.ALL, today=today)
    before = {
        name: today - as_period(keep) if keep != NEVER else date.min for name, keep in kept.items()
    }
    consents = whole.values(Resident, "consent")
    free = [at for at, said in zip(whole.residents, consents, strict=True) if not _held(said)]
    ended = [at for at in free if _ended(consents[at], whole, at, today) < before[CONSENT_ENDED]]
    unheard = [
        at
        for at in sorted(set(free) - set(ended))
        if whole.provenance[at].last_confirmed < before[UNCONFIRMED]
    ]
    stopped = _stopped(whole, before[STOPPED])
    undone = tuple(
        one.id
        for one in store.history()
        if one.undone_at is not None and one.undone_at.date() < before[UNDONE]
    )
    spoken = _spoken(store) if undone else set()
    undone = tuple(one for one in undone if one in spoken)
    log = store.audit()
    old = [one for one in log if one.access.at.astimezone(UTC) < _start(before[LOG])]
    return [
        _people(CONSENT_ENDED, kept, whole, ended),
        _people(UNCONFIRMED, kept, whole, unheard),
        Due(STOPPED, kept[STOPPED], len(stopped), ids=stopped),
        Due(UNDONE, kept[UNDONE], len(undone), changesets=undone),
        Due(LOG, kept[LOG], len(old), until=old[-1] if old else None),
    ]


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _people(what: str, kept: Mapping[str, str], whole: Snapshot, found: list[int]) -> Due:
    people = sorted((whole.names[at], whole.ids[at]) for at in found)
    return Due(what, kept[what], len(people), tuple((node, name) for name, node in people))


def _held(said: tuple[Consent, ...] | None) -> bool:
    """Whether somebody asked that what is recorded is kept and not used: it is not cleared."""
    return any(one.restricted_on is not None for one in said or ())


def _ended(said: tuple[Consent, ...] | None, whole: Snapshot, at: int, today: date) -> date:
    """The day on which the last consent of somebody ended; `date.max` while one holds."""
    if any(allowed(said, purpose, today) for purpose in CONSENTED):
        return date.max
    ends = [min(one.until or date.max, one.withdrawn_on or date.max) for one in said or ()]
    ends = [one for one in ends if one < date.max]
    return max(ends, default=whole.provenance[at].last_confirmed)


def _stopped(whole: Snapshot, before: date) -> tuple[str, ...]:
    """Steps of introductions between two people that ended in a stop before a day."""
    steps = whole.ranges.get(Introduction, range(0))
    if not steps:
        return ()
    pairs = whole.values(Introduction, "pair")
    told = (whole.values(Introduction, name) for name in ("day", "step", "stage"))
    latest: dict[str, tuple[date, int, bool]] = {}
    for pair, day, at, stage in zip(pairs, *told, strict=True):
        step = (day, at, stage is Stage.STOPPED)
        latest[pair] = max(latest.get(pair, step), step)
    return tuple(
        whole.ids[node]
        for node, pair in zip(steps, pairs, strict=True)
        if latest[pair][2] and latest[pair][0] < before
    )


def _spoken(store: GraphStore) -> set[int]:
    """The changesets of which it is kept what they said."""
    return {
        number
        for page in store.pages()
        if page.part is Part.STATEMENTS
        for _, said in page.rows
        for number, _ in said
    }
