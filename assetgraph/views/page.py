"""One offline HTML file from the map's data: our template, style and script around vis-network."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from assetgraph import resources
from assetgraph.model.labels import Block
from assetgraph.model.snapshot import Snapshot
from assetgraph.views.map_data import MapData, map_data
from assetgraph.views.network import vis_network_script

TEMPLATE = "map.html.j2"
STYLES = ("base.css", "controls.css", "details.css", "small.css", "print.css")
SCRIPTS = (
    "words.js",
    "graph.js",
    "shapes.js",
    "labels.js",
    "drawing.js",
    "stage.js",
    "legend.js",
    "search.js",
    "details.js",
    "list.js",
    "main.js",
)
"""In this order, as one script: each file declares functions, the last one starts."""
DEFAULT_THEME = "light"
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_UNSAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class Theme:
    """The looks of the map: colours of the page, colours and shape per block, size per kind."""

    name: str
    scheme: str
    """`light` or `dark`: how the browser draws scroll bars and the like."""
    colours: Mapping[str, str]
    blocks: Mapping[str, Mapping[str, str]]
    """By block number: `fill`, `line` and `shape`."""
    sizes: Mapping[str, float]
    """By kind; `other` for a kind without its own."""

    @property
    def style(self) -> str:
        """The colours as CSS custom properties."""
        pairs = dict(self.colours)
        for number, block in self.blocks.items():
            pairs |= {f"block-{number}-{part}": block[part] for part in ("fill", "line")}
        colours = "".join(f"--{name}:{colour};" for name, colour in pairs.items())
        return f":root{{color-scheme:{self.scheme};{colours}}}"


def theme(name: str = DEFAULT_THEME) -> Theme:
    """A theme from ``visualize/themes``. Raises FileNotFoundError and ValueError."""
    table = resources.read_toml(f"visualize/themes/{name}.toml")
    blocks = {str(int(block)): table["blocks"][block.name.lower()] for block in Block}
    colours = [*table["colours"].values(), *(b[p] for b in blocks.values() for p in b)]
    for colour in colours:
        if colour.startswith("#") and not _COLOUR.fullmatch(colour):
            raise ValueError(f"{name}.toml: {colour} is not a colour like #1a2b3c")
    return Theme(name, table["scheme"], table["colours"], blocks, table["sizes"])


def themes() -> list[str]:
    """The names of all themes."""
    return [name.removesuffix(".toml") for name in resources.names("visualize/themes", ".toml")]


def map_html(
    snapshot: Snapshot,
    positions: Mapping[str, tuple[float, float]],
    *,
    theme: str = DEFAULT_THEME,
    language: str = "nl",
    title: str | None = None,
    made_on: date | None = None,
    connectors: Sequence[str] = (),
    widen: Sequence[str] = (),
) -> str:
    """The map of a snapshot as one HTML text; the parameters are those of `map_data`."""
    data = map_data(
        snapshot,
        positions,
        language=language,
        title=title,
        made_on=made_on,
        connectors=connectors,
        widen=widen,
    )
    return render(data, theme_name=theme)


def render(data: MapData, *, theme_name: str = DEFAULT_THEME) -> str:
    """The page as one HTML text that asks nothing of any network; write it as UTF-8."""
    looks = theme(theme_name)
    style = looks.style + "".join(_part(name) for name in STYLES)
    script = '"use strict";(() => {\n' + "".join(_part(name) for name in SCRIPTS) + "})();\n"
    scripts = [vis_network_script(), script]
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(_digest(one) for one in scripts)}",
            f"style-src {_digest(style)}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    drawn = {"colours": dict(looks.colours), "blocks": dict(looks.blocks), "sizes": looks.sizes}
    return (
        _environment()
        .get_template(TEMPLATE)
        .render(
            policy=policy,
            style=_trusted(style),
            scripts=[_trusted(one) for one in scripts],
            data=_json(
                {**data, "nodes": _columns(data["nodes"]), "edges": _columns(data["edges"])}
            ),
            theme=_json(drawn),
            map=data,
            words=data["words"],
        )
    )


def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(lambda name: resources.read_text(f"visualize/templates/{name}")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _part(name: str) -> str:
    return resources.read_text(f"visualize/page/{name}").replace("\r\n", "\n")


def _digest(text: str) -> str:
    """The source expression that allows exactly this inline text (CSP level 2)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Rows as columns, a third of their size in the file; a row's `id` is its place."""
    names = dict.fromkeys(name for row in rows for name in row if name != "id")
    return {name: [row.get(name) for row in rows] for name in names}


def _trusted(text: str) -> Markup:
    """Our own style and script, and escaped JSON: the only texts that are not autoescaped."""
    return Markup(text)  # noqa: S704


def _json(value: Any) -> Markup:
    """JSON that stays inside its ``<script>`` element whatever the texts in it are."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _trusted(text.translate(_UNSAFE))
