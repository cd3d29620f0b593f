"""What one can do on the page: find a road, look through a lens, step back, slide, sort, save."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from html import escape
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from assetgraph.analysis.layout import positions
from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Story
from assetgraph.model.relations import Knows
from assetgraph.model.snapshot import Provenance, Snapshot
from assetgraph.views import Insights, map_html
from tests.snapshots import Neighbourhood
from tests.views.buurt import connector, matches, small, vlinderbuurt
from tests.views.conftest import NARROW, WIDE, Open, Page
from tests.views.quiet import quiet

pytestmark = pytest.mark.browser

ENTER, ESCAPE = "\ue007", "\ue00c"


def overlapping(labels: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [
        (a["text"], b["text"])
        for a, b in combinations(labels, 2)
        if a["left"] < b["right"]
        and b["left"] < a["right"]
        and a["top"] < b["bottom"]
        and b["top"] < a["bottom"]
    ]


def clubs(n: int = 6, size: int = 12) -> Neighbourhood:
    """Groups of people who know each other, each group joined to the next."""
    buurt = Neighbourhood()
    for club in range(n):
        names = [f"Bewoner {club}-{i}" for i in range(size)]
        for name in names:
            buurt.resident(name, groups=[f"Club {club}"])
        buurt.all_know_each_other(*names[:6], closeness=3)
        if club:
            buurt.knows(f"Bewoner {club - 1}-0", f"Bewoner {club}-1")
    return buurt


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_no_name_lies_over_another_at_first_sight(page: Open, size: tuple[int, int]) -> None:
    snapshot = clubs().snapshot()
    labels = page(snapshot, size, positions=positions(snapshot, {})).labels()
    assert {f"Club {i}" for i in range(6)} <= {label["text"] for label in labels}
    assert overlapping(labels) == []


def test_islands_are_drawn_and_taken_away(page: Open) -> None:
    snapshot = clubs().snapshot()
    opened = page(snapshot, positions=positions(snapshot, {}))
    colour = (
        "const canvas = document.querySelector('#canvas canvas');"
        "const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);"
        "let n = 0; for (let i = 0; i < data.length; i += 4)"
        " if (data[i] === 0xfd && data[i+1] === 0xfb && data[i+2] === 0xf7) n += 1; return n"
    )
    before = opened.browser.execute_script(colour)
    opened.click("#hulls")
    assert opened.browser.execute_script(colour) < before / 10
    assert opened.hash()["circles"] == "no"


def test_the_road_between_two_people(page: Open) -> None:
    opened = page(small())
    opened.choose("jose")
    opened.click("#details .deeds button")
    assert "José" in opened.one("#search").get_attribute("placeholder")
    opened.search("wil post")
    opened.press(ENTER)
    opened.settle()
    assert opened.texts("#details .road .named span:first-of-type") == [
        "José Brandão",
        "Fatima Aziz",
        "Wil Post",
    ]
    assert opened.names() == {"José Brandão", "Fatima Aziz", "Wil Post"}
    assert opened.texts("#status") == ["In 2 stappen."]
    assert opened.hash()["road"].count(".") == 2


def test_where_there_is_no_road_it_says_so(page: Open) -> None:
    opened = page(small())
    opened.choose("jose")
    opened.click("#details .deeds button")
    opened.search("zorg nabij")
    opened.press(ENTER)
    assert "geen weg" in opened.one("#notice").text


def test_the_connectors_as_a_view(page: Open) -> None:
    snapshot = small()
    opened = page(snapshot, told_by=Insights([connector(snapshot, "Fatima Aziz")]))
    opened.pick("#lens", "connectors")
    assert "brengt Soepclub en Fietsploeg bij elkaar" in opened.one("#details").text
    assert "Noor de Wit" not in opened.names()
    assert opened.hash()["lens"] == "connectors"


def test_the_islands_as_a_view(page: Open) -> None:
    buurt = clubs(2, 5)
    buurt.all_know_each_other("Selam", "Yonas", "Luwam")
    opened = page(buurt.snapshot(Purpose.MAP))
    opened.pick("#lens", "islands")
    assert opened.texts("#details .named span") == ["Luwam", "Selam", "Yonas"]
    assert opened.names() == {"Luwam", "Selam", "Yonas"}


def test_what_is_published_has_no_lens_for_people(page: Open) -> None:
    assert not page(small(Purpose.PUBLISH)).visible("#lens")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("brandoa", "José Brandão"),
        ("fatma azis", "Fatima Aziz"),
        ("soepclup", "Soepclub"),
        ("vlindr", "Hub De Vlinder"),
        ("welzjin", "Welzijn De Kade"),
    ],
)
def test_search_forgives_slips(page: Open, typed: str, found: str) -> None:
    assert page(small()).search(typed)[0].startswith(found)


def test_a_link_restores_what_was_seen(page: Open, browser: Any) -> None:
    opened = page(small())
    opened.choose("hub")
    opened.press(ESCAPE)
    opened.click("#blocks input[value='5']")
    opened.choose("fatima")
    opened.click("#closer")
    time.sleep(0.8)
    words = opened.browser.execute_script("return location.hash")
    again = page(small(), address=words)
    assert again.texts("#details h2") == ["Fatima Aziz"]
    assert not again.one("#blocks input[value='5']").is_selected()
    assert again.browser.execute_script("return location.hash") == words
    other = vlinderbuurt()
    other.resident("Iemand Anders")
    foreign = page(other.snapshot(), address=words)
    assert not foreign.visible("#details")


def test_steps_back(page: Open) -> None:
    opened = page(small())
    assert not opened.one("#back").is_enabled()
    opened.click("#view-ground")
    opened.choose("fatima")
    opened.click("#blocks input[value='5']")
    opened.click("#back")
    assert opened.one("#blocks input[value='5']").is_selected()
    assert opened.visible("#details")
    opened.click("#back")
    assert not opened.visible("#details")
    assert opened.hash()["view"] == "ground"
    opened.click("#back")
    assert opened.hash()["view"] == "network"
    assert not opened.one("#back").is_enabled()


def test_on_the_ground_places_stand_and_the_rest_is_listed(page: Open) -> None:
    buurt = vlinderbuurt()
    buurt.resident("Noor de Wit", lat=52.1021, lon=4.9012)
    opened = page(buurt.snapshot(Purpose.MAP))
    opened.click("#view-ground")
    names = opened.names()
    assert "Hub De Vlinder" in names
    assert any("10 minuten" in name for name in names)
    assert "José Brandão" not in names
    opened.click("#beside")
    listed = opened.texts("#details .named span")
    assert {"José Brandão", "Welzijn De Kade", "band plakken"} <= set(listed)
    assert "Noor de Wit" not in listed


def test_without_coordinates_the_ground_says_so(page: Open) -> None:
    opened = page(clubs(1).snapshot())
    opened.click("#view-ground")
    assert opened.visible("#ground-none")


def told_over_time() -> Snapshot:
    """José's row on the first day, all others a month later."""
    snapshot = small()
    first, later = (
        Provenance(day, day, "werkplaats") for day in (date(2026, 1, 5), date(2026, 2, 5))
    )
    jose = snapshot.names.index("José Brandão")
    said = [first if i == jose else later for i in range(len(snapshot.ids))]
    links = {
        kind: replace(rows, provenance=[later if kind is Knows else first] * len(rows))
        for kind, rows in snapshot.links.items()
    }
    return replace(snapshot, provenance=said, links=links)


