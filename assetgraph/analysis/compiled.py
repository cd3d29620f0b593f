"""When the compiled kernels of the extra `fast` are used: installed, and worth their loading."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

_KERNELS = "assetgraph.analysis.kernels"
LARGE = 150_000_000
"""Ties looked at; below this many, loading numba (half a second) takes longer than it saves."""


def kernels(work: int) -> ModuleType | None:
    """The kernels, for a measure that looks at this many ties; None where plain code is the choice.

    Once loaded, they are used for work of any size.
    """
    if _KERNELS in sys.modules or work >= LARGE:
        return load()
    return None


def load() -> ModuleType | None:
    """The kernels, loaded now: for a process that measures many neighbourhoods.

    None where numba is not installed, does not fit the installed numpy, or finds no folder to keep
    what it compiles in: the answers are the same without.
    """
    try:
        return import_module(_KERNELS)
    except (ImportError, RuntimeError):
        return None
