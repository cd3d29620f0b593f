"""What each person can give, asks for and does not want, in their words and as concepts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from math import sqrt
from typing import NamedTuple, Protocol, runtime_checkable

from assetgraph.analysis.ties import Ties
from assetgraph.matching.discretion import Discretion
from assetgraph.matching.weights import Weights
from assetgraph.model.choices import ExchangeSort
from assetgraph.model.nodes import Exchange
from assetgraph.model.relations import Can, DreamsOf, MadeBy, MadeWith, TakesRole, Wants
from assetgraph.model.snapshot import Snapshot
from assetgraph.vocabulary import Direction

_SPREAD = 0.3
"""How much of a guessed wish is for what serves it; tuned in ``benchmarks/vocabulary``."""
_LIKELY = 0.25
"""Less surely meant than this, a concept says nothing about a text being discreet."""
_NEAR_ENOUGH = 0.5
"""What somebody does not want covers its narrower concepts, not the merely related ones."""


class Sense(Protocol):
    """One concept that a text speaks of."""

    @property
    def concept(self) -> str:
        """The id of the concept."""

    @property
    def direction(self) -> Direction:
        """Whether it is offered, wished, to be learnt, past or not wanted."""

    @property
    def weight(self) -> float:
        """How surely, 0…1."""

    @property
    def sure(self) -> bool:
        """Whether it may be said as a fact; what is not sure is a question."""


class Understanding(Protocol):
    """What matching asks of a vocabulary."""

    @property
    def checksum(self) -> str:
        """Says what it knows: a vocabulary that reads otherwise has another checksum."""

    def understand(
        self, text: str, *, direction: Direction | None = Direction.OFFER
    ) -> Sequence[Sense]:
        """The talents that a text speaks of."""

    def reach(self, concept: str) -> Mapping[str, float]:
        """The concepts whose offers serve a wish for this one, with a weight."""


@runtime_checkable
class ReadsAhead(Protocol):
    """A vocabulary that reads many texts faster together than one by one."""

    def read_ahead(self, asked: Iterable[tuple[str, Direction | None]]) -> None:
        """Makes ready what these texts, each with its column, are understood as."""


class Sort(StrEnum):
    """What a text is to the person who said it."""

    OFFER = "offer"
    PAST = "past"
    WISH = "wish"
    LEARN = "learn"
    DREAM = "dream"


_COLUMN = {
    Sort.OFFER: Direction.OFFER,
    Sort.WISH: Direction.WISH,
    Sort.DREAM: Direction.WISH,
}


@dataclass(frozen=True, eq=False)
class Said:
    """One text read in one direction."""

    text: str
    facts: tuple[str, ...]
    """The id of the node that holds the text; () for a wish that is put in by hand."""
    sort: Sort
    concepts: Mapping[str, float]
    """How surely it means each concept, 0…1; empty where the vocabulary does not surely know it."""
    serving: Mapping[str, float]
    """For something asked: how well an offer of each concept would serve it, 0…1."""
    mentions: frozenset[str]
    """All concepts that the text speaks of or may speak of, in whichever direction."""
    topic: Mapping[str, float] = field(default_factory=dict)
    """What it may be about, surely or not, with what serves that if it is asked: of length 1."""
    loved: bool = False
    """It stands among the talents, so that sharing it is sharing a passion."""

    @property
    def known(self) -> bool:
        """Whether the vocabulary surely knows what it means."""
        return bool(self.concepts)

    def likeness(self, other: Said) -> float:
        """How much two texts may be about the same, 0…1: the cosine of their topics."""
        few, many = sorted((self.topic, other.topic), key=len)
        return sum(weight * many.get(concept, 0.0) for concept, weight in few.items())

    def served_by(self, offer: Said, weights: Weights) -> float:
        """How well an offer serves this, 0…1, by what both mean."""
        best = max(
            (sure * self.serving[concept] for concept, sure in offer.concepts.items()
             if concept in self.serving),
            default=0.0,
        )  # fmt: skip
        return best * weights.past if offer.sort is Sort.PAST else best


@dataclass(frozen=True)
class Texts:
    """Some texts of one person, and all concepts among them."""

    said: tuple[Said, ...]
    concepts: frozenset[str]

    @classmethod
    def of(cls, said: Iterable[Said]) -> Texts:
        """These texts."""
        texts = tuple(said)
        return cls(texts, frozenset(concept for one in texts for concept in one.concepts))


@dataclass(frozen=True)
class Voice:
    """All that matching knows of one person's talents, wishes and dreams."""

    offers: tuple[Said, ...] = ()
    asks: tuple[Said, ...] = ()
    refused: frozenset[str] = frozenset()
    """Concepts that must never lead to or from this person."""
    withheld: int = 0
    """How many texts make no reason, since another would read them; see `Discretion`."""

    @cached_property
    def offered(self) -> frozenset[str]:
        """All concepts among the offers."""
        return Texts.of(self.offers).concepts

    @cached_property
    def passions(self) -> Texts:
        """What this person can or loves now."""
        return Texts.of(one for one in self.offers if one.loved and one.sort is Sort.OFFER)

    @cached_property
    def wishes(self) -> Texts:
        """What this person wishes or wants to learn."""
        return Texts.of(one for one in self.asks if one.sort is not Sort.DREAM)

    @cached_property
    def dreams(self) -> Texts:
        """What this person dreams of."""
        return Texts.of(one for one in self.asks if one.sort is Sort.DREAM)

    def allows(self, said: Said) -> bool:
        """Whether another's text speaks of nothing that this person does not want."""
        return self.refused.isdisjoint(said.mentions)


