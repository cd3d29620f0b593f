"""What is wrong, odd or worth knowing in a file: data with a place, never an exception."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from stdnum.nl import bsn

from assetgraph.messages import Message
from assetgraph.model.labels import Label

BSN = re.compile(
    r"(?<!\d)(?<!\d[,.])(?:\d{9}|\d{4}[. -]\d{2}[. -]\d{3}|\d{3}[. -]\d{3}[. -]\d{3}"
    r"|\d{2}[. -]\d{2}[. -]\d{2}[. -]\d{3})(?![\d,.]?\d)"
)
"""What may be a citizen service number, in the ways in which people write it."""


class Severity(StrEnum):
    """How much an issue weighs."""

    ERROR = "error"
    """Nothing is loaded while it stands, or with ``--partial`` all but its row."""
    WARNING = "warning"
    """Something was left aside: the reader should look."""
    INFO = "info"
    """What the tool made of it."""


@dataclass(frozen=True)
class Place:
    """Where in the files: `row` as a spreadsheet shows it, `column` as its header is written."""

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    at: tuple[int, ...] = field(default=(), compare=False)
    """The columns of the file that are meant, from 0."""


@dataclass(frozen=True)
class UnderstoodColumn:
    """A column of a file, and what it is on the map."""

    header: str
    column: Label
    examples: list[str]
    """A few of its values, without what is never told."""


@dataclass(frozen=True)
class Understood:
    """What a table was read as."""

    file: str
    sheet: str
    kind: Label
    rows: int
    columns: list[UnderstoodColumn]


@dataclass(frozen=True)
class Issue:
    """One finding. The catalogues word it under ``issue.<code>`` and ``issue.<code>-hint``."""

    code: str
    severity: Severity
    place: Place
    value: str | None = None
    values: dict[str, Any] = field(default_factory=dict)
    """What else the sentence names."""

    @property
    def message(self) -> Message:
        """The sentence."""
        return Message(f"issue.{self.code}", self._named())

    @property
    def hint(self) -> Message:
        """What to do; with a word that may have been meant, where one is near."""
        kind = "near" if self.values.get("near") is not None else "hint"
        return Message(f"issue.{self.code}-{kind}", self._named())

    def _named(self) -> dict[str, Any]:
        most = _WHOLE.get(self.code, 60)
        value = "" if self.value is None else shortened(self.value, most)
        return {"value": value, "column": self.place.column or "", **self.values}


_WHOLE = {"columns-set-aside": 1_000}
"""Characters of the longest value in the sentence of an issue that lists things; else 60."""


@dataclass
class Report:
    """The issues of one import, in the order of the files."""

    issues: list[Issue] = field(default_factory=list)
    understood: list[Understood] = field(default_factory=list)

    def understand(self, one: Understood) -> None:
        """Notes what a table was read as."""
        self.understood.append(one)

    def add(
        self,
        code: str,
        severity: Severity,
        place: Place,
        value: str | None = None,
        **values: Any,
    ) -> None:
        """Notes an issue."""
        told = None if value is None else masked(value)
        if place.column is not None and masked(place.column) != place.column:
            place = replace(place, column=masked(place.column))
        self.issues.append(Issue(code, severity, place, told, values))

    @property
    def ok(self) -> bool:
        """Whether nothing stands in the way of loading."""
        return not any(issue.severity is Severity.ERROR for issue in self.issues)

    def rows_in_error(self) -> set[tuple[str | None, str | None, int | None]]:
        """The rows that cannot be loaded: file, sheet, row."""
        return {
            (issue.place.file, issue.place.sheet, issue.place.row)
            for issue in self.issues
            if issue.severity is Severity.ERROR
        }


def is_bsn(text: str) -> bool:
    """Whether digits, with points or spaces between, are a citizen service number."""
    return bsn.is_valid(re.sub(r"\D", "", text))


def masked(text: str) -> str:
    """A text without citizen service numbers, which are never told; cut where it is long."""
    long = len(text) > _MOST
    told = BSN.sub(lambda found: "•" * 9 if is_bsn(found[0]) else found[0], text[: _MOST + 100])
    return told[: _MOST - 1] + "…" if long else told


_MOST = 2_000
"""Characters of the longest text that is told whole."""


def shortened(text: str, most: int = 60) -> str:
    """A value as a sentence shows it: on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
