"""What the tool makes of the words that people write, and how a neighbourhood adds its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assetgraph.errors import AssetGraphError
from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Dream, Exchange, Role, Talent, Wish

if TYPE_CHECKING:
    from assetgraph.model.snapshot import Snapshot
    from assetgraph.vocabulary import Meaning, Vocabulary
    from assetgraph.vocabulary.local import Local

__all__ = [
    "Doubt",
    "Meaning",
    "Review",
    "add_term",
    "deny",
    "doubts",
    "explain",
    "new_concept",
    "own_words",
    "proposer",
    "write_skos",
]

_ID = re.compile(r"[^a-z]+")
_OFFERS = (Talent, Role)
_WISHES = (Wish, Dream)


@dataclass(frozen=True)
class Doubt:
    """A text in the store that the vocabulary does not surely know."""

    text: str
    asked: bool
    """It stands among the wishes and dreams."""
    people: int
    """How often it was said."""
    maybe: tuple[str, ...]
    """What it may mean, the ids of concepts; () for a text of which nothing is known."""


def explain(text: str, location: str) -> tuple[Sequence[Meaning], Callable[[str, str], str], bool]:
    """What a text means, its words deciding the direction; a concept's label by language; and
    whether the text is in another language than Dutch."""
    from assetgraph.vocabulary.foreign import foreign  # noqa: PLC0415

    words = own_words(location)
    found = words.understand(text, direction=None)
    return found, words.label, foreign(text)


def own_words(location: str) -> Vocabulary:
    """The vocabulary with the own words beside a store."""
    from assetgraph.vocabulary import with_own_words  # noqa: PLC0415
    from assetgraph.vocabulary.local import beside  # noqa: PLC0415

    return with_own_words(beside(location))


def doubts(location: str, *, today: date, buurt: str | None = None) -> list[Doubt]:
    """The texts in the store that no concept covers, or only maybe; what helps most first.

    Only people are read who agreed to introductions: the words of others are for nobody to see.
    """
    from assetgraph.vocabulary import Direction  # noqa: PLC0415
    from assetgraph.workflows.given import opened, snapshot_of  # noqa: PLC0415

    with opened(location) as store:
        snapshot = snapshot_of(store, Purpose.MATCH, today=today, buurt=buurt)
    words = own_words(location)
    found = []
    counted = sorted(Counter(_texts(snapshot)).items())
    columns = {False: Direction.OFFER, True: Direction.WISH}
    words.read_ahead((text, columns[asked]) for (text, asked), _ in counted)
    for (text, asked), people in counted:
        direction = columns[asked]
        meanings = words.understand(text, direction=direction)
        if any(one.sure for one in meanings) or words.says_nothing(text):
            continue
        maybe = tuple(one.concept for one in meanings)
        sure = max((one.confidence for one in meanings), default=0.0)
        found.append((sure, Doubt(text, asked, people, maybe)))
    found.sort(key=lambda one: (one[1].asked, -one[1].people, one[0], one[1].text))
    return [doubt for _, doubt in found]


def _texts(snapshot: Snapshot) -> Iterator[tuple[str, bool]]:
    """Every text about a talent or a wish, and whether it is asked."""
    for kinds, asked in ((_OFFERS, False), (_WISHES, True)):
        for kind in kinds:
            for node in snapshot.ranges[kind]:
                yield snapshot.names[node], asked
    sorts = snapshot.values(Exchange, "sort")
    for node, sort in zip(snapshot.ranges[Exchange], sorts, strict=True):
        yield snapshot.names[node], sort == "ask"


class Review:
    """Answers about texts, kept one by one in the file beside the store."""

    def __init__(self, location: str) -> None:
        from assetgraph.vocabulary.nearest import Nearest  # noqa: PLC0415

        self._location = location
        self._words = own_words(location)
        self._nearest = Nearest(self._words)

    def choices(self, doubt: Doubt) -> list[str]:
        """The ids of the concepts nearest to a text."""
        from assetgraph.vocabulary import Direction  # noqa: PLC0415

        direction = Direction.WISH if doubt.asked else Direction.OFFER
        return self._nearest.of(doubt.text, direction)

    def label(self, concept: str, language: str) -> str:
        """The name of a concept on screen."""
        return self._words.label(concept, language)

    def means(self, doubt: Doubt, concept: str) -> None:
        """The text means this concept."""
        change(self._location, lambda local: local.meaning(doubt.text, concept))

    def nothing(self, doubt: Doubt) -> None:
        """The text means no talent."""
        change(self._location, lambda local: local.meaning_nothing(doubt.text))

    def new(self, doubt: Doubt, name: str) -> str:
        """The text means a new concept of this name; gives its id."""
        identity = new_concept(self._location, name, phrases=())
        self.means(doubt, identity)
        return identity


def add_term(location: str, concept: str, phrase: str) -> None:
    """Adds a phrase to a concept. Raises AssetGraphError for a concept that is not there."""
    _known(location, concept)
    change(location, lambda local: local.adding(concept, {"terms": phrase}))


def new_concept(
    location: str, name: str, *, english: str = "", broader: str = "", phrases: Iterable[str]
) -> str:
    """Adds a concept with a name, and gives its id. Raises AssetGraphError where it is there."""
    from assetgraph.vocabulary.fold import fold  # noqa: PLC0415

    identity = _ID.sub("-", fold(name)).strip("-")
    words = own_words(location)
    same = {one.id for one in words.concepts.values() if fold(one.label("nl")) == fold(name)}
    if not identity or identity in words.concepts or same:
        raise AssetGraphError("vocabulary-concept-known", value=name)
    if broader:
        _known(location, broader)
    fields = {"nl": name, "en": english or name}
    fields |= {"broader": broader} if broader else {}
    fields |= {"terms": "\n".join(phrases)} if phrases else {}
    change(location, lambda local: local.adding(identity, fields))
    return identity


def deny(location: str, text: str, concept: str) -> None:
    """Remembers that a text does not mean a concept."""
    _known(location, concept)
    change(location, lambda local: local.denying(text, concept))


def change(location: str, how: Callable[[Local], Local]) -> None:
    """Changes the own words, and keeps them at once."""
    from assetgraph.vocabulary.local import beside, write_local  # noqa: PLC0415

    write_local(beside(location), how(_local(location)))


def write_skos(location: str, path: Path, *, force: bool) -> int:
    """Writes the vocabulary with the own words as SKOS; gives the number of concepts."""
    from assetgraph.exporting.writing import write_file  # noqa: PLC0415
    from assetgraph.vocabulary.skos import turtle  # noqa: PLC0415

    concepts = own_words(location).concepts
    text = turtle(concepts)

    def write(beside: Path) -> None:
        beside.write_text(text, encoding="utf-8", newline="\n")

    write_file(path, write, force=force)
    return len(concepts)


def proposer(url: str, location: str, *, remote: bool) -> Callable[[str], list[str]]:
    """What asks an assistant. Raises AssetGraphError for another machine, unless allowed."""
    from assetgraph.workflows.assistant import Assistant  # noqa: PLC0415

    words = own_words(location)
    labels = {one.id: one.label("nl") for one in words.concepts.values()}
    return Assistant(url, labels, remote=remote).propose


def _local(location: str) -> Local:
    from assetgraph.vocabulary.local import beside, read_local  # noqa: PLC0415

    return read_local(beside(location))


def _known(location: str, concept: str) -> None:
    """Raises AssetGraphError for a concept that is not there, and names some that look like it."""
    words = own_words(location)
    if concept not in words.concepts:
        from assetgraph.vocabulary.nearest import Nearest  # noqa: PLC0415

        alike = Nearest(words).of(concept, None)
        raise AssetGraphError("vocabulary-unknown-concept", value=concept, known=alike)
