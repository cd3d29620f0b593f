"""The map's data holds what the snapshot holds, in words, and nothing that is restricted."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assetgraph.messages import LANGUAGES
from assetgraph.model.choices import Daypart
from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Resident, Talent
from assetgraph.views.facts import LEFT_OUT, in_words
from assetgraph.views.insights import Insights
from assetgraph.views.map_data import AT_A_GLANCE, map_data
from tests.snapshots import Neighbourhood
from tests.views.buurt import connector, in_a_row, small, vlinderbuurt

GOLDEN = Path(__file__).with_name("map_data.json")


def data(purpose: Purpose = Purpose.MAP, **options: Any) -> dict[str, Any]:
    """The data as it comes out of JSON."""
    snapshot = small(purpose)
    made = map_data(snapshot, in_a_row(snapshot), **options)
    return json.loads(json.dumps(made))


def named(made: dict[str, Any], name: str) -> dict[str, Any]:
    return next(node for node in made["nodes"] if node["label"] == name)


def test_golden() -> None:
    """To renew it: write what `data` gives here, less the words, with an indent of 1."""
    snapshot = small()
    noor = snapshot.ids[snapshot.names.index("Noor de Wit")]
    connects = [connector(small(), "Fatima Aziz"), connector(small(), "gone")]
    made = data(made_on=date(2026, 3, 2), told_by=Insights(connects, [noor]))
    made.pop("words")
    assert made == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_every_kind_and_relation_is_worded_in_both_languages() -> None:
    dutch, english = data(), data(language="en")
    assert [kind["label"] for kind in dutch["kinds"]][:2] == ["bewoner", "talent"]
    assert [kind["label"] for kind in english["kinds"]][:2] == ["resident", "talent"]
    assert {"kent", "doet mee met"} <= {relation["label"] for relation in dutch["relations"]}
    assert dutch["words"].keys() == english["words"].keys()
    assert named(dutch, "band plakken")["facts"] == [
        [0, "aanbod"],
        [1, "1-2-2026"],
        [2, "1,5"],
        [3, "makkie"],
    ]
    assert named(english, "band plakken")["facts"][2] == [2, "1.5"]


@pytest.mark.parametrize("purpose", Purpose)
def test_who_avoids_whom_and_who_is_supported_is_never_on_the_page(purpose: Purpose) -> None:
    made = data(purpose)
    assert not {"avoids", "supports"} & {edge["kind"] for edge in made["edges"]}
    assert not {"avoids", "supports"} & {relation["id"] for relation in made["relations"]}


@pytest.mark.parametrize("purpose", Purpose)
def test_where_people_live_is_never_on_the_page(purpose: Purpose) -> None:
    assert "Rupsstraat" not in json.dumps(data(purpose))


def test_what_is_left_out_is_declared() -> None:
    assert all(names <= kind.properties.keys() for kind, names in LEFT_OUT.items())


def test_the_purpose_says_for_whom_the_file_is() -> None:
    lines = {purpose: data(purpose)["for_whom"] for purpose in Purpose}
    assert len(set(lines.values())) == len(Purpose)
    assert "iedereen" in lines[Purpose.PUBLISH]


def test_what_is_published_does_not_say_where_the_circle_can_grow() -> None:
    snapshot = small()
    everyone = list(snapshot.ids)[:3]
    assert data(Purpose.MAP, told_by=Insights(widen=everyone))["widen"] == [0, 1, 2]
    assert data(Purpose.PUBLISH, told_by=Insights(widen=everyone))["widen"] == []


def test_professionals_are_not_counted_as_neighbours() -> None:
    made = data()
    assert named(made, "Wil Post")["professional"] is True
    assert made["people"] == 3


def test_counts_per_block() -> None:
    counts = {block["id"]: block["count"] for block in data()["blocks"]}
    assert counts == {1: 6, 2: 5, 3: 1, 4: 1, 5: 1, 6: 3}


def test_above_a_glance_talents_wait_to_be_asked_for() -> None:
    buurt = Neighbourhood()
    for i in range(AT_A_GLANCE // 2 + 1):
        buurt.resident(f"Bewoner {i}", talents=[f"talent {i}"])
    snapshot = buurt.snapshot()
    blocks = map_data(snapshot, in_a_row(snapshot))["blocks"]
    assert [block["open"] for block in blocks] == [False, True, True, True, True, True]
    assert all(block["open"] for block in data()["blocks"])


def test_the_title() -> None:
    assert data()["title"] == "De kaart van onze buurt"
    assert data(title="Wie woont er aan de kade?")["title"] == "Wie woont er aan de kade?"


def test_nothing_at_all() -> None:
    made = map_data(Neighbourhood().snapshot(), {})
    assert (made["nodes"], made["edges"], made["people"]) == ([], [], 0)


def test_an_order_of_rows_changes_nothing_but_the_order_of_edges() -> None:
    one, other = (vlinderbuurt().snapshot(seed=seed) for seed in (1, 2))
    first, second = map_data(one, in_a_row(one)), map_data(other, in_a_row(other))
    assert first["nodes"] == second["nodes"]
    assert sorted(map(str, first["edges"])) == sorted(map(str, second["edges"]))


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        (None, "", ""),
        (True, "ja", "yes"),
        (False, "nee", "no"),
        (Daypart.MORNING, "ochtend", "morning"),
        ((Daypart.MORNING, Daypart.EVENING), "ochtend, avond", "morning, evening"),
        ((), "", ""),
        (2.0, "2", "2"),
        (2.25, "2,25", "2.25"),
        (1962, "1962", "1962"),
        (date(2026, 2, 3), "3-2-2026", "3-2-2026"),
        ("gewoon", "gewoon", "gewoon"),
    ],
)
def test_in_words(value: object, nl: str, en: str) -> None:
    assert [in_words(value, language) for language in LANGUAGES] == [nl, en]


def test_a_snapshot_may_hold_fewer_kinds() -> None:
    buurt = Neighbourhood()
    buurt.nodes = {Resident: {}, Talent: {}}
    buurt.links = {kind: [] for kind in buurt.links}
    buurt.resident("Alleen Ik", talents=["dammen"])
    snapshot = buurt.snapshot()
    assert len(map_data(snapshot, in_a_row(snapshot))["nodes"]) == 2
