"""The door to pyvis: its nodes, its edges, and the vis-network script that it ships."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from assetgraph.views.page_data import EdgeData, NodeData

_OURS = {"shape", "arrows", "font"}
"""What pyvis repeats on each node and edge, and our own drawing decides once per kind."""


def network(nodes: list[NodeData], edges: list[EdgeData]) -> tuple[list[NodeData], list[EdgeData]]:
    """The nodes and edges as pyvis makes them, without the looks that it repeats on each."""
    # Here and not above: pyvis takes a second to import.
    from pyvis.network import Network  # noqa: PLC0415

    made = Network(directed=True)
    # pyvis looks every end of an edge up in a list; a mapping answers that at once.
    made.get_nodes = lambda: made.node_map
    for node in nodes:
        made.add_node(node["id"], group=node["kind"], **_without(node, "id"))
    for edge in edges:
        made.add_edge(edge["from"], edge["to"], **_without(edge, "from", "to"))
    return (
        [cast("NodeData", _without(node, "group", *_OURS)) for node in made.nodes],
        [cast("EdgeData", _without(edge, *_OURS)) for edge in made.edges],
    )


def _without(entry: Any, *names: str) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name not in names}


@cache
def vis_network_script() -> str:
    """The newest minified vis-network in the pyvis package, ready to stand in a page."""
    library = files("pyvis") / "templates" / "lib"
    newest = max(
        (folder for folder in library.iterdir() if folder.name.startswith("vis-")),
        key=lambda folder: [int(part) for part in folder.name.removeprefix("vis-").split(".")],
    )
    script = (newest / "vis-network.min.js").read_text(encoding="utf-8")
    lines = script.replace("\r\n", "\n").split("\n")
    return "\n".join(line for line in lines if not line.startswith("//# sourceMappingURL"))
