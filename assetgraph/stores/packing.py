"""Many statements in few records: what a changeset says, in parts that are found by id."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from typing import Any

MOST = 100
"""About as many statements are packed in one part."""

Words = dict[str, str | None]
"""By id of a node: the statement about it, None where its source repeats itself."""


def parts(statements: int) -> int:
    """In how many parts so many statements are packed."""
    return -(-statements // MOST)


def part_of(node: str, parts: int) -> int:
    """The part that holds what is said of a node."""
    return zlib.crc32(node.encode()) % parts


def pack(words: Words) -> bytes:
    """Statements as bytes: a line for each."""
    lines = (f"{node}\t{doc or ''}\n" for node, doc in sorted(words.items()))
    return zlib.compress("".join(lines).encode(), 1)


def unpack(packed: bytes) -> Words:
    """Statements from bytes."""
    lines = zlib.decompress(packed).decode().split("\n")[:-1]
    return {node: doc or None for node, _, doc in (line.partition("\t") for line in lines)}


def pack_rows(rows: Iterable[Any]) -> bytes:
    """Rows of JSON values as bytes."""
    return zlib.compress(json.dumps(list(rows), ensure_ascii=False).encode(), 1)


def unpack_rows(packed: bytes) -> list[Any]:
    """Rows of JSON values from bytes."""
    rows: list[Any] = json.loads(zlib.decompress(packed))
    return rows
