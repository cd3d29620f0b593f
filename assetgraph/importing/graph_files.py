"""GraphML and GEXF as tables of text: a row per node and a row per edge, attributes as columns.

All of a file is kept: several graphs, graphs inside nodes, edges of both directions in one graph,
attributes that were never declared, lists. What only says how a picture was drawn (positions,
colours, sizes) is left out and named.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import TYPE_CHECKING

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from assetgraph.errors import SourceError
from assetgraph.importing.tables import Table
from assetgraph.model.cells import join

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NODES, EDGES, GRAPHS = "nodes", "edges", "graphs"
"""The names of the tables."""

GRAPH, ID, LABEL, SOURCE, TARGET, DIRECTED = "graph", "id", "label", "source", "target", "directed"
"""The columns that a graph file always gives, where it has something to put there."""

MAX_GRAPH = 64 << 20
"""Bytes of the largest graph file: its parsed form takes some fifteen times as much."""

Row = dict[str, str]


def read_graph(data: bytes, file: str) -> list[Table]:
    """The graphs in a GraphML or GEXF file.

    Raises SourceError ``graph-too-large``, ``unsafe-graph`` (entities) and ``damaged-graph``.
    """
    if len(data) > MAX_GRAPH:
        raise SourceError("graph-too-large", file=file, mb=len(data) >> 20)
    try:
        root = fromstring(data)
    except DefusedXmlException as error:
        raise SourceError("unsafe-graph", file=file) from error
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise SourceError("damaged-graph", file=file) from error
    form = _tag(root)
    if form not in ("graphml", "gexf"):
        raise SourceError("damaged-graph", file=file)
    graphs, nodes, edges = (_graphml if form == "graphml" else _gexf)(root)
    found = ((GRAPHS, graphs), (NODES, nodes), (EDGES, edges))
    return [_table(file, name, rows) for name, rows in found if rows]


def _graphml(root: Element) -> tuple[list[Row], list[Row], list[Row]]:
    keys = {key.get("id", ""): key for key in root if _tag(key) == "key"}
    found = [one for one in root.iter() if _tag(one) == "graph"]
    graphs, nodes, edges = [], [], []
    for at, graph in enumerate(found):
        name = {GRAPH: graph.get("id") or str(at + 1)} if len(found) > 1 else {}
        undirected = graph.get("edgedefault") == "undirected"
        about = {**_named(graph, keys, "graph"), **_own(graph, ("id", "edgedefault"))}
        if about:
            graphs.append({**name, **about})
        for one in graph:
            if _tag(one) == "node":
                more = _others(one, (ID,))
                nodes.append({**name, ID: one.get("id", ""), **more, **_named(one, keys, "node")})
            elif _tag(one) == "edge":
                directed = one.get("directed", "false" if undirected else "true")
                ends = {SOURCE: one.get("source", ""), TARGET: one.get("target", "")}
                more = _others(one, (SOURCE, TARGET, DIRECTED))
                edges.append(
                    {**name, **ends, DIRECTED: directed, **more, **_named(one, keys, "edge")}
                )
            elif _tag(one) == "hyperedge":
                edges.extend(_hyperedge(one, keys, name))
    return graphs, nodes, edges


def _hyperedge(edge: Element, keys: dict[str, Element], name: Row) -> Iterable[Row]:
    """An edge of more than two ends: each pair of them, once."""
    ends = [end.get("node", "") for end in edge if _tag(end) == "endpoint"]
    facts = _named(edge, keys, "hyperedge")
    for at, one in enumerate(ends):
        for other in ends[at + 1 :]:
            yield {**name, SOURCE: one, TARGET: other, DIRECTED: "false", **facts}


def _named(element: Element, keys: dict[str, Element], kind: str) -> Row:
    """The data of a GraphML element by the names of its keys; a key's default where it has none."""
    row = {}
    for name, key in keys.items():
        if key.get("for", "all") in (kind, "all"):
            default = next((one for one in key if _tag(one) == "default"), None)
            if default is not None and default.text and default.text.strip():
                row[key.get("attr.name", name)] = default.text.strip()
    for data in element:
        if _tag(data) == "data":
            named = data.get("key", "")
            declared = keys.get(named)
            column = named if declared is None else declared.get("attr.name", named)
            text = "".join(data.itertext()).strip()
            if text:
                row[column] = text
    return row


