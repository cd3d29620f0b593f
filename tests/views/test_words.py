"""Every word that the page gets is used by it, and every word it uses is given."""

from __future__ import annotations

import re

from assetgraph import resources
from assetgraph.views.page import SCRIPTS, STYLES, TEMPLATE
from assetgraph.views.words import PAGE, page_words


def test_the_page_uses_each_of_its_words() -> None:
    page = resources.read_text(f"visualize/templates/{TEMPLATE}")
    page += "".join(resources.read_text(f"visualize/page/{name}") for name in SCRIPTS)
    assert [key for key in page_words("nl") if f'"{key}"' not in page] == []
    said = set(re.findall(r'words\["([^"]+)"\]|\bsay\("([^"]+)"', page))
    assert {one or other for one, other in said} <= page_words("nl").keys()


def test_no_word_twice() -> None:
    assert len(set(PAGE)) == len(PAGE)


def test_every_file_of_the_page_is_in_the_page() -> None:
    assert resources.names("visualize/page") == sorted((*SCRIPTS, *STYLES))
