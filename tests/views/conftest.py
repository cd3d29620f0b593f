"""The map page in a real browser."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import pytest

from assetgraph.model.snapshot import Snapshot
from assetgraph.views import Insights, map_html
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

    def click(self, selector: str) -> None:
        """Clicks the first element that a selector finds."""
        self.one(selector).click()
        self.settle()

    def pick(self, selector: str, value: str) -> None:
        """Chooses a value of a list or a slider."""
        self.browser.execute_script(
            "const field = document.querySelector(arguments[0]); field.value = arguments[1];"
            "for (const event of ['input', 'change']) field.dispatchEvent(new Event(event))",
            selector,
            value,
        )
        self.settle()

    def settle(self) -> None:
        """Waits for the next drawing."""
        self.browser.execute_async_script(
            "const done = arguments[0];"
            "requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30)))"
        )

    def hash(self) -> dict[str, str]:
        """What the address says that is shown."""
        self.settle()
        time.sleep(0.2)
        words = self.browser.execute_script("return location.hash.slice(1)")
        return dict(parse_qsl(words))

    def labels(self) -> list[dict[str, Any]]:
        """The names that stand on the canvas, each with its box in pixels."""
        self.settle()
        return list(self.browser.execute_script("return document.querySelector('#canvas').drawn"))

    def names(self) -> set[str]:
        """The names that stand on the canvas."""
        return {label["text"] for label in self.labels()}

    def visible(self, selector: str) -> bool:
        """Whether the first element that a selector finds is shown."""
        return self.one(selector).is_displayed()

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
    """Opens the map of a snapshot; options are those of `map_html`, and an `address` after it."""

    def opened(
        snapshot: Snapshot, size: tuple[int, int] = WIDE, *, address: str = "", **options: Any
    ) -> Page:
        file = tmp_path / "kaart.html"
        options = {"positions": in_a_row(snapshot), "told_by": Insights()} | options
        file.write_text(map_html(snapshot, **options), encoding="utf-8")
        return Page(browser, file.as_uri() + address, *size)

    yield opened
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.get("about:blank")
