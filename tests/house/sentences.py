"""Where the code says a sentence: each key, and the values that go with it, from the trees."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.house.sources import Source

# Calls whose first argument is the key of a sentence.
SAYING = {"say", "Message", "text"}
# Their parameters that are no values of the sentence.
NOT_VALUES = {"key", "values"}


@dataclass(frozen=True)
class Saying:
    """One call that says a sentence: where, which key, and the names of its values.

    ``values`` is None where they cannot be read from the call (``**values``, a mapping).
    """

    where: str
    key: str
    values: frozenset[str] | None


def placeholders(entry: str | dict[str, str]) -> set[str]:
    """The names in braces; an entry with a plural also asks for ``n``."""
    if isinstance(entry, dict):
        return {"n"}.union(*map(placeholders, entry.values()))
    names = (name for _, name, _, _ in string.Formatter().parse(entry) if name is not None)
    return {name.partition(".")[0].partition("[")[0] for name in names}


def strings(source: Source) -> Iterator[str]:
    """Every string constant of a module."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def sayings(source: Source) -> Iterator[Saying]:
    """Every call that says a sentence by a key that is written there."""
    for call in _calls(source, SAYING):
        for key in _constants(call):
            yield Saying(source.where(call), key, _values(call))


def prefixes(source: Source) -> Iterator[Saying]:
    """Every call whose key is put together from parts: its key here is the part it starts with."""
    for call in _calls(source, SAYING):
        first = call.args[0] if call.args else None
        if isinstance(first, ast.JoinedStr):
            start = first.values[0] if first.values else None
            text = str(start.value) if isinstance(start, ast.Constant) else ""
            yield Saying(source.where(call), text, _values(call))


def raised(read: Iterable[Source]) -> Iterator[Saying]:
    """Every code of an `AssetGraphError`, or of a subclass wherever it is declared."""
    read = list(read)
    family = {"AssetGraphError"}
    while grown := family_of(read, family) - family:
        family |= grown
    for source in read:
        for call in _calls(source, family):
            for code in _constants(call):
                yield Saying(source.where(call), code, _values(call))


def found(source: Source) -> Iterator[Saying]:
    """Every code of an issue in the data: what stands before a ``Severity`` in a call."""
    for call in ast.walk(source.tree):
        if not isinstance(call, ast.Call) or len(call.args) < 2:
            continue
        severity = call.args[1]
        if isinstance(severity, ast.Attribute) and _name(severity.value) == "Severity":
            for code in _constants(call):
                yield Saying(source.where(call), code, None)


def given(source: Source, name: str) -> Iterator[str]:
    """Every word that stands first in a call of this name."""
    for call in _calls(source, {name}):
        yield from _constants(call)


def family_of(read: Iterable[Source], family: set[str]) -> set[str]:
    """The names of the classes that derive from one of the family."""
    return {
        node.name
        for source in read
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef) and family & {_name(base) for base in node.bases}
    }


def _calls(source: Source, names: set[str]) -> Iterator[ast.Call]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and _name(node.func) in names:
            yield node


def _name(node: ast.expr) -> str:
    return getattr(node, "attr", getattr(node, "id", ""))


def _constants(call: ast.Call) -> Iterator[str]:
    """The strings that the first argument can be: itself, or both sides of a choice."""
    waiting = [*call.args[:1], *(word.value for word in call.keywords if word.arg == "key")]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.IfExp):
            waiting += [node.body, node.orelse]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _values(call: ast.Call) -> frozenset[str] | None:
    words = {word.arg for word in call.keywords}
    if None in words or "values" in words or len(call.args) > 1:
        return None
    return frozenset(word for word in words if word is not None) - NOT_VALUES
