"""The circles of a map by name: after what the people in them do or where they meet."""

from __future__ import annotations

from collections.abc import Sequence

from assetgraph.messages import catalogue
from assetgraph.model.kinds import Node
from assetgraph.model.nodes import Group, Institution, Place, Resident
from assetgraph.model.snapshot import Snapshot

NAMED_AFTER: tuple[type[Node], ...] = (Group, Place, Institution, Resident)
LONGEST = 34
"""Two names that are longer than this together do not fit above an island."""
TWO = 0.6
"""A second group is named too where it has at least this part of the first one's links."""


def circle_names(snapshot: Snapshot, circles: Sequence[Sequence[int]], language: str) -> list[str]:
    """A name for each circle: its group or two groups, else around which place or whom it lies."""
    words = catalogue(language)
    degrees = [0] * len(snapshot.ids)
    home = {node: at for at, circle in enumerate(circles) for node in circle}
    for links in snapshot.links.values():
        for a, b in zip(links.source.tolist(), links.target.tolist(), strict=True):
            if home.get(a, -1) == home.get(b, -2):
                degrees[a] += 1
                degrees[b] += 1
    found = []
    for circle in circles:
        for kind in NAMED_AFTER:
            span = snapshot.ranges.get(kind, range(0))
            own = sorted((-degrees[node], snapshot.names[node]) for node in circle if node in span)
            if own:
                break
        names = [name for degree, name in own[:2] if degree <= TWO * own[0][0]]
        if kind is Group:
            both = words.enumerate(names)
            found.append(both if len(both) <= LONGEST else names[0])
        else:
            found.append(words.text("map.circle.around", name=names[0]))
    return found
