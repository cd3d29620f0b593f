"""Looking for damage in the graph in Neo4j, and mending what the ledger can rebuild."""

from __future__ import annotations

from assetgraph.stores.neo4j_rows import Run
from assetgraph.stores.store import Finding


def examine(run: Run, seen: int) -> list[Finding]:
    """Findings, most serious first."""
    return []
