"""The shared browser opens a page from disk, and its absence is never silent in CI."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import _no_browser

if TYPE_CHECKING:
    from selenium.webdriver import Chrome


@pytest.mark.browser
def test_it_opens_a_page_from_disk(browser: Chrome, tmp_path: Path) -> None:
    page = tmp_path / "buurt.html"
    page.write_text(
        "<!doctype html><meta charset='utf-8'><title></title>"
        "<script>document.title = 'Café ' + (1 + 1)</script>",
        encoding="utf-8",
    )
    browser.get(page.as_uri())
    assert browser.title == "Café 2"


def test_its_absence_is_a_skip_that_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ASSETGRAPH_REQUIRE_BROWSER", raising=False)
    with pytest.raises(pytest.skip.Exception, match="chromedriver is not installed"):
        _no_browser("chromedriver")


def test_its_absence_is_a_failure_where_it_is_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSETGRAPH_REQUIRE_BROWSER", "1")
    with pytest.raises(pytest.fail.Exception, match="chromium is not installed"):
        _no_browser("chromium")
