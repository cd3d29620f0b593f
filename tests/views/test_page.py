"""The page as a file: one policy, our own scripts, no way out of the data."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

import pytest

from assetgraph.model.consent import Purpose
from assetgraph.model.snapshot import Snapshot
from assetgraph.views import Insights, map_html
from assetgraph.views.themes import theme, themes
from tests.snapshots import Neighbourhood
from tests.views.buurt import in_a_row, small


def page_of(snapshot: Snapshot, **options: Any) -> str:
    return map_html(snapshot, in_a_row(snapshot), told_by=Insights(), **options)


@pytest.fixture(scope="module")
def html() -> str:
    snapshot = small()
    return page_of(snapshot)


def policy(html: str) -> dict[str, list[str]]:
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert found is not None
    text = found[1].replace("&#39;", "'")
    return {words[0]: words[1:] for words in (part.split() for part in text.split("; "))}


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_allows_this_style_and_these_scripts_only(html: str) -> None:
    allowed = policy(html)
    assert allowed["default-src"] == ["'none'"]
    assert allowed["script-src"] == [
        digest(one) for one in re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    ]
    assert allowed["style-src"] == [
        digest(one) for one in re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    ]
    assert len(allowed["script-src"]) == 2


def test_nothing_is_fetched(html: str) -> None:
    own = re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL)
    assert not re.search(r"""\b(src|href)\s*=\s*["'](?!#)""", own)
    assert "url(" not in own
    assert "@import" not in own
    assert "http:" not in own
    assert "https:" not in own
    assert "sourceMappingURL" not in html


def test_the_language_is_declared(html: str) -> None:
    assert '<html lang="nl"' in html
    snapshot = small()
    assert '<html lang="en"' in page_of(snapshot, language="en")


def test_the_data_stays_inside_its_element() -> None:
    buurt = Neighbourhood()
    name = "</script><script>alert(1)</script> & <!-- \u2028"
    buurt.resident(name)
    snapshot = buurt.snapshot()
    html = page_of(snapshot, title=name)
    found = re.search(r'id="map-data">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    assert not set("<>&\u2028") & set(found[1])
    assert json.loads(found[1])["nodes"]["label"] == [name]
    assert "<script>alert" not in html


def test_who_is_not_in_the_snapshot_is_not_in_the_file() -> None:
    buurt = Neighbourhood()
    buurt.resident("Fatima Aziz")
    snapshot = buurt.snapshot(Purpose.PUBLISH)
    html = page_of(snapshot)
    assert "Fatima Aziz" in html
    assert "José Brandão" not in html


def test_the_same_snapshot_gives_the_same_file(html: str) -> None:
    snapshot = small()
    assert page_of(snapshot) == html


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", themes())
def test_texts_and_shapes_stand_out(name: str) -> None:
    looks = theme(name)
    for ground in (looks.colours["paper"], looks.colours["panel"]):
        for text in ("ink", "muted", "accent"):
            assert contrast(looks.colours[text], ground) >= 4.5
        for block in looks.blocks.values():
            # A block's line is also the colour of its names.
            assert contrast(block["line"], ground) >= 4.5
        assert contrast(looks.colours["ring"], ground) >= 3
    assert contrast(looks.colours["accent"], looks.colours["accent-soft"]) >= 4.5


# Linear RGB as seen without one kind of cones (Machado, Oliveira and Fernandes 2009, severity 1).
BLINDNESS = {
    "protan": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deutan": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritan": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}


def seen(colour: str, matrix: tuple[tuple[float, ...], ...]) -> list[float]:
    parts = [(int(colour[i : i + 2], 16) / 255) ** 2.2 for i in (1, 3, 5)]
    mixed = [sum(w * p for w, p in zip(row, parts, strict=True)) for row in matrix]
    return [255 * min(max(value, 0.0), 1.0) ** (1 / 2.2) for value in mixed]


@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize("name", themes())
def test_blocks_differ_for_colour_blind_readers(name: str, blindness: str) -> None:
    """No two fills look alike, and the shapes differ for everybody."""
    blocks = list(theme(name).blocks.values())
    assert len({block["shape"] for block in blocks}) == 6
    fills = [seen(block["fill"], BLINDNESS[blindness]) for block in blocks]
    for i, one in enumerate(fills):
        for other in fills[i + 1 :]:
            assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 20
