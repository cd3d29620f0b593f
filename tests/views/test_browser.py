"""The page as people use it: by mouse, finger and keyboard, wide and narrow, and under attack."""

from __future__ import annotations

import pytest

from assetgraph.model.consent import Purpose
from assetgraph.views import Insights
from tests.snapshots import Neighbourhood
from tests.views.buurt import connector, small
from tests.views.conftest import NARROW, WIDE, Open, Page
from tests.views.quiet import quiet

pytestmark = pytest.mark.browser

ENTER, ESCAPE, TAB, DOWN, SPACE = "\ue007", "\ue00c", "\ue004", "\ue015", " "
COLOUR_COUNT = """
const canvas = document.querySelector("#canvas canvas");
const [r, g, b] = arguments[0].match(/[0-9a-f]{2}/g).map((part) => parseInt(part, 16));
const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
let n = 0, x = 0, y = 0;
for (let i = 0; i < data.length; i += 4) {
  if (data[i] !== r || data[i + 1] !== g || data[i + 2] !== b) continue;
  n += 1;
  x += (i / 4) % canvas.width;
  y += Math.floor(i / 4 / canvas.width);
}
return [n, n ? x / n : 0, n ? y / n : 0];
"""
PLACES, TALENTS = "2fae86", "f2b632"


def drawn(page: Page, colour: str) -> tuple[float, float, float]:
    """How many pixels of the canvas have a colour, and their middle."""
    n, x, y = page.browser.execute_script(COLOUR_COUNT, colour)
    return n, x, y


def test_the_headline_says_for_whom_and_when(page: Open) -> None:
    opened = page(small(Purpose.PUBLISH))
    line = opened.one(".for-whom").text
    assert "iedereen" in line
    assert "1 maart 2026" in line
    assert "tot en met 1 maart 2027" in line
    assert opened.one("#people").text == "3 bewoners staan erop."


def test_a_script_that_got_in_would_not_run(page: Open) -> None:
    opened = page(small())
    opened.browser.execute_script(
        "const s=document.createElement('script');s.textContent='window.hacked=1';"
        "document.body.append(s);document.body.insertAdjacentHTML('beforeend',"
        "'<img src=https://example.invalid/x.png onerror=window.hacked=2>')"
    )
    opened.settle()
    assert opened.browser.execute_script("return window.hacked ?? null") is None
    assert all("Content Security Policy" in message for message in opened.console())


@pytest.mark.parametrize("typed", ["jose", "JOSÉ", "brandao", "  José  "])
def test_search_forgives_accents_and_capitals(page: Open, typed: str) -> None:
    assert page(small()).search(typed)[0].startswith("José Brandão")


def test_search_finds_all_blocks_and_says_when_there_is_nothing(page: Open) -> None:
    opened = page(small())
    assert opened.search("soep") == ["Soepclubverband", "soep kokentalent"]
    assert opened.search("zzz") == ["Niets gevonden. Probeer een deel van het woord."]
    assert opened.texts("#status") == ["Niets gevonden. Probeer een deel van het woord."]


def test_by_keyboard_from_search_to_details_and_back(page: Open) -> None:
    opened = page(small())
    opened.search("e")
    opened.press(DOWN, ENTER)
    assert not opened.one("#details").get_attribute("hidden")
    opened.press(TAB)
    assert opened.browser.switch_to.active_element.get_attribute("aria-label") == "Sluit"
    opened.press(TAB, ENTER)
    opened.press(ESCAPE)
    assert opened.one("#details").get_attribute("hidden")
    assert opened.browser.switch_to.active_element.get_attribute("id") == "search"


def test_details_tell_talents_first_and_links_in_words(page: Open) -> None:
    opened = page(small())
    told = opened.choose("jose").splitlines()
    assert "José Brandão" in told[:3]
    order = [told.index(line) for line in ("fado zingen", "Talen", "Soepclub")]
    assert order == sorted(order)
    # Fatima says "goed" where José says "praatje": the closer one counts.
    assert told[told.index("Fatima Aziz") + 1] == "goed"
    assert any("Bron: werkplaats in de hub" in line for line in told)
    opened.choose("hub")
    assert "komt bij Hub De Vlinder" in opened.texts("#details h3")


def test_the_legend_filters_the_map(page: Open) -> None:
    opened = page(small())
    assert drawn(opened, PLACES)[0] > 50
    box = opened.one("#blocks input[value='3']")
    box.send_keys(SPACE)
    opened.settle()
    assert drawn(opened, PLACES)[0] == 0
    opened.click("#reset")
    assert drawn(opened, PLACES)[0] > 50


def test_what_the_legend_hides_is_seen_with_who_is_chosen(page: Open) -> None:
    opened = page(small())
    opened.one("#blocks input[value='1']").click()
    opened.settle()
    assert drawn(opened, TALENTS)[0] == 0
    opened.choose("jose")
    opened.until("return !document.querySelector('#details').hidden")
    opened.settle()
    assert drawn(opened, TALENTS)[0] > 20


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_click_on_a_shape_opens_it_and_beside_it_closes(
    page: Open, size: tuple[int, int]
) -> None:
    from selenium.webdriver import ActionChains

    opened = page(small(), size)
    _, x, y = drawn(opened, PLACES)
    canvas = opened.one("#canvas canvas")
    middle = (canvas.size["width"] / 2, canvas.size["height"] / 2)
    ActionChains(opened.browser).move_to_element_with_offset(
        canvas, int(x - middle[0]), int(y - middle[1])
    ).click().perform()
    opened.until("return !document.querySelector('#details').hidden")
    assert "Hub De Vlinder" in opened.one("#details").text
    assert "ma-vr 9-17" in opened.one("#details").text
    opened.press(ESCAPE)
    opened.until("return document.querySelector('#details').hidden")


def test_the_tables_are_the_whole_map_in_words(page: Open) -> None:
    opened = page(small())
    opened.click("#view-tables")
    snapshot = small()
    assert sorted(opened.texts("#tables .named")) == sorted(snapshot.names)
    assert len(opened.texts("#tables h2")) == 6
    opened.click("#tables .named")
    assert opened.one("#tables .named").get_attribute("aria-current") == "true"
    assert opened.visible("#details")


def test_connectors_are_named_only_when_given(page: Open) -> None:
    snapshot = small()
    opened = page(snapshot, told_by=Insights([connector(snapshot, "Fatima Aziz")]))
    assert "verbinder: brengt mensen samen" in opened.texts("#key li")
    assert "verbinder" in opened.choose("fatima")
    assert "verbinder: brengt mensen samen" not in page(snapshot).texts("#key li")


def test_where_the_circle_can_grow_is_shown_only_when_asked(page: Open) -> None:
    snapshot = small()
    noor = snapshot.ids[snapshot.names.index("Noor de Wit")]
    opened = page(snapshot, told_by=Insights(widen=[noor]))
    before = drawn(opened, "00578f")[0]
    opened.pick("#lens", "widen")
    assert drawn(opened, "00578f")[0] > before
    assert "Noor de Wit" in opened.texts("#details .named span")
    published = page(small(Purpose.PUBLISH), told_by=Insights(widen=[noor]))
    assert published.texts("#lens option") == ["iedereen"]


def test_nobody_yet(page: Open) -> None:
    opened = page(Neighbourhood().snapshot())
    assert opened.one("#empty").is_displayed()
    opened.one("#view-tables").click()
    quiet(opened)
