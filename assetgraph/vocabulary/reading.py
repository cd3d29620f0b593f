"""A text as the index sees it: clauses of words, and the keys that each clause shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from typing import NamedTuple

from assetgraph.vocabulary.compound import Compounds
from assetgraph.vocabulary.fold import Token, tokens
from assetgraph.vocabulary.lemma import Lemmas
from assetgraph.vocabulary.spell import SHORTEST, Speller
from assetgraph.vocabulary.verb import SeparableVerbs, separable
from assetgraph.vocabulary.words import Words

SPELLED = 0.85
HEAD = 0.8
MODIFIER = 0.6
BRIEF = 0.75
_BRIEF_PART = 4
_LONGEST = 40
_MOST = 60
"""Words of one clause: the work on a clause grows with their square."""
_EMPTY = frozenset(
    ["de", "het", "een", "ik", "me", "mijn", "er", "zo", "heel", "erg", "ook", "wel"]
)
# Words that only ask: a phrase that tells enough without them does not insist on them.
_ASKS = frozenset(["gezocht", "zoek", "zoekt", "zoeken", "nodig", "iemand"])
_JOINS = frozenset("-'\"“”‘’„«»*_#@")


class Sighting(NamedTuple):
    """How surely a clause shows a key, and at which words."""

    strength: float
    places: tuple[int, ...]


@dataclass(frozen=True)
class Clause:
    """A stretch of text about one thing: its words as read, as written, and the keys it shows."""

    read: tuple[str, ...]
    written: tuple[str, ...]
    keys: dict[str, Sighting]


class Shape(NamedTuple):
    """The keys that a phrase of the vocabulary asks for.

    `denies` says that it holds a "niet" or "geen"; `strict` that nearly all of it must be there;
    `tight` that it is made of small words only and must stand together as well.
    """

    keys: tuple[str, ...]
    denies: bool
    strict: bool
    tight: bool = False

    @property
    def marks(self) -> int:
        """The three marks in one number."""
        return self.denies | self.strict << 1 | self.tight << 2

    @classmethod
    def of(cls, keys: Iterable[str], marks: int) -> Shape:
        """The shape with these keys and marks."""
        return cls(tuple(keys), bool(marks & 1), bool(marks & 2), bool(marks & 4))


class Reader:
    """Reads texts and the vocabulary's own phrases in one way, so that they meet."""

    def __init__(
        self,
        own: Mapping[str, str],
        verbs: Iterable[tuple[str, str, str]],
        words: Words,
        lemmas: Lemmas,
        heard: Callable[[], Iterable[tuple[str, str]]] = tuple,
    ) -> None:
        """`own` holds the vocabulary's words with their keys, `verbs` its separable verbs.

        Where no verbs are given they are found among the words. `heard` gives the words in all
        their forms with their sound, to find the nearest to a misspelt one.
        """
        self._words = words
        self._lemmas = lemmas
        self._weak = frozenset(map(lemmas.key, {*words.weak, *words.negations}))
        self.own: Set[str] = own.keys()
        parts = {word: key for word, key in own.items() if word not in words.skipped}
        self._own_keys = set(parts.values())
        nouns = parts.keys() - words.particles
        self._inner = Compounds(nouns, nouns.__contains__, words.no_parts)
        self._outer = Compounds(parts.keys(), lemmas.knows, words.no_parts)
        self.verbs = list(verbs) or separable(own, lemmas, words.particles, words.skipped)
        self._verbs = SeparableVerbs(self.verbs, lemmas, words.particles)
        self._speller = Speller(self.own, heard)
        self._shown: dict[str, tuple[tuple[str, float], ...]] = {}

    def shapes(self, phrase: str) -> list[Shape]:
        """The ways to meet a phrase of the vocabulary: as written, and with compounds split."""
        forms = self._read_forms(tokens(phrase))
        denies = any(form in self._words.negations for form in forms)
        joined = self._verbs.wholes(forms)
        wholes = {at: whole for at, _, whole in joined}
        gone = {place for _, place, _ in joined}
        plain: dict[str, None] = {}
        split: dict[str, None] = {}
        for place, form in enumerate(forms):
            if place in gone or form in self._words.skipped:
                continue
            key = wholes.get(place) or self._lemmas.key(form)
            plain[key] = None
            parts = () if place in wholes else self._inner.parts(form)
            for part in parts:
                split[self._lemmas.key(part)] = None
            if not parts:
                split[key] = None
        if self._says_little(forms, plain):
            telling = [form for form in forms if form not in _EMPTY]
            every = tuple(dict.fromkeys(map(self._lemmas.key, telling or forms)))
            return [Shape(every, denies, strict=True, tight=True)]
        asks = {self._lemmas.key(form) for form in forms if form in _ASKS}
        told = [key for key in plain if key not in asks]
        if len(told) < len(plain) and self._tells(told, split):
            plain = dict.fromkeys(told)
            split = {key: None for key in split if key not in asks}
        found = [Shape(tuple(plain), denies, strict=denies)]
        if split.keys() != plain.keys() and len(split) > 1 and not self._weak.issuperset(split):
            found.append(Shape(tuple(split), denies, strict=denies))
        return found

    def telling(self, phrase: str) -> list[str]:
        """The keys that a phrase shows, those of the parts of its compounds too."""
        return [
            key
            for form in self._read_forms(tokens(phrase))
            if form not in self._words.skipped
            for key, _ in self._shows(form)
        ]

    def _tells(self, told: list[str], split: Mapping[str, None]) -> bool:
        """Whether these keys say enough alone: two of them, or a compound ("naaiclub")."""
        if self._weak.issuperset(told):
            return False
        return len(told) > 1 or told[0] not in split

    def _says_little(self, forms: list[str], keys: Iterable[str]) -> bool:
        """Whether a phrase of small words leaves too little to be known by: "wil er eens uit"."""
        left = list(keys)
        return self._weak.issuperset(left) or (len(left) == 1 and len(forms) > 2)

    def clauses(self, text: str) -> list[Clause]:
        """The text cut at marks, at "maar" and where "en" starts anew, with the keys of each."""
        return [self._clause(text, stretch) for stretch in self._stretches(tokens(text))]

    def _stretches(self, pieces: list[Token]) -> Iterable[list[Token]]:
        stretch: list[Token] = []
        for at, piece in enumerate(pieces):
            if self._cuts(pieces, at) or len(stretch) == _MOST:
                if stretch:
                    yield stretch
                stretch = []
            if piece.is_word and not self._cuts(pieces, at):
                stretch.append(piece)
        if stretch:
            yield stretch

    def _cuts(self, pieces: list[Token], at: int) -> bool:
        piece = pieces[at]
        if not piece.is_word:
            return piece.text not in _JOINS
        if piece.text in self._words.cuts:
            return True
        return (
            piece.text in ("en", "and")
            and at + 1 < len(pieces)
            and pieces[at + 1].text in self._words.cuts_after_and
        )

    def _clause(self, text: str, stretch: list[Token]) -> Clause:
        forms = self._read_forms(stretch)
        keys: dict[str, Sighting] = {}
        for place, form in enumerate(forms):
            if form not in self.own and _like_a_name(text, stretch[place]):
                _note(keys, self._lemmas.key(form), 1.0, (place,))
                continue
            for key, strength in self._shows(form):
                _note(keys, key, strength, (place,))
        for at, place, whole in self._verbs.wholes(forms):
            _note(keys, whole, 1.0, (at, place))
        written = tuple(text[piece.start : piece.end] for piece in stretch)
        return Clause(tuple(forms), written, keys)

    def _read_forms(self, pieces: list[Token]) -> list[str]:
        reads = self._words.reads
        return [reads.get(piece.text, piece.text) for piece in pieces if piece.is_word]

    def _shows(self, form: str) -> tuple[tuple[str, float], ...]:
        shown = self._shown.get(form)
        if shown is None:
            shown = self._shown[form] = tuple(self._look(form).items())
        return shown

    def _look(self, form: str) -> dict[str, float]:
        key = self._lemmas.key(form)
        if form in self._words.skipped or key in self._own_keys or not _readable(form):
            return {key: 1.0}
        known = self._lemmas.knows(form)
        meant = () if known else self._speller.surely(form)
        if meant:
            return {**{self._lemmas.key(word): SPELLED for word in meant}, key: 1.0}
        parts = self._outer.parts(form)
        if parts:
            strengths = [MODIFIER] * (len(parts) - 1) + [HEAD]
            inner = {
                self._lemmas.key(part): strength * _full(part)
                for part, strength in zip(parts, strengths, strict=True)
                if len(part) >= _BRIEF_PART
            }
            return {**inner, key: 1.0}
        if not known:
            nearest = self._speller.nearest(form)
            return {**{self._lemmas.key(word): SPELLED for word in nearest}, key: 1.0}
        return {key: 1.0}


def _like_a_name(text: str, piece: Token) -> bool:
    """Whether a word is written as a name: "Zadelmakersveld" is neither split nor respelt."""
    written = text[piece.start : piece.end]
    return piece.start > 0 and written[0].isupper() and written[1:].islower()


def _readable(form: str) -> bool:
    """Whether a word is long enough to be split or respelt, and short enough to be a word."""
    return SHORTEST <= len(form) <= _LONGEST


def _full(part: str) -> float:
    """Short parts of compounds mislead more often: "trim" in "trimsalon"."""
    return BRIEF if len(part) <= _BRIEF_PART else 1.0


def _note(keys: dict[str, Sighting], key: str, strength: float, places: tuple[int, ...]) -> None:
    seen = keys.get(key)
    if seen is None or seen.strength < strength:
        keys[key] = Sighting(strength, places)
