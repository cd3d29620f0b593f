"""By what it is known whether texts would be read otherwise now than they were before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from hashlib import blake2b

from assetgraph import __version__
from assetgraph.vocabulary.concepts import Concept
from assetgraph.vocabulary.words import Words


def stamp(concepts: Mapping[str, Concept], steering: Words) -> str:
    """A checksum of the content of a vocabulary and of the version that reads with it."""
    content = [__version__, [asdict(one) for one in concepts.values()], asdict(steering)]
    text = json.dumps(content, sort_keys=True, default=_listed)
    return blake2b(text.encode(), digest_size=8).hexdigest()


def _listed(values: Iterable[str]) -> list[str]:
    """A set, in an order that is the same in every process."""
    return sorted(values)
