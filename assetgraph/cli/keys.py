"""One key as an answer, on a terminal."""

from __future__ import annotations

import sys
from typing import Any


def read_key() -> str:
    """The next key that is pressed, without Enter where the terminal lets it; "" at the end."""
    try:
        import termios  # noqa: PLC0415
        import tty  # noqa: PLC0415
    except ImportError:
        return _windows_key()
    where = sys.stdin.fileno()
    before: list[Any] = termios.tcgetattr(where)
    try:
        # Keys that were pressed early count as well.
        tty.setcbreak(where, termios.TCSADRAIN)
        return sys.stdin.read(1)
    finally:
        termios.tcsetattr(where, termios.TCSADRAIN, before)


def _windows_key() -> str:
    from importlib import import_module  # noqa: PLC0415

    key: str = import_module("msvcrt").getwch()
    return key
