"""Typer in the reader's language: help, headings and what it says of wrong usage."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Callable, Sequence
from typing import Any

from typer.core import TyperCommand, TyperGroup

from assetgraph.errors import AssetGraphError
from assetgraph.messages import Catalogue

OF_TYPER = {"help", "install_completion", "show_completion"}
"""Options that Typer adds by itself."""

_SHELLS = ("bash", "zsh", "fish", "powershell")

_NAMED = {"NoSuchOption": "no-such-option", "BadOptionUsage": "option-without-value"}
_CALLED = {"MissingParameter": "missing-argument", "BadParameter": "bad-argument"}
"""What we say of wrong usage, by the name of what Typer raises: of an option, of a parameter."""


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
        if param.name not in OF_TYPER and getattr(param, "help", None):
            param.help = words.text(param.help)
        if param.name in OF_TYPER - {"help"}:
            param.callback = _completion(param, words)
    for child in getattr(command, "commands", {}).values():
        speak(child, words)


def usage_error(error: Any, command: Any, given: Sequence[str]) -> AssetGraphError:
    """What Typer says of wrong usage of a command, as an error of ours."""
    path = ["assetgraph"]
    for name in given:
        if name not in getattr(command, "commands", {}):
            break
        command = command.commands[name]
        path.append(name)
    where = " ".join(path)
    kind = type(error).__name__
    if kind in _CALLED:
        return AssetGraphError(_CALLED[kind], value=_called(error.param), command=where)
    if kind in _NAMED:
        name, code = error.option_name, _NAMED[kind]
        if kind == "BadOptionUsage" and name in _flags(command):
            code = "option-with-value"
        return AssetGraphError(code, value=name, command=where)
    extra = re.search(r"argument(?:\(s\)|s)? \((.*)\)\s*$", str(getattr(error, "message", "")))
    if extra:
        return AssetGraphError("too-many-arguments", value=extra[1], command=where)
    return AssetGraphError("wrong-usage", command=where)


def _completion(option: Any, words: Catalogue) -> Callable[..., Any]:
    """What Typer does for an option about completion, in the language of a catalogue."""
    do = option.callback

    def callback(ctx: Any, param: Any, value: Any) -> Any:
        if not value or ctx.resilient_parsing:
            return value
        told = io.StringIO()
        try:
            with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
                do(ctx, param, value)
        except (SystemExit, RuntimeError) as end:
            code = getattr(end, "exit_code", getattr(end, "code", 0))
            if code:
                raise AssetGraphError("unknown-shell", known=_SHELLS) from end
        installed = option.name == "install_completion"
        print(words.text("cli.help.completion-installed") if installed else told.getvalue().strip())
        raise SystemExit(0)

    return callback


def _flags(command: Any) -> set[str]:
    flags = (param for param in command.params if getattr(param, "is_flag", False))
    return {name for param in flags for name in param.opts}


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
    return names if param.is_flag or param.name in OF_TYPER else f"{names} {param.metavar or '…'}"


def _about(param: Any, words: Catalogue) -> str:
    if param.name in OF_TYPER:
        return words.text(f"cli.help.option.{param.name.replace('_', '-')}")
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
