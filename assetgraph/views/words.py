"""The words of the page that its own script and template say."""

from __future__ import annotations

from typing import Any

from assetgraph.messages import catalogue
from assetgraph.model.consent import Purpose

PAGE = (
    "map.lead",
    "map.made",
    "map.skip",
    "map.no-script",
    "map.empty",
    "map.people",
    "map.view.label",
    "map.view.map",
    "map.view.list",
    "map.view.canvas",
    "map.search.label",
    "map.search.placeholder",
    "map.search.none",
    "map.search.found",
    "map.legend.label",
    "map.legend.key",
    "map.legend.person",
    "map.legend.professional",
    "map.legend.group",
    "map.legend.connector",
    "map.legend.hub",
    "map.legend.tie",
    "map.legend.widen",
    "map.legend.quiet",
    "map.button.fit",
    "map.button.reset",
    "map.button.closer",
    "map.button.further",
    "map.button.close",
    "map.button.more",
    "map.details.label",
    "map.details.incoming",
    "map.details.connector",
    "map.details.nothing",
    "map.details.said",
    "map.details.confirmed",
    "map.details.source",
    "map.details.chosen",
    "map.details.cleared",
)

FOR_WHOM = {
    Purpose.MAP: "map.for.map",
    Purpose.MATCH: "map.for.match",
    Purpose.PUBLISH: "map.for.publish",
    Purpose.ALL: "map.for.all",
}


def page_words(language: str) -> dict[str, Any]:
    """The entries of the page in one language, by key without the leading ``map.``."""
    entries = catalogue(language).entries
    return {key.removeprefix("map."): entries[key] for key in PAGE}
