"""What the first sheet of the empty workbook tells."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

from assetgraph.messages import Catalogue
from assetgraph.model.choices import Closeness
from assetgraph.model.consent import Purpose
from assetgraph.model.workbook import sheets


class Line(Enum):
    """How a line of the explanation looks."""

    TITLE = auto()
    HEADING = auto()
    TEXT = auto()


START = (
    "template.start.sheets",
    "template.start.required",
    "template.start.comment",
    "template.start.example",
    "template.start.several",
    "template.start.quotes",
    "template.start.names",
    "template.start.load",
)
CLOSENESS = {
    Closeness.GREETS: "template.closeness.greets",
    Closeness.TALKS: "template.closeness.talks",
    Closeness.HELPS: "template.closeness.helps",
    Closeness.CLOSE: "template.closeness.close",
}
CONSENT = {
    Purpose.MAP: "template.consent.map",
    Purpose.MATCH: "template.consent.match",
    Purpose.PUBLISH: "template.consent.publish",
}
PRIVACY = (
    "template.privacy.strengths",
    "template.privacy.bsn",
    "template.privacy.ask",
    "template.privacy.keep",
)


def lines(words: Catalogue) -> Iterator[tuple[Line, str]]:
    """The lines of the explanation from top to bottom."""
    language = words.language
    yield Line.TITLE, words.text("template.title")
    yield Line.HEADING, words.text("template.start.title")
    for key in START:
        yield Line.TEXT, words.text(key)
    yield Line.HEADING, words.text("template.overview.title")
    for sheet in sheets():
        yield Line.TEXT, f"{sheet.label.text(language)}: {sheet.note.text(language)}"
    yield Line.HEADING, words.text("template.closeness.title")
    close = Closeness.CLOSE.label.text(language)
    yield Line.TEXT, words.text("template.closeness.how", word=close)
    for closeness, key in CLOSENESS.items():
        yield Line.TEXT, words.text(key, word=closeness.label.text(language))
    yield from _consent(words)
    yield Line.HEADING, words.text("template.privacy.title")
    for key in PRIVACY:
        yield Line.TEXT, words.text(key)


def _consent(words: Catalogue) -> Iterator[tuple[Line, str]]:
    language = words.language
    yield Line.HEADING, words.text("template.consent.title")
    for purpose, key in CONSENT.items():
        yield Line.TEXT, words.text(key, word=purpose.label.text(language))
    yield Line.TEXT, words.text("template.consent.none", no=words.text("export.no"))
    yield (
        Line.TEXT,
        words.text(
            "template.consent.short",
            yes=words.text("export.yes"),
            map=Purpose.MAP.label.text(language),
            match=Purpose.MATCH.label.text(language),
        ),
    )
