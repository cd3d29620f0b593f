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
    day = f"{told.day.day}-{told.day.month}-{told.day.year}"
    return environment.get_template(TEMPLATE).render(
        told=told,
        language=words.language,
        title=words.text("rights.letter.title", name=told.name),
        made=words.text("rights.letter.made", day=day),
        intro=words.text("rights.letter.intro"),
        rights_head=words.text("rights.letter.rights-head"),
        rights=words.text("rights.letter.rights"),
        id=words.text("rights.letter.id", id=told.id),
    )