def test_a_slider_over_the_days_on_which_things_were_told(page: Open) -> None:
    opened = page(told_over_time())
    assert opened.visible("#time")
    assert {"José Brandão", "Fatima Aziz"} <= opened.names()
    opened.pick("#moment", "0")
    assert "5 januari 2026" in opened.one("#moment-label").text
    assert opened.names() == {"José Brandão"}
    assert opened.hash()["day"] == "2026-01-05"
    assert not page(small()).visible("#time")


def test_stories_stand_at_their_year(page: Open) -> None:
    buurt = vlinderbuurt()
    buurt.node(Story, "De hub gaat open", from_year=2021)
    buurt.node(Story, "De haven", from_year=1955, to_year=1964)
    opened = page(buurt.snapshot(Purpose.MAP))
    opened.click("#view-time")
    at = {label["text"]: label for label in opened.labels()}
    assert {"1950", "1960", "2020", "De haven", "De hub gaat open"} <= at.keys()
    assert at["De haven"]["left"] < at["1960"]["left"] < at["2020"]["left"]
    assert abs(at["De hub gaat open"]["left"] - at["2020"]["left"]) < 60
    opened.pick("#moment", "1990")
    assert "De hub gaat open" not in opened.names()
    opened.click("#beside")
    assert "De brug van 1962" in opened.texts("#details .named span")


