"""Free Dutch text to talent concepts, each with the words that say so.

The content is ``schemas/vocabulary/``; its README tells how to add to it without Python.
"""

from assetgraph.vocabulary.concepts import Concept
from assetgraph.vocabulary.direction import Direction
from assetgraph.vocabulary.meaning import Meaning, Vocabulary, vocabulary, with_own_words

__all__ = ["Concept", "Direction", "Meaning", "Vocabulary", "vocabulary", "with_own_words"]
