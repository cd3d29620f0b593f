"""How a Dutch word sounds, roughly: words that are spelt alike by ear have one code."""

from __future__ import annotations

import re
from functools import partial

_HEARD = (
    (r"([a-z])\1+", r"\1"),
    (r"sch", "sg"),
    (r"ch", "g"),
    (r"ei|ij|y", "ij"),
    (r"au|ou", "ou"),
    (r"ie", "i"),
    (r"ph|v", "f"),
    (r"th|dt", "t"),
    (r"d$", "t"),
    (r"c(?=[eij])|z", "s"),
    (r"c|q", "k"),
    (r"x", "ks"),
    (r"en$", "e"),
    (r"([a-z])\1+", r"\1"),
)
_STEPS = tuple(partial(re.compile(heard).sub, code) for heard, code in _HEARD)


def sound(word: str) -> str:
    """The code of a folded word: ``fietsenmaaker`` and ``fietzemaker`` share theirs."""
    for step in _STEPS:
        word = step(word)
    return word
