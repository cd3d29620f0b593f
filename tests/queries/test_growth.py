"""What grew between moments: on a fictional street at four moments, counted by hand."""

from __future__ import annotations

import pytest

from assetgraph.messages import LANGUAGES, catalogue
from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Group
from assetgraph.model.snapshot import Snapshot
from assetgraph.queries.growth import growth
from assetgraph.queries.summaries import Growth, Theme
from tests.snapshots import Neighbourhood

# Who knows whom at each of four moments: by hand, 4, 6, 7 and 5 ties.
MOMENTS = (
    ["Anna Bert", "Bert Cor", "Cor Anna", "Dirk Anna"],
    ["Anna Bert", "Bert Cor", "Cor Anna", "Dirk Anna", "Dirk Bert", "Eva Cor"],
    ["Anna Bert", "Bert Cor", "Cor Anna", "Dirk Bert", "Dirk Anna", "Eva Cor", "Eva Dirk"],
    ["Anna Bert", "Bert Cor", "Dirk Bert", "Eva Cor", "Eva Dirk"],
)


def moment(number: int) -> Neighbourhood:
    buurt = Neighbourhood()
    for name in ("Anna", "Bert", "Cor", "Dirk", "Eva"):
        buurt.resident(name, talents=["koken"])
    for pair in MOMENTS[number]:
        buurt.knows(*pair.split())
    if number > 1:
        buurt.resident("Anna", groups=["Koor"], talents=["zingen"])
    return buurt


def snapshot(number: int) -> Snapshot:
    return moment(number).snapshot(Purpose.MAP)


def between(start: int, end: int) -> dict[Theme, Growth]:
    return {row.theme: row for row in growth(snapshot(end), since=snapshot(start))}


@pytest.mark.parametrize(
    ("start", "end", "gained", "lost"),
    [(0, 1, 2, 0), (1, 2, 1, 0), (2, 3, 0, 2), (0, 3, 3, 2), (3, 0, 2, 3), (2, 2, 0, 0)],
)
def test_ties_between_the_moments(start: int, end: int, gained: int, lost: int) -> None:
    ties = between(start, end)[Theme.TIES]
    assert (ties.gained, ties.lost) == (gained, lost)
    assert (ties.before, ties.now) == (len(MOMENTS[start]), len(MOMENTS[end]))
    assert len(ties.new) == gained
    assert len(ties.gone) == lost


def test_by_name() -> None:
    found = between(0, 2)
    assert found[Theme.TIES].new == ("Bert - Dirk", "Cor - Eva", "Dirk - Eva")
    assert found[Theme.GROUPS].new == ("Koor",)
    assert found[Theme.MEMBERSHIPS].new == ("Anna - Koor",)
    assert found[Theme.TALENTS].new == ("Anna - zingen",)
    assert Theme.STORIES not in found
    assert found[Theme.RESIDENTS].gained == 0


def test_who_has_more_people_around() -> None:
    """At first Eva is alone and Dirk on a thread; then Eva is on one; then nobody is."""
    first, last = between(0, 2), between(0, 1)
    assert first[Theme.NO_LONGER_ISOLATED].new == ("Dirk", "Eva")
    assert last[Theme.NO_LONGER_ISOLATED].new == ("Dirk",)
    assert between(2, 3)[Theme.NO_LONGER_ISOLATED].gone == ("Anna",)


def test_who_came_or_went_was_not_freed_or_lost() -> None:
    before, after = moment(0), moment(0)
    before.resident("Weg", talents=["koken"])
    after.resident("Nieuw", talents=["koken"])
    rows = growth(after.snapshot(Purpose.MAP), since=before.snapshot(Purpose.MAP))
    found = {row.theme: row for row in rows}
    assert (found[Theme.RESIDENTS].new, found[Theme.RESIDENTS].gone) == (("Nieuw",), ("Weg",))
    freed = found[Theme.NO_LONGER_ISOLATED]
    assert (freed.new, freed.gone) == ((), ())


def test_who_is_not_in_the_picture_gained_and_lost_nothing() -> None:
    before, after = moment(0), Neighbourhood()
    for name in ("Anna", "Bert", "Cor", "Dirk"):
        after.resident(name, talents=["koken"])
    after.all_know_each_other("Anna", "Bert", "Cor", "Dirk")
    after.resident("Eva")
    rows = growth(after.snapshot(Purpose.MAP), since=before.snapshot(Purpose.MAP))
    freed = next(row for row in rows if row.theme is Theme.NO_LONGER_ISOLATED)
    assert (freed.new, freed.gone) == (("Dirk",), ())


def test_from_nothing_everything_came() -> None:
    rows = {row.theme: row for row in growth(snapshot(2))}
    assert rows[Theme.TIES].gained == 7
    assert all(row.before == row.lost == 0 for row in rows.values())
    assert growth(Neighbourhood().snapshot(Purpose.MAP)) == []


def test_professionals_are_no_growth() -> None:
    buurt = moment(0)
    buurt.resident("Werker", professional=True, talents=["rust"], groups=["Koor"])
    buurt.knows("Werker", "Eva")
    found = {row.theme: row for row in growth(buurt.snapshot(Purpose.MAP), since=snapshot(0))}
    changed = {theme for theme, row in found.items() if row.gained or row.lost}
    assert changed == {Theme.GROUPS}
    assert buurt.node(Group, "Koor")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_theme_has_its_words(language: str) -> None:
    for start, end in ((0, 2), (2, 3)):
        for row in between(start, end).values():
            assert str(row.gained) in catalogue(language).text(row.text)
            assert (row.loss is None) == (row.lost == 0)
