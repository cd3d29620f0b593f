"""The log of who saw and changed what: entries in a chain, so that it shows when one is altered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

START = ""
"""What the first entry follows on."""

CLEARED = "cleared:"
"""How the purpose of an entry begins that says up to where the log was cleared, and the seal there:
``cleared:12:…``. It lets the chain begin after that."""

TAKEN_AWAY = "sha256:"
"""How that begins which stands for text that was taken away."""


@dataclass(frozen=True, slots=True)
class Access:
    """Something that was done with data. Nobody is named in it but by id, nothing is quoted."""

    at: datetime
    who: str
    """Who did it: a login name, or what that person gave instead."""
    action: str
    """What was done, in one word of ours: ``export``, ``erase``…"""
    about: tuple[str, ...] = ()
    """The ids of the nodes that it was about; () for all, or for none in particular."""
    purpose: str = ""
    why: str = ""

    def chained(self, before: str) -> str:
        """The seal of this entry after the one with that seal: SHA-256 of both, as hex.

        Of what somebody typed (`who` and `why`) a digest is sealed, so that the chain still holds
        when a name that stands in it is taken away.
        """
        typed = {"who": self._digest(self.who, before), "why": self._digest(self.why, before)}
        facts = {**asdict(self), **typed, "at": self.at.isoformat(), "before": before}
        text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return sha256(text.encode()).hexdigest()

    def without(self, names: Callable[[str], bool], before: str) -> Access:
        """The entry after the one with that seal, less what was typed in which a name stands."""
        who, why = (
            self._digest(text, before) if names(text) else text for text in (self.who, self.why)
        )
        return replace(self, who=who, why=why)

    def _digest(self, text: str, before: str) -> str:
        """What is left of typed text that is taken away."""
        if not text or text.startswith(TAKEN_AWAY):
            return text
        salted = "\x1f".join((before, self.at.isoformat(), text))
        return TAKEN_AWAY + sha256(salted.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry as the store keeps it, with its place in the chain, from 1."""

    number: int
    access: Access
    seal: str

    @classmethod
    def of(cls, row: Sequence[Any]) -> Logged:
        """From plain data: number, moment, who, action, ids, purpose, why, seal.

        Raises TypeError or ValueError where that is not what it is.
        """
        number, at, who, action, about, purpose, why, seal = row
        moment = datetime.fromisoformat(at)
        return cls(number, Access(moment, who, action, tuple(about), purpose, why), seal)


def cleared(until: Logged) -> str:
    """What an entry says as its purpose when the log was cleared up to and with another."""
    return f"{CLEARED}{until.number}:{until.seal}"


def beginning(log: Sequence[Logged]) -> tuple[int, str]:
    """The number that the first entry should have, and the seal that it follows on."""
    for entry in reversed(log):
        if entry.access.purpose.startswith(CLEARED):
            _, number, seal = entry.access.purpose.split(":")
            return int(number) + 1, seal
    return 1, START


def broken(log: Iterable[Logged]) -> int | None:
    """The number of the first entry that does not follow on the one before; None if all do.

    Raises ValueError where what says that the log was cleared is not what it is.
    """
    kept = list(log)
    first, before = beginning(kept)
    for number, entry in enumerate(kept, first):
        if entry.number != number or entry.access.chained(before) != entry.seal:
            return number
        before = entry.seal
    return None


def scrubbed(log: Iterable[Logged], names: Callable[[str], bool]) -> Iterator[Logged]:
    """The entries in whose typed text a name stands, without that text; the chain holds."""
    kept = list(log)
    _, before = beginning(kept)
    for entry in kept:
        clean = entry.access.without(names, before)
        if clean != entry.access:
            yield replace(entry, access=clean)
        before = entry.seal
