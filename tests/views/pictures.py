"""Draws the pictures of docs/map.md from the demo: ``python -m tests.views.pictures``.

Each is a PNG of the page in Chromium, at three quarters so that all of them stay small.
"""

from __future__ import annotations

import base64
import shutil
import tempfile
import time
from datetime import date
from pathlib import Path

from assetgraph.model.consent import Purpose
from assetgraph.workflows import loading, sharing
from tests.conftest import CHROMIUM_NAMES, _start

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
TODAY = date(2026, 3, 14)
SCALE = 0.75
WIDE, NARROW = (1280, 800), (390, 844)
PICTURES: dict[str, tuple[Purpose, tuple[int, int], str, tuple[str, ...]]] = {
    "network": (Purpose.MAP, WIDE, "light", ()),
    "person": (Purpose.MAP, WIDE, "light", ("?Sherida",)),
    "islands": (Purpose.MAP, WIDE, "light", ("lens=islands",)),
    "ground": (Purpose.MAP, WIDE, "light", ("#view-ground",)),
    "time": (Purpose.MAP, WIDE, "light", ("#view-time",)),
    "tables": (Purpose.MAP, WIDE, "light", ("#view-tables",)),
    "matches": (Purpose.MATCH, WIDE, "light", ("?Rana", "#details .deed")),
    "dark": (Purpose.MAP, WIDE, "dark", ()),
    "phone": (Purpose.MAP, NARROW, "light", ()),
    "phone-person": (Purpose.MAP, NARROW, "light", ("?Sherida",)),
}
"""By name: purpose, size, theme, and what is done: a search, a click or a choice."""
SEARCH = """
const field = document.querySelector("#search");
field.focus();
field.value = arguments[0];
field.dispatchEvent(new Event("input"));
field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));
"""
CHOOSE = """
const field = document.getElementById(arguments[0]);
field.value = arguments[1];
field.dispatchEvent(new Event("change"));
"""


def main() -> None:
    """Draws all of them anew."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        chromium = next(filter(None, map(shutil.which, CHROMIUM_NAMES)))
        browser = _start(chromium, shutil.which("chromedriver") or "", Path(folder, "profile"))
        try:
            draw(browser, Path(folder))
        finally:
            browser.quit()


def draw(browser: object, folder: Path) -> None:
    """Draws them with this browser; pages are written to `folder`."""
    store = str(folder / "buurt.assetgraph")
    loading.import_files(store, [loading.unpack_demo(folder / "demo", "nl")], today=TODAY)
    for name, (purpose, size, theme, steps) in PICTURES.items():
        page = folder / f"{purpose}-{theme}.html"
        if not page.exists():
            sharing.draw(store, page, purpose=purpose, today=TODAY, language="nl", theme=theme)
        (FOLDER / f"{name}.png").write_bytes(shot(browser, page, size, steps))
        print(name)


def shot(browser: object, page: Path, size: tuple[int, int], steps: tuple[str, ...]) -> bytes:
    """The page at this size after these steps, as a PNG."""
    from selenium.webdriver import Chrome

    assert isinstance(browser, Chrome)
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False},
    )
    browser.get("about:blank")
    browser.get(page.as_uri())
    time.sleep(1)
    for step in steps:
        if step.startswith("?"):
            browser.execute_script(SEARCH, step[1:])
        elif step.startswith("#"):
            browser.find_element("css selector", step).click()
        else:
            browser.execute_script(CHOOSE, *step.split("="))
        time.sleep(1)
    scrolled = browser.execute_script("return scrollY")
    clip = {"x": 0, "y": scrolled, "width": size[0], "height": size[1], "scale": SCALE}
    taken = browser.execute_cdp_cmd("Page.captureScreenshot", {"format": "png", "clip": clip})
    return base64.b64decode(taken["data"])


if __name__ == "__main__":
    main()
