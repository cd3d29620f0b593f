"""A neighbourhood's own words: one TOML file beside the store, written by people and by commands.

It has the form of the vocabulary's files: ``[concept]`` with terms for a concept that is there, or
with names for a new one. Three tables more hold what somebody answered about a text: ``_means``,
``_not`` and ``_no_talent``. No update of the program touches it.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from assetgraph.errors import AssetGraphError
from assetgraph.vocabulary.fold import tokens

SUFFIX = ".woorden.toml"
MEANS, NOT, NO_TALENT = "_means", "_not", "_no_talent"
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_HEADER = """\
# De eigen woorden van deze buurt. Vul gerust aan; schemas/vocabulary/README.md van assetgraph legt
# uit hoe. Een nieuwe versie van assetgraph laat dit bestand met rust.
"""


@dataclass(frozen=True)
class Local:
    """What is said in one neighbourhood, in plain data."""

    concepts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By concept the fields that are added, or all fields of a new one."""
    means: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By text, as `plain` writes it, what somebody says that it means."""
    denied: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By text what it does not mean."""
    no_talent: tuple[str, ...] = ()
    """Texts that mean no talent."""

    @property
    def checksum(self) -> str:
        """Changes with every change of what is said."""
        said = (self.concepts, self.means, self.denied, self.no_talent)
        return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest() if any(said) else ""

    def meaning(self, text: str, concept: str) -> Local:
        """With an answer: this text means that concept."""
        one = plain(text)
        denied = {**self.denied, one: _without(self.denied.get(one, ()), concept)}
        return replace(
            self,
            means={**self.means, one: _with(self.means.get(one, ()), concept)},
            denied={text: found for text, found in denied.items() if found},
            no_talent=_without(self.no_talent, one),
        )

    def denying(self, text: str, concept: str) -> Local:
        """With an answer: this text does not mean that concept."""
        one = plain(text)
        means = {**self.means, one: _without(self.means.get(one, ()), concept)}
        return replace(
            self,
            means={text: found for text, found in means.items() if found},
            denied={**self.denied, one: _with(self.denied.get(one, ()), concept)},
        )

    def meaning_nothing(self, text: str) -> Local:
        """With an answer: this text means no talent."""
        one = plain(text)
        means = {text: found for text, found in self.means.items() if text != one}
        return replace(self, means=means, no_talent=_with(self.no_talent, one))

    def adding(self, concept: str, fields: Mapping[str, str]) -> Local:
        """With phrases added to a concept, or with a new one."""
        known = dict(self.concepts.get(concept, {}))
        for name, text in fields.items():
            lines = known.get(name, "").strip("\n").split("\n") if name not in ("nl", "en") else []
            known[name] = "\n".join(dict.fromkeys([*filter(None, lines), text]))
        return replace(self, concepts={**self.concepts, concept: known})


def plain(text: str) -> str:
    """A text as answers remember it: folded words, without marks; of itself it is the same."""
    once = " ".join(piece.text for piece in tokens(text) if piece.is_word)
    # Folding may bring a mark out of a letter: "¼" is "1⁄4".
    return " ".join(piece.text for piece in tokens(once) if piece.is_word)


def beside(location: str) -> Path:
    """The file of own words of a store: ``buurt.assetgraph`` has ``buurt.woorden.toml``.

    A store on a server has it in the working directory, named after its database.
    """
    return beside_store(location, SUFFIX)


def beside_store(location: str, suffix: str) -> Path:
    """A file that goes with a store, with this ending."""
    if "://" in location:
        return Path(location.rstrip("/").rpartition("/")[2] + suffix)
    return Path(location).with_suffix(suffix)


def read_local(path: Path) -> Local:
    """The own words in a file; none where it is not there. Raises AssetGraphError."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Local()
    except (OSError, UnicodeDecodeError) as error:
        raise AssetGraphError("vocabulary-unreadable", file=path.name, detail=str(error)) from None
    except tomllib.TOMLDecodeError as error:
        raise AssetGraphError("vocabulary-unreadable", file=path.name, detail=str(error)) from None
    for name, entry in content.items():
        for key, value in entry.items() if isinstance(entry, dict) else [(name, entry)]:
            if not isinstance(value, str):
                raise AssetGraphError(
                    "vocabulary-concept-malformed", file=path.name, concept=name, field=key
                )
    return Local(
        {
            name: {key: text.strip("\n") for key, text in entry.items()}
            for name, entry in content.items()
            if not name.startswith("_")
        },
        {plain(text): tuple(to.split()) for text, to in content.get(MEANS, {}).items()},
        {plain(text): tuple(to.split()) for text, to in content.get(NOT, {}).items()},
        tuple(plain(text) for text in content.get(NO_TALENT, {})),
    )


def write_local(path: Path, local: Local) -> None:
    """Writes the file whole or not at all; remarks at its top stay."""
    tables = [*sorted(local.concepts.items())]
    for name, answers in ((MEANS, local.means), (NOT, local.denied)):
        tables.append((name, {text: " ".join(to) for text, to in sorted(answers.items())}))
    tables.append((NO_TALENT, dict.fromkeys(sorted(local.no_talent), "")))
    body = "".join(f"\n[{_key(name)}]\n{_fields(entry)}" for name, entry in tables if entry)
    try:
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.write(_remarks(path) + body)
        os.replace(part, path)
    except OSError as error:
        raise AssetGraphError("vocabulary-unwritable", file=path.name, detail=str(error)) from None


def _remarks(path: Path) -> str:
    try:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    except OSError:
        return _HEADER
    top = []
    for line in lines:
        if line.startswith("["):
            break
        top.append(line)
    return "".join(top).rstrip("\n") + "\n"


def _fields(entry: Mapping[str, str]) -> str:
    return "".join(f"{_key(name)} = {_quoted(text)}\n" for name, text in entry.items())


def _quoted(text: str) -> str:
    """A TOML string; every escape of JSON is one of TOML."""
    lines = text.split("\n")
    if (
        len(lines) > 1
        and '"""' not in text
        and "\\" not in text
        and all(map(str.isprintable, lines))
    ):
        return f'"""\n{text}\n"""'
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _quoted(name)


def _with(known: Iterable[str], one: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*known, one]))


def _without(known: Iterable[str], one: str) -> tuple[str, ...]:
    return tuple(other for other in known if other != one)
