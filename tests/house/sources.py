"""The sources of assetgraph as syntax trees: what the tests of the house read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "assetgraph"


@dataclass(frozen=True)
class Source:
    """One module: its path from the root, and its tree."""

    path: str
    tree: ast.Module

    @classmethod
    def of(cls, path: str, code: str) -> Source:
        """A source from a text, under the path it would have."""
        return cls(path, ast.parse(code, filename=path))

    @property
    def part(self) -> str:
        """The package or module directly under assetgraph; "" for assetgraph itself."""
        parts = self.path.removesuffix(".py").split("/")[1:]
        return "" if parts == ["__init__"] else parts[0]

    def where(self, node: ast.AST) -> str:
        """The place of a node, as editors link it."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}"


def sources() -> Iterator[Source]:
    """Every module of assetgraph."""
    for file in sorted(PACKAGE.rglob("*.py")):
        yield Source.of(file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8"))
