"""S50 to S59: a buurt, the surroundings of one resident, and where they stand on the map."""

from __future__ import annotations

from datetime import date

import pytest

from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Exchange, Group, Institution, Place, Resident
from assetgraph.stores import visibility
from assetgraph.stores.store import GraphStore
from tests.stores.applying import FATIMA, Scenario
from tests.stores.speech import MAY, TODAY, everything, person, resident, says
from tests.stores.speech import node as thing

HERE, THERE = "Lindebuurt", "Kadebuurt"

TWO_BUURTEN = (
    resident("Ans", {"knows": {"Bo": 3, "Verre Cor": 1}, "can": ["zingen"]}, buurt=HERE),
    resident("Bo", {"member_of": ["Koor"], "avoids": ["Ans"]}, buurt="LINDEBUURT"),
    resident("Verre Cor", {"member_of": ["Koor", "Roeiers"], "can": ["roeien"]}, buurt=THERE),
    resident("Dirk zonder buurt", {"knows": {"Ans": 2}, "can": ["zingen"]}),
    thing(Group, "Koor", {"gathers_at": ["Kerk"]}),
    thing(Group, "Roeiers", {"gathers_at": ["Steiger"]}),
    thing(Place, "Kerk", {"belongs_to": ["Parochie"]}, buurt=THERE),
    thing(Place, "Bankje", buurt=HERE),
    thing(Institution, "Parochie", {"supports": ["Ans"], "offers": ["soepdag"]}),
    thing(Exchange, "taart", {"made_by": [(Resident, "Bo")], "made_with": [(Group, "Koor")]},
          sort="offer"),
)  # fmt: skip


class Parts(Scenario):
    """A part is cut from the whole by one rule, however a store finds it."""

    @pytest.fixture
    def two(self, store: GraphStore) -> GraphStore:
        """Two buurten with ties between them."""
        store.apply(says(*TWO_BUURTEN))
        return store

    @pytest.mark.parametrize("buurt", [HERE, "lindebúurt ", THERE, "Nergens"])
    @pytest.mark.parametrize("as_of", [None, TODAY])
    def test_s50_a_buurt(self, two: GraphStore, buurt: str, as_of: date | None) -> None:
        """S50 A buurt is what `within_buurt` cuts from the whole, however its name is written."""
        found = two.snapshot(Purpose.ALL, today=TODAY, buurt=buurt, as_of=as_of)
        assert everything(found) == everything(visibility.within_buurt(self.all(two), buurt))

    def test_s51_what_a_buurt_holds(self, two: GraphStore) -> None:
        """S51 Its residents and places, and what these are linked to, but no residents beyond."""
        found = two.snapshot(Purpose.ALL, today=TODAY, buurt=HERE)
        assert sorted(found.names) == sorted(
            ["Ans", "Bo", "Bankje", "zingen", "Koor", "Kerk", "Parochie", "soepdag", "taart"]
        )

    @pytest.mark.parametrize("name", ["Ans", "Verre Cor", "Dirk zonder buurt"])
    @pytest.mark.parametrize("as_of", [None, TODAY])
    def test_s52_around_a_resident(self, two: GraphStore, name: str, as_of: date | None) -> None:
        """S52 The surroundings of a resident are what `around` cuts from the whole."""
        one = person(name)
        found = two.snapshot(Purpose.ALL, today=TODAY, resident=one, as_of=as_of)
        assert everything(found) == everything(visibility.around(self.all(two), one))

    def test_s53_surroundings_hold_whom_one_knows(self, two: GraphStore) -> None:
        """S53 Whoever says it: people who know each other are near."""
        found = two.snapshot(Purpose.ALL, today=TODAY, resident=person("Dirk zonder buurt"))
        assert [found.names[i] for i in found.residents] == [
            name for _, name in sorted((person(n), n) for n in ("Ans", "Dirk zonder buurt"))
        ]

    @pytest.mark.parametrize("as_of", [None, TODAY])
    def test_s54_nobody_of_that_id(self, two: GraphStore, as_of: date | None) -> None:
        """S54 Around somebody who is not there is nothing."""
        found = two.snapshot(Purpose.ALL, today=TODAY, resident="resident-nobody", as_of=as_of)
        assert list(found.ids) == []

    def test_s55_positions_are_kept(self, store: GraphStore) -> None:
        """S55 Nodes stand where they were drawn; who is not there is not remembered."""
        store.apply(says(FATIMA))
        store.keep_positions({person("Mei Chen"): (0.25, -1.5), "resident-nobody": (1, 1)})
        store.keep_positions({person("Joop Visser"): (3.0, 4.0), person("Mei Chen"): (9.5, 0.0)})
        assert store.positions() == {
            person("Joop Visser"): (3.0, 4.0),
            person("Mei Chen"): (9.5, 0.0),
        }
        store.apply(says(resident("Mei Chen", street="Kade"), day=MAY))
        assert store.positions()[person("Mei Chen")] == (9.5, 0.0)

    def test_s56_positions_go_with_their_node(self, store: GraphStore) -> None:
        """S56 Who is undone stands nowhere."""
        store.apply(says(resident("Ans Kuiper")))
        store.apply(says(FATIMA))
        store.keep_positions({person("Mei Chen"): (1.0, 1.0), person("Ans Kuiper"): (2.0, 2.0)})
        store.undo()
        assert store.positions() == {person("Ans Kuiper"): (2.0, 2.0)}
