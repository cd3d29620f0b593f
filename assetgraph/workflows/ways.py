"""The ways in which a file can be read."""

from __future__ import annotations

from assetgraph.importing.mappings import mappings
from assetgraph.importing.plain import plain_mappings
from assetgraph.model.labels import Label

OURS = ("werkboek", Label("het werkboek", "the workbook"))


def known() -> list[tuple[str, Label]]:
    """Every mapping: its name, as `import` takes it, and what it is called."""
    found = {name: one.label for name, one in mappings().items()}
    found |= {name: one.label for name, one in plain_mappings().items()}
    return [OURS, *sorted(found.items())]
