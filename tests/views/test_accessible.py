"""Everyone: nothing for axe to find on any view, all by keyboard, every change announced."""

from __future__ import annotations

import pytest

from assetgraph.model.consent import Purpose
from assetgraph.model.snapshot import Snapshot
from assetgraph.views import Insights
from assetgraph.views.themes import themes
from tests.views.axe import violations
from tests.views.buurt import connector, matches, small
from tests.views.conftest import NARROW, WIDE, Open, Page
from tests.views.quiet import quiet

pytestmark = pytest.mark.browser

ENTER, ESCAPE, TAB, DOWN, RIGHT, SPACE = "\ue007", "\ue00c", "\ue004", "\ue015", "\ue014", " "
WIDE_ENOUGH = "return document.documentElement.scrollWidth <= innerWidth"


def told(snapshot: Snapshot) -> Insights:
    """Everything that questions may say."""
    ids = dict(zip(snapshot.names, snapshot.ids, strict=True))
    connects = [connector(snapshot, "Fatima Aziz")]
    return Insights(connects, [ids["Noor de Wit"]], matches(snapshot))


def walk(opened: Page) -> list[str]:
    """What axe finds on every view of a map for matching, and with every panel open."""
    found = []

    def look(at: str) -> None:
        assert opened.browser.execute_script(WIDE_ENOUGH), at
        found.extend(f"{at}: {one}" for one in violations(opened))

    look("network")
    opened.choose("fatima")
    look("details")
    opened.press(ESCAPE)
    opened.pick("#lens", "connectors")
    look("connectors")
    opened.pick("#lens", "all")
    for view in ("ground", "time", "tables", "matches"):
        opened.click(f"#view-{view}")
        look(view)
        if view == "ground":
            opened.click("#beside")
            look(f"{view} beside")
            opened.press(ESCAPE)
    opened.click("#save summary")
    look("menu")
    return found


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_axe_finds_nothing_on_any_view(page: Open, size: tuple[int, int], language: str) -> None:
    snapshot = small(Purpose.MATCH)
    opened = page(snapshot, size, language=language, told_by=told(snapshot))
    assert walk(opened) == []
    quiet(opened)


@pytest.mark.parametrize("theme", [name for name in themes() if name != "light"])
def test_axe_finds_nothing_in_any_theme(page: Open, theme: str) -> None:
    snapshot = small(Purpose.MATCH)
    opened = page(snapshot, theme=theme, told_by=told(snapshot))
    assert opened.one("html").get_attribute("data-theme") == theme
    found = violations(opened, ["color-contrast"])
    opened.choose("fatima")
    found += violations(opened, ["color-contrast"])
    for view in ("tables", "matches"):
        opened.click(f"#view-{view}")
        found += violations(opened, ["color-contrast"])
    assert found == []


def test_at_twice_the_size_nothing_is_cut_off(page: Open) -> None:
    """1,280 px at 200 % leaves 640 px."""
    opened = page(small(), (640, 400))
    for view in ("network", "ground", "time", "tables"):
        opened.click(f"#view-{view}")
        assert opened.browser.execute_script(WIDE_ENOUGH)


def test_every_control_is_reached_with_tab_and_shows_it(page: Open) -> None:
    opened = page(small(), theme="light")
    seen: list[str] = []
    for _ in range(40):
        opened.press(TAB)
        name, outline = opened.browser.execute_script(
            "const e = document.activeElement;"
            "const shown = getComputedStyle(e.closest('.canvas') ?? e);"
            "const name = e.id || e.className || e.value || e.textContent.slice(0, 30);"
            "return [e === document.body ? '' : name, shown.outlineStyle]"
        )
        if not name or name in seen:
            break
        assert outline != "none", name
        seen.append(name)
    expected = {"skip", "search", "lens", "hulls", "theme", "view-network", "view-tables"}
    assert expected | {"reset", "full", "fit", "closer", "vis-network"} <= set(seen)


def test_the_map_is_walked_by_keyboard(page: Open) -> None:
    opened = page(small())
    opened.browser.execute_script("document.querySelector('#canvas .vis-network').focus()")
    opened.press(RIGHT)
    first = opened.texts("#status")[0]
    opened.press(DOWN)
    second = opened.texts("#status")[0]
    assert first != second
    assert "verbindingen" in second
    opened.press(ENTER)
    assert opened.texts("#details h2")[0] in second
    opened.press(ESCAPE)
    assert not opened.visible("#details")
    before = opened.hash()["at"]
    opened.browser.execute_script("document.querySelector('#canvas .vis-network').focus()")
    opened.press("+")
    opened.until(f"return !location.hash.includes('at={before}')")


def test_what_changes_is_announced(page: Open) -> None:
    opened = page(small())
    for view, word in (("ground", "hub"), ("time", "1950"), ("tables", "bouwstenen")):
        opened.click(f"#view-{view}")
        assert word in opened.texts("#status")[0]
    opened.click("#tables .sort")
    assert "Naam" in opened.texts("#status")[0]
    assert opened.one("#status").get_attribute("aria-live") == "polite"


def test_who_wants_no_motion_gets_none(page: Open) -> None:
    opened = page(small())
    moving = "return getComputedStyle(document.querySelector('#details')).animationName"
    opened.choose("fatima")
    assert opened.browser.execute_script(moving) == "arrive"
    reduced = {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}
    opened.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", reduced)
    try:
        assert opened.browser.execute_script(moving) == "none"
    finally:
        opened.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


@pytest.mark.parametrize(
    ("feature", "value", "theme"),
    [("prefers-color-scheme", "dark", "dark"), ("prefers-contrast", "more", "contrast")],
)
def test_the_page_follows_the_screen(page: Open, feature: str, value: str, theme: str) -> None:
    opened = page(small())
    assert opened.one("html").get_attribute("data-theme") == "light"
    asked = {"features": [{"name": feature, "value": value}]}
    opened.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", asked)
    try:
        opened.until(f"return document.documentElement.dataset.theme === '{theme}'")
    finally:
        opened.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
