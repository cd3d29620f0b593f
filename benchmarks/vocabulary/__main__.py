"""``python -m benchmarks.vocabulary [--misses] [PATH …]``."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.vocabulary import main

parser = argparse.ArgumentParser(prog="python -m benchmarks.vocabulary", description=main.__doc__)
parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="a file of clusters")
parser.add_argument("--misses", action="store_true", help="list what is not among the first five")
given = parser.parse_args()
main(tuple(given.paths), misses=given.misses)
