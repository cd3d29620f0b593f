"""Runs every benchmark of this folder, or those that are named: ``python -m benchmarks [NAME …]``.

A benchmark is a module with a function `main` that prints seconds and ratios.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import iter_modules

import benchmarks


def main(names: list[str]) -> None:
    """Runs the benchmarks of these names, or all."""
    for module in iter_modules(benchmarks.__path__):
        if module.name == "__main__" or (names and module.name not in names):
            continue
        run = getattr(import_module(f"benchmarks.{module.name}"), "main", None)
        if run is not None:
            print(f"== {module.name}", flush=True)
            run()


if __name__ == "__main__":
    main(sys.argv[1:])
