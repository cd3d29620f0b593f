"""What somebody said of the columns of a sheet: a TOML file beside the store.

It holds no data of the sheets: only the kind of sheet, a header, and the column that it is.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from re import Pattern

from assetgraph.errors import AssetGraphError
from assetgraph.model.kinds import NODE_KINDS
from assetgraph.model.labels import Label
from assetgraph.model.text import fold
from assetgraph.model.workbook import sheet_of

SUFFIX = ".kolommen.toml"
_ENTRY = "kolom"
_HEADER = """\
# Wat u bij het inlezen over kolommen heeft gezegd. assetgraph mappings laat het zien en haalt weg.
"""

Key = tuple[str, str]
"""The kind of node of a sheet, and a header as it is compared."""


@dataclass(frozen=True)
class Remembered:
    """A header, and what it was said to be."""

    kind: str
    header: str
    key: str

    @property
    def sheet(self) -> Label:
        """The sheet that it is about."""
        return sheet_of(NODE_KINDS[self.kind]).label

    @property
    def column(self) -> Label:
        """The column of the workbook."""
        columns = {one.key: one.label for one in sheet_of(NODE_KINDS[self.kind]).columns}
        return columns[self.key]


def beside(location: str) -> Path:
    """The file of a store: ``buurt.assetgraph`` has ``buurt.kolommen.toml``."""
    if "://" in location:
        return Path(location.rstrip("/").rpartition("/")[2] + SUFFIX)
    return Path(location).with_suffix(SUFFIX)


def remembered(location: str) -> list[Remembered]:
    """What was said of columns. Raises AssetGraphError ``columns-unreadable``."""
    path = beside(location)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        entries = content.get(_ENTRY, [])
        found = [Remembered(str(e["blad"]), str(e["kop"]), str(e["is"])) for e in entries]
        return [one for one in found if one.sheet and one.column]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise AssetGraphError("columns-unreadable", file=path.name) from error


def known(location: str) -> dict[Key, str]:
    """What was said, as an import asks for it."""
    return {(one.kind, one.header): one.key for one in remembered(location)}


def remember(location: str, answers: Mapping[Key, str]) -> None:
    """Adds what was said; an answer that a guess was wrong is not kept."""
    right = {key: column for key, column in answers.items() if column}
    if right:
        _write(location, {**known(location), **right})


def forget(location: str, header: str) -> int:
    """Forgets what was said of a header; gives of how many sheets. "" forgets everything."""
    from assetgraph.importing.headers import bare  # noqa: PLC0415

    before = known(location)
    left = {key: column for key, column in before.items() if header and key[1] != bare(header)}
    if len(left) < len(before):
        _write(location, left)
    return len(before) - len(left)


def forget_named(location: str, names: Pattern[str]) -> None:
    """Forgets headers in which one of these names stands."""
    before = known(location)
    left = {key: column for key, column in before.items() if not names.search(fold(key[1]))}
    if len(left) < len(before):
        _write(location, left)


def _write(location: str, said: Mapping[Key, str]) -> None:
    path = beside(location)
    lines = [_HEADER]
    for (kind, header), column in sorted(said.items()):
        facts = (("blad", kind), ("kop", header), ("is", column))
        lines.append(f"[[{_ENTRY}]]")
        lines += [f"{name} = {json.dumps(text, ensure_ascii=False)}" for name, text in facts]
        lines.append("")
    new = path.with_name(f"{path.name}.new")
    try:
        new.unlink(missing_ok=True)
        new.touch(mode=0o600)
        new.write_text("\n".join(lines), encoding="utf-8", newline="\n")
        os.replace(new, path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise AssetGraphError("cannot-write", path=path, reason=reason) from error
