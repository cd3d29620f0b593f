"""One offline HTML file from the map's data: our template, style and script around vis-network."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from assetgraph import resources
from assetgraph.analysis.layout import positions as laid_out
from assetgraph.messages import catalogue
from assetgraph.model.snapshot import Snapshot
from assetgraph.views.initials import with_initials
from assetgraph.views.insights import Insights, insights
from assetgraph.views.map_data import map_data
from assetgraph.views.network import vis_network_script
from assetgraph.views.page_data import MapData
from assetgraph.views.themes import DEFAULT_THEME, known_theme, theme, themes

TEMPLATE = "map.html.j2"
STYLES = ("base.css", "controls.css", "panel.css", "tables.css", "small.css", "print.css")
SCRIPTS = (
    "words.js",
    "graph.js",
    "paths.js",
    "shapes.js",
    "theme.js",
    "drawing.js",
    "labels.js",
    "backdrops.js",
    "vector.js",
    "scene.js",
    "stage.js",
    "keys.js",
    "legend.js",
    "search.js",
    "panel.js",
    "details.js",
    "asides.js",
    "cards.js",
    "tables.js",
    "slider.js",
    "save.js",
    "address.js",
    "main.js",
)
"""In this order, as one script: each file declares functions, the last one starts."""
_UNSAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def map_html(
    snapshot: Snapshot,
    positions: Mapping[str, tuple[float, float]] | None = None,
    *,
    theme: str = DEFAULT_THEME,
    language: str = "nl",
    title: str | None = None,
    made_on: date | None = None,
    until: date | None = None,
    around: str | None = None,
    initials: bool = False,
    told_by: Insights | None = None,
    counts: Sequence[tuple[str, str, int]] = (),
) -> str:
    """The map of a snapshot as one HTML text that asks nothing of any network.

    The snapshot's purpose decides what is in it at all. `positions` are places by id, laid out
    here unless given. `theme` is one of `themes()` or ``auto``. `around` is the id of the resident
    the map starts with; `until` the last day on which it may be used, unless a consent ends
    before; `initials` puts initials for names. `told_by` holds answers that were asked before.

    `counts` are of people who are not on it: by what they are counted, of whom, and how many.

    Raises AssetGraphError ``unknown-theme``.
    """
    theme = known_theme(theme)
    shown = with_initials(snapshot) if initials else snapshot
    data = map_data(
        shown,
        laid_out(shown.on_the_map, {}) if positions is None else positions,
        language=language,
        title=title,
        made_on=made_on,
        until=until,
        around=around,
        told_by=insights(shown, around=around) if told_by is None else told_by,
    )
    return render(data, theme_name=theme, counts=counts)


def render(
    data: MapData,
    *,
    theme_name: str = DEFAULT_THEME,
    counts: Sequence[tuple[str, str, int]] = (),
) -> str:
    """The page as one HTML text; write it as UTF-8. The same data gives the same text."""
    looks = [theme(name) for name in themes()]
    style = "".join([*(one.style for one in looks), *map(_style, STYLES)])
    script = '"use strict";(() => {\n' + "".join(map(_script, SCRIPTS)) + "})();\n"
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
    columns = {**data, "nodes": _columns(data["nodes"]), "edges": _columns(data["edges"])}
    return (
        _environment()
        .get_template(TEMPLATE)
        .render(
            policy=policy,
            style=_trusted(style),
            scripts=[_trusted(one) for one in scripts],
            data=_json(columns),
            looks=_json({"chosen": theme_name, "themes": [asdict(one) for one in looks]}),
            first=looks[0].name if theme_name == DEFAULT_THEME else theme_name,
            map=data,
            words=data["words"],
            counts=_by_theme(counts),
            counted=catalogue(data["language"]).text("publish.on-map") if counts else "",
        )
    )


def _by_theme(
    counts: Sequence[tuple[str, str, int]],
) -> list[tuple[str, list[tuple[str, int]]]]:
    """The counts under what they are counted by, in their order."""
    themes: dict[str, list[tuple[str, int]]] = {}
    for heading, name, n in counts:
        themes.setdefault(heading, []).append((name, n))
    return list(themes.items())


def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(lambda name: resources.read_text(f"visualize/templates/{name}")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _style(name: str) -> str:
    return resources.read_text(f"visualize/style/{name}").replace("\r\n", "\n")


def _script(name: str) -> str:
    return resources.read_text(f"visualize/script/{name}").replace("\r\n", "\n")


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
