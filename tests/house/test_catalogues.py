"""Both catalogues word every sentence that the code says, and none that it does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import pytest

from assetgraph import resources
from assetgraph.cli.main import COMMANDS, GROUPS
from assetgraph.cli.native import OF_TYPER
from assetgraph.cli.reporting import TITLES
from assetgraph.exporting.publishing import THEMES
from assetgraph.matching.names import Likeness
from assetgraph.matching.weights import Kind
from assetgraph.messages import LANGUAGES, catalogue
from assetgraph.model import NODE_KINDS
from assetgraph.model.changeset import no_counts
from assetgraph.model.consent import CONSENTED
from assetgraph.model.labels import Block, Choice
from assetgraph.model.pages import Part
from assetgraph.model.workbook import sheets
from assetgraph.queries.answers import Certainty, ConnectorKind, Status
from assetgraph.queries.summaries import MixingSort, PartKind, Theme
from assetgraph.workflows.given import UNITS
from assetgraph.workflows.logbook import Sort
from assetgraph.workflows.retention import DEFAULTS
from tests.house.sentences import (
    Saying,
    found,
    given,
    placeholders,
    prefixes,
    raised,
    sayings,
    strings,
)
from tests.house.sources import Source, sources

# Keys that the code puts together, by how they start, and where the rest comes from. What follows
# the prefix (less "-hint") is a word that the code or a content file holds somewhere.
PUT_TOGETHER = {
    "error.": "AssetGraphError(code): the sentence, and with -hint the way out",
    "issue.": "Issue(code) in importing/issues.py: the sentence, and with -hint what to do",
    "vocabulary.because.": "vocabulary/meaning.py: by the kind of term that was found",
    "vocabulary.direction.": "vocabulary/direction.py: offer, wish, learn, past, not",
}
WORDED_BY_THE_CATALOGUE = {"words.and": "Catalogue.enumerate"}


def _columns() -> set[str]:
    return {f"{sheet.node.kind}.{column.key}" for sheet in sheets() for column in sheet.columns}


def _dashed(names: Iterable[str]) -> set[str]:
    return {name.replace("_", "-") for name in names}


# Keys that are put together from declarations: how they start, and exactly what follows.
DECLARED: dict[str, Callable[[], set[str]]] = {
    "template.column.": _columns,  # exporting/template.py: the comment at each header
    "cli.count.": lambda: set(no_counts()),  # cli/sheets.py: what was added, by plural
    "finding.": lambda: set(TITLES),  # cli/reporting.py: to count findings by
    "cli.step.": lambda: _given("step"),  # cli/screen.py: the steps of long work
    "cli.doctor.finding.": lambda: _given("Finding"),  # cli/keeping.py: what a store finds
    "retention.period.": lambda: {*UNITS, "always"},  # workflows/given.py: how long
    "retention.what.": lambda: set(DEFAULTS),  # workflows/retention.py: what is kept so long
    "publish.theme.": lambda: set(THEMES),  # exporting/publishing.py: what people are counted by
    "publish.column.": lambda: {"theme", "name", "n"},  # likewise: the columns of counts
    "cli.copy.part.": lambda: {part.value for part in Part},  # cli/copying.py: what was copied
    "duplicates.likeness.": lambda: set(Likeness),  # matching/same_person.py
    "duplicates.screen.history-": lambda: {"merged", "split", "different"},  # cli/keeping.py
    "cli.isolated.head.": lambda: _dashed(Status),  # cli/widening.py
    "cli.isolated.about.": lambda: _dashed(Status),  # cli/widening.py
    "cli.connectors.kind.": lambda: {kind.value for kind in ConnectorKind},  # cli/connecting.py
    "cli.islands.head.": lambda: {kind.value for kind in PartKind},  # cli/overlooking.py
    "islands.mixing.": lambda: {sort.value for sort in MixingSort},  # queries/islands.py
    "growth.new.": lambda: _dashed(Theme),  # queries/growth.py
    "growth.gone.": lambda: _dashed(Theme),  # queries/growth.py
    "overview.block.": lambda: {block.name.lower() for block in Block},  # queries/overview.py
    "overview.missing.": lambda: {block.name.lower() for block in Block},  # likewise
    "overview.nothing.": lambda: {block.name.lower() for block in Block},  # likewise
    "overview.count.": lambda: (
        set(no_counts()) - {"residents", "dreams", "roles", "activities", "introductions"}
    ),
    "certainty.how.": lambda: {certainty.value for certainty in Certainty},  # cli/widening.py
    "cli.demo.status.": lambda: _dashed(Status),  # cli/sharing.py
    "cli.visualize.for-": lambda: {purpose.value for purpose in CONSENTED},  # cli/sharing.py
    "introductions.kind.": lambda: _dashed(Kind),  # queries/introductions.py
    "log.sort.": lambda: {sort.value for sort in Sort},  # cli/logs.py
    "cli.help.option.": lambda: _dashed(OF_TYPER),  # cli/native.py: options that Typer adds
}


def _composed() -> set[str]:
    """Codes of issues that the import makes of declarations: of kinds, and of choices in cells."""
    subjects = {"person", *NODE_KINDS}
    alone = {f"{subject}-without-row{end}" for subject in subjects for end in ("", "-alike")}
    choices = {
        prop.of.__name__
        for kind in NODE_KINDS.values()
        if kind.sheet is not None
        for prop in kind.properties.values()
        if isinstance(prop.of, type) and issubclass(prop.of, Choice)
    }
    return alone | {f"unknown-{_kebab(name)}" for name in choices}


def _kebab(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def _given(name: str) -> set[str]:
    """The words that every call of one name is given first."""
    return {word for source in sources() for word in given(source, name)}


def none(findings: Iterable[str]) -> None:
    """Fails with every finding on a line of its own."""
    __tracebackhide__ = True
    listed = "\n".join(findings)
    assert listed == "", f"\n{listed}"


NL, EN = (catalogue(language).entries for language in LANGUAGES)


def test_both_languages_have_the_same_keys() -> None:
    none(sorted(NL.keys() - EN.keys()))
    none(sorted(EN.keys() - NL.keys()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_entry_is_a_text_or_a_plural(language: str) -> None:
    none(key for key, entry in catalogue(language).entries.items() if not _well_made(entry))


def _well_made(entry: object) -> bool:
    if isinstance(entry, dict):
        return entry.keys() == {"one", "other"} and all(map(_well_made, entry.values()))
    return isinstance(entry, str) and entry.strip() == entry != ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plural_has_both_forms(language: str) -> None:
    """A table with only one of the two forms is read as a group of keys."""
    keys = catalogue(language).entries
    none(key for key in keys if key.rpartition(".")[2] in {"one", "other"})


def test_both_languages_name_the_same_values() -> None:
    assert {key: placeholders(NL[key]) for key in NL.keys() & EN.keys()} == {
        key: placeholders(EN[key]) for key in NL.keys() & EN.keys()
    }


def test_every_sentence_said_is_there() -> None:
    none(f"{said.where}: {said.key}" for said in _said() if said.key not in NL)


def test_every_sentence_gets_its_values() -> None:
    """A value that a sentence names is given where it is said; else it fails before a reader."""
    none(
        f"{said.where}: {said.key} lacks {', '.join(sorted(lacking))}"
        for said in _said()
        if said.values is not None and (lacking := placeholders(NL.get(said.key, "")) - said.values)
    )


def _said() -> Iterator[Saying]:
    for source in sources():
        yield from (said for said in sayings(source) if "." in said.key)


def test_every_error_has_a_sentence_and_a_way_out() -> None:
    errors = list(raised(sources()))
    none(
        f"{error.where}: {key}"
        for error in errors
        for key in (f"error.{error.key}", f"error.{error.key}-hint")
        if key not in NL
    )


def test_every_issue_has_a_sentence_and_a_hint() -> None:
    none(
        f"{issue.where}: {key}"
        for source in sources()
        for issue in found(source)
        for key in (f"issue.{issue.key}", f"issue.{issue.key}-hint")
        if key not in NL
    )


def test_every_choice_in_a_cell_has_its_issue() -> None:
    codes = {code for code in _composed() if code.startswith("unknown-")}
    assert codes
    none(
        key
        for code in sorted(codes)
        for key in (f"issue.{code}", f"issue.{code}-hint", f"issue.{code}-near")
        if key not in NL
    )


def test_every_error_gets_its_values() -> None:
    none(
        f"{error.where}: {key} lacks {', '.join(sorted(lacking))}"
        for error in raised(sources())
        for key in (f"error.{error.key}", f"error.{error.key}-hint")
        if error.values is not None and (lacking := placeholders(NL.get(key, "")) - error.values)
    )


def test_every_key_that_is_put_together_is_in_the_table() -> None:
    none(
        f"{start.where}: {start.key!r}"
        for source in sources()
        for start in prefixes(source)
        if start.key not in PUT_TOGETHER | DECLARED
    )


def test_every_key_that_is_put_together_gets_its_values() -> None:
    none(
        f"{start.where}: {key} lacks {', '.join(sorted(lacking))}"
        for source in sources()
        for start in prefixes(source)
        if start.key and start.values is not None
        for key in sorted(NL)
        if key.startswith(start.key) and (lacking := placeholders(NL[key]) - start.values)
    )


@pytest.mark.parametrize("start", DECLARED)
def test_every_declared_thing_has_its_sentence(start: str) -> None:
    worded = {key.removeprefix(start) for key in NL if key.startswith(start)}
    assert worded == DECLARED[start]()


def test_every_key_the_command_line_holds_is_there() -> None:
    """Its help, options and tables hold keys that no call says."""
    none(
        f"{source.path}: {word}"
        for source in sources()
        if source.part == "cli"
        for word in strings(source)
        if re.fullmatch(r"cli(\.[a-z-]+)+", word) and word not in NL.keys() | DECLARED.keys()
    )


def test_every_command_has_its_own_help() -> None:
    told = {name: key for name, _, key in COMMANDS}
    for group, key, commands in GROUPS:
        told[group] = key
        told |= {
            name if name not in told else f"{group}-{name}": text for name, _, text in commands
        }
    assert told == {name: f"cli.command.{name}" for name in told}
    worded = {key.removeprefix("cli.command.") for key in NL if key.startswith("cli.command.")}
    assert worded == {"assetgraph", *told}


def test_no_sentence_is_left_over() -> None:
    none(left_over(set(NL), list(sources())))


def left_over(keys: set[str], read: list[Source]) -> list[str]:
    """The keys that nothing says, neither as they are nor put together."""
    words = {word for source in read for word in strings(source)} | set(WORDED_BY_THE_CATALOGUE)
    words |= _composed()
    return sorted(key for key in keys - words if not _put_together(key, words))


def _put_together(key: str, words: set[str]) -> bool:
    return key.startswith(tuple(DECLARED)) or any(
        key.startswith(start) and re.sub("-(hint|near)$", "", key.removeprefix(start)) in words
        for start in PUT_TOGETHER
    )


PLANTED = Source.of(
    "assetgraph/queries/planted.py",
    """
