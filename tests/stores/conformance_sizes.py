"""S98: what is large or odd is kept as anything else."""

from __future__ import annotations

import os

from assetgraph.model.consent import Purpose
from assetgraph.model.nodes import Resident, Story
from assetgraph.stores.store import GraphStore
from tests.stores.applying import Scenario
from tests.stores.processes import crowd
from tests.stores.speech import MAY, TODAY, person, resident, says, some
from tests.stores.speech import node as thing

MANY = 12_000 if os.environ.get("ASSETGRAPH_LONG") == "1" else 2_400
"""Residents: more than a store on a server writes in one transaction (`AT_ONCE`)."""

AT_ONCE = MANY * 5 // 6


class StoreSizes(Scenario):
    """A backend joins as it does those of `tests.stores.conformance`."""

    def test_s98_a_large_changeset(self, store: GraphStore) -> None:
        """S98 Thousands of people in one changeset are there, known, counted and undone whole."""
        store.apply(says(resident("Ans Kuiper", {"knows": {"bewonerslijst 7": 3}})))
        outcome = store.apply(crowd(MANY))
        assert some(outcome.added) == {"residents": MANY - 1, "ties": 2 * MANY}
        whole = store.snapshot(Purpose.ALL, today=TODAY)
        assert len(whole.residents) == MANY + 1
        assert sum(map(len, whole.links.values())) == 2 * MANY + 1
        assert [one.id for one in store.known(Resident, [f"Bewonerslijst {MANY - 1}"])] == [
            person(f"bewonerslijst {MANY - 1}")
        ]
        undone = store.undo()
        assert some(undone.removed) == {"residents": MANY - 1, "ties": 2 * MANY}
        assert len(store.snapshot(Purpose.ALL, today=TODAY).residents) == 2

    def test_s98_a_trial_of_a_large_changeset(self, store: GraphStore) -> None:
        """S98 What is only tried leaves nothing, however large."""
        with store.writing(keep=False):
            assert some(store.apply(crowd(MANY)).added)["residents"] == MANY
        assert store.snapshot(Purpose.ALL, today=TODAY).ids == []
        assert store.history() == []
        assert set(store.counts().values()) == {0}

    def test_s98_long_names(self, store: GraphStore) -> None:
        """S98 Names and codes of any length are found, and not mistaken for each other."""
        long = "Jonkheer " * 900
        one, other = long + "van Dam", long + "van Zanten"
        store.apply(says(resident(one, code="B" * 20_000), resident(other, {"knows": {one: 2}})))
        assert [found.name for found in store.known(Resident, [one])] == [one]
        assert [found.name for found in store.known(Resident, [other])] == [other]
        assert [found.name for found in store.known(Resident, ["b" * 20_000])] == [one]
        assert store.known(Resident, [long]) == []
        store.apply(says(resident(one, buurt="L" * 9_000), day=MAY))
        found = store.snapshot(Purpose.ALL, today=TODAY, buurt="l" * 9_000)
        assert list(found.ids) == [person(one)]

    def test_s98_long_and_empty_texts(self, store: GraphStore) -> None:
        """S98 A text of megabytes and an empty one come back; so does a list of thousands."""
        text, topics = "🌻é\n" * 500_000, [f"onderwerp {i}" for i in range(5_000)]
        store.apply(
            says(thing(Story, "lang", text=text, topics=topics), thing(Story, "kort", text=""))
        )
        whole = store.snapshot(Purpose.ALL, today=TODAY)
        texts = dict(zip(whole.values(Story, "title"), whole.values(Story, "text"), strict=True))
        assert texts == {"lang": text, "kort": ""}
        assert tuple(topics) in whole.values(Story, "topics")
