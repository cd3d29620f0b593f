"""What the page tells about one node: its declared properties, in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from assetgraph.messages import catalogue
from assetgraph.model.choices import Closeness
from assetgraph.model.kinds import Node, Property
from assetgraph.model.labels import Choice, Sensitivity
from assetgraph.model.nodes import Place, Resident

LEFT_OUT: dict[type[Node], frozenset[str]] = {
    Resident: frozenset(
        {"code", "street", "house_number", "postcode", "lat", "lon", "professional", "consent"}
    ),
    Place: frozenset({"lat", "lon"}),
}
"""What the page never holds: where somebody lives is not for a screen that others look at too."""


def told(kind: type[Node]) -> list[Property]:
    """The properties of a kind that the page tells beside the name, in their declared order."""
    left_out = LEFT_OUT.get(kind, frozenset())
    return [
        p
        for p in kind.properties.values()
        if p.name != kind.naming()
        and p.name not in left_out
        and p.sensitivity is not Sensitivity.RESTRICTED
    ]


def in_words(value: Any, language: str) -> str:
    """A property's value as a reader sees it; empty where nothing is known."""
    match value:
        case None:
            words = ""
        case bool():
            words = catalogue(language).text("map.yes" if value else "map.no")
        case Choice() | Closeness():
            words = value.label.text(language)
        case date():
            words = f"{value.day}-{value.month}-{value.year}"
        case float():
            words = f"{value:g}".replace(".", "," if language == "nl" else ".")
        case tuple() | list():
            words = ", ".join(in_words(one, language) for one in value)
        case _:
            words = str(value)
    return words
