"""The options that commands share, each declared once; a text is a key of the catalogues."""

from __future__ import annotations

from typing import Annotated

import typer

DEFAULT_STORE = "buurt.assetgraph"

Store = Annotated[
    str,
    typer.Option("--store", envvar="ASSETGRAPH_STORE", metavar="BESTAND", help="cli.option.store"),
]
AnyStore = Annotated[str, typer.Option("--store", hidden=True)]
"""For commands without a store: `--store` may stand before any command's name."""
Lang = Annotated[
    str, typer.Option("--lang", envvar="ASSETGRAPH_LANG", metavar="nl|en", help="cli.option.lang")
]
Json = Annotated[bool, typer.Option("--json", help="cli.option.json")]
Buurt = Annotated[str, typer.Option("--buurt", metavar="BUURT", help="cli.option.buurt")]
AsOf = Annotated[str, typer.Option("--as-of", metavar="DATUM", help="cli.option.as-of")]
Top = Annotated[int, typer.Option("--top", min=0, metavar="N", help="cli.option.top")]
Yes = Annotated[bool, typer.Option("--yes", help="cli.option.yes")]
Force = Annotated[bool, typer.Option("--force", help="cli.option.force")]