def test_a_table_is_sorted_and_copied(page: Open) -> None:
    opened = page(small())
    opened.click("#view-tables")
    people = "#table-2 tbody .named"
    assert opened.texts(people) == sorted(opened.texts(people))
    opened.browser.execute_script("document.querySelector('#table-2 .sort').click()")
    assert opened.texts(people) == sorted(opened.texts(people), reverse=True)
    assert opened.one("#table-2 th").get_attribute("aria-sort") == "descending"
    opened.browser.execute_script(
        "navigator.clipboard.writeText = async (text) => { window.copied = text; };"
        "document.querySelector(\"button[aria-label*='Sociale']\").click()"
    )
    opened.until("return window.copied !== undefined")
    lines = opened.browser.execute_script("return window.copied").split("\n")
    assert lines[0].split("\t") == opened.texts("#table-2 .sort")
    assert lines[1].startswith("Wil Post\tberoepskracht")
    assert "gekopieerd" in opened.texts("#status")[0]


def test_suggestions_are_only_in_a_file_for_matching(page: Open) -> None:
    told = Insights(matches=matches(small()))
    opened = page(small(Purpose.MATCH), told_by=told)
    opened.choose("jose")
    opened.click("#details .deeds button")
    assert opened.one("#match-title").text == "Wie zou José Brandão kunnen ontmoeten?"
    assert opened.texts("#cards h3") == ["Fatima Aziz"]
    assert "een kookboek" in opened.one("#cards").text
    assert "Eerste stap:" in opened.one("#cards").text
    opened.click("#cards .deed")
    assert {"José Brandão", "Fatima Aziz"} <= opened.names()
    mapped = page(small(Purpose.MAP), told_by=told)
    assert mapped.texts("#view-matches, #matches, .deeds button") == []
    assert "een kookboek" not in mapped.browser.page_source


def test_above_some_thousands_it_starts_with_circles_that_unfold(
    page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assetgraph.views.map_data.FOLDED", 50)
    snapshot = clubs(8, 12).snapshot()
    opened = page(snapshot, positions=positions(snapshot, {}))
    assert not any(name.startswith("Bewoner") for name in opened.names())
    assert "Club 3" in opened.names()
    found = next(label for label in opened.labels() if label["text"] == "Club 3")
    from selenium.webdriver import ActionChains

    canvas = opened.one("#canvas canvas")
    middle = (canvas.size["width"] / 2, canvas.size["height"] / 2)
    ActionChains(opened.browser).move_to_element_with_offset(
        canvas, int(found["x"] - middle[0]), int(found["top"] + 8 - middle[1])
    ).click().perform()
    opened.until("return location.hash.includes('open=')")
    time.sleep(0.6)
    assert "Club 3" in opened.texts("#status")[0]
    assert any(name.startswith("Bewoner 3-") for name in opened.names())
    opened.choose("bewoner 7-2")
    time.sleep(0.6)
    assert "Bewoner 7-2" in opened.names()


def downloads(opened: Page, folder: Path) -> None:
    opened.browser.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)}
    )


