"""`python -m assetgraph`: the command line, also from a checkout that was never installed."""

from __future__ import annotations

from assetgraph.cli.main import main

raise SystemExit(main())
