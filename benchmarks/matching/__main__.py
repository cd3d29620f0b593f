"""Measures how good suggestions are."""

import sys

from benchmarks.matching import main

main(*map(int, sys.argv[1:3]))
