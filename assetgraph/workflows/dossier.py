"""Everything that is recorded about one resident, with who said it when, for that resident.

Other people's data is left out: who knows them is named, as that is a tie of their own, but only
where they said it themselves or the other agrees to be on the map; what others restrict (whom they
would rather not meet) is theirs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assetgraph.model.changeset import OWN_WORD, REVERSED
from assetgraph.model.consent import Consent, Purpose
from assetgraph.model.kinds import NODE_KINDS, RELATION_KINDS, Node, Relation, ShownWith
from assetgraph.model.labels import Label, Sensitivity
from assetgraph.model.nodes import Resident, Story
from assetgraph.stores import ledger
from assetgraph.workflows import logbook
from assetgraph.workflows.given import faces_of, find_resident, opened
from assetgraph.workflows.logs import Entry, entries
from assetgraph.workflows.rights import consents_of

if TYPE_CHECKING:
    from assetgraph.messages import Catalogue
    from assetgraph.model.known import Known
    from assetgraph.model.snapshot import Provenance, Snapshot
    from assetgraph.stores import GraphStore

__all__ = ["Dossier", "Fact", "Tie", "as_data", "export", "show"]

LETTER, DATA = "brief.html", "gegevens.json"
"""The files of an export: for people, and for other tools."""

_FIRST = ("can", "wants", "dreams_of", "takes_role", "knows", "nominates", "member_of")
"""Relations that are told first: what somebody can and wants, and whom they know."""


@dataclass(frozen=True)
class Source:
    """Who said something, and when."""

    name: str
    day: date
    who: str
    """Who gave it to the computer."""
    own: bool
    """It is the resident's own word."""
    undone: bool

    @classmethod
    def of(cls, said: ledger.Said, who: str) -> Source:
        """Of a statement in the ledger."""
        return cls(said.source, said.day, who, said.source == OWN_WORD, not said.active)


@dataclass(frozen=True)
class Fact:
    """One property: its value now (None where nothing holds any more), and who said what."""

    name: str
    label: Label
    value: Any
    said: tuple[tuple[Any, Source], ...]
    """Each value that was ever said, with its source, oldest first."""


@dataclass(frozen=True)
class Tie:
    """Something that a resident is linked to."""

    relation: str
    label: Label
    outward: bool
    """It goes from this resident to the other; false: the other way around."""
    other: str | None
    """What it is called; None where that is somebody else's to tell."""
    kind: Label
    text: str
    """What a story tells; "" for all else."""
    first_said: date
    last_confirmed: date
    source: str
    own: bool


@dataclass(frozen=True)
class Dossier:
    """Everything that is recorded about one resident."""

    id: str
    name: str
    day: date
    facts: tuple[Fact, ...]
    ties: tuple[Tie, ...]
    said_before: tuple[tuple[Label, str, Source], ...]
    """Relations that were said once and hold no more: which, to what, by whom."""
    consents: tuple[Consent, ...]
    log: tuple[Entry, ...]


def show(location: str, text: str, *, today: date) -> Dossier:
    """Everything that is recorded about a resident. Raises QuestionError where that is not one."""
    logbook.purpose(Purpose.ALL.value)
    with opened(location) as store:
        return _dossier(store, find_resident(store, text), today)


def export(location: str, text: str, folder: Path, *, today: date, force: bool = False) -> Dossier:
    """Writes what `show` gives into a folder: a letter in Dutch, and JSON; for the owner alone.

    Raises RefusedError ``export-exists`` where they are there already, unless `force`.
    """
    from assetgraph.exporting.writing import write_folder  # noqa: PLC0415
    from assetgraph.messages import catalogue  # noqa: PLC0415
    from assetgraph.views.letter import letter  # noqa: PLC0415
    from assetgraph.workflows.telling import told  # noqa: PLC0415

    logbook.purpose(Purpose.ALL.value)
    with opened(location) as store:
        found = _dossier(store, find_resident(store, text), today)
        words = catalogue("nl")
        html = letter(told(found, words), words)
        data = json.dumps(as_data(found, words), ensure_ascii=False, indent=2) + "\n"
        write_folder(
            folder,
            {
                LETTER: lambda path: _write(path, html),
                DATA: lambda path: _write(path, data),
            },
            force=force,
        )
    return found


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _dossier(store: GraphStore, person: Known, today: date) -> Dossier:
    everything = store.snapshot(Purpose.ALL, today=today)
    visible = store.snapshot(Purpose.MAP, today=today)
    records = {one.id: one for one in store.history()}
    spoken = [
        (said, doc, Source.of(said, records[said.changeset].who))
        for face in sorted(faces_of(store, person), key=lambda face: face.id != person.id)
        for said, doc in ledger.resolved(store.said(face.id))
    ]
    spoken.sort(key=lambda one: one[0].changeset)
    ties = tuple(_ties(everything, visible, person.id, spoken))
    return Dossier(
        person.id,
        person.name,
        today,
        tuple(_facts(everything, person.id, spoken)),
        ties,
        tuple(_before(store, everything, person.id, spoken)),
        consents_of(store, person.id, today),
        tuple(entries(store, person.id)),
    )


Spoken = Sequence[tuple[ledger.Said, ledger.Doc, Source]]


def _facts(everything: Snapshot, node: str, spoken: Spoken) -> Iterator[Fact]:
    """Each property that holds or was ever said; the name also where others only mentioned it."""
    named = any(doc.get("p", {}).get(Resident.naming()) for _, doc, _ in spoken)
    for name, prop in Resident.properties.items():
        said: list[tuple[Any, Source]] = []
        for _, doc, source in spoken:
            mention = doc.get("m") if prop.identifies and not named else None
            value = doc.get("p", {}).get(name, mention)
            if value is not None and (value, source) not in said:
                said.append((value, source))
        value = everything.value(everything.index[node], name) if node in everything.index else None
        if value in (None, ()) and not said:
            continue
        yield Fact(name, prop.label, None if value == () else value, tuple(said))


