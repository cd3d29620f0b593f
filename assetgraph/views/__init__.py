"""The map of a neighbourhood as one HTML text: ``views.map_html(snapshot)``."""

from assetgraph.views.insights import Insights
from assetgraph.views.page import map_html
from assetgraph.views.themes import themes

__all__ = ["Insights", "map_html", "themes"]
