"""What is wrong, odd or worth knowing in a file: data with a place, never an exception."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from assetgraph.messages import Message


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
        value = "" if self.value is None else shortened(self.value)
        return {"value": value, "column": self.place.column or "", **self.values}


@dataclass
class Report:
    """The issues of one import, in the order of the files."""

    issues: list[Issue] = field(default_factory=list)

    def add(
        self,
        code: str,
        severity: Severity,
        place: Place,
        value: str | None = None,
        **values: Any,
    ) -> None:
        """Notes an issue."""
        self.issues.append(Issue(code, severity, place, value, values))

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


def shortened(text: str, most: int = 60) -> str:
    """A value as a sentence shows it: on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
