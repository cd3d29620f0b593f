"""The looks of the map, from ``visualize/themes/*.toml``: one file for each theme."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assetgraph import resources
from assetgraph.errors import AssetGraphError
from assetgraph.model.labels import Block

AUTO = "auto"
"""Light, or what the reader's own screen asks for: dark, or high contrast."""
DEFAULT_THEME = AUTO
FIRST = "light"
_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True)
class Theme:
    """Colours of the page, colours and shape per block, size per kind."""

    name: str
    scheme: str
    """`light` or `dark`: how the browser draws scroll bars and the like."""
    colours: Mapping[str, str]
    blocks: Mapping[str, Mapping[str, str]]
    """By block number: `fill`, `line` and `shape`."""
    sizes: Mapping[str, float]
    """By kind; `other` for a kind without its own."""

    @property
    def style(self) -> str:
        """The colours as CSS custom properties, for a page that has this theme."""
        pairs = dict(self.colours)
        for number, block in self.blocks.items():
            pairs |= {f"block-{number}-{part}": block[part] for part in ("fill", "line")}
        colours = "".join(f"--{name}:{colour};" for name, colour in pairs.items())
        where = f':root[data-theme="{self.name}"]'
        return f"{where}{{color-scheme:{self.scheme};{colours}}}"


def theme(name: str) -> Theme:
    """A theme by its name. Raises FileNotFoundError and ValueError."""
    table = resources.read_toml(f"visualize/themes/{name}.toml")
    blocks = {str(int(block)): table["blocks"][block.name.lower()] for block in Block}
    colours = [*table["colours"].values(), *(b[p] for b in blocks.values() for p in b)]
    for colour in colours:
        if colour.startswith("#") and not _COLOUR.fullmatch(colour):
            raise ValueError(f"{name}.toml: {colour} is not a colour like #1a2b3c")
    return Theme(name, table["scheme"], table["colours"], blocks, table["sizes"])


def themes() -> list[str]:
    """The names of all themes, the one that a page without a word about it has first."""
    names = [name.removesuffix(".toml") for name in resources.names("visualize/themes", ".toml")]
    return sorted(names, key=lambda name: (name != FIRST, name))


def known_theme(name: str) -> str:
    """The name, or ``auto``. Raises AssetGraphError ``unknown-theme`` for any other word."""
    known = [AUTO, *themes()]
    if name not in known:
        raise AssetGraphError("unknown-theme", value=name, known=known)
    return name
