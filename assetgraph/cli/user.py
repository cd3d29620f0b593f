"""Who sits at the keyboard, as the machine knows them."""

from __future__ import annotations

import getpass


def login() -> str:
    """The name under which the user is logged in; "" where the machine does not say."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""
