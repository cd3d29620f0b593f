"""What every test shares: a quiet environment, repeatable examples, and one browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import HealthCheck, settings

from tests import neo4j_server

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

# --- examples -------------------------------------------------------------------------------------
# The same examples in every run, and no deadline: a slow machine is not a bug. One scenario runs
# in a class for each store, which Hypothesis would take for one test with two owners.
settings.register_profile(
    "house",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.differing_executors],
)
settings.load_profile("house")


# --- environment ----------------------------------------------------------------------------------
SETTINGS_OF_THE_USER = (
    "ASSETGRAPH_STORE",
    "ASSETGRAPH_LANG",
    "ASSETGRAPH_NEO4J_PASSWORD",
    "ASSETGRAPH_AS",
    "ASSETGRAPH_WHY",
    "FORCE_COLOR",
    "COLUMNS",
)


@pytest.fixture(scope="session", autouse=True)
def _no_settings_of_the_user() -> Iterator[None]:
    """What the user of this machine has set decides nothing here."""
    with pytest.MonkeyPatch.context() as environment:
        for name in SETTINGS_OF_THE_USER:
            environment.delenv(name, raising=False)
        environment.setenv("NO_COLOR", "1")
        yield


# --- tests that take minutes ----------------------------------------------------------------------
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what takes minutes unless ``ASSETGRAPH_LONG=1``; it is counted as deselected."""
    if os.environ.get("ASSETGRAPH_LONG") == "1":
        return
    long = [item for item in items if item.get_closest_marker("long")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if not item.get_closest_marker("long")]


# --- browser --------------------------------------------------------------------------------------
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_OPTIONS = (
    "--headless=new",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,900",
)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """Headless Chromium with an empty profile, one for the whole run; it opens ``file://`` pages.

    Skips where Chromium or its driver is missing, and fails there when
    ``ASSETGRAPH_REQUIRE_BROWSER=1``.
    """
    chromium = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    driver = shutil.which("chromedriver")
    if chromium is None or driver is None:
        _no_browser("chromium" if chromium is None else "chromedriver")
    chrome = _start(chromium, driver, tmp_path_factory.mktemp("chromium"))
    yield chrome
    chrome.quit()


def _no_browser(missing: str) -> NoReturn:
    reason = f"{missing} is not installed (Debian: apt install chromium chromium-driver)"
    if os.environ.get("ASSETGRAPH_REQUIRE_BROWSER") == "1":
        pytest.fail(f"ASSETGRAPH_REQUIRE_BROWSER=1, but {reason}", pytrace=False)
    pytest.skip(reason)


def _start(chromium: str, driver: str, profile: Path) -> Chrome:
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    options = Options()
    options.binary_location = chromium
    for option in (*CHROMIUM_OPTIONS, f"--user-data-dir={profile}"):
        options.add_argument(option)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.add_argument("--no-sandbox")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options, service=Service(executable_path=driver))


# --- Neo4j ----------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def neo4j(tmp_path_factory: pytest.TempPathFactory) -> Iterator[neo4j_server.Database]:
    """A database on a server that is started once for the whole run of this process.

    ``ASSETGRAPH_TEST_NEO4J`` names a server that runs already, whose database the tests may empty;
    its password is in ``ASSETGRAPH_TEST_NEO4J_PASSWORD``. Without that it skips where Java, Maven
    or the driver is missing, and fails there when ``ASSETGRAPH_REQUIRE_NEO4J=1``.
    """
    given = os.environ.get("ASSETGRAPH_TEST_NEO4J")
    with pytest.MonkeyPatch.context() as environment:
        if given:
            password = os.environ.get("ASSETGRAPH_TEST_NEO4J_PASSWORD", "")
            environment.setenv("ASSETGRAPH_NEO4J_PASSWORD", password)
            with neo4j_server.borrowed(given, password) as database:
                yield database
            return
        environment.setenv("ASSETGRAPH_NEO4J_PASSWORD", neo4j_server.PASSWORD)
        server = neo4j_new_server(tmp_path_factory.mktemp("neo4j") / "home")
        server.start()
        database = neo4j_server.Database(server.location, neo4j_server.PASSWORD)
        try:
            yield database
        finally:
            database.driver.close()
            server.kill()  # What it holds is thrown away: to shut down in order takes 10 s.


def neo4j_new_server(home: Path) -> neo4j_server.Server:
    """A server of our own in a folder, not started yet; skips or fails where it cannot be."""
    try:
        import neo4j  # noqa: F401

        return neo4j_server.Server(home, neo4j_server.jars())
    except ImportError:
        _no_neo4j("the driver (pip install 'assetgraph[neo4j]')")
    except neo4j_server.MissingError as missing:
        _no_neo4j(str(missing))


def _no_neo4j(missing: str) -> NoReturn:
    reason = f"no Neo4j server can be started, for want of {missing}"
    if os.environ.get("ASSETGRAPH_REQUIRE_NEO4J") == "1":
        pytest.fail(f"ASSETGRAPH_REQUIRE_NEO4J=1, but {reason}", pytrace=False)
    pytest.skip(reason)
