"""All that a store keeps, as pages of rows that read the same in every store."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from typing import Any

PAGE = 5_000
"""Rows on a page; the last page of a part holds fewer."""

Row = list[Any]
"""JSON values."""


class Part(StrEnum):
    """What a page holds, in the order in which pages come; a row of each is said here."""

    CHANGESETS = "changesets"
    """number, source, day, recorded_at, who, undone_at or null, added, changed, removed;
    ascending by number"""
    NODES = "nodes"
    """id; ascending: every node that was ever spoken of and is not erased"""
    STATEMENTS = "statements"
    """id, [[changeset, kept statement as text or null where it repeats], …]; ascending by id, then
    by changeset: all that was ever said of one node stands on one row"""
    CHANGES = "changes"
    """changeset, id, field, other id or null, before, after; by changeset, and within it in the
    order in which they were noted"""
    POSITIONS = "positions"
    """id, x, y; ascending by id"""
    ERASURES = "erasures"
    """digest; ascending. The first row is the key under which they were made, where there is any"""
    AUDIT = "audit"
    """number, at, who, action, [id, …], purpose, why, seal; ascending by number"""
    PUBLICATIONS = "publications"
    """what earlier publications told, as one text; no row where nothing was published"""


@dataclass(frozen=True, slots=True)
class Page:
    """Up to `PAGE` rows of one part."""

    part: Part
    rows: list[Row]

    def after(self, checksum: str) -> str:
        """The checksum of all pages up to and with this one, given that of the ones before."""
        text = json.dumps(
            [self.part.value, self.rows], ensure_ascii=False, separators=(",", ":"), sort_keys=True
        )
        return blake2b(f"{checksum}\n{text}".encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Received:
    """How far a store came in taking over another's pages."""

    pages: int
    checksum: str
    """As `Page.after` gives it for the last of these pages; "" before the first."""
