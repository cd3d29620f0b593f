"""A snapshot as GraphML and GEXF, for Gephi, igraph, Cytoscape and their like.

These formats hold texts, numbers and yes or no; lists become one text, parted by ``;``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from assetgraph.exporting.networkx_door import to_networkx
from assetgraph.exporting.publishing import Count
from assetgraph.model import cells
from assetgraph.model.consent import Consent
from assetgraph.model.snapshot import Snapshot

if TYPE_CHECKING:
    import networkx

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold; each becomes U+FFFD."""


def write_graphml(snapshot: Snapshot, path: Path, counts: Sequence[Count] = ()) -> None:
    """Writes GraphML; each edge has an id of its own, counts are an attribute of the graph."""
    import networkx  # noqa: PLC0415

    graph = flat(snapshot)
    if counts:
        graph.graph["counts"] = _json(counts)
    numbered = networkx.MultiDiGraph(**graph.graph)
    numbered.add_nodes_from(graph.nodes(data=True))
    for number, (source, target, facts) in enumerate(graph.edges(data=True)):
        numbered.add_edge(source, target, key=f"e{number}", **facts)
    networkx.write_graphml_xml(numbered, path, encoding="utf-8", named_key_ids=True)


def write_gexf(snapshot: Snapshot, path: Path, counts: Sequence[Count] = ()) -> None:
    """Writes GEXF 1.2draft; a node's label is its name, an edge's label its kind.

    The format has no attributes of a graph: counts are JSON in its description.
    """
    import networkx  # noqa: PLC0415

    graph = flat(snapshot)
    for _, facts in graph.nodes(data=True):
        facts["label"] = facts["name"]
    for _, _, facts in graph.edges(data=True):
        facts["label"] = facts["kind"]
    networkx.write_gexf(graph, path, encoding="utf-8", version="1.2draft")
    if counts:
        text = path.read_text(encoding="utf-8")
        said = escape(NOT_XML.sub("\ufffd", _json(counts)))
        said = f"<description>{said}</description></meta>"
        path.write_text(text.replace("</meta>", said, 1), encoding="utf-8", newline="\n")


def _json(counts: Sequence[Count]) -> str:
    return json.dumps([asdict(row) for row in counts], ensure_ascii=False)


def flat(snapshot: Snapshot) -> networkx.MultiDiGraph:
    """The snapshot as networkx holds it, with single values only."""
    graph = to_networkx(snapshot)
    held = [graph.graph, *(f for _, f in graph.nodes(data=True))]
    held += [f for _, _, f in graph.edges(data=True)]
    for facts in held:
        for name, value in facts.items():
            facts[name] = _single(value, snapshot.day)
    return graph


def _single(value: Any, day: date) -> str | int | float | bool:
    if isinstance(value, list):
        parts = (_word(one, day) for one in value)
        value = cells.join(part for part in parts if part is not None)
    if isinstance(value, str):
        return NOT_XML.sub("\ufffd", value)
    if isinstance(value, bool | int | float):
        return value
    raise TypeError(type(value))


def _word(value: Any, day: date) -> str | None:
    """One value of a list; a consent is the purpose that it holds for on this day."""
    if isinstance(value, dict):
        consent = Consent.model_validate(value)
        return consent.purpose.value if consent.holds(day) else None
    return str(value)