class Lost(StoreError): ...

def f(n, code, **values):
    say("who.nobody", n=n)
    say("who.one" if n == 1 else "who.many", name=say("who.name"))
    catalogue.text("who.text", **values)
    say(f"who.because.{code}", n=n)
    report.add("unknown-word", Severity.ERROR, place, n)
    raise Lost("store-lost", path=n)

class StoreError(AssetGraphError): ...
""",
)


def test_the_finder_sees_what_is_said() -> None:
    assert {said.key: said.values for said in sayings(PLANTED)} == {
        "who.nobody": {"n"},
        "who.one": {"name"},
        "who.many": {"name"},
        "who.name": set(),
        "who.text": None,
    }
    assert [(start.key, start.values) for start in prefixes(PLANTED)] == [("who.because.", {"n"})]
    assert [issue.key for issue in found(PLANTED)] == ["unknown-word"]
    assert [(error.key, error.values) for error in raised([PLANTED])] == [("store-lost", {"path"})]


def test_the_finder_sees_what_is_left_over() -> None:
    keys = {"who.nobody", "who.gone", "error.store-lost", "error.store-lost-hint", "error.never"}
    assert left_over(keys, [PLANTED]) == ["error.never", "who.gone"]


@pytest.mark.parametrize(
    ("entry", "names"),
    [
        ("niets", set()),
        ("{name} en {n:>3}", {"name", "n"}),
        ({"one": "één bewoner", "other": "{n} bewoners in {buurt}"}, {"n", "buurt"}),
        ("{person.name}, {{geen}}", {"person"}),
    ],
)
def test_placeholders(entry: str | dict[str, str], names: set[str]) -> None:
    assert placeholders(entry) == names


def test_every_catalogue_file_is_toml_in_every_language() -> None:
    files = [resources.names(f"schemas/messages/{language}") for language in LANGUAGES]
    assert files == [resources.names("schemas/messages/nl", ".toml")] * len(LANGUAGES)
