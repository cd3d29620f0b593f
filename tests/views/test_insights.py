"""What a map may say of people is decided by its purpose, before anything is written."""

from __future__ import annotations

from datetime import date

import pytest

from assetgraph.analysis.layout import circles
from assetgraph.errors import AssetGraphError
from assetgraph.model.consent import Consent, Purpose
from assetgraph.views import map_html
from assetgraph.views.circles import circle_names
from assetgraph.views.insights import Insights, insights
from assetgraph.views.map_data import DAYS, usable_until
from tests.snapshots import DAY, Neighbourhood
from tests.views.buurt import vlinderbuurt


def couple() -> Neighbourhood:
    """Two people with a reason to meet."""
    buurt = vlinderbuurt()
    buurt.resident("Henk Smid", talents=["fietsen repareren"], wishes=["samen zingen"])
    buurt.resident("Ans Kok", talents=["zingen"], wishes=["mijn fiets repareren"])
    return buurt


def test_what_is_published_says_nothing_about_who_connects_or_is_alone() -> None:
    assert insights(couple().snapshot(Purpose.PUBLISH)) == Insights()


def test_a_map_knows_connectors_and_no_suggestions() -> None:
    found = insights(couple().snapshot(Purpose.MAP))
    assert found.connectors
    assert found.widen
    assert found.matches == {}


def test_suggestions_for_all_or_for_the_one_a_map_is_drawn_around() -> None:
    snapshot = couple().snapshot(Purpose.MATCH)
    henk = snapshot.ids[snapshot.names.index("Henk Smid")]
    assert len(insights(snapshot).matches) > 1
    assert list(insights(snapshot, around=henk).matches) == [henk]


def test_above_some_hundreds_there_are_none_but_around_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("assetgraph.views.insights.MATCHES_FOR", 2)
    assert insights(couple().snapshot(Purpose.MATCH)).matches == {}


def test_the_library_call_alone_draws_the_whole_map() -> None:
    html = map_html(couple().snapshot(Purpose.MATCH), theme="dark", language="en")
    assert 'data-theme="dark"' in html
    assert "Who could {name} meet?" in html
    assert "fietsen repareren" in html


def test_a_theme_that_is_not_there() -> None:
    with pytest.raises(AssetGraphError) as error:
        map_html(couple().snapshot(), theme="zuurstok")
    assert error.value.code == "unknown-theme"


def agreed(*untils: date | None) -> Neighbourhood:
    buurt = Neighbourhood()
    for i, until in enumerate(untils):
        buurt.resident(f"Bewoner {i}", consent=(Consent(purpose=Purpose.MAP, until=until),))
    return buurt


def test_a_map_is_usable_until_the_first_consent_ends() -> None:
    snapshot = agreed(None, date(2026, 9, 1), date(2026, 6, 1)).snapshot(Purpose.MAP)
    assert usable_until(snapshot, DAY) == date(2026, 6, 1)
    ids = frozenset(snapshot.ids) - {snapshot.ids[snapshot.names.index("Bewoner 2")]}
    assert usable_until(snapshot, DAY, people=ids) == date(2026, 9, 1)


def test_without_an_end_it_is_a_year_and_for_matching_three_months() -> None:
    for purpose in Purpose:
        found = usable_until(agreed(None).snapshot(purpose), DAY)
        assert (found - DAY).days == DAYS[purpose]


def test_circles_are_named_after_what_people_do() -> None:
    buurt = Neighbourhood()
    for group in ("Koor", "Schaakclub"):
        names = [f"{group} {i}" for i in range(6)]
        for name in names:
            buurt.resident(name, groups=[group])
        buurt.all_know_each_other(*names)
    friends = ["Ada Een", "Bo Twee", "Cor Drie"]
    for name in friends:
        buurt.resident(name)
    buurt.all_know_each_other(*friends)
    snapshot = buurt.snapshot()
    found = circle_names(snapshot, circles(snapshot), "nl")
    assert sorted(found) == ["Koor", "Rond Ada Een", "Schaakclub"]
