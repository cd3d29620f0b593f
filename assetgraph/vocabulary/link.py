"""Links between concepts: which offers serve a wish."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType

from assetgraph.vocabulary.concepts import Concept

NARROWER = 0.9
SERVING = 0.8
RELATED = 0.5


class Links:
    """The hierarchy and the kinships of all concepts."""

    def __init__(self, concepts: Mapping[str, Concept]) -> None:
        self._concepts = concepts
        self._narrower: dict[str, list[str]] = defaultdict(list)
        self._related: dict[str, set[str]] = defaultdict(set)
        self._serving: dict[str, list[str]] = defaultdict(list)
        self._reached: dict[str, Mapping[str, float]] = {}
        for concept in concepts.values():
            for broad in concept.broader:
                self._narrower[broad].append(concept.id)
            for wished in concept.serves:
                self._serving[wished].append(concept.id)
            for other in concept.related:
                self._related[concept.id].add(other)
                self._related[other].add(concept.id)

    def reach(self, concept: str) -> Mapping[str, float]:
        """The concepts whose offers serve a wish for `concept`, best first, ties by name.

        Itself counts 1, every step to a narrower concept .9 of the step before, one that is said
        to serve it .8, a related one .5.
        A wish for the broad reaches the narrow and not the other way round. Kept, for reading.
        """
        known = self._reached.get(concept)
        if known is None:
            known = self._reached[concept] = MappingProxyType(self._reach(concept))
        return known

    def _reach(self, concept: str) -> dict[str, float]:
        reached = {concept: 1.0}
        edge = [concept]
        while edge:
            step = []
            for broad in edge:
                for narrow in self._narrower[broad]:
                    if narrow not in reached:
                        reached[narrow] = reached[broad] * NARROWER
                        step.append(narrow)
            edge = step
        for other in self._serving[concept]:
            reached.setdefault(other, SERVING)
        for other in self._related[concept]:
            reached.setdefault(other, RELATED)
        return dict(sorted(reached.items(), key=lambda item: (-item[1], item[0])))

    def above(self, concept: str) -> set[str]:
        """All broader concepts, near and far."""
        found: set[str] = set()
        edge = list(self._concepts[concept].broader)
        while edge:
            broad = edge.pop()
            if broad not in found:
                found.add(broad)
                edge.extend(self._concepts[broad].broader)
        return found

    def near(self, concept: str) -> set[str]:
        """The concept itself and all that is one link away."""
        return {
            concept,
            *self._concepts[concept].broader,
            *self._narrower[concept],
            *self._related[concept],
        }
