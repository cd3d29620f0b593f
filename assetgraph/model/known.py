"""What a store knows of a node as far as telling it from another goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from assetgraph.model.kinds import Node
from assetgraph.model.text import fold


@dataclass(frozen=True, slots=True)
class Known:
    """A node as far as telling it from another goes."""

    id: str
    kind: str
    name: str
    distinctions: dict[str, str] = field(default_factory=dict)
    """What it states of the properties that distinguish nodes of one name: code, street…"""
    one_with: str = ""
    """Where several nodes are one: the id under which they hold together."""

    @classmethod
    def of(
        cls, kind: type[Node], node: str, name: str, names: Iterable[str], values: Iterable[Any]
    ) -> Known:
        """A node of a kind; `values` are those of the distinguishing properties, None for none."""
        stated = {one: v for one, v in zip(names, values, strict=True) if v is not None}
        return cls(node, kind.kind, name, stated)

    def answers(self, words: Collection[str]) -> bool:
        """Whether it goes by one of these (folded) names, codes or ids."""
        called = {self.id, fold(self.name), fold(self.distinctions.get("code", ""))}
        return not (called - {""}).isdisjoint(words)
