"""Separable verbs put together again: "past … op" is ``oppassen``."""

from __future__ import annotations

from collections.abc import Iterable, Set

from assetgraph.vocabulary.lemma import Lemmas


class SeparableVerbs:
    """The vocabulary's verbs that split, found from their two halves."""

    def __init__(self, own: Iterable[str], lemmas: Lemmas, particles: Set[str]) -> None:
        self._lemmas = lemmas
        self._particles = particles
        self._whole: dict[tuple[str, str], str] = {}
        for word in own:
            for particle in particles:
                verb = word[len(particle) :]
                if word.startswith(particle) and len(verb) > 3 and lemmas.knows(verb):
                    self._whole.setdefault((particle, lemmas.key(verb)), lemmas.key(word))

    def wholes(self, sentence: list[str]) -> list[tuple[int, int, str]]:
        """Each pair of halves in one clause: place of the verb, of the particle, key of the whole.

        The particle comes after its verb ("past … op") or just before it ("op te passen").
        """
        found = []
        for place, particle in enumerate(sentence):
            if particle not in self._particles:
                continue
            for at, word in enumerate(sentence):
                if at == place or (at > place and at - place > 2):
                    continue
                whole = self._whole.get((particle, self._lemmas.key(word)))
                if whole is not None:
                    found.append((at, place, whole))
        return found
