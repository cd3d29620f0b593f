"""The empty workbook that a facilitator fills."""

from assetgraph.exporting.template import write_template

__all__ = ["write_template"]
