"""What is recorded about a resident, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from assetgraph.model.consent import Consent
from assetgraph.model.labels import Choice
from assetgraph.stores import ledger

if TYPE_CHECKING:
    from assetgraph.messages import Catalogue
    from assetgraph.workflows.dossier import Dossier, Fact, Source, Tie
    from assetgraph.workflows.logs import Entry

__all__ = ["Line", "Told", "consent_line", "told", "worded"]


def worded(value: Any, words: Catalogue) -> str:
    """A value of a property as people write it."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return words.text("cli.fact.yes" if value else "cli.fact.no")
    if isinstance(value, Choice):
        return value.label.text(words.language)
    if isinstance(value, list | tuple):
        return words.enumerate([worded(one, words) for one in value]) or "-"
    return str(value)


@dataclass(frozen=True)
class Line:
    """One line of what is told: what it is, what it says, and who said so."""

    head: str
    text: str
    source: str


@dataclass(frozen=True)
class Told:
    """A dossier in words: sections of lines."""

    name: str
    id: str
    day: date
    sections: tuple[tuple[str, tuple[Line, ...]], ...]


def told(found: Dossier, words: Catalogue) -> Told:
    """A dossier in the words of a catalogue; a section without lines is left out."""
    sections = (
        ("rights.section.ties", [_tie_line(one, words) for one in found.ties]),
        ("rights.section.facts", _fact_lines(found.facts, words)),
        (
            "rights.section.consents",
            [consent_line(one, found.day, words) for one in found.consents],
        ),
        ("rights.section.before", _before_lines(found, words)),
        ("rights.section.log", [_log_line(one, words) for one in found.log]),
    )
    return Told(
        found.name,
        found.id,
        found.day,
        tuple((words.text(key), tuple(lines)) for key, lines in sections if lines),
    )


def _day(day: date, words: Catalogue) -> str:
    return f"{day.day}-{day.month}-{day.year}" if words.language == "nl" else day.isoformat()


def _said(source: Source, words: Catalogue) -> str:
    if source.own:
        text = words.text("rights.said.own", day=_day(source.day, words), who=source.who or "-")
    else:
        day, who = _day(source.day, words), source.who or "-"
        text = words.text("rights.said.source", source=source.name, day=day, who=who)
    return f"{text} {words.text('rights.said.undone')}" if source.undone else text


def _fact_lines(facts: Iterable[Fact], words: Catalogue) -> list[Line]:
    lines = []
    for fact in facts:
        if fact.name == ledger.CONSENT or fact.value is None:
            continue
        same = [s for value, s in fact.said if _equal(value, fact.value) and not s.undone]
        own = [one for one in same if one.own]
        source = (own or same)[-1] if same else None
        lines.append(
            Line(
                fact.label.text(words.language),
                worded(fact.value, words),
                _said(source, words) if source else "",
            )
        )
    return lines


def _equal(stated: Any, value: Any) -> bool:
    """Whether a value as it was said is this value; lists and tuples are alike."""
    return list(stated) == list(value) if isinstance(value, tuple) else bool(stated == value)


def _before_lines(found: Dossier, words: Catalogue) -> list[Line]:
    lines = [
        Line(fact.label.text(words.language), worded(value, words), _said(source, words))
        for fact in found.facts
        for value, source in fact.said
        if fact.name != ledger.CONSENT and not (_equal(value, fact.value) and not source.undone)
    ]
    lines += [
        Line(
            fact.label.text(words.language),
            _purposes(value, source.day, words),
            _said(source, words),
        )
        for fact in found.facts
        if fact.name == ledger.CONSENT
        for value, source in fact.said
    ]
    return lines + [
        Line(label.text(words.language), other, _said(source, words))
        for label, other, source in found.said_before
    ]


def _purposes(value: Sequence[dict[str, Any]], day: date, words: Catalogue) -> str:
    """What was said of each purpose on a day: allowed or not."""
    found = [Consent.model_validate(one) for one in value]
    said = [
        words.text("rights.yes" if one.holds(day) else "rights.no", purpose=one.purpose.label)
        for one in found
    ]
    return words.enumerate(said) or words.text("cli.fact.no")


def _tie_line(tie: Tie, words: Catalogue) -> Line:
    other = tie.other if tie.other is not None else words.text("rights.somebody")
    if tie.outward:
        head, text = tie.label.text(words.language), other
    else:
        head = words.text("rights.by-other", what=tie.label.text(words.language))
        text = other
    if tie.text:
        text = f"{text}: {tie.text}"
    key = "rights.said.own-tie" if tie.own else "rights.said.tie"
    source = words.text(key, source=tie.source, day=_day(tie.first_said, words))
    return Line(head, text, source)


def _consent_lines(found: Dossier, words: Catalogue) -> list[Line]:
    return [consent_line(one, found.day, words) for one in found.consents]


def consent_line(consent: Consent, today: date, words: Catalogue) -> Line:
    """What is allowed, on which basis, until when, and who recorded it."""
    state = "rights.state.allowed" if consent.holds(today) else "rights.state.ended"
    if consent.restricted_on:
        state = "rights.state.restricted"
    elif consent.objected_on:
        state = "rights.state.objected"
    elif consent.withdrawn_on:
        state = "rights.state.withdrawn"
    day = consent.restricted_on or consent.objected_on or consent.withdrawn_on or consent.until
    head = words.text(
        state,
        purpose=consent.purpose.label,
        day=_day(day, words) if day else "",
    )
    parts = [words.text("rights.basis", basis=consent.basis.label)]
    if consent.until and consent.holds(today):
        parts.append(words.text("rights.until", day=_day(consent.until, words)))
    if consent.explained:
        parts.append(words.text("rights.explained", text=consent.explained))
    source = ""
    if consent.recorded_on:
        source = words.text(
            "rights.recorded", who=consent.recorded_by or "-", day=_day(consent.recorded_on, words)
        )
    return Line(head, "; ".join(parts), source)


def _log_line(entry: Entry, words: Catalogue) -> Line:
    moment = entry.at.astimezone()
    parts = [
        words.text(f"log.sort.{entry.sort}"),
        words.text("log.with", command=entry.command),
        *([words.text("log.why", why=entry.why)] if entry.why else []),
        *([] if entry.about else [words.text("rights.about-everybody")]),
    ]
    when = f"{_day(moment.date(), words)} {moment:%H:%M}"
    return Line(when, "; ".join(parts), entry.who or words.text("log.nobody"))
