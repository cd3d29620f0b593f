"""Five ways of having assetgraph: bare checkout, editable, wheel, sdist to wheel, zipped wheel.

In each the code is there, the content folders are found, and the command line answers. Everything
is built from a copy, offline: the dependencies are those of the environment that runs the tests.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.house.sources import PACKAGE, ROOT

FOLDERS = {
    "assetgraph": "assetgraph",
    "schemas": "assetgraph/_resources/schemas",
    "imports": "assetgraph/_resources/imports",
    "visualize": "assetgraph/_resources/visualize",
}
FILES = ("pyproject.toml", "README.md", "LICENSE")
WAYS = ("checkout", "editable", "wheel", "sdist", "zipped")
CONTENT_FOLDERS = ("schemas/messages/nl", "schemas/vocabulary", "imports/mappings", "visualize")

PROBE = """
import json, sys
import assetgraph
from assetgraph import resources

folders = json.loads(sys.argv[1])
print(json.dumps({
    "from": assetgraph.__file__,
    "version": assetgraph.__version__,
    "names": {folder: resources.names(folder) for folder in folders},
    "text": resources.read_text("schemas/messages/nl/words.toml"),
}))
"""

needs_cli = pytest.mark.skipif(
    not (PACKAGE / "cli/main.py").exists(), reason="cli/main.py is not there yet"
)


@dataclass(frozen=True)
class Installation:
    """One way of having assetgraph: an interpreter, where it finds the code, and the settings."""

    python: Path
    home: Path
    settings: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str, folder: Path) -> str:
        """What the interpreter prints; the folder it runs in is the working directory."""
        done = subprocess.run(
            [self.python, *arguments],
            cwd=folder,
            env={**_environment(), **self.settings},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what a fresh clone would hold, so that nobody's open work is in the way."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in FOLDERS:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, copy / name)
    return copy


@pytest.fixture(scope="module")
def dist(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the sdist, and in `direct/` and `from-sdist/` the wheels."""
    out = tmp_path_factory.mktemp("dist")
    _build(checkout, "--wheel", "--outdir", str(out / "direct"))
    _build(checkout, "--sdist", "--outdir", str(out))
    sdist = next(out.glob("*.tar.gz"))
    unpacked = tmp_path_factory.mktemp("unpacked")
    shutil.unpack_archive(sdist, unpacked, filter="data")
    _build(next(unpacked.iterdir()), "--wheel", "--outdir", str(out / "from-sdist"))
    return out


@pytest.fixture(scope="module")
def install(
    checkout: Path, dist: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Installation]:
    """Makes each of the five ways once, when first asked."""
    made: dict[str, Installation] = {}

    def make(way: str) -> Installation:
        if way not in made:
            made[way] = _install(way, checkout, dist, tmp_path_factory.mktemp(way))
        return made[way]

    return make


def _install(way: str, checkout: Path, dist: Path, folder: Path) -> Installation:
    here = Path(sys.executable)
    if way == "checkout":
        return Installation(here, checkout, {"PYTHONPATH": str(checkout)})
    if way == "zipped":
        wheel = _wheel(dist / "direct")
        return Installation(here, wheel, {"PYTHONPATH": str(wheel)})
    source = {
        "editable": ["-e", str(checkout)],
        "wheel": [str(_wheel(dist / "direct"))],
        "sdist": [str(_wheel(dist / "from-sdist"))],
    }[way]
    python = _environment_in(folder)
    _check(
        *(sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"),
        *("--no-deps", "--no-index", "--no-build-isolation", "--disable-pip-version-check"),
        *source,
    )
    return Installation(python, checkout if way == "editable" else folder)


def _environment_in(folder: Path) -> Path:
    """A new virtual environment that sees the dependencies here, but not assetgraph."""
    builder = venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt")
    builder.create(folder)
    python = Path(builder.ensure_directories(folder).env_exe)
    variables = {"base": str(folder), "platbase": str(folder)}
    packages = Path(sysconfig.get_path("purelib", "venv", vars=variables))
    # A plain line: the .pth files of that folder, an editable assetgraph's too, are not read.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def _build(folder: Path, *arguments: str) -> None:
    _check(sys.executable, "-m", "build", "--no-isolation", *arguments, str(folder))


def _check(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, env=_environment(), check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _environment() -> dict[str, str]:
    # pip refuses a path on the Python path as "already installed"; bytecode would litter the copy.
    ours = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return {**ours, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}


def _wheel(folder: Path) -> Path:
    return next(folder.glob("*.whl"))


def _names(folder: Path) -> list[str]:
    return sorted(
        file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()
    )


def _content(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {
            name: archive.read(name)
            for name in archive.namelist()
            if ".dist-info/" not in name and not name.endswith("/")
        }


@pytest.mark.parametrize("way", WAYS)
def test_content_is_found(
    install: Callable[[str], Installation], checkout: Path, tmp_path: Path, way: str
) -> None:
    folders = [folder for folder in CONTENT_FOLDERS if any((checkout / folder).glob("*.*"))]
    installed = install(way)
    told = json.loads(installed.run("-c", PROBE, json.dumps(folders), folder=tmp_path))
    assert Path(told["from"]).is_relative_to(installed.home)
    assert told["names"] == {
        folder: sorted(file.name for file in (checkout / folder).iterdir() if file.is_file())
        for folder in folders
    }
    assert told["text"] == (checkout / "schemas/messages/nl/words.toml").read_text(encoding="utf-8")


@needs_cli
@pytest.mark.parametrize("way", WAYS)
def test_the_command_line_answers(
    install: Callable[[str], Installation], tmp_path: Path, way: str
) -> None:
    installed = install(way)
    assert "template" in installed.run("-m", "assetgraph", "--help", folder=tmp_path)
    installed.run("-m", "assetgraph", "template", "buurt.xlsx", folder=tmp_path)
    assert zipfile.is_zipfile(tmp_path / "buurt.xlsx")


@needs_cli
@pytest.mark.parametrize("way", ["editable", "wheel", "sdist"])
def test_the_script_is_installed(
    install: Callable[[str], Installation], tmp_path: Path, way: str
) -> None:
    script = shutil.which("assetgraph", path=install(way).python.parent)
    assert script is not None
    done = subprocess.run(
        [script, "--help"], cwd=tmp_path, env=_environment(), capture_output=True, check=False
    )
    assert done.returncode == 0


def test_the_wheel_holds_the_folders_and_nothing_else(checkout: Path, dist: Path) -> None:
    expected = {
        f"{inside}/{name}": (checkout / folder / name).read_bytes()
        for folder, inside in FOLDERS.items()
        for name in _names(checkout / folder)
    }
    assert _content(_wheel(dist / "direct")) == expected


def test_the_sdist_makes_the_same_wheel(dist: Path) -> None:
    assert _content(_wheel(dist / "from-sdist")) == _content(_wheel(dist / "direct"))


def test_the_licence_travels_along(dist: Path) -> None:
    with zipfile.ZipFile(_wheel(dist / "direct")) as archive:
        licences = [name for name in archive.namelist() if name.endswith("licenses/LICENSE")]
        assert [archive.read(name) for name in licences] == [(ROOT / "LICENSE").read_bytes()]


@pytest.mark.parametrize("folder", sorted(set(FOLDERS) - {"assetgraph"}))
def test_content_folders_hold_no_code(folder: str) -> None:
    """A stray module there would be shipped as content, and breaks the editable install."""
    assert [name for name in _names(ROOT / folder) if name.endswith((".py", ".pyc"))] == []