@dataclass
class _Heard:
    offers: list[Said] = field(default_factory=list)
    asks: list[Said] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    unable: set[str] = field(default_factory=set)
    """Not wanted, or not mastered, among the talents: gives way to a wish for it."""

    withheld: int = 0
    """Texts that make no reason, since another would read them."""

    def voice(self, understanding: Understanding) -> Voice:
        asked = {concept for ask in self.asks for concept in ask.concepts}
        refused = self.refused | (self.unable - asked)
        covered = {
            concept
            for one in refused
            for concept, weight in understanding.reach(one).items()
            if weight > _NEAR_ENOUGH
        }
        offers, asks = tuple(self.offers), tuple(self.asks)
        return Voice(offers, asks, frozenset(refused | covered), self.withheld)

    def hear(
        self,
        understanding: Understanding,
        text: str,
        column: Sort,
        facts: tuple[str, ...],
        *,
        loved: bool = False,
        discretion: Discretion | None = None,
    ) -> None:
        by_sort: dict[Sort, dict[str, float]] = {}
        about: dict[str, float] = {}
        mentions, refusing = set(), False
        for meaning in understanding.understand(text, direction=_COLUMN[column]):
            if meaning.direction is Direction.NOT:
                (self.unable if column is Sort.OFFER else self.refused).add(meaning.concept)
                refusing = True
                continue
            about[meaning.concept] = max(about.get(meaning.concept, 0.0), meaning.weight)
            mentions.add(meaning.concept)
            if not meaning.sure:
                continue
            sort = _sort(meaning.direction, column)
            by_sort.setdefault(sort, {})[meaning.concept] = meaning.weight
        asks = column in (Sort.WISH, Sort.DREAM) or any(
            sort in (Sort.WISH, Sort.LEARN, Sort.DREAM) for sort in by_sort
        )
        likely = (one for one, weight in about.items() if weight >= _LIKELY)
        if discretion is not None and discretion.withholds(text, likely, asks=asks):
            self.withheld += 1
            return
        if not by_sort and not refusing:
            by_sort[column] = {}
        for sort, concepts in by_sort.items():
            offered = sort in (Sort.OFFER, Sort.PAST)
            serving = {} if offered else _serving(understanding, concepts)
            topic = _topic(about if offered else _spread(understanding, about))
            said = Said(text, facts, sort, concepts, serving, frozenset(mentions), topic, loved)
            (self.offers if offered else self.asks).append(said)


