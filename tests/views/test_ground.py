"""Metres around the hub: places exactly, people never at their door."""

from __future__ import annotations

import math

import pytest

from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Institution
from assetgraph.model.relations import Uses
from assetgraph.views.ground import SQUARE, UNITS, ground
from tests.snapshots import Neighbourhood

DEGREE = 111_195.0
"""Metres in a degree of latitude."""


def street(n: int = 6) -> Neighbourhood:
    """A hub, and people along a street that runs east, 60 m apart."""
    buurt = Neighbourhood()
    buurt.place("Hub", hub=True, lat=52.0, lon=5.0)
    buurt.place("Park", lat=52.0 + 200 / DEGREE, lon=5.0)
    for i in range(n):
        lon = 5.0 + 60 * i / DEGREE / math.cos(math.radians(52))
        buurt.resident(f"Bewoner {i}", street="Langestraat", lat=52.001, lon=lon)
    return buurt


def test_places_stand_where_they_are() -> None:
    snapshot = street().snapshot()
    at = ground(snapshot).at
    assert at[snapshot.names.index("Hub")] == (0.0, 0.0)
    x, y = at[snapshot.names.index("Park")]
    assert (x / UNITS, y / UNITS) == pytest.approx((0, -200), abs=0.5)


def test_ten_minutes_are_those_of_the_formats_page() -> None:
    """0.8, 1.3 and 4.2 m/s over roads 1.25 times as long as the crow flies."""
    reach = ground(street().snapshot()).reach
    metres = {way: radius / UNITS for way, radius in reach.items()}
    assert metres == pytest.approx({"slow": 384, "walk": 624, "cycle": 2016})


def test_without_a_hub_there_are_no_circles() -> None:
    buurt = Neighbourhood()
    buurt.place("Park", lat=52.0, lon=5.0)
    assert ground(buurt.snapshot()).reach == {}


def test_nobody_stands_at_their_door() -> None:
    """Who lives in one square stands at one spot, wherever in it their home is."""

    def stands(metres: float) -> tuple[float, float]:
        buurt = Neighbourhood()
        buurt.place("Hub", hub=True, lat=52.0, lon=5.0)
        buurt.resident("Alleen Ik", lat=52.0 + metres / DEGREE, lon=5.0)
        snapshot = buurt.snapshot()
        return ground(snapshot).at[snapshot.names.index("Alleen Ik")]

    assert stands(260) == stands(300) == stands(339)
    assert stands(300) == pytest.approx((0, -300 * UNITS))
    assert stands(360) == pytest.approx((0, -4 * SQUARE * UNITS))


def test_what_has_no_coordinates_is_not_placed_but_what_meets_somewhere_is() -> None:
    buurt = street()
    buurt.resident("Zonder Adres", groups=["Koor"])
    buurt.gathers("Koor", "Park")
    welfare = buurt.node(Institution, "Welzijn")
    buurt.link(Uses, welfare, buurt.place("Hub"))
    snapshot = buurt.snapshot()
    at = ground(snapshot).at
    names = {snapshot.names[node] for node in at}
    assert {"Koor", "Welzijn"} <= names
    assert "Zonder Adres" not in names


def test_a_street_is_drawn_along_its_addresses() -> None:
    ((name, one, other),) = ground(street().snapshot()).streets
    assert name == "Langestraat"
    assert other[0] - one[0] == pytest.approx(300 * UNITS, abs=20 * UNITS)
    assert ground(street(2).snapshot()).streets == []


def test_a_slip_of_the_pen_does_not_shrink_the_map() -> None:
    buurt = street()
    buurt.resident("In Parijs", lat=48.85, lon=2.35)
    snapshot = buurt.snapshot()
    assert snapshot.names.index("In Parijs") not in ground(snapshot).at


def test_what_is_published_places_nobody() -> None:
    """Homes are internal, so a store's snapshot for publishing has no coordinates of people."""
    buurt = Neighbourhood()
    buurt.place("Hub", hub=True, lat=52.0, lon=5.0)
    buurt.resident("Fatima Aziz")
    snapshot = buurt.snapshot(Purpose.PUBLISH)
    assert set(ground(snapshot).at) == {snapshot.names.index("Hub")}