def _own(element: Element, known: tuple[str, ...]) -> Row:
    """What a graph says of itself in attributes of another namespace: a case, a session."""
    return {
        name.rpartition("}")[2]: value
        for name, value in element.attrib.items()
        if name not in known and "}" in name
    }


def _others(element: Element, known: tuple[str, ...]) -> Row:
    """The attributes of an element that have no column of their own, and what says how it is drawn.

    ``viz.color`` is ``r=1 g=2 b=3``; a time or a description is a column too.
    """
    row = {
        name.rpartition("}")[2]: value.strip()
        for name, value in element.attrib.items()
        if name not in known and value.strip()
    }
    for child in element:
        tag = _tag(child)
        if tag in ("data", "attvalues", "nodes", "edges", "graph", "endpoint", "node", "edge"):
            continue
        told = " ".join(f"{name}={value}" for name, value in child.attrib.items())
        text = " ".join(filter(None, (told, "".join(child.itertext()).strip())))
        if text:
            row[f"viz.{tag}" if "viz" in str(child.tag) else tag] = text
    return row


def _gexf(root: Element) -> tuple[list[Row], list[Row], list[Row]]:
    nodes, edges = [], []
    for graph in (one for one in root.iter() if _tag(one) == "graph"):
        usual = graph.get("defaultedgetype", "undirected")
        declared = {
            kind: {
                attribute.get("id", ""): attribute
                for group in graph
                if _tag(group) == "attributes" and group.get("class") == kind
                for attribute in group
                if _tag(attribute) == "attribute"
            }
            for kind in ("node", "edge")
        }
        for one in graph.iter():
            if _tag(one) == "node":
                label = {LABEL: one.get("label", "")} if one.get("label") else {}
                row = {ID: one.get("id", ""), **label}
                more = _others(one, (ID, LABEL))
                nodes.append({**row, **more, **_attributes(one, declared["node"])})
            elif _tag(one) == "edge":
                row = {SOURCE: one.get("source", ""), TARGET: one.get("target", "")}
                row[DIRECTED] = "false" if one.get("type", usual) == "undirected" else "true"
                more = _others(one, (SOURCE, TARGET, "type"))
                edges.append({**row, **more, **_attributes(one, declared["edge"])})
    return [], nodes, edges


def _attributes(element: Element, declared: dict[str, Element]) -> Row:
    """The attributes of a GEXF element by their titles; one that was not declared by its id."""
    row = {}
    for attribute in declared.values():
        default = next((one for one in attribute if _tag(one) == "default"), None)
        if default is not None and default.text and default.text.strip():
            row[attribute.get("title", "")] = default.text.strip()
    for values in element:
        if _tag(values) != "attvalues":
            continue
        for value in values:
            name = value.get("for") or value.get("id") or ""
            known = declared.get(name)
            title = name if known is None else known.get("title", name)
            sort = "" if known is None else known.get("type", "")
            text = value.get("value", "").strip()
            if text:
                row[title] = join(_listed(text)) if sort.startswith("list") else text
    return row


def _listed(text: str) -> list[str]:
    """The values of a GEXF list, which versions of the format write in four ways."""
    if text.startswith("[") and text.endswith("]"):
        try:
            found = ast.literal_eval(text)
            return [str(one) for one in found]
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            text = text[1:-1]
    mark = "|" if "|" in text else ";" if ";" in text else ","
    return [part.strip() for part in text.split(mark) if part.strip()]


def _table(file: str, name: str, rows: list[Row]) -> Table:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    return Table(file, name, [columns, *([row.get(c, "") for c in columns] for row in rows)])


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
