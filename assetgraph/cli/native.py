"""Typer in the reader's language: help, headings and what it says of wrong usage."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

from assetgraph.errors import AssetGraphError
from assetgraph.messages import Catalogue

_OWN = {"help", "install_completion", "show_completion"}
"""Options that Typer adds by itself."""

_MINE = {"NoSuchOption": "no-such-option", "MissingParameter": "missing-argument"}
_MINE |= {"BadParameter": "bad-argument", "BadOptionUsage": "option-without-value"}


class NativeCommand(TyperCommand):
    """A command whose help is laid out in the language of its texts."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Writes the help."""
        _format(self, ctx, formatter)


class NativeGroup(TyperGroup):
    """A group of commands, likewise."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Writes the help."""
        _format(self, ctx, formatter)
        words: Catalogue = self.words  # type: ignore[attr-defined]
        rows = [
            (name, _first_sentence(command.help or ""))
            for name, command in self.commands.items()
            if not command.hidden
        ]
        with formatter.section(words.text("cli.help.commands")):
            formatter.write_dl(rows)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Finds a command. Raises AssetGraphError ``no-such-command``."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            raise AssetGraphError(
                "no-such-command",
                value=args[0],
                known=list(self.commands),
                command=ctx.command_path,
            )
        return super().resolve_command(ctx, args)


def speak(command: Any, words: Catalogue) -> None:
    """Puts the texts of a catalogue where the declarations of a command hold their keys."""
    command.words = words
    if command.help:
        command.help = words.text(command.help)
    command.short_help = _first_sentence(command.help or "")
    for param in command.params:
        if param.name not in _OWN and getattr(param, "help", None):
            param.help = words.text(param.help)
    for child in getattr(command, "commands", {}).values():
        speak(child, words)


def usage_error(error: Any) -> AssetGraphError:
    """What Typer says of wrong usage, as an error of ours."""
    path = error.ctx.command_path if getattr(error, "ctx", None) else "assetgraph"
    code = _MINE.get(type(error).__name__)
    if code == "no-such-option":
        return AssetGraphError("no-such-option", value=error.option_name, command=path)
    if code == "missing-argument":
        return AssetGraphError("missing-argument", value=_called(error.param), command=path)
    if code == "option-without-value":
        return AssetGraphError("option-without-value", value=error.option_name, command=path)
    if code == "bad-argument":
        return AssetGraphError("bad-argument", value=_called(error.param), command=path)
    extra = re.search(r"\((.*)\)\s*$", str(getattr(error, "message", "")))
    if extra:
        return AssetGraphError("too-many-arguments", value=extra[1], command=path)
    return AssetGraphError("wrong-usage", command=path)


def _format(command: Any, ctx: Any, formatter: Any) -> None:
    words: Catalogue = command.words
    arguments = [p for p in command.params if p.param_type_name == "argument" and not p.hidden]
    options = [p for p in command.get_params(ctx) if p.param_type_name == "option" and not p.hidden]
    named = [_metavar(p) for p in arguments]
    if hasattr(command, "commands"):
        named.append(words.text("cli.help.command-word"))
    usage = " ".join([*named, words.text("cli.help.options-word")])
    formatter.write_usage(ctx.command_path, usage, prefix=words.text("cli.help.usage") + " ")
    for paragraph in (command.help or "").split("\n\n"):
        formatter.write_paragraph()
        with formatter.indentation():
            for line in paragraph.splitlines():
                formatter.write_text(line)
    if arguments:
        with formatter.section(words.text("cli.help.arguments")):
            formatter.write_dl([(_metavar(p), p.help or "") for p in arguments])
    if options:
        with formatter.section(words.text("cli.help.options")):
            formatter.write_dl([(_written(p), _about(p, words)) for p in options])


def _written(param: Any) -> str:
    names = ", ".join(param.opts)
    return names if param.is_flag or param.name in _OWN else f"{names} {param.metavar or '…'}"


def _about(param: Any, words: Catalogue) -> str:
    if param.name in _OWN:
        return words.text(f"cli.help.{param.name.replace('_', '-')}")
    return str(param.help or "")


def _metavar(param: Any) -> str:
    name = str(param.metavar or param.name.upper())
    return f"{name}…" if param.nargs == -1 else name if param.required else f"[{name}]"


def _called(param: Any) -> str:
    if param is None:
        return ""
    return _metavar(param) if param.param_type_name == "argument" else str(param.opts[0])


def _first_sentence(text: str) -> str:
    return text.split("\n", maxsplit=1)[0].rstrip(".")
