"""People by their initials, everywhere on a map: for a screen that passers-by see too.

Initials are no anonymity: in a buurt people recognise each other by what they do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from assetgraph.model.nodes import Resident
from assetgraph.model.snapshot import Snapshot


def with_initials(snapshot: Snapshot) -> Snapshot:
    """The snapshot with initials for the names of residents, also inside other texts.

    A name is recognised in a text where it stands in full. Sources lose their names too: a file
    may be called after somebody. Who shares initials with another gets a number.
    """
    naming = Resident.naming()
    names = snapshot.values(Resident, naming)
    short = _distinct([initials(name) for name in names])
    known = dict(zip(names, short, strict=True))
    shorten = _shortener(known)
    columns = {
        kind: {name: [shorten(value) for value in values] for name, values in column.items()}
        for kind, column in snapshot.columns.items()
    }
    columns[Resident] = {**columns[Resident], naming: short}
    bare = [replace(one, source="") for one in snapshot.provenance]
    return replace(snapshot, columns=columns, provenance=bare)


def initials(name: str) -> str:
    """``Fatima El Bouali`` as ``F.E.B.``; lower-case particles stay out."""
    words = re.findall(r"[^\W\d_]+", name)
    counted = [word for word in words if word[0].isupper()] or words
    return "".join(f"{word[0].upper()}." for word in counted) or "?"


def _distinct(short: list[str]) -> list[str]:
    total, seen = Counter(short), Counter[str]()
    found = []
    for one in short:
        seen[one] += 1
        found.append(f"{one} {seen[one]}" if total[one] > 1 else one)
    return found


def _shortener(known: dict[str, str]) -> Callable[[Any], Any]:
    """Puts initials for full names in a text or a list of texts; leaves other values alone."""
    if not known:
        return lambda value: value
    longest = sorted(map(re.escape, known), key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)")

    def shorten(value: Any) -> Any:
        if type(value) is str:
            return pattern.sub(lambda found: known[found[0]], value)
        if isinstance(value, tuple | list):
            return type(value)(shorten(one) for one in value)
        return value

    return shorten