def waited(folder: Path, ending: str) -> bytes:
    for _ in range(100):
        found = [file for file in folder.glob(f"*.{ending}") if file.stat().st_size]
        if found:
            return found[0].read_bytes()
        time.sleep(0.1)
    raise AssertionError(f"no {ending} was saved")


@pytest.mark.parametrize("view", ["network", "ground", "time"])
def test_it_is_saved_as_a_picture(page: Open, tmp_path: Path, view: str) -> None:
    import xml.etree.ElementTree as ET

    opened = page(small())
    opened.click(f"#view-{view}")
    downloads(opened, tmp_path)
    for ending in ("png", "svg"):
        opened.click("#save summary")
        opened.click(f"#save-{ending}")
    assert waited(tmp_path, "png").startswith(b"\x89PNG")
    drawing = ET.fromstring(waited(tmp_path, "svg"))
    texts = {one.text for one in drawing.iter("{http://www.w3.org/2000/svg}text")}
    assert {"De kaart van onze buurt", "Plekken", "Organisaties"} <= texts
    assert {"network": "Hub De Vlinder", "ground": "Hub De Vlinder", "time": "buurt"}[view] in texts
    quiet(opened)


def test_on_paper_it_is_one_drawing_with_its_legend(page: Open) -> None:
    opened = page(small(), theme="dark")
    printed = opened.browser.execute_cdp_cmd(
        "Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True}
    )
    assert len(printed["data"]) > 10_000
    opened.browser.execute_script("dispatchEvent(new Event('beforeprint'))")
    texts = opened.texts("#sheet text")
    assert {"De kaart van onze buurt", "Talenten"} <= set(texts)
    assert opened.one("html").get_attribute("data-theme") == "light"
    opened.browser.execute_script("dispatchEvent(new Event('afterprint'))")
    assert opened.texts("#sheet svg") == []
    assert opened.one("html").get_attribute("data-theme") == "dark"


def test_the_theme_is_chosen_on_the_page(page: Open) -> None:
    opened = page(small())
    opened.pick("#theme", "contrast")
    assert opened.one("html").get_attribute("data-theme") == "contrast"


def test_a_map_that_may_no_longer_be_used_says_so(page: Open) -> None:
    assert page(small(), until=date(2020, 1, 31)).visible("#over")
    assert not page(small(), until=date(2999, 1, 31)).visible("#over")


def test_a_map_around_somebody_starts_with_them(page: Open) -> None:
    snapshot = small()
    jose = snapshot.ids[snapshot.names.index("José Brandão")]
    assert page(snapshot, around=jose).texts("#details h2") == ["José Brandão"]


def test_names_as_initials_are_nowhere_in_the_file(page: Open) -> None:
    opened = page(small(), initials=True)
    assert "Brandão" not in opened.browser.page_source
    assert "J.B." in opened.names()


def test_a_notebook_shows_it(page: Open, tmp_path: Path) -> None:
    """In a frame without an address of its own all works, but for the link."""
    snapshot = small()
    frame = tmp_path / "notebook.html"
    inside = escape(map_html(snapshot, told_by=Insights()))
    frame.write_text(f'<iframe width="900" height="700" srcdoc="{inside}"></iframe>', "utf-8")
    opened = page(snapshot)
    opened.browser.get(frame.as_uri())
    opened.browser.switch_to.frame(0)
    opened.until("return document.documentElement.dataset.painted !== undefined")
    assert "Fatima Aziz" in opened.choose("fatima")
    opened.browser.switch_to.default_content()
    assert opened.console() == []


def test_full_screen(page: Open) -> None:
    opened = page(small())
    opened.click("#full")
    opened.until("return document.fullscreenElement !== null")
    opened.until("return document.querySelector('#full').getAttribute('aria-pressed') === 'true'")
    opened.click("#full")
    opened.until("return document.fullscreenElement === null")
