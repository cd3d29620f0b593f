"""Sentences as data, and the catalogues that word them in Dutch and English.

A question or a check returns a `Message`: a key and its values. Only the edge (command line, page)
turns it into words, with the `Catalogue` of the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Protocol, runtime_checkable

from assetgraph import resources

LANGUAGES = ("nl", "en")
DEFAULT_LANGUAGE = "nl"


@dataclass(frozen=True)
class Message:
    """A sentence to be: its key in the catalogues and the values it names.

    A value may itself be a `Message` or `Worded`, or a list of values, which reads as "a, b en c".
    """

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@runtime_checkable
class Worded(Protocol):
    """A value that has its own words in each language, such as a declared label."""

    def text(self, language: str, /) -> str:
        """The words in a language."""


def say(key: str, **values: object) -> Message:
    """A message with its values."""
    return Message(key, values)


class Catalogue:
    """All sentences in one language, from ``schemas/messages/<language>/*.toml``.

    The file name and the path of tables make the key: ``[issue] unknown-column`` in
    ``import.toml`` is ``import.issue.unknown-column``. An entry is a text with ``{names}``, or a
    table ``{one, other}`` that is chosen by the value of ``n``.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._files: dict[str, dict[str, Any]] = {}

    @cached_property
    def entries(self) -> dict[str, Any]:
        """Every entry by its key."""
        names = resources.names(f"schemas/messages/{self.language}", ".toml")
        return {
            key: entry
            for name in names
            for key, entry in self._file(name.removesuffix(".toml")).items()
        }

    def _file(self, name: str) -> dict[str, Any]:
        """The entries of one file, read when one of them is first asked for."""
        if name not in self._files:
            content = resources.read_toml(f"schemas/messages/{self.language}/{name}.toml")
            _flatten(name, content, self._files.setdefault(name, {}))
        return self._files[name]

    def _entry(self, key: str) -> Any:
        return self._file(key.partition(".")[0])[key]

    def text(self, message: Message | str, /, **values: object) -> str:
        """The message in words. Raises KeyError for a key or value that is missing."""
        if isinstance(message, str):
            message = Message(message, values)
        entry = self._entry(message.key)
        if isinstance(entry, dict):
            entry = entry["one" if message.values["n"] == 1 else "other"]
        words = {name: self._word(value) for name, value in message.values.items()}
        return str(entry).format_map(words)

    def _word(self, value: object) -> object:
        if isinstance(value, Message):
            return self.text(value)
        if isinstance(value, Worded):
            return value.text(self.language)
        if isinstance(value, list | tuple):
            return self.enumerate([str(self._word(one)) for one in value])
        return value

    def enumerate(self, words: list[str]) -> str:
        """Words as a sentence lists them: "a, b en c"."""
        if len(words) < 2:
            return "".join(words)
        return f"{', '.join(words[:-1])} {self._entry('words.and')} {words[-1]}"


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language, read once."""
    return Catalogue(language)


def _flatten(prefix: str, table: dict[str, Any], into: dict[str, Any]) -> None:
    for name, value in table.items():
        key = f"{prefix}.{name}"
        if isinstance(value, dict) and value.keys() != {"one", "other"}:
            _flatten(key, value, into)
        else:
            into[key] = value
