"""The command line: parse, one workflow, print. Every word on screen is in the catalogues."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import typer
from typer.exceptions import TyperException

from assetgraph.cli import (
    arguments,
    asking,
    connecting,
    copying,
    gathering,
    identity,
    introducing,
    keeping,
    logs,
    overlooking,
    planning,
    residents,
    retention,
    safekeeping,
    sharing,
    sheets,
    widening,
    words,
)
from assetgraph.cli.native import NativeCommand, NativeGroup, speak, usage_error
from assetgraph.cli.screen import Screen
from assetgraph.errors import AssetGraphError, StoreError
from assetgraph.messages import DEFAULT_LANGUAGE, catalogue
from assetgraph.workflows import logbook

COMMANDS: tuple[tuple[str, Callable[..., int], str], ...] = (
    ("demo", sharing.demo, "cli.command.demo"),
    ("template", sheets.template, "cli.command.template"),
    ("import", sheets.import_, "cli.command.import"),
    ("mappings", sheets.mappings, "cli.command.mappings"),
    ("overview", overlooking.overview, "cli.command.overview"),
    ("connectors", connecting.connectors, "cli.command.connectors"),
    ("isolated", widening.isolated, "cli.command.isolated"),
    ("missing", widening.missing, "cli.command.missing"),
    ("islands", overlooking.islands, "cli.command.islands"),
    ("matches", asking.matches, "cli.command.matches"),
    ("gatherings", gathering.gatherings, "cli.command.gatherings"),
    ("talents", gathering.talents, "cli.command.talents"),
    ("growth", overlooking.growth, "cli.command.growth"),
    ("duplicates", identity.duplicates, "cli.command.duplicates"),
    ("merge", identity.merge, "cli.command.merge"),
    ("split", identity.split, "cli.command.split"),
    ("visualize", sharing.visualize, "cli.command.visualize"),
    ("export", sharing.export, "cli.command.export"),
    ("history", keeping.history, "cli.command.history"),
    ("undo", keeping.undo, "cli.command.undo"),
    ("copy", copying.copy, "cli.command.copy"),
    ("backup", safekeeping.backup, "cli.command.backup"),
    ("restore", safekeeping.restore, "cli.command.restore"),
    ("encrypt", safekeeping.encrypt, "cli.command.encrypt"),
    ("decrypt", safekeeping.decrypt, "cli.command.decrypt"),
    ("rekey", safekeeping.rekey, "cli.command.rekey"),
    ("retention", retention.retention, "cli.command.retention"),
    ("log", logs.log, "cli.command.log"),
    ("doctor", keeping.doctor, "cli.command.doctor"),
)
"""Every command: its name, its function, and the key of its help."""

GROUPS: tuple[tuple[str, str, tuple[tuple[str, Callable[..., int], str], ...]], ...] = (
    (
        "resident",
        "cli.command.resident",
        (
            ("show", residents.show, "cli.command.show"),
            ("consent", residents.consent, "cli.command.consent"),
            ("consents", residents.consents, "cli.command.consents"),
            ("correct", residents.correct, "cli.command.correct"),
            ("restrict", residents.restrict, "cli.command.restrict"),
            ("object", residents.object_, "cli.command.object"),
            ("export", residents.export, "cli.command.resident-export"),
            ("erase", residents.erase, "cli.command.erase"),
        ),
    ),
    (
        "introductions",
        "cli.command.introductions",
        (
            ("plan", planning.plan, "cli.command.plan"),
            ("record", introducing.record, "cli.command.record"),
            ("list", introducing.list_, "cli.command.list"),
            ("results", introducing.results, "cli.command.results"),
        ),
    ),
    (
        "vocabulary",
        "cli.command.vocabulary",
        (
            ("explain", words.explain, "cli.command.explain"),
            ("unknown", words.unknown, "cli.command.unknown"),
            ("review", words.review, "cli.command.review"),
            ("add", words.add, "cli.command.add"),
            ("new", words.new, "cli.command.new"),
            ("not", words.not_, "cli.command.not"),
            ("export", words.export, "cli.command.vocabulary-export"),
        ),
    ),
)
"""Commands with commands of their own."""


def _nothing() -> None:
    """A group does nothing by itself."""


def build() -> typer.Typer:
    """The command line as Typer holds it; its texts are still keys of the catalogues."""
    app = typer.Typer(
        cls=NativeGroup,
        help="cli.command.assetgraph",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=False,
    )
    app.callback()(_nothing)
    for name, function, text in COMMANDS:
        app.command(name, help=text, cls=NativeCommand)(function)
    for name, text, commands in GROUPS:
        group = typer.Typer(cls=NativeGroup, rich_markup_mode=None)
        group.callback()(_nothing)
        for child, function, child_text in commands:
            group.command(child, help=child_text, cls=NativeCommand)(function)
        app.add_typer(group, name=name, help=text)
    return app


app = build()


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; gives the exit code: 0 done, 1 the data has issues, 2 wrong usage."""
    _speak_utf8()
    given = list(sys.argv[1:] if argv is None else argv)
    screen = Screen(catalogue(DEFAULT_LANGUAGE))
    try:
        screen = Screen(catalogue(arguments.language(given, os.environ)))
        command = typer.main.get_command(app)
        speak(command, screen.words)
        settings = arguments.said(given)
        if arguments.insecure(given):
            settings["ASSETGRAPH_INSECURE"] = "1"
        with _settings(settings), _keys(arguments.key_fd(given)):
            ordered = arguments.in_order(given, {name for name, *_ in GROUPS})
            return _run_with_secrets(command, ordered, screen)
    except AssetGraphError as error:
        screen.error(error)
        return error.exit_code
    except KeyboardInterrupt:
        screen.note("cli.interrupted")
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


