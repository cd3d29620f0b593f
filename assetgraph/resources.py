"""The one door to the content folders `schemas/`, `imports/` and `visualize/`.

A path is written as in the checkout (``schemas/vocabulary/koken.toml``) and works alike from a
checkout, an editable install, a wheel and a zipped wheel.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any


def read_text(path: str) -> str:
    """The text of one content file (UTF-8). Raises FileNotFoundError where there is none."""
    return _find(path).read_text(encoding="utf-8")


def read_bytes(path: str) -> bytes:
    """The bytes of one content file. Raises FileNotFoundError where there is none."""
    return _find(path).read_bytes()


def read_toml(path: str) -> dict[str, Any]:
    """One content file, parsed as TOML."""
    return tomllib.loads(read_text(path))


def names(folder: str, suffix: str = "") -> list[str]:
    """The sorted names of the files directly inside a content folder that end in `suffix`."""
    return sorted(
        entry.name
        for entry in _find(folder).iterdir()
        if entry.is_file() and entry.name.endswith(suffix)
    )


def _find(path: str) -> Traversable:
    found = _root()
    for part in path.split("/"):
        found = found / part
    return found


def _root() -> Traversable:
    package = files("assetgraph")
    installed = package / "_resources"
    if installed.is_dir():
        return installed
    return Path(str(package)).parent
