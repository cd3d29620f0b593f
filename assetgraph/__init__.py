"""assetgraph: map what a neighbourhood has and bring its people together."""

__version__ = "0.1.0"