def _ties(everything: Snapshot, visible: Snapshot, node: str, spoken: Spoken) -> Iterator[Tie]:
    me = everything.index.get(node)
    if me is None:
        return
    own = {
        (key.removesuffix(REVERSED), other)
        for _, doc, source in spoken
        if not source.undone
        for key, others in doc.get("r", {}).items()
        for other in others
    }
    last: dict[str, dict[str, Any]] = {}
    for _, doc, source in spoken:
        if source.own and not source.undone:
            last.update(doc.get("r", {}))
    word = {(key.removesuffix(REVERSED), other) for key, others in last.items() for other in others}
    found = []
    for relation, links in everything.links.items():
        rows = zip(links.source.tolist(), links.target.tolist(), links.provenance, strict=True)
        for source, target, provenance in rows:
            if me not in (source, target):
                continue
            outward = source == me
            if not outward and _is_theirs(relation):
                continue
            end = target if outward else source
            said = (relation.kind, everything.ids[end])
            tie = _tie(everything, visible, relation, end, outward, said in own, provenance)
            found.append(replace(tie, own=outward and said in word))
    order = list(dict.fromkeys((*_FIRST, *RELATION_KINDS)))
    yield from sorted(
        found, key=lambda tie: (order.index(tie.relation), not tie.outward, tie.other or "")
    )


def _is_theirs(relation: type[Relation]) -> bool:
    """Whether it is for nobody but the resident who states it about another."""
    return relation.sensitivity is Sensitivity.RESTRICTED and Resident in relation.sources


def _tie(
    everything: Snapshot,
    visible: Snapshot,
    relation: type[Relation],
    end: int,
    outward: bool,
    own: bool,
    provenance: Provenance,
) -> Tie:
    kind = everything.kind_of(end)
    other = everything.ids[end]
    shown = own or other in visible.index or not (kind is Resident or _may_tell_of_others(kind))
    text = ""
    if kind is Story and other in visible.index:
        text = everything.value(end, "text") or ""
    return Tie(
        relation.kind,
        relation.label,
        outward,
        everything.names[end] if shown else None,
        kind.label,
        text,
        provenance.first_said,
        provenance.last_confirmed,
        provenance.source,
        own=False,
    )


def _may_tell_of_others(kind: type[Node]) -> bool:
    """Whether nodes of a kind may tell about other people too, so that the map hides some."""
    return kind.shown_with is ShownWith.EVERY


def _before(
    store: GraphStore, everything: Snapshot, node: str, spoken: Spoken
) -> Iterator[tuple[Label, str, Source]]:
    """What this resident's own rows once linked them to and do no more, as far as it is known."""
    me = everything.index.get(node)
    now = set()
    for relation, links in everything.links.items():
        for source, target in zip(links.source.tolist(), links.target.tolist(), strict=True):
            if me in (source, target):
                now.add((relation.kind, everything.ids[target if source == me else source]))
    told = set()
    for _, doc, source in spoken:
        for key, others in doc.get("r", {}).items():
            kind = key.removesuffix(REVERSED)
            for other in others:
                if (kind, other) not in now and (kind, other) not in told:
                    told.add((kind, other))
                    name = _called(store, other)
                    if name:
                        yield RELATION_KINDS[kind].label, name, source


def _called(store: GraphStore, node: str) -> str:
    """What a node was called last, by itself."""
    kind = NODE_KINDS[node.rsplit("-", 1)[0]]
    name = ""
    for _, doc in ledger.resolved(store.said(node)):
        name = doc.get("p", {}).get(kind.naming()) or doc.get("m") or name
    return str(name)


def as_data(found: Dossier, words: Catalogue) -> dict[str, Any]:
    """A dossier as plain data, for scripts and to take along."""
    return {
        "resident": {"id": found.id, "name": found.name},
        "date": found.day.isoformat(),
        "facts": [
            {
                "field": fact.name,
                "label": fact.label.text(words.language),
                "value": _plain(fact.value),
                "said": [
                    {"value": _plain(value), **_source_data(source)} for value, source in fact.said
                ],
            }
            for fact in found.facts
        ],
        "ties": [
            {
                "relation": tie.relation,
                "label": tie.label.text(words.language),
                "direction": "out" if tie.outward else "in",
                "name": tie.other,
                "kind": tie.kind.text(words.language),
                **({"text": tie.text} if tie.text else {}),
                "source": tie.source,
                "own_word": tie.own,
                "first_said": tie.first_said.isoformat(),
                "last_confirmed": tie.last_confirmed.isoformat(),
            }
            for tie in found.ties
        ],
        "said_before": [
            {"label": label.text(words.language), "name": other, **_source_data(source)}
            for label, other, source in found.said_before
        ],
        "consents": [consent_data(one, found.day) for one in found.consents],
        "log": [
            {
                "at": entry.at.isoformat(),
                "who": entry.who,
                "action": entry.sort,
                "command": entry.command,
                "everybody": not entry.about,
                "why": entry.why,
            }
            for entry in found.log
        ],
    }


def consent_data(consent: Consent, today: date) -> dict[str, Any]:
    """A consent as plain data, and whether it holds."""
    return {**consent.model_dump(mode="json"), "holds": consent.holds(today)}


def _source_data(source: Source) -> dict[str, Any]:
    return {
        "source": source.name,
        "date": source.day.isoformat(),
        "who": source.who,
        "own_word": source.own,
        "undone": source.undone,
    }


def _plain(value: Any) -> Any:
    from pydantic_core import to_jsonable_python  # noqa: PLC0415

    return to_jsonable_python(value)