def voices(
    snapshot: Snapshot, ties: Ties, understanding: Understanding, discretion: Discretion
) -> list[Voice]:
    """The voice of each person, by position, less what another is not to read."""
    heard = [_Heard() for _ in range(ties.n)]
    for one in read_ahead(snapshot, ties, understanding):
        text, facts = snapshot.names[one.node], (snapshot.ids[one.node],)
        heard[one.person].hear(
            understanding, text, one.column, facts, loved=one.loved, discretion=discretion
        )
    return [one.voice(understanding) for one in heard]


class Text(NamedTuple):
    """What somebody says: the position of the person, and the node that holds the words."""

    person: int
    node: int
    column: Sort
    loved: bool
    """It stands among the talents."""

    @property
    def direction(self) -> Direction:
        """What the column says of it."""
        return _COLUMN[self.column]


def read_ahead(snapshot: Snapshot, ties: Ties, understanding: Understanding) -> list[Text]:
    """All that people say, made ready to be understood."""
    said = list(texts(snapshot, ties))
    if isinstance(understanding, ReadsAhead):
        understanding.read_ahead((snapshot.names[one.node], one.direction) for one in said)
    return said


def texts(snapshot: Snapshot, ties: Ties) -> Iterator[Text]:
    """All that people say, those of one person in a fixed order."""
    for relation, column in (
        (Can, Sort.OFFER),
        (TakesRole, Sort.OFFER),
        (Wants, Sort.WISH),
        (DreamsOf, Sort.DREAM),
    ):
        links = snapshot.relation(relation)
        for at, node in enumerate(ties.people.tolist()):
            for text in links.targets(node):
                yield Text(at, text, column, relation is Can)
    yield from _exchanges(snapshot, ties)


def asking(wish: str, understanding: Understanding, discretion: Discretion | None = None) -> Voice:
    """The voice of somebody of whom only one wish is known; whose it is, another may read.

    With a `discretion` it is the wish of somebody whom others know.
    """
    heard = _Heard()
    heard.hear(understanding, wish, Sort.WISH, (), discretion=discretion)
    return heard.voice(understanding)


def offering(text: str, facts: tuple[str, ...], understanding: Understanding) -> Voice:
    """The voice of a group or organisation that does what a text says."""
    heard = _Heard()
    heard.hear(understanding, text, Sort.OFFER, facts)
    return heard.voice(understanding)


def _exchanges(snapshot: Snapshot, ties: Ties) -> Iterator[Text]:
    """What is offered or swapped counts as an offer; what is asked as a wish until it is met."""
    made_by, made_with = snapshot.relation(MadeBy), snapshot.relation(MadeWith)
    sorts = snapshot.values(Exchange, "sort")
    span = snapshot.ranges[Exchange]
    for node, sort in zip(span, sorts, strict=True):
        asked = sort is ExchangeSort.ASK
        if asked and made_with.targets(node):
            continue
        for person in made_by.targets(node):
            at = ties.position.get(person)
            if at is not None:
                yield Text(at, node, Sort.WISH if asked else Sort.OFFER, False)


def _sort(direction: Direction, column: Sort) -> Sort:
    if direction is Direction.LEARN and column is not Sort.DREAM:
        return Sort.LEARN
    if direction is Direction.PAST and column is Sort.OFFER:
        return Sort.PAST
    return column


def _serving(understanding: Understanding, concepts: Mapping[str, float]) -> dict[str, float]:
    serving: dict[str, float] = {}
    for concept, sure in concepts.items():
        for other, weight in understanding.reach(concept).items():
            serving[other] = max(serving.get(other, 0.0), sure * weight)
    return serving


def _spread(understanding: Understanding, about: Mapping[str, float]) -> dict[str, float]:
    """What is asked, and a part of what would serve it."""
    spread = dict(about)
    for concept, weight in about.items():
        for other, serves in understanding.reach(concept).items():
            if other != concept:
                spread[other] = spread.get(other, 0.0) + _SPREAD * serves * weight
    return spread


def _topic(about: Mapping[str, float]) -> dict[str, float]:
    length = sqrt(sum(weight * weight for weight in about.values()))
    return {concept: weight / length for concept, weight in about.items()} if length else {}
