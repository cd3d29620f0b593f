"""What was made of a table: which column became which property, with a few of its values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assetgraph.importing.issues import Report, Understood, UnderstoodColumn, masked, shortened
from assetgraph.importing.tables import Table

if TYPE_CHECKING:
    from assetgraph.importing.layout import Layout

EXAMPLES = 3
"""Values that are shown of each column."""


def tell(rows: Sequence[int], layout: Layout, table: Table, report: Report) -> None:
    """Notes in the report what a table was read as."""
    if not rows:
        return
    found = []
    for column in layout.sheet.columns:
        if column.key in layout.columns:
            at, header = layout.columns[column.key]
            examples = _examples(layout.table.rows, rows, at)
            found.append(UnderstoodColumn(header, column.label, examples))
    report.understand(Understood(table.file, table.sheet, layout.sheet.label, len(rows), found))


def _examples(content: list[list[str]], rows: Sequence[int], at: int) -> list[str]:
    """The first few different values of a column."""
    seen: dict[str, None] = {}
    for i in rows:
        row = content[i]
        if at < len(row) and row[at] and row[at] not in seen:
            seen[row[at]] = None
            if len(seen) == EXAMPLES:
                break
    return [shortened(masked(text), 40) for text in seen]
