"""A resident's own word on one fact: what is typed is read as a cell of the workbook is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from assetgraph.errors import AssetGraphError
from assetgraph.importing.drafts import mentioned
from assetgraph.importing.issues import Issue, Place, Severity
from assetgraph.importing.linting import doubts
from assetgraph.importing.statements import NAMED
from assetgraph.importing.values import ProblemError, check, understand_property
from assetgraph.model.changeset import Statement, node_id
from assetgraph.model.choices import Closeness
from assetgraph.model.kinds import RELATION_KINDS
from assetgraph.model.nodes import Resident
from assetgraph.model.relations import Knows
from assetgraph.model.text import fold
from assetgraph.model.workbook import Column, sheet_of
from assetgraph.workflows import logbook
from assetgraph.workflows.given import faces_of, find_named, find_resident, opened
from assetgraph.workflows.rights import own_word, speak

if TYPE_CHECKING:
    from assetgraph.model.changeset import Outcome
    from assetgraph.model.known import Known
    from assetgraph.stores import GraphStore

__all__ = ["Corrected", "correct"]


@dataclass(frozen=True)
class Corrected:
    """What a correction did."""

    person: Known
    column: Column
    outcome: Outcome | None
    """None where what was typed cannot be stored."""
    issues: list[Issue]
    still: list[str]
    """What the column still holds because others say it, from their side."""


def correct(location: str, text: str, field: str, value: str, *, today: date) -> Corrected:
    """Records a resident's own word on a column of the workbook; an empty value says: nothing.

    It wins over what sheets say, older and newer. Raises AssetGraphError ``unknown-field`` and
    ``consent-by-command``, and QuestionError for a name in it that is not one node's.
    """
    column = _column(field)
    place = Place(column=column.label.nl)
    with opened(location) as store:
        person = find_resident(store, text)
        try:
            check(value)
            properties, relations, beside = _read(store, column, value.strip())
        except ProblemError as problem:
            logbook.only_reading()
            shown = None if problem.code == "bsn-found" else problem.found or value
            issue = Issue(problem.code, Severity.ERROR, place, shown, problem.values)
            return Corrected(person, column, None, [issue], [])
        issues = [Issue(code, Severity.WARNING, place, found) for code, found in doubts(value)]
        said = own_word(faces_of(store, person, text)[0], properties, relations)
        outcome = speak(store, location, person, [said, *beside], today=today)
        still = list(_still(store, person, column, relations, today))
    return Corrected(person, column, outcome, issues, still)


def _column(field: str) -> Column:
    """A column of the residents' sheet by its header. Raises AssetGraphError."""
    columns = sheet_of(Resident).columns
    wanted = fold(field).rstrip("*").strip()
    headers = [one for one in columns if wanted in map(fold, (one.label.nl, one.label.en, one.key))]
    alike = [one for one in columns if wanted in map(fold, one.label.spellings())]
    found = next(iter([*headers, *alike]), None)
    if found is None:
        labels = [one.label for one in columns if one.key != "consent"]
        raise AssetGraphError("unknown-field", value=field, known=labels)
    if found.key == "consent":
        raise AssetGraphError("consent-by-command")
    return found


Spoken = tuple[dict[str, Any], dict[str, dict[str, dict[str, Any]]], list[Statement]]


def _read(store: GraphStore, column: Column, value: str) -> Spoken:
    """What a value says: properties, relations, and nodes that are only mentioned."""
    if column.fact is not None:
        if not value:
            if column.required:
                raise ProblemError("missing-value")
            return {column.key: [] if column.fact.many else None}, {}, []
        known, wrong = understand_property(column.fact, [value])
        if wrong:
            raise wrong[value]
        return {column.key: known[value]}, {}, []
    links: dict[str, dict[str, Any]] = {}
    beside: list[Statement] = []
    for mention in mentioned(column, value):
        kind = column.others[0]
        if kind in NAMED:
            other = find_named(store, column.others, mention.text).id
        else:
            other = node_id(kind, fold(mention.text))
            beside.append(Statement(kind.kind, other, mention=mention.text))
        tie = column.relation is Knows
        links[other] = {"closeness": int(mention.closeness or Closeness.TALKS)} if tie else {}
    return {}, {column.key: links}, beside


def _still(
    store: GraphStore,
    person: Known,
    column: Column,
    relations: dict[str, dict[str, dict[str, Any]]],
    today: date,
) -> Iterator[str]:
    """What the resident is still linked to, beside what was said now: others say so."""
    if column.relation is None or column.relation.symmetric:
        return
    from assetgraph.model.consent import Purpose  # noqa: PLC0415

    around = store.snapshot(Purpose.ALL, today=today, resident=person.id)
    me = around.index[person.id]
    links = around.relation(RELATION_KINDS[column.relation.kind])
    ends = links.sources(me) if column.reverse else links.targets(me)
    for end in ends:
        if around.ids[end] not in relations.get(column.key, {}):
            yield around.names[end]