@contextmanager
def _settings(said: Mapping[str, str]) -> Iterator[None]:
    """The settings of the user, with what the arguments say; as they were when all is done."""
    before = dict(os.environ)
    os.environ.update(said)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _keys(descriptor: int | None) -> Iterator[None]:
    """The keys of encrypted stores, as far as they are given; forgotten when all is done."""
    if descriptor is not None:
        from assetgraph.workflows import unlocking  # noqa: PLC0415

        unlocking.offer(descriptor)
    try:
        yield
    finally:
        if "assetgraph.workflows.unlocking" in sys.modules:
            sys.modules["assetgraph.workflows.unlocking"].forget()


def _run_with_secrets(command: Any, ordered: list[str], screen: Screen) -> int:
    """Runs a command; asks for a password or a key where that is missing, and starts anew."""
    while True:
        try:
            return _run(command, ordered, screen)
        except StoreError as error:
            if error.code not in ("password-missing", "key-missing"):
                raise
            if error.code == "password-missing":
                said = screen.secret("cli.password", host=error.values["host"])
            else:
                said = screen.secret("safe.key", path=error.values["path"])
            if not said:
                raise
            if error.code == "password-missing":
                os.environ["ASSETGRAPH_NEO4J_PASSWORD"] = said
            else:
                from assetgraph.workflows import unlocking  # noqa: PLC0415

                unlocking.typed(error.values["path"], said)


def _run(command: Any, ordered: list[str], screen: Screen) -> int:
    try:
        with logbook.doing(_called(ordered)) as deed:
            code = _done(command, ordered, screen, deed)
        sys.stdout.flush()
        for path in sorted(deed.unlogged):
            screen.note("log.not-written", path=path)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except typer.Exit as exit_:
        return int(exit_.exit_code)
    except TyperException as error:
        raise usage_error(error, command, ordered) from error
    return int(code or 0)


def _done(command: Any, ordered: list[str], screen: Screen, deed: Any) -> Any:
    """What a command gives; where it stumbles over a damaged store, that is what is said."""
    try:
        return command.main(ordered, prog_name="assetgraph", standalone_mode=False, obj=screen)
    except (AssetGraphError, TyperException, typer.Abort, typer.Exit, BrokenPipeError):
        raise
    except Exception as error:
        from assetgraph.workflows import keeping as health  # noqa: PLC0415

        raise health.explained(error, deed.opened) from error


def _called(ordered: list[str]) -> str:
    """The name of the command that is typed, with that of its group."""
    grouped = bool(ordered) and ordered[0] in {name for name, *_ in GROUPS}
    return " ".join(ordered[: 1 + grouped])


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
