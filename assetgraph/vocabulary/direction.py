"""Which way a text points: offered, wished, to be learnt, of the past, or not wanted.

The column of the sheet decides; the words only turn it. Cues come from ``_words.toml``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum

from assetgraph.vocabulary.concepts import Kind
from assetgraph.vocabulary.reading import Clause
from assetgraph.vocabulary.terms import Hit

_SCOPE = 7
_FORMER = frozenset({"oud", "ex", "voormalig", "gepensioneerd", "gepensioneerde"})
_LEARNING = frozenset({"leren", "leer"})
# A bare "geen" reaches its own noun and not what comes after a preposition: "geen gedoe met".
_BARE = frozenset({("geen",), ("nooit",), ("liever", "geen"), ("wil", "geen")})
_BREAKS = frozenset(
    [
        "met",
        "van",
        "voor",
        "bij",
        "om",
        "op",
        "aan",
        "in",
        "uit",
        "over",
        "door",
        "tegen",
        "als",
        "want",
        "dus",
        "die",
        "dat",
        "en",
        "of",
    ]
)
_WANTING = frozenset({"wil", "wilt", "willen", "wou", "zou", "zouden"})


class Direction(StrEnum):
    """What somebody says about a talent."""

    OFFER = "offer"
    WISH = "wish"
    LEARN = "learn"
    PAST = "past"
    NOT = "not"


_ASKING = frozenset({Direction.WISH, Direction.LEARN, None})
_WISHED = frozenset({Kind.WISH, Kind.SITUATION})

Spans = list[tuple[int, int]]


class Cues:
    """Finds the phrases in a clause that turn its direction."""

    def __init__(self, cues: Mapping[str, tuple[tuple[str, ...], ...]]) -> None:
        self._starts: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for name, phrases in cues.items():
            for phrase in phrases:
                self._starts[phrase[0]].append((name, phrase))

    def find(self, clause: Clause) -> dict[str, Spans]:
        """For every kind of cue where it stands, as half-open spans of words."""
        spans: dict[str, Spans] = defaultdict(list)
        for at, word in enumerate(clause.read):
            for name, phrase in self._starts.get(word, ()):
                if clause.read[at : at + len(phrase)] == phrase:
                    spans[name].append((at, at + len(phrase)))
        return spans


def shielded(cues: Mapping[str, Spans], hits: Iterable[Hit]) -> dict[str, Spans]:
    """The cues, where a "niet" or "geen" that belongs to a wish ("geen auto") avoids nothing."""
    own = [(min(hit.places), max(hit.places) + 1) for hit in hits if hit.entry.shape.denies]
    return {**cues, "need": [*cues.get("need", ()), *own]} if own else dict(cues)


def direction_of(
    hit: Hit, clause: Clause, cues: Mapping[str, Spans], column: Direction | None
) -> Direction:
    """The direction of one hit, given the cues of its clause and the column it stands in."""
    asking = column in _ASKING
    if _avoided(hit, clause, cues, asking=asking):
        return Direction.NOT
    if column not in (Direction.OFFER, Direction.WISH, None):
        return column
    if _learnt(clause, cues, column):
        return Direction.LEARN
    if column is not Direction.WISH and _past(hit, clause, cues, column):
        return Direction.PAST
    if column is not None:
        return column
    asks = hit.entry.kind in _WISHED or cues.get("wish") or cues.get("need")
    return Direction.WISH if asks and not cues.get("teach") else Direction.OFFER


def _avoided(hit: Hit, clause: Clause, cues: Mapping[str, Spans], *, asking: bool) -> bool:
    """Whether the hit is something to stay away from, or that an offerer says not to be able to."""
    first, last = min(hit.places), max(hit.places)
    shields = cues.get("not_avoid", []) + (cues.get("need", []) if asking else [])
    denied = hit.entry.shape.denies
    if asking and denied:
        return False
    for start, end in cues.get("avoid", ()):
        if asking and not hit.places.isdisjoint(range(start, end)):
            continue
        if _overlaps((start, end), shields) or not start <= first < end + _SCOPE:
            continue
        if clause.read[start:end] not in _BARE or _BREAKS.isdisjoint(clause.read[end:first]):
            return True
    for start, end in cues.get("avoid_before", ()):
        if not _overlaps((start, end), cues.get("not_avoid", [])) and last < end:
            return True
    if asking:
        return False
    return any(
        not _overlaps(span, cues.get("not_avoid", [])) and not _overlaps(span, cues.get("past", []))
        for span in cues.get("need", ())
    )


def _learnt(clause: Clause, cues: Mapping[str, Spans], column: Direction | None) -> bool:
    if cues.get("teach"):
        return False
    if cues.get("learn"):
        return True
    wanting = [place for place, word in enumerate(clause.read) if word in _WANTING]
    if wanting and "leren" in clause.read[wanting[0] :]:
        return True
    return column is not Direction.OFFER and not _LEARNING.isdisjoint(clause.read)


def _past(hit: Hit, clause: Clause, cues: Mapping[str, Spans], column: Direction | None) -> bool:
    job = hit.entry.kind is Kind.PROFESSION
    first = min(hit.places)
    if job and "was" in clause.read[:first]:
        return True
    for start, end in cues.get("past", ()):
        if _overlaps((start, end), cues.get("not_past", [])):
            continue
        phrase = clause.read[start:end]
        if len(phrase) == 1 and phrase[0] in _FORMER and not job and first != end:
            continue
        if phrase == ("niet", "meer") and column is None:
            continue
        if job or _same_half(clause, start, first):
            return True
    return False


def _same_half(clause: Clause, one: int, other: int) -> bool:
    """Whether no "en" stands between two places."""
    return "en" not in clause.read[min(one, other) : max(one, other)]


def _overlaps(span: tuple[int, int], others: Spans) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)
