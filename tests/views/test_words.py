"""Every word that the page gets is used by it, and every word it uses is given."""

from __future__ import annotations

import re

from assetgraph import resources
from assetgraph.messages import LANGUAGES
from assetgraph.views.page import SCRIPTS, STYLES, TEMPLATE
from assetgraph.views.themes import themes
from assetgraph.views.words import PAGE, page_words

PUT_TOGETHER = re.compile(r"(view\.about|lens|theme|lens\.about|ground|time)\.[\w.-]+")
"""Keys that the script puts together from the name of a view, a lens or a theme."""


def test_the_page_uses_each_of_its_words() -> None:
    page = resources.read_text(f"visualize/templates/{TEMPLATE}")
    page += "".join(resources.read_text(f"visualize/script/{name}") for name in SCRIPTS)
    unused = [key for key in page_words("nl") if f'"{key}"' not in page]
    assert [key for key in unused if not PUT_TOGETHER.fullmatch(key)] == []
    said = set(re.findall(r'words\["([^"]+)"\]|\bsay\("([^"]+)"', page))
    assert {one or other for one, other in said} <= page_words("nl").keys()


def test_every_theme_has_a_word_in_both_languages() -> None:
    for language in LANGUAGES:
        words = page_words(language)
        assert {f"theme.{name}" for name in ("auto", *themes())} <= words.keys()


def test_no_word_twice() -> None:
    assert len(set(PAGE)) == len(PAGE)


def test_every_file_of_the_page_is_in_the_page() -> None:
    assert resources.names("visualize/script") == sorted(SCRIPTS)
    assert resources.names("visualize/style") == sorted(STYLES)
