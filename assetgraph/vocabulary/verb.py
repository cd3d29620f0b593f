"""Separable verbs put together again: "past … op" is ``oppassen``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

from assetgraph.vocabulary.lemma import Lemmas

_SHORTEST = 4
_FARTHEST = 6
# A particle after one of these belongs to another verb: "geeft water als ik weg ben".
_NEW_CLAUSE = frozenset(("als", "die", "dat", "omdat", "want", "wanneer", "toen", "waar", "of"))

# A particle that may be a preposition is one when a noun follows: "hangt op straat".
_PREPOSITIONS = frozenset(
    ("op", "aan", "uit", "in", "voor", "na", "om", "bij", "door", "over", "onder", "langs")
)
_MAY_FOLLOW = _PREPOSITIONS | frozenset(
    [
        "van",
        "met",
        "naar",
        "tot",
        "te",
        "en",
        "of",
        "want",
        "als",
        "omdat",
        "dat",
        "die",
        "maar",
        "bij",
        "ook",
        "graag",
        "wel",
        "niet",
        "vaak",
    ]
)
_ALWAYS = frozenset((("op", "passen"), ("op", "letten"), ("voor", "lezen")))


def remainders(own: Iterable[str], particles: Set[str]) -> Iterator[tuple[str, str, str]]:
    """Each word that may be a separable verb, as particle, verb and whole."""
    starts = tuple(sorted(particles))
    for word in own:
        if word.endswith("n") and word.startswith(starts):
            for particle in starts:
                verb = word[len(particle) :]
                if word.startswith(particle) and len(verb) >= _SHORTEST:
                    yield particle, verb, word


def separable(
    own: Iterable[str], lemmas: Lemmas, particles: Set[str], never: Set[str]
) -> list[tuple[str, str, str]]:
    """The vocabulary's separable verbs: particle, key of the verb, key of the whole.

    `never` holds words that are no verbs.
    """
    no_verbs = {lemmas.key(word) for word in never}
    halves = {
        (particle, lemmas.key(verb)): lemmas.key(word)
        for particle, verb, word in remainders(sorted(own), particles)
    }
    return [(*half, whole) for half, whole in halves.items() if half[1] not in no_verbs]


class SeparableVerbs:
    """Verbs that split, found from their two halves."""

    def __init__(
        self, verbs: Iterable[tuple[str, str, str]], lemmas: Lemmas, particles: Set[str]
    ) -> None:
        self._lemmas = lemmas
        self._particles = particles
        self._always = {(particle, lemmas.key(verb)) for particle, verb in _ALWAYS}
        self._whole = {(particle, verb): whole for particle, verb, whole in verbs}

    def wholes(self, sentence: Sequence[str]) -> list[tuple[int, int, str]]:
        """Each pair of halves in one clause: place of the verb, of the particle, key of the whole.

        The particle comes after its verb ("past … op") or just before it ("op te passen").
        """
        found: list[tuple[int, int, str]] = []
        if self._particles.isdisjoint(sentence):
            return found
        for place, particle in enumerate(sentence):
            if particle not in self._particles:
                continue
            for at, word in enumerate(sentence):
                if not self._together(sentence, at, place):
                    continue
                half = (particle, self._lemmas.key(word))
                whole = self._whole.get(half)
                if whole is None:
                    continue
                if at > place or half in self._always or not _governs(sentence, place):
                    found.append((at, place, whole))
        return found

    @staticmethod
    def _together(sentence: Sequence[str], at: int, place: int) -> bool:
        if at > place:
            return at - place <= 2
        near = place - at <= _FARTHEST
        return at < place and near and _NEW_CLAUSE.isdisjoint(sentence[at + 1 : place])


def _governs(sentence: Sequence[str], place: int) -> bool:
    """Whether the word at a place is a preposition with its noun behind it."""
    if sentence[place] not in _PREPOSITIONS or place + 1 == len(sentence):
        return False
    return sentence[place + 1] not in _MAY_FOLLOW
