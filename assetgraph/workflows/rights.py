"""What a resident decides about: who may use what, what is right, and what goes.

What a person says of themselves is kept as their own word (`OWN_WORD`): a changeset like any other,
which wins over older and newer sheets of others until they say otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from assetgraph.errors import AssetGraphError, RefusedError
from assetgraph.model.changeset import OWN_WORD, Changeset, Statement
from assetgraph.model.consent import (
    CONSENTED,
    DEFAULT_CONSENT,
    Consent,
    LawfulBasis,
    Purpose,
)
from assetgraph.model.nodes import Resident
from assetgraph.model.text import fold
from assetgraph.stores import ledger
from assetgraph.workflows import logbook
from assetgraph.workflows.given import faces_of, find_resident, opened

if TYPE_CHECKING:
    from assetgraph.model.changeset import Outcome
    from assetgraph.model.known import Known
    from assetgraph.stores import GraphStore

__all__ = [
    "Consent",
    "Ending",
    "LawfulBasis",
    "Ruled",
    "as_basis",
    "consents_of",
    "ending",
    "give",
    "narrow",
    "object_to",
    "restrict",
    "withdraw",
]

SOON = 60
"""Days within which what runs out runs out soon, unless said."""


@dataclass(frozen=True)
class Ruled:
    """What somebody decided, and what holds since."""

    person: Known
    consents: tuple[Consent, ...]
    """What holds now for each purpose of which something is recorded, the default included."""
    changed: bool


@dataclass(frozen=True)
class Ending:
    """A consent that runs out soon, or has run out."""

    person: Known
    consent: Consent
    days: int
    """Until its last day; negative where that is past."""


def as_basis(text: str) -> LawfulBasis:
    """A lawful basis by its name or its word. Raises AssetGraphError ``unknown-basis``."""
    known = [basis for basis in LawfulBasis if basis is not LawfulBasis.NOT_RECORDED]
    for basis in known:
        if fold(text) in (basis.value, *map(fold, basis.label.spellings())):
            return basis
    labels = [basis.label for basis in known]
    raise AssetGraphError("unknown-basis", value=text, known=labels)


def consents_of(store: GraphStore, node: str, today: date) -> tuple[Consent, ...]:
    """What holds for a resident, in the order of the purposes; the default where that is all."""
    everything = store.snapshot(Purpose.ALL, today=today, people=[node])
    stated = everything.value(everything.index[node], "consent")
    return DEFAULT_CONSENT if stated is None else tuple(stated)


def consents(location: str, text: str, *, today: date) -> Ruled:
    """What holds for a resident, without a change."""
    logbook.only_reading()
    with opened(location) as store:
        person = find_resident(store, text)
        return Ruled(person, consents_of(store, person.id, today), changed=False)


def give(
    location: str,
    text: str,
    purpose: Purpose,
    *,
    today: date,
    basis: LawfulBasis = LawfulBasis.CONSENT,
    until: date | None = None,
    explained: str | None = None,
    by: str = "",
) -> Ruled:
    """Records that a purpose is allowed, on which basis, in which words, until when.

    Consent that is given anew ends an objection; another basis does not. Raises RefusedError
    ``objection-stands`` and AssetGraphError ``until-in-the-past``.
    """
    if until is not None and until < today:
        raise AssetGraphError("until-in-the-past", day=until)

    def given(stated: Consent | None) -> Consent:
        if stated and stated.objected_on and basis is not LawfulBasis.CONSENT:
            raise RefusedError("objection-stands", purpose=purpose.label, basis=basis.label)
        return Consent(
            purpose=purpose,
            basis=basis,
            recorded_by=by or logbook.who() or None,
            recorded_on=today,
            explained=explained,
            until=until,
            restricted_on=stated.restricted_on if stated else None,
        )

    return _rule(location, text, {purpose: given}, today=today)


def withdraw(location: str, text: str, purposes: Sequence[Purpose], *, today: date) -> Ruled:
    """Records that purposes are allowed no more, also where nothing was recorded of them."""

    def withdrawn(stated: Consent | None, purpose: Purpose) -> Consent:
        known = stated or Consent(purpose=purpose)
        return known.model_copy(update={"withdrawn_on": known.withdrawn_on or today})

    return _rule(location, text, _each(purposes, withdrawn), today=today)


def narrow(location: str, text: str, purpose: Purpose, *, today: date) -> Ruled:
    """Records that no other purpose is allowed any more than this one."""
    others = [one for one in CONSENTED if one is not purpose]
    return withdraw(location, text, others, today=today)


def object_to(location: str, text: str, purposes: Sequence[Purpose], *, today: date) -> Ruled:
    """Records an objection to purposes: it wins over every basis, also over a public task."""

    def objected(stated: Consent | None, purpose: Purpose) -> Consent:
        known = stated or Consent(purpose=purpose)
        return known.model_copy(update={"objected_on": known.objected_on or today})

    return _rule(location, text, _each(purposes, objected), today=today)


def restrict(location: str, text: str, *, today: date, lift: bool = False) -> Ruled:
    """Records that what is known is kept and used for nothing, or (`lift`) no longer so."""

    def restricted(stated: Consent | None, purpose: Purpose) -> Consent:
        known = stated or Consent(purpose=purpose, withdrawn_on=_unsaid(purpose, today))
        return known.model_copy(update={"restricted_on": known.restricted_on or today})

    def lifted(stated: Consent | None, purpose: Purpose) -> Consent | None:
        if stated is None or stated.restricted_on is None:
            return stated
        left = stated.model_copy(update={"restricted_on": None})
        made_up = left.withdrawn_on in (None, stated.restricted_on) and not left.objected_on
        return None if made_up and left.basis is LawfulBasis.NOT_RECORDED else left

    return _rule(location, text, _each(CONSENTED, lifted if lift else restricted), today=today)


def ending(location: str, *, today: date, soon: int = SOON) -> list[Ending]:
    """What runs out within so many days or has run out, the first to run out first."""
    from assetgraph.model.known import Known  # noqa: PLC0415

    logbook.purpose(Purpose.ALL.value)
    with opened(location) as store:
        everything = store.snapshot(Purpose.ALL, today=today)
    found = []
    for node, stated in zip(
        everything.residents, everything.values(Resident, "consent"), strict=True
    ):
        person = Known(everything.ids[node], Resident.kind, everything.names[node])
        for one in stated or ():
            ended = one.withdrawn_on or one.objected_on
            if one.until is not None and not ended and one.until <= today + timedelta(days=soon):
                found.append(Ending(person, one, (one.until - today).days))
    return sorted(found, key=lambda one: (one.days, one.person.name, one.consent.purpose))


def own_word(
    face: Known,
    properties: Mapping[str, Any] | None = None,
    relations: Mapping[str, dict[str, dict[str, Any]]] | None = None,
) -> Statement:
    """What a resident says of themselves; of one who was merged, under the name that was given."""
    return Statement(
        Resident.kind,
        face.id,
        mention=face.name,
        properties=dict(properties or {}),
        relations=dict(relations or {}),
    )


def speak(
    store: GraphStore,
    location: str,
    person: Known,
    said: Sequence[Statement],
    *,
    today: date,
) -> Outcome:
    """Adds what a resident says of themselves, and writes it in the log, together."""
    with store.writing():
        outcome = store.apply(Changeset(OWN_WORD, today, list(said), logbook.who()))
        faces = {one.id for one in faces_of(store, person)} & {one.id for one in said}
        logbook.enter(store, location, sorted(faces | {person.id}))
    return outcome


def own_consents(store: GraphStore, node: str) -> dict[Purpose, Consent]:
    """What a resident themselves said of purposes, as far as it stands."""
    spoken: list[dict[str, Any]] = []
    for said, doc in ledger.resolved(store.said(node)):
        if said.active and said.source == OWN_WORD:
            spoken = doc.get("p", {}).get(ledger.CONSENT) or spoken
    found = [Consent.model_validate(one) for one in spoken]
    return {one.purpose: one for one in found}


def _rule(location: str, text: str, rules: Mapping[Purpose, Any], *, today: date) -> Ruled:
    """Lets each rule make of what holds for a purpose what holds from now on, and records that."""
    with opened(location) as store, store.writing():
        person = find_resident(store, text)
        held = {one.purpose: one for one in consents_of(store, person.id, today)}
        made = {purpose: rule(held.get(purpose)) for purpose, rule in rules.items()}
        said = []
        for face in (faces := faces_of(store, person, text)):
            own = own_consents(store, face.id)
            now = _ruled(own, made, today, named=face is faces[0])
            if now != own:
                stated = [
                    now[purpose].model_dump(mode="json", exclude_none=True)
                    for purpose in CONSENTED
                    if purpose in now
                ]
                said.append(own_word(face, {ledger.CONSENT: stated}))
        if said:
            speak(store, location, person, said, today=today)
        after = consents_of(store, person.id, today)
    return Ruled(person, after, bool(said))


def _ruled(
    own: Mapping[Purpose, Consent],
    made: Mapping[Purpose, Consent | None],
    today: date,
    *,
    named: bool,
) -> dict[Purpose, Consent]:
    """The own word of one face after a decision.

    What is given is given under the name that was said, and wherever an own word would stand in
    its way; what ends, ends under every name: should they turn out to be two, neither is seen.
    """
    now = dict(own)
    for purpose, consent in made.items():
        if consent is None:
            now.pop(purpose, None)
        elif named or purpose in own or not consent.holds(today):
            now[purpose] = consent
    return now


def _each(purposes: Sequence[Purpose], rule: Any) -> dict[Purpose, Any]:
    return {purpose: partial(rule, purpose=purpose) for purpose in purposes}


def _unsaid(purpose: Purpose, today: date) -> date | None:
    """From when a purpose of which nothing is recorded is not allowed; None if by default it is."""
    allowed = {one.purpose for one in DEFAULT_CONSENT}
    return None if purpose in allowed else today
