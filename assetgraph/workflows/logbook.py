"""Who looked at or changed what, and why: one entry of the log for each command, made here.

A command says what it does by its name in `LOGGED`. What is done while it runs is gathered in its
`Deed`: whom it was about, for which purpose. `given.opened` writes the entry when a store is let
go; what changes a store writes it together with the change, by `enter`.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from assetgraph.errors import StoreError

if TYPE_CHECKING:
    from assetgraph.stores import GraphStore

WHO, WHY = "ASSETGRAPH_AS", "ASSETGRAPH_WHY"
"""The settings that say who does something, instead of the login name, and why."""

MOST = 1_000
"""People whom an entry of looking or exporting names by id; what shows more is about everybody. A
change names all whom it touched."""

LONGEST = 500
"""Characters of who and why that are kept."""

NOT_WRITABLE = frozenset(
    {"store-not-writable", "store-busy", "disk-full", "database-not-writable", "server-full"}
)
"""Codes of stores in which nothing can be kept."""


class Sort(StrEnum):
    """What is done with data about people."""

    READ = "read"
    EXPORT = "export"
    CHANGE = "change"


LOGGED: Mapping[str, Sort | None] = MappingProxyType(
    {
        "demo": Sort.CHANGE,
        "template": None,
        "import": Sort.CHANGE,
        "overview": Sort.READ,
        "connectors": Sort.READ,
        "isolated": Sort.READ,
        "missing": Sort.READ,
        "islands": Sort.READ,
        "matches": Sort.READ,
        "gatherings": Sort.READ,
        "talents": Sort.READ,
        "introductions plan": Sort.READ,
        "introductions record": Sort.CHANGE,
        "introductions list": Sort.READ,
        "introductions results": Sort.READ,
        "growth": Sort.READ,
        "duplicates": Sort.CHANGE,
        "merge": Sort.CHANGE,
        "split": Sort.CHANGE,
        "visualize": Sort.EXPORT,
        "export": Sort.EXPORT,
        "history": Sort.READ,
        "undo": Sort.CHANGE,
        "copy": Sort.EXPORT,
        "backup": Sort.EXPORT,
        "restore": Sort.CHANGE,
        "encrypt": Sort.CHANGE,
        "decrypt": Sort.CHANGE,
        "rekey": Sort.CHANGE,
        "retention": Sort.CHANGE,
        "log": Sort.READ,
        "resident show": Sort.READ,
        "resident consent": Sort.CHANGE,
        "resident consents": Sort.READ,
        "resident correct": Sort.CHANGE,
        "resident restrict": Sort.CHANGE,
        "resident object": Sort.CHANGE,
        "resident export": Sort.EXPORT,
        "resident erase": Sort.CHANGE,
        "mappings": None,
        "doctor": None,
        "vocabulary explain": None,
        "vocabulary unknown": Sort.READ,
        "vocabulary review": Sort.READ,
        "vocabulary add": None,
        "vocabulary new": None,
        "vocabulary not": None,
        "vocabulary export": None,
    }
)
"""What each command does with data about people; None for one that shows and changes none."""


@dataclass
class Deed:
    """What one run of a command does with data about people."""

    command: str
    sort: Sort | None
    who: str
    why: str = ""
    purpose: str = ""
    about: set[str] = field(default_factory=set)
    entered: set[str] = field(default_factory=set)
    """The stores whose log tells of it."""
    opened: list[str] = field(default_factory=list)
    """The stores that it opens, in order."""
    unlogged: set[str] = field(default_factory=set)
    """The stores whose log cannot tell of it, because nothing can be written there."""


_NOW: ContextVar[Deed | None] = ContextVar("deed", default=None)


@contextmanager
def doing(command: str) -> Iterator[Deed]:
    """A run of a command, by its name as it is typed."""
    why = _line(os.environ.get(WHY, ""))
    deed = Deed(command, LOGGED.get(command), who(), why)
    token = _NOW.set(deed)
    try:
        yield deed
    finally:
        _NOW.reset(token)


def who() -> str:
    """Who does something: what ``--as`` gives, else the login name; "" where there is none."""
    given = _line(os.environ.get(WHO, ""))
    if given:
        return given
    try:
        return _line(getpass.getuser())
    except (OSError, KeyError):
        return ""


def opening(location: str) -> None:
    """Notes that a store is opened."""
    deed = _NOW.get()
    if deed is not None and location not in deed.opened:
        deed.opened.append(location)


def about(nodes: Iterable[str]) -> None:
    """Notes that what is done is about these people, by id."""
    deed = _NOW.get()
    if deed is not None:
        deed.about.update(nodes)


def purpose(name: str) -> None:
    """Notes for which purpose data is read; of several, the one that sees most is kept."""
    deed = _NOW.get()
    if deed is not None and deed.purpose != "all":
        deed.purpose = name


def only_reading() -> None:
    """Notes that a command that can change data does not do so now."""
    deed = _NOW.get()
    if deed is not None and deed.sort is Sort.CHANGE:
        deed.sort = Sort.READ


def enter(store: GraphStore, location: str, people: Iterable[str] = ()) -> None:
    """Writes the entry of what is done now, once for each store; within its change where there is.

    Raises StoreError where nothing can be written.
    """
    about(people)
    deed = _NOW.get()
    if deed is None or deed.sort is None or location in deed.entered:
        return
    from assetgraph.model.audit import Access  # noqa: PLC0415

    all_named = deed.sort is Sort.CHANGE or len(deed.about) <= MOST
    named = tuple(sorted(deed.about)) if all_named else ()
    action = f"{deed.sort} {deed.command}"
    now = datetime.now(UTC)
    who, why = (_nameless(store, text) for text in (deed.who, deed.why))
    store.record(Access(now, who, action, named, deed.purpose, why))
    deed.entered.add(location)


def let_go(store: GraphStore, location: str) -> None:
    """Writes the entry, if that was not done; a store that cannot be written is read all the same.

    That nothing was written is noted, so that the command can say so.
    """
    deed = _NOW.get()
    try:
        enter(store, location)
    except StoreError as error:
        if error.code not in NOT_WRITABLE or deed is None or deed.sort is Sort.CHANGE:
            raise
        deed.unlogged.add(location)


def _nameless(store: GraphStore, text: str) -> str:
    """What was typed, unless somebody is named in it who was erased: then nothing of it."""
    from assetgraph.model.erasure import grams  # noqa: PLC0415
    from assetgraph.model.nodes import Resident  # noqa: PLC0415

    found = {text, *grams(text)} if text else set()
    return "" if found and store.erased(Resident, found) else text


def _line(text: str) -> str:
    """On one line, not longer than what is kept."""
    return " ".join(text.split())[:LONGEST]
