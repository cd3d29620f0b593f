"""The map page in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assetgraph.model.snapshot import Snapshot
from assetgraph.views.page import map_html
from tests.views.buurt import in_a_row

if TYPE_CHECKING:
    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement

WIDE, NARROW = (1280, 800), (390, 844)


class Page:
    """An opened map, and what the browser tells about it."""

    def __init__(self, browser: Chrome, address: str, width: int, height: int) -> None:
        self.browser = browser
        browser.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500},
        )
        browser.get("about:blank")
        for log in ("browser", "performance"):
            browser.get_log(log)
        browser.get(address)
        self.until("return document.documentElement.dataset.painted !== undefined")

    def until(self, script: str) -> None:
        """Waits until a script gives something true."""
        from selenium.webdriver.support.wait import WebDriverWait

        WebDriverWait(self.browser, 10).until(lambda browser: browser.execute_script(script))

    def one(self, selector: str) -> WebElement:
        """The first element that a selector finds."""
        return self.browser.find_element("css selector", selector)

    def texts(self, selector: str) -> list[str]:
        """The texts of all elements that a selector finds, hidden ones too."""
        script = "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)"
        return list(self.browser.execute_script(script, selector))

    def press(self, *keys: str) -> None:
        """Types into whatever has the focus."""
        self.browser.switch_to.active_element.send_keys(*keys)

    def search(self, text: str) -> list[str]:
        """The suggestions for a text."""
        field = self.one("#search")
        field.clear()
        field.send_keys(text)
        return self.texts("#suggestions li")

    def choose(self, text: str) -> str:
        """Searches, takes the first suggestion, and gives the text of the panel."""
        self.search(text)
        self.press("\ue007")
        return self.one("#details").text

    def console(self) -> list[str]:
        """What the console says: errors, and breaches of the security policy."""
        return [entry["message"] for entry in self.browser.get_log("browser")]

    def requests(self) -> set[str]:
        """The schemes of everything that was asked for."""
        entries = [json.loads(e["message"])["message"] for e in self.browser.get_log("performance")]
        return {
            entry["params"]["request"]["url"].partition(":")[0]
            for entry in entries
            if entry["method"] == "Network.requestWillBeSent"
        }


Open = Callable[..., Page]


@pytest.fixture
def page(browser: Chrome, tmp_path: Path) -> Iterator[Open]:
    """Opens the map of a snapshot; further options are those of `map_html`."""

    def opened(snapshot: Snapshot, size: tuple[int, int] = WIDE, **options: object) -> Page:
        file = tmp_path / "kaart.html"
        html = map_html(snapshot, in_a_row(snapshot), **options)
        file.write_text(html, encoding="utf-8")
        return Page(browser, file.as_uri(), *size)

    yield opened
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.get("about:blank")
