"""A letter to one resident: everything that is recorded about them, to read and to print."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from assetgraph import resources
from assetgraph.messages import Catalogue

TEMPLATE = "letter.html.j2"


def letter(told: Any, words: Catalogue) -> str:
    """The letter as one HTML file without script: `told` has a name, a day, an id and sections."""
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FunctionLoader(lambda name: resources.read_text(f"visualize/templates/{name}")),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(TEMPLATE).render(
        told=told,
        text=words.text,
        language=words.language,
        day=f"{told.day.day}-{told.day.month}-{told.day.year}",
    )
