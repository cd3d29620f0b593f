"""What a store knows of a node as far as telling it from another goes."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Known:
    """A node as far as telling it from another goes."""

    id: str
    kind: str
    name: str
    distinctions: dict[str, str] = field(default_factory=dict)
    """What it states of the properties that distinguish nodes of one name: code, street…"""
