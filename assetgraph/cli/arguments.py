"""The command line before it is parsed: its language, and options before the command's name."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from assetgraph.errors import AssetGraphError
from assetgraph.messages import DEFAULT_LANGUAGE, LANGUAGES

LANGUAGE_VARIABLE = "ASSETGRAPH_LANG"

_WITH_VALUE = ("--store", "--lang", "--buurt", "--as-of", "--top")
_FLAGS = ("--json",)


def language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language that is asked for. Raises AssetGraphError ``unknown-language``."""
    asked = environment.get(LANGUAGE_VARIABLE) or DEFAULT_LANGUAGE
    for i, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and i + 1 < len(arguments):
            asked = arguments[i + 1]
        elif argument.startswith("--lang="):
            asked = argument.partition("=")[2]
    if asked not in LANGUAGES:
        raise AssetGraphError("unknown-language", value=asked, known=list(LANGUAGES))
    return asked


INSECURE_FLAG = "--insecure"


def insecure(arguments: list[str]) -> bool:
    """Whether a way that is not encrypted is all right; takes what says so out of the arguments."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    said = INSECURE_FLAG in arguments[:end]
    arguments[:end] = [one for one in arguments[:end] if one != INSECURE_FLAG]
    return said


KEY_FD = "--key-fd"


def key_fd(arguments: list[str]) -> int | None:
    """The file descriptor with the key of an encrypted store; takes it out of the arguments.

    Raises AssetGraphError ``option-without-value`` and ``key-descriptor``.
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    for at, argument in enumerate(arguments[:end]):
        name, joined, value = argument.partition("=")
        if name != KEY_FD:
            continue
        if not joined and at + 1 >= end:
            raise AssetGraphError("option-without-value", value=KEY_FD, command="assetgraph")
        said = value if joined else arguments[at + 1]
        del arguments[at : at + (1 if joined else 2)]
        if not said.isdecimal():
            raise AssetGraphError("key-descriptor", n=said)
        return int(said)
    return None


SAID = {"--as": "ASSETGRAPH_AS", "--why": "ASSETGRAPH_WHY"}
"""Options that say for the log who does something and why, and the settings that they stand for."""


def said(arguments: list[str]) -> dict[str, str]:
    """What is said for the log, by setting; takes what says so out of the arguments.

    Raises AssetGraphError ``option-without-value``.
    """
    found: dict[str, str] = {}
    at = 0
    while at < len(arguments) and arguments[at] != "--":
        name, equals, value = arguments[at].partition("=")
        if name not in SAID:
            at += 1
            continue
        if not equals and at + 1 == len(arguments):
            raise AssetGraphError("option-without-value", value=name, command="assetgraph")
        found[SAID[name]] = value if equals else arguments[at + 1]
        del arguments[at : at + (1 if equals else 2)]
    return found


def in_order(arguments: Sequence[str], groups: Container[str]) -> list[str]:
    """The arguments with options that hold for every command behind the command's name.

    `groups` are the names of commands that have commands of their own; without a command the help
    of the group is asked for. Raises AssetGraphError ``option-without-value``.
    """
    leading, rest = _split(list(arguments))
    path: list[str] = []
    while rest and not rest[0].startswith("-"):
        path.append(rest.pop(0))
        if path[-1] not in groups or len(path) > 1:
            return [*path, *leading, *rest]
        more, rest = _split(rest)
        leading += more
    return [*path, *(rest or ["--help"])]


def _split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """The options for every command at the start, and what follows them."""
    at = 0
    while at < len(arguments):
        name = arguments[at].partition("=")[0]
        if arguments[at] in _WITH_VALUE:
            if at + 1 == len(arguments):
                raise AssetGraphError("option-without-value", value=name, command="assetgraph")
            at += 2
        elif name in _WITH_VALUE or arguments[at] in _FLAGS:
            at += 1
        else:
            break
    return arguments[:at], arguments[at:]
