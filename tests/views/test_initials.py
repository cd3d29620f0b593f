"""Initials for names, everywhere in the file."""

from __future__ import annotations

import pytest

from assetgraph.model.nodes import Story
from assetgraph.views import map_html
from assetgraph.views.initials import initials, with_initials
from tests.snapshots import Neighbourhood
from tests.views.buurt import small, with_sources


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Fatima Aziz", "F.A."),
        ("Jan van der Berg", "J.B."),
        ("Çetin-Öz Güler", "Ç.Ö.G."),
        ("noor", "N."),
        ("陳 偉", "陳.偉."),
        ("12", "?"),
    ],
)
def test_initials(name: str, short: str) -> None:
    assert initials(name) == short


def test_a_name_is_shortened_inside_other_texts_too() -> None:
    buurt = Neighbourhood()
    buurt.resident("Fatima Aziz")
    buurt.node(Story, "De taart van Fatima Aziz", text="Fatima Aziz, en niemand anders.")
    snapshot = with_initials(with_sources(buurt.snapshot()))
    assert snapshot.names == ["F.A.", "De taart van F.A."]
    assert snapshot.value(1, "text") == "F.A., en niemand anders."
    assert {one.source for one in snapshot.provenance} == {""}


def test_who_shares_initials_gets_a_number() -> None:
    buurt = Neighbourhood()
    for name in ("Fatima Aziz", "Femke Ardon", "Wil Post"):
        buurt.resident(name)
    assert sorted(with_initials(buurt.snapshot()).names) == ["F.A. 1", "F.A. 2", "W.P."]


def test_no_name_is_left_in_the_file_with_all_that_questions_say() -> None:
    snapshot = small()
    html = map_html(snapshot, initials=True)
    for name in ("José Brandão", "Fatima Aziz", "Noor de Wit", "Wil Post", "werkplaats"):
        assert name not in html
    assert "J.B." in html
