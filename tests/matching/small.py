"""A vocabulary of a few words, so that tests of matching stand by themselves."""

from __future__ import annotations

from collections.abc import Mapping

from assetgraph.messages import say
from assetgraph.vocabulary import Direction, Meaning

WORDS = {
    "fornuis": "cooker", "kookplaat": "cooker", "koken": "cooking", "soep": "soup",
    "hond": "dogs", "honden": "dogs", "wandelen": "walking", "schaken": "chess",
    "zingen": "singing", "fietsen": "cycling", "dieren": "animals",
}  # fmt: skip
REACH = {
    "cooking": {"soup": 0.9},
    "animals": {"dogs": 0.9, "walking": 0.5},
    "dogs": {"walking": 0.5},
}


class SmallVocabulary:
    """Knows the words above; "geen" refuses, "leren" is to be learnt, "vroeger" is past."""

    checksum = "small"

    def understand(
        self, text: str, *, direction: Direction | None = Direction.OFFER
    ) -> tuple[Meaning, ...]:
        found = []
        turned = direction or Direction.OFFER
        words = text.split()
        for at, word in enumerate(words):
            if word not in WORDS:
                continue
            way = turned
            if "geen" in words[:at]:
                way = Direction.NOT
            elif "leren" in words:
                way = Direction.LEARN
            elif "vroeger" in words and direction is Direction.OFFER:
                way = Direction.PAST
            found.append(
                Meaning(
                    WORDS[word], way, 1.0, word, word, say("vocabulary.because.said", found=word)
                )
            )
        return tuple(found)

    def reach(self, concept: str) -> Mapping[str, float]:
        return {concept: 1.0, **REACH.get(concept, {})}


SMALL = SmallVocabulary()
